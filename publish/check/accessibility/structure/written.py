"""
Where a person wrote the words that a finished file holds.

Short words stand in many places: those of a link are looked for as a link, those of a paragraph where a line
begins, before any place will do.
"""

import re

from lxml import etree

from publish.check.document import Document
from publish.check.places import Text
from publish.check.subject import Subject
from publish.formats import FORMATS
from publish.problems import Place

_MOST = 8
"""Words that are looked for; more do not make it surer."""


def link(subject: Subject, document: Document, element: etree._Element, words: str) -> Place:
    """Where the *words* of a link or button are written."""
    pattern = rf"(?:\[|^[ -]{{0,9}}[\w-]{{1,40}}:\s{{1,9}}[\"']?){_pattern(words)}"
    return _found(subject, pattern) or _in_words(subject, words) or subject.place_of(document, element)


def link_to(subject: Subject, document: Document, element: etree._Element, words: str) -> Place:
    """The same for words that are written at more than one place: the link to the address of *element* counts."""
    href = element.get("href") or ""
    pattern = rf"\[{_pattern(words)}\W{{0,9}}\]\({re.escape(href)}"
    return _found(subject, pattern) or subject.sources.text.exactly(href) or subject.place_of(document, element)


def template(subject: Subject, document: Document, spelling: str) -> Place:
    """Where the templates of just this format hold *spelling*; what they share with others is not looked at."""
    folder = f"templates/{FORMATS[document.format].templates[0]}/"
    texts = [text for text in subject.sources.templates(document.format) if folder in text.path]
    places = (text.exactly(spelling) for text in texts)
    return next(filter(None, places), None) or subject.place_of(document, document.root)


def alternative(subject: Subject, document: Document, element: etree._Element, words: str) -> Place:
    """Where an editor wrote *words* as a text alternative; else the line of the template that made them one."""
    pattern = rf"(?:\balt:\s{{1,9}}(?:[>|][+-]?\s{{1,9}})?[\"']?|!\[)({_pattern(words)})"
    return _found(subject, pattern) or subject.place_of(document, element)


def typed(subject: Subject, document: Document, element: etree._Element, line: str) -> Place:
    """Where an editor typed *line* with the sign before it; else the line of the template that put it there."""
    sign, rest = line.lstrip()[:1], line.lstrip()[1:]
    pattern = rf"{re.escape(sign)}[^\w\n]{{0,9}}{_pattern(rest)}"
    return _found(subject, pattern) or subject.place_of(document, element)


def paragraph(subject: Subject, document: Document, element: etree._Element, words: str) -> Place:
    """Where a paragraph or an item with these *words* begins."""
    pattern = rf"^[^\w\n]{{0,12}}(?:[\w-]{{1,20}}:\s{{1,9}})?[^\w\n]{{0,9}}{_pattern(words)}"
    return _found(subject, pattern) or subject.place_of_words(words, document, element)


def _in_words(subject: Subject, words: str) -> Place | None:
    """Where words.yml has an entry with just these *words*."""
    file = subject.theme.workspace.template("words.yml")
    if file is None or not words:
        return None
    text = Text(subject.theme.workspace.shown(file), file.read_text("utf-8", "replace"))
    match = re.search(
        rf"^[ ]{{1,9}}[\w-]{{1,40}}:[ ]{{1,9}}[\"']?{_pattern(words)}[\"']?\s*$", text.content, re.MULTILINE
    )
    return text.place(match.start() + _blanks(match[0])) if match else None


def _found(subject: Subject, pattern: str) -> Place | None:
    """Where the edition's text has *pattern*, or the group in it."""
    text = subject.sources.text
    match = re.search(pattern, text.content, re.IGNORECASE | re.MULTILINE)
    if match is None:
        return None
    group = 1 if match.re.groups else 0
    return text.place(match.start(group) + _blanks(match[group]))


def _blanks(words: str) -> int:
    """How far the first letter or sign stands from the beginning, when lines lie between."""
    return len(words) - len(words.lstrip("\n "))


def _pattern(words: str) -> str:
    """*words* however they are marked up; at least one letter or digit."""
    pieces = [re.escape(piece) for piece in re.findall(r"\w+", words)[:_MOST]]
    between = r"\W{1,12}"
    return rf"{between.join(pieces)}(?!\w)" if pieces else r"(?!)"
