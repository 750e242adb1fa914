"""
Whether what is seen first comes first in the file too: that is the order in which a screen reader reads, and in which
the Tab key goes.
"""

from collections.abc import Iterator
from itertools import pairwise

from lxml import etree

from publish.check.accessibility.look import lines
from publish.check.accessibility.look.views import DESK, PHONE, View, example, grouped, view
from publish.check.document import Document, words
from publish.check.finding import Finding, Rule, Severity
from publish.check.html import Style
from publish.check.subject import Subject
from publish.theme.direction import is_leftward

SEEN = Rule(
    "C365",
    Severity.DEGRADES,
    "What is seen first comes first in the file",
    "A screen reader reads the file from top to bottom, whatever a style sheet shows first: the answer before the "
    "question, the picture before its headline. Put things in the order in which they are meant to be read, and let "
    "the styles follow.",
    ("1.3.2",),
)
TAB = Rule(
    "C366",
    Severity.DEGRADES,
    "The Tab key goes through the page in the order of the file",
    "A `tabindex` above 0 jumps before everything that has none, so that the focus leaps over the page. Take it out; 0 "
    "makes something reachable in its place.",
    ("2.4.3",),
)
PLACED = Rule(
    "C367",
    Severity.COSMETIC,
    "Words stay where the file has them",
    "Words with `position: absolute` are seen elsewhere than they are read, and cover others when the text grows. Mail "
    "programs drop the property, and the words fall back into their old place. Let them flow.",
    ("1.3.2", "1.4.12"),
)
RULES = (SEEN, TAB, PLACED)

_COLUMNS = frozenset({"table-cell", "inline-block", "inline-table", "block", "flex"})
_FLEX, _GRID = ("flex", "inline-flex"), ("grid", "inline-grid")


def check(subject: Subject) -> Iterator[Finding]:
    for document in subject.documents:
        yield from _swapped(subject, document)
        yield from _tabbed(subject, document)
        yield from _placed(subject, document)


def _swapped(subject: Subject, document: Document) -> Iterator[Finding]:
    found = (one for medium in (PHONE, DESK) for one in swapped(view(document, medium)))
    for group in grouped(found, lambda one: (one[1], _said(one[0], one[1]))):
        style, name = group[0]
        yield SEEN.finding(
            f"{example(style.element for style, _ in group)}: {_SAYS[name]}, so that it is seen in another order than "
            "it is read",
            lines.place(subject, document, style, name),
            hint="put the parts in the order in which they are meant to be read",
            artefact=document.name,
        )


_SAYS = {
    "order": "`order` moves a part",
    "flex-direction": "`flex-direction` turns the parts round",
    "flex-wrap": "`flex-wrap` turns the rows round",
    "grid-row-start": "`grid-row` moves a part up",
    "direction": "`direction` turns the columns round",
    "float": "`float` sets the second part before the first",
}


def _said(style: Style, name: str) -> str:
    said = style.declaration(name)
    return said[1].text if said else str(style.element.get("dir"))


def swapped(shown: View) -> Iterator[tuple[Style, str]]:
    """Every box whose parts are seen in another order, and the property by which they are."""
    for element, style in shown.seen.items():
        inside = [shown.seen[child] for child in element if child in shown.seen]
        if len(inside) < 2 or not _may_move(style, inside):
            continue
        parts = [part for part in inside if says_anything(part.element)]
        if len(parts) < 2:
            continue
        if style.display in (*_FLEX, *_GRID):
            yield from _by_order(parts)
        if style.display in _FLEX:
            yield from ((style, name) for name in ("flex-direction", "flex-wrap") if "-reverse" in style.word(name))
        if style.display in _GRID:
            yield from _by_row(parts)
        if _is_turned(style) and all(part.display in _COLUMNS for part in parts) and _are_beside(parts):
            yield style, "direction"
        yield from _by_float(parts)


def _may_move(style: Style, parts: list[Style]) -> bool:
    """Whether anything is asked that could set parts in another order; most boxes ask nothing."""
    return style.display in {*_FLEX, *_GRID} or _is_turned(style) or any(part.float != "none" for part in parts)


def says_anything(element: etree._Element) -> bool:
    """Whether words or pictures with words are in it."""
    if words(element):
        return True
    return any(one.get("alt") for one in element.iter("img"))


def _by_order(parts: list[Style]) -> Iterator[tuple[Style, str]]:
    numbers = [part.number("order") or 0.0 for part in parts]
    if numbers != sorted(numbers):
        least = min(numbers)
        moved = [part for part, number in zip(parts, numbers, strict=True) if number]
        yield next((part for part in moved if part.number("order") == least), moved[0]), "order"


def _by_row(parts: list[Style]) -> Iterator[tuple[Style, str]]:
    """Only of rows that are told by number can one know the order."""
    rows = [(part, part.number("grid-row-start")) for part in parts]
    known = [(part, row) for part, row in rows if row is not None and row > 0]
    for (_, before), (part, row) in pairwise(known):
        if row < before:
            yield part, "grid-row-start"


def _is_turned(style: Style) -> bool:
    """Whether the direction is not that of the language."""
    return (style.direction == "rtl") != is_leftward(_language(style.element).lower())


def _language(element: etree._Element) -> str:
    around = (element, *element.iterancestors())
    return next((str(one.get("lang")) for one in around if one.get("lang")), "")


def _are_beside(parts: list[Style]) -> bool:
    return any(part.display in {"table-cell", "inline-block", "inline-table"} or part.float != "none" for part in parts)


def _by_float(parts: list[Style]) -> Iterator[tuple[Style, str]]:
    """The first of two columns floats to the far side."""
    for first, second in pairwise(parts):
        far, near = ("right", "left") if first.direction == "ltr" else ("left", "right")
        if first.float == far and second.float == near and words(first.element) and words(second.element):
            yield first, "float"


def _tabbed(subject: Subject, document: Document) -> Iterator[Finding]:
    for element in document.elements:
        number = element.get("tabindex", "").strip()
        if number.isdecimal() and int(number[:6]) > 0:
            yield TAB.finding(
                f"{example([element])}: `tabindex={number}` comes before everything that has none, expected 0",
                subject.place_of(document, element),
                hint="take `tabindex` out, or write 0",
                artefact=document.name,
            )


def _placed(subject: Subject, document: Document) -> Iterator[Finding]:
    seen = view(document, PHONE).seen
    found = [style for style in seen.values() if is_placed(style) and style.display != "none"]
    for group in grouped(found, lambda style: _said(style, "position")):
        first = group[0]
        yield PLACED.finding(
            f"{example(one.element for one in group)}: `position: {first.position}` takes the words out of their place",
            lines.place(subject, document, first, "position"),
            hint="let the words flow, or move them in the file",
            artefact=document.name,
            severity=Severity.DEGRADES if document.format == "newsletter" else None,
        )


def is_placed(style: Style) -> bool:
    """Whether words stand elsewhere; a link that skips to the article may."""
    element = style.element
    is_skip = element.tag == "a" and (element.get("href") or "").startswith("#")
    return style.position in {"absolute", "fixed"} and bool(words(element)) and not is_skip
