"""What letter and page load by themselves, and from whose machine."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from lxml import etree

from publish.check.delivery.domains import host_of, registered
from publish.check.document import Document
from publish.check.finding import Finding, Rule, Severity
from publish.check.subject import Subject
from publish.problems import Place

THIRD = Rule(
    "C220",
    Severity.DEGRADES,
    "Letter and page load nothing from third parties",
    "Whatever is loaded from another organisation's machine tells that organisation who reads, when and from where: "
    "for that one needs the reader's consent (GDPR). It also fails when that machine does, and mail programs block "
    "it first. Put pictures, fonts and scripts beside the edition.",
    clauses=("Regulation (EU) 2016/679, article 44", "Directive 2002/58/EC, article 5.3"),
)
UNENCRYPTED = Rule(
    "C221",
    Severity.DEGRADES,
    "Everything is loaded over https",
    "Browsers do not show what a page loads without encryption, and mail programs warn of it or leave it out. "
    "Write the address with https.",
    clauses=("W3C Mixed Content, 5",),
)
PIXEL = Rule(
    "C222",
    Severity.DEGRADES,
    "No invisible picture tells that a letter was opened",
    "A picture of one pixel is there to count readers. They have not been asked, spam filters know the pattern, and "
    "Apple Mail loads such pictures for everybody, so the count is worth nothing. Delete it; count clicks instead.",
    clauses=("Directive 2002/58/EC, article 5.3",),
)
RULES = (THIRD, UNENCRYPTED, PIXEL)

_URL = re.compile(r"(?:@import\s+(?:url\(\s*)?|url\(\s*)[\"']?([^\"'()\s;]{1,2000})", re.IGNORECASE)
_SOURCES = {
    "img": ("src", "srcset"), "source": ("src", "srcset"), "script": ("src",), "iframe": ("src",), "embed": ("src",),
    "video": ("src", "poster"), "audio": ("src",), "track": ("src",), "object": ("data",), "input": ("src",),
}  # fmt: skip
_LOADED = frozenset(
    {"stylesheet", "preload", "prefetch", "modulepreload", "icon", "preconnect", "dns-prefetch", "manifest"}
)


@dataclass(frozen=True, eq=False)
class Load:
    """Something that is loaded without being asked for."""

    element: etree._Element
    address: str


def check(subject: Subject) -> Iterator[Finding]:
    """What is loaded from elsewhere, in letter and page."""
    own = _own(subject)
    for document in subject.documents:
        loads = tuple(_loads(document))
        pixels = {load.element for load in loads if _is_pixel(load, own)}
        yield from _pixels(subject, document, [load for load in loads if load.element in pixels])
        others = [load for load in loads if load.element not in pixels]
        yield from _third_parties(subject, document, others, own)
        yield from _unencrypted(subject, document, others)


def _own(subject: Subject) -> frozenset[str]:
    """The registered names of the publisher."""
    settings, language = subject.theme.workspace.settings, subject.edition.language
    addresses = (settings.base_url, settings.publisher[language].website, settings.mail[language].unsubscribe_url)
    return frozenset(registered(host_of(address)) for address in addresses)


def _loads(document: Document) -> Iterator[Load]:
    for element in document.elements:
        for name in _SOURCES.get(element.tag, ()):
            yield from (Load(element, address) for address in _addresses(name, element.get(name, "")))
        if element.tag == "link" and _LOADED & set(element.get("rel", "").lower().split()):
            yield Load(element, element.get("href", "").strip())
        if background := element.get("background"):
            yield Load(element, background.strip())
        css = element.text or "" if element.tag == "style" else element.get("style", "")
        if "url(" in css.lower() or "@import" in css.lower():
            yield from (Load(element, address) for address in _URL.findall(css))


def _addresses(name: str, value: str) -> Iterator[str]:
    if name != "srcset":
        yield value.strip()
        return
    yield from (piece.split()[0] for piece in value.split(",") if piece.strip())


def _is_third(address: str, own: frozenset[str]) -> bool:
    host = host_of(address)
    return bool(host) and registered(host) not in own


def _third_parties(subject: Subject, document: Document, loads: list[Load], own: frozenset[str]) -> Iterator[Finding]:
    third = [load for load in loads if _is_third(load.address, own)]
    by_host: dict[str, list[Load]] = defaultdict(list)
    for load in third:
        by_host[host_of(load.address)].append(load)
    for host, (first, *more) in by_host.items():
        message = f"{_times(1 + len(more))} loaded from '{host}', which is not the publisher's: '{first.address}'"
        hint = "put the file beside the edition or in assets/, and name it there"
        place = _place(subject, document, first)
        yield THIRD.finding(message, place, hint=hint, artefact=document.name)


def _unencrypted(subject: Subject, document: Document, loads: list[Load]) -> Iterator[Finding]:
    plain = [load for load in loads if load.address.lower().startswith("http://")]
    if plain:
        message = f"{_times(len(plain))} loaded without encryption, expected https: '{plain[0].address}'"
        hint = f"try https://{plain[0].address[7:]}"
        yield UNENCRYPTED.finding(message, _place(subject, document, plain[0]), hint=hint, artefact=document.name)


def _is_pixel(load: Load, own: frozenset[str]) -> bool:
    """A picture that nobody sees, from a third party or with something in its address that tells readers apart."""
    if load.element.tag != "img" or not load.address:
        return False
    style = re.sub(r"\s", "", load.element.get("style", "").lower())
    sizes = [load.element.get(name, "").strip().removesuffix("px") for name in ("width", "height")]
    is_tiny = all(size in ("0", "1") for size in sizes) or bool(re.search(r"(?<![a-z-])width:[01]px", style))
    if not is_tiny and "display:none" not in style:
        return False
    return _is_third(load.address, own) or bool(_query(load.address))


def _query(address: str) -> str:
    try:
        return urlsplit(address).query
    except ValueError:
        return ""


def _pixels(subject: Subject, document: Document, loads: list[Load]) -> Iterator[Finding]:
    if loads:
        message = f"{len(loads)} invisible picture(s), there to count readers: '{loads[0].address}'"
        place = _place(subject, document, loads[0])
        yield PIXEL.finding(message, place, hint="delete it; count clicks instead", artefact=document.name)


def _times(count: int) -> str:
    return "one file is" if count == 1 else f"{count} files are"


def _place(subject: Subject, document: Document, load: Load) -> Place:
    if load.element.tag == "style":
        found = subject.sources.template(document.format, load.address)
        return found or subject.place_of(document, load.element)
    return subject.place_of(document, load.element)
