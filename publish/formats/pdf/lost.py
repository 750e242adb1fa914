"""
Text that the layout lost.

A box that floats or is positioned ends where its page ends, and a grid in it too; the engine drops the rest without a
word. So the letters that each element has in the HTML are counted again in its boxes.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from publish.formats.pdf.roles import SVG, Element
from publish.formats.pdf.tree import Box

_NOT_SHOWN = frozenset({
    *("head", "script", "style", "template", "noscript", "datalist", "rp", "select", "textarea"),
    *("object", "video", "audio", "canvas", "iframe", f"{SVG}svg"),
})  # fmt: skip
_PARTS = frozenset({"", "first-letter", "first-line"})
_NO_LETTER = re.compile(r"[\s\u00ad\u200b]+")
_HIDES = re.compile(r"display\s*:\s*none|running\(")


def lost_text(root: Element, pages: Sequence[Box], kinds: Any, *, style: str) -> Iterator[str]:
    """
    Give the text of each element that the boxes of *pages* have less of than the HTML below *root*.

    Where *style* hides elements, those that have no box at all are taken to be hidden.
    """
    drawn = _drawn(pages, kinds)
    hides = bool(_HIDES.search(style))
    for element in _shown(root):
        text = _own_text(element)
        letters = len(_NO_LETTER.sub("", text))
        if drawn.get(element, letters if hides else 0) < letters:
            yield " ".join(text.split())


def _drawn(pages: Sequence[Box], kinds: Any) -> Counter[Element]:
    """Count the letters in the boxes of each element, leaving out what style adds."""
    found: Counter[Element] = Counter()
    for page in pages:
        for placed in page.descendants(placeholders=True):
            box = getattr(placed, "_box", placed)
            if not isinstance(box, kinds.TextBox) or box.element is None:
                continue
            if box.element_tag.partition("::")[2] in _PARTS:
                found[box.element] += len(_NO_LETTER.sub("", box.text))
    return found


def _shown(element: Element) -> Iterator[Element]:
    if not isinstance(element.tag, str) or element.tag in _NOT_SHOWN or "hidden" in element.attrib:
        return
    yield element
    for child in element:
        yield from _shown(child)


def _own_text(element: Element) -> str:
    """Give what stands straight in an element."""
    return "".join((element.text or "", *(child.tail or "" for child in element)))
