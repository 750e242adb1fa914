"""The line of a fact in the Markdown."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from publish.check.identity.facts import Fact
from publish.check.places import Text, letters_of
from publish.problems import Place


@dataclass(frozen=True, eq=False)
class Lines:
    """Finds facts again where they were written."""

    text: Text

    def place(self, fact: Fact, facts: Sequence[Fact] = ()) -> Place:
        """The line of *fact*. If *facts* have its words twice, the second is at the second place."""
        if fact.is_exact:
            return Place(self.text.path, fact.line)
        alike = [one for one in facts if (one.line, one.words) == (fact.line, fact.words) and one.role == fact.role]
        number = next((n for n, one in enumerate(alike) if one is fact), 0)
        return self.find(fact.words, fact.line, number) or Place(self.text.path, fact.line)

    def find(self, words: str, line: int = 1, number: int = 0) -> Place | None:
        """Where *words* stand from *line* on, or how they begin; the place with that *number*, counted from 0."""
        pieces = words.split()
        for count in dict.fromkeys((len(pieces), 8, 4, 2)):
            if count <= len(pieces) and (found := self._places(" ".join(pieces[:count]), line)):
                return self.text.place(found[min(number, len(found) - 1)])
        return None

    def _places(self, words: str, line: int) -> list[int]:
        """Offsets at which *words* stand as words of their own."""
        letters, at = self._letters
        needle = letters_of(words)
        start = self._from(line)
        found, position = [], letters.find(needle) if needle else -1
        while position >= 0:
            first, last = at[position], at[position + len(needle) - 1]
            if first >= start and self._is_apart(first, last):
                found.append(first)
            position = letters.find(needle, position + 1)
        return found

    def _is_apart(self, first: int, last: int) -> bool:
        content = self.text.content
        return not content[max(0, first - 1) : first].isalnum() and not content[last + 1 : last + 2].isalnum()

    def _from(self, line: int) -> int:
        """Where a line begins."""
        breaks = self._breaks
        return breaks[min(line - 2, len(breaks) - 1)] if line > 1 and breaks else 0

    @cached_property
    def _breaks(self) -> list[int]:
        return [found.end() for found in re.finditer("\n", self.text.content)]

    @cached_property
    def _letters(self) -> tuple[str, list[int]]:
        letters: list[str] = []
        at: list[int] = []
        for position, char in enumerate(self.text.content):
            if char.isalnum():
                folded = char.casefold()
                letters.append(folded)
                at.extend([position] * len(folded))
        return "".join(letters), at
