"""How large words are, how far apart their lines, and whether they stand straight on both sides."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from publish.check.accessibility.look import lines
from publish.check.accessibility.look.views import View, example, grouped, own_words, spoken, views
from publish.check.document import Document
from publish.check.finding import Finding, Rule, Severity
from publish.check.html import Style
from publish.check.html.tokens import solid
from publish.check.subject import Subject

SMALL = Rule(
    "C359",
    Severity.DEGRADES,
    "Text is at least 14 pixels large in a letter and 12 on a page",
    "Many readers are over fifty and read on a phone at arm's length; mail programs have no key that makes a letter "
    "larger. Set running text in 16 pixels and nothing below 14.",
    ("1.4.4",),
)
LEADING = Rule(
    "C360",
    Severity.COSMETIC,
    "Lines of running text are at least 1.2 times as far apart as the text is large",
    "When lines are close, the eye slips from one to the next, and people with dyslexia lose the thread first. Set a "
    "line height of about 1.5.",
    (),
    ("WCAG 2.2, 1.4.8 Visual Presentation (AAA)",),
)
WINDOW = Rule(
    "C363",
    Severity.DEGRADES,
    "Text grows when the reader makes it larger",
    "A size in `vw` or `vh` alone follows the window and nothing else: who zooms in to read better gets letters as "
    "small as before. Add a part in `rem`, like `calc(1rem + 2vw)`.",
    ("1.4.4",),
)
JUSTIFIED = Rule(
    "C364",
    Severity.COSMETIC,
    "Running text is not justified",
    "Text that is straight on both sides has gaps of different width between its words, on a phone above all. People "
    "with dyslexia see rivers instead of lines. Leave the right side ragged.",
    (),
    ("WCAG 2.2, 1.4.8 Visual Presentation (AAA)",),
)
RULES = (SMALL, LEADING, WINDOW, JUSTIFIED)

LEAST = {"newsletter": 14.0, "web": 12.0}
TINY = 9.0
"""Nobody reads this without a glass."""
TIGHT, TOUCHING = 1.2, 1.0
_RUNNING = 100
"""Letters from which words are running text."""
_LARGE = 24.0
"""Pixels; large letters may stand closer."""
_RAISED = frozenset({"sup", "sub", "rt", "rp"})
_OF_WINDOW = ("vw", "vh", "vi", "vb", "vmin", "vmax")


@dataclass(frozen=True, slots=True)
class _Asked:
    """One thing asked of every text."""

    rule: Rule
    name: str
    """The property that decides."""
    breaks: Callable[[Document, Style], str]
    """What is wrong with a text, in words; empty if nothing is."""
    hint: str


def check(subject: Subject) -> Iterator[Finding]:
    for document in subject.documents:
        for asked in _ALL:
            yield from _broken(subject, document, asked)


def _broken(subject: Subject, document: Document, asked: _Asked) -> Iterator[Finding]:
    found = (
        (shown, style, wrong)
        for shown in views(document)
        if not shown.medium.dark
        for style in shown.texts
        if (wrong := asked.breaks(document, style))
    )
    for group in grouped(found, lambda one: (one[2], _cause(one[1], asked.name))):
        shown, first, wrong = group[0]
        yield asked.rule.finding(
            f"{example(style.element for _, style, _ in group)}: {wrong}{_where(shown, document)}",
            lines.place(subject, document, first, asked.name),
            hint=asked.hint,
            artefact=document.name,
            severity=_severity(asked, first),
        )


def _cause(style: Style, name: str) -> object:
    said = style.declaration(name)
    return said[1].text if said else None


def _where(shown: View, document: Document) -> str:
    return "" if shown is views(document)[0] else f" {spoken(shown.medium)}"


def _severity(asked: _Asked, style: Style) -> Severity:
    if asked.rule is SMALL and (style.font_size or TINY) < TINY:
        return Severity.BREAKS
    if asked.rule is LEADING and (style.line_height or 0) < TOUCHING * (style.font_size or 0):
        return Severity.DEGRADES
    return asked.rule.severity


def _is_small(document: Document, style: Style) -> str:
    size, least = style.font_size, LEAST[document.format]
    if size is None or size >= least or style.element.tag in _RAISED or _is_raised(style):
        return ""
    return f"the text is {size:.3g} pixels large, expected at least {least:g}"


def _is_raised(style: Style) -> bool:
    """Whether it is the sign of a note, or stands in one."""
    return any(around.tag in _RAISED for around in style.element.iterancestors())


def _is_tight(_document: Document, style: Style) -> str:
    size, leading = style.font_size, style.line_height
    if not size or size >= _LARGE or leading is None or leading >= TIGHT * size - 0.01 or not _is_running(style):
        return ""
    return f"the lines are {leading / size:.2f} times as far apart as the text is large, expected at least {TIGHT}"


def _is_justified(_document: Document, style: Style) -> str:
    is_justified = style.word("text-align") == "justify" and _is_running(style)
    return "the text is justified, expected a ragged side" if is_justified else ""


def _is_of_the_window(_document: Document, style: Style) -> str:
    said = style.declaration("font-size")
    value = solid(style.value("font-size")) if said else ()
    is_window = len(value) == 1 and value[0].type == "dimension" and value[0].lower_unit.endswith(_OF_WINDOW)
    return "the size of the text depends on the window alone, and zooming does not change it" if is_window else ""


def _is_running(style: Style) -> bool:
    return len(own_words(style.element)) >= _RUNNING


_ALL = (
    _Asked(SMALL, "font-size", _is_small, "set a larger `font-size`"),
    _Asked(LEADING, "line-height", _is_tight, "set a `line-height` of about 1.5"),
    _Asked(WINDOW, "font-size", _is_of_the_window, "add a part in `rem`, like `calc(1rem + 2vw)`"),
    _Asked(JUSTIFIED, "text-align", _is_justified, "leave out `text-align: justify`"),
)
