"""The words of a PDF as a screen reader says them, to be searched by letters and digits alone."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from publish.check.places import letters_of
from publish.formats.pdf.report import Element, Report

_RUNNING = frozenset({"Header", "Footer", "Pagination"})
"""Artifacts that say again what stands elsewhere."""


@dataclass(frozen=True, eq=False)
class Heard:
    """One brochure."""

    report: Report

    @cached_property
    def _letters(self) -> tuple[str, list[int]]:
        """All letters in order, and where in them each token begins."""
        pieces, starts, at = [], [], 0
        for token in self.report.tokens:
            starts.append(at)
            pieces.append(letters_of(token.text))
            at += len(pieces[-1])
        return "".join(pieces), starts

    @cached_property
    def unheard(self) -> str:
        """The letters of what is drawn and not heard; running heads and feet are left out."""
        found = (piece for piece in self.report.pieces if piece.artifact and piece.artifact not in _RUNNING)
        return "".join(letters_of(piece.text) for piece in found)

    def has(self, words: str) -> bool:
        """Whether they are heard anywhere."""
        return letters_of(words) in self._letters[0]

    def only_place(self, words: str) -> int | None:
        """Where they are heard, counted in letters; None if that is nowhere, or more than once."""
        letters, needle = self._letters[0], letters_of(words)
        at = letters.find(needle)
        return at if at >= 0 and letters.find(needle, at + 1) < 0 else None

    def elements(self, words: str) -> Iterator[tuple[Element, ...]]:
        """The elements that say them, once for each time that they are said."""
        letters, starts = self._letters
        needle = letters_of(words)
        at = letters.find(needle) if needle else -1
        while at >= 0:
            first, last = bisect_right(starts, at) - 1, bisect_right(starts, at + len(needle) - 1)
            tokens = (token for token in self.report.tokens[first:last] if letters_of(token.text))
            yield tuple(self.report.elements[token.element] for token in tokens)
            at = letters.find(needle, at + 1)

    def around(self, element: Element) -> Iterator[Element]:
        """The element and all that it stands in, nearest first."""
        yield element
        while element.parent >= 0:
            element = self.report.elements[element.parent]
            yield element

    @cached_property
    def headings(self) -> tuple[Element, ...]:
        """All headings with words, in order."""
        return tuple(element for element in self.report.elements if level_of(element) and element.words)

    @cached_property
    def leaves(self) -> tuple[Element, ...]:
        """The innermost elements that are no part of a line: paragraphs, headings, cells and the like."""
        blocks = ("P", "H1", "H2", "H3", "H4", "H5", "H6", "LBody", "TH", "TD", "Caption", "Note")
        return tuple(element for element in self.report.elements if element.kind in blocks and element.words)


def level_of(element: Element) -> int:
    """1 to 6 for a heading, 0 for anything else."""
    return (
        int(element.kind[1]) if len(element.kind) == 2 and element.kind[0] == "H" and element.kind[1:].isdigit() else 0
    )


def is_same_language(one: str, other: str) -> bool:
    """Whether two tags name one language, whatever the country."""
    return one.partition("-")[0].casefold() == other.partition("-")[0].casefold()
