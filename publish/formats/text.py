"""
The letter as plain text, written from the edition: for readers, watches and programs that want no HTML.

At most 72 columns. An address that is longer stands on a line of its own, where it can be clicked.
The order is that of `templates/text/letter.txt.j2`; here is what its templates write with.
"""

import re
from collections.abc import Callable
from typing import Any

from publish import markdown, prose
from publish.edition import Edition
from publish.markdown import LinkList, display_width, wrap
from publish.theme import Theme

WIDTH = 72
_KEPT = "\x1e"
"""Stands for a line break that must stay, until the blank lines between parts are made even."""


def render(edition: Edition, theme: Theme, unsubscribe: str) -> str:
    """The text; *unsubscribe* is the address, or the mark that stands for it until the letter is composed."""
    pen = _Pen()
    letter = theme.render("text/letter.txt.j2", edition, unsubscribe=unsubscribe, **pen.tools)
    return re.sub(r"\n{3,}", "\n\n", letter.strip()).replace(_KEPT, "\n") + "\n"


class _Pen:
    """Writes text in lines and numbers the links it meets."""

    def __init__(self) -> None:
        self._links = LinkList()

    @property
    def tools(self) -> dict[str, Callable[..., Any]]:
        """What templates call."""
        return {
            "fold": self.fold,
            "heading": self.heading,
            "line": self.line,
            "nodes": self.nodes,
            "quoted": self.quoted,
            "linked": self.linked,
            "note": self.note,
            "bare": _bare,
            "address_list": self.address_list,
            "rule": lambda: "-" * WIDTH,
        }

    def fold(self, text: str, indent: str = "", *, first: str | None = None) -> str:
        """Words in lines; *first* stands before the first line instead of the indent."""
        return _kept(wrap(text, WIDTH, first=indent if first is None else first, rest=indent))

    def heading(self, title: str, sign: str, *, above: bool = False) -> str:
        """A title with a line of *sign* below it, and perhaps above it, as long as its longest line."""
        lines = wrap(title, WIDTH)
        rule = sign * min(WIDTH, max(display_width(line) for line in lines))
        return _kept([*([rule] if above else []), *lines, rule])

    def line(self, children: tuple[prose.Inline, ...], indent: str = "") -> str:
        """Inline text, folded."""
        return self.nodes((prose.Paragraph(children),), indent)

    def nodes(self, nodes: tuple[prose.Node, ...], indent: str = "") -> str:
        """Prose."""
        return _kept(markdown.text(nodes, self._links, width=WIDTH, indent=indent).split("\n"))

    def quoted(self, children: tuple[prose.Inline, ...]) -> str:
        """A quotation."""
        return self.nodes((prose.BlockQuote((prose.Paragraph(children),)),))

    def linked(self, words: str, href: str) -> str:
        """Words with the number of their link, if they have one."""
        return f"{words}\u00a0[{self._links.number(href)}]" if href else words

    def note(self, note: prose.Note) -> str:
        """A footnote, its number before its first line."""
        mark = f"({note.number}) "
        indent = " " * len(mark)
        return mark + self.nodes(note.children, indent).removeprefix(indent)

    def address_list(self) -> str:
        """All links met so far, by number."""
        entries = enumerate(self._links.addresses, 1)
        return _kept([line for number, href in entries for line in wrap(f"[{number}] {_bare(href)}", WIDTH)])


def _bare(href: str) -> str:
    """Without the scheme that only programs read."""
    return href.removeprefix("mailto:").removeprefix("tel:")


def _kept(lines: list[str]) -> str:
    return _KEPT.join(lines)
