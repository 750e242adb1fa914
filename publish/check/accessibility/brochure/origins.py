"""
Which line of the brochure's templates wrote what a reader hears.

The page from which the PDF was made is written once more with marks in it. That is done only if something was found.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

from lxml import etree

from publish.check.document import parse
from publish.check.places import letters_of
from publish.check.subject import Subject
from publish.problems import Place, PublishError

_FIRST = "brochure/brochure.html.j2"


@dataclass(frozen=True, eq=False)
class Origins:
    """The origins of one brochure."""

    subject: Subject

    def words(self, words: str, *tags: str) -> Place:
        """The line that wrote the smallest element with *words* in it; of several, the line that wrote most of them."""
        needle = letters_of(words)
        found = [(len(text), place) for element, text, place in self._written if needle in text and _is(element, tags)]
        smallest = min((length for length, _ in found), default=0)
        near = Counter(place for length, place in found if length == smallest)
        return near.most_common(1)[0][0] if needle and near else self.first

    def element(self, fits: Callable[[etree._Element], bool]) -> Place | None:
        """The line that wrote the first element that *fits*."""
        return next((place for element, _, place in self._written if fits(element)), None)

    def style(self, declaration: str) -> Place | None:
        """Where a template's style has what the pattern *declaration* describes."""
        for text in self.subject.sources.templates("brochure"):
            if found := re.search(declaration, text.content):
                return text.place(found.start())
        return None

    def spelled(self, spelling: str) -> Place:
        """Where a template has *spelling*."""
        return self.subject.sources.template("brochure", spelling) or self.first

    @property
    def first(self) -> Place:
        """The template in which all begins."""
        file = self.subject.theme.workspace.template(_FIRST)
        return Place(self.subject.theme.workspace.shown(file) if file else f"templates/{_FIRST}")

    @cached_property
    def _written(self) -> tuple[tuple[etree._Element, str, Place], ...]:
        return tuple(self._elements())

    def _elements(self) -> Iterator[tuple[etree._Element, str, Place]]:
        """Every element in the body, with its letters and the line that wrote it."""
        from publish.formats import brochure
        from publish.theme.marks import unmark

        try:
            html, written = unmark(brochure.page(self.subject.edition, self.subject.theme.traced()))
        except PublishError:
            return
        body = parse(html).find("body")
        for element in () if body is None else body.iterdescendants():
            place = written.place(int(str(element.sourceline or 0))) if isinstance(element.tag, str) else None
            if place:
                yield element, letters_of("".join(str(text) for text in element.itertext())), place


def _is(element: etree._Element, tags: tuple[str, ...]) -> bool:
    return not tags or element.tag in tags
