"""
From a problem of a finished PDF to the line that wrote what it is about.

When our own check refuses a brochure (E510 to E592), there is no file to look into: the problem says `Figure 2`, the
second picture that is heard. The page that the PDF was to be made of is written once more, with the marks of its
templates, and its second picture has a line.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from lxml import etree

from publish.check.document import parse, words
from publish.check.places import Sources
from publish.edition import Edition
from publish.problems import Place, Problem, PublishError
from publish.theme import Theme

_ELEMENT = re.compile(r"(?:page \d+, )?([A-Za-z0-9]+) (\d+): ")
_SPELT = {"E514": "<html", "E515": "<html", "E516": "<title>", "E518": "<title>"}
"""What a template has to have, by the code of the problem that says that it has not."""
_WRITTEN = frozenset({"table", "caption", "tr", "th", "td", "ul", "ol", "li", "a", "p"})
"""Elements that a text has as often as a template."""


def placed(problem: Problem, edition: Edition, theme: Theme) -> Problem:
    """The same problem at the line of the template, or of the text, that wrote its element; as it was, if in doubt."""
    sources = Sources(edition, theme.workspace)
    if spelling := _SPELT.get(problem.code):
        place = sources.template("brochure", spelling)
    else:
        found = _ELEMENT.match(problem.message)
        place = _place(found[1], int(found[2]), edition, theme, sources) if found else None
    return replace(problem, place=place) if place else problem


def _place(type_: str, number: int, edition: Edition, theme: Theme, sources: Sources) -> Place | None:
    fits = _FITS.get(type_)
    alike = [(element, place) for element, place in _written(edition, theme) if fits and fits(element)]
    if not 0 < number <= len(alike):
        return None
    element, place = alike[number - 1]
    own = sources.in_edition(words(element)) if element.tag in _WRITTEN else None
    return own or place


def _written(edition: Edition, theme: Theme) -> Iterator[tuple[etree._Element, Place | None]]:
    """Every element of the page that a screen reader hears, with the line of the template that wrote it."""
    from publish.formats import brochure
    from publish.theme.marks import unmark

    try:
        html, origins = unmark(brochure.page(edition, theme.traced()))
    except PublishError:
        return
    for element in parse(html).iter():
        if isinstance(element.tag, str) and not _is_hidden(element):
            yield element, origins.place(int(str(element.sourceline or 0)))


def _is_hidden(element: etree._Element) -> bool:
    around = (element, *element.iterancestors())
    is_silent = element.tag == "img" and (element.get("alt") == "" or element.get("role") in {"presentation", "none"})
    return is_silent or any(one.get("aria-hidden") == "true" for one in around)


def _tagged(*tags: str) -> Callable[[etree._Element], bool]:
    return lambda element: element.tag in tags


_FITS: dict[str, Callable[[etree._Element], bool]] = {
    **{f"H{level}": _tagged(f"h{level}") for level in range(1, 7)},
    **{name: _tagged(name.lower()) for name in ("Table", "THead", "TBody", "TFoot", "TR", "TH", "TD", "BlockQuote")},
    "Caption": _tagged("caption"),
    "Figure": _tagged("img", "svg", "object", "embed"),
    "L": _tagged("ul", "ol", "dl", "menu"),
    "LI": _tagged("li"),
    "Link": lambda element: element.tag == "a" and bool(element.get("href")),
}
"""Which elements of HTML become a type of the PDF."""
