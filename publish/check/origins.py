"""
Which line of which template wrote an element of a finished file.

The file is made once more with marks in it, and the two are read side by side: marks add attributes or
characters, never elements, so the n-th element of one is the n-th of the other. That costs as much as rendering,
and is done only for a format in which something was found.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from lxml import etree

from publish.check.document import Document, parse
from publish.edition import Edition
from publish.formats import FORMATS
from publish.problems import Place
from publish.theme import Theme
from publish.theme.marks import unmark

_FIRST = {"newsletter": "letter.mjml.j2", "web": "page.html.j2"}


@dataclass(frozen=True, eq=False)
class Origins:
    """The origins of one file's elements, in all its views."""

    fallback: Place
    find: Callable[[Document], list[Place | None]]
    """The place of each element of a document, in document order."""
    _known: dict[Document, list[Place | None]] = field(default_factory=dict)

    def place(self, document: Document, element: etree._Element) -> Place:
        """Where *element* was written: its own place, that of what it stands in, or of what stands in it."""
        if document not in self._known:
            self._known[document] = self.find(document)
        places, number = self._known[document], document.number
        if len(places) != len(document.elements):
            return self.fallback
        near = (element, *element.iterancestors(), *element.iterdescendants())
        outer = {document.root, document.body} - {element}
        found = (places[number[one]] for one in near if one in number and one not in outer)
        return next((place for place in found if place), self.fallback)


def of(document: Document, edition: Edition, theme: Theme) -> Origins:
    """The origins of a letter's or a page's elements."""
    folder = FORMATS[document.format].templates[0]
    name = f"{folder}/{_FIRST[document.format]}"
    file = theme.workspace.template(name)
    fallback = Place(theme.workspace.shown(file) if file else f"templates/{name}")
    find = _of_letter(edition, theme) if document.format == "newsletter" else _of_page(edition, theme)
    return Origins(fallback, find)


def _of_letter(edition: Edition, theme: Theme) -> Callable[[Document], list[Place | None]]:
    """The MJML's line and column are carried through the compiler, in attributes and classes."""
    from publish.formats import mjml, newsletter

    source, written = unmark(newsletter.marked_mjml(edition, theme))
    traced = mjml.traced(source)

    def find(document: Document) -> list[Place | None]:
        elements = [element for element in parse(document.view(traced)).iter() if isinstance(element.tag, str)]
        if [element.tag for element in elements] != [element.tag for element in document.elements]:
            return []
        points = (mjml.point(element.get("class", ""), element.get(mjml.TRACE, "")) for element in elements)
        return [written.place(point[0], point[1]) if point else None for point in points]

    return find


def _of_page(edition: Edition, theme: Theme) -> Callable[[Document], list[Place | None]]:
    """Every line of the page begins with the line of a template."""
    from publish.formats import web

    html, written = unmark(web.page(edition, theme.traced()))

    def find(document: Document) -> list[Place | None]:
        if html != document.html:
            return []
        # `view` takes comments out, whole lines of them too: lines are counted in what was parsed.
        blanked = re.sub(r"<!--.*?-->", lambda match: "\n" * match[0].count("\n"), document.html, flags=re.DOTALL)
        elements = [element for element in parse(blanked).iter() if isinstance(element.tag, str)]
        return [written.place(int(str(element.sourceline or 0))) for element in elements]

    return find
