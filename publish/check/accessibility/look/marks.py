"""What must be told apart by more than a colour: links in a sentence, and the ring around what has the focus."""

from collections.abc import Iterator
from functools import lru_cache

from lxml import etree

from publish.check.accessibility.look import lines
from publish.check.accessibility.look.ground import behind, pair, ratio, upwards
from publish.check.accessibility.look.views import DARK, PHONE, example, grouped, own_texts, spoken, view
from publish.check.document import Document
from publish.check.finding import Finding, Rule, Severity
from publish.check.html import Medium, Style
from publish.check.subject import Subject
from publish.problems import Place
from publish.workspace import contrast

LINK = Rule(
    "C355",
    Severity.DEGRADES,
    "A link in a sentence can be told from the words around it without its colour",
    "One man in twelve sees red and green poorly, and a phone in sunlight shows hardly any colour. A link that "
    "differs by its colour alone is not found. Underline it.",
    ("1.4.1",),
)
RING = Rule(
    "C354",
    Severity.DEGRADES,
    "The ring around what has the focus has a contrast of 3:1 with what is behind it",
    "Who uses a keyboard finds the place on the page by the ring around a link or button. If it is hardly darker than "
    "the ground, the place is lost. Take a colour for `outline` that stands out, on dark grounds too.",
    ("1.4.11", "2.4.7"),
)
FOCUS = Rule(
    "C368",
    Severity.DEGRADES,
    "What has the focus shows it",
    "Browsers draw a ring around the link or button that a keyboard would press. A rule with `outline: none` takes it "
    "away, and people who cannot use a mouse no longer see where they are. Leave the ring, or draw another one.",
    ("2.4.7",),
)
RULES = (LINK, RING, FOCUS)

_WORDS_AROUND = 12
"""Letters around a link before it is in a sentence."""
_FOCUSABLE = frozenset({"button", "input", "select", "textarea", "summary"})
_SIDES = ("top", "right", "bottom", "left")


def check(subject: Subject) -> Iterator[Finding]:
    for document in subject.documents:
        yield from _links(subject, document)
        yield from _focus(subject, document)


def _links(subject: Subject, document: Document) -> Iterator[Finding]:
    found = [style for style in view(document, PHONE).texts if is_hidden_in_a_sentence(style)]
    for group in grouped(found, lambda style: (style.color, style.parent and style.parent.color)):
        first = group[0]
        yield LINK.finding(
            f"{example(one.element for one in group)}: the link differs from the words around it by its colour alone",
            lines.place(subject, document, first, "text-decoration-line", "color"),
            hint="underline links in running text",
            artefact=document.name,
        )


def is_hidden_in_a_sentence(style: Style) -> bool:
    """Whether a link among other words has nothing but a colour of its own, and one that is close to theirs."""
    element, around = style.element, style.parent
    if element.tag != "a" or element.get("href") is None or around is None or around.word("display") == "flex":
        return False
    letters = sum(char.isalpha() for text in own_texts(around.element) for char in text)
    if letters < _WORDS_AROUND or style.display not in {"inline", "inline-block"} or is_marked(style):
        return False
    ours, theirs = pair(style), pair(around)
    return ours is not None and theirs is not None and ratio(ours.ink, theirs.ink) < contrast.LARGE


def is_marked(style: Style) -> bool:
    """Whether anything but its colour tells a link from what it stands in."""
    around = style.parent
    if around is None or any("underline" in one.word("text-decoration-line") for one in upwards(style)):
        return True
    names = ("font-style", "font-family")
    has_line = any(_has_border(style, side) for side in _SIDES)
    differs = style.font_weight != around.font_weight or style.font_size != around.font_size
    own = style.background
    return has_line or differs or bool(own and own.alpha) or any(style.word(n) != around.word(n) for n in names)


def _has_border(style: Style, side: str) -> bool:
    return style.word(f"border-{side}-style") not in {"none", "hidden"} and style.length(f"border-{side}-width") != 0


# What has the focus


