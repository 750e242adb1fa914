"""
What an HTML element is in the structure of a PDF.

Types that PDF 1.7 does not know (`ROLE_MAP`) stand for their nearest kin, so that newer readers get the more exact
word. An element that means nothing to a reader's ear (`div`, `header`, `small`) has no type: what it holds belongs
to the element around it.
"""

from collections.abc import Iterator
from typing import Any, TypeAlias

Element: TypeAlias = Any
"""An element of the HTML tree (`xml.etree.ElementTree.Element`)."""

SVG = "{http://www.w3.org/2000/svg}"

ROLE_MAP = {"Strong": "Span", "Em": "Span", "Aside": "Sect", "Contents": "Sect"}

WRAPPING = frozenset({"Document", "Art", "Sect", "Div", "BlockQuote", "Aside", "Contents"})
"""Types that hold other elements only: a text straight inside one becomes a P."""

INLINE = frozenset({"Span", "Strong", "Em", "Link", "Code", "Quote", "Reference"})
"""Types that stand in a line of text."""

_BLOCKS = frozenset({
    *("address", "article", "aside", "blockquote", "div", "dl", "dt", "dd", "figure", "figcaption", "footer", "form"),
    *("h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p", "pre", "section", "table"),
    "ul",
})  # fmt: skip

_TYPES = {
    "section": "Sect",
    "nav": "Sect",
    "article": "Art",
    "aside": "Aside",
    "blockquote": "BlockQuote",
    "p": "P",
    "pre": "P",
    **{f"h{level}": f"H{level}" for level in range(1, 7)},
    **dict.fromkeys(("ul", "ol", "dl", "menu"), "L"),
    "table": "Table",
    **dict.fromkeys(("strong", "b"), "Strong"),
    **dict.fromkeys(("em", "i"), "Em"),
    **dict.fromkeys(("code", "kbd", "samp"), "Code"),
    "q": "Quote",
    "a": "Link",
}

# What an element is only inside its proper parent; a cell outside a row is just a box.
_TYPES_BELOW = {
    ("L", "li"): "LI",
    ("TOC", "li"): "TOCI",
    ("L", "dt"): "Lbl",
    ("L", "dd"): "LBody",
    ("Table", "caption"): "Caption",
    **{("Table", tag): type_ for tag, type_ in (("thead", "THead"), ("tbody", "TBody"), ("tfoot", "TFoot"))},
    **{(parent, "tr"): "TR" for parent in ("Table", "THead", "TBody", "TFoot")},
    ("TR", "th"): "TH",
    ("TR", "td"): "TD",
}

_TYPES_BY_ROLE = {"doc-footnote": "Note", "doc-endnote": "Note", "doc-toc": "Contents"}
_CONTENTS = frozenset({"Contents", "TOC", "TOCI"})


def structure_type(element: Element, parent_type: str) -> str:
    """Give the type of *element* inside *parent_type*, or nothing if it only groups or styles."""
    tag = element.tag
    if type_ := _TYPES_BELOW.get((parent_type, tag)) or _TYPES_BY_ROLE.get(element.get("role", "")):
        return type_
    if tag in {"ul", "ol"} and parent_type in _CONTENTS:
        return "TOC"
    if tag in {"figure", "figcaption"}:
        return _figure_type(element, parent_type)
    if (tag == "a" and not element.get("href")) or (tag == "table" and _is_decoration(element)):
        return ""
    return _TYPES.get(tag, "")


def _figure_type(element: Element, parent_type: str) -> str:
    """Keep a caption with what it is the caption of; below a quotation it is a line of text."""
    if element.tag == "figcaption":
        return "Caption" if parent_type == "Div" else "P"
    shows = any(is_picture(inner) or inner.tag == "table" for inner in element.iter())
    return "Div" if shows and element.find(".//figcaption") is not None else ""


def is_note(element: Element) -> bool:
    """Whether it is a footnote or an endnote by its role."""
    return _TYPES_BY_ROLE.get(element.get("role", "")) == "Note"


def is_hidden(element: Element) -> bool:
    """Whether it is only there for the eye: an Artifact, with all that it holds."""
    if element.get("aria-hidden") == "true":
        return True
    return is_picture(element) and (_is_decoration(element) or element.get("alt") == "")


def is_picture(element: Element) -> bool:
    """Whether it is drawn rather than set."""
    return element.tag in {"img", "embed", "object", f"{SVG}svg"}


def alternative(element: Element) -> str | None:
    """Give the words that stand for a picture, or None if there are none."""
    if label := element.get("aria-label") or element.get("alt"):
        return str(label)
    title = element.find(f"{SVG}title")
    return None if title is None else "".join(title.itertext()).strip() or None


def is_block(element: Element) -> bool:
    """Whether it stands in lines of its own, by its name."""
    return element.tag in _BLOCKS


def holds_blocks(element: Element) -> bool:
    """Whether paragraphs or the like stand inside it."""
    return any(inner.tag in _BLOCKS for inner in element.iter() if inner is not element)


def scope(element: Element, row: Element) -> str:
    """Say which cells a heading cell speaks for: those of its column or of its row."""
    if given := element.get("scope"):
        return "Row" if given.startswith("row") else "Column"
    return "Row" if row.find("td") is not None else "Column"


def label(element: Element) -> str:
    """Give what a link says: its own label or all the words and picture texts in it."""
    return " ".join((element.get("aria-label") or "".join(_words(element))).split()).replace("\u00ad", "")


def text(element: Element) -> str:
    """Give all text in it as it was typed, a line break as one."""
    return "".join(_typed(element))


def numbering(list_style: object, tag: str) -> str:
    """Give the PDF word for a CSS list style."""
    if tag == "dl" or list_style == "none":
        return "None"
    return _NUMBERINGS.get(str(list_style), "Decimal" if tag == "ol" else "Disc")


_NUMBERINGS = {
    "disc": "Disc",
    "circle": "Circle",
    "square": "Square",
    "decimal": "Decimal",
    "lower-roman": "LowerRoman",
    "upper-roman": "UpperRoman",
    **dict.fromkeys(("lower-alpha", "lower-latin"), "LowerAlpha"),
    **dict.fromkeys(("upper-alpha", "upper-latin"), "UpperAlpha"),
}


def _is_decoration(element: Element) -> bool:
    return element.get("role") in {"presentation", "none"}


def _words(element: Element) -> Iterator[str]:
    if is_hidden(element):
        return
    if is_picture(element):
        yield f" {alternative(element) or ''} "
        return
    yield element.text or ""
    for child in element:
        if isinstance(child.tag, str):
            yield from _words(child)
            yield " " if child.tag in _BLOCKS or child.tag == "br" else ""
        yield child.tail or ""


def _typed(element: Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if isinstance(child.tag, str):
            yield "\n" if child.tag == "br" else ""
            yield from _typed(child)
        yield child.tail or ""
