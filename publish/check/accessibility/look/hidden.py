"""Words of the edition that nobody sees, and words that only a style sheet has."""

from collections.abc import Iterator

from lxml import etree

from publish.check.accessibility.look import lines
from publish.check.accessibility.look.views import DESK, PHONE, View, example, grouped, view
from publish.check.document import Document, words
from publish.check.finding import Finding, Severity
from publish.check.finding import Rule as Asked
from publish.check.html import Medium, Style, cascade
from publish.check.html.sheet import Rule
from publish.check.places import letters_of
from publish.check.subject import Subject

HIDDEN = Asked(
    "C370",
    Severity.BREAKS,
    "What the edition says is shown",
    "Words with `display: none` are there for nobody: not on the screen, not on paper, not in a screen reader. If they "
    "are not meant to be shown, take them out; otherwise take away what hides them.",
    ("1.3.1",),
)
PAINTED = Asked(
    "C371",
    Severity.DEGRADES,
    "No words stand in a style sheet alone",
    "Words in `content:` cannot be searched, copied or translated, some screen readers skip them, and mail programs "
    "drop them. Write them in the template.",
    ("1.3.1",),
    ("WCAG 2.2, failure F87",),
)
RULES = (HIDDEN, PAINTED)

_PRINT = Medium(width=718.0, height=1047.0, kind="print")
_LETTERS = 3
_NEVER_SHOWN = frozenset({"head", "script", "style", "template", "noscript", "title"})


def check(subject: Subject) -> Iterator[Finding]:
    for document in subject.documents:
        yield from _hidden(subject, document)
        yield from _painted(subject, document)


def _hidden(subject: Subject, document: Document) -> Iterator[Finding]:
    phone, desk = view(document, PHONE), view(document, DESK)
    paper = [view(document, _PRINT)] if document.format == "web" else []
    lost = [
        element
        for element in _unseen(phone)
        if _is_of_the_edition(subject, words(element)) and not _is_shown_elsewhere(phone, words(element))
    ]
    for group in grouped(lost, lambda element: (element in desk.seen, _said(phone.styles[element]))):
        first = group[0]
        is_only_wide = first in desk.seen
        if not is_only_wide and any(first in shown.seen for shown in paper):
            continue  # meant for paper
        yield HIDDEN.finding(
            f"{example(group)}: {'not shown on a phone' if is_only_wide else 'shown nowhere'}",
            lines.place(subject, document, phone.styles[first], "display"),
            hint="take away what hides the words, or the words",
            artefact=document.name,
            severity=Severity.DEGRADES if is_only_wide else Severity.BREAKS,
        )


def _unseen(shown: View) -> Iterator[etree._Element]:
    """The outermost elements that are not displayed."""
    for element in shown.document.elements:
        around = element.getparent()
        if element not in shown.seen and around in shown.seen and element.tag not in _NEVER_SHOWN:
            yield element


def _is_of_the_edition(subject: Subject, said: str) -> bool:
    """Whether an editor wrote it to be read there; the preheader is meant for the list of letters."""
    letters = letters_of(said)
    if len(letters) < _LETTERS or letters.startswith(letters_of(subject.edition.preheader or "-")):
        return False
    return subject.sources.in_edition(said) is not None


def _is_shown_elsewhere(shown: View, said: str) -> bool:
    everything = "".join(letters_of(words_) for words_ in (_own(one) for one in shown.seen))
    return letters_of(said) in everything


def _said(style: Style) -> str:
    said = style.declaration("display")
    return said[1].text if said else ""


def _own(element: etree._Element) -> str:
    return f"{element.text or ''}{''.join(child.tail or '' for child in element)}"


def _painted(subject: Subject, document: Document) -> Iterator[Finding]:
    rules = (rule for sheet in cascade(document).sheets for rule in sheet.rules if rule.holds(PHONE))
    for rule in rules:
        said = painted_words(rule)
        element = next(
            (one for one in view(document, PHONE).seen if said and _is_before_or_after(document, rule, one)), None
        )
        if element is not None:
            yield PAINTED.finding(
                f"'{said}' stands in a style sheet alone",
                lines.place_of_rule(subject, document, rule),
                hint="write the words in the template",
                artefact=document.name,
            )


def painted_words(rule: Rule) -> str:
    """The words that a rule writes before or after an element; empty if it writes none."""
    values = [declaration.value for declaration in rule.block.declarations if declaration.name == "content"]
    texts = [token.value for token in (values[-1] if values else ()) if token.type == "string"]
    text = " ".join("".join(texts).split())
    return text if sum(char.isalpha() for char in text) >= _LETTERS else ""


def _is_before_or_after(document: Document, rule: Rule, element: etree._Element) -> bool:
    return cascade(document).is_for(rule, element, pseudo=("before", "after"))
