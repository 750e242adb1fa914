"""
What YAML's own complaints mean, in words for somebody who writes texts.

The parser's wording differs between its two builds, so only the part that both share is looked for.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from publish.problems import Place, Problem

_QUOTE = "put the whole text in quotation marks: '…'"
_ALIGN = "let fields of the same level begin in the same column, two blanks further in than what they belong to"


@dataclass(frozen=True, slots=True)
class _Meaning:
    complaint: str
    """A pattern that the parser's words match."""
    message: str
    hint: str = ""
    from_start: bool = False
    """Whether the place is where the faulty thing begins and not where the parser gave up."""


_MEANINGS = (
    _Meaning(r"tab character|'\\t'", "a tab stands where YAML takes only blanks", "indent with two blanks"),
    _Meaning(
        "found unexpected end of stream|unexpected document",
        "the quotation mark that opens here is never closed",
        "close it, or write the text as a block: `|` and indented lines below",
        from_start=True,
    ),
    _Meaning(
        "',' or '\\]'",
        "the list that opens here with '[' is not closed, or a comma is missing",
        _QUOTE,
        from_start=True,
    ),
    _Meaning(
        "',' or '}'",
        "the fields that open here with '{' are not closed, or a comma is missing",
        _QUOTE,
        from_start=True,
    ),
    _Meaning("node content", "expected a value, found '{char}'", _QUOTE),
    _Meaning("cannot start any token", "a text cannot begin with '{char}' unless it stands in quotation marks", _QUOTE),
    _Meaning(
        "expected ':'",
        "expected a field like `name: value` or an item like `- text`, found '{rest}'",
        "put a blank after the colon or the hyphen",
        from_start=True,
    ),
    _Meaning(
        "sequence entries",
        "a list cannot begin beside its field",
        "begin it on the next line, or put the text in quotation marks",
    ),
    _Meaning("mapping keys", "a text cannot begin with '? ' unless it stands in quotation marks", _QUOTE),
    _Meaning(
        "escape|hex", "after '\\' in double quotation marks YAML expects a code", "use single quotation marks: '…'"
    ),
    _Meaning(
        "expected comment or line break|chomping or indentation",
        "expected nothing after `|` or `>`, found '{rest}'",
        "begin the text on the next line",
    ),
    _Meaning(
        "alphabetic or numeric", "a text that begins with '*' or '&' needs quotation marks", _QUOTE, from_start=True
    ),
    _Meaning("tag|'>'", "a text that begins with '!' needs quotation marks", _QUOTE, from_start=True),
    _Meaning(
        "directive|incompatible|document start",
        "a line that begins with '%' or '...' means something to YAML that is not needed here",
        "delete the line",
    ),
)


def explain(error: Any, text: str, at: Callable[[int, int], Place]) -> Problem:
    """The problem that a YAML *error* in *text* tells of; *at* gives the place of a line and column from 0."""
    complaint, mark = str(error.problem), error.problem_mark
    line = _line(text, mark.line)
    if line[mark.column : mark.column + 1] == "\t":
        complaint = "tab character"
    for meaning in _MEANINGS:
        if re.search(meaning.complaint, complaint):
            spot = error.context_mark if meaning.from_start and error.context_mark else mark
            rest = _line(text, spot.line)[spot.column :].strip()
            message = meaning.message.replace("{char}", rest[:1]).replace("{rest}", _short(rest))
            return Problem("E110", message, at(spot.line, spot.column), meaning.hint)
    return _layout(line, mark, at)


def _layout(line: str, mark: Any, at: Callable[[int, int], Place]) -> Problem:
    """What remains: a line that does not fit below the one above it."""
    rest, place = line[mark.column :].strip(), at(mark.line, mark.column)
    if rest.startswith(":") and line[: mark.column].strip():
        return Problem(
            "E110",
            "a text cannot hold a colon and a blank unless it stands in quotation marks",
            place,
            f"{_QUOTE}; a new field begins in the same column as the one above it",
        )
    if line[: mark.column].rstrip().endswith(("'", '"')):
        return Problem(
            "E110",
            f"expected nothing after the closing quotation mark, found '{_short(rest)}'",
            place,
            "put quotation marks around the whole text; double a mark that is meant: ''",
        )
    return Problem("E110", f"'{_short(rest)}' does not fit below the lines above it", place, _ALIGN)


def _line(text: str, number: int) -> str:
    lines = text.split("\n")
    return lines[number] if number < len(lines) else ""


def _short(text: str) -> str:
    return text if len(text) <= 30 else f"{text[:29].rstrip()}…"
