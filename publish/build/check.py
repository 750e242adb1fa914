"""
Reads all that a build would read, looks at all that it would make, and tells everything that is wrong.

1. the workspace: settings, brand, words, `checks.yml`
2. each edition in each language, its text and its files, on all cores (`looker`)
3. what of that counts, and what was accepted

Nothing is written but what families remember in `.publish/cache/checks`.
"""

import datetime as dt
import os
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from publish.build.files import private_folder
from publish.build.looker import Looked, Looker, Task
from publish.build.plan import look_at
from publish.build.pool import Lost, Pool, cores
from publish.build.record import Made
from publish.build.targets import Nobody, Target, Wanted, Watcher
from publish.check import FAMILIES, Finding, Options
from publish.check.coverage import Gap, Scope, gaps
from publish.check.wishes import Acceptance, Wishes, read_wishes
from publish.formats import FORMATS
from publish.problems import BuildError, Place, Problem, PublishError, in_order
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


def check(root: Path, wanted: Wanted, options: Options, watcher: Watcher | None = None) -> Checked:
    """
    Everything that is wrong with the workspace and with the *wanted* editions.

    Audience and cache of *options* are filled in from the workspace.
    """
    problems, workspace = _opened(root, wanted.editions)
    wishes, more = _wishes(root)
    options = replace(options, audience=wishes.audience, cache=options.cache or _cache(root))
    looked = _looked(_looker(root, workspace, wanted, options), _tasks(root, wanted, workspace), watcher or Nobody())
    problems = in_order((*problems, *more, *(problem for one in looked for problem in one.problems)))
    found = sorted((f for one in looked for f in one.findings), key=lambda f: (f.severity.rank, f.place, f.code))
    missing = _missing(looked, wanted, options)
    counting, accepted = wishes.divide(found, options.today)
    if wishes.acceptances:
        is_whole = not problems and not options.clients and _is_all(root, wanted)
        judged = _codes({gap.family for gap in missing}) if is_whole else ()
        counting += wishes.remarks(found, options.today, known=_codes(()), judged=judged)
    return Checked(problems, counting, accepted, _titles(looked), missing)


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


def _cache(root: Path) -> Path | None:
    """Where families may remember something; None if it cannot be written."""
    try:
        folder = private_folder(root) / "cache" / "checks"
        folder.mkdir(parents=True, exist_ok=True)
    except (BuildError, OSError):
        return None
    return folder if os.access(folder, os.W_OK) else None


def _looker(root: Path, workspace: Workspace | None, wanted: Wanted, options: Options) -> Looker:
    icons = folders.icons(folders.sources(root, "assets"))
    if workspace is None:
        return Looker(root, None, icons, wanted.formats, options)
    return Looker(root, Theme(workspace), icons, wanted.formats, options, _fresh(workspace, wanted, options.today))


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


def _tasks(root: Path, wanted: Wanted, workspace: Workspace | None) -> list[Task]:
    """An edition each; or each of its languages, if workers would stand idle otherwise."""
    tasks = []
    for edition in wanted.editions:
        folder = root / CONTENT / edition
        known = workspace.settings.languages if workspace else tuple(sorted(f.stem for f in folder.glob("*.md")))
        written = folders.written_in(folder, known)
        asked = wanted.in_languages(written)
        apart = [(language,) for language in asked] if len(wanted.editions) < 2 * cores() else [asked] * bool(asked)
        tasks += [Task(edition, some, tuple(other for other in written if other not in some)) for some in apart]
    return tasks


def _looked(looker: Looker, tasks: list[Task], watcher: Watcher) -> list[Looked]:
    """What came of each task, in their order."""
    order = {(task.edition, language): n for n, task in enumerate(tasks) for language in task.languages}
    if len(tasks) > 1:
        looker.load()
        found = list(_by_workers(looker, tasks, watcher))
    else:
        found = [looked for task in tasks for looked in looker(task)]
    return sorted(found, key=lambda one: order[one.edition, one.language])


def _by_workers(looker: Looker, tasks: list[Task], watcher: Watcher) -> Iterator[Looked]:
    left = {(task.edition, language) for task in tasks for language in task.languages}
    total = len(left)

    def tick(now: tuple[Task, ...]) -> None:
        targets = (Target(task.edition, " ".join(task.languages), "checks") for task in now)
        watcher.building(total - len(left), total, tuple(targets))

    pool = Pool(looker, cores())
    for result in pool.run(tasks, tick):
        for looked in _lost(result, left, pool) if isinstance(result, Lost) else (result,):
            left.discard((looked.edition, looked.language))
            yield looked


def _lost(lost: Lost[Task], left: set[tuple[str, str]], pool: Pool[Task, Looked]) -> Iterator[Looked]:
    """A worker died over the first language it has not reported; another goes on with the rest."""
    edition = lost.task.edition
    languages = tuple(language for language in lost.task.languages if (edition, language) in left)
    if languages:
        place = Place(f"{CONTENT}/{edition}/{languages[0]}.md")
        hint = "if memory ran out, check one edition at a time; else look for an unusual picture or font"
        problem = Problem("E604", f"the process that checked the edition {lost.reason}", place, hint)
        yield Looked(edition, languages[0], (problem,))
    if languages[1:]:
        done = tuple(language for language in lost.task.languages if language not in languages[1:])
        pool.add(Task(edition, languages[1:], (*done, *lost.task.others)))


def _missing(looked: list[Looked], wanted: Wanted, options: Options) -> tuple[Gap, ...]:
    languages = {one.language for one in looked if one.title}
    return gaps(Scope(languages, wanted.formats, options.online)) if languages else ()


def _is_all(root: Path, wanted: Wanted) -> bool:
    """Whether nothing that is made of this workspace is left out."""
    content = root / CONTENT
    there = {folder.name for folder in content.iterdir() if folder.is_dir()} if content.is_dir() else set()
    hidden = {name for name in there if name.startswith(".")}
    return not wanted.languages and set(wanted.formats) == set(FORMATS) and set(wanted.editions) >= there - hidden


def _codes(but: Collection[str]) -> frozenset[str]:
    """The codes of all families except those named."""
    return frozenset(rule.code for name, family in FAMILIES.items() if name not in but for rule in family.rules())


def _titles(looked: list[Looked]) -> dict[str, dict[str, str]]:
    titles: dict[str, dict[str, str]] = {}
    for one in looked:
        if one.title:
            titles.setdefault(one.edition, {})[one.language] = one.title
    return titles
