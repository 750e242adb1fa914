"""
Carries the line and column of every MJML element through the compiler, for who asks where a tag came from.

HTML in a letter keeps an attribute that we add; MJML's own elements keep only a class. Nothing that is sent is
made this way.
"""

import re
from dataclasses import replace

from publish.formats.mjml.tree import Element

TRACE = "data-line"
"""The attribute that carries `line:column`."""
_CLASS = re.compile(r"\bfrom-(\d+)-(\d+)\b")
_HEAD = frozenset({"mj-head", "mj-attributes", "mj-style", "mj-raw", "mj-title", "mj-preview"})


def trace(element: Element) -> Element:
    """The same letter with its lines in it."""
    if element.name in _HEAD and element.name != "mj-raw":
        return element
    attributes = dict(element.attributes)
    if element.name.startswith("mj-") and element.name not in _HEAD:
        attributes["css-class"] = f"{attributes.get('css-class', '')} from-{element.line}-{element.column}".strip()
    elif not element.name.startswith("mj"):
        attributes[TRACE] = f"{element.line}:{element.column}"
    children = tuple(trace(child) if isinstance(child, Element) else child for child in element.children)
    return replace(element, attributes=attributes, children=children)


def point(classes: str, attribute: str) -> tuple[int, int] | None:
    """Line and column that an element of the result carries."""
    if found := re.fullmatch(r"(\d+):(\d+)", attribute) or _CLASS.search(classes):
        return int(found[1]), int(found[2])
    return None
