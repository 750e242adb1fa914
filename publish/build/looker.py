"""
What a worker of a check does: read an edition, take its files from `dist/` or make them, and ask every family.

Files are taken from `dist/` where a build would not make them again. Else they are made here, and not kept. A fault
of ours is told as a problem and stops nothing else.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from publish.build.make import artefacts_of, fault, folder_of
from publish.build.record import Made
from publish.build.targets import Target
from publish.check import FAMILIES, Finding, Options, Subject, findings
from publish.edition import Edition
from publish.formats import FORMATS
from publish.problems import Problem, PublishError
from publish.source import read_edition
from publish.theme import Theme
from publish.workspace import CONTENT


@dataclass(frozen=True, slots=True)
class Task:
    """What a worker is given."""

    edition: str
    languages: tuple[str, ...]
    others: tuple[str, ...] = ()
    """Languages in which the edition is written too, and which are not asked for here."""


@dataclass(frozen=True, slots=True)
class Looked:
    """One edition in one language."""

    edition: str
    language: str
    problems: tuple[Problem, ...] = ()
    findings: tuple[Finding, ...] = ()
    title: str = ""
    """Empty if it could not be looked at."""


@dataclass(frozen=True)
class Looker:
    """Looks at the editions of one workspace."""

    root: Path
    theme: Theme | None
    """None if the workspace has problems: then the texts are read and nothing is made of them."""
    icons: frozenset[str]
    formats: tuple[str, ...]
    options: Options
    fresh: Mapping[Target, Made] = field(default_factory=dict)
    """What stands in `dist/` as a build would make it."""

    def load(self) -> None:
        """Load now, once for all workers, what they would load at their first task."""
        for family in FAMILIES.values():
            family.rules()

    def __call__(self, task: Task) -> Iterator[Looked]:
        """One result for each language of the task."""
        problems: dict[str, list[Problem]] = {language: [] for language in (*task.languages, *task.others)}
        editions: dict[str, Edition] = {}
        for language, found in problems.items():
            with self._told(task.edition, language, "text", found):
                folder = self.root / CONTENT / task.edition
                editions[language] = read_edition(folder, language, root=self.root, icons=self.icons)
        for language in task.languages:
            if language in editions and self.theme:
                others = {other: edition for other, edition in editions.items() if other != language}
                yield self._look(editions[language], others, self.theme)
            else:
                yield Looked(task.edition, language, tuple(problems[language]))

    def _look(self, edition: Edition, others: Mapping[str, Edition], theme: Theme) -> Looked:
        problems: list[Problem] = []
        found: list[Finding] = []
        files: dict[str, dict[str, bytes]] = {}
        for name in self.formats:
            with self._told(edition.id, edition.language, name, problems):
                stored = self._stored(Target(edition.id, edition.language, name))
                files[name] = stored or {a.name: a.data for a in artefacts_of(edition, theme, FORMATS[name])}
        subject = Subject(edition, theme, files, self.options, others)
        for family in FAMILIES.values():
            with self._told(edition.id, edition.language, f"{family.name}-check", problems):
                found += findings(subject, [family])
        return Looked(edition.id, edition.language, tuple(problems), tuple(found), edition.title)

    def _stored(self, target: Target) -> dict[str, bytes] | None:
        """The files of *target* in `dist/`; None if a build would make them again."""
        made, folder = self.fresh.get(target), folder_of(self.root, target)
        try:
            return {name: (folder / name).read_bytes() for name in made.outputs} if made else None
        except OSError:
            return None

    @contextmanager
    def _told(self, edition: str, language: str, what: str, problems: list[Problem]) -> Iterator[None]:
        """Whatever goes wrong inside it over *what* is added to *problems*."""
        try:
            yield
        except PublishError as error:
            problems += error.problems
        except Exception:  # noqa: BLE001  # the border of a worker: nothing may be lost here
            problems.append(fault(self.root, edition, language, what))
