"""
Which line of which template said something about an element's looks.

The document is written once more with marks in it, and every rule of its style sheets then has a line. What a compiler
has moved into a style attribute is found again by its selector and its value. This is done only when something was
found.
"""

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from lxml import etree

from publish.check.document import Document
from publish.check.html import Style, cascade, sheet
from publish.check.html.declarations import Declaration
from publish.check.html.sheet import Rule
from publish.check.html.tokens import spelling
from publish.check.subject import Subject
from publish.formats import newsletter, web
from publish.problems import Place
from publish.theme.marks import Origins, unmark

_STYLE = re.compile(r"<(mj-style|style)\b[^<>]*>(.*?)</\1>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Written:
    """Every rule that the templates of a format write, in order, with its line in what they write."""

    rules: tuple[tuple[Rule, int], ...]
    """Each with the number of lines above its sheet."""
    origins: Origins

    def place(self, line: int) -> Place | None:
        """The line of the template."""
        return self.origins.place(line)


@lru_cache(maxsize=4)
def written(subject: Subject, format_: str) -> Written:
    """The rules of a format."""
    theme = subject.theme.traced()
    marked = web.page if format_ == "web" else newsletter.marked_mjml
    source, origins = unmark(marked(subject.edition, theme))
    sheets = ((sheet.read(found[2]), source.count("\n", 0, found.start(2))) for found in _STYLE.finditer(source))
    return Written(tuple((rule, above) for one, above in sheets for rule in one.rules), origins)


def place(subject: Subject, document: Document, style: Style, *names: str) -> Place:
    """Where the first of *names* that anybody gives a value was written, else where the element was."""
    said = next((said for name in names if (said := style.declaration(name))), None)
    return place_of(subject, document, *said) if said else subject.place_of(document, style.element)


def place_of(subject: Subject, document: Document, element: etree._Element, declaration: Declaration) -> Place:
    """Where *declaration*, which *element* has, was written, else where the element was."""
    found = _of_rule(subject, document, element, declaration) or _of_attribute(subject, document, declaration)
    return found or subject.place_of(document, element)


def place_of_rule(subject: Subject, document: Document, rule: Rule, declaration: Declaration | None = None) -> Place:
    """Where a rule of the document was written, or one declaration of it."""
    for one, above in written(subject, document.format).rules:
        if one.selector == rule.selector and one.media == rule.media:
            lines = [ours.line for ours in one.block.declarations if declaration and ours.text == declaration.text]
            if not declaration or lines:
                found = written(subject, document.format).place(above + (lines[-1] if lines else one.line))
                return found or subject.place_of(document, document.root)
    return subject.place_of(document, document.root)


def _of_rule(subject: Subject, document: Document, element: etree._Element, declaration: Declaration) -> Place | None:
    known = written(subject, document.format)
    for rule, above in reversed(known.rules):
        lines = [ours.line for ours in rule.block.declarations if ours.text == declaration.text]
        if lines and cascade(document).is_for(_focused(rule), element):
            return known.place(above + lines[-1])
    return None


def _focused(rule: Rule) -> Rule:
    """The rule as it is for what has the focus."""
    return replace(rule, matchers=sheet.compiled(focused(rule.selector))) if ":focus" in rule.selector else rule


def focused(css: str) -> str:
    """Selectors that are for everything, as if it all had the focus; they weigh the same."""
    for name in (":focus-visible", ":focus-within", ":focus"):
        css = css.replace(name, ":not(._)")
    return css


def _of_attribute(subject: Subject, document: Document, declaration: Declaration) -> Place | None:
    """MJML writes styles as attributes; many of them stand far from the element, in `mj-attributes`."""
    value = spelling(declaration.value)
    if document.format != "newsletter" or "{" in value:
        return None
    names = dict.fromkeys((declaration.name, f"{declaration.name}-color", "background-color", "inner-padding"))
    found = (subject.sources.template("newsletter", f'{name}="{value}"') for name in names)
    return next((one for one in found if one), None)
