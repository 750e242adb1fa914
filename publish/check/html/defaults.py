"""What a browser does unasked: its own style sheet, and the attributes of older HTML that mean a style."""

import re
from collections.abc import Iterator, Mapping

from lxml import etree

from publish.check.html.declarations import Block, Declaration, read

_BLOCKS = [
    "html",
    "body",
    "address",
    "article",
    "aside",
    "blockquote",
    "center",
    "dd",
    "details",
    "dialog",
    "dir",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hgroup",
    "hr",
    "legend",
    "listing",
    "main",
    "menu",
    "nav",
    "ol",
    "optgroup",
    "option",
    "p",
    "plaintext",
    "pre",
    "search",
    "section",
    "summary",
    "ul",
    "xmp",
]
_HIDDEN = [
    "area",
    "base",
    "basefont",
    "datalist",
    "head",
    "link",
    "meta",
    "noembed",
    "noframes",
    "param",
    "rp",
    "script",
    "style",
    "template",
    "title",
]
_TABLE = {
    "table": "table",
    "caption": "table-caption",
    "colgroup": "table-column-group",
    "col": "table-column",
    "thead": "table-header-group",
    "tbody": "table-row-group",
    "tfoot": "table-footer-group",
    "tr": "table-row",
    "td": "table-cell",
    "th": "table-cell",
}
_STYLES = {
    **dict.fromkeys(_BLOCKS, "display: block"),
    **dict.fromkeys(_HIDDEN, "display: none"),
    **{tag: f"display: {display}" for tag, display in _TABLE.items()},
    "body": "display: block; margin: 8px",
    "p": "display: block; margin: 1em 0",
    "blockquote": "display: block; margin: 1em 40px",
    "figure": "display: block; margin: 1em 40px",
    "dl": "display: block; margin: 1em 0",
    "dd": "display: block; margin-inline-start: 40px",
    "ul": "display: block; margin: 1em 0; padding-inline-start: 40px",
    "ol": "display: block; margin: 1em 0; padding-inline-start: 40px",
    "li": "display: list-item",
    "summary": "display: block",
    "fieldset": "display: block; padding: 0.35em 0.75em 0.625em",
    "pre": "display: block; white-space: pre; margin: 1em 0",
    "hr": "display: block; color: gray; border: 1px inset; margin: 0.5em auto",
    "h1": "display: block; font-size: 2em; font-weight: bold; margin: 0.67em 0",
    "h2": "display: block; font-size: 1.5em; font-weight: bold; margin: 0.83em 0",
    "h3": "display: block; font-size: 1.17em; font-weight: bold; margin: 1em 0",
    "h4": "display: block; font-weight: bold; margin: 1.33em 0",
    "h5": "display: block; font-size: 0.83em; font-weight: bold; margin: 1.67em 0",
    "h6": "display: block; font-size: 0.67em; font-weight: bold; margin: 2.33em 0",
    **dict.fromkeys(("b", "strong"), "font-weight: bolder"),
    **dict.fromkeys(("i", "em", "cite", "dfn", "var"), "font-style: italic"),
    **dict.fromkeys(("small", "sub", "sup"), "font-size: smaller"),
    **dict.fromkeys(("u", "ins"), "text-decoration: underline"),
    **dict.fromkeys(("s", "strike", "del"), "text-decoration: line-through"),
    "big": "font-size: larger",
    "center": "display: block; text-align: center",
    "address": "display: block; font-style: italic",
    "mark": "background-color: mark; color: marktext",
    "table": "display: table; text-indent: initial; border-collapse: separate",
    "th": "display: table-cell; font-weight: bold; text-align: center; padding: 1px",
    "td": "display: table-cell; padding: 1px",
    "caption": "display: table-caption; text-align: center",
    "button": "display: inline-block; color: buttontext; background-color: buttonface; font-size: 13.3333px;"
    " text-align: center; padding: 1px 6px",
    **dict.fromkeys(
        ("input", "select", "textarea"),
        "display: inline-block; color: fieldtext; background-color: field; font-size: 13.3333px",
    ),
    **dict.fromkeys(("meter", "progress"), "display: inline-block"),
    "rt": "display: ruby-text; font-size: 50%",
    "ruby": "display: ruby",
}
_LINK = read("color: linktext; text-decoration: underline; cursor: pointer")
_UNSEEN = read("display: none")
_NOTHING = Block(())
_SHEET = {tag: read(style) for tag, style in _STYLES.items()}
_LENGTH = re.compile(r"\s*\+?(\d{1,6}(?:\.\d{1,6})?)\s*(%|px)?")
_HEX = re.compile(r"[0-9a-fA-F]{6}|[0-9a-fA-F]{3}")
_FONT_SIZES = ("x-small", "small", "medium", "large", "x-large", "xx-large", "xxx-large")
_CELLS = frozenset({"td", "th", "tr", "tbody", "thead", "tfoot", "col", "colgroup"})
_SIZED = frozenset({"img", "table", "td", "th", "video", "iframe", "canvas", "hr", "col", "object", "embed", "input"})
_FLOATED = frozenset({"img", "table", "iframe", "object", "embed"})


