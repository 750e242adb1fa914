"""
Whether what is to be pressed is large enough for a finger.

Without a layout this is an estimate from line heights, paddings and least heights, and only what is surely too small
is told. A link in a sentence is as high as its line, and WCAG asks no more of it.
"""

from collections.abc import Iterator

from lxml import etree

from publish.check.accessibility.look import lines
from publish.check.accessibility.look.ground import painted, upwards
from publish.check.accessibility.look.views import PHONE, View, example, grouped, own_texts, own_words, view
from publish.check.document import Document, words
from publish.check.finding import Finding, Rule, Severity
from publish.check.html import Style
from publish.check.subject import Subject
from publish.problems import Place

SMALL = Rule(
    "C357",
    Severity.DEGRADES,
    "What is pressed is at least 24 pixels high and wide, or has that much room",
    "Links in lists and menus that lie close together are missed by trembling or large fingers, and the wrong page "
    "opens. Give them padding or a taller line, so that 24 pixels belong to each.",
    ("2.5.8",),
)
LOW = Rule(
    "C358",
    Severity.COSMETIC,
    "A button is at least 44 pixels high",
    "A fingertip covers about 44 pixels. A lower button can be pressed, but not by everybody at the first try. Give it "
    "more padding above and below.",
    (),
    ("WCAG 2.2, 2.5.5 Target Size (Enhanced) (AAA)",),
)
RULES = (SMALL, LOW)

LEAST, COMFORTABLE = 24.0, 44.0
_NORMAL = 1.2
"""Line height where the font decides; most are close to it."""
_INLINE = frozenset({"inline", "contents"})


def check(subject: Subject) -> Iterator[Finding]:
    for document in subject.documents:
        yield from _small(subject, document)
        yield from _low(subject, document)


def _small(subject: Subject, document: Document) -> Iterator[Finding]:
    shown = view(document, PHONE)
    close = [style for element, style in shown.seen.items() if is_target(element) and is_crowded(shown, style)]
    for group in grouped(close, lambda style: round(min(_height(style), _width(style)))):
        first = group[0]
        yield SMALL.finding(
            f"{example(one.element for one in group)}: about {_height(first):.0f} pixels to press, close to others, "
            f"expected at least {LEAST:.0f}",
            _place(subject, document, first),
            hint="give the links padding, or the lines more height",
            artefact=document.name,
        )


def _place(subject: Subject, document: Document, style: Style) -> Place:
    """What is said of the link itself, else how high its line is."""
    own = [name for name in ("padding-top", "line-height", "display", "font-size") if style.is_asked(name)]
    return lines.place(subject, document, style, *own[:1], "line-height")


def is_target(element: etree._Element) -> bool:
    """Whether it is there to be pressed."""
    return element.tag == "button" or (element.tag == "a" and element.get("href") is not None)


def is_crowded(shown: View, style: Style) -> bool:
    """Whether what is pressed is small, and another such thing closer than WCAG lets small ones be."""
    if _is_in_a_sentence(style) or min(_height(style), _width(style)) >= LEAST:
        return False
    for other, is_beside in _neighbours(shown, style):
        size = _width if is_beside else _height
        if (size(style) + size(other)) / 2 < LEAST:
            return True
    return False


def _is_in_a_sentence(style: Style) -> bool:
    """Whether words that are not pressed stand in its line: then the line decides how high it is."""
    if style.display not in {*_INLINE, "inline-block"} or is_button(style):
        return False
    line = next((around for around in upwards(style.parent) if around.display not in _INLINE), None)
    return line is not None and any(
        char.isalnum() for one in _of_line(line.element) for text in own_texts(one) for char in text
    )


def _of_line(element: etree._Element) -> Iterator[etree._Element]:
    """*element* and what is in it, but for what is pressed."""
    waiting = [element]
    while waiting:
        one = waiting.pop()
        yield one
        waiting.extend(child for child in one if isinstance(child.tag, str) and not is_target(child))


