"""An edition into its texts, in reading order: the front matter, prose, blocks and notes."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, get_args

from pydantic import BaseModel

from publish import blocks
from publish.check.language.passages import Anchor, Passage, Path, Source
from publish.check.language.texts import Form, Text, masked
from publish.check.subject import Subject
from publish.edition import Edition, Placed, Prose
from publish.prose import (
    BlockQuote,
    Break,
    Code,
    Emphasis,
    Heading,
    Illustration,
    Inline,
    ItemList,
    Link,
    Node,
    NoteMark,
    Paragraph,
    Span,
    Strong,
    Table,
)
from publish.prose import Text as Words

_WORDS = tuple(get_args(kind)[1] for kind in (blocks.Words, blocks.Alt, blocks.LinkWords))
"""What makes a field of a block one of words."""
_HEADINGS = frozenset({"title", "headline"})
_NAMES = frozenset({"name", "by", "byline", "place", "credit", "address"})
_CELLS = frozenset({"value", "time"})


def texts(subject: Subject) -> tuple[Text, ...]:
    """Every text of the edition."""
    source = Source(subject.sources.text)
    return tuple(_Reader(subject.edition, source).all())


@dataclass(frozen=True, slots=True)
class _Reader:
    edition: Edition
    source: Source

    def all(self) -> Iterator[Text]:
        yield from self._front()
        for chapter in self.edition.chapters:
            yield from self._run(chapter.heading, Form.HEADING, self.edition.language, self._at(chapter.line))
            for part in chapter.parts:
                yield from self._block(part) if isinstance(part, Placed) else self._nodes(part)
        for note in self.edition.notes:
            yield from self._all(note.children, self.edition.language, None)

    def _front(self) -> Iterator[Text]:
        edition = self.edition
        for name, form in (("title", Form.HEADING), ("category", Form.LINE)):
            yield from self._plain(getattr(edition, name), form, (name,))
        yield from self._run(edition.standfirst, Form.LINE, edition.language, self._in(1, ("standfirst",)))
        if edition.preheader and self._is_written("preheader"):
            yield from self._plain(edition.preheader, Form.LINE, ("preheader",))
        if edition.subject != edition.title:
            yield from self._plain(edition.subject, Form.HEADING, ("subject",))
        if edition.cover:
            yield from self._plain(edition.cover.alt, Form.LINE, ("cover", "alt"))

    def _is_written(self, name: str) -> bool:
        return any(line.startswith(f"{name}:") for line in self.source.lines[: self.edition.chapters[0].line])

    def _at(self, line: int) -> Passage:
        return Passage(self.source, Anchor(line))

    def _in(self, line: int, path: Path) -> Passage:
        return Passage(self.source, Anchor(line, path))

    def _plain(self, words: str, form: Form, path: Path, line: int = 1) -> Iterator[Text]:
        yield from self._run((Words(words),), form, self.edition.language, self._in(line, path), takes_markup=False)

    def _run(
        self,
        children: tuple[Inline, ...],
        form: Form,
        language: str,
        passage: Passage,
        *,
        takes_markup: bool = True,
    ) -> Iterator[Text]:
        run = _Run(passage, language)
        first = passage.length
        run.read(children, language)
        words = "".join(run.chars)
        if words.strip():
            own = masked(words, [(start - first, end - first) for start, end, _ in run.foreign])
            yield Text(words, own, language, form, passage, first, takes_markup, language != self.edition.language)
        for start, end, tongue in run.foreign:
            if tongue:
                piece = words[start - first : end - first]
                yield Text(piece, masked(piece, []), tongue, Form.PART, passage, start, is_foreign=True)

    # -- prose ------------------------------------------------------------------------------

    def _nodes(self, prose: Prose) -> Iterator[Text]:
        yield from self._all(prose.nodes, self.edition.language, None)

    def _all(
        self, nodes: tuple[Node, ...], language: str, passage: Passage | None, *, listed: bool = False
    ) -> Iterator[Text]:
        """The texts of *nodes*; those of a field of a block stand in one *passage*."""
        for node in nodes:
            tongue = getattr(node, "language", "") or language
            here = passage or self._at(getattr(node, "line", 0))
            match node:
                case Paragraph(children=children):
                    form = Form.LINE if listed else Form.PARAGRAPH
                    yield from self._run(children, form, tongue, here)
                case Heading(children=children):
                    yield from self._run(children, Form.HEADING, tongue, here)
                case ItemList(items=items):
                    for item in items:
                        yield from self._all(item.children, tongue, passage, listed=True)
                case BlockQuote(children=inside):
                    yield from self._all(inside, tongue, passage, listed=listed)
                case Table(head=head, rows=rows):
                    for cell in (cell for row in (head, *rows) for cell in row):
                        yield from self._run(cell, Form.CELL, tongue, here)
                case Illustration(alt=alt, caption=caption):
                    yield from self._run((Words(alt),), Form.LINE, tongue, here)
                    yield from self._run(caption, Form.LINE, tongue, here)

    # -- blocks -----------------------------------------------------------------------------

    def _block(self, placed: Placed) -> Iterator[Text]:
        block = placed.block
        items = getattr(block, "items", None)
        for position, fields in enumerate((block,) if items is None else items):
            yield from self._fields(fields, placed.line, () if items is None else (position,))

    def _fields(self, fields: BaseModel, line: int, path: Path) -> Iterator[Text]:
        tongue = getattr(fields, "lang", "") or self.edition.language
        for name, info in type(fields).model_fields.items():
            value: Any = getattr(fields, name)
            passage = self._in(line, (*path, info.alias or name))
            if not value:
                continue
            if isinstance(value, str) and any(one in _WORDS for one in info.metadata):
                yield from self._plain(value, _form(name), (*path, info.alias or name), line)
            elif isinstance(value, tuple) and isinstance(value[0], Node):
                yield from self._all(value, tongue, passage)
            elif isinstance(value, tuple):
                yield from self._run(value, Form.LINE, tongue, passage)


def _form(name: str) -> Form:
    if name in _HEADINGS:
        return Form.HEADING
    if name in _NAMES:
        return Form.NAME
    return Form.CELL if name in _CELLS else Form.LINE


@dataclass(slots=True)
class _Run:
    """Reads inline text into a passage."""

    passage: Passage
    language: str
    chars: list[str] = field(default_factory=list)
    foreign: list[tuple[int, int, str]] = field(default_factory=list)
    """From where to where in the passage, and the language; none for code."""

    def read(self, children: tuple[Inline, ...], language: str) -> None:
        """Add *children*, which are in *language*."""
        for child in children:
            match child:
                case Words(text=text):
                    self._add(text)
                case Code(text=text):
                    self.foreign.append((self._add(text), self.passage.length, ""))
                case Break():
                    self._add("\n")
                case NoteMark():
                    self.passage.mark()
                case Span(language=tongue, children=inside):
                    self._span(inside, tongue, language)
                case Link(children=inside):
                    self.read(inside, language)
                    self.passage.mark()
                case Emphasis(children=inside) | Strong(children=inside):
                    self.read(inside, language)

    def _span(self, children: tuple[Inline, ...], tongue: str, around: str) -> None:
        start = self.passage.length
        self.read(children, tongue)
        self.passage.mark()
        if tongue != around:
            self.foreign.append((start, self.passage.length, tongue))

    def _add(self, text: str) -> int:
        self.chars.append(text)
        return self.passage.add(text)
