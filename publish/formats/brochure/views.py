"""The edition as the templates see it: sheets of chapters, each part with the classes it is set by."""

from dataclasses import dataclass

from publish import blocks, edition, prose
from publish.formats.brochure import look
from publish.formats.brochure.heights import Ruler
from publish.formats.brochure.page import Page
from publish.formats.brochure.sheets import Need, Span, plan
from publish.workspace import Scale


@dataclass(frozen=True, slots=True)
class Part:
    """A run of prose or a block."""

    part: edition.Part
    classes: str

    @property
    def kind(self) -> str:
        """Names its partial."""
        return self.part.kind

    @property
    def block(self) -> blocks.Block:
        assert isinstance(self.part, edition.Placed)  # noqa: S101
        return self.part.block

    @property
    def nodes(self) -> tuple[prose.Node, ...]:
        assert isinstance(self.part, edition.Prose)  # noqa: S101
        return self.part.nodes


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter with what belongs together at its head."""

    heading: tuple[prose.Node, ...]
    opening: tuple[Part, ...]
    """What must not be torn from the heading."""
    parts: tuple[Part, ...]
    stretches: bool

    @property
    def level(self) -> int:
        """The level of headings inside its blocks."""
        return 3 if self.heading else 2


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page that is set as a whole, or text that runs through several."""

    chapters: tuple[Chapter, ...]
    classes: str
    is_first: bool
    is_last: bool
    has_notes: bool


def sheets_of(told: edition.Edition, page: Page, scale: Scale) -> tuple[Sheet, ...]:
    """The sheets of *told* between cover and end."""
    ruler = Ruler(page, scale, told.pictures)
    needs = [_need(chapter, ruler, page) for chapter in told.chapters]
    standfirst = ruler.standfirst(prose.plain(told.standfirst))
    if needs:
        needs[0] = Need(needs[0].height + standfirst, needs[0].stretches, alone=False)
    notes = ruler.notes(told.notes)
    spans = plan(needs, depth=page.depth, gap=3 * page.line * 25.4 / 72, end=ruler.imprint() + notes - page.bottom)
    return tuple(_sheet(span, told) for span in spans)


def _need(chapter: edition.Chapter, ruler: Ruler, page: Page) -> Need:
    parts = sum(ruler.part(part) for part in chapter.parts)
    gaps = 1.5 * page.line * 25.4 / 72 * max(0, len(chapter.parts) - 1)
    return Need(
        ruler.heading(chapter) + parts + gaps,
        stretches=any(map(_stretches, chapter.parts)),
        alone=any(part.kind == "focus-areas" and len(part.block.items) > 2 for part in chapter.parts),
    )


def _stretches(part: edition.Part) -> bool:
    if not isinstance(part, edition.Placed):
        return False
    match part.block:
        case blocks.FocusAreas():
            return True
        case blocks.Partners():
            return look.partners_are_large(part.block) and len(part.block.items) > 8
        case _:
            return False


def _sheet(span: Span, told: edition.Edition) -> Sheet:
    chapters = tuple(_chapter(chapter, span) for chapter in told.chapters[span.first : span.last])
    is_last = span.last == len(told.chapters) and span.is_set
    names = [
        "set" if span.is_set else "run",
        "last" if is_last else "",
        "quiet" if _is_quiet(told.chapters[span.first : span.last]) and not is_last else "",
    ]
    return Sheet(chapters, " ".join(filter(None, names)), span.first == 0, is_last, is_last and bool(told.notes))


def _is_quiet(chapters: tuple[edition.Chapter, ...]) -> bool:
    kinds = {part.kind for chapter in chapters for part in chapter.parts}
    return len(chapters) == 1 and kinds == {"prose", "quote"}


def _chapter(chapter: edition.Chapter, span: Span) -> Chapter:
    views = tuple(_part(part, span) for part in chapter.parts)
    heading = (prose.Heading(2, chapter.id, chapter.heading),) if chapter.heading else ()
    split = 1 if views and views[0].kind == "prose" else 0
    return Chapter(heading, views[:split], views[split:], span.is_set and any(map(_stretches, chapter.parts)))


def _part(part: edition.Part, span: Span) -> Part:
    if not isinstance(part, edition.Placed):
        return Part(part, "")
    stretches = "stretches" if span.is_set and _stretches(part) else ""
    return Part(part, f"{_classes(part.block)} {stretches}".strip())


def _classes(block: blocks.Block) -> str:
    words = ("", "one", "two", "three")
    match block:
        case blocks.Figures():
            return words[look.figure_columns(len(block.items))]
        case blocks.FocusAreas():
            return words[look.area_columns(len(block.items))]
        case blocks.Partners():
            return words[look.partner_columns(block)] + (" large" if look.partners_are_large(block) else "")
        case _:
            return ""
