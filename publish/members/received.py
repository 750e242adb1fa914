"""
A list that came from elsewhere, read row by row: CSV as Excel and others make it.

What is read is never kept, so a list may be as long as it likes. A row that cannot be one is `Refused`, with its
line; none is left out silently.
"""

import csv
import hashlib
import io
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from typing import NamedTuple

from publish.members import encoding, headings
from publish.members.headings import Columns
from publish.problems import MemberError, Place, Problem

_DELIMITERS = ";,\t"
_SEP = re.compile(r'"?sep=(.)"?\s*', re.IGNORECASE | re.DOTALL)
"""What Excel writes above a list to tell itself the delimiter."""
_LONGEST_LINE = 1 << 20
_HEAD = 64
"""Among so many lines the headings are looked for."""
_MARK = "\ufeff"
_MOST_COLUMNS = 1000


class Row(NamedTuple):
    """One member's cells."""

    line: int
    """Where it begins; the first line of the file is 1."""
    cells: list[str]


class Refused(NamedTuple):
    """A row that is not taken in, and why."""

    line: int
    column: int
    """Counted from 1, as in a spreadsheet; 0 for the whole row."""
    code: str
    reason: str
    """Without what stands in the row."""
    hint: str = ""
    cell: str = ""
    """What stood there; for the eyes of the person who imports."""


@dataclass(frozen=True, slots=True)
class Received:
    """A list whose headings are understood."""

    place: Place
    digest: str
    """SHA-256 of the file, hexadecimal."""
    encoding: str
    delimiter: str
    columns: Columns
    _lines: "_Lines"

    def rows(self) -> Iterator[Row | Refused | None]:
        """
        Every row after the headings, once; None for one without any text.

        Raises:
            MemberError: if the rest cannot be divided into rows.
        """
        width = len(self.columns.titles)
        read = csv.reader(self._lines, delimiter=self.delimiter)
        while True:
            line = self._lines.number + 1
            try:
                cells = next(read, None)
            except csv.Error as error:
                message = f"the row cannot be divided into cells: {error}"
                hint = "is there a quotation mark in it that is never closed?"
                raise MemberError(Problem("E810", message, Place(self.place.path, line), hint)) from error
            if cells is None:
                return
            if len(cells) != width or self._lines.number > line:
                yield _odd(cells, width, line, self._lines.number, self.delimiter)
            else:
                yield Row(line, cells) if any(cells) else None


@contextmanager
def received(file: Path, shown: str, maps: Mapping[str, str], code: str = "") -> Iterator[Received]:
    """
    Open the list in *file*, which problems call *shown*. *maps* names columns; *code* the encoding, if it is known.

    Raises:
        MemberError: if it is no list, or its columns are not understood.
    """
    place = Place(shown)
    if not file.is_file():  # a device or a pipe can be without an end, and cannot be read twice
        raise MemberError(Problem("E807", "the list is no file, or is not there", place))
    try:
        with file.open("rb") as stream:
            yield _open(stream, place, maps, code)
    except OSError as error:
        raise MemberError(Problem("E807", f"the list cannot be read: {error.strerror}", place)) from error
    except UnicodeError as error:
        raise MemberError(Problem("E807", "the list changed while it was read", place)) from error


class _Lines(Iterator[str]):
    """The lines of a text, counted. None is longer than a megabyte."""

    def __init__(self, stream: io.TextIOBase, place: Place) -> None:
        self.number = 0
        self._stream, self._place = stream, place
        self._ahead: list[str] = []

    def __next__(self) -> str:
        line = self._ahead.pop() if self._ahead else self._read()
        if not line:
            raise StopIteration
        self.number += 1
        return line

    def look_ahead(self, count: int) -> list[str]:
        """The next *count* lines, which are still to come."""
        lines = list(islice(self, count))
        self.number -= len(lines)
        self._ahead = lines[::-1]
        return lines

    def _read(self) -> str:
        line = self._stream.readline(_LONGEST_LINE)
        if len(line) >= _LONGEST_LINE:
            message = "the line is longer than a million characters"
            raise MemberError(Problem("E810", message, Place(self._place.path, self.number + 1)))
        return line.lstrip(_MARK) or "\n" if line[:1] == _MARK else line


def _open(stream: io.BufferedReader, place: Place, maps: Mapping[str, str], code: str) -> Received:
    digest = hashlib.file_digest(stream, "sha256").hexdigest()
    stream.seek(0)
    if code:
        encoding.check(stream, code, place)
    name = code or encoding.detect(stream, place)
    lines = _Lines(io.TextIOWrapper(stream, name, newline=""), place)
    head = lines.look_ahead(_HEAD)
    while head and not head[0].strip():
        next(lines)
        head.pop(0)
    told = _SEP.fullmatch(head[0]) if head else None
    if told:
        next(lines)
        head.pop(0)
    candidates = (told[1],) if told else tuple(_DELIMITERS)
    tried = [(headings.score(titles, maps), -index, titles) for index, one in enumerate(candidates)
             if (titles := _first(head, one))]  # fmt: skip
    if not tried:
        raise MemberError(Problem("E808", "the list is empty", place))
    _, index, titles = max(tried, key=lambda found: found[:2])
    line = lines.number + 1
    delimiter = candidates[-index]
    next(csv.reader(lines, delimiter=delimiter))
    if len(titles) > _MOST_COLUMNS:
        raise MemberError(Problem("E808", f"{len(titles)} columns are too many for a list", place))
    known = headings.columns([title.strip() for title in titles], maps, Place(place.path, line))
    return Received(place, digest, name, delimiter, known, lines)


def _first(head: list[str], delimiter: str) -> list[str]:
    """The cells of the first row of *head*."""
    try:
        return next(csv.reader(chain(head), delimiter=delimiter), [])
    except csv.Error:
        return []


def _odd(cells: list[str], width: int, line: int, last: int, delimiter: str) -> Row | Refused | None:
    """A row that has too many cells, too few, or goes over several lines."""
    if not any(cells):
        return None
    if last > line and any(_holds_rows(cell, width, delimiter) for cell in cells):
        hint = "a quotation mark in it is not closed; close it or take it out"
        return Refused(line, 0, "E811", f"one cell takes in the rows up to line {last}", hint)
    if len(cells) > width and not any(cells[width:]):
        del cells[width:]
    if len(cells) != width:
        reason = f"{len(cells)} cells, expected {width} as in the headings"
        sign = {"\t": "tab"}.get(delimiter, delimiter)
        hint = f"put quotation marks around a cell in which `{sign}` stands" if len(cells) > width else ""
        return Refused(line, 0, "E811", reason, hint)
    return Row(line, cells)


def _holds_rows(cell: str, width: int, delimiter: str) -> bool:
    """Whether lines of a cell look like rows of the list."""
    return width > 1 and any(line.count(delimiter) >= width - 1 for line in cell.splitlines()[1:])
