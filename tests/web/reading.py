"""A page read back by html5lib, which had no part in making it."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from xml.etree.ElementTree import Element

import html5lib

from publish.edition import Edition
from publish.formats import web
from tests import made


@dataclass(frozen=True)
class Page:
    """The tree of a page, and what one asks it."""

    tree: Element

    def all(self, path: str) -> list[Element]:
        """Every element that an ElementTree *path* finds."""
        return self.tree.findall(path)

    def text(self, path: str) -> str:
        """The words of the first element at *path*, blanks run together."""
        found = self.tree.find(path)
        assert found is not None, path
        return " ".join("".join(found.itertext()).split(" ")).strip()

    def meta(self) -> dict[str, str]:
        """What `meta` elements say, by `property` or `name`; of two with one name the first."""
        pairs = [(m.get("property") or m.get("name") or "", m.get("content", "")) for m in self.all(".//meta")]
        return dict(reversed(pairs))

    def article(self) -> dict[str, Any]:
        """The schema.org description."""
        data: dict[str, Any] = json.loads(self.text(".//script"))
        return data

    def headings(self) -> list[int]:
        """The level of every heading, in order."""
        return [int(e.tag[1]) for e in self.tree.iter() if e.tag in {"h1", "h2", "h3", "h4", "h5", "h6"}]

    def addresses(self) -> Iterator[str]:
        """What a browser fetches by itself when it shows the page."""
        for element in self.tree.iter():
            yield from filter(None, [element.get("src")])
            yield from (part.split()[0] for part in (element.get("srcset") or "").split(",") if part)
            if element.tag == "link" and element.get("rel") in {"preload", "stylesheet", "icon"}:
                yield element.get("href", "")


def read(data: bytes) -> Page:
    """
    The page in *data*.

    Raises:
        html5lib.html5parser.ParseError: at the first thing that is not HTML.
    """
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    return Page(parser.parse(data, transport_encoding="utf-8"))


def rendered(edition: Edition) -> dict[str, bytes]:
    """Every file of *edition* on the web, by name, in the look of this repository."""
    return {artefact.name: artefact.data for artefact in web.render(edition, made.theme())}


def page_of(edition: Edition) -> Page:
    """Its page."""
    return read(rendered(edition)["index.html"])
