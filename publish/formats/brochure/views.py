"""The edition as the templates see it: sheets of pieces, each part with the classes it is set by."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from publish import blocks, edition, prose
from publish.formats.brochure import look
from publish.formats.brochure.heights import Ruler
from publish.formats.brochure.page import Page, page_of
from publish.formats.brochure.sheets import Chunk, Need, Span, plan
from publish.theme import Theme

_WIDEST_GAP = 40.0
"""No gap between two parts gets more than this, in mm."""

_SLACK = 2.0
"""Kept free above the imprint, in mm; its ground runs on to the edge of the paper."""

_COLUMNS = ("", "one", "two", "three")


@dataclass(frozen=True, slots=True)
class Part:
    """A run of prose or a block."""

    kind: str
    """Names its partial."""
    classes: str
    nodes: tuple[prose.Node, ...] = ()
    block: blocks.Block | None = None
    level: int = 3
    """Of headings inside a block."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a chapter, with the chapter's heading if it is the first."""

    heading: tuple[prose.Node, ...]
    opening: tuple[Part, ...]
    """What is one with the heading to the eye."""
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page that is set as a whole, or text that runs through several."""

    pieces: tuple[Piece, ...]
    classes: str
    is_first: bool
    is_last: bool
    """It ends with footnotes and imprint."""
    spare: float = 0
    """What is left over for each gap between its parts, in mm."""
    grown: float = 0
    """The height of a row of what grows into the rest of the page, in mm."""


@dataclass(frozen=True, slots=True)
class Plan:
    """All sheets after the cover."""

    page: Page
    sheets: tuple[Sheet, ...]
    pages: int
    """How many pages they take at most, if our measure holds."""
    foot: float
    """How far below the top of a last sheet that is set its imprint begins, in mm."""


def plan_of(told: edition.Edition, theme: Theme, *, safe: float) -> Plan:
    """Divide *told* into sheets; those that are set as one page are at most *safe* full."""
    return _Setter(told, theme).plan(safe)


@dataclass(frozen=True, slots=True)
class _Item:
    """A part in its place, before it is known on which sheet it stands."""

    chapter: int
    heading: tuple[prose.Inline, ...]
    id: str
    part: edition.Part | None
    level: int

    @property
    def stretches(self) -> bool:
        """Whether the part looks as good on a whole page as on half of one."""
        match self.part:
            case edition.Placed(block=blocks.FocusAreas()):
                return True
            case edition.Placed(block=blocks.Partners() as partners):
                return look.partners_are_large(partners) and len(partners.items) > 8
            case _:
                return False


@dataclass(frozen=True)
class _Setter:
    """Plans and makes the views of one edition."""

    told: edition.Edition
    theme: Theme

    def plan(self, safe: float) -> Plan:
        end = self._ruler.notes(self.told.notes) + self._imprint
        spans = plan([self._need(item) for item in self._items], depth=self.page.depth, end=end, safe=safe)
        sheets = tuple(self._sheet(span, is_last=span is spans[-1]) for span in spans)
        # A run has holes where something did not fit at the foot of a page.
        pages = sum(span.pages if span.is_set else span.pages + 1 for span in spans)
        return Plan(self.page, sheets, pages, foot=round(self.page.depth - self._imprint - _SLACK, 2))

    # -- measuring --------------------------------------------------------------------------

    @cached_property
    def page(self) -> Page:
        return page_of(self.theme.brand.scale)

    @cached_property
    def _ruler(self) -> Ruler:
        return Ruler(self.page, self.theme.brand.scale, self.told.pictures)

    @cached_property
    def _items(self) -> tuple[_Item, ...]:
        return tuple(item for number, chapter in enumerate(self.told.chapters) for item in _items(number, chapter))

    @cached_property
    def _imprint(self) -> float:
        publisher = self.theme.workspace.settings.publisher[self.told.language]
        return self._ruler.imprint(self.told, publisher, self.theme.address(self.told).page)

    def _need(self, item: _Item) -> Need:
        """The item's chunks; standfirst and heading are one with the first of them."""
        first, *more = self._ruler.chunks(item.part) if item.part else (Chunk(0),)
        head = self._ruler.heading(prose.plain(item.heading)) if item.heading else 0
        if item is self._items[0]:
            head += self._ruler.standfirst(prose.plain(self.told.standfirst))
        above = self._ruler.gap * (2 if item.heading else 1)
        if head and not first.is_whole:
            start = Chunk(head + self._ruler.start, above)
            more.insert(0, Chunk(first.height - self._ruler.start, is_whole=False))
        else:
            start = Chunk(head + first.height, above, first.is_whole)
        return Need(item.chapter, (start, *more), item.stretches, alone=item.chapter in self._alone)

    @cached_property
    def _alone(self) -> frozenset[int]:
        """Chapters that want their own page: those with several focus areas."""
        wants = (
            number
            for number, chapter in enumerate(self.told.chapters)
            for part in chapter.parts
            if isinstance(part, edition.Placed)
            and isinstance(part.block, blocks.FocusAreas)
            and len(part.block.items) > 2
        )
        return frozenset(wants)

    # -- views ------------------------------------------------------------------------------

    def _sheet(self, span: Span, *, is_last: bool) -> Sheet:
        items = self._items[span.first : span.last]
        classes = {
            "set": span.is_set,
            "run": not span.is_set,
            "last": is_last,
            "quiet": span.is_set and not is_last and _is_quiet(items),
        }
        names = " ".join(name for name, holds in classes.items() if holds)
        pieces = tuple(self._piece(item, grows=span.is_set and not is_last) for item in items)
        spare, grown = self._spare(span, items) if not is_last else (0.0, 0.0)
        return Sheet(pieces, names, span.first == 0, is_last, round(spare, 2), round(grown, 2))

    def _spare(self, span: Span, items: tuple[_Item, ...]) -> tuple[float, float]:
        """What each gap gets, or how high the rows are of what grows."""
        growing = [item.part for item in items if isinstance(item.part, edition.Placed) and item.stretches]
        if growing:
            return 0.0, _filled([row for part in growing for row in self._ruler.rows(part.block)], span.spare)
        gaps = len(items) - 1 + (span.first == 0)
        return min(span.spare / max(1, gaps), _WIDEST_GAP), 0.0

    def _piece(self, item: _Item, *, grows: bool) -> Piece:
        heading = (prose.Heading(2, item.id, item.heading),) if item.heading else ()
        parts = (self._part(item, item.part, grows=grows and item.stretches),) if item.part else ()
        joined = bool(heading) and not item.stretches
        return Piece(heading, parts if joined else (), () if joined else parts)

    def _part(self, item: _Item, part: edition.Part, *, grows: bool) -> Part:
        if isinstance(part, edition.Prose):
            return Part(part.kind, "", nodes=part.nodes)
        classes = [self._classes(part.block), "stretches" if grows else ""]
        return Part(part.kind, " ".join(filter(None, classes)), block=part.block, level=item.level)

    def _classes(self, block: blocks.Block) -> str:
        match block:
            case blocks.Figures() | blocks.FocusAreas() if look.is_stacked(block):
                return "stacked one"
            case blocks.Figures():
                columns = look.figure_columns(len(block.items))
                step = look.figure_step(block, self.theme.brand.scale.figure.pt, self.page.columns(12 // columns))
                return f"{_COLUMNS[columns]} step-{step}"
            case blocks.FocusAreas():
                return _COLUMNS[look.area_columns(len(block.items))]
            case blocks.Partners():
                large = " large" if look.partners_are_large(block) else ""
                return _COLUMNS[look.partner_columns(block)] + large
            case blocks.Image():
                return "wide" if look.is_wide(self.told.pictures[block.picture]) else "column"
            case _:
                return ""


def _filled(rows: list[float], spare: float) -> float:
    """How high rows become that share *spare*: the lowest first, until all are equal."""
    rows = sorted(rows)
    for count, next_higher in enumerate([*rows[1:], float("inf")], 1):
        level = (sum(rows[:count]) + spare) / count
        if level <= next_higher:
            return level
    return rows[-1]


def _items(number: int, chapter: edition.Chapter) -> Iterator[_Item]:
    level = 3 if chapter.heading else 2
    for part in chapter.parts or (None,):
        is_first = not chapter.parts or part is chapter.parts[0]
        yield _Item(number, chapter.heading if is_first else (), chapter.id, part, level)


def _is_quiet(items: tuple[_Item, ...]) -> bool:
    """Whether a sheet is one chapter of prose with a pulled sentence, and no more."""
    kinds = {item.part.kind for item in items if item.part}
    return len({item.chapter for item in items}) == 1 and kinds == {"prose", "quote"}
