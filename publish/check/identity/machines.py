"""What the page tells machines of itself: title, dates, description and addresses, against the edition."""

import json
from collections.abc import Iterator
from typing import Any

from lxml import etree

from publish import prose
from publish.check.finding import Finding, Rule
from publish.check.identity import rules
from publish.check.places import letters_of
from publish.check.subject import Subject
from publish.problems import Place

_CUT = 60
_SHORTEST = 50
"""Characters that a description keeps when it is cut to what search results show."""


def check(subject: Subject) -> Iterator[Finding]:
    """Whatever differs from what readers are told."""
    if subject.page is not None:
        yield from _metas(subject)
        yield from _linked_data(subject)


def _expected(subject: Subject) -> dict[str, tuple[Rule, str]]:
    """What the head of the page must say, by the name or property of its `meta`."""
    edition = subject.edition
    summary = prose.plain(edition.standfirst)
    address = subject.theme.address(edition)
    return {
        "og:title": (rules.TITLE, edition.title),
        "twitter:title": (rules.TITLE, edition.title),
        "description": (rules.DESCRIPTION, summary),
        "og:description": (rules.DESCRIPTION, summary),
        "twitter:description": (rules.DESCRIPTION, summary),
        "og:url": (rules.DESCRIPTION, address.page),
        "og:image": (rules.DESCRIPTION, address.card),
        "article:published_time": (rules.MACHINE_DATE, edition.date.isoformat()),
        "article:modified_time": (rules.MACHINE_DATE, (edition.updated or edition.date).isoformat()),
        "article:section": (rules.DESCRIPTION, edition.category),
    }


def _metas(subject: Subject) -> Iterator[Finding]:
    page = subject.page
    expected = _expected(subject)
    for element in page.all("meta", "link") if page else ():
        name = element.get("property") or element.get("name") or ""
        said = element.get("content") or ""
        if element.tag == "link" and element.get("rel") == "canonical":
            name, said = "og:url", element.get("href") or ""
        if name in expected and not _agrees(name, said, expected[name][1]):
            rule, wanted = expected[name]
            shown = "canonical" if element.tag == "link" else name
            assert page is not None  # noqa: S101  # there are no elements without it
            yield _finding(rule, shown, said, wanted, subject.place_of(page, element))


def _agrees(name: str, said: str, wanted: str) -> bool:
    if name.endswith("_time"):
        return said.startswith(wanted)
    if name.endswith(("url", "image")):
        return said.rstrip("/") == wanted.rstrip("/")
    ours, theirs = letters_of(said), letters_of(wanted)
    return ours == theirs or (len(ours) >= _SHORTEST and theirs.startswith(ours)) or bool(theirs and theirs in ours)


def _finding(rule: Rule, name: str, said: str, wanted: str, place: Place) -> Finding:
    message = f"`{name}` of index.html is '{said[:_CUT]}', in the edition it is '{wanted[:_CUT]}'"
    return rule.finding(message, place, artefact="index.html")


# -- JSON-LD --------------------------------------------------------------------------------


def _linked_data(subject: Subject) -> Iterator[Finding]:
    page = subject.page
    for script in page.all("script") if page else ():
        if script.get("type") == "application/ld+json" and page is not None:
            try:
                data = json.loads(script.text or "")
            except (ValueError, RecursionError) as error:
                message = f"the description for machines (JSON-LD) cannot be read: {error}"
                place = subject.sources.template("web", '"@context"') or subject.place_of(page, script)
                yield rules.DESCRIPTION.finding(message, place, artefact="index.html")
            else:
                yield from _article(subject, script, data)


def _article(subject: Subject, script: etree._Element, data: Any) -> Iterator[Finding]:
    edition = subject.edition
    wanted = {
        "headline": (rules.TITLE, edition.title),
        "description": (rules.DESCRIPTION, prose.plain(edition.standfirst)),
        "datePublished": (rules.MACHINE_DATE, edition.date.isoformat()),
        "dateModified": (rules.MACHINE_DATE, (edition.updated or edition.date).isoformat()),
        "inLanguage": (rules.DESCRIPTION, edition.language),
    }
    is_article = isinstance(data, dict) and "headline" in data
    for key, (rule, expected) in wanted.items() if is_article else ():
        said = data.get(key)
        name = "article:_time" if key.startswith("date") else key
        if isinstance(said, str) and not _agrees(name, said, expected):
            assert subject.page is not None  # noqa: S101  # the script stands in it
            place = subject.sources.template("web", f'"{key}"') or subject.place_of(subject.page, script)
            yield _finding(rule, key, said, expected, place)
