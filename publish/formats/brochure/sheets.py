"""
What shares a page.

A *set* sheet is one page, composed: what is left over goes between its parts. A *run* is text that flows through
as many pages as it needs. The plan is the division of the pieces, in their order, that leaves least paper half
empty and tears fewest chapters; it is made from measured heights before anything is laid out.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil

SAFE = 0.985
"""How full a set sheet may be by our measure, which is not exact."""

LEEWAY = 0.02
"""What of a set sheet is never given away between its parts: our measure may be a line short."""

LONGEST_RUN = 12
"""Pages. Longer runs are not compared with one another: nobody sees the difference, and it takes time."""

# What is to be avoided, in the measure of emptiness squared: a page of which half is empty costs 0.25.
A_PAGE = 0.02
TORN_CHAPTER = 0.06
RUN_ON = 0.1
"""A chapter that begins in the middle of a run."""
CROWDED = 0.3
"""Company for a chapter that wants its own page."""
BARE_END = 0.15
"""An imprint alone on its page."""

_STRETCHED = 0.4
"""How much of emptiness is seen where something grows into it."""
_AT_THE_END = 0.3
"""The same above the imprint."""


@dataclass(frozen=True, slots=True)
class Need:
    """What planning knows of a piece: a part of a chapter, with the heading if it is the first."""

    chapter: int
    height: float
    above: float
    """The space above it, unless it stands first on a page."""
    stretches: bool = False
    """It looks as good on a whole page as on half of one."""
    alone: bool = False
    """Its chapter wants its own page."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Some pieces in a row, and whether they are set as one page."""

    first: int
    last: int
    """Exclusive."""
    is_set: bool
    pages: int = 1
    """How many it takes, by our measure."""
    spare: float = 0
    """What is left over on a page that is set."""


def plan(needs: Sequence[Need], *, depth: float, end: float, safe: float = SAFE) -> tuple[Span, ...]:
    """
    Divide pieces into sheets.

    *depth* is the height of a page and *end* what the last sheet holds besides its pieces: notes and imprint.
    The last span is always set; it may have no pieces, and then the end has a page of its own.
    """
    best: list[tuple[float, tuple[Span, ...]]] = []
    for first in range(len(needs), -1, -1):
        choices = list(_last_sheets(needs, first, depth=depth * safe, end=end))
        for last in range(first + 1, len(needs) + 1):
            cost, span = _sheet(needs, first, last, depth=depth, safe=safe)
            rest, spans = best[len(needs) - last]
            choices.append((cost + rest, (span, *spans)))
            if span.pages > LONGEST_RUN:
                break
        best.append(min(choices))
    return best[-1][1]


def _height(group: Sequence[Need]) -> float:
    return sum(need.height for need in group) + sum(need.above for need in group[1:])


def _sheet(needs: Sequence[Need], first: int, last: int, *, depth: float, safe: float) -> tuple[float, Span]:
    group = needs[first:last]
    full = _height(group) / depth
    cost = _company(group) + (TORN_CHAPTER if last < len(needs) and needs[last].chapter == group[-1].chapter else 0)
    if full <= safe:
        seen = _STRETCHED if any(need.stretches for need in group) else 1
        return cost + A_PAGE + ((1 - full) * seen) ** 2, Span(first, last, is_set=True, spare=max(0.0, (safe - LEEWAY - full) * depth))
    pages = ceil(full)
    run_on = RUN_ON * (len({need.chapter for need in group}) - 1)
    return cost + A_PAGE * pages + run_on + (pages - full) ** 2, Span(first, last, is_set=False, pages=pages)


def _last_sheets(
    needs: Sequence[Need], first: int, *, depth: float, end: float
) -> Iterator[tuple[float, tuple[Span, ...]]]:
    group = needs[first:]
    if not group:
        yield A_PAGE + BARE_END, (Span(first, first, is_set=True),)
        return
    height = _height(group) + group[0].above + end
    if height <= depth:
        empty = (1 - height / depth) * _AT_THE_END
        yield A_PAGE + _company(group) + empty**2, (Span(first, len(needs), is_set=True),)


def _company(group: Sequence[Need]) -> float:
    shared = len({need.chapter for need in group}) > 1
    return CROWDED if shared and any(need.alone for need in group) else 0
