"""Markdown in, the tree of `prose` and all faults out."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from publish import prose
from publish.markdown.faults import Fault
from publish.markdown.inline import Children, InlineReader
from publish.markdown.typography import typeset

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_core import StateCore
    from markdown_it.token import Token
    from markdown_it.tree import SyntaxTreeNode


_LONGEST = 20_000
"""Characters of one paragraph, heading or cell."""
_BRACKETS = 30
"""Square brackets that are open in it at once."""
_DEEPEST = 20
"""Emphasis, links and spans in each other, as many as the parser takes for lists and quotations."""
_LEFT_OUT = "left out"
"""Where the parser's environment keeps what was too long or too deep to be read."""


@dataclass(frozen=True, slots=True)
class Fence:
    """A fenced part at the margin. The reader of the edition decides whether it is a block or code."""

    info: str
    text: str
    line: int
    """The opening fence; the text starts one below."""
    closed: bool


@dataclass(frozen=True, slots=True)
class ChapterHeading:
    """A heading of level 2."""

    children: tuple[prose.Inline, ...]
    id: str
    line: int


@dataclass(frozen=True, slots=True)
class Body:
    """A whole Markdown text."""

    parts: "tuple[prose.Node | Fence | ChapterHeading, ...]"
    notes: tuple[prose.Note, ...]
    faults: tuple[Fault, ...]


@cache
def _parser() -> "MarkdownIt":
    from markdown_it import MarkdownIt
    from mdit_py_plugins.attrs import attrs_block_plugin, attrs_plugin
    from mdit_py_plugins.footnote import footnote_plugin

    parser = MarkdownIt("commonmark", {"html": True}).enable("table")
    parser.use(attrs_plugin, spans=True).use(attrs_block_plugin).use(footnote_plugin)
    # A link that is not allowed must become a problem, not a line of brackets in the brochure.
    parser.validateLink = lambda url: True  # type: ignore[method-assign]  # noqa: ARG005
    parser.core.ruler.before("inline", "long", _leave_out_long)
    parser.core.ruler.after("footnote_tail", "deep", _leave_out_deep)
    return parser


def _leave_out_long(state: "StateCore") -> None:
    """Leave out what the parser would read for minutes: its time grows with the square of a run of open brackets."""
    for token in state.tokens:
        if token.type != "inline":
            continue
        if len(token.content) > _LONGEST:
            message = f"a paragraph, heading or cell has {len(token.content)} characters, expected at most {_LONGEST}"
            _leave_out(state, token, message, "divide it with blank lines")
        elif _open_brackets(token.content) > _BRACKETS:
            message = f"more than {_BRACKETS} brackets are opened here and not closed"
            _leave_out(state, token, message, "write `]` where each ends")


def _open_brackets(text: str) -> int:
    """How many square brackets are open at once, at most."""
    most = now = 0
    for bracket in re.findall(r"[\[\]]", text):
        now = now + 1 if bracket == "[" else max(0, now - 1)
        most = max(most, now)
    return most


def _leave_out_deep(state: "StateCore") -> None:
    """Leave out what cannot be walked through: emphasis in emphasis, a thousand times."""
    for token in state.tokens:
        if token.type == "inline" and _depth(token) > _DEEPEST:
            message = f"emphasis and links stand in each other more than {_DEEPEST} deep"
            _leave_out(state, token, message, "write `\\*` for a star that is to be seen")


def _leave_out(state: "StateCore", token: "Token", message: str, hint: str) -> None:
    state.env.setdefault(_LEFT_OUT, []).append(Fault("E167", message, (token.map or (0, 0))[0] + 1, 0, hint))
    token.content, token.children = "", []


def _depth(inline: "Token") -> int:
    """How many forms stand in each other at most; a picture's words stand one deeper."""
    return max(accumulate(token.nesting for token in _flat(inline)), default=0)


def _flat(inline: "Token") -> "Iterator[Token]":
    for token in inline.children or ():
        yield token
        if token.children:
            yield from _flat(token)


def _tree(source: str) -> "tuple[SyntaxTreeNode, dict[str, Any]]":
    from markdown_it.tree import SyntaxTreeNode

    environment: dict[str, Any] = {}
    tokens = [token for token in _parser().parse(source, environment) if token.type != "footnote_anchor"]
    return SyntaxTreeNode(tokens), environment


