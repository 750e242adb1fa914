"""How high each part of an edition stands on the page. The numbers follow templates/brochure/*.css.j2."""

from collections.abc import Mapping
from math import ceil

from publish import blocks, edition, prose
from publish.formats.brochure import look
from publish.formats.brochure.measure import ITALIC, MM, lines
from publish.formats.brochure.page import Page
from publish.workspace import Publisher, Scale, Size


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

    def heading(self, title: str) -> float:
        """A chapter's heading with the space below it."""
        return self._lines(title, self._scale.h1, self._page.type - 10) + 1.5 * self._line

    def standfirst(self, text: str) -> float:
        """The standfirst with the space below it."""
        return lines(text, self._scale.h2.pt, self._page.type - 10) * self._scale.h2.pt * MM * 1.32 + 2 * self._line

    def part(self, part: edition.Part) -> float:
        """A run of prose or a block."""
        return self._nodes(part.nodes, self._text) if isinstance(part, edition.Prose) else self._block(part.block)

    def notes(self, notes: tuple[prose.Note, ...]) -> float:
        """The footnotes with their heading."""
        if not notes:
            return 0
        text = sum(self._nodes(note.children, self._text) for note in notes)
        return text + 5 * self._line

    def imprint(self, told: edition.Edition, publisher: Publisher, address: str) -> float:
        """The imprint."""
        size = self._scale.small.pt * look.IMPRINT
        measure = self._text - look.LABEL
        texts = (publisher.about, publisher.address, look.bare(publisher.website), look.bare(address))
        count = sum(lines(text, size, measure) for text in texts) + bool(publisher.phone)
        rows = 5 + bool(told.updated) + bool(told.others)
        count += 4 + bool(told.updated) + (1 + len(told.others) if told.others else 0)
        head = 12 + self._scale.h2.pt * self._scale.h2.leading * MM + 0.75 * self._line
        return head + rows * 3.5 + count * size * 1.45 * MM

    # -- prose ------------------------------------------------------------------------------

    def _lines(self, text: str, size: Size, measure: float, leading: float = 0, narrow: float = 1) -> float:
        return lines(text, size.pt, measure, narrow) * size.pt * MM * (leading or size.leading)

    def _nodes(self, nodes: tuple[prose.Node, ...], measure: float) -> float:
        gaps = 0.5 * self._line * max(0, len(nodes) - 1)
        return sum(self._node(node, measure) for node in nodes) + gaps

    def _node(self, node: prose.Node, measure: float) -> float:
        base, line = self._scale.base, self._line
        match node:
            case prose.Paragraph():
                return lines(prose.plain(node.children), base.pt, measure) * line
            case prose.Heading():
                size = self._scale.h3 if node.level == 3 else base
                return self._lines(prose.plain(node.children), size, measure) + 1.25 * line
            case prose.ItemList():
                return sum(self._nodes(item.children, measure - 5) + 0.25 * line for item in node.items)
            case prose.BlockQuote():
                return self._nodes(node.children, measure - 5) + 2 * line
            case prose.CodeBlock():
                return (node.text.count("\n") + 1) * line * 0.8 + 6 + line
            case prose.Table():
                return self._table(node) + line
            case prose.Illustration():
                return self._picture(node.picture) + self._caption(prose.plain(node.caption)) + line
            case _:
                return 2 * line

    def _table(self, table: prose.Table) -> float:
        measure = self._page.type / max(1, len(table.head)) - 4
        deepest = (
            max((lines(prose.plain(cell), self._scale.base.pt, measure) for cell in row), default=1)
            for row in (table.head, *table.rows)
        )
        return sum(rows * self._scale.base.pt * MM * 1.4 + 3.3 for rows in deepest)

    def _picture(self, name: str) -> float:
        picture = self._pictures[name]
        measure = self._page.type if look.is_wide(picture) else self._text
        return min(measure * picture.height / picture.width, look.TALLEST)

    def _caption(self, text: str) -> float:
        return self._lines(text, self._scale.small, self._text) + 2 if text else 0

    # -- blocks -----------------------------------------------------------------------------

    def _block(self, block: blocks.Block) -> float:
        line = self._line
        match block:
            case blocks.Figures():
                return self._figures(block)
            case blocks.FocusAreas():
                return self._areas(block)
            case blocks.Partners():
                return self._partners(block)
            case blocks.Quote():
                return (
                    self._lines(prose.plain(block.text), self._scale.h1, self._page.type, 1.25, ITALIC)
                    + 6
                    + (line + 4 if block.by else 0)
                )
            case blocks.Image():
                return self._picture(block.picture) + self._caption(prose.plain(block.caption) or block.credit)
            case blocks.CallToAction():
                text = self._lines(prose.plain(block.text), self._scale.h2, self._page.type, 1.32)
                return text + 6 + 11 + 6
            case blocks.Articles():
                return sum(self._article(article) for article in block.items)
            case blocks.Events():
                return sum(self._event(event) for event in block.items)
            case blocks.Contact():
                details = (block.name, block.address, block.email, block.phone, block.website)
                return 3 + line * sum(map(bool, details))
            case _:
                return 5 * line

    def _figures(self, block: blocks.Figures) -> float:
        columns = look.figure_columns(len(block.items))
        measure = self._page.columns(12 // columns)
        share = look.SHARES[look.figure_step(block, self._scale.figure.pt, measure)]
        value = self._scale.figure.pt * share * MM * 0.72
        text = max(lines(prose.plain(item.text), self._scale.base.pt, measure - 10) for item in block.items)
        rows = ceil(len(block.items) / columns)
        return rows * (11 + value + text * self._line) + (rows - 1) * 1.5 * self._line

    def _areas(self, block: blocks.FocusAreas) -> float:
        if look.area_columns(len(block.items)) == 1:
            return sum(self._wide_area(area) for area in block.items)
        highest = max(self._area(area, self._page.columns(6) - 8) for area in block.items)
        return ceil(len(block.items) / 2) * highest

    def _wide_area(self, area: blocks.FocusArea) -> float:
        name = self._lines(area.title, self._scale.h3, self._page.columns(4))
        question = self._lines(prose.plain(area.question), self._scale.lead, self._text, 1.4, ITALIC)
        text = self._nodes(area.text, self._text) + 3 if area.text else 0
        return max((24 if area.icon else 4) + name, 4 + question + text) + 10

    def _area(self, area: blocks.FocusArea, measure: float) -> float:
        name = self._lines(area.title, self._scale.h3, measure)
        question = self._lines(prose.plain(area.question), self._scale.lead, measure, 1.4, ITALIC)
        text = self._nodes(area.text, measure) + 3 if area.text else 0
        return (24 if area.icon else 4) + name + 2 + question + text + 6

    def _partners(self, block: blocks.Partners) -> float:
        columns = look.partner_columns(block)
        measure = self._page.columns(12 // columns)
        large = look.partners_are_large(block)
        size, line, space = (
            (self._scale.h3.pt, self._scale.h3.pt * 1.2 * MM, 7) if large else (self._scale.base.pt, self._line, 4.9)
        )
        deepest = (
            max(lines(partner.name, size, measure) for partner in block.items[first : first + columns])
            for first in range(0, len(block.items), columns)
        )
        return sum(count * line + space for count in deepest)

    def _article(self, article: blocks.Article) -> float:
        line = self._line
        story = self._lines(article.headline, self._scale.h3, self._text) + 0.5 * line
        story += line * (bool(article.byline) + 1.5 * bool(article.link))
        story += lines(prose.plain(article.standfirst), self._scale.base.pt, self._text) * line
        story += self._nodes(article.text, self._text)
        return max(story, 42 if article.picture else 0) + 3 + line

    def _event(self, event: blocks.Event) -> float:
        line = self._line
        story = self._lines(event.title, self._scale.h3, self._text)
        story += line * (bool(event.place) + 1.5 * bool(event.link))
        story += (lines(prose.plain(event.text), self._scale.base.pt, self._text) + 0.5) * line if event.text else 0
        return max(story, 2 * line) + 3 + line
