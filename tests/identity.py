"""
What an edition says, and what each output says: so that the two can be compared.

The facts come from the `Edition` alone and the outputs are read back by libraries that had no part in
making them (pypdfium2, pikepdf, html5lib), so a text that a template forgets cannot hide.
"""

import io
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from email import message_from_bytes, policy
from typing import Any

import html5lib
import pikepdf
import pypdfium2
from babel.dates import format_date
from pydantic import BaseModel

from publish import prose
from publish.blocks import Events, Partners, Quote
from publish.edition import Edition

NOT_SHOWN = {"icon", "picture", "lang", "kind"}
LINKS = {"link", "website"}


@dataclass(frozen=True)
class Facts:
    """Everything that must be found again. Texts are as they stand in the tree; dates as a reader writes them."""

    texts: tuple[str, ...]
    links: tuple[str, ...]
    alts: tuple[str, ...]


@dataclass(frozen=True)
class Output:
    """What one finished file says."""

    text: str
    links: frozenset[str]
    alts: frozenset[str]


# -- the source -----------------------------------------------------------------------------


def facts_of(edition: Edition) -> Facts:
    """Every text, link and text alternative of the edition, its head included; the preheader is the mail's alone."""
    found = [fact for fact in _facts(edition) if fact[1]]
    picked = {
        kind: tuple(dict.fromkeys(text for key, text in found if key == kind)) for kind in ("text", "link", "alt")
    }
    return Facts(picked["text"], picked["link"], picked["alt"])


def spoken(edition: Edition) -> list[str]:
    """Every text as often as the edition says it."""
    return [text for key, text in _facts(edition) if key == "text" and squeeze(text)]


def _facts(edition: Edition) -> Iterator[tuple[str, str]]:
    yield "text", edition.title
    yield "text", edition.category
    yield "text", _day(edition.date, edition.language)
    if edition.updated:
        yield "text", _day(edition.updated, edition.language)
    if edition.cover:
        yield "alt", edition.cover.alt
    yield from _inline(edition.standfirst)
    for chapter in edition.chapters:
        yield from _inline(chapter.heading)
    for nodes in edition.nodes():
        yield from _nodes(nodes)
    for block in edition.blocks:
        yield from _fields(block, edition.language)


def _fields(value: BaseModel, language: str) -> Iterator[tuple[str, str]]:
    for name in type(value).model_fields:
        if name not in NOT_SHOWN:
            yield from _field(name, getattr(value, name), language)


def _field(name: str, value: Any, language: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, BaseModel):
        yield from _fields(value, language)
    elif isinstance(value, date):
        yield "text", _day(value, language)
    elif isinstance(value, str):
        yield ("link" if name in LINKS else "alt" if name == "alt" else "text"), value
    elif isinstance(value, tuple) and value and isinstance(value[0], BaseModel):
        for item in value:
            yield from _fields(item, language)
    elif isinstance(value, tuple):
        is_line = bool(value) and isinstance(value[0], prose.Inline)
        yield from _inline(value) if is_line else _nodes(value)


def _nodes(nodes: tuple[prose.Node, ...]) -> Iterator[tuple[str, str]]:
    for run in prose.inlines(nodes):
        yield from _inline(run)
    for node in _all(nodes):
        if isinstance(node, prose.Illustration):
            yield "alt", node.alt
        if isinstance(node, prose.CodeBlock):
            yield "text", node.text


def _all(nodes: tuple[prose.Node, ...]) -> Iterator[prose.Node]:
    for node in nodes:
        yield node
        if isinstance(node, prose.BlockQuote):
            yield from _all(node.children)
        if isinstance(node, prose.ItemList):
            for item in node.items:
                yield from _all(item.children)


def _inline(run: tuple[prose.Inline, ...]) -> Iterator[tuple[str, str]]:
    """Texts between note marks, which outputs may write as they like."""
    words: list[str] = []
    for child in run:
        if isinstance(child, prose.NoteMark):
            yield "text", "".join(words)
            words = []
        else:
            words.append(prose.plain((child,)))
    yield "text", "".join(words)
    for link in prose.links(run):
        if not link.href.startswith("#"):
            yield "link", link.href


def _day(day: date, language: str) -> str:
    return format_date(day, "long", locale=language if language != "en" else "en_GB")


# -- the outputs ----------------------------------------------------------------------------