@lru_cache(maxsize=4)
def in_focus(document: Document) -> Document:
    """The same document, everything in it with the focus: the selectors say so of every element."""
    return Document(document.name, document.format, lines.focused(document.view(document.html)), str)


def _place(subject: Subject, document: Document, style: Style, name: str) -> Place:
    """Where a property of something in focus was written."""
    element, declaration = style.declaration(name) or (style.element, None)
    ours = document.elements[in_focus(document).number[element]]
    return lines.place_of(subject, document, ours, declaration) if declaration else subject.place_of(document, ours)


def _focus(subject: Subject, document: Document) -> Iterator[Finding]:
    if "outline" not in document.html:
        return
    lost = [style for style in _focusable(document, PHONE) if _is_lost(document, style)]
    for group in grouped(lost, lambda style: _said(style, "outline-style")):
        yield FOCUS.finding(
            f"{example(one.element for one in group)}: nothing shows that it has the focus, `outline` is taken away",
            _place(subject, document, group[0], "outline-style"),
            hint="leave the outline to the browser, or set one of your own for `:focus-visible`",
            artefact=document.name,
        )
    yield from _rings(subject, document, {style.element for style in lost})


def _rings(subject: Subject, document: Document, lost: set[object]) -> Iterator[Finding]:
    found = (
        (medium, style)
        for medium in (PHONE, DARK)
        for style in _focusable(document, medium)
        if style.element not in lost and _is_faint(style)
    )
    for group in grouped(found, lambda one: _said(one[1], "outline-color")):
        first = group[0][1]
        modes = " and ".join(dict.fromkeys(spoken(medium) for medium, _ in group))
        yield RING.finding(
            f"{example(_element(document, style) for _, style in group)}: the ring around what has the focus has less "
            f"contrast than {contrast.LARGE:g}:1 with what is behind it {modes}",
            _place(subject, document, first, "outline-color"),
            hint="set `outline-color` for this ground",
            artefact=document.name,
        )


def _said(style: Style, name: str) -> str:
    said = style.declaration(name)
    return said[1].text if said else ""


def _element(document: Document, style: Style) -> etree._Element:
    """The element of the document itself that has this style when it has the focus."""
    return document.elements[in_focus(document).number[style.element]]


def _focusable(document: Document, medium: Medium) -> Iterator[Style]:
    """The styles in focus of all that is seen and may have it."""
    seen, focused = view(document, medium).seen, in_focus(document)
    styles = view(focused, medium).styles
    for element, twin in zip(document.elements, focused.elements, strict=True):
        is_link = element.tag in {"a", "area"} and element.get("href") is not None
        may = is_link or element.tag in _FOCUSABLE or (element.get("tabindex") or "-").isdigit()
        if may and element in seen:
            yield styles[twin]


def _has_ring(style: Style) -> bool:
    return style.word("outline-style") != "none" and style.length("outline-width") != 0


def _is_lost(document: Document, style: Style) -> bool:
    """Whether the focus shows neither by a ring nor by anything else."""
    if not style.says("outline-style") or _has_ring(style):
        return False
    plain = view(document, PHONE).styles[document.elements[in_focus(document).number[style.element]]]
    return not any(style.word(name) != plain.word(name) for name in _SHOWING) and not _moves_a_colour(style, plain)


_SHOWING = ("box-shadow", "text-decoration-line", "border-bottom-style", "border-bottom-width", "border-left-width")


def _moves_a_colour(style: Style, plain: Style) -> bool:
    return any(style.colour(name) != plain.colour(name) for name in ("background-color", "border-bottom-color"))


def _is_faint(style: Style) -> bool:
    # What lies behind a box that is placed by itself, nobody can tell.
    if not style.says("outline-style") or not _has_ring(style) or style.position in {"absolute", "fixed"}:
        return False
    ring, ground = style.colour("outline-color"), behind(style)
    return ring is not None and ground is not None and ratio(ring.over(ground), ground) < contrast.LARGE
