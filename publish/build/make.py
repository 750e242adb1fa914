"""
What a worker does: read one edition in one language, render the formats asked for, check what came of it, and put
the files in place.

Each format succeeds or fails by itself. A fault in our own code is kept apart from the problems that a
person can put right: it goes to a file with all details, and the other editions go on.
"""

import time
import traceback
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from publish.build.digests import digest
from publish.build.files import private_folder, write_files
from publish.build.gate import Gate, Verdict
from publish.build.record import Made, Output
from publish.build.targets import Finished, Target
from publish.check.conformance import placed
from publish.edition import Artefact, Edition
from publish.formats import Format
from publish.problems import BuildError, ConformanceError, Place, Problem, PublishError
from publish.source import read_edition
from publish.theme import Theme
from publish.workspace import CONTENT, Workspace


@dataclass(frozen=True, slots=True)
class Task:
    """Targets that one worker makes, one after the other."""

    targets: tuple[Target, ...]
    shared: tuple[str, ...]
    """For each, the hash of what it is made from besides its edition's own files."""


@dataclass(frozen=True)
class Maker:
    """Makes the targets of tasks in one workspace."""

    workspace: Workspace
    theme: Theme
    formats: Mapping[str, Format]
    gate: Gate

    def __call__(self, task: Task) -> Iterator[Finished]:
        """One result for each target, as it is done."""
        read: dict[tuple[str, str], tuple[Edition | None, tuple[Problem, ...]]] = {}
        for target, shared in zip(task.targets, task.shared, strict=True):
            key = target.edition, target.language
            if key not in read:
                read[key] = self._read(target)
            edition, problems = read[key]
            yield self._make(edition, target, shared) if edition else Finished(target, None, problems)

    def _read(self, target: Target) -> tuple[Edition | None, tuple[Problem, ...]]:
        folder, root = self.workspace.folder(target.edition), self.workspace.root
        try:
            return read_edition(folder, target.language, root=root, icons=self.workspace.icons), ()
        except PublishError as error:
            return None, error.problems
        except Exception:  # noqa: BLE001  # the border of the process: nothing may be lost here
            return None, (fault(root, target.edition, target.language, "text"),)

    def _make(self, edition: Edition, target: Target, shared: str) -> Finished:
        started, root = time.perf_counter(), self.workspace.root
        try:
            artefacts = artefacts_of(edition, self.theme, self.formats[target.format])
            verdict = self.gate.judge(edition, self.theme, target.format, artefacts)
            if verdict.problems:
                return Finished(target, None, verdict.problems)
            write_files(folder_of(root, target), [(a.name, a.data) for a in artefacts], inside=root)
        except PublishError as error:
            return Finished(target, None, error.problems)
        except Exception:  # noqa: BLE001  # as above
            return Finished(target, None, (fault(root, target.edition, target.language, target.format),))
        seconds = time.perf_counter() - started
        return Finished(target, _made(edition, artefacts, shared, seconds, verdict))


def artefacts_of(edition: Edition, theme: Theme, format_: Format) -> tuple[Artefact, ...]:
    """
    The files of *edition* in one format.

    Raises:
        PublishError: what keeps it from being made; a fault of the PDF, at the line that wrote its element.
    """
    try:
        return format_.render(edition, theme)
    except ConformanceError as error:
        raise ConformanceError(*(placed(problem, edition, theme) for problem in error.problems)) from error


def folder_of(root: Path, target: Target) -> Path:
    """Where the files of *target* are put."""
    return root / "dist" / target.edition / target.language


def fault(root: Path, edition: str, language: str, what: str) -> Problem:
    """The problem that tells of a fault of ours, and its details in a file; called while it is handled."""
    name, details = f"fault-{edition}-{language}-{what}.txt", traceback.format_exc()
    with suppress(BuildError):
        write_files(private_folder(root), [(name, details.encode())], inside=root)
    message = f"`publish` itself failed over the {what}: {details.strip().splitlines()[-1]}"
    hint = f"the fault is not in your text; please report it with the details in .publish/{name}"
    return Problem("E605", message, Place(f"{CONTENT}/{edition}/{language}.md"), hint)


def _made(edition: Edition, artefacts: tuple[Artefact, ...], shared: str, seconds: float, verdict: Verdict) -> Made:
    inputs = {f"{edition.language}.md": digest(edition.source)}
    inputs |= {picture.name: digest(picture.data) for picture in edition.pictures.values()}
    outputs = {a.name: Output(digest(a.data), len(a.data), a.pages) for a in artefacts}
    return Made(shared, inputs, outputs, seconds, verdict.accepted, verdict.degrades)
