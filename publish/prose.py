"""
The tree of a text: what Markdown means, free of Markdown's and HTML's spelling.

`markdown` makes it and writes it as HTML, mail HTML and plain text. Every node is frozen;
text is final here (typographic quotes, dashes and no-break spaces are already in place), so all
formats say the same to the letter. Lines count from 1 in the source file.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal, TypeAlias


@dataclass(frozen=True, slots=True)
class Text:
    text: str


@dataclass(frozen=True, slots=True)
class Emphasis:
    children: "tuple[Inline, ...]"


@dataclass(frozen=True, slots=True)
class Strong:
    children: "tuple[Inline, ...]"


@dataclass(frozen=True, slots=True)
class Code:
    text: str


@dataclass(frozen=True, slots=True)
class Link:
    href: str
    """http, https, mailto or tel, or `#id` of a heading in the same edition."""
    children: "tuple[Inline, ...]"


@dataclass(frozen=True, slots=True)
class Span:
    """Words in another language: `[text]{lang=en}`."""

    language: str
    children: "tuple[Inline, ...]"


@dataclass(frozen=True, slots=True)
class Break:
    """A line break that the author asked for."""


@dataclass(frozen=True, slots=True)
class NoteMark:
    """The call of a footnote."""

    number: int
    """Counts from 1 in the order of the calls."""


Inline: TypeAlias = Text | Emphasis | Strong | Code | Link | Span | Break | NoteMark


@dataclass(frozen=True, slots=True)
class Paragraph:
    children: tuple[Inline, ...]
    line: int = field(default=0, compare=False)
    language: str = ""
    """Only where it differs from the edition's."""


@dataclass(frozen=True, slots=True)
class Heading:
    level: int
    """3 to 6: level 1 is the edition's title, level 2 opens a chapter."""
    id: str
    children: tuple[Inline, ...]
    line: int = field(default=0, compare=False)
    language: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    children: "tuple[Node, ...]"


@dataclass(frozen=True, slots=True)
class ItemList:
    items: tuple[Item, ...]
    start: int | None = None
    """The first number of an ordered list; None for bullets."""
    line: int = field(default=0, compare=False)
    language: str = ""


@dataclass(frozen=True, slots=True)
class BlockQuote:
    children: "tuple[Node, ...]"
    line: int = field(default=0, compare=False)
    language: str = ""


@dataclass(frozen=True, slots=True)
class CodeBlock:
    text: str
    info: str = ""
    line: int = field(default=0, compare=False)


Alignment: TypeAlias = Literal["left", "center", "right", ""]


@dataclass(frozen=True, slots=True)
class Table:
    head: tuple[tuple[Inline, ...], ...]
    rows: tuple[tuple[tuple[Inline, ...], ...], ...]
    alignments: tuple[Alignment, ...]
    line: int = field(default=0, compare=False)
    language: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Illustration:
    """A picture in a paragraph of its own: `![alt](file "caption")`."""

    picture: str
    """The file's name, a key of `Edition.pictures`."""
    alt: str
    caption: tuple[Inline, ...] = ()
    line: int = field(default=0, compare=False)


Node: TypeAlias = Paragraph | Heading | ItemList | BlockQuote | CodeBlock | Table | Rule | Illustration


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote."""

    number: int
    children: tuple[Node, ...]
    line: int = field(default=0, compare=False)


def inlines(nodes: "tuple[Node, ...]") -> "Iterator[tuple[Inline, ...]]":
    """Every run of inline text in *nodes*, in reading order, captions and cells included."""
    for node in nodes:
        match node:
            case Paragraph() | Heading():
                yield node.children
            case ItemList():
                for item in node.items:
                    yield from inlines(item.children)
            case BlockQuote():
                yield from inlines(node.children)
            case Table():
                yield from node.head
                for row in node.rows:
                    yield from row
            case Illustration():
                yield node.caption
            case CodeBlock() | Rule():
                pass


def plain(children: tuple[Inline, ...]) -> str:
    """The words alone, as they stand in the outputs. A break is a space, a note mark nothing."""
    words: list[str] = []
    for child in children:
        match child:
            case Text() | Code():
                words.append(child.text)
            case Break():
                words.append(" ")
            case NoteMark():
                pass
            case _:
                words.append(plain(child.children))
    return "".join(words)


def links(children: tuple[Inline, ...]) -> Iterator[Link]:
    """Every link in a run of text."""
    for child in children:
        if isinstance(child, Link):
            yield child
        if isinstance(child, Emphasis | Strong | Link | Span):
            yield from links(child.children)
