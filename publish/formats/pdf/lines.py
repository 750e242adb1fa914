"""
What the layout did to the words: spaces that it dropped and words that it broke.

The engine leaves out the space at a line's end and a space that stands alone between two elements, and ends a broken
word with a hyphen that nobody wrote. A reader that follows the text, be it a screen reader or a search, needs the
spaces back and the words whole: a broken word is given as a whole where it begins (`ActualText`), and as a space
where it goes on. A hyphen that the author wrote stays.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from publish.formats.pdf.roles import Element, is_block, text
from publish.formats.pdf.tree import Box

_HYPHENS = "-\u2010\u2011\u00ad"
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b"))
_NOTHING = "\u200b"
_SOFT = "\u00ad"
_CONTEXT = 24
"""So many letters before and after a line's end are looked up in what was written."""


@dataclass(slots=True)
class Words:
    """The broken words, by the text box that holds a part of them."""

    begins: dict[Box, str] = field(default_factory=dict)
    """The last word of the box is said as this."""
    goes_on: set[Box] = field(default_factory=set)
    """The first word of the box has been said already."""


@dataclass(frozen=True, slots=True)
class _Line:
    """The text boxes of one line."""

    boxes: tuple[Box, ...]

    @property
    def said(self) -> str:
        return _plain("".join(box.text for box in self.boxes)).strip()

    @property
    def last_word(self) -> str:
        return _words(self.boxes[-1])[-1]

    @property
    def first_word(self) -> str:
        return _words(self.boxes[0])[0]

    @property
    def is_one_word(self) -> bool:
        return len(self.boxes) == 1 and len(_words(self.boxes[0])) == 1

    @property
    def starts_in_pieces(self) -> bool:
        """Whether its first word reaches into a second box."""
        return len(self.boxes) > 1 and len(_words(self.boxes[0])) == 1 and self.boxes[1].text[:1].isalpha()


def mend(pages: Sequence[Box], kinds: Any) -> Words:
    """Give spaces back to the text boxes of *pages*, before they are painted, and tell which words are broken."""
    lines: dict[tuple[Element, str], list[_Line]] = {}
    for page in pages:
        for box in page.children:
            _gather(box, kinds, lines)
    words = Words()
    for (element, _), group in lines.items():
        _mend_block(element, group, words)
    return words


def _gather(box: Box, kinds: Any, lines: dict[tuple[Element, str], list[_Line]]) -> None:
    """Collect the lines of each element, over all its boxes. Page margins have none: nobody reads them."""
    box = getattr(box, "_box", box)
    if isinstance(box, kinds.MarginBox):
        return
    if isinstance(box, kinds.LineBox) and not _is_special(box):
        texts = tuple(_texts(box, kinds))
        if texts:
            lines.setdefault((box.element, box.element_tag), []).append(_Line(texts))
    for child in box.children:
        _gather(child, kinds, lines)


def _is_special(line: Box) -> bool:
    """Whether a space at its end would be seen: text from right to left, or cut with an ellipsis."""
    cut = line.text_overflow == "ellipsis" or line.block_ellipsis != "none"
    return bool(cut or line.style["direction"] == "rtl")


def _texts(box: Box, kinds: Any) -> Iterator[Box]:
    for child in box.children:
        if isinstance(child, kinds.TextBox):
            if child.text.translate(_INVISIBLE):
                yield _with_lone_space(child)
        elif isinstance(child, kinds.InlineBox) and not child.is_leader:
            yield from _texts(child, kinds)


def _with_lone_space(box: Box) -> Box:
    """Let the engine draw a text that is only a space: it skips a box whose text looks empty."""
    if not box.text.strip():
        box.text = f" {_NOTHING}"
    return box


def _mend_block(element: Element, lines: Sequence[_Line], words: Words) -> None:
    written = _plain(text(element))
    at = 0
    while at < len(lines) - 1:
        parts = _pieces(lines[at:], written)
        word = "".join(parts)
        if word != lines[at].last_word:
            words.begins[lines[at].boxes[-1]] = word
            words.goes_on.update(line.boxes[0] for line in lines[at + 1 : at + len(parts)])
        elif not _ends_with_unknown_hyphen(lines[at], lines[at + 1], written):
            _end_with_space(lines[at])
        # A line that is filled by a piece in the middle has been said; any other has its own last word to tell.
        at += max(1, len(parts) - (0 if word.endswith(_SOFT) else 1))
    if lines and not is_block(element):
        _end_with_space(lines[-1])


def _pieces(lines: Sequence[_Line], written: str) -> list[str]:
    """Give the last word of the first line in the pieces it is broken into; one piece if it is whole."""
    parts = [lines[0].last_word]
    for line, following in pairwise(lines):
        said = _joint(line, following, written)
        if said is None:
            break
        if following.starts_in_pieces:
            # Half a word cannot be moved; its hyphen can at least be called soft.
            parts[-1] = said if said == line.last_word else f"{said}{_SOFT}"
            break
        parts[-1:] = [said, following.first_word]
        if not following.is_one_word:
            break
    return parts


def _joint(line: _Line, following: _Line, written: str) -> str | None:
    """
    Give the last word of *line* as it was written, if the next line's first word belongs to it.

    A hyphen before a space ("för- och") takes the next word along: alone at a line's end, every reader takes it
    for the engine's.
    """
    before, after = line.said[-_CONTEXT:], following.said.rstrip(_HYPHENS)[:_CONTEXT]
    if f"{before} {after}" in written:
        return f"{line.last_word} " if before[-1:] in _HYPHENS and line.last_word else None
    if before + after in written:
        return line.last_word
    if before[-1:] in _HYPHENS and before[:-1] + after in written:
        return line.last_word[:-1]
    return None


def _ends_with_unknown_hyphen(line: _Line, following: _Line, written: str) -> bool:
    known = f"{line.said[-_CONTEXT:]} {following.said.rstrip(_HYPHENS)[:_CONTEXT]}" in written
    return line.said[-1:] in _HYPHENS and not known


def _end_with_space(line: _Line) -> None:
    layout = line.boxes[-1].pango_layout
    layout.text = layout.text.rstrip(" ") + " "


def _words(box: Box) -> list[str]:
    return re.split(r"\s", str(box.text).translate(_INVISIBLE))


def _plain(words: str) -> str:
    return re.sub(r"\s+", " ", words.translate(_INVISIBLE)).casefold()
