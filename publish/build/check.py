"""Reads all that a build would read, makes nothing, and tells every problem."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from publish.build.make import fault
from publish.build.pool import Lost, Pool, cores
from publish.problems import Place, Problem, PublishError, in_order
from publish.source import read_edition
from publish.theme import Theme
from publish.workspace import CONTENT, folders, open_workspace

_FEW = 16
"""Up to so many texts are read faster here than by workers."""


@dataclass(frozen=True, slots=True)
class _Text:
    edition: str
    language: str


def check(root: Path, editions: Iterable[str]) -> tuple[Problem, ...]:
    """Every problem of the workspace, and of the texts of *editions*."""
    editions = tuple(editions)
    problems, languages = _workspace(root, editions)
    icons = folders.icons(folders.sources(root, "assets"))
    texts = [_Text(edition, language) for edition in editions for language in _written(root, edition, languages)]

    def read(text: _Text) -> Iterator[tuple[Problem, ...]]:
        yield _read(root, text, icons)

    if len(texts) <= _FEW:
        found = [problems for text in texts for problems in read(text)]
    else:
        found = [_found(result) for result in Pool(read, cores(), tasks_each=len(texts)).run(texts, lambda _: None)]
    return in_order((*problems, *(problem for some in found for problem in some)))


def _workspace(root: Path, editions: tuple[str, ...]) -> tuple[list[Problem], tuple[str, ...]]:
    """What is wrong outside the texts; and the languages, none if they cannot be known."""
    try:
        workspace = open_workspace(root)
    except PublishError as error:
        return list(error.problems), ()
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
    return problems, workspace.settings.languages


def _written(root: Path, edition: str, languages: tuple[str, ...]) -> tuple[str, ...]:
    folder = root / CONTENT / edition
    return folders.written_in(folder, languages or tuple(sorted(file.stem for file in folder.glob("*.md"))))


def _read(root: Path, text: _Text, icons: frozenset[str]) -> tuple[Problem, ...]:
    try:
        read_edition(root / CONTENT / text.edition, text.language, root=root, icons=icons)
    except PublishError as error:
        return error.problems
    except Exception:  # noqa: BLE001  # the border of a worker: nothing may be lost here
        return (fault(root, text.edition, text.language, "text"),)
    return ()


def _found(result: "tuple[Problem, ...] | Lost[_Text]") -> tuple[Problem, ...]:
    if not isinstance(result, Lost):
        return result
    place = Place(f"{CONTENT}/{result.task.edition}/{result.task.language}.md")
    return (Problem("E604", f"the process that read the text {result.reason}", place),)


def _inside(problem: Problem, edition: str) -> bool:
    return problem.place.path.startswith(f"{CONTENT}/{edition}") and problem.place.path.split("/")[1] == edition
