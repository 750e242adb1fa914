"""The files that lie beside a page and belong to it: read, looked at, and what they need read, too."""

import os
import re
from collections.abc import Callable, Iterable
from pathlib import Path

from publish.archive.bring.apart import read_apart
from publish.archive.bring.drawings import read_drawing
from publish.archive.bring.found import Found, Reference
from publish.archive.bring.sheets import read_sheet
from publish.problems import Place, Problem

LARGEST = 50_000_000
"""Bytes that one file may have."""
_LARGEST_TEXT = 5_000_000
"""The same for what is read word by word: pages, style sheets, drawings."""
_MOST = 2_000
_HIDDEN = re.compile(r"[\x00-\x1f\x7f\\\ud800-\udfff]")
_CHARSET = re.compile(rb'^@charset "([^"]{0,40})"')
Check = Callable[[bytes, str], Iterable[Problem]]
"""Looks at a PDF: its bytes, and its name in problems."""


def size_problem(size: int, shown: str, *, is_text: bool) -> Problem | None:
    """That a file is too large, if it is."""
    largest = _LARGEST_TEXT if is_text else LARGEST
    if size <= largest:
        return None
    message = f"the file has {size / 1e6:.1f} MB, expected at most {largest / 1e6:.0f} MB"
    return Problem("E731", message, Place(shown), "make it smaller, for example with smaller pictures")


def is_a_name(path: str) -> bool:
    """Whether a file in a seal can be called so."""
    return not _HIDDEN.search(path) and len(path) <= 900 and all(len(step.encode()) <= 255 for step in path.split("/"))


class Beside:
    """Collects what one page refers to, below the page's folder."""

    def __init__(self, folder: Path, shown: str, check_pdf: Check) -> None:
        self._folder = folder
        self._shown = shown
        self._check_pdf = check_pdf
        self._refused: set[str] = set()
        self._size = 0
        self.files: dict[str, bytes] = {}
        """By path from the page."""
        self.problems: list[Problem] = []

    def collect(self, references: Iterable[Reference]) -> None:
        """Read the files, and the files that these need."""
        waiting = list(references)
        while waiting and len(self.files) < _MOST:
            reference = waiting.pop()
            if reference.path not in self.files and reference.path not in self._refused:
                waiting += self._take(reference)
        if waiting:
            self.problems.append(Problem("E731", f"more than {_MOST} files belong to the page", Place(self._shown)))

    def _take(self, reference: Reference) -> list[Reference]:
        """Read one file; what it needs itself."""
        suffix = Path(reference.path).suffix.lower()
        problem = self._reason(reference, suffix)
        if problem is None:
            data = (self._folder / reference.path).read_bytes()
            self._size += len(data)
            self.files[reference.path] = data
            return self._read(reference.path, suffix, data)
        self._refused.add(reference.path)
        self.problems.append(problem)
        return []

    def _reason(self, reference: Reference, suffix: str) -> Problem | None:
        """Why the file cannot be kept."""
        path, place = reference.path, reference.place
        if not is_a_name(path):
            return Problem("E734", f"{path!r} is no name for a file that is kept", place, "give it another name")
        if suffix not in reference.use.value:
            kinds = ", ".join(sorted(reference.use.value))
            hint = f"kept are {kinds}; to anything else, link with its whole address (https://…)"
            return Problem("E734", f"'{path}' is nothing that is kept beside a page", place, hint)
        return self._missing(path, place) or self._too_large(path, suffix)

    def _missing(self, path: str, place: Place) -> Problem | None:
        at = self._folder
        for step in path.split("/"):
            at /= step
            if at.is_symlink():
                return Problem("E734", f"'{path}' is a link or lies behind one", place, "copy the file to its place")
        if not at.is_file():
            return Problem(
                "E734", f"'{path}' is not there", place, "put it back beside the page, or remove the mention"
            )
        if not os.access(at, os.R_OK):
            return Problem("E734", f"'{path}' may not be read", place)
        return None

    def _too_large(self, path: str, suffix: str) -> Problem | None:
        size = (self._folder / path).stat().st_size
        shown = str(Path(self._shown).parent / path)
        if self._size + size > 4 * LARGEST:
            return Problem("E731", f"all files together have more than {4 * LARGEST // 1_000_000} MB", Place(shown))
        return size_problem(size, shown, is_text=suffix in {".css", ".svg"})

    def _read(self, path: str, suffix: str, data: bytes) -> list[Reference]:
        folder = path.rpartition("/")[0]
        found = Found(str(Path(self._shown).parent / path), f"{folder}/" if folder else "")
        if suffix == ".css":
            read_apart(lambda own: _read_sheet(data, own), found)
        elif suffix == ".svg":
            read_apart(lambda own: read_drawing(data, own), found)
        elif suffix == ".pdf":
            self.problems += self._check_pdf(data, found.shown)
        self.problems += found.problems
        return found.references


def _read_sheet(data: bytes, found: Found) -> None:
    charset = _CHARSET.match(data)
    try:
        css = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        css = ""
        found.refuse("the style sheet is not UTF-8", 0, "save it as UTF-8", "E735")
    if charset and charset[1].lower() != b"utf-8":
        found.refuse(f"the style sheet says that it is {charset[1].decode(errors='replace')}", 1, code="E735")
    read_sheet(css, found, lambda line: line)
