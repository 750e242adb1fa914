"""Style: sentences and paragraphs that are too long, words and marks too many or too few."""

import re
from collections.abc import Iterator

from publish.check.finding import Rule, Severity
from publish.check.language.sentences import is_abbreviated, sentences
from publish.check.language.slips import Slip, excerpt
from publish.check.language.texts import HIDDEN, Form, Text

SENTENCE = 40
"""Words in a sentence, at most."""
PARAGRAPH = 150
"""Words in a paragraph, at most."""

_PLAIN = "Klarspråk (Språklagen 2009:600, 11 §), ISO 24495-1:2023"
LONG_SENTENCE = Rule(
    "C630",
    Severity.COSMETIC,
    f"A sentence has at most {SENTENCE} words",
    "Who reads on a phone, hears the text or has Swedish as a second language loses the beginning of a long sentence "
    "before its end. Divide it where a new thought begins.",
    clauses=(_PLAIN,),
)
LONG_PARAGRAPH = Rule(
    "C631",
    Severity.COSMETIC,
    f"A paragraph has at most {PARAGRAPH} words",
    "A long paragraph fills a phone's screen from edge to edge, and most people skip it. Let each paragraph hold one "
    "thought; what is a list may look like one.",
    clauses=(_PLAIN,),
)
REPEATED = Rule(
    "C632",
    Severity.COSMETIC,
    "No word stands twice by mistake",
    "A repeated word is left over from an edit. Eyes slide over it, a screen reader says it twice. Delete one; if both "
    "are meant, another wording reads more easily.",
)
UNPAIRED = Rule(
    "C633",
    Severity.COSMETIC,
    "Brackets and quotation marks come in pairs",
    "Without its other half nobody can tell where a remark or a quotation ends, and whose words they read. Write the "
    "missing one, or delete the one that is too many.",
)
STOP = Rule(
    "C634",
    Severity.COSMETIC,
    "A paragraph ends with a mark",
    "A paragraph without a full stop looks as if its end had been cut off, and a screen reader reads on into the next "
    "one without a pause. Write the mark; if it is no sentence, make it a heading or an item of a list.",
    clauses=("Svenska skrivregler (Språkrådet): punkt", "New Hart’s Rules (Oxford): full point"),
)
HEADING = Rule(
    "C635",
    Severity.COSMETIC,
    "A heading ends without a full stop",
    "A heading is no sentence of the running text; a point after it stops the eye. Delete it. Question and exclamation "
    "marks may stay.",
    clauses=("Svenska skrivregler (Språkrådet): rubriker", "New Hart’s Rules (Oxford): headings"),
)
SHOUTING = Rule(
    "C636",
    Severity.COSMETIC,
    "Sentences are not written in capitals",
    "Words in capitals have no shape and are read letter by letter; some screen readers spell them out, and spam "
    "filters count them. Use **strong** for what matters.",
    clauses=(_PLAIN,),
)
PLACEHOLDER = Rule(
    "C637",
    Severity.COSMETIC,
    "No text is left that was meant to be replaced",
    "A reader who meets 'lorem ipsum' or 'TODO' sees an unfinished letter. Write the text, or delete the place.",
)
RULES = (LONG_SENTENCE, LONG_PARAGRAPH, REPEATED, UNPAIRED, STOP, HEADING, SHOUTING, PLACEHOLDER)

_TWICE = re.compile(r"(?<![\w’'-])([^\W\d_]+)([ \u00a0])(\1)(?![\w’'-])", re.IGNORECASE)
_MAY_STAND_TWICE = {
    "sv": frozenset("det så ja nej på i av för ha hej nu där här mycket många den de som att".split()),
    "en": frozenset("that had very so no yes many is bye there now in on".split()),
}
_UNENDED = re.compile(r"[\w%)\]–—,;-][*_]*$")
_CAPITALS = re.compile(r"(?<![\w-])(?:[A-ZÅÄÖÉ]{2,}[ \u00a0]){2,20}[A-ZÅÄÖÉ]{2,}(?![\w-])")
_OTHERS_QUOTES = {"sv": re.compile(r"[“„‘«»]"), "en": re.compile(r"[„«»]|(?<![^\s(\[–—])”\w")}
"""Marks that another rule tells of; nobody can say which of them are halves of one pair."""
_PLACEHOLDERS = re.compile(
    r"\blorem ipsum\b|\bdolor sit amet\b"
    r"|\b(?:TODO|FIXME|TBD|TBA|TBC|XXX+|ÅÅÅÅ|YYYY)\b|\bxxx+\b|(?<!\?)\?{3,}"
    r"|^(?:rubrik|ingress|brödtext|text|bildtext|namn|titel|länk|headline|heading|title|caption|link|name) (?:här|here)\W?$"
    r"|\b(?:skriv|ange|fyll i) (?:din |er |en )?(?:text|rubrik|namn|titel|ingress|datum) här\b"
    r"|\b(?:your|insert|enter|add) (?:text|title|name|headline|heading|date|link) here\b"
    r"|[\[<{]{1,2} ?(?:text|rubrik|namn|datum|titel|länk|ort|belopp|name|title|date|headline|link|place|x+|…|fyll i|insert)"
    r" ?[\]>}]{1,2}|\[[^\[\]\n]{0,30}(?:fylls i|kommer senare|to come|to be added|saknas|placeholder)[^\[\]\n]{0,30}\]",
    re.IGNORECASE,
)
_SPELT_LARGE = re.compile(r"\b(?:todo|fixme|tbd|tba|tbc|åååå|yyyy)\b")
"""Small, they are words or parts of them: 'todo' is Spanish."""


