"""
What an edition says: every text, date, link and text alternative, each with its line in the Markdown.

Blocks are walked by the types of their fields, so that a new kind or a new field is among the facts by itself.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, Literal, TypeAlias, get_args

from pydantic import BaseModel

from publish import blocks, prose
from publish.edition import Edition, Placed, Prose
from publish.prose import Node
from publish.theme import dates

Role: TypeAlias = Literal["text", "date", "alt", "link", "picture"]

_BY_TYPE: dict[Any, Role | None] = {
    get_args(blocks.Href)[1].func: "link",
    get_args(blocks.Alt)[1].func: "alt",
    get_args(blocks.Icon)[1].func: None,
    get_args(blocks.Language)[1].func: None,
    get_args(blocks.PictureName)[1].func: "picture",
}
"""What becomes of a string in a field of that type; all others are texts."""
HEAD = 0
"""The part that the front matter is."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that is said."""

    role: Role
    kind: str
    """`paragraph`, `heading`, or block and field like `partners.name`."""
    words: str
    """As it is shown; the address of a link, the ISO form of a date."""
    part: int
    """Counts headings of chapters, runs of prose and blocks in reading order; 0 is the front matter."""
    line: int
    """In the Markdown, of its node or block."""
    is_exact: bool = False
    """Whether the line is its own, and not only that of its block."""
    forms: tuple[str, ...] = ()
    """Other ways to write the same."""
    label: str = ""
    """The words of a link, where the source says which."""
    language: str = ""
    """Only where it differs from the edition's."""
    has_code: bool = False
    """Whether it shows signs that elsewhere would be markup."""


@dataclass(frozen=True, slots=True)
class Facts:
    """All of them in reading order."""

    all: tuple[Fact, ...]

    def of(self, *roles: Role) -> tuple[Fact, ...]:
        """Those that play one of these roles."""
        return tuple(fact for fact in self.all if fact.role in roles)


@dataclass
class _Walk:
    """Goes through the edition and notes where it is."""

    locale: str
    part: int = HEAD
    line: int = 0
    kind: str = ""
    language: str = ""
    found: list[Fact] = field(default_factory=list)

    def add(self, role: Role, words: str, kind: str = "", *, line: int = 0, **more: Any) -> None:
        if any(char.isalnum() for char in words):
            more.setdefault("language", self.language)
            fact = Fact(role, kind or self.kind, words, self.part, line or self.line, is_exact=bool(line), **more)
            self.found.append(fact)

    # -- prose ------------------------------------------------------------------------------

    def inline(self, run: tuple[prose.Inline, ...], kind: str, line: int = 0) -> None:
        """A run of text, in pieces where notes are called: outputs write the marks as they like."""
        pieces = _pieces(run)
        has_code = _has_code(run)
        for words, mark in pieces:
            forms = (f"{words}{mark}",) if mark else ()
            self.add("text", words, kind, line=line, forms=forms, has_code=has_code)
        for link in prose.links(run):
            if not link.href.startswith("#"):
                self.add("link", link.href, f"link in {kind}", line=line, label=prose.plain(link.children))

    def nodes(self, nodes: Sequence[prose.Node], prefix: str, *, own_lines: bool) -> None:
        for node in nodes:
            outer = self.language
            self.language = getattr(node, "language", "") or outer
            self.node(node, prefix, node.line if own_lines else 0)
            self.language = outer

    def node(self, node: prose.Node, prefix: str, line: int) -> None:
        name = prefix or _NAMES.get(type(node), "text")
        match node:
            case prose.Paragraph() | prose.Heading():
                self.inline(node.children, name, line)
            case prose.ItemList():
                for item in node.items:
                    self.nodes(item.children, prefix or "list item", own_lines=bool(line))
            case prose.BlockQuote():
                self.nodes(node.children, prefix or "quotation", own_lines=bool(line))
            case prose.Table():
                for cell in (*node.head, *(cell for row in node.rows for cell in row)):
                    self.cell(cell, name, line)
            case prose.Illustration():
                self.add("alt", node.alt, "text alternative", line=line)
                self.add("picture", node.picture, "picture", line=line)
                self.inline(node.caption, "caption", line)
            case prose.CodeBlock():
                self.add("text", node.text, name, line=line, has_code=True)
            case prose.Rule():
                pass

    def cell(self, cell: tuple[prose.Inline, ...], name: str, line: int) -> None:
        outer, self.line = self.line, line or self.line
        self.inline(cell, name)
        self.line = outer

    # -- blocks -----------------------------------------------------------------------------

    def fields(self, value: BaseModel, name: str) -> None:
        outer = self.language
        label = _label(value)
        days = [day for key in type(value).model_fields if isinstance(day := getattr(value, key), dt.date)]
        for key, info in type(value).model_fields.items():
            # What is said is in another language; who said it is not.
            self.language = (getattr(value, "lang", "") or outer) if key == "text" else outer
            self.field(getattr(value, key), f"{name}.{key}", _validator(info.metadata), label, days)
        self.language = outer

    def field(self, value: Any, name: str, validator: Any, label: str, days: Sequence[dt.date]) -> None:
        match value:
            case dt.date():
                self.day(value, name, days)
            case str():
                if role := _BY_TYPE.get(validator, "text"):
                    self.add(role, value, name, label=label if role == "link" else "")
            case BaseModel():
                self.fields(value, name)
            case tuple() if value and isinstance(value[0], BaseModel):
                for item in value:
                    self.fields(item, name.removesuffix(".items"))
            case tuple() if value and isinstance(value[0], prose.Node):
                self.nodes(value, name, own_lines=False)
            case tuple() if value:
                self.inline(value, name)
            case _:
                pass

    def day(self, value: dt.date, name: str, days: Sequence[dt.date] = (), line: int = 0) -> None:
        self.add("date", value.isoformat(), name, line=line, forms=_forms(value, days, self.locale))


