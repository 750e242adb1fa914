"""
Language: what a proof-reader would mark, in Swedish and English. Advice, never a failure.

    reading     the edition into its `texts`, each with its place by `passages`
    quotation, dashes, blanks, signs   typography that typesetting could not put right
    dates, numbers                     as the language of the text writes them
    weekdays                           as the calendar has them
    style, pairs, leftovers            `sentences` too long, halves alone, words left behind by an edit
    tongues     words in another language that are not marked as such, told by their `vocabulary`
    spelling    the dictionaries of `hunspell`, if they are installed, and words of one's own in dictionary.txt
    slips       what is found in a text, and how it is told

Text is judged as it was set: what typesetting puts right by itself is no finding.
"""

import datetime as dt
from collections.abc import Iterator

from publish.check.finding import Finding, Rule
from publish.check.language import (
    blanks,
    dashes,
    dates,
    leftovers,
    numbers,
    pairs,
    quotation,
    signs,
    spelling,
    style,
    tongues,
    weekdays,
)
from publish.check.language.hunspell import missing as missing_dictionaries
from publish.check.language.reading import texts
from publish.check.language.slips import Slip, told
from publish.check.language.texts import Text
from publish.check.subject import Subject

__all__ = ["RULES", "check", "missing_dictionaries"]

_WRITTEN = (quotation, dashes, blanks, signs, dates, numbers)
_READ = (tongues, style, pairs, leftovers)
_PATTERNS = tuple(pattern for module in _WRITTEN for pattern in module.PATTERNS)
RULES: tuple[Rule, ...] = tuple(
    sorted(
        (rule for module in (*_WRITTEN, *_READ, weekdays, spelling) for rule in module.RULES),
        key=lambda rule: rule.code,
    )
)


def check(subject: Subject) -> Iterator[Finding]:
    """What a proof-reader would mark; spelling only where `options.cache` gives a place to remember it."""
    found = texts(subject)
    yield from told((*_slips(found, subject.edition.date), *spelling.slips(subject, found)))


def _slips(found: tuple[Text, ...], published: dt.date) -> Iterator[Slip]:
    for text in found:
        # Typesetting follows the edition's language, inside words of another one too.
        if not text.is_foreign:
            for pattern in _PATTERNS:
                yield from pattern.slips(text)
        for module in _READ:
            yield from module.slips(text)
        yield from weekdays.slips(text, published)
