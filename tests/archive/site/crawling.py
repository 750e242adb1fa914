"""A visitor who follows everything that a page, a feed or a sitemap names, and writes down what answered."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urldefrag, urljoin
from urllib.request import urlopen

from lxml import etree, html

from tests.archive.site.conftest import Shown

_RESOURCES = frozenset({"img", "script", "style", "icon", "stylesheet", "preload", "srcset", "css"})
_URL = re.compile(r"url\(\s*[\"']?([^\"')]+)")


@dataclass(frozen=True)
class Reference:
    """Something that a file names."""

    address: str
    """Absolute."""
    kind: str

    @property
    def is_fetched(self) -> bool:
        """Whether a browser asks for it by itself."""
        return self.kind in _RESOURCES


@dataclass
class Answer:
    """What a server said."""

    status: int
    type: str
    data: bytes
    references: list[Reference] = field(default_factory=list)

    @property
    def page(self) -> Any:
        """It, as a page."""
        return html.document_fromstring(self.data, parser=html.HTMLParser(encoding="utf-8"))

    def links(self, relation: str) -> list[Any]:
        """Its `<link>`s of one relation."""
        return [link for link in self.page.iter("link") if link.get("rel") == relation]


def crawl(site: Shown, *first: str) -> dict[str, Answer]:
    """Everything of the site that can be reached from the paths *first*, by public address without fragment."""
    waiting = [f"{site.base}/{path}" for path in first]
    seen: dict[str, Answer] = {}
    while waiting:
        address = waiting.pop()
        if address in seen:
            continue
        answer = fetch(site.here(address))
        answer.references = [*_references(answer, address)]
        seen[address] = answer
        waiting += [urldefrag(one.address)[0] for one in answer.references if site.is_own(one.address)]
    return seen


def fetch(address: str) -> Answer:
    """What stands at an address on this computer."""
    try:
        with urlopen(address) as response:  # noqa: S310  # our own server
            return Answer(response.status, response.headers.get_content_type(), response.read())
    except HTTPError as error:
        with error:
            return Answer(error.code, error.headers.get_content_type(), error.read())


def _references(answer: Answer, address: str) -> Iterator[Reference]:
    found = _FINDERS.get(answer.type)
    for kind, target in found(answer.data) if found and answer.status == 200 else ():
        if not target.startswith(("data:", "mailto:", "tel:")):
            yield Reference(urljoin(address, target), kind)


def _in_page(data: bytes) -> Iterator[tuple[str, str]]:
    page: Any = Answer(200, "", data).page
    for element in page.iter("a", "link", "img", "script", "source", "form", "td", "table", "body"):
        kind = element.get("rel", "link").split()[-1] if element.tag == "link" else element.tag
        names = ("href", "src", "action", "background")
        yield from ((kind, element.get(name)) for name in names if element.get(name))
        yield from (("srcset", part.split()[0]) for part in element.get("srcset", "").split(",") if part)
        yield from _in_styles(element.get("style", "").encode())
    for meta in page.iter("meta"):
        content = meta.get("content", "")
        if meta.get("property") in {"og:image", "og:url"}:
            yield "og", content
        elif meta.get("http-equiv") == "refresh":
            yield "refresh", content.partition("url=")[2]
    for style in page.iter("style"):
        yield from _in_styles((style.text or "").encode())


def _in_styles(data: bytes) -> Iterator[tuple[str, str]]:
    yield from (("css", found) for found in _URL.findall(data.decode()) if not found.startswith("#"))


def _in_xml(data: bytes) -> Iterator[tuple[str, str]]:
    for element in etree.fromstring(data).iter(etree.Element):
        for name in ("href", "url"):
            if value := element.get(name):
                yield "feed", value
        if (text := (element.text or "").strip()).startswith(("http:", "https:")):
            yield "feed", text


def _in_json(data: bytes) -> Iterator[tuple[str, str]]:
    def walk(tree: Any) -> Iterator[str]:
        if isinstance(tree, dict | list):
            for one in tree.values() if isinstance(tree, dict) else tree:
                yield from walk(one)
        elif isinstance(tree, str) and re.fullmatch(r"https?://\S+|[\w./-]+/manifest\.json", tree):
            yield tree

    yield from (("feed", one) for one in walk(json.loads(data)) if not one.startswith("https://jsonfeed.org/"))


def _in_robots(data: bytes) -> Iterator[tuple[str, str]]:
    yield from (("robots", found) for found in re.findall(r"^Sitemap: (\S+)$", data.decode(), re.MULTILINE))


_FINDERS = {
    "text/html": _in_page,
    "text/css": _in_styles,
    "application/atom+xml": _in_xml,
    "application/rss+xml": _in_xml,
    "application/xml": _in_xml,
    "text/xml": _in_xml,
    "application/feed+json": _in_json,
    "application/json": _in_json,
    "text/plain": _in_robots,
}