def _height(style: Style) -> float:
    """Of the box that reacts and of the room above and below it that nobody else has."""
    own = _line(style) + _room(style, "padding", "top", "bottom")
    if style.display not in _INLINE:
        return max(own + _room(style, "margin", "top", "bottom"), style.length("min-height") or 0)
    around = style.parent
    line = max(own, _line(around)) if around else own
    while around and around.display not in _INLINE and len(around.element) == 1:
        line += _room(around, "padding", "top", "bottom") + _room(around, "margin", "top", "bottom")
        around = around.parent
    return line


def _line(style: Style) -> float:
    picture = next((image for image in style.element if image.tag in {"img", "svg"}), None)
    if picture is not None and not words(style.element):
        return _number(picture.get("height")) or COMFORTABLE
    return style.line_height or _NORMAL * (style.font_size or 16.0)


def _width(style: Style) -> float:
    """Only of a picture or a sign that stands alone; words are wide enough."""
    text = words(style.element)
    picture = next((image for image in style.element if image.tag in {"img", "svg"}), None)
    if text or picture is None:
        return COMFORTABLE if len(text) != 1 else LEAST
    return (_number(picture.get("width")) or COMFORTABLE) + _room(style, "padding", "left", "right")


def _number(text: str | None) -> float | None:
    return float(text) if text and text.isdigit() else None


def _room(style: Style, box: str, *sides: str) -> float:
    return sum(max(0.0, style.length(f"{box}-{side}") or 0.0) for side in sides)


def _neighbours(shown: View, style: Style) -> Iterator[tuple[Style, bool]]:
    """What else is pressed directly before and after it, and whether it lies beside it and not above or below."""
    for after in (False, True):
        one, other = _beside(style.element, after=after)
        targets = [] if other is None else [shown.seen[e] for e in other.iter() if is_target(e) and e in shown.seen]
        if targets and one in shown.seen:
            yield targets[0 if after else -1], _lies_in_a_row(shown.seen[one])


def _beside(element: etree._Element, *, after: bool) -> tuple[etree._Element, etree._Element | None]:
    """*element*, or what it alone fills, and what stands beside that."""
    while True:
        found, around = element.getnext() if after else element.getprevious(), element.getparent()
        if found is not None or around is None or own_words(around):
            return element, found
        element = around


def _lies_in_a_row(style: Style) -> bool:
    around = style.parent
    if around and around.display in {"flex", "inline-flex"}:
        return around.word("flex-direction").startswith("row")
    is_in_line = style.display.startswith("inline") or style.display == "table-cell" or style.float != "none"
    return is_in_line or bool(around and around.display in {"grid", "inline-grid"})


def _low(subject: Subject, document: Document) -> Iterator[Finding]:
    seen = view(document, PHONE).seen
    low = [
        style
        for element, style in seen.items()
        if is_target(element) and is_button(style) and _box(style) < COMFORTABLE
    ]
    for group in grouped(low, lambda style: (style.element.get("class"), _box(style))):
        yield LOW.finding(
            f"{example(one.element for one in group)}: the button is about {_box(group[0]):.0f} pixels high, better "
            f"are {COMFORTABLE:.0f}",
            lines.place(subject, document, group[0], "padding-top", "line-height"),
            hint="give it more padding above and below",
            artefact=document.name,
        )


def is_button(style: Style) -> bool:
    """Whether it looks like a button: a box with a ground or a line of its own."""
    if style.display in _INLINE:
        return False
    own = style.background
    if style.element.tag == "button" or own is None or not own.alpha:
        return style.element.tag == "button"
    return any(painted(around)[0] != own for around in upwards(style.parent))


def _box(style: Style) -> float:
    borders = sum(
        style.length(f"border-{side}-width") or 0
        for side in ("top", "bottom")
        if style.word(f"border-{side}-style") != "none"
    )
    return max(_line(style) + _room(style, "padding", "top", "bottom") + borders, style.length("min-height") or 0.0)
