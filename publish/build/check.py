"""
Reads all that a build would read, looks at all that it would make, and tells everything that is wrong.

1. the workspace: settings, brand, words, `checks.yml`
2. each edition in each language: its text, and its files: from `dist/` where a build would not make them again,
   else made here and not kept
3. the families of `publish.check` over them, on all cores

A fault of ours, or a worker that dies, is told and stops nothing else.
"""

import datetime as dt
import os
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from publish.build.files import private_folder
from publish.build.make import fault, folder_of
from publish.build.plan import look_at
from publish.build.pool import Lost, Pool, cores
from publish.build.record import Made
from publish.build.targets import Nobody, Target, Wanted, Watcher
from publish.check import FAMILIES, Finding, Options, Subject, findings
from publish.check.coverage import Gap, gaps
from publish.check.wishes import Acceptance, Wishes, read_wishes
from publish.edition import Edition
from publish.formats import FORMATS
from publish.problems import BuildError, Place, Problem, PublishError, in_order
from publish.source import read_edition
from publish.theme import Theme
from publish.workspace import CONTENT, Workspace, folders, open_workspace


@dataclass(frozen=True, slots=True)
class Checked:
    """What came of a check."""

    problems: tuple[Problem, ...]
    findings: tuple[Finding, ...]
    """Those that count: the worst first, then by place."""
    accepted: tuple[tuple[Finding, Acceptance], ...]
    editions: Mapping[str, Mapping[str, str]]
    """Those that could be looked at, and their titles by language."""
    gaps: tuple[Gap, ...]
    """What was not checked of them."""


@dataclass(frozen=True, slots=True)
class _Task:
    edition: str
    languages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Looked:
    """One edition in one language."""

    edition: str
    language: str
    problems: tuple[Problem, ...] = ()
    findings: tuple[Finding, ...] = ()
    title: str = ""
    """Empty if it could not be looked at."""


def check(root: Path, wanted: Wanted, options: Options, watcher: Watcher | None = None) -> Checked:
    """
    Everything that is wrong with the workspace and with the *wanted* editions.

    Audience and cache of *options* are filled in from the workspace.
    """
    problems, workspace = _opened(root, wanted.editions)
    wishes, more = _wishes(root)
    looker = _looker(root, workspace, wanted, replace(options, audience=wishes.audience, cache=_cache(root, options)))
    tasks = _tasks(root, wanted, workspace)
    order = [(task.edition, language) for task in tasks for language in task.languages]
    looked = sorted(_look(looker, tasks, watcher or Nobody()), key=lambda one: order.index((one.edition, one.language)))
    problems = in_order((*problems, *more, *(problem for one in looked for problem in one.problems)))
    found = sorted((f for one in looked for f in one.findings), key=lambda f: (f.severity.rank, f.place, f.code))
    missing = gaps(tuple(sorted({one.language for one in looked if one.title})), online=options.online)
    is_whole = workspace is not None and not problems and not options.clients and _is_all(wanted, workspace)
    judged = _codes({gap.family for gap in missing}) if is_whole else frozenset()
    remarks = wishes.remarks(found, options.today, known=_codes(()), judged=judged) if wishes.acceptances else ()
    counting, accepted = wishes.divide(found, options.today)
    return Checked(problems, (*counting, *remarks), accepted, _titles(looked), missing)


def _titles(looked: list[_Looked]) -> dict[str, dict[str, str]]:
    titles: dict[str, dict[str, str]] = {}
    for one in looked:
        if one.title:
            titles.setdefault(one.edition, {})[one.language] = one.title
    return titles


def _opened(root: Path, editions: tuple[str, ...]) -> tuple[tuple[Problem, ...], Workspace | None]:
    """What is wrong outside the texts; and the workspace, if it can be used."""
    try:
        workspace = open_workspace(root)
    except PublishError as error:
        return error.problems, None
    problems: list[Problem] = []
    try:
        workspace.editions()
    except PublishError as error:
        problems += (p for p in error.problems if any(_inside(p, edition) for edition in editions))
    theme = Theme(workspace)
    for language in workspace.settings.languages:
        try:
            theme.words(language)
        except PublishError as error:
            problems += error.problems
    return tuple(problems), workspace


def _inside(problem: Problem, edition: str) -> bool:
    return problem.place.path.startswith(f"{CONTENT}/{edition}") and problem.place.path.split("/")[1] == edition


def _wishes(root: Path) -> tuple[Wishes, tuple[Problem, ...]]:
    try:
        return read_wishes(root), ()
    except PublishError as error:
        return Wishes(), error.problems


def _cache(root: Path, options: Options) -> Path | None:
    """Where families may remember something; None if it cannot be written."""
    try:
        folder = options.cache or private_folder(root) / "cache" / "checks"
        folder.mkdir(parents=True, exist_ok=True)
    except (BuildError, OSError):
        return None
    return folder if os.access(folder, os.W_OK) else None


def _tasks(root: Path, wanted: Wanted, workspace: Workspace | None) -> list[_Task]:
    """An edition each; or each of its languages, if workers would stand idle otherwise."""
    languages = workspace.settings.languages if workspace else ()
    tasks = []
    for edition in wanted.editions:
        folder = root / CONTENT / edition
        known = languages or tuple(sorted(file.stem for file in folder.glob("*.md")))
        if written := wanted.in_languages(folders.written_in(folder, known)):
            tasks.append(_Task(edition, written))
    if len(tasks) >= 2 * cores():
        return tasks
    return [_Task(task.edition, (language,)) for task in tasks for language in task.languages]


def _is_all(wanted: Wanted, workspace: Workspace) -> bool:
    """Whether nothing that is made of this workspace is left out."""
    content = workspace.root / CONTENT
    there = {folder.name for folder in content.iterdir() if folder.is_dir()} if content.is_dir() else set()
    hidden = {name for name in there if name.startswith(".")}
    return not wanted.languages and set(wanted.formats) == set(FORMATS) and set(wanted.editions) >= there - hidden