def of_browser(element: etree._Element) -> tuple[Block, ...]:
    """What a browser's own style sheet says of *element*."""
    found = _SHEET.get(str(element.tag), _NOTHING)
    if element.tag in {"a", "area"} and element.get("href") is not None:
        return (found, _LINK)
    return (found, _UNSEEN) if element.get("hidden") is not None else (found,)


def of_all_browsers() -> frozenset[Declaration]:
    """Everything that a browser's own style sheet says."""
    blocks = (*_SHEET.values(), _LINK, _UNSEEN)
    return frozenset(declaration for block in blocks for declaration in block.declarations)


def of_attributes(element: etree._Element) -> Block:
    """The attributes of *element* that mean a style; they weigh less than every rule."""
    # lxml's attributes are slow to ask one by one, and most elements have none of these.
    attributes = {str(name): str(value) for name, value in element.attrib.items()}
    if not attributes.keys() & _KNOWN:
        return _NOTHING
    return read("; ".join(_styles(str(element.tag), attributes)))


def _styles(tag: str, attributes: Mapping[str, str]) -> Iterator[str]:
    for name, value in attributes.items():
        if ";" in value or "}" in value:
            continue
        if name == "bgcolor":
            yield f"background-color: {_colour(value)}"
        elif name == "background" and tag in {"body", "table", *_CELLS} and value.strip():
            yield "background-image: url(picture)"
        elif (name, tag) in {("color", "font"), ("text", "body")}:
            yield f"color: {_colour(value)}"
        elif name == "size" and tag == "font":
            yield f"font-size: {_font_size(value)}"
        elif name == "dir" and value.lower() in {"ltr", "rtl"}:
            yield f"direction: {value}"
        elif name == "align":
            yield _aligned(tag, value.lower())
        elif name in {"width", "height"} and tag in _SIZED and (found := _LENGTH.match(value)):
            yield f"{name}: {found[1]}{'%' if found[2] == '%' else 'px'}"
        elif name == "nowrap" and tag in {"td", "th"}:
            yield "white-space: nowrap"


_KNOWN = frozenset({"bgcolor", "background", "color", "text", "size", "dir", "align", "width", "height", "nowrap"})


def _colour(value: str) -> str:
    """A browser reads `0b3454` as a colour here, without its `#`."""
    value = value.strip()
    return f"#{value}" if _HEX.fullmatch(value) else value


def _font_size(value: str) -> str:
    found = re.fullmatch(r"\s*([+-]?)(\d{1,2})\s*", value)
    if not found:
        return "inherit"
    step = int(found[2]) if not found[1] else 3 + int(found[1] + found[2])
    return _FONT_SIZES[min(max(step, 1), 7) - 1]


def _aligned(tag: str, value: str) -> str:
    if tag in _FLOATED:
        return f"float: {value}" if value in {"left", "right"} else ""
    return f"text-align: {value}" if value in {"left", "right", "center", "justify"} else ""
