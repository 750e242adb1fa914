"""
A finished HTML file, read by lxml: the page, or one of the views that mail clients have of a letter.

Elements are in document order. `Subject.place_of` tells which line of which template wrote one.
"""

import operator
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from lxml import etree
from lxml import html as lxml_html

_CONDITIONAL = re.compile(r"<!--\[if ([^\]]*)\]>(.*?)<!\[endif\]-->", re.DOTALL)
_FOR_OTHERS = re.compile(r"<!--\[if [^\]]*!\s*mso[^\]]*\]><!-->(.*?)<!--<!\[endif\]-->", re.DOTALL)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_TERM = re.compile(r"(?P<not>!?)\s*(?:(?P<how>[gl]te?)\s+)?mso(?:\s+(?P<number>\d{1,3}(?:\.\d{1,3})?))?", re.IGNORECASE)
_COMPARED = {"": operator.eq, "gt": operator.gt, "gte": operator.ge, "lt": operator.lt, "lte": operator.le}
_WORD = 16.0
"""The version that Outlook 2016, 2019, 2021 and classic Outlook of Microsoft 365 give."""


def as_others_see(html: str) -> str:
    """What every client but classic Outlook reads: its conditional comments are comments."""
    return _COMMENT.sub("", html)


def as_outlook_sees(html: str) -> str:
    """What Word reads: its conditional comments are opened, and what is kept from it is gone."""
    return _COMMENT.sub("", _CONDITIONAL.sub(_opened, _FOR_OTHERS.sub("", html)))


def _opened(match: re.Match[str]) -> str:
    return match[2] if _holds_in_word(match[1]) else ""


def _holds_in_word(condition: str) -> bool:
    """Whether Word takes what follows `[if condition]`; a condition is terms between `|`, which hold one by one."""
    return any(all(map(_term_holds, some.split("&"))) for some in condition.split("|"))


def _term_holds(term: str) -> bool:
    found = _TERM.fullmatch(term.replace("(", " ").replace(")", " ").strip())
    if not found:
        return False
    holds = _COMPARED[(found["how"] or "").lower()](_WORD, float(found["number"])) if found["number"] else True
    return holds != bool(found["not"])


@dataclass(frozen=True, eq=False)
class Document:
    """One HTML file in one view."""

    name: str
    """Of the artefact, like `newsletter.html`."""
    format: str
    """`newsletter` or `web`."""
    html: str
    """The whole file, conditional comments and all."""
    view: Callable[[str], str] = as_others_see
    """Makes of the file what one kind of client reads."""

    @cached_property
    def root(self) -> etree._Element:
        """`<html>`."""
        return parse(self.view(self.html))

    @cached_property
    def elements(self) -> tuple[etree._Element, ...]:
        """Every element in document order, `<html>` first; comments are not among them."""
        return tuple(element for element in self.root.iter() if isinstance(element.tag, str))

    @cached_property
    def number(self) -> dict[etree._Element, int]:
        """The position of every element."""
        return {element: number for number, element in enumerate(self.elements)}

    @property
    def body(self) -> etree._Element:
        found = self.root.find("body")
        return self.root if found is None else found

    def all(self, *tags: str) -> tuple[etree._Element, ...]:
        """Every element with one of these names."""
        return tuple(element for element in self.elements if element.tag in tags)


def parse(html: str) -> etree._Element:
    """The tree of a file; what is not HTML is read as well as may be."""
    parser = lxml_html.HTMLParser(encoding="utf-8", huge_tree=True)
    try:
        return lxml_html.document_fromstring(html.encode("utf-8", "replace"), parser=parser)
    except etree.ParserError:  # not one element
        return lxml_html.document_fromstring(b"<html><body></body></html>", parser=parser)


def words(element: etree._Element) -> str:
    """The text in an element, blanks as one."""
    return " ".join("".join(str(text) for text in element.itertext()).split())
