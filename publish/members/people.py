"""A row of a list becomes a person, or the reason why it does not."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from publish.members.addresses import Address, Refusal, read_address
from publish.members.bases import Action, Basis, read_basis, read_date
from publish.members.cells import CellError, bare, segments_of, text_of
from publish.members.headings import Columns
from publish.members.languages import read_language
from publish.members.received import Refused, Row

_TEXTS = ("name", "first-name", "last-name", "company", "external-id", "source", "shown")


class Consent(NamedTuple):
    """What a list says of somebody's consent."""

    action: Action
    basis: Basis
    source: str
    given: str
    shown: str = ""


class Person(NamedTuple):
    """Somebody in a list, checked. Empty text stands for what the list does not say."""

    line: int
    address: Address
    name: str = ""
    first_name: str = ""
    company: str = ""
    language: str = ""
    external_id: str = ""
    segments: tuple[str, ...] = ()
    consent: Consent | None = None


@dataclass(frozen=True, slots=True)
class Fallback:
    """What holds for everybody in a list whose row does not say it."""

    basis: Basis | None = None
    source: str = ""
    given: str = ""
    language: str = ""
    segments: tuple[str, ...] = ()


class Reader:
    """Reads the rows under *columns*, as they stand on the day *today*."""

    def __init__(self, columns: Columns, fallback: Fallback, today: dt.date) -> None:
        self._places = dict(columns.places)
        self._address = self._places.pop("address")
        self._texts = tuple((field, self._places[field]) for field in _TEXTS if field in self._places)
        self._fallback, self._today = fallback, today

    def read(self, row: Row) -> Person | Refused:
        """The person in *row*, or why there is none."""
        line, cells = row
        address = read_address(bare(cells[self._address]))
        if isinstance(address, Refusal):
            return Refused(line, self._address + 1, *address, cells[self._address])
        try:
            return self._person(line, address, cells)
        except CellError as error:
            place = self._places.get(error.field, -1)
            cell = cells[place] if place >= 0 else ""
            return Refused(line, place + 1, error.code, error.reason, error.hint, cell)

    def _person(self, line: int, address: Address, cells: Sequence[str]) -> Person:
        texts = {field: text_of(cells[place], field) for field, place in self._texts}
        first = texts.get("first-name", "")
        return Person(
            line,
            address,
            texts.get("name") or f"{first} {texts.get('last-name', '')}".strip(),
            first,
            texts.get("company", ""),
            self._language(cells),
            texts.get("external-id", ""),
            segments_of(self._cell(cells, "segments"), self._fallback.segments),
            self._consent(cells, texts),
        )

    def _cell(self, cells: Sequence[str], field: str) -> str:
        place = self._places.get(field)
        return "" if place is None else cells[place].strip()

    def _language(self, cells: Sequence[str]) -> str:
        cell = self._cell(cells, "language")
        language = read_language(cell) if cell else self._fallback.language
        if language is None:
            raise CellError("language", "E818", "this is no language", "write it like sv, en or svenska")
        return language

    def _consent(self, cells: Sequence[str], texts: dict[str, str]) -> Consent | None:
        found = self._basis(cells)
        if found is None:
            return None
        action, basis = found
        day, source = self._day(cells), texts.get("source") or self._fallback.source
        if action is Action.WITHDRAWN:  # is news on the day of the list, whenever others agreed
            return Consent(action, basis, source or "the list", day or str(self._today))
        day = day or self._fallback.given
        if not day:
            raise CellError("date", "E818", "nothing says when the consent was given", "fill it in, or say --date")
        if not source:
            hint = "fill it in, or say --source"
            raise CellError("source", "E818", "nothing says where the consent was given", hint)
        return Consent(action, basis, source, day, texts.get("shown", ""))

    def _basis(self, cells: Sequence[str]) -> tuple[Action, Basis] | None:
        cell = self._cell(cells, "basis")
        if not cell:
            return (Action.GIVEN, self._fallback.basis) if self._fallback.basis else None
        found = _basis(cell)
        if found is None:
            hint = f"write one of {', '.join(Basis)}, ja or nej"
            raise CellError("basis", "E818", "this is no ground to write to somebody", hint)
        return found

    def _day(self, cells: Sequence[str]) -> str:
        cell = self._cell(cells, "date")
        day = _date(cell, self._today) if cell else ""
        if cell and not day:
            raise CellError("date", "E818", "this is no day that has been, expected one like 2024-05-17")
        return day


_basis = lru_cache(maxsize=256)(read_basis)
_date = lru_cache(maxsize=4096)(read_date)
