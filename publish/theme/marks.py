"""
Which line of which template wrote a line of the result: for engines that find faults in what templates make.

A marked template writes its own name and line wherever one of its lines begins. The marks are taken out
again before anything reads the result; what remains is a list of places.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass

from publish.problems import Place

_START, _END = "\ue000", "\ue001"
"""From Unicode's private use area: no text means anything by them."""
_MARK = re.compile(f"{_START}([^{_START}{_END}]*):([0-9]+){_END}")
_TAG = re.compile(r"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}", re.DOTALL)


def marked(template: str, path: str) -> str:
    """
    *template* with a mark at the first word of every line.

    Not at lines that begin inside one of Jinja's tags, nor at those that begin with one: Jinja takes away
    the blanks before it only if nothing stands there.
    """
    inside = {
        template.count("\n", 0, tag.start()) + further
        for tag in _TAG.finditer(template)
        for further in range(1, tag[0].count("\n") + 1)
    }
    lines = template.split("\n")
    return "\n".join(
        line if number in inside or not line.strip() or line.lstrip().startswith("{") else _mark(line, path, number + 1)
        for number, line in enumerate(lines)
    )


def _mark(line: str, path: str, number: int) -> str:
    words = line.lstrip()
    return f"{line.removesuffix(words)}{_START}{path}:{number}{_END}{words}"


@dataclass(frozen=True, slots=True)
class Origins:
    """Where each part of a result came from."""

    starts: tuple[tuple[int, int], ...]
    """Lines and columns of the result, ascending."""
    places: tuple[Place, ...]
    """Of each start."""

    def place(self, line: int, column: int = 0) -> Place | None:
        """The line of the template that wrote this point; None if it has no marks."""
        found = bisect_right(self.starts, (line, column or 1_000_000)) - 1
        return self.places[found] if found >= 0 else None


def unmark(result: str) -> tuple[str, Origins]:
    """*result* without its marks, and what they said."""
    pieces: list[str] = []
    starts: list[tuple[int, int]] = []
    places: list[Place] = []
    line, column, last = 1, 1, 0
    for mark in _MARK.finditer(result):
        text = result[last : mark.start()]
        line, column = _after(text, line, column)
        pieces.append(text)
        starts.append((line, column))
        places.append(Place(mark[1], int(mark[2])))
        last = mark.end()
    return "".join([*pieces, result[last:]]), Origins(tuple(starts), tuple(places))


def _after(text: str, line: int, column: int) -> tuple[int, int]:
    """Where one stands after *text*."""
    breaks = text.count("\n")
    return (line + breaks, len(text) - text.rfind("\n")) if breaks else (line, column + len(text))
