"""
Texts as a row of letters, so that what was set in lines, columns and elements can be compared with its source.

Blanks are noted, not kept; case, soft hyphens and marks of direction say nothing.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import Generic, TypeVar

T = TypeVar("T")

_SILENT = "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe0e\ufe0f\ufeff\ufffe\x00-\x08\x0e-\x1f"


@dataclass(frozen=True)
class Alphabet:
    """What counts as a letter in one kind of file."""

    also_silent: str = ""
    """Signs, as in a set of a regular expression, that such files write as they like."""
    form: str = "NFC"
    also_dropped: str = ""
    """What such files put into a text, as a regular expression."""

    @cached_property
    def silent(self) -> re.Pattern[str]:
        """What says nothing."""
        return re.compile(f"[{_SILENT}{self.also_silent}]+")

    def fold(self, text: str) -> str:
        """*text* without what says nothing, in small letters."""
        plain = text if text.isascii() else unicodedata.normalize(self.form, text)  # type: ignore[arg-type]
        return self.silent.sub("", plain).casefold()

    def drop(self, text: str) -> str:
        """*text* without what such files put into it."""
        return re.sub(self.also_dropped, "", text) if self.also_dropped else text

    @lru_cache(maxsize=4096)  # noqa: B019  # there are three alphabets, and they live as long as the program
    def needle(self, text: str) -> "Needle":
        """A text to look for."""
        chunks = self.fold(self.drop(text)).split()
        at, gaps = 0, []
        for chunk in chunks[:-1]:
            at += len(chunk)
            gaps.append(at)
        return Needle("".join(chunks), tuple(gaps))


HTML = Alphabet()
PLAIN = Alphabet(also_silent=">|", also_dropped=r"\s\[\d{1,4}\]|(?<=\S)\(\d{1,3}\)")
"""Signs of quotations, numbers of links and marks of notes stand within what they belong to."""
PDF = Alphabet(also_silent="()‐‑-", form="NFKC")
"""Readers disagree on the order of brackets beside Arabic; a hyphen at a line's end may be the text's or the line's."""


@dataclass(frozen=True, slots=True)
class Needle:
    """A text to look for."""

    letters: str
    gaps: tuple[int, ...]
    """Before which letters it has blanks, but for the first."""


def _is_of_word(letter: str) -> bool:
    return letter.isalnum() or letter in "%€$£"


NO_GAP, BORDER, BLANK = 0, 1, 2


@dataclass(frozen=True, eq=False)
class Run(Generic[T]):
    """The letters of one file in its order, each with its origin."""

    alphabet: Alphabet
    letters: str
    gaps: bytearray
    """What stands before each letter: nothing, the border of an element, a blank."""
    starts: Sequence[int]
    """Where the pieces begin that it was made of."""
    origins: Sequence[T]
    """Of each piece."""
    texts: Sequence[str]
    """Each piece as it stands in the file."""

    def piece(self, at: int) -> int:
        """Which piece the letter at *at* belongs to."""
        return max(0, bisect_right(self.starts, at) - 1)

    def origin(self, at: int) -> T:
        """Where the letter at *at* comes from."""
        return self.origins[self.piece(at)]

    def is_apart(self, at: int, least: int = BLANK) -> bool:
        """Whether no word goes on across the place before the letter *at*."""
        if not 0 < at < len(self.letters) or self.gaps[at] >= least:
            return True
        return not (_is_of_word(self.letters[at - 1]) and self.letters[at].isalnum())

    def is_whole(self, at: int, needle: Needle) -> bool:
        """Whether there is no blank within the words of *needle*, which stands at *at*."""
        blanks = self.gaps.count(BLANK, at + 1, at + len(needle.letters))
        return blanks == 0 or blanks == sum(self.gaps[at + gap] == BLANK for gap in needle.gaps)

    def shown(self, start: int, end: int) -> str:
        """The letters from *start* to *end* with their blanks."""
        return "".join(
            (" " if at > start and self.gaps[at] == BLANK else "") + self.letters[at] for at in range(start, end)
        )


def run_of(pieces: Iterable[tuple[str, T]], alphabet: Alphabet) -> Run[T]:
    """One run of *pieces* in their order. A piece that is blank parts words; between others is only a border."""
    letters: list[str] = []
    gaps = bytearray()
    starts: list[int] = []
    origins: list[T] = []
    texts: list[str] = []
    before = BLANK
    for text, origin in pieces:
        folded = alphabet.fold(text)
        chunks = folded.split()
        if not chunks:
            before = BLANK if folded else max(before, BORDER)
            continue
        before = BLANK if folded[0].isspace() else max(before, BORDER)
        starts.append(len(gaps))
        origins.append(origin)
        texts.append(text)
        for chunk in chunks:
            letters.append(chunk)
            gaps.append(before)
            gaps.extend(bytes(len(chunk) - 1))
            before = BLANK
        before = BLANK if folded[-1].isspace() else NO_GAP
    return Run(alphabet, "".join(letters), gaps, starts, origins, texts)


@dataclass(eq=False)
class Ledger(Generic[T]):
    """What of a run has been accounted for."""

    run: Run[T]

    def __post_init__(self) -> None:
        self.used = bytearray(len(self.run.letters))

    def free(self, needle: Needle, least: int = BLANK, *, torn: bool = False) -> Iterator[int]:
        """Where *needle* stands as words of their own that nothing else has taken; if *torn*, with blanks in them."""
        letters, length, run = needle.letters, len(needle.letters), self.run
        at = run.letters.find(letters) if letters else -1
        while at >= 0:
            is_free = self.used.find(1, at, at + length) < 0
            if (
                is_free
                and (torn or run.is_whole(at, needle))
                and run.is_apart(at, least)
                and run.is_apart(at + length, least)
            ):
                yield at
                at = run.letters.find(letters, at + length)
            else:
                at = run.letters.find(letters, at + 1)

    def take(self, at: int, length: int) -> None:
        """Account for the letters from *at*."""
        self.used[at : at + length] = b"\1" * length

    def left(self) -> Iterator[tuple[int, int]]:
        """The start and end of what nothing accounts for, in pieces."""
        borders = [*self.run.starts, len(self.used)]
        for first, end in pairwise(borders):
            at = self.used.find(0, first, end)
            while at >= 0:
                stop = self.used.find(1, at, end)
                yield at, stop if stop >= 0 else end
                at = self.used.find(0, stop, end) if stop >= 0 else -1
