"""
The rules of MJML, which our compiler does not know: it copies unknown elements into the letter, passes
over unknown attributes and takes any value. Here each of these is a fault, and all of them come at once.
"""

import re
from collections.abc import Iterator

from publish.formats.mjml.faults import Fault
from publish.formats.mjml.schema import EVERYWHERE, IDLE, UNUSED, Known, in_words, schema
from publish.formats.mjml.tree import Element
from publish.problems import did_you_mean

_NEEDED = {"mj-image": "src", "mj-social-element": "src"}
"""What an element is nothing without. A social icon without `src` would come from a stranger's server."""

_GENERAL = ("mj-all", "mj-class")
"""Elements that take the attributes of all others."""
_RAW_PLACES = ("mj-head", "mj-body", "mj-column")
"""
Elsewhere the compiler puts raw HTML between the cells of a table, from where browsers move it out, or, in
`<mj-wrapper>`, into what Outlook alone can read.
"""


def check(root: Element) -> tuple[Fault, ...]:
    """Every fault of a document, in its order."""
    if root.name != "mjml":
        return (_at(root, "E402", f"expected `<mjml>`, found `<{root.name}>`"),)
    classes = frozenset(element.attributes.get("name", "") for element in _all(root) if element.name == "mj-class")
    faults = [*_element(root, classes), *_titled(root)]
    return tuple(sorted(dict.fromkeys(faults)))


def _at(element: Element, code: str, message: str, hint: str = "") -> Fault:
    return Fault(element.line, element.column, code, message, hint)


def _all(element: Element) -> Iterator[Element]:
    yield element
    for child in element.elements():
        yield from _all(child)


def _element(element: Element, classes: frozenset[str]) -> Iterator[Fault]:
    known = schema().elements[element.name]
    if (needed := _NEEDED.get(element.name)) and not element.attributes.get(needed):
        yield _at(element, "E405", f"`<{element.name}>` has no `{needed}`")
    yield from _attributes(element, known, classes)
    if element.name == "mj-group":
        yield from _narrowed(element)
    if known.text:
        yield from _html(element)
    elif element.name == "mj-attributes":
        yield from _defaults(element, classes)
    else:
        yield from _children(element, known, classes)


def _children(element: Element, known: Known, classes: frozenset[str]) -> Iterator[Fault]:
    for text in element.texts():
        if text.text.strip():
            found = " ".join(text.text.split())[:40]
            hint = "wrap it in `<mj-text>`"
            yield Fault(text.line, text.column, "E406", f"text in `<{element.name}>`: {found}", hint)
    for child in element.elements():
        if fault := _misplaced(child, element.name, known):
            yield fault
        else:
            yield from _element(child, classes)


def _narrowed(group: Element) -> Iterator[Fault]:
    """The compiler makes such columns too narrow for Word."""
    for column in group.elements():
        for name in column.attributes:
            if name.startswith(("padding", "border", "inner-border")):
                hint = "give it to what stands in the column"
                yield _at(column, "E408", f"`{name}` of a column in a group comes out wrong", hint)


def _misplaced(child: Element, parent: str, known: Known) -> Fault | None:
    if child.name == "mj-raw" and parent not in _RAW_PLACES:
        hint = f"it may stand in {', '.join(f'`<{name}>`' for name in _RAW_PLACES)}"
        return _at(child, "E403", f"`<mj-raw>` may not stand in `<{parent}>`", hint)
    if child.name == "mj-raw" and parent == "mj-column" and not _rows(child):
        return _at(child, "E403", "`<mj-raw>` in a column holds rows only", "write `<tr><td>…</td></tr>`")
    if child.name in UNUSED:
        return _at(child, "E408", f"`<{child.name}>` is not for letters", UNUSED[child.name])
    if child.name not in schema().elements:
        return _at(child, "E402", f"unknown element `<{child.name}>`", _instead(child.name))
    if child.name not in known.children:
        where = ", ".join(f"`<{name}>`" for name in schema().parents(child.name))
        hint = f"it may stand in {where}" if where else ""
        return _at(child, "E403", f"`<{child.name}>` may not stand in `<{parent}>`", hint)
    return None


