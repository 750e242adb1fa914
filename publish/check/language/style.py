"""Style: sentences and paragraphs that are too long, how they end, and capitals."""

import re
from collections.abc import Iterator

from publish.check.finding import Rule, Severity
from publish.check.language.sentences import WORD, is_abbreviated, sentences
from publish.check.language.slips import Slip, excerpt
from publish.check.language.texts import HIDDEN, Form, Text

SENTENCE = 40
"""Words in a sentence, at most."""
PARAGRAPH = 150
"""Words in a paragraph, at most."""
_SHORTEST = 8
"""Words; a shorter paragraph may be a signature or a lead-in."""

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
RULES = (LONG_SENTENCE, LONG_PARAGRAPH, STOP, HEADING, SHOUTING)

_UNENDED = re.compile(r"(?:[\w%–—,;-]|(?<![.!?…”])[)\]])$")
_CAPITALS = re.compile(r"(?<![\w-])(?:[A-ZÅÄÖÉ]{2,}[ \u00a0]){2,20}[A-ZÅÄÖÉ]{2,}(?![\w-])")


def slips(text: Text) -> Iterator[Slip]:
    """What is too long, too much or too little in one text."""
    if text.form is not Form.PART:
        yield from _sentences(text)
        yield from _paragraph(text)
        yield from _stop(text)
        yield from _heading(text)
        yield from _shouting(text)


def _sentences(text: Text) -> Iterator[Slip]:
    if len(text.words.split()) <= SENTENCE:
        return
    for sentence in sentences(text.words):
        if (length := sentence.length) > SENTENCE:
            message = f"the sentence '{excerpt(sentence.words)}' has {length} words, expected at most {SENTENCE}"
            cause = f"{id(text)} {sentence.start}"
            yield Slip(LONG_SENTENCE, cause, text, sentence.start, message, "divide it where a new thought begins")


def _paragraph(text: Text) -> Iterator[Slip]:
    length = len(WORD.findall(text.words)) if text.form is Form.PARAGRAPH else 0
    if length > PARAGRAPH:
        message = f"the paragraph '{excerpt(text.words)}' has {length} words, expected at most {PARAGRAPH}"
        yield Slip(LONG_PARAGRAPH, str(id(text)), text, 0, message, "divide it with a blank line")


def _stop(text: Text) -> Iterator[Slip]:
    words = text.words.rstrip()
    # Lines that the author broke are an address or a verse.
    if text.form is not Form.PARAGRAPH or "\n" in words or text.own.endswith(HIDDEN):
        return
    if _UNENDED.search(words, max(len(words) - 2, 0)) and len(WORD.findall(words)) >= _SHORTEST:
        message = f"the paragraph ends without a mark: '…{words[-30:].partition(' ')[2] or words[-30:]}'"
        yield Slip(STOP, "a paragraph ends without a mark", text, len(words) - 1, message, "write a full stop")


def _heading(text: Text) -> Iterator[Slip]:
    words = text.words.rstrip()
    if text.form is not Form.HEADING or not words.endswith(".") or words.endswith(".."):
        return
    if len(list(sentences(words))) == 1 and not is_abbreviated(words.rstrip(".").rpartition(" ")[2]):
        message = f"the heading '{excerpt(words)}' ends with a full stop"
        yield Slip(HEADING, "a heading ends with a full stop", text, len(words) - 1, message, "delete it")


def _shouting(text: Text) -> Iterator[Slip]:
    for found in _CAPITALS.finditer(text.own) if text.form is not Form.NAME else ():
        if any(len(word) > 4 for word in found[0].split()):
            message = f"words are written in capitals: '{excerpt(found[0])}'"
            yield Slip(SHOUTING, "words in capitals", text, found.start(), message, "write **strong** instead")
