"""Where sentences end, and what counts as a word."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from publish.check.language.vocabulary import ABBREVIATED

WORD = re.compile(r"[^\W_]+(?:[-’'.:,/&][^\W_]+)*")
"""A word or a number, as one counts them."""
_END = re.compile(r"[.!?…]+[”\"’')\]»]{0,3}(?=\s|$)")
_BEFORE = re.compile(r"[^\s(\[”“\"’‘]*$")


@dataclass(frozen=True, slots=True)
class Sentence:
    start: int
    words: str

    @property
    def length(self) -> int:
        """In words."""
        return sum(1 for _ in WORD.finditer(self.words))


def sentences(words: str) -> Iterator[Sentence]:
    """The sentences of a text. A point in an abbreviation, after an initial or an ordinal ends none."""
    start = 0
    for found in _END.finditer(words):
        if _ends(words, found):
            yield from _sentence(words, start, found.end())
            start = found.end()
    yield from _sentence(words, start, len(words))


def _sentence(words: str, start: int, end: int) -> Iterator[Sentence]:
    piece = words[start:end]
    if piece.strip():
        yield Sentence(start + len(piece) - len(piece.lstrip()), piece.strip())


def _ends(words: str, found: re.Match[str]) -> bool:
    following = words[found.end() : found.end() + 9].lstrip()[:1]
    if following.islower():
        return False
    if found[0][0] != "." or not following:
        return True
    before = _BEFORE.search(words, max(0, found.start() - 30), found.start())
    return not (before and is_abbreviated(before[0]))


def is_abbreviated(word: str) -> bool:
    """Whether a point after *word* belongs to it."""
    return word.lower() in ABBREVIATED or (len(word) == 1 and word.isalpha() and word.isupper()) or word.isdecimal()