def _rows(raw: Element) -> bool:
    """Whether all of it can stand between the rows of a table."""
    return all(child.name == "tr" for child in raw.elements()) and not any(text.text.strip() for text in raw.texts())


def _instead(name: str) -> str:
    """HTML stands inside `<mj-text>`; for a misspelling there is a nearest name."""
    if name.startswith("mj"):
        return did_you_mean(name, tuple(schema().elements))
    return "HTML stands inside `<mj-text>`, `<mj-table>` or `<mj-raw>`"


def _html(element: Element) -> Iterator[Fault]:
    """Text elements hold HTML, and MJML within it would go into the letter as it is."""
    for child in _all(element):
        if child.name in ("style", "mj-style") and any("<" in text.text for text in child.texts()):
            yield _at(child, "E405", "style rules hold `<`", "it would end the rules for some mail programs")
        if child is not element and child.name.startswith("mj"):
            message = f"`<{child.name}>` may not stand in `<{element.name}>`"
            yield _at(child, "E403", message, "a text element holds HTML only")


def _defaults(element: Element, classes: frozenset[str]) -> Iterator[Fault]:
    """`mj-attributes` may name any element; the entries are empty."""
    for child in element.elements():
        if child.name not in schema().elements or child.name in UNUSED:
            yield _at(child, "E402", f"unknown element `<{child.name}>`", _instead(child.name))
            continue
        yield from _attributes(child, schema().elements[child.name], classes)
        if child.name == "mj-class" and not child.attributes.get("name"):
            yield _at(child, "E405", "`<mj-class>` has no `name`")
        if next(child.elements(), None):
            yield _at(child, "E408", f"defaults inside `<{child.name}>`", "the compiler does not know them")


def _titled(root: Element) -> Iterator[Fault]:
    """The title names the letter for screen readers."""
    titles = [element for element in _all(root) if element.name == "mj-title"]
    if not any(text.text.strip() for title in titles for text in title.texts()):
        yield _at(root, "E409", "the letter has no title", "write `<mj-title>` in `<mj-head>`")


def _attributes(element: Element, known: Known, classes: frozenset[str]) -> Iterator[Fault]:
    for name, value in element.attributes.items():
        if name == "mj-class":
            yield from _classes(element, value, classes)
        elif name not in EVERYWHERE:
            yield from _attribute(element, known, name, value)


def _classes(element: Element, value: str, classes: frozenset[str]) -> Iterator[Fault]:
    for name in value.split():
        if name not in classes:
            yield _at(element, "E404", f"unknown class `{name}`", did_you_mean(name, tuple(classes)))


def _attribute(element: Element, known: Known, name: str, value: str) -> Iterator[Fault]:
    kinds = _kinds(element.name, known, name)
    where = f"`{name}` of `<{element.name}>`"
    if not kinds:
        hint = did_you_mean(name, tuple(known.attributes) if element.name not in _GENERAL else schema().attributes)
        yield _at(element, "E404", f"unknown attribute `{name}` of `<{element.name}>`", hint)
    elif name == "title":
        yield _at(element, "E408", f"{where}: letters have no tooltips", "say it in the text, where all can read it")
    elif name in IDLE.get(element.name, ()) or _unheeded(name, value):
        yield _at(element, "E408", f'{where}: the compiler does not heed "{value}"')
    elif not any(schema().accepts(kind, value) for kind in kinds):
        expected = " or ".join(sorted(in_words(kind) for kind in kinds))
        yield _at(element, "E405", f'{where} should be {expected}, not "{value}"')


def _kinds(element: str, known: Known, name: str) -> frozenset[str]:
    if name in known.attributes:
        return frozenset({known.attributes[name]})
    return schema().kinds(name) if element in _GENERAL else frozenset()


def _unheeded(name: str, value: str) -> bool:
    """Values that MJML takes and our compiler gets wrong: widths come out too large for Word."""
    percents = "padding" in name and re.search(r"\d%", value)
    return bool(percents) or (name == "full-width" and value == "false") or (name == "position" and bool(value))
