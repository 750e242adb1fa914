"""How high each part of an edition stands on the page. The numbers follow `templates/brochure/*.css.j2`."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import singledispatchmethod
from itertools import pairwise
from math import ceil
from typing import TypeVar

from publish import blocks, edition, prose
from publish.formats.brochure import look
from publish.formats.brochure.measure import ITALIC, MM, SERIF, lines
from publish.formats.brochure.page import Page
from publish.formats.brochure.sheets import Chunk
from publish.workspace import Publisher, Scale, Size

T = TypeVar("T")

_SPACES: Mapping[type, tuple[float, float]] = {
    prose.BlockQuote: (1, 1),
    prose.CodeBlock: (1, 1),
    prose.Illustration: (1, 1),
    prose.Rule: (1.5, 1.5),
    prose.Table: (1, 1),
}
"""What is kept free above and below a node, in lines; half a line above all others."""


def _space(above: prose.Node, below: prose.Node) -> float:
    """What stands between two nodes, in lines."""
    if isinstance(below, prose.Heading):
        return 1.75 if below.level == 3 else 1
    if isinstance(above, prose.Heading):
        return 0.5 if above.level == 3 else 0
    return max(_SPACES.get(type(above), (0, 0))[1], _SPACES.get(type(below), (0.5, 0))[0])


def _rows(items: Sequence[T], columns: int) -> list[Sequence[T]]:
    return [items[first : first + columns] for first in range(0, len(items), columns)]


class Ruler:
    """Measures the parts of one edition, in millimetres."""

    def __init__(self, page: Page, scale: Scale, pictures: Mapping[str, edition.Picture]) -> None:
        self._page, self._scale, self._pictures = page, scale, pictures
        self._line = page.line * MM
        self._text = page.columns(8)

    @property
    def gap(self) -> float:
        """What stands between two parts; before a chapter it is twice as much."""
        return 1.5 * self._line

    @property
    def start(self) -> float:
        """What must stand below a heading on the same page: three lines."""
        return 3 * self._line

    def heading(self, title: str) -> float:
        """A chapter's heading with the space below it."""
        return self._lines(title, self._scale.h1, self._page.type - 10, narrow=SERIF) + 1.5 * self._line

    def standfirst(self, text: str) -> float:
        """The standfirst with the space below it."""
        return self._lines(text, self._scale.h2, self._page.type - 10, 1.32, SERIF) + 2 * self._line

    def part(self, part: edition.Part) -> float:
        """A run of prose or a block."""
        return self._nodes(part.nodes, self._text) if isinstance(part, edition.Prose) else self._block(part.block)

    def chunks(self, part: edition.Part) -> tuple[Chunk, ...]:
        """The same as what a page may hold of it."""
        if isinstance(part, edition.Prose):
            return tuple(self._chunks_of_prose(part.nodes))
        match part.block:
            case blocks.FocusAreas() as areas:
                return tuple(map(Chunk, self.rows(areas)))
            case blocks.Articles() as articles:
                return self._spaced((self._article(item), not look.is_long(item)) for item in articles.items)
            case blocks.Events() as events:
                return self._spaced((self._event(item), True) for item in events.items)
            case blocks.Partners() as partners:
                return (Chunk(self._block(partners), is_whole=False),)
            case block:
                return (Chunk(self._block(block)),)

    def _spaced(self, items: Iterable[tuple[float, bool]]) -> tuple[Chunk, ...]:
        return tuple(
            Chunk(height - self._line, self._line if number else 0, is_whole)
            for number, (height, is_whole) in enumerate(items)
        )

    def _chunks_of_prose(self, nodes: tuple[prose.Node, ...]) -> Iterator[Chunk]:
        """A chunk a node; a heading is one with what begins below it."""
        held, above = 0.0, 0.0
        for number, node in enumerate(nodes):
            space = _space(nodes[number - 1], node) * self._line if number else 0
            height = self._node(node, self._text)
            if isinstance(node, prose.Heading) and number < len(nodes) - 1:
                held, above = (held + space + height, above) if held else (height, space)
                continue
            is_whole = isinstance(node, prose.Illustration) or height <= 5 * self._line
            if not held:
                yield Chunk(height, space, is_whole)
            elif is_whole:
                yield Chunk(held + space + height, above)
            else:
                yield Chunk(held + space + self.start, above)
                yield Chunk(height - self.start, is_whole=False)
            held = 0.0

    def notes(self, notes: tuple[prose.Note, ...]) -> float:
        """The footnotes with their heading."""
        size, measure = self._scale.small, self._text - 5
        count = sum(lines(prose.plain(run), size.pt, measure) for note in notes for run in prose.inlines(note.children))
        return count * size.pt * size.leading * MM + (0.25 * len(notes) + 4) * self._line if notes else 0

    def imprint(self, told: edition.Edition, publisher: Publisher, address: str) -> float:
        """The imprint."""
        size = self._scale.small.pt * look.IMPRINT
        measure = self._text - look.LABEL
        texts = (publisher.about, publisher.address, look.bare(publisher.website), look.bare(address))
        count = sum(lines(text, size, measure) for text in texts) + bool(publisher.phone)
        count += 4 + bool(told.updated) + (1 + len(told.others) if told.others else 0)
        rows = 5 + bool(told.updated) + bool(told.others)
        head = 12 + self._scale.h2.pt * self._scale.h2.leading * MM + 0.75 * self._line
        return head + rows * 3.5 + count * size * 1.45 * MM

    def _lines(self, text: str, size: Size, measure: float, leading: float = 0, narrow: float = 1) -> float:
        return lines(text, size.pt, measure, narrow) * size.pt * MM * (leading or size.leading)

    def _plain(self, text: str, measure: float) -> float:
        return lines(text, self._scale.base.pt, measure, hyphens=True) * self._line

    # -- prose ------------------------------------------------------------------------------

    def _nodes(self, nodes: tuple[prose.Node, ...], measure: float) -> float:
        spaces = sum(_space(above, below) for above, below in pairwise(nodes))
        return sum(self._node(node, measure) for node in nodes) + spaces * self._line

    @singledispatchmethod
    def _node(self, _: prose.Node, _measure: float) -> float:
        """Anything else: a rule between two thoughts."""
        return 0

    @_node.register
    def _paragraph(self, node: prose.Paragraph, measure: float) -> float:
        return self._plain(prose.plain(node.children), measure)

    @_node.register
    def _heading(self, node: prose.Heading, measure: float) -> float:
        size = self._scale.h3 if node.level == 3 else self._scale.base
        return self._lines(prose.plain(node.children), size, measure)

    @_node.register
    def _list(self, node: prose.ItemList, measure: float) -> float:
        items = sum(self._nodes(item.children, measure - 5) for item in node.items)
        return items + 0.25 * self._line * (len(node.items) - 1)

    @_node.register
    def _quoted(self, node: prose.BlockQuote, measure: float) -> float:
        return self._nodes(node.children, measure - 5)

    @_node.register
    def _code(self, node: prose.CodeBlock, measure: float) -> float:
        count = sum(lines(line or " ", self._scale.small.pt, measure - 8) for line in node.text.splitlines())
        return count * self._line + 6

    @_node.register
    def _table(self, node: prose.Table, _measure: float) -> float:
        share = self._page.type / max(1, len(node.head)) - 4
        size = self._scale.base.pt
        deepest = (
            max((lines(prose.plain(cell), size, share, hyphens=True) for cell in row), default=1)
            for row in (node.head, *node.rows)
        )
        return sum(count * size * MM * 1.4 + 3.3 for count in deepest)

    @_node.register
    def _illustration(self, node: prose.Illustration, _measure: float) -> float:
        return self._picture(node.picture) + self._caption(prose.plain(node.caption))

    def _picture(self, name: str) -> float:
        picture = self._pictures[name]
        measure = self._page.type if look.is_wide(picture) else self._text
        return min(measure * picture.height / picture.width, look.TALLEST)

    def _caption(self, text: str) -> float:
        return self._lines(text, self._scale.small, self._text) + 2 if text else 0

    # -- blocks -----------------------------------------------------------------------------

    @singledispatchmethod
    def _block(self, _: blocks.Block) -> float:
        """A kind that is not known here: a few lines."""
        return 5 * self._line

    @_block.register
    def _figures(self, block: blocks.Figures) -> float:
        columns = look.figure_columns(len(block.items))
        measure = self._page.columns(12 // columns)
        share = look.SHARES[look.figure_step(block, self._scale.figure.pt, measure)]
        value = self._scale.figure.pt * share * MM * 0.72
        text = max(self._plain(prose.plain(item.text), measure - 10) for item in block.items)
        rows = ceil(len(block.items) / columns)
        return rows * (10 + value + text) + (rows - 1) * 1.5 * self._line

    def rows(self, block: blocks.Block) -> list[float]:
        """The height of each row of a block whose items stand side by side."""
        match block:
            case blocks.FocusAreas(items=areas) if look.area_columns(len(areas)) == 1:
                return [self._wide_area(area) for area in areas]
            case blocks.FocusAreas(items=areas):
                return [max(map(self._area, row)) for row in _rows(areas, 2)]
            case blocks.Partners(items=partners):
                size, line, space = self._line_of_names(block)
                measure = self._page.columns(12 // look.partner_columns(block))
                rows = _rows(partners, look.partner_columns(block))
                return [max(lines(one.name, size, measure) for one in row) * line + space for row in rows]
            case _:
                return [self._block(block)]

    def _line_of_names(self, block: blocks.Partners) -> tuple[float, float, float]:
        """Size, height of a line and space of a row of partners."""
        if look.partners_are_large(block):
            return self._scale.h3.pt, self._scale.h3.pt * 1.2 * MM, 7
        return self._scale.base.pt, self._line, 4.9

    @_block.register
    def _areas(self, block: blocks.FocusAreas) -> float:
        return sum(self.rows(block))

    @_block.register
    def _partners(self, block: blocks.Partners) -> float:
        return sum(self.rows(block))

    def _area(self, area: blocks.FocusArea) -> float:
        measure = self._page.columns(6) - 8
        name = self._lines(area.title, self._scale.h3, measure)
        return (24 if area.icon else 4) + name + 2 + self._question(area, measure) + 6

    def _wide_area(self, area: blocks.FocusArea) -> float:
        name = self._lines(area.title, self._scale.h3, self._page.columns(4))
        return max((24 if area.icon else 4) + name, 4 + self._question(area, self._text)) + 10

    def _question(self, area: blocks.FocusArea, measure: float) -> float:
        question = self._lines(prose.plain(area.question), self._scale.lead, measure, 1.4, ITALIC)
        return question + (self._nodes(area.text, measure) + 3 if area.text else 0)

    @_block.register
    def _quote(self, block: blocks.Quote) -> float:
        text = self._lines(prose.plain(block.text), self._scale.h1, self._page.type, 1.25, ITALIC)
        return 6 + text + (self._line + 4 if block.by else 0)

    @_block.register
    def _image(self, block: blocks.Image) -> float:
        both = self._scale.small.pt * self._scale.small.leading * MM if block.caption and block.credit else 0
        return self._picture(block.picture) + self._caption(prose.plain(block.caption) or block.credit) + both

    @_block.register
    def _call(self, block: blocks.CallToAction) -> float:
        text = prose.plain(block.text)
        return (self._lines(text, self._scale.h2, self._page.type, 1.32, SERIF) + 6 if text else 0) + 17

    @_block.register
    def _articles(self, block: blocks.Articles) -> float:
        return sum(map(self._article, block.items)) - self._line

    def _article(self, article: blocks.Article) -> float:
        line = self._line
        story = self._lines(article.headline, self._scale.h3, self._text)
        story += line * (bool(article.byline) + 1.5 * bool(article.link))
        story += self._plain(prose.plain(article.standfirst), self._text) + 0.5 * line * bool(article.standfirst) + 1
        story += self._nodes(article.text, self._text)
        return max(story, 42 if article.picture else 0) + 3 + line

    @_block.register
    def _events(self, block: blocks.Events) -> float:
        return sum(map(self._event, block.items)) - self._line

    def _event(self, event: blocks.Event) -> float:
        line = self._line
        story = self._lines(event.title, self._scale.h3, self._text) + 1
        story += line * (bool(event.place) + 1.5 * bool(event.link))
        story += self._plain(prose.plain(event.text), self._text) + 0.5 * line if event.text else 0
        return max(story, 2 * line) + 3 + line

    @_block.register
    def _contact(self, block: blocks.Contact) -> float:
        details = (block.name, block.address, block.email, block.phone, block.website)
        return 3 + self._line * sum(map(bool, details))
