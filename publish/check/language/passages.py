"""
Where in the Markdown every character of a set text was typed.

A text was typed with markup in it, with straight quotes and other blanks, over several lines. Its letters and
digits are all there and in the same order, so they are found one after the other, and what stands between them
lies between them.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from publish.check.places import Text as File
from publish.problems import Place
from publish.source.tree import Listing, Mapping, Origin, Scalar, Tree, compose

_NEAR = 400
"""Letters that may stand between one word and the next: a long address, at most."""
_MARKUP = re.compile(r"[*_]{0,3}(?:\](?:\([^()\n]{0,2000}\)|\{[^{}\n]{0,200}\})|\[\^[^\]\n]{0,100}\])")
"""What follows on the words of a link, a span, or on a word with a note."""
_TYPED = {
    "”": '”"“',
    "“": '“"”',
    "’": "’'‘",
    "‘": "‘'’",
    "–": "–-",
    "…": "….",
    "\u00a0": "\u00a0 \n\t&",
    " ": " \n\t\\",
}
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where to look for a passage."""

    line: int
    """Of a node of prose; of a block's fence; 1 for the front matter."""
    path: Path | None = None
    """The fields and positions on the way to a value of the block; None for prose."""


@dataclass(frozen=True, eq=False)
class Source:
    """The Markdown of an edition, by its letters."""

    file: File

    @cached_property
    def letters(self) -> tuple[str, tuple[int, ...]]:
        """Letters and digits alone, case folded, and the offset of each in the file."""
        pairs = [(one, at) for at, char in enumerate(self.file.content) if char.isalnum() for one in char.casefold()]
        return "".join(one for one, _ in pairs), tuple(at for _, at in pairs)

    @cached_property
    def lines(self) -> list[str]:
        return self.file.content.split("\n")

    @cached_property
    def _starts(self) -> list[int]:
        found = [0]
        for line in self.lines:
            found.append(found[-1] + len(line) + 1)
        return found

    @cached_property
    def _trees(self) -> dict[int, Tree | None]:
        return {}

    def start(self, anchor: Anchor) -> int:
        """The offset at which a passage begins."""
        if anchor.path is None:
            return self._offset(anchor.line, 1)
        place = self._value(anchor.line, anchor.path)
        return self._offset(place.line, max(place.column, 1))

    def _offset(self, line: int, column: int) -> int:
        number = min(max(line, 1), len(self.lines))
        return min(self._starts[number - 1] + column - 1, len(self.file.content))

    def _value(self, line: int, path: Path) -> Place:
        node, place = self._tree(line), Place(self.file.path, line)
        for step in path:
            match node:
                case Listing(items=items) if isinstance(step, int) and step < len(items):
                    node = items[step]
                case Mapping(values=values) if step in values:
                    node = values[str(step)]
                case _:
                    return place
            place = node.place
        return place if isinstance(node, Scalar) else Place(self.file.path, line)

    def _tree(self, line: int) -> Tree | None:
        """The YAML below *line*: a fence, or the first line of the front matter."""
        if line not in self._trees:
            opening = self.lines[line - 1]
            indent = len(opening) - len(opening.lstrip(" "))
            inside = "\n".join(row[min(indent, len(row) - len(row.lstrip(" "))) :] for row in self._inside(line))
            self._trees[line] = compose(inside, Origin(self.file.path, line + 1, indent))[0]
        return self._trees[line]

    def _inside(self, line: int) -> Iterator[str]:
        opening = _FENCE.match(self.lines[line - 1])
        for row in self.lines[line:]:
            bare = row.strip()
            if bare == "---" if opening is None else set(bare) == {opening[1][0]} and len(bare) >= len(opening[1]):
                return
            yield row


@dataclass(eq=False)
class Passage:
    """Texts that were typed one after the other: a paragraph, a table, a field of a block."""

    source: Source
    anchor: Anchor
    pieces: list[str] = field(default_factory=list)
    """Texts as they were set, and None…"""
    length: int = 0

    def add(self, text: str) -> int:
        """Add a run of text; the position at which it begins."""
        self.pieces.append(text)
        self.length += len(text)
        return self.length - len(text)

    def mark(self) -> None:
        """Say that markup follows here which holds letters of its own."""
        self.pieces.append("")

    def place(self, position: int) -> Place:
        """Line and column of a character."""
        offsets = self._offsets
        return self.source.file.place(offsets[min(position, len(offsets) - 1)] if offsets else self._start)

    @cached_property
    def _start(self) -> int:
        return self.source.start(self.anchor)

    @cached_property
    def _offsets(self) -> tuple[int, ...]:
        """The offset in the file of every character."""
        reader = _Aligner(self.source, self._start)
        for piece in self.pieces:
            if piece:
                reader.read(piece)
            else:
                reader.skip()
        return tuple(reader.offsets)


class _Aligner:
    """Walks through the file beside the set text."""

    def __init__(self, source: Source, start: int) -> None:
        self._letters, self._at = source.letters
        self._content = source.file.content
        self._cursor = bisect_left(self._at, start)
        self._last = start
        """The offset behind what was read last."""
        self.offsets: list[int] = []

    def skip(self) -> None:
        """Go past markup, if it stands here."""
        for offset in range(self._last, self._last + 4):
            if found := _MARKUP.match(self._content, offset):
                self._last = found.end()
                self._cursor = bisect_left(self._at, found.end())
                return

    def read(self, text: str) -> None:
        """Find the characters of *text*, all together or else word by word."""
        needle = _folded(text)
        if needle and self._find(needle) >= 0:
            self._take(text)
            return
        for word in re.findall(r"\w+|\W+|_", text):
            if _folded(word) and self._find(_folded(word)) < 0:
                self.offsets += [self._last] * len(word)
            else:
                self._take(word)

    def _find(self, needle: str) -> int:
        return self._letters.find(needle, self._cursor, self._cursor + _NEAR + len(needle))

    def _take(self, text: str) -> None:
        at = self._find(_folded(text)) if _folded(text) else self._cursor
        for char in text:
            if char.isalnum():
                self._note(self._at[at])
                at += len(char.casefold())
            else:
                self._between(char, self._at[at] if at < len(self._at) else len(self._content))
        self._cursor = at

    def _note(self, offset: int) -> None:
        self.offsets.append(offset)
        self._last = offset + 1

    def _between(self, char: str, end: int) -> None:
        """A sign or a blank, which stands between the last letter and the one at *end*."""
        typed = _TYPED.get(char, char)
        found = next((at for at in range(self._last, min(end, self._last + 200)) if self._content[at] in typed), -1)
        if found < 0:
            self.offsets.append(min(self._last, len(self._content)))
        else:
            self._note(found)


def _folded(text: str) -> str:
    return "".join(char.casefold() for char in text if char.isalnum())
