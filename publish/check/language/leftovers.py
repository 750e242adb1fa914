"""What an edit left behind: words that stand twice, and places that were to be filled."""

import re
from collections.abc import Iterator

from publish.check.finding import Rule, Severity
from publish.check.language.slips import Slip
from publish.check.language.texts import Form, Text
from publish.check.language.vocabulary import TWICE

REPEATED = Rule(
    "C632",
    Severity.COSMETIC,
    "No word stands twice by mistake",
    "A repeated word is left over from an edit. Eyes slide over it, a screen reader says it twice. Delete one; if both "
    "are meant, another wording reads more easily.",
)
PLACEHOLDER = Rule(
    "C637",
    Severity.COSMETIC,
    "No text is left that was meant to be replaced",
    "A reader who meets 'lorem ipsum' or 'TODO' sees an unfinished letter. Write the text, or delete the place.",
)
RULES = (REPEATED, PLACEHOLDER)

_TWICE = re.compile(r"(?<![\w’'-])([^\W\d_]{2,})([ \u00a0])(\1)(?![\w’'-])", re.IGNORECASE)
_PLACEHOLDERS = re.compile(
    r"\blorem ipsum\b|\bdolor sit amet\b"
    r"|\b(?-i:TODO|FIXME|TBD|TBA|TBC|ÅÅÅÅ|YYYY)\b|\bxxx+\b|(?<!\?)\?{3,}"
    r"|^(?:rubrik|ingress|brödtext|text|bildtext|namn|titel|länk) här\W?$"
    r"|^(?:headline|heading|title|text|caption|link|name) here\W?$"
    r"|\b(?:skriv|ange|fyll i) (?:din |er |en )?(?:text|rubrik|namn|titel|ingress|datum) här\b"
    r"|\b(?:your|insert|enter|add) (?:text|title|name|headline|heading|date|link) here\b"
    r"|[\[<{]{1,2} ?(?:text|rubrik|namn|datum|titel|länk|ort|belopp|name|title|date|headline|link|place|x{1,9}|fyll i)"
    r" ?[\]>}]{1,2}"
    r"|\[[^\[\]\n]{0,30}(?:fylls i|kommer senare|to come|to be added|saknas|placeholder)[^\[\]\n]{0,30}\]",
    re.IGNORECASE,
)


def slips(text: Text) -> Iterator[Slip]:
    """What was left in one text."""
    yield from _repeated(text)
    yield from _placeholders(text)


def _repeated(text: Text) -> Iterator[Slip]:
    if text.form is Form.NAME:
        return
    allowed = TWICE.get(text.language.partition("-")[0])
    for found in _TWICE.finditer(text.own):
        if allowed is not None and found[1].lower() not in allowed and not found[3][0].isupper():
            message = f"the word '{found[1]}' stands twice"
            yield Slip(REPEATED, found[1].lower(), text, found.start(3), message, "delete one of them")


def _placeholders(text: Text) -> Iterator[Slip]:
    for found in _PLACEHOLDERS.finditer(text.own):
        message = f"'{found[0]}' looks like a place that was to be filled"
        yield Slip(PLACEHOLDER, found[0].lower(), text, found.start(), message, "write the text, or delete it")
