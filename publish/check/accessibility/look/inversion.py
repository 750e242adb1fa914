"""
What becomes of a letter in mail programs that turn its colours by themselves in dark mode.

None of them says how it does so. The model is what people have measured (hteumeuleu.com on Outlook.com, the tables of
dark modes that Litmus and Email on Acid keep), in the lightness of CIELAB, hue and chroma kept:

    Gmail on iPhone      every colour is mirrored, 0 to 100 and 100 to 0
    Gmail on Android     light grounds and dark words are mirrored; dark grounds and light words stay
    Outlook on the web   as Gmail on Android, but what a rule with `[data-ogsc]` or `[data-ogsb]` sets is kept

Pictures stay what they are. So words on a picture are turned and their ground is not; and a rule that sets one colour
of two leaves the other to the program.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from publish.check.accessibility.look import lines
from publish.check.accessibility.look.contrast import needed
from publish.check.accessibility.look.ground import Pair, owner, painted, pair
from publish.check.accessibility.look.views import PHONE, example, grouped, view
from publish.check.document import Document
from publish.check.finding import Finding, Rule, Severity
from publish.check.html import Style, cascade
from publish.check.html.colours import Colour
from publish.check.html.declarations import Declaration
from publish.check.html.lightness import lightness, mirrored
from publish.check.subject import Subject
from publish.workspace import contrast

INVERTED = Rule(
    "C352",
    Severity.DEGRADES,
    "Text can be read where a mail program turns the colours of a letter by itself",
    "Gmail and Outlook ask nobody: in dark mode they make light grounds dark and dark words light. A picture stays as "
    "it is, and so does a colour that a rule for Outlook sets; words that depend on either disappear. Put words on a "
    "background colour of their own, and set both colours in the rules for Outlook or neither.",
    ("1.4.3",),
    ("hteumeuleu.com, Dealing with Outlook.com's dark mode",),
)
RULES = (INVERTED,)

LEAST = 3.0
"""What is asked of a guess at what others do: less than of colours that we set ourselves."""
_OUTLOOK = ("data-ogsc", "data-ogsb")
Turn = Callable[[Colour], Colour]


@dataclass(frozen=True, slots=True)
class Program:
    """A mail program that turns colours."""

    name: str
    ink: Turn
    ground: Turn
    hears_outlook: bool = False


def _mirrored_if_dark(colour: Colour) -> Colour:
    return mirrored(colour) if lightness(colour) < 50 else colour


def _mirrored_if_light(colour: Colour) -> Colour:
    return mirrored(colour) if lightness(colour) > 50 else colour


PROGRAMS = (
    Program("Gmail on iPhone", mirrored, mirrored),
    Program("Gmail on Android", _mirrored_if_dark, _mirrored_if_light),
    Program("Outlook on the web", _mirrored_if_dark, _mirrored_if_light, hears_outlook=True),
)


@dataclass(frozen=True, slots=True)
class Turned:
    """Words after a program has turned them."""

    program: Program
    document: Document
    """The letter as the program reads it."""
    style: Style
    is_ink_set: bool
    """Whether a rule for the program sets the colour of the words."""
    is_ground_set: bool
    ink: Colour
    ground: Colour
    is_pictured: bool


def check(subject: Subject) -> Iterator[Finding]:
    letter = subject.letter
    if letter is None:
        return
    found = [one for program in PROGRAMS for one in unreadable(letter, program)]
    for group in grouped((one for one in found if one.is_pictured), lambda one: _picture(one.style)):
        yield _on_a_picture(subject, letter, group)
    for group in grouped((one for one in found if not one.is_pictured), lambda one: (one.ink, one.ground)):
        yield _on_a_colour(subject, letter, group)


def unreadable(letter: Document, program: Program) -> Iterator[Turned]:
    """All words that cannot be read any more in *program*."""
    if program.hears_outlook and not any(name in letter.html for name in _OUTLOOK):
        return
    shown = _as_outlook_marks(letter) if program.hears_outlook else letter
    kept = _set_for_outlook(shown) if program.hears_outlook else frozenset()
    for style in view(shown, PHONE).texts:
        plain = pair(style)
        if not plain or (plain.ratio < needed(style) and not plain.is_pictured and not kept):
            continue  # what is too faint by itself is told by itself
        turned = _turned(shown, style, program, kept)
        if turned and _is_lost(turned, plain):
            yield turned


def _is_lost(turned: Turned, plain: Pair) -> bool:
    if turned.is_pictured:
        return turned.ink != plain.ink and not turned.program.hears_outlook
    return contrast.ratio(turned.ink.hexadecimal, turned.ground.hexadecimal) < LEAST


@lru_cache(maxsize=4)
def _as_outlook_marks(letter: Document) -> Document:
    """The letter with the attributes by which Outlook on the web tells that it is in dark mode."""
    return Document(
        letter.name,
        letter.format,
        letter.html,
        lambda html: letter.view(html).replace("<html", "<html data-ogsc data-ogsb", 1),
    )


def _set_for_outlook(letter: Document) -> frozenset[Declaration]:
    rules = (rule for sheet in cascade(letter).sheets for rule in sheet.rules)
    ours = (rule for rule in rules if any(name in rule.selector for name in _OUTLOOK))
    return frozenset(declaration for rule in ours for declaration in rule.block.declarations)


def _turned(shown: Document, style: Style, program: Program, kept: frozenset[Declaration]) -> Turned | None:
    behind = owner(style)
    ink, (ground, is_pictured, _) = style.color, painted(style)
    if ink is None or ground is None:
        return None
    is_ink_set, is_ground_set = _is_kept(style, "color", kept), _is_kept(behind, "background-color", kept)
    ground = ground if is_ground_set else program.ground(ground)
    ink = ink if is_ink_set else program.ink(ink.over(ground))
    return Turned(program, shown, style, is_ink_set, is_ground_set, ink.over(ground), ground, is_pictured)


def _is_kept(style: Style, name: str, kept: frozenset[Declaration]) -> bool:
    said = style.declaration(name)
    return said is not None and said[1] in kept


def _picture(style: Style) -> str:
    """Who says what is painted behind words."""
    said = owner(style).declaration("background-image")
    return said[1].text if said else ""


def _on_a_picture(subject: Subject, letter: Document, group: list[Turned]) -> Finding:
    first = group[0]
    programs = " and ".join(dict.fromkeys(one.program.name for one in group))
    return INVERTED.finding(
        f"{_example(letter, group)}: {programs} turns the words to {first.ink.hexadecimal} in dark mode and leaves the "
        "picture behind them",
        lines.place(subject, letter, owner(first.style), "background-image"),
        hint="give the words a background colour of their own, above the picture",
        artefact=letter.name,
    )


def _on_a_colour(subject: Subject, letter: Document, group: list[Turned]) -> Finding:
    first = group[0]
    ink, ground = first.ink.hexadecimal, first.ground.hexadecimal
    programs = " and ".join(dict.fromkeys(one.program.name for one in group))
    shown = int(contrast.ratio(ink, ground) * 100) / 100
    is_ground_at_fault = first.is_ground_set and not first.is_ink_set
    at, name = (owner(first.style), "background-color") if is_ground_at_fault else (first.style, "color")
    return INVERTED.finding(
        f"{_example(letter, group)}: {programs} makes {ink} on {ground} of it in dark mode, with a contrast of "
        f"{shown:.2f}:1, expected at least {LEAST:g}:1",
        lines.place(subject, first.document, at, name),
        hint="set the colour of the words and of their ground in the rules for Outlook, or neither",
        artefact=letter.name,
    )


def _example(letter: Document, group: list[Turned]) -> str:
    """Each program reads the letter as a document of its own; its elements are those of the letter."""
    return example(letter.elements[one.document.number[one.style.element]] for one in group)