def read_pdf(data: bytes) -> Output:
    """The text layer by pypdfium2; links and alternate texts by pikepdf."""
    document = pypdfium2.PdfDocument(data)
    text = "\n".join(page.get_textpage().get_text_bounded() for page in document)
    document.close()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        links = {
            str(note.A.URI) for page in pdf.pages for note in page.get("/Annots", []) if "/URI" in note.get("/A", {})
        }
        alts = {str(obj.Alt) for obj in pdf.objects if isinstance(obj, pikepdf.Dictionary) and "/Alt" in obj}
    return Output(text, frozenset(links), frozenset(alts))


def read_html(data: bytes) -> Output:
    """What a browser would show, by html5lib."""
    tree = html5lib.parse(data, namespaceHTMLElements=False, transport_encoding="utf-8")
    for parent in list(tree.iter()):
        for child in list(parent):
            if isinstance(child.tag, str) and child.tag in ("style", "script", "template"):
                parent.remove(child)
    return Output(
        "".join(tree.find("body").itertext()),
        frozenset(a.get("href", "") for a in tree.iter("a")),
        frozenset(img.get("alt", "") for img in tree.iter("img")),
    )


def read_text(data: bytes) -> Output:
    """Plain text: its links and text alternatives stand in the text, numbers of links and signs of quotes between."""
    text = data.decode("utf-8")
    links = frozenset(re.findall(r"(?:https?://|mailto:|tel:)[^\s>)]+", text))
    words = re.sub(r"\u00a0\[\d+\]|(?m:^ *[>|] ?)", "", text)
    return Output(words, links, frozenset({words}))


def read_message(data: bytes) -> dict[str, Output]:
    """Both parts of a message, as a mail program takes it apart."""
    message = message_from_bytes(data, policy=policy.default)
    parts = {part.get_content_type(): part.get_content().encode() for part in message.walk() if not part.is_multipart()}
    return {"text": read_text(parts["text/plain"]), "html": read_html(parts["text/html"])}


# -- the comparison -------------------------------------------------------------------------


def squeeze(text: str) -> str:
    """
    Letters, digits and signs alone: line ends, hyphens at them and blanks say nothing.

    Nor do round brackets: beside Arabic, readers of PDF disagree on which of the pair stands first.
    """
    text = unicodedata.normalize("NFC", text)
    return re.sub(r"[\s\u00ad\u200b\u2010\u2011\ufffe\-()]+", "", text)


def missing(facts: Facts, output: Output) -> list[str]:
    """The facts that *output* does not hold."""
    text = squeeze(output.text)
    alts = squeeze(" ".join(output.alts))
    lost = [f"text: {fact}" for fact in facts.texts if squeeze(fact) not in text]
    lost += [f"alt: {fact}" for fact in facts.alts if squeeze(fact) not in alts]
    return lost + [f"link: {fact}" for fact in facts.links if not _linked(fact, output)]


def too_seldom(texts: list[str], output: Output) -> list[str]:
    """The texts that stand less often in *output* than in the edition, within longer texts too."""
    said = squeeze(output.text)
    wanted = [squeeze(text) for text in texts]
    return [text for text in dict.fromkeys(wanted) if said.count(text) < sum(one.count(text) for one in wanted)]


def _linked(href: str, output: Output) -> bool:
    bare = href.removeprefix("mailto:").removeprefix("tel:")
    return (
        href in output.links or href.rstrip("/") in {link.rstrip("/") for link in output.links} or bare in output.text
    )


def numbers(facts: Facts) -> list[str]:
    """All numbers, sorted, however a language groups their digits or marks their decimals."""
    found = (number for text in facts.texts for number in re.findall(r"\d(?:[\d\u00a0.,]*\d)?", text))
    return sorted(re.sub(r"\D", "", number) for number in found)


def names(edition: Edition) -> list[str]:
    """Partners and speakers, who have the same name in every language."""
    partners = [item.name for block in edition.blocks if isinstance(block, Partners) for item in block.items]
    return partners + [block.by for block in edition.blocks if isinstance(block, Quote)]


def dates(edition: Edition) -> list[date | None]:
    """The days that the edition names in its fields."""
    events = [item for block in edition.blocks if isinstance(block, Events) for item in block.items]
    return [edition.date, edition.updated, *(day for event in events for day in (event.date, event.end))]