def _codes(but: Collection[str]) -> frozenset[str]:
    """The codes of all families except those named."""
    return frozenset(rule.code for name, family in FAMILIES.items() if name not in but for rule in family.rules())


@dataclass(frozen=True)
class _Looker:
    """Looks at the editions of one workspace."""

    root: Path
    workspace: Workspace | None
    theme: Theme | None
    icons: frozenset[str]
    formats: tuple[str, ...]
    options: Options
    fresh: Mapping[Target, Made] = field(default_factory=dict)
    """What stands in `dist/` as a build would make it."""

    def load(self) -> None:
        """Load now, once for all workers, what they would load at their first task."""
        _codes(())

    def __call__(self, task: _Task) -> Iterator[_Looked]:
        """One result for each language of the task."""
        languages = self.workspace.languages(task.edition) if self.workspace else ()
        read = {
            language: self._read(task.edition, language) for language in dict.fromkeys((*task.languages, *languages))
        }
        editions = {language: found for language, found in read.items() if isinstance(found, Edition)}
        for language in task.languages:
            found = read[language]
            if isinstance(found, Edition):
                yield self._look(found, {other: editions[other] for other in editions if other != language})
            else:
                yield _Looked(task.edition, language, found)

    def _read(self, edition: str, language: str) -> Edition | tuple[Problem, ...]:
        try:
            return read_edition(self.root / CONTENT / edition, language, root=self.root, icons=self.icons)
        except PublishError as error:
            return error.problems
        except Exception:  # noqa: BLE001  # the border of a worker: nothing may be lost here
            return (fault(self.root, edition, language, "text"),)

    def _look(self, edition: Edition, translations: Mapping[str, Edition]) -> _Looked:
        if self.theme is None:
            return _Looked(edition.id, edition.language)
        problems: list[Problem] = []
        found: list[Finding] = []
        made = {name: self._files(edition, self.theme, name, problems) for name in self.formats}
        files = {name: contents for name, contents in made.items() if contents is not None}
        subject = Subject(edition, self.theme, files, self.options, translations)
        for family in FAMILIES.values():
            try:
                found += findings(subject, [family])
            except Exception:  # noqa: BLE001  # as above
                problems.append(fault(self.root, edition.id, edition.language, f"{family.name}-check"))
        return _Looked(edition.id, edition.language, tuple(problems), tuple(found), edition.title)

    def _files(self, edition: Edition, theme: Theme, name: str, problems: list[Problem]) -> dict[str, bytes] | None:
        """The files of one format, by name; None and *problems* if they cannot be made."""
        if (stored := self._stored(Target(edition.id, edition.language, name))) is not None:
            return stored
        try:
            return {made.name: made.data for made in FORMATS[name].render(edition, theme)}
        except PublishError as error:
            problems += error.problems
        except Exception:  # noqa: BLE001  # as above
            problems.append(fault(self.root, edition.id, edition.language, name))
        return None

    def _stored(self, target: Target) -> dict[str, bytes] | None:
        made, folder = self.fresh.get(target), folder_of(self.root, target)
        try:
            return {name: (folder / name).read_bytes() for name in made.outputs} if made else None
        except OSError:
            return None


def _looker(root: Path, workspace: Workspace | None, wanted: Wanted, options: Options) -> _Looker:
    theme = Theme(workspace) if workspace else None
    icons = folders.icons(folders.sources(root, "assets"))
    fresh = _fresh(workspace, wanted, options.today) if workspace else {}
    return _Looker(root, workspace, theme, icons, wanted.formats, options, fresh)


def _fresh(workspace: Workspace, wanted: Wanted, today: dt.date) -> dict[Target, Made]:
    """What a build would not make again; nothing, if it could not begin."""
    try:
        plan = look_at(workspace.root, wanted, today=today)
        for look in plan.unsettled():
            plan.settle(look, workspace.languages(look.edition))
        stale = {target for look in plan.looks.values() for target in plan.stale(look)}
    except PublishError:
        return {}
    return {
        target: look.record.made[target.language, target.format]
        for look in plan.looks.values()
        for target in plan.targets(look)
        if target not in stale
    }


def _look(looker: _Looker, tasks: list[_Task], watcher: Watcher) -> Iterator[_Looked]:
    if len(tasks) <= 1:
        for task in tasks:
            yield from looker(task)
        return
    looker.load()
    left = {(task.edition, language) for task in tasks for language in task.languages}
    total = len(left)

    def tick(now: tuple[_Task, ...]) -> None:
        targets = (Target(task.edition, " ".join(task.languages), "checks") for task in now)
        watcher.building(total - len(left), total, tuple(targets))

    pool = Pool(looker, cores())
    for result in pool.run(tasks, tick):
        for looked in _lost(result, left, pool) if isinstance(result, Lost) else (result,):
            left.discard((looked.edition, looked.language))
            yield looked


def _lost(lost: Lost[_Task], left: set[tuple[str, str]], pool: Pool[_Task, _Looked]) -> Iterator[_Looked]:
    """A worker died over the first language it has not reported; another goes on with the rest."""
    edition = lost.task.edition
    languages = tuple(language for language in lost.task.languages if (edition, language) in left)
    if languages:
        place = Place(f"{CONTENT}/{edition}/{languages[0]}.md")
        hint = "if memory ran out, check one edition at a time; else look for an unusual picture or font"
        problem = Problem("E604", f"the process that checked the edition {lost.reason}", place, hint)
        yield _Looked(edition, languages[0], (problem,))
    if languages[1:]:
        pool.add(_Task(edition, languages[1:]))
