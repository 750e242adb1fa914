"""Words that cannot be told from what is behind them, in light mode and in dark."""

from collections.abc import Hashable, Iterator
from dataclasses import dataclass, replace

from publish.check.accessibility.look import lines
from publish.check.accessibility.look.ground import Pair, owner, pair
from publish.check.accessibility.look.views import View, example, grouped, spoken, view, views
from publish.check.document import Document
from publish.check.finding import Finding, Rule, Severity
from publish.check.html import Style
from publish.check.html.sheet import Rule as CssRule
from publish.check.html.tokens import ident
from publish.check.subject import Subject
from publish.problems import Place
from publish.workspace import contrast

TEXT = Rule(
    "C350",
    Severity.DEGRADES,
    "Text has a contrast of 4.5:1 with what is behind it, large text 3:1",
    "People with low vision, and everybody in the sun or on a poor screen, cannot read words that are hardly darker "
    "than their ground. Take a darker ink or a lighter ground; the colours of the brand are measured and fit together.",
    ("1.4.3",),
)
DARK = Rule(
    "C351",
    Severity.DEGRADES,
    "A dark mode changes the colour of text and of its ground together",
    "In dark mode one of the two colours is replaced and the other is not, so that dark words stand on a dark ground "
    "or light words on a light one. Set both in the rules for dark mode, or neither.",
    ("1.4.3",),
)
PICTURED = Rule(
    "C353",
    Severity.DEGRADES,
    "Text on a picture can be read before the picture has loaded, and without it",
    "Many mail programs block pictures, and on a train they come late. Words that are only readable on the picture are "
    "gone until then. Give the same box a background colour like that of the picture.",
    ("1.4.3",),
)
RULES = (TEXT, DARK, PICTURED)

_PAINTS = ("--", "all", "background", "clip", "opacity", "position", "visibility")
LARGE_PIXELS, LARGE_BOLD_PIXELS, BOLD = 24.0, 18.66, 700


@dataclass(frozen=True, slots=True)
class Faint:
    """An element whose words are too faint in one view."""

    view: View
    style: Style
    pair: Pair
    least: float

    @property
    def cause(self) -> tuple[Hashable, ...]:
        """What findings are grouped by."""
        return self.pair.ink.hexadecimal, self.pair.ground.hexadecimal, self.pair.is_pictured

    @property
    def is_unreadable(self) -> bool:
        """Whether even good eyes have to guess."""
        is_picture = self.style.element.tag == "img"  # most people see it
        return not is_picture and self.pair.ratio < (3.0 if self.least == contrast.TEXT else 2.0)


def check(subject: Subject) -> Iterator[Finding]:
    for document in subject.documents:
        found = (one for shown in _painted_otherwise(document) for one in faint(shown))
        for group in grouped(found, lambda one: one.cause):
            yield _finding(subject, document, group)


def _painted_otherwise(document: Document) -> Iterator[View]:
    """Of the ways to look at a document, those in which other rules for colours hold than in all before."""
    told = set()
    for shown in views(document):
        rules = frozenset(rule for rule in shown.styles.holding if _paints(rule))
        if (rules, shown.medium.dark) not in told:
            told.add((rules, shown.medium.dark))
            yield shown


def _paints(rule: CssRule) -> bool:
    """
    Whether a rule can change what is seen of words: a colour, or whether they are there.

    Not their size: it is the phone that has the smaller words, which need more contrast, and it is looked at first.
    """
    return any(
        declaration.name.startswith(_PAINTS)
        or (declaration.name != "color-scheme" and "color" in declaration.name)
        or (declaration.name == "display" and ident(declaration.value) == "none")
        for declaration in rule.block.declarations
    )


def faint(view: View) -> Iterator[Faint]:
    """Everything in *view* that is too faint; of pictures in a letter, what is said where they are blocked."""
    for style in (*view.texts, *_said_of_pictures(view)):
        found, least = pair(style), needed(style)
        if found and found.ratio < least and not (found.is_pictured and _is_certain(style)):
            yield Faint(view, style, found, least)


def _said_of_pictures(view: View) -> Iterator[Style]:
    if view.document.format == "newsletter":
        yield from (view.seen[image] for image in view.document.all("img") if image.get("alt") and image in view.seen)


def needed(style: Style) -> float:
    """The contrast that WCAG asks of text as large as this."""
    size = style.font_size or 0.0
    is_large = size >= LARGE_PIXELS or (size >= LARGE_BOLD_PIXELS and style.font_weight >= BOLD)
    return contrast.LARGE if is_large else contrast.TEXT


def _is_certain(style: Style) -> bool:
    """Whether what is pictured has no colour of its own below it that could be wrong, like a gradient of a shadow."""
    background = owner(style).background
    return background is not None and background.alpha == 1


def _finding(subject: Subject, document: Document, group: list[Faint]) -> Finding:
    first = group[0]
    ink, ground = first.pair.ink.hexadecimal, first.pair.ground.hexadecimal
    rule = PICTURED if first.pair.is_pictured else DARK if _is_half_changed(first) else TEXT
    shown = int(first.pair.ratio * 100) / 100  # never rounded up to what is asked
    without = " before the picture has loaded" if rule is PICTURED else ""
    return rule.finding(
        f"{example(found.style.element for found in group)}: {ink} on {ground} has a contrast of {shown:.2f}:1 "
        f"{spoken(first.view.medium)}{without}, expected at least {first.least:g}:1",
        _place(subject, document, first, rule),
        hint=_hint(first, rule),
        artefact=document.name,
        severity=Severity.BREAKS if any(found.is_unreadable for found in group) else Severity.DEGRADES,
    )


def _hint(found: Faint, rule: Rule) -> str:
    if rule is PICTURED:
        return "give the same box a background colour like that of the picture"
    if rule is DARK:
        return "set both colours in the rules for dark mode, or neither"
    remedy = contrast.remedy(found.pair.ink.hexadecimal, [found.pair.ground.hexadecimal], found.least)
    return f"the nearest colour of text that would do is `{remedy}`" if remedy else "change the ground"


def _in_light(found: Faint) -> Style:
    return view(found.view.document, replace(found.view.medium, dark=False)).styles[found.style.element]


def _is_half_changed(found: Faint) -> bool:
    if not found.view.medium.dark:
        return False
    before = pair(_in_light(found))
    if before is None or before.ratio < found.least:
        return False
    return (before.ink == found.pair.ink) != (before.ground == found.pair.ground)


def _place(subject: Subject, document: Document, found: Faint, rule: Rule) -> Place:
    style, ground = found.style, owner(found.style)
    if rule is PICTURED:
        return lines.place(subject, document, ground, "background-image")
    before = pair(_in_light(found))
    if rule is DARK and before and before.ink != found.pair.ink:
        return lines.place(subject, document, ground, "background-color")
    is_ground_strange = found.pair.ground.hexadecimal not in _brand(subject)
    if rule is TEXT and is_ground_strange and found.pair.ink.hexadecimal in _brand(subject):
        return lines.place(subject, document, ground, "background-color")
    return lines.place(subject, document, style, "color")


def _brand(subject: Subject) -> frozenset[str]:
    """Every colour that the brand knows: what is not among them was written by hand."""
    brand = subject.theme.brand
    return frozenset(value for mode in (brand.light, brand.dark) for _, value in mode.properties)
