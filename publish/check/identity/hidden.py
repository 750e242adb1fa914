"""What of a file nobody sees: elements hidden by an attribute, by their own style or by the style sheet."""

import re
from collections.abc import Iterator

from lxml import etree

from publish.check.document import Document

_HIDES = re.compile(r"(?:^|[;{\s])(?:display\s*:\s*none|visibility\s*:\s*hidden)\b", re.IGNORECASE)
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_SHOWN_ANYWHERE = re.compile(r"@media\s+(?:only\s+)?(?:all|screen)\s*\Z", re.IGNORECASE)


def hidden(document: Document) -> frozenset[etree._Element]:
    """
    The elements that are hidden on every screen, with all that stands in them.

    A rule within `@media` that asks for more than a screen hides only from some, and is not meant here.
    """
    found = {element for element in document.elements if _is_hidden(element)}
    for selector in _selectors(document):
        found.update(_matched(document, selector))
    return frozenset(found)


def _is_hidden(element: etree._Element) -> bool:
    if element.get("hidden") is not None or element.get("aria-hidden", "").strip() == "true":
        return True
    style = element.get("style")
    return bool(style and _HIDES.search(style))


def _selectors(document: Document) -> Iterator[str]:
    for style in document.all("style"):
        css = "".join(map(str, style.itertext()))
        if _HIDES.search(css):
            yield from _hiding(_COMMENT.sub("", css))


def _hiding(css: str) -> Iterator[str]:
    """The selectors of the rules that hide, outside of narrower conditions."""
    outer: list[str] = []
    for piece in re.finditer(r"([^{};]*)\{|([^{}]*)\}|[^{};]*;", css):
        if piece[1] is not None:
            outer.append(piece[1].strip())
        elif piece[2] is not None and outer:
            body = css[css.rfind("{", 0, piece.end()) + 1 : piece.end() - 1]
            selector = outer.pop()
            if _HIDES.search(body) and all(_SHOWN_ANYWHERE.match(at) for at in outer) and selector[:1] != "@":
                yield selector


def _matched(document: Document, selector: str) -> Iterator[etree._Element]:
    import cssselect2

    try:
        compiled = [one for one in cssselect2.compile_selector_list(selector) if not one.pseudo_element]
    except cssselect2.SelectorError:
        return
    if not compiled:
        return
    matcher = cssselect2.Matcher()
    for one in compiled:
        if not one.never_matches:
            matcher.add_selector(one, None)
    root = cssselect2.ElementWrapper.from_html_root(document.root)
    for wrapped in root.iter_subtree():
        if matcher.match(wrapped):
            yield wrapped.etree_element
