"""Inline Markdown: the tokens inside one paragraph, heading or cell, as inline nodes."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING, TypeAlias

from publish import prose
from publish.markdown.faults import Fault, is_language, link_fault, link_hint
from publish.markdown.typography import typeset

if TYPE_CHECKING:
    from markdown_it.tree import SyntaxTreeNode

Children: TypeAlias = tuple[prose.Inline, ...]

ATTRIBUTES_HINT = "known here: `{lang=…}` after `[words]`, and `{#id lang=…}` on the line above a paragraph or heading"

_LEFT_OVER = (
    (re.compile(r"\[\^[^\[\]\s]+\]"), "E156", "the footnote `{}` has no text", "add a line `{}: …`"),
    (re.compile(r"(?<!!)\[[^\[\]]+\]\[[^\[\]]*\]"), "E158", "the link `{}` has no address", "write [words](address)"),
    (
        re.compile(r"\{(?:[#.][\w-]+|[\w-]+=[^{}\s]*)\}"),
        "E159",
        "the attribute `{}` belongs to nothing",
        ATTRIBUTES_HINT.replace("{", "{{").replace("}", "}}"),
    ),
)
"""
Markdown that stayed text because something is missing: rule, code, message, hint. No rule reads past the next sign
like the one it begins with, so that it takes no longer than the text is long.
"""


@dataclass
class InlineReader:
    """Reads inline tokens and gathers faults. `line` is where the current block begins."""

    source: str
    language: str
    inside_block: bool = False
    faults: list[Fault] = field(default_factory=list)
    line: int = 1
    _last_char: str = ""

    @cached_property
    def lines(self) -> list[str]:
        """The lines of the source; they are looked at once a fault."""
        return self.source.split("\n")

    def fault(self, code: str, message: str, *, near: str = "", hint: str = "") -> None:
        """Note a fault, at *near* if that stands on or below the current line."""
        line, column = self._find(near)
        self.faults.append(Fault(code, message, line, column, hint))

    def _find(self, near: str) -> tuple[int, int]:
        first = near.split("\n", 1)[0]
        for number in range(self.line, min(self.line + 400, len(self.lines) + 1)):
            if first and (column := self.lines[number - 1].find(first)) >= 0:
                return number, column + 1
        return self.line, 0

    def inline(self, node: "SyntaxTreeNode") -> Children:
        """The inline tree of one paragraph, heading or cell."""
        if node.map:
            self.line = node.map[0] + 1
        self._last_char = ""
        return self._run(node.children)

    def _run(self, nodes: "list[SyntaxTreeNode]") -> Children:
        out: list[prose.Inline] = []
        # Text and line ends are set together, so that a number keeps its unit across lines.
        for is_text, run in groupby(nodes, key=lambda node: node.type in ("text", "softbreak")):
            if is_text:
                content = "".join(node.content if node.type == "text" else " " for node in run)
                out += [self._text(content)] if content else []
            else:
                out += [child for node in run for child in self._one(node)]
        return tuple(out)

    def _one(self, node: "SyntaxTreeNode") -> Iterator[prose.Inline]:
        match node.type:
            case "hardbreak":
                self._last_char = " "
                yield prose.Break()
            case "em":
                yield prose.Emphasis(self._run(node.children))
            case "strong":
                yield prose.Strong(self._run(node.children))
            case "code_inline":
                self._last_char = node.content[-1:]
                yield prose.Code(node.content)
            case "link":
                yield self._link(node)
            case "span":
                yield from self._span(node)
            case "footnote_ref":
                yield from self._note_mark(node)
            case "html_inline":
                self.raw_html(node.content)
            case "image":
                hint = "give it a paragraph of its own, with blank lines around it"
                self.fault("E155", "a picture stands inside a line of text", near="![", hint=hint)
            case _:
                self.fault("E166", f"this form of Markdown is not known here: {node.type.replace('_', ' ')}")

    def _text(self, content: str) -> prose.Text:
        for rule, code, message, hint in _LEFT_OVER:
            for found in rule.finditer(content):
                advice = hint.format(found[0])
                if code == "E156" and self.inside_block:
                    advice = "a footnote cannot be called inside a block; call it from the prose"
                self.fault(code, message.format(found[0]), near=found[0], hint=advice)
        text = typeset(content, self.language, before=self._last_char)
        self._last_char = text[-1:] or self._last_char
        return prose.Text(text)

    def _link(self, node: "SyntaxTreeNode") -> prose.Inline:
        href = str(node.attrs.get("href", ""))
        if reason := link_fault(href):
            self.fault("E151", reason, near=href, hint=link_hint(href))
        children = self._run(node.children)
        if not prose.plain(children).strip():
            self.fault("E160", f"the link to '{href}' has no text", near="](")
        language = self.attributes(node, allowed=("lang", "href", "title"))
        link = prose.Link(href, children)
        return prose.Span(language, (link,)) if language else link

    def _span(self, node: "SyntaxTreeNode") -> Iterator[prose.Inline]:
        language = self.attributes(node)
        children = self._run(node.children)
        if language:
            yield prose.Span(language, children)
        else:
            yield from children

    def _note_mark(self, node: "SyntaxTreeNode") -> Iterator[prose.Inline]:
        if self.inside_block:
            self.fault("E156", "a footnote cannot be called inside a block", near="[^", hint="call it from the prose")
            return
        yield prose.NoteMark(int(node.meta["id"]) + 1)

    def raw_html(self, content: str) -> None:
        if content.startswith("<!--"):
            hint = "what is not to be read belongs in the commit message; an edition holds no comments"
        else:
            hint = "write Markdown: *emphasis*, **strong**, [words](address); a lone `<` as `\\<`"
        self.fault("E150", f"raw HTML is not allowed: '{content.strip()[:40]}'", near=content.strip(), hint=hint)

    def attributes(self, node: "SyntaxTreeNode", *, allowed: tuple[str, ...] = ("lang",)) -> str:
        """The language given in `{lang=…}`, once every other attribute is refused."""
        for name in node.attrs:
            if name not in allowed:
                self.fault("E159", f"the attribute `{name}` is not known here", near=name, hint=ATTRIBUTES_HINT)
        language = str(node.attrs.get("lang", ""))
        if language and not is_language(language):
            hint = "write it like `sv`, `en` or `en-GB`"
            self.fault("E159", f"expected a language, found '{language}'", near=language, hint=hint)
            return ""
        return "" if language == self.language else language
