"""
What stands in a cell: one line of text, composed, without what cannot be seen; or why it cannot be kept.

A cell that a spreadsheet would calculate is written with an apostrophe before it, and read without.
"""

import re
import unicodedata
from functools import lru_cache

_LONGEST = {"segments": 1000, "source": 500, "shown": 5000, "external-id": 100}
_LONG = 200
_LONGEST_SEGMENT = 64
_CALCULATED = frozenset("=+-@\t\r")
_DROPPED = dict.fromkeys(map(ord, "\u00ad\u200b\u2060\ufeff"))
"""Invisible, and come along when people copy from web pages."""
_SIMPLE = re.compile(r"(?:[0-9A-Za-zÀ-ÖØ-öø-ÿ.,&/()]+(?: [0-9A-Za-zÀ-ÖØ-öø-ÿ.,&/()]+)*)?")
"""What most cells hold, and nothing is to be done about: Western words with a space between."""
_LONG_SIMPLE = 64


class CellError(Exception):
    """Why the cell of a field cannot be kept. Becomes a refused row, and leaves this package as no exception."""

    def __init__(self, field: str, code: str, reason: str, hint: str = "") -> None:
        super().__init__(field, code, reason)
        self.field, self.code, self.reason, self.hint = field, code, reason, hint


def text_of(cell: str, field: str) -> str:
    """
    The text in the cell of a *field*.

    Raises:
        CellError: if it is too long, or has control characters.
    """
    if len(cell) <= _LONG_SIMPLE and _SIMPLE.fullmatch(cell):
        return cell
    text = bare(" ".join(cell.split()))
    if not text.isascii():
        text = unicodedata.normalize("NFC", text.translate(_DROPPED))
    if not text.isprintable() and (bad := _control(text)):
        reason = f"a control character stands in the cell, U+{ord(bad):04X}"
        raise CellError(field, "E817", reason, "delete the cell's text and type it anew")
    if len(text) > _LONGEST.get(field, _LONG):
        raise CellError(field, "E817", f"{len(text)} characters, at most {_LONGEST.get(field, _LONG)} fit")
    return text


def segment_fault(name: str) -> str:
    """Why no segment can be called *name*; empty if one can."""
    try:
        found = segments_of(name)
    except CellError as error:
        return error.reason
    return "" if found == (name,) else "a segment's name is one line of words, without commas, semicolons or bars"


@lru_cache(maxsize=1024)
def segments_of(cell: str, others: tuple[str, ...] = ()) -> tuple[str, ...]:
    """
    The names in *cell*, between commas, semicolons or bars, and *others*; each once.

    Raises:
        CellError: if no segment can have one of them.
    """
    names = [text_of(name, "segments") for name in cell.replace(";", ",").replace("|", ",").split(",")]
    if any(len(name) > _LONGEST_SEGMENT for name in names):
        raise CellError("segments", "E817", f"a segment's name has at most {_LONGEST_SEGMENT} characters")
    return tuple(dict.fromkeys((*filter(None, names), *others)))


def guarded(text: str) -> str:
    """*text* for a cell that no spreadsheet takes for a formula (OWASP, CSV injection)."""
    return f"'{text}" if text.lstrip("'")[:1] in _CALCULATED else text


def bare(cell: str) -> str:
    """*cell* without the apostrophe that `guarded` put before it."""
    return cell[1:] if cell[:1] == "'" and cell.lstrip("'")[:1] in _CALCULATED else cell


def _control(text: str) -> str:
    """The first character that would do something rather than be seen; joiners (U+200C, U+200D) spell words."""
    found = (one for one in text if unicodedata.category(one) in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"))
    return next((one for one in found if one not in "\u200c\u200d"), "")
