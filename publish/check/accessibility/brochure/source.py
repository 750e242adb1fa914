"""What an edition has to say, in its order: texts, headings, lists, pictures, and words in other languages."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from publish import blocks
from publish.edition import Edition, Placed, Prose
from publish.prose import (
    BlockQuote,
    Heading,
    Illustration,
    Inline,
    ItemList,
    Node,
    NoteMark,
    Paragraph,
    Span,
    inlines,
    plain,
)


@dataclass(frozen=True, slots=True)
class Head:
    """Words that head something."""

    words: str
    what: str
    """Like `the name of a focus area`; heads of one kind are written by one template."""
    is_below: bool = False
    """Whether it stands below the heading of a chapter."""


def texts(edition: Edition) -> Iterator[str]:
    """Every run of text, from the title to the end of the last chapter. The call of a note parts two runs."""
    yield edition.title
    yield from _runs(edition.standfirst)
    for chapter in edition.chapters:
        yield from _runs(chapter.heading)
        for part in chapter.parts:
            if isinstance(part, Prose):
                yield from _of_nodes(part.nodes)
            else:
                yield from _of_block(part.block)


def _of_nodes(nodes: tuple[Node, ...]) -> Iterator[str]:
    for children in inlines(nodes):
        yield from _runs(children)


def _runs(children: tuple[Inline, ...]) -> Iterator[str]:
    run: list[Inline] = []
    for child in children:
        if isinstance(child, NoteMark):
            yield plain(tuple(run))
            run = []
        else:
            run.append(child)
    yield plain(tuple(run))


def _of_block(block: blocks.Block) -> Iterator[str]:
    """What a block says that is to be heard in this order. Names and places beside it may come before or after."""
    match block:
        case blocks.Figures():
            for figure in block.items:
                yield from _runs(figure.text)
        case blocks.FocusAreas():
            for area in block.items:
                yield area.title
                yield from _runs(area.question)
                yield from _of_nodes(area.text)
        case blocks.Partners():
            yield from (partner.name for partner in block.items)
        case blocks.Quote():
            yield from _runs(block.text)
        case blocks.Image():
            yield from _runs(block.caption)
        case blocks.CallToAction():
            yield from _runs(block.text)
            yield block.label
        case blocks.Articles():
            for article in block.items:
                yield article.headline
                yield from _runs(article.standfirst)
                yield from _of_nodes(article.text)
        case blocks.Events():
            for event in block.items:
                yield event.title
                yield from _runs(event.text)


def heads(edition: Edition) -> Iterator[Head]:
    """Everything that heads something, in order, the title first."""
    yield Head(edition.title, "the title")
    for chapter in edition.chapters:
        if chapter.title:
            yield Head(chapter.title, "the heading of a chapter")
        for part in chapter.parts:
            yield from _heads_of(part, is_below=bool(chapter.title))


def _heads_of(part: Prose | Placed, *, is_below: bool) -> Iterator[Head]:
    if isinstance(part, Prose):
        found = (node for node in part.nodes if isinstance(node, Heading))
        yield from (Head(plain(node.children), "a heading in the text", is_below) for node in found)
        return
    match part.block:
        case blocks.FocusAreas(items=areas):
            yield from (Head(area.title, "the name of a focus area", is_below) for area in areas)
        case blocks.Articles(items=articles):
            yield from (Head(article.headline, "the headline of an article", is_below) for article in articles)
        case blocks.Events(items=events):
            yield from (Head(event.title, "the name of an event", is_below) for event in events)


def lists(edition: Edition) -> Iterator[tuple[str, ...]]:
    """The items of every list and of the partners, by how they begin."""
    for block in edition.blocks:
        if isinstance(block, blocks.Partners):
            yield tuple(partner.name for partner in block.items)
    for nodes in _all_nodes(edition):
        for node in _every(nodes):
            if isinstance(node, ItemList):
                yield tuple(next(_of_nodes(item.children), "") for item in node.items)


def foreign(edition: Edition) -> Iterator[tuple[str, str, bool]]:
    """Words in another language than the edition's: the language, the words, whether a block says so."""
    for block in edition.blocks:
        if isinstance(block, blocks.Quote) and block.lang and block.lang != edition.language:
            yield block.lang, plain(block.text), True
    for nodes in _all_nodes(edition):
        for node in _every(nodes):
            if language := getattr(node, "language", ""):
                words = next(_of_nodes((node,)), "")
                yield str(language), words, False
        for children in inlines(nodes):
            yield from ((span.language, plain(span.children), False) for span in _spans(children))


def _spans(children: Sequence[Inline]) -> Iterator[Span]:
    for child in children:
        if isinstance(child, Span):
            yield child
        yield from _spans(getattr(child, "children", ()))


def alternatives(edition: Edition) -> Iterator[tuple[str, str]]:
    """Every picture that is to be heard: its file and its words."""
    if edition.cover:
        yield edition.cover.picture, edition.cover.alt
    for block in edition.blocks:
        if isinstance(block, blocks.Image):
            yield block.picture, block.alt
        if isinstance(block, blocks.Articles):
            yield from ((article.picture, article.alt) for article in block.items if article.picture)
    for nodes in _all_nodes(edition):
        for node in _every(nodes):
            if isinstance(node, Illustration) and node.alt:
                yield node.picture, node.alt


def _all_nodes(edition: Edition) -> Iterator[tuple[Node, ...]]:
    yield (Paragraph(edition.standfirst),)
    yield from edition.nodes()
    for block in edition.blocks:
        match block:
            case blocks.Articles(items=articles):
                for article in articles:
                    yield (Paragraph(article.standfirst),)
                    yield article.text
            case blocks.FocusAreas(items=areas):
                for area in areas:
                    yield (Paragraph(area.question),)
                    yield area.text
            case blocks.Figures(items=items) | blocks.Events(items=items):
                yield from ((Paragraph(item.text),) for item in items)
            case blocks.Quote() | blocks.CallToAction():
                yield (Paragraph(block.text),)
            case blocks.Image():
                yield (Paragraph(block.caption),)


def _every(nodes: tuple[Node, ...]) -> Iterator[Node]:
    for node in nodes:
        yield node
        if isinstance(node, BlockQuote):
            yield from _every(node.children)
        if isinstance(node, ItemList):
            for item in node.items:
                yield from _every(item.children)
