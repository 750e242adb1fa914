"""Links that lead to a place in the same file, and the ids they lead to."""

from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import unquote

from publish.check.document import Document, words
from publish.check.finding import Finding, Rule, Severity
from publish.check.links.addresses import absolute, links, place_of
from publish.check.subject import Subject
from publish.problems import did_you_mean

if TYPE_CHECKING:
    from lxml import etree

PLACES = Rule(
    "C701",
    Severity.BREAKS,
    "Links to a place on the page lead to one that is there",
    "A link to `#id` jumps to the element with that id. When none has it, nothing happens, and readers who use the "
    "keyboard are stuck. Mostly a heading was changed, and with it its id: link to the new one, or give the heading "
    "an id of its own with `{#id}`.",
    criteria=("2.4.4",),
    clauses=("HTML Standard, 7.4.6.4",),
)
ONCE = Rule(
    "C705",
    Severity.DEGRADES,
    "An id stands once in a file",
    "Links, labels and screen readers find a place by its id. With two of the same, they take the first, and the "
    "second cannot be reached. Give each its own.",
    criteria=("4.1.2",),
    clauses=("HTML Standard, 3.2.6.1",),
)
EMPTY = Rule(
    "C706",
    Severity.DEGRADES,
    "Every link leads somewhere",
    "A link without an address looks like a link, and does nothing or jumps to the top. In mail some programs open an "
    "empty window. Give it an address, or take the link away and leave its words.",
    criteria=("2.4.4",),
)
IN_LETTER = Rule(
    "C708",
    Severity.DEGRADES,
    "No link of the letter leads to a place in the letter",
    "Gmail on iPhones and the apps of Samsung and Yahoo do not follow links within a letter, and a letter's headings "
    "have no ids. Link to "
    "the place on the web page instead.",
    clauses=("https://www.caniemail.com/features/html-anchor-links/",),
)
RULES = (PLACES, ONCE, EMPTY, IN_LETTER)


def check(subject: Subject) -> Iterator[Finding]:
    """What is wrong within the letter, and within the page."""
    for document in subject.documents:
        yield from _empty(subject, document)
        yield from _twice(subject, document)
    if subject.letter:
        yield from _in_letter(subject, subject.letter)
    if subject.page:
        yield from _nowhere(subject, subject.page)


def ids(document: Document) -> frozenset[str]:
    """Every id of a file; old pages name anchors."""
    every = (element.get("id") for element in document.elements)
    named = (element.get("name") for element in document.all("a"))
    return frozenset(str(identity) for identity in (*every, *named) if identity)


def _nowhere(subject: Subject, page: Document) -> Iterator[Finding]:
    known = ids(page)
    base = subject.theme.address(subject.edition).page
    every = [link for document in subject.documents for link in links(document) if "#" in link.address]
    seen: set[str] = set()
    for link in every:
        if link.document is not page and link.address.startswith("#"):
            continue
        target, _, fragment = absolute(link.address, base).partition("#")
        name = unquote(fragment)
        is_here = target in (base, f"{base}index.html")
        if not is_here or not name or name in known or name == "top" or name.startswith(":~:") or name in seen:
            continue
        seen.add(name)
        message = f"the link '{link.address}' leads to no place on the page"
        hint = did_you_mean(name, sorted(known))
        yield PLACES.finding(message, place_of(subject, link), hint=hint, artefact=link.document.name)


def _twice(subject: Subject, document: Document) -> Iterator[Finding]:
    by_id: dict[str, list[etree._Element]] = defaultdict(list)
    for element in document.elements:
        if identity := element.get("id"):
            by_id[identity].append(element)
    for identity, elements in by_id.items():
        if len(elements) > 1:
            message = f"the id '{identity}' stands {len(elements)} times in the file"
            place = subject.place_of(document, elements[1])
            yield ONCE.finding(message, place, hint="give each its own", artefact=document.name)


def _empty(subject: Subject, document: Document) -> Iterator[Finding]:
    empty = [one for one in document.all("a", "area") if str(one.get("href", "none")).strip() in ("", "#")]
    if empty:
        said = words(empty[0]) or "a link without words"
        message = f"{len(empty)} link(s) without an address, the first is '{said}'"
        place = subject.place_of_words(said, document, empty[0])
        hint = "give it an address, or take the link away"
        yield EMPTY.finding(message, place, hint=hint, artefact=document.name)


def _in_letter(subject: Subject, letter: Document) -> Iterator[Finding]:
    inner = [
        link for link in links(letter) if link.is_followed and link.address.startswith("#") and link.address != "#"
    ]
    for address, first in {link.address: link for link in reversed(inner)}.items():
        message = f"the link '{address}' leads to a place in the letter, where mail programs do not go"
        hint = f"link to the web page: {subject.theme.address(subject.edition).page}{address}"
        yield IN_LETTER.finding(message, place_of(subject, first), hint=hint, artefact=letter.name)
