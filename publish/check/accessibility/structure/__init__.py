"""
The structure of letter and page: what a screen reader makes of the HTML.

    heard      what of a file is spoken, and what each part is called
    written    where its words were written
    languages, frame, headings, pictures, links, tables, typed, named, order   the rules

A letter is read in two views. What only classic Outlook gets is looked at too, for what the others do not show.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace

from publish.check.accessibility.structure import (
    frame,
    headings,
    languages,
    links,
    named,
    order,
    pictures,
    tables,
    typed,
)
from publish.check.accessibility.structure.heard import Heard
from publish.check.document import Document
from publish.check.finding import Finding, Rule
from publish.check.subject import Subject

_PARTS: tuple[tuple[tuple[Rule, ...], Callable[[Subject, Heard], Iterator[Finding]]], ...] = (
    (languages.RULES, languages.check),
    (frame.RULES, frame.check),
    (headings.RULES, headings.check),
    (pictures.RULES, pictures.check),
    (links.RULES, links.check),
    (tables.RULES, tables.check),
    (typed.RULES, typed.check),
    (named.RULES, named.check),
    (order.RULES, order.check),
)
RULES: tuple[Rule, ...] = tuple(sorted((rule for rules, _ in _PARTS for rule in rules), key=lambda rule: rule.code))


def check(subject: Subject) -> Iterator[Finding]:
    """What breaks the rules, in letter, page and plain text; what is the same in two of them is told once."""
    merged: dict[tuple[str, str, object], Finding] = {}
    for finding in _all(subject):
        key = finding.code, finding.message, finding.place
        merged[key] = _both(merged[key], finding) if key in merged else finding
    yield from merged.values()


def _both(one: Finding, other: Finding) -> Finding:
    """One fault that shows in two files is a fault of their source."""
    artefact = one.artefact if one.artefact == other.artefact else ""
    return replace(one, artefact=artefact, evidence=tuple(dict.fromkeys((*one.evidence, *other.evidence))))


def _all(subject: Subject) -> Iterator[Finding]:
    told: set[str] = set()
    for document in subject.documents:
        for finding in _of(subject, document):
            if document is subject.letter:
                told.add(finding.code)
            yield finding
    if subject.letter_in_outlook:
        yield from (
            replace(finding, evidence=("Classic Outlook for Windows", *finding.evidence))
            for finding in _of(subject, subject.letter_in_outlook)
            if finding.code not in told
        )
    yield from order.check_text(subject)


def _of(subject: Subject, document: Document) -> Iterator[Finding]:
    heard = Heard(document)
    for _, look in _PARTS:
        yield from look(subject, heard)
