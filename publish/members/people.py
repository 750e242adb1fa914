"""A row of a list becomes a person, or the reason why it does not."""

import datetime as dt
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from publish.members.addresses import Address, Refusal, read_address
from publish.members.bases import Action, Basis, read_basis, read_date
from publish.members.headings import Columns
from publish.members.languages import read_language
from publish.members.received import Refused, Row

_LONGEST = {"segments": 1000, "source": 500, "shown": 5000, "date": 64, "external-id": 100}
_LONG = 200
_LONGEST_SEGMENT = 64
_CALCULATED = frozenset("=+-@\t\r")
_DROPPED = dict.fromkeys(map(ord, "\u00ad\u200b\u2060\ufeff"))
"""Invisible, and come along when people copy from web pages."""
_SIMPLE = re.compile(r"(?:[0-9A-Za-zÀ-ÖØ-öø-ÿ.,&/()]+(?: [0-9A-Za-zÀ-ÖØ-öø-ÿ.,&/()]+)*)?")
"""What most cells hold, and nothing is to be done about: Western words with a space between."""
_LONG_SIMPLE = 64
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


class _RefusedError(Exception):
    """What is wrong with a row."""

    def __init__(self, field: str, code: str, reason: str, hint: str = "") -> None:
        super().__init__(field, code, reason)
        self.field, self.code, self.reason, self.hint = field, code, reason, hint


def reader(columns: Columns, fallback: Fallback, today: dt.date) -> Callable[[Row], Person | Refused]:
    """The function that reads the rows under *columns*."""
    places = dict(columns.places)
    at = places.pop("address")
    texts = tuple((field, places[field]) for field in _TEXTS if field in places)
    consents = bool(fallback.basis) or "basis" in places

    def read(row: Row) -> Person | Refused:
        line, cells = row
        address = read_address(bare(cells[at]))
        if isinstance(address, Refusal):
            return Refused(line, at + 1, *address, cells[at])
        try:
            values = {field: _text(cells[place], field) for field, place in texts}
            name = values.get("name") or f"{values.get('first-name', '')} {values.get('last-name', '')}".strip()
            return Person(
                line,
                address,
                name,
                values.get("first-name", ""),
                values.get("company", ""),
                _language(cells[places["language"]]) if "language" in places else fallback.language,
                values.get("external-id", ""),
                _segments(cells[places["segments"]], fallback.segments) if "segments" in places else fallback.segments,
                _consent(cells, places, values) if consents else None,
            )
        except _RefusedError as error:
            place = places.get(error.field, -1)
            cell = cells[place] if place >= 0 else ""
            return Refused(line, place + 1, error.code, error.reason, error.hint, cell)

    def _language(cell: str) -> str:
        language = read_language(cell) if cell.strip() else fallback.language
        if language is None:
            raise _RefusedError("language", "E818", "this is no language", "write it like sv, en or svenska")
        return language

    def _consent(cells: list[str], places: dict[str, int], values: dict[str, str]) -> Consent | None:
        cell = cells[places["basis"]] if "basis" in places else ""
        if not cell.strip() and not fallback.basis:
            return None
        found = _basis(cell) if cell.strip() else (Action.GIVEN, fallback.basis or Basis.CONSENT)
        if found is None:
            hint = f"write one of {', '.join(Basis)}, ja or nej"
            raise _RefusedError("basis", "E818", "this is no ground to write to somebody", hint)
        given = cells[places["date"]].strip() if "date" in places else ""
        day = _date(given, today) if given else fallback.given
        if given and not day:
            reason = "this is no day that has been, expected one like 2024-05-17"
            raise _RefusedError("date", "E818", reason)
        source = values.get("source") or fallback.source
        if found[0] is Action.WITHDRAWN:
            return Consent(*found, source or "the list", day or str(today))
        if not day:
            raise _RefusedError("date", "E818", "nothing says when the consent was given", "fill it in, or say --date")
        if not source:
            raise _RefusedError(
                "source", "E818", "nothing says where the consent was given", "fill it in, or say --source"
            )
        return Consent(*found, source, day, values.get("shown", ""))

    return read


def guarded(text: str) -> str:
    """*text* for a cell that no spreadsheet takes for a formula (OWASP, CSV injection)."""
    return f"'{text}" if text.lstrip("'")[:1] in _CALCULATED else text


def bare(cell: str) -> str:
    """*cell* without the apostrophe that `guarded` put before it."""
    return cell[1:] if cell[:1] == "'" and cell.lstrip("'")[:1] in _CALCULATED else cell


def segment_fault(name: str) -> str:
    """Why no segment can be called *name*; empty if one can."""
    try:
        found = _segments(name)
    except _RefusedError as error:
        return error.reason
    return "" if found == (name,) else "a segment's name is one line of words, without commas, semicolons or bars"


@lru_cache(maxsize=1024)
def _segments(cell: str, others: tuple[str, ...] = ()) -> tuple[str, ...]:
    """The names in *cell*, between commas, semicolons or bars, and *others*; each once."""
    names = [_text(name, "segments") for name in cell.replace(";", ",").replace("|", ",").split(",")]
    if any(len(name) > _LONGEST_SEGMENT for name in names):
        raise _RefusedError("segments", "E817", f"a segment's name has at most {_LONGEST_SEGMENT} characters")
    return tuple(dict.fromkeys((*filter(None, names), *others)))


_basis = lru_cache(maxsize=256)(read_basis)
_date = lru_cache(maxsize=4096)(read_date)


def _text(cell: str, field: str) -> str:
    """A cell in one line, composed, without what cannot be seen."""
    if len(cell) <= _LONG_SIMPLE and _SIMPLE.fullmatch(cell):
        return cell
    text = bare(" ".join(cell.split()))
    if not text.isascii():
        text = unicodedata.normalize("NFC", text.translate(_DROPPED))
    if not text.isprintable() and (bad := _control(text)):
        reason = f"a control character stands in the cell, U+{ord(bad):04X}"
        raise _RefusedError(field, "E817", reason, "delete the cell's text and type it anew")
    if len(text) > _LONGEST.get(field, _LONG):
        raise _RefusedError(field, "E817", f"{len(text)} characters, at most {_LONGEST.get(field, _LONG)} fit")
    return text


def _control(text: str) -> str:
    """The first character that would do something rather than be seen; joiners (U+200C, U+200D) spell words."""
    found = (one for one in text if unicodedata.category(one) in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"))
    return next((one for one in found if one not in "\u200c\u200d"), "")
