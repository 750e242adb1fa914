"""
Where a point of a value stands in the file.

YAML folds lines, indents blocks and escapes characters, but it neither adds, drops nor reorders anything one
can see. So the n-th visible character of a value is the n-th visible character of its spelling.
"""

import re
from collections.abc import Iterator

from publish.problems import Place
from publish.source.tree import Scalar

_ESCAPE = re.compile(r"\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|\n|.)", re.DOTALL)
_BLANK_ESCAPES = frozenset("tnvfr _NLP\t\n")


def point(scalar: Scalar, line: int, column: int) -> Place:
    """The place of *line* and *column* (from 1) of the scalar's text."""
    lines = scalar.text.split("\n")
    offset = sum(len(text) + 1 for text in lines[: line - 1]) + max(column - 1, 0)
    wanted = sum(not char.isspace() for char in scalar.text[:offset])
    glyphs = list(_glyphs(scalar))
    if not glyphs:
        return scalar.place
    before = scalar.raw[: glyphs[min(wanted, len(glyphs) - 1)]]
    if "\n" not in before:
        return Place(scalar.place.path, scalar.place.line, scalar.place.column + len(before))
    indent = scalar.indent
    return Place(scalar.place.path, scalar.place.line + before.count("\n"), len(before) - before.rfind("\n") + indent)


def _glyphs(scalar: Scalar) -> Iterator[int]:
    """The position in the spelling of each visible character of the text."""
    raw = scalar.raw
    match scalar.style:
        case '"':
            yield from _double_quoted(raw)
        case "'":
            quotes = re.finditer(r"''|[^\s]", raw[1:-1])
            yield from (found.start() + 1 for found in quotes)
        case "|" | ">":
            header = raw.find("\n")
            yield from (at for at in range(max(header, 0), len(raw)) if not raw[at].isspace())
        case _:
            yield from (at for at, char in enumerate(raw) if not char.isspace())


def _double_quoted(raw: str) -> Iterator[int]:
    at, end = 1, len(raw) - 1
    while at < end:
        if found := _ESCAPE.match(raw, at, end):
            if not _is_blank(found):
                yield at
            at = found.end()
        else:
            if not raw[at].isspace():
                yield at
            at += 1


def _is_blank(escape: re.Match[str]) -> bool:
    if digits := escape[1] or escape[2] or escape[3]:
        return chr(int(digits, 16)).isspace()
    return escape[0][1] in _BLANK_ESCAPES
