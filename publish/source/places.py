"""
Where a point of a value stands in the file.

YAML folds lines, indents blocks and escapes characters, but it neither adds, drops nor reorders anything one
can see. So the n-th visible character of a value is the n-th visible character of its spelling.
"""

import re
from bisect import bisect
from collections.abc import Iterable, Iterator
from itertools import accumulate

from publish.problems import Place
from publish.source.tree import Scalar

_ESCAPE = re.compile(r"\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|\n|.)", re.DOTALL)
_BLANK_ESCAPES = frozenset("tnvfr _NLP\t\n")


def points(scalar: Scalar, wanted: Iterable[tuple[int, int]]) -> Iterator[Place]:
    """The place in the file of each line and column (from 1) of the scalar's text."""
    start = scalar.place
    glyphs = list(_glyphs(scalar))
    line_starts = [0, *accumulate(len(line) + 1 for line in scalar.text.split("\n"))]
    visible = [0, *accumulate(not char.isspace() for char in scalar.text)]
    line_ends = [found.start() for found in re.finditer("\n", scalar.raw)]
    for line, column in wanted:
        offset = line_starts[min(line, len(line_starts)) - 1] + max(column - 1, 0)
        number = visible[min(offset, len(scalar.text))]
        at = glyphs[min(number, len(glyphs) - 1)] if glyphs else 0
        below = bisect(line_ends, at)
        if below:
            yield Place(start.path, start.line + below, at - line_ends[below - 1] + scalar.indent)
        else:
            yield Place(start.path, start.line, start.column + at)


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
