"""
A file as those hear it who do not see it: what is left out, and what the rest is called.

The name of an element follows the order of “Accessible Name and Description Computation 1.2” (W3C): what
`aria-labelledby` points at, then `aria-label`, then its own words and text alternatives, then `title`.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property

from lxml import etree

from publish.check.document import Document, words

_UNHEARD = frozenset({"script", "style", "template", "noscript", "head", "title", "meta", "link"})
_GONE = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
DECORATION = frozenset({"presentation", "none"})
"""Roles that say: nothing to hear here."""


class Heard:
    """One document."""

    def __init__(self, document: Document) -> None:
        self.document = document

    @cached_property
    def hidden(self) -> frozenset[etree._Element]:
        """Every element that no screen reader speaks of: hidden itself, or in something hidden."""
        found: set[etree._Element] = set()
        for element in self.document.elements:
            if _hides(element) or element.getparent() in found:
                found.add(element)
        return frozenset(found)

    @cached_property
    def elements(self) -> tuple[etree._Element, ...]:
        """All that is left, in document order."""
        return tuple(element for element in self.document.elements if element not in self.hidden)

    @cached_property
    def _by_tag(self) -> dict[str, list[etree._Element]]:
        found: dict[str, list[etree._Element]] = defaultdict(list)
        for element in self.elements:
            found[str(element.tag)].append(element)
        return found

    def all(self, *tags: str) -> list[etree._Element]:
        """Every heard element with one of these names; in document order for a single name."""
        return [element for tag in tags for element in self._by_tag.get(tag, ())]

    @cached_property
    def by_id(self) -> dict[str, etree._Element]:
        """The first element with each id, hidden ones too: labels may point at those."""
        found: dict[str, etree._Element] = {}
        for element in self.document.elements:
            if identity := element.get("id"):
                found.setdefault(identity, element)
        return found

    def name(self, element: etree._Element) -> str:
        """What *element* is called when it is spoken of; without its `title`."""
        return self.label(element) or " ".join("".join(self._spoken(element)).split())

    def words(self, element: etree._Element) -> str:
        """The words in *element* that are heard, text alternatives among them."""
        return " ".join("".join(self._spoken(element)).split())

    def label(self, element: etree._Element) -> str:
        """What its attributes for that call *element*, its words and `title` aside."""
        targets = [self.by_id.get(name) for name in (element.get("aria-labelledby") or "").split()]
        pointed = " ".join(words(target) for target in targets if target is not None)
        return " ".join((pointed if pointed.strip() else element.get("aria-label") or "").split())

    def _spoken(self, element: etree._Element) -> Iterator[str]:
        """Written as a walk over events: pages are hostile, and may be nested deeper than Python calls."""
        skipped: etree._Element | None = None
        for event, part in etree.iterwalk(element, events=("start", "end")):
            if event == "start" and skipped is None and isinstance(part.tag, str):
                label = "" if part is element else own_words(part)
                if part in self.hidden or label:
                    yield f" {label} "
                    skipped = part
                else:
                    yield part.text or ""
            elif event == "end" and skipped is part:
                skipped = None
            if event == "end" and skipped is None and part is not element:
                yield part.tail or ""


def own_words(element: etree._Element) -> str:
    """What stands in an element's attributes, or in the title of a drawing, instead of words in it."""
    if label := (element.get("aria-label") or "").strip():
        return label
    if element.tag in ("img", "area"):
        return (element.get("alt") or "").strip()
    if element.tag == "svg":
        return next((words(child) for child in element if child.tag == "title"), "")
    if element.tag == "input" and element.get("type") in ("submit", "button", "reset", "image"):
        return (element.get("value") or element.get("alt") or "").strip()
    return ""


def is_decoration(element: etree._Element) -> bool:
    return bool(DECORATION & set((element.get("role") or "").lower().split()))


def _hides(element: etree._Element) -> bool:
    return (
        element.tag in _UNHEARD
        or element.get("aria-hidden") == "true"
        or element.get("hidden") is not None
        or bool(_GONE.search(element.get("style") or ""))
    )
