"""
Where a person wrote the words that a finished file holds.

Short words stand in many places: those of a link are looked for as a link, those of a paragraph where a line
begins, before any place will do.
"""

import re

from lxml import etree

from publish.check.document import Document
from publish.check.subject import Subject
from publish.problems import Place

_MOST = 8
"""Words that are looked for; more do not make it surer."""


def link(subject: Subject, document: Document, element: etree._Element, words: str) -> Place:
    """Where the *words* of a link or button are written."""
    pattern = rf"(?:\[|(?:link-text|label|title|headline|name|view-\w+|[\w-]+):\s{{1,9}}[\"']?){_pattern(words)}"
    return _found(subject, pattern) or subject.place_of(document, element)


def link_to(subject: Subject, document: Document, element: etree._Element, words: str) -> Place:
    """The same for words that are written at more than one place: the link to the address of *element* counts."""
    href = element.get("href") or ""
    pattern = rf"\[{_pattern(words)}\W{{0,9}}\]\({re.escape(href)}"
    return _found(subject, pattern) or subject.sources.text.exactly(href) or link(subject, document, element, words)


def paragraph(subject: Subject, document: Document, element: etree._Element, words: str) -> Place:
    """Where a paragraph or an item with these *words* begins."""
    pattern = rf"(?m:^)[^\w\n]{{0,12}}(?:[\w-]{{1,20}}:\s{{1,9}})?[^\w\n]{{0,9}}{_pattern(words)}"
    return _found(subject, pattern) or subject.place_of_words(words, document, element)


def _found(subject: Subject, pattern: str) -> Place | None:
    text = subject.sources.text
    match = re.search(pattern, text.content, re.IGNORECASE)
    return text.place(match.start() + _blanks(match[0])) if match else None


def _blanks(words: str) -> int:
    """How far the first letter or sign stands from the beginning, when lines lie between."""
    return len(words) - len(words.lstrip("\n "))


def _pattern(words: str) -> str:
    """*words* however they are marked up; at least one letter or digit."""
    pieces = [re.escape(piece) for piece in re.findall(r"\w+", words)[:_MOST]]
    return r"\W{1,12}".join(pieces) or r"(?!)"