def read_body(text: str, language: str) -> Body:
    """Read a whole text: chapters, fences, prose and footnotes."""
    root, environment = _tree(text)
    reader = _Reader(text, language)
    parts: list[prose.Node | Fence | ChapterHeading] = []
    notes: tuple[prose.Note, ...] = ()
    for node in root.children:
        if node.type == "footnote_block":
            notes = tuple(reader.note(child) for child in node.children)
        elif node.type == "fence" and node.level == 0:
            parts.append(reader.fence(node))
        elif node.type == "heading" and node.tag == "h2":
            parts.append(reader.chapter_heading(node))
        else:
            parts.extend(reader.block(node))
    reader.uncalled_notes(environment)
    return Body(tuple(parts), notes, (*environment.get(_LEFT_OUT, ()), *reader.faults))


def read_nodes(text: str, language: str) -> tuple[tuple[prose.Node, ...], tuple[Fault, ...]]:
    """Read the paragraphs, lists and tables that a field of a block may hold."""
    root, environment = _tree(text)
    reader = _Reader(text, language, inside_block=True)
    nodes = tuple(part for node in root.children if node.type != "footnote_block" for part in reader.block(node))
    return nodes, (*environment.get(_LEFT_OUT, ()), *reader.faults)


def read_line(text: str, language: str) -> tuple[tuple[prose.Inline, ...], tuple[Fault, ...]]:
    """Read a text without paragraphs: emphasis, links, code, words in another language."""
    nodes, faults = read_nodes(text, language)
    if len(nodes) == 1 and isinstance(paragraph := nodes[0], prose.Paragraph) and not paragraph.language:
        return paragraph.children, faults
    if not faults:
        faults = (Fault("E165", "expected one line of text, found paragraphs, a list or another larger form", 1, 1),)
    return (), faults


