r"""
A checked tree written as MJML that our compiler cannot spoil.

It writes attributes in Rust's notation for debugging (`\u{a0}`, and a quote that ends the attribute), so all
of them are ASCII here and free of quotes and backslashes. It drops a line break between inline elements,
takes `0` for no padding at all, and reads several classes in the wrong order.
"""

import re
from dataclasses import dataclass, field

from publish.formats.mjml.schema import schema
from publish.formats.mjml.tree import Element, Node, Text

_VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
)
_FOR_WORD = ("[if ", "<![endif]")
_RAW = frozenset({"style", "mj-style"})
_UNSAFE = re.compile(r"[^ !#-;=?-\[\]-~]|&")
_ZERO = re.compile(r"(?<![\w.%-])0(?![\w.%])")
_SHORT_HEX = re.compile(r"#([0-9a-fA-F])([0-9a-fA-F])([0-9a-fA-F])")


@dataclass(frozen=True, slots=True)
class Prepared:
    """What the compiler may have."""

    mjml: str
    css: str
    """The rules of `<mj-style inline="inline">`, to become style attributes afterwards."""


def prepare(root: Element) -> Prepared:
    """Write *root* safely and keep the rules aside that the compiler cannot put into attributes."""
    writer = _Writer()
    return Prepared(writer.node(root), "\n".join(writer.css))


def safe(value: str) -> str:
    """*value* between quotes: ASCII only, nothing that the compiler escapes."""
    return _UNSAFE.sub(lambda match: f"&#{ord(match[0])};", " ".join(re.split(r"[\t\r\n]+", value)))


@dataclass
class _Writer:
    css: list[str] = field(default_factory=list)

    def node(self, node: Node, *, html: bool = False, pre: bool = False) -> str:
        if isinstance(node, Element):
            return self._element(node, html=html, pre=pre)
        if isinstance(node, Text):
            return _text(node.text, html=html, pre=pre)
        return f"<!--{node.text}-->" if node.text.startswith(_FOR_WORD) else ""

    def _element(self, element: Element, *, html: bool, pre: bool) -> str:
        name = element.name
        if name == "mj-style" and element.attributes.get("inline") == "inline":
            self.css.append(_words(element))
            return ""
        opening = f"<{name}{_attributes(element)}"
        if name in _RAW:
            return f"{opening}>{_words(element)}</{name}>"
        known = schema().elements.get(name)
        html, pre = html or bool(known and known.text), pre or name == "pre"
        inside = "".join(self.node(child, html=html, pre=pre) for child in element.children)
        if inside or (html and name not in _VOID):
            return f"{opening}>{inside}</{name}>"
        return f"{opening} />"


def _words(element: Element) -> str:
    return "".join(text.text for text in element.texts())


def _text(text: str, *, html: bool, pre: bool) -> str:
    """Characters beyond ASCII stay ASCII until the letter is done, because titles become attributes."""
    if not html:
        return ""
    if pre:
        return re.sub(r"[^ -%'-;=?-~]", lambda match: f"&#{ord(match[0])};", text)
    return safe(re.sub(r"[ \t\r\n]+", " ", text))


def _attributes(element: Element) -> str:
    attributes = dict(element.attributes)
    if element.name in ("mj-image", "img"):
        attributes.setdefault("alt", "")
    if "mj-class" in attributes:
        attributes["mj-class"] = " ".join(reversed(attributes["mj-class"].split()))
    return "".join(f' {name}="{safe(_value(element.name, name, value))}"' for name, value in attributes.items())


def _value(element: str, name: str, value: str) -> str:
    if not element.startswith("mj-"):
        return value
    if "padding" in name:
        return _ZERO.sub("0px", value)
    colour = _SHORT_HEX.fullmatch(value)
    return f"#{colour[1] * 2}{colour[2] * 2}{colour[3] * 2}" if colour else value
