"""
What shares a page.

A *set* sheet is one page, composed: what is left over goes between its parts. A *run* is text that flows through
as many pages as it needs. The plan is the division of the pieces, in their order, that leaves least paper half
empty and tears fewest chapters; it is made from measured heights before anything is laid out.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import ceil

SAFE = 0.985
"""How full a set sheet may be by our measure, which is not exact."""

LEEWAY = 0.03
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
_GROWN_FROM = 0.4
"""How full a page must be for that."""
_AT_THE_END = 0.3
"""The same above the imprint."""


@dataclass(frozen=True, slots=True)
class Chunk:
    """What a page may hold of a piece: one that is whole is not torn by the foot of a page."""

    height: float
    above: float = 0
    """The space above it, unless it stands first on a page."""
    is_whole: bool = True


@dataclass(frozen=True, slots=True)
class Need:
    """What planning knows of a piece: a part of a chapter, with the heading if it is the first."""

    chapter: int
    chunks: tuple[Chunk, ...]
    stretches: bool = False
    """It looks as good on a whole page as on half of one."""
    alone: bool = False
    """Its chapter wants its own page."""

    @property
    def above(self) -> float:
        """The space above it, unless it stands first on a page."""
        return self.chunks[0].above

    @property
    def height(self) -> float:
        """Of all chunks and what stands between them."""
        return sum(chunk.height + chunk.above for chunk in self.chunks) - self.above


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
    """
    best: list[tuple[float, tuple[Span, ...]]] = [(0.0, ())]
    for first in range(len(needs) - 1, -1, -1):
        choices = []
        flow = _Flow(depth)
        for last in range(first + 1, len(needs) + 1):
            flow.add(needs[last - 1].chunks)
            cost, span = _sheet(needs, Span(first, last, is_set=False), flow, end=end, safe=safe)
            rest, spans = best[len(needs) - last]
            choices.append((cost + rest, (span, *spans)))
            if span.pages > LONGEST_RUN:
                break
        best.append(min(choices))
    return best[-1][1] or (Span(0, 0, is_set=True),)


@dataclass
class _Flow:
    """Text that runs through pages."""

    depth: float
    pages: int = 0
    """The pages that are full."""
    filled: float = 0
    """How far down the page after them."""
    holes: float = 0
    """What was left empty at the foot of pages, each as the square of its share."""

    def add(self, chunks: Sequence[Chunk]) -> None:
        """Let more text follow."""
        for chunk in chunks:
            top = self.filled + (chunk.above if self.filled else 0)
            if top + chunk.height <= self.depth:
                self.filled = top + chunk.height
            elif chunk.is_whole and chunk.height <= self.depth:
                self.holes += (1 - self.filled / self.depth) ** 2
                self.pages, self.filled = self.pages + 1, chunk.height
            else:
                more, self.filled = divmod(min(top, self.depth) + chunk.height, self.depth)
                self.pages += int(more)

    @property
    def full(self) -> float:
        """How many pages it is long."""
        return self.pages + self.filled / self.depth


def _sheet(needs: Sequence[Need], span: Span, flow: _Flow, *, end: float, safe: float) -> tuple[float, Span]:
    """What it costs to put the pieces of *span* on one sheet, and that sheet: a page if they fit on one, else a run."""
    group = needs[span.first : span.last]
    is_last = span.last == len(needs)
    full = (sum(need.height for need in group) + sum(need.above for need in group[1:])) / flow.depth
    tail = (end + group[0].above) / flow.depth if is_last else 0.0
    cost = _company(group) + (0 if is_last or needs[span.last].chapter != group[-1].chapter else TORN_CHAPTER)
    if full + tail <= safe:
        spare = max(0.0, (safe - LEEWAY - full - tail) * flow.depth)
        return cost + A_PAGE + _emptiness(group, full, tail), replace(span, is_set=True, spare=spare)
    cost += RUN_ON * (len({need.chapter for need in group}) - 1) + flow.holes
    # Each page of a run ends a little early, so where the last one ends is known only about.
    cost += sum(_last_page(flow.full * near, tail, safe) for near in (1.0, 1.02, 1.05)) / 3
    pages = ceil(flow.full + tail)
    return cost + A_PAGE * pages, replace(span, pages=pages)


def _emptiness(group: Sequence[Need], full: float, tail: float) -> float:
    """What the rest of a page that is set costs."""
    empty = 1 - full - tail
    if tail:
        return (empty * _AT_THE_END) ** 2
    grows = any(need.stretches for need in group) and full >= _GROWN_FROM
    return (empty * _STRETCHED if grows else empty) ** 2


def _last_page(full: float, tail: float, safe: float) -> float:
    """What the rest of the last page of a run costs, with *tail* below it or on a page of its own."""
    rest = full - ceil(full) + 1
    if tail and rest + tail <= safe:
        return ((1 - rest - tail) * _AT_THE_END) ** 2
    return (1 - rest) ** 2 + (BARE_END if tail else 0)


def _company(group: Sequence[Need]) -> float:
    shared = len({need.chapter for need in group}) > 1
    return CROWDED if shared and any(need.alone for need in group) else 0