@dataclass
class _Reader(InlineReader):
    """Walks the blocks of a syntax tree; gathers faults as it goes."""

    _level: int = 2
    _ids: dict[str, int] = field(default_factory=dict)
    """Each id, and the last number that was put behind it."""

    # -- blocks -----------------------------------------------------------------------------

    def block(self, node: "SyntaxTreeNode") -> Iterator[prose.Node]:
        """The tree below one block token: usually one node."""
        if node.map:
            self.line = node.map[0] + 1
        read: Callable[[SyntaxTreeNode], Iterator[prose.Node]] | None = getattr(self, f"_{node.type}", None)
        if read is None:
            self.fault("E166", f"this form of Markdown is not known here: {node.type.replace('_', ' ')}")
            return
        yield from read(node)

    def _blocks(self, node: "SyntaxTreeNode") -> tuple[prose.Node, ...]:
        return tuple(part for child in node.children for part in self.block(child))

    def _paragraph(self, node: "SyntaxTreeNode") -> Iterator[prose.Node]:
        line, language = self.line, self.attributes(node)
        inline = node.children[0].children or []
        if len(inline) == 1 and inline[0].type == "image":
            yield from self._picture(inline[0], line)
        elif children := self.inline(node.children[0]):
            yield prose.Paragraph(children, line, language)

    def _picture(self, image: "SyntaxTreeNode", line: int) -> Iterator[prose.Node]:
        source, alt = str(image.attrs.get("src", "")), image.content.strip()
        if self.inside_block:
            self.fault("E155", "a picture cannot stand in this field", near="![", hint="give it a field `picture`")
            return
        if not alt:
            hint = "write what one would say instead of the picture: ![a bridge in fog](bridge.jpg)"
            self.fault("E154", f"the picture '{source}' has no text alternative", near="![", hint=hint)
        caption: Children = ()
        if title := str(image.attrs.get("title", "")):
            caption, faults = read_line(title, self.language)
            for found in faults:
                self.fault(found.code, found.message, near=title, hint=found.hint)
        yield prose.Illustration(source, typeset(alt, self.language), caption, line)

    def _heading(self, node: "SyntaxTreeNode") -> Iterator[prose.Node]:
        line, level = self.line, int(node.tag[1])
        children, identity, language = self._heading_parts(node)
        if self.inside_block:
            self.fault("E163", "a heading cannot stand inside a block", hint="end the block before it")
        elif level == 1:
            hint = "the title in the front matter is the only heading of level 1; begin with `##`"
            self.fault("E152", "a heading of level 1 stands in the text", near="#", hint=hint)
        elif level > self._level + 1:
            message = f"a heading of level {level} follows one of level {self._level}; no level may be skipped"
            self.fault("E153", message, near="#" * level, hint=f"write `{'#' * (self._level + 1)}`")
        self._level = max(level, 2)
        yield prose.Heading(level, identity, children, line, language)

    def chapter_heading(self, node: "SyntaxTreeNode") -> ChapterHeading:
        """A heading of level 2."""
        self.line = line = (node.map or (0, 0))[0] + 1
        children, identity, language = self._heading_parts(node)
        self._level = 2
        return ChapterHeading((prose.Span(language, children),) if language else children, identity, line)

    def _heading_parts(self, node: "SyntaxTreeNode") -> tuple[Children, str, str]:
        language = self.attributes(node, allowed=("lang", "id"))
        children = self.inline(node.children[0])
        if not prose.plain(children).strip():
            self.fault("E164", "a heading has no text", near="#")
        return children, self._identity(str(node.attrs.get("id", "")) or prose.plain(children)), language

    def _identity(self, wish: str) -> str:
        """A unique id from the words of a heading."""
        folded = wish.lower().translate(str.maketrans("åäöéüøæ", "aaoeuoa"))
        base = re.sub(r"[^a-z0-9]+", "-", folded).strip("-") or "part"
        identity = base
        while identity in self._ids:
            self._ids[base] += 1
            identity = f"{base}-{self._ids[base]}"
        self._ids[identity] = 1
        return identity

    def _bullet_list(self, node: "SyntaxTreeNode") -> Iterator[prose.Node]:
        line, language = self.line, self.attributes(node)
        yield prose.ItemList(self._items(node), None, line, language)

    def _ordered_list(self, node: "SyntaxTreeNode") -> Iterator[prose.Node]:
        line, start = self.line, int(node.children[0].info)
        # The parser keeps a first number other than 1 among the attributes; what an author puts there is none.
        own = ("start",) if node.attrs.get("start") == start else ()
        language = self.attributes(node, allowed=("lang", *own))
        yield prose.ItemList(self._items(node), start, line, language)

    def _items(self, node: "SyntaxTreeNode") -> tuple[prose.Item, ...]:
        return tuple(prose.Item(self._blocks(item)) for item in node.children)

    def _blockquote(self, node: "SyntaxTreeNode") -> Iterator[prose.Node]:
        line, language = self.line, self.attributes(node)
        yield prose.BlockQuote(self._blocks(node), line, language)

    def _fence(self, node: "SyntaxTreeNode") -> Iterator[prose.Node]:
        yield prose.CodeBlock(node.content, node.info.strip(), self.line)

    _code_block = _fence

    def _hr(self, _: "SyntaxTreeNode") -> Iterator[prose.Node]:
        yield prose.Rule(self.line)

    def _html_block(self, node: "SyntaxTreeNode") -> Iterator[prose.Node]:
        self.raw_html(node.content)
        yield from ()

    def _table(self, node: "SyntaxTreeNode") -> Iterator[prose.Node]:
        line, language = self.line, self.attributes(node)
        head = node.children[0].children[0].children
        body = node.children[1].children if len(node.children) > 1 else []
        alignments = tuple(_alignment(str(cell.attrs.get("style", ""))) for cell in head)
        rows = tuple(self._cells(row) for row in body)
        yield prose.Table(self._cells(node.children[0].children[0]), rows, alignments, line, language)

    def _cells(self, row: "SyntaxTreeNode") -> tuple[Children, ...]:
        self.line = row.map[0] + 1 if row.map else self.line
        return tuple(self.inline(cell.children[0]) if cell.children else () for cell in row.children)

    def fence(self, node: "SyntaxTreeNode") -> Fence:
        """A fence at the margin."""
        start, end = node.map or (0, 0)
        last = self.lines[end - 1].strip() if end else ""
        closed = end - start > 1 and set(last) == {node.markup[0]} and len(last) >= len(node.markup)
        return Fence(node.info.strip(), node.content, start + 1, closed)

    def note(self, node: "SyntaxTreeNode") -> prose.Note:
        """A footnote."""
        children = self._blocks(node)
        line = next((child.line for child in children), self.line)
        return prose.Note(int(node.meta["id"]) + 1, children, line)

    def uncalled_notes(self, environment: dict[str, Any]) -> None:
        """A note that nothing calls would be lost from every output."""
        for key, number in environment.get("footnotes", {}).get("refs", {}).items():
            if number < 0:
                self.line = 1
                call = f"[^{key[1:]}]"
                self.fault("E157", f"nothing calls the footnote `{call}`", near=f"{call}:")


def _alignment(style: str) -> prose.Alignment:
    match style.partition(":")[2].strip():
        case "center":
            return "center"
        case "right":
            return "right"
        case "left":
            return "left"
        case _:
            return ""