_NAMES: dict[type, str] = {
    prose.Paragraph: "paragraph",
    prose.Heading: "heading",
    prose.Table: "table cell",
    prose.CodeBlock: "code",
}


_HREF, _LINK_WORDS = (get_args(kind)[1].func for kind in (blocks.Href, blocks.LinkWords))


def _label(value: BaseModel) -> str:
    """The words of the link in a block that has one link and one text for it."""
    fields = [(key, _validator(info.metadata)) for key, info in type(value).model_fields.items()]
    links, labels = ([key for key, made in fields if made is wanted] for wanted in (_HREF, _LINK_WORDS))
    return str(getattr(value, labels[0])) if len(links) == len(labels) == 1 else ""


def _validator(metadata: Sequence[Any]) -> Any:
    """What makes a field's type another than the next."""
    return next((found for one in metadata if (found := getattr(one, "func", None))), None)


def _pieces(run: tuple[prose.Inline, ...]) -> list[tuple[str, str]]:
    """The words between the marks of notes, each with the number that follows it."""
    pieces: list[tuple[str, str]] = []
    words: list[str] = []

    def walk(children: tuple[prose.Inline, ...]) -> None:
        for child in children:
            if isinstance(child, prose.NoteMark):
                pieces.append(("".join(words), str(child.number)))
                words.clear()
            elif isinstance(child, prose.Emphasis | prose.Strong | prose.Link | prose.Span):
                walk(child.children)
            else:
                words.append(prose.plain((child,)))

    walk(run)
    return [*pieces, ("".join(words), "")]


def _has_code(run: tuple[prose.Inline, ...]) -> bool:
    return any(
        isinstance(child, prose.Code)
        or (isinstance(child, prose.Emphasis | prose.Strong | prose.Link | prose.Span) and _has_code(child.children))
        for child in run
    )


def _forms(day: dt.date, days: Sequence[dt.date], locale: str) -> tuple[str, ...]:
    """A day as people of a language write it, alone or from the first of *days* to the next."""
    from babel.core import UnknownLocaleError
    from babel.dates import format_date

    babel = locale.replace("-", "_")
    try:
        alone = [format_date(day, form, locale=babel) for form in ("long", "medium", "short")]
        spans = [dates.days(first, last, locale) for first, last in pairwise(days) if first <= last]
    except (UnknownLocaleError, ValueError):
        return ()
    return tuple(dict.fromkeys((*alone, *spans)))


def facts_of(edition: Edition, locale: str) -> Facts:
    """Everything *edition* says in its outputs. What only the message says, subject and preheader, is not among it."""
    walk = _Walk(locale)
    _head(walk, edition)
    for chapter in edition.chapters:
        walk.part += 1
        walk.line = chapter.line
        walk.inline(chapter.heading, "heading of a chapter", chapter.line)
        for part in chapter.parts:
            walk.part += 1
            _part(walk, part)
    walk.part += 1
    for note in edition.notes:
        walk.line = note.line
        walk.nodes(note.children, "note", own_lines=True)
    return Facts(tuple(walk.found))


def facts_of_head(edition: Edition, locale: str) -> tuple[Fact, ...]:
    """What the front matter says, to the message too."""
    walk = _Walk(locale)
    _head(walk, edition)
    walk.add("text", edition.preheader, "preheader")
    walk.add("text", edition.subject, "subject")
    return tuple(walk.found)


def facts_of_part(part: Prose | Placed | Node, locale: str, *, line: int = 0) -> tuple[Fact, ...]:
    """What one block, one run of prose or one node of it says."""
    walk = _Walk(locale, line=line)
    if isinstance(part, Prose | Placed):
        _part(walk, part)
    else:
        walk.nodes((part,), "", own_lines=True)
    return tuple(walk.found)


def _head(walk: _Walk, edition: Edition) -> None:
    walk.add("text", edition.title, "title")
    walk.add("text", edition.category, "category")
    walk.day(edition.date, "date")
    if edition.updated:
        walk.day(edition.updated, "updated")
    walk.inline(edition.standfirst, "standfirst")
    if edition.cover:
        walk.add("alt", edition.cover.alt, "cover.alt")
        walk.add("picture", edition.cover.picture, "cover.picture")


def _part(walk: _Walk, part: Prose | Placed) -> None:
    walk.line = part.line
    if isinstance(part, Prose):
        walk.nodes(part.nodes, "", own_lines=True)
    else:
        walk.fields(part.block, part.kind)
