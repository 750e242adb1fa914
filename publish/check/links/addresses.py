"""Every address in letter and page, and where it was written."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote, urljoin

from lxml import etree

from publish.check.document import Document
from publish.check.subject import Subject
from publish.problems import Place

_ATTRIBUTES = {
    "a": ("href",), "area": ("href",), "link": ("href",), "img": ("src", "srcset"), "source": ("src", "srcset"),
    "script": ("src",), "iframe": ("src",), "video": ("src", "poster"), "audio": ("src",), "object": ("data",),
    "embed": ("src",), "form": ("action",), "use": ("href",),
}  # fmt: skip
_URL = re.compile(r"url\(\s*[\"']?([^\"'()\s]{1,2000})", re.IGNORECASE)
_TOLD = re.compile(r"\"(https?://[^\"\\\s]{1,2000})\"")
"""An address in what is told to search engines."""
_ENDS = r"(?![\w/#?=&%~+-]|\.\w)"
"""What cannot follow an address that is whole."""
MARK = "%%unsubscribe_url%%"
"""What stands in a letter until it is composed for somebody."""


@dataclass(frozen=True, eq=False)
class Link:
    """An address where it stands."""

    document: Document
    element: etree._Element
    address: str
    is_followed: bool
    """Whether readers follow it; otherwise it is loaded with the file."""


def links(document: Document) -> Iterator[Link]:
    """All of them in document order, those in style sheets included; marks and data stand for no address."""
    for element in document.elements:
        for name in _ATTRIBUTES.get(element.tag, ()):
            value = element.get(name)
            for address in _split(name, value) if value is not None else ():
                if MARK not in address and not address.lower().startswith("data:"):
                    yield Link(document, element, address, element.tag in ("a", "area"))
        if element.tag == "script" and element.get("type") == "application/ld+json":
            told = _TOLD.findall((element.text or "").replace("\\/", "/"))
            yield from (Link(document, element, address, is_followed=False) for address in told)
        css = element.text or "" if element.tag == "style" else element.get("style", "")
        if "url(" in css.lower():
            found = (address for address in _URL.findall(css) if not address.lower().startswith("data:"))
            yield from (Link(document, element, address, is_followed=False) for address in found)


def _split(name: str, value: str) -> Iterator[str]:
    if name == "srcset":
        yield from (piece.split()[0] for piece in value.split(",") if piece.strip())
    else:
        yield value.strip()


def absolute(address: str, base: str) -> str:
    """An address as a browser completes it; as it stands, if it is none."""
    try:
        return urljoin(base, address)
    except ValueError:
        return address


def place_of(subject: Subject, link: Link) -> Place:
    """The line of the Markdown that holds the address, else that of the settings, else that of the template."""
    text = subject.sources.text
    for spelling in dict.fromkeys((link.address, unquote(link.address), link.address.partition(":")[2])):
        if len(spelling) > 2 and (found := re.search(re.escape(spelling) + _ENDS, text.content)):
            return text.place(found.start())
    if link.document.format == "brochure":
        return _in_brochure(subject, link.address)
    if link.element.tag in ("style", "script"):
        inside = subject.sources.template(link.document.format, link.address.rpartition("/")[2] or link.address)
        return inside or subject.place_of(link.document, link.element)
    return subject.place_of(link.document, link.element)


def _in_brochure(subject: Subject, address: str) -> Place:
    """The template that writes an address of the PDF, as far as it writes it itself; the first of them otherwise."""
    spellings = (address, address.rpartition("/")[2])
    found = (subject.sources.template("brochure", spelling) for spelling in spellings if len(spelling) > 2)
    file = subject.theme.workspace.template("brochure/brochure.html.j2")
    fallback = Place(subject.theme.workspace.shown(file)) if file else subject.sources.whole
    return next((place for place in found if place), fallback)
