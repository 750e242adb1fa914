"""The ways in which readers look at a letter or a page, and the words that each of them sees."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import TypeVar

from lxml import etree

from publish.check.document import Document, words
from publish.check.html import Medium, Style, Styles, styles

T = TypeVar("T")

PHONE, DESK = Medium(width=320.0, height=640.0), Medium()
"""As narrow as WCAG has pages made for: also a desk on which everything is enlarged four times."""
DARK, BARE = replace(PHONE, dark=True), replace(PHONE, keeps_rules=False)
_LONGEST = 60
_SILENT = frozenset({"head", "script", "style", "title", "template", "noscript", "option", "svg", "math"})
_FAR = -500.0
_PIXEL = 2.0
"""What is no larger than this is there for those who listen."""


@dataclass(frozen=True, eq=False)
class View:
    """A document in one medium."""

    document: Document
    medium: Medium

    @cached_property
    def styles(self) -> Styles:
        return styles(self.document, self.medium)

    @cached_property
    def seen(self) -> Mapping[etree._Element, Style]:
        """What is displayed at all, and how."""
        found: dict[etree._Element, Style] = {}
        for element in self.document.elements:
            style, around = self.styles[element], element.getparent()
            if (around is None or around in found) and element.tag not in _SILENT and not _is_away(style):
                found[element] = style
        return found

    @cached_property
    def texts(self) -> tuple[Style, ...]:
        """Every element that shows words of its own."""
        return tuple(
            style
            for element, style in self.seen.items()
            if has_words(element) and style.word("visibility") == "visible" and style.font_size != 0
        )


def _is_away(style: Style) -> bool:
    """Whether an element and all in it is not seen: not displayed, quite clear, or for those who listen alone."""
    if style.word("display") == "none" or style.number("opacity") == 0 or _is_flat(style):
        return True
    if style.position not in {"absolute", "fixed"}:
        return False
    is_cut = style.word("clip") not in {"auto", ""} or style.word("clip-path").startswith("inset(")
    width, left = style.length("width"), style.length("left")
    is_narrow = width is not None and width <= _PIXEL and style.word("overflow-x") == "hidden"
    return is_cut or is_narrow or (left is not None and left < _FAR)


def _is_flat(style: Style) -> bool:
    """Whether a box has no height and shows nothing beyond it, as old preheaders are hidden."""
    if style.word("overflow-y") not in {"hidden", "clip"}:
        return False
    return any(style.length(name) == 0 for name in ("height", "max-height"))


def has_words(element: etree._Element) -> bool:
    """Whether letters or digits stand in *element* itself."""
    return any(char.isalnum() for text in own_texts(element) for char in text)


def own_texts(element: etree._Element) -> Iterator[str]:
    """The text in *element* that is not in an element within."""
    yield str(element.text or "")
    yield from (str(child.tail or "") for child in element)


def own_words(element: etree._Element) -> str:
    """The same as one line."""
    return " ".join(" ".join(own_texts(element)).split())


@lru_cache(maxsize=64)
def view(document: Document, medium: Medium) -> View:
    """A document in one medium, worked out once."""
    return View(document, medium)


def views(document: Document) -> tuple[View, ...]:
    """In light and in dark, on a phone and at a desk; a letter also where style blocks are dropped."""
    media = [PHONE, DARK, DESK]
    if document.format == "newsletter":
        media.append(BARE)
    return tuple(view(document, medium) for medium in media)


def spoken(medium: Medium) -> str:
    """Where something is seen."""
    if not medium.keeps_rules:
        return "where a mail program drops style blocks"
    scheme = "in dark mode" if medium.dark else "in light mode"
    return scheme if medium.width <= PHONE.width else f"{scheme} in a wide window"


def example(elements: Iterable[etree._Element]) -> str:
    """The words of the first, and how many more there are."""
    found = list(dict.fromkeys(elements))
    said = next((text for one in found if (text := words(one) or one.get("alt"))), "") or f"<{found[0].tag}>"
    short = said if len(said) <= _LONGEST else said[: _LONGEST - 1].rstrip() + "…"
    return f"'{short}'" + (f" and {len(found) - 1} more" if len(found) > 1 else "")


def grouped(found: Iterable[T], cause: Callable[[T], Hashable]) -> Iterator[list[T]]:
    """What has one cause together, in the order in which it was found."""
    groups: dict[Hashable, list[T]] = {}
    for one in found:
        groups.setdefault(cause(one), []).append(one)
    yield from groups.values()