def slips(text: Text) -> Iterator[Slip]:
    """What is too long, too much or too little in one text."""
    if text.form is not Form.PART:
        yield from _sentences(text)
        yield from _paragraph(text)
        yield from _heading(text)
        yield from _unpaired(text)
        yield from _shouting(text)
    yield from _repeated(text)
    yield from _placeholders(text)


def _sentences(text: Text) -> Iterator[Slip]:
    if text.words.count(" ") < SENTENCE:
        return
    for sentence in sentences(text.words):
        if (length := sentence.length) > SENTENCE:
            message = f"the sentence '{excerpt(sentence.words)}' has {length} words, expected at most {SENTENCE}"
            cause = f"{id(text)} {sentence.start}"
            yield Slip(LONG_SENTENCE, cause, text, sentence.start, message, "divide it where a new thought begins")


def _paragraph(text: Text) -> Iterator[Slip]:
    if text.form is not Form.PARAGRAPH:
        return
    length = sum(sentence.length for sentence in sentences(text.words))
    if length > PARAGRAPH:
        message = f"the paragraph '{excerpt(text.words)}' has {length} words, expected at most {PARAGRAPH}"
        yield Slip(LONG_PARAGRAPH, str(id(text)), text, 0, message, "divide it with a blank line")
    words = text.words.rstrip()
    if length >= 8 and _UNENDED.search(words) and not text.own.endswith(HIDDEN):
        message = f"the paragraph ends without a mark: '…{words[-30:].partition(' ')[2] or words[-30:]}'"
        yield Slip(STOP, "a paragraph ends without a mark", text, len(words) - 1, message, "write a full stop")


def _heading(text: Text) -> Iterator[Slip]:
    words = text.words.rstrip()
    if text.form is not Form.HEADING or not words.endswith(".") or words.endswith(".."):
        return
    if len(list(sentences(words))) == 1 and not is_abbreviated(words.rstrip(".").split()[-1]):
        message = f"the heading '{excerpt(words)}' ends with a full stop"
        yield Slip(HEADING, "a heading ends with a full stop", text, len(words) - 1, message, "delete it")


def _repeated(text: Text) -> Iterator[Slip]:
    if text.form is Form.NAME:
        return
    allowed = _MAY_STAND_TWICE.get(text.language.partition("-")[0])
    for found in _TWICE.finditer(text.own):
        if allowed is not None and found[1].lower() not in allowed and not found[3][0].isupper():
            message = f"the word '{found[1]}' stands twice"
            yield Slip(REPEATED, found[1].lower(), text, found.start(3), message, "delete one of them")


def _unpaired(text: Text) -> Iterator[Slip]:
    for opening, closing in (("(", ")"), ("[", "]")):
        at = _lonely(text.own, opening, closing)
        if at >= 0:
            message = f"the bracket '{text.own[at]}' has no other half"
            yield Slip(UNPAIRED, f"{id(text)} {opening}", text, at, message)
    yield from _lonely_quotes(text)


def _lonely(words: str, opening: str, closing: str) -> int:
    """The position of a bracket without its other half, -1 if there is none."""
    opened: list[int] = []
    for at, char in enumerate(words):
        if char == opening:
            opened.append(at)
        elif char == closing and opened:
            opened.pop()
        # An item of a list in the text, a) or 1), and a smiley have one half.
        elif char == closing and not re.search(r"(?:(?:^|\s)[\w]{1,2}|[:;]-?)$", words[max(0, at - 4) : at]):
            return at
    return next((at for at in opened if words[at - 1 : at] not in (":", ";", "-")), -1)


def _lonely_quotes(text: Text) -> Iterator[Slip]:
    words, language = text.own, text.language.partition("-")[0]
    if text.is_foreign or language not in _OTHERS_QUOTES or _OTHERS_QUOTES[language].search(words):
        return
    # After a figure the mark may mean inches; a quotation of many paragraphs opens in each and closes once.
    if re.search(r"\d”", words) or (language == "en" and words.startswith("“")):
        return
    odd = words.rfind("”") if words.count("”") % 2 else -1
    at = odd if language == "sv" else _lonely(words, "“", "”")
    if at >= 0:
        message = f"the quotation mark '{words[at]}' has no other half"
        yield Slip(UNPAIRED, f"{id(text)} ”", text, at, message, "a quotation opens and closes in its paragraph")


def _shouting(text: Text) -> Iterator[Slip]:
    for found in _CAPITALS.finditer(text.own) if text.form is not Form.NAME else ():
        if any(len(word) > 4 for word in found[0].split()):
            message = f"words are written in capitals: '{excerpt(found[0])}'"
            yield Slip(SHOUTING, "words in capitals", text, found.start(), message, "write **strong** instead")


def _placeholders(text: Text) -> Iterator[Slip]:
    for found in _PLACEHOLDERS.finditer(text.words):
        if not _SPELT_LARGE.fullmatch(found[0]):
            message = f"'{found[0]}' looks like a place that was to be filled"
            yield Slip(PLACEHOLDER, found[0].lower(), text, found.start(), message, "write the text, or delete it")
