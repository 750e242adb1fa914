"""
Which chapters share a page.

A *set* sheet is one page, composed: what is left over goes between its parts. A *run* is a text that flows through
as many pages as it needs. The plan is the division of the chapters, in their order, that leaves least paper
half empty; it is made from measured heights before anything is laid out.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from math import ceil

SAFE = 0.97
"""How full a set sheet may be by our measure, which is not exact."""

A_PAGE = 0.02
"""What a page costs, against emptiness squared."""


@dataclass(frozen=True, slots=True)
class Need:
    """What planning knows of a chapter."""

    height: float
    stretches: bool = False
    """It looks as good on a whole page as on half of one."""
    alone: bool = False
    """It wants its own page."""


@dataclass(frozen=True, slots=True)
class Span:
    """Some chapters in a row, and whether they are set as one page."""

    first: int
    last: int
    """Exclusive."""
    is_set: bool


def plan(needs: Sequence[Need], *, depth: float, gap: float, end: float) -> tuple[Span, ...]:
    """
    Divide chapters into sheets.

    *depth* is the height of a page, *gap* stands between two chapters, and *end* is what the last sheet holds
    besides its chapters: the imprint. The last span may have no chapters: then the imprint has its own page.
    """
    count = len(needs)

    @cache
    def best(first: int) -> tuple[float, tuple[Span, ...]]:
        """The cheapest division of the chapters from *first* on."""
        choices = [(end_page_cost(), (Span(first, first, is_set=True),))] if first == count else []
        for last in range(first + 1, count + 1):
            for cost, is_set in sheets(first, last):
                if is_set and last == count:
                    choices += with_end(first, last)
                rest, spans = best(last)
                choices.append((cost + rest, (Span(first, last, is_set=is_set), *spans)))
        return min(choices)

    def sheets(first: int, last: int) -> Iterator[tuple[float, bool]]:
        group = needs[first:last]
        height = sum(need.height for need in group) + gap * (len(group) - 1)
        if height <= SAFE * depth:
            yield set_cost(group, height), True
        else:
            yield run_cost(group, height), False

    def with_end(first: int, last: int) -> list[tuple[float, tuple[Span, ...]]]:
        group = needs[first:last]
        height = sum(need.height for need in group) + gap * (len(group) - 1) + end
        return [(set_cost(group, height) * 0.3, (Span(first, last, is_set=True),))] if height <= SAFE * depth else []

    def set_cost(group: Sequence[Need], height: float) -> float:
        empty = max(0.0, 1 - height / depth) * (0.4 if any(need.stretches for need in group) else 1)
        crowded = 0.3 if len(group) > 1 and any(need.alone for need in group) else 0
        return A_PAGE + empty**2 + crowded

    def run_cost(group: Sequence[Need], height: float) -> float:
        pages = ceil(height / depth)
        crowded = 0.3 if len(group) > 1 and any(need.alone for need in group) else 0
        return (A_PAGE + 0.1) * pages + (pages - height / depth) ** 2 + crowded

    def end_page_cost() -> float:
        return A_PAGE + 0.15

    return best(0)[1]
