"""
From words back to the line that holds them: in the edition's Markdown, in `publish.yaml`, `words.yml` or a template.

Outputs say the same letters as their source, but with other quotation marks, blanks and markup between. So only
letters and digits are compared.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from publish.edition import Edition
from publish.formats import FORMATS
from publish.problems import Place
from publish.workspace import SETTINGS, Workspace

_SHORTEST = 2
"""Letters; what is shorter stands everywhere."""


@dataclass(frozen=True, eq=False)
class Text:
    """A file of the source."""

    path: str
    content: str

    @cached_property
    def _letters(self) -> tuple[str, tuple[int, ...]]:
        """Its letters and digits alone, and where in the file each of them stands."""
        at, letters = [], []
        for position, char in enumerate(self.content):
            if char.isalnum():
                folded = char.casefold()
                letters.append(folded)
                at.extend([position] * len(folded))
        return "".join(letters), tuple(at)

    def words(self, words: str) -> Place | None:
        """Where *words* stand for the first time, however they are marked up."""
        needle = letters_of(words)
        letters, at = self._letters
        found = letters.find(needle) if len(needle) >= _SHORTEST else -1
        return self.place(at[found]) if found >= 0 else None

    def exactly(self, spelling: str) -> Place | None:
        """Where *spelling* stands to the letter, blanks aside."""
        pieces = [re.escape(piece) for piece in re.findall(r"[\w-]+|[^\w\s-]+", spelling)]
        found = re.search(r"\s*".join(pieces), self.content) if pieces else None
        return self.place(found.start()) if found else None

    def place(self, offset: int) -> Place:
        """Line and column of a position in the content."""
        line = self.content.count("\n", 0, offset) + 1
        return Place(self.path, line, offset - self.content.rfind("\n", 0, offset))


@dataclass(frozen=True, eq=False)
class Sources:
    """All files that an edition's outputs are written from."""

    edition: Edition
    workspace: Workspace

    @cached_property
    def text(self) -> Text:
        """The edition's Markdown."""
        source = self.edition.source.decode("utf-8", "replace").removeprefix("\ufeff")
        return Text(self.edition.path, source.replace("\r\n", "\n").replace("\r", "\n"))

    @property
    def whole(self) -> Place:
        """The edition's text as a whole, for what has no line."""
        return Place(self.edition.path)

    def words(self, words: str) -> Place | None:
        """Where *words* of an output were written; None if nobody wrote them so."""
        return next((place for text in self._written() if (place := text.words(words))), None)

    def in_edition(self, words: str) -> Place | None:
        """Where the edition's own text holds *words*; long ones by how they begin."""
        pieces = words.split()
        for count in (len(pieces), 8, 4):
            if count <= len(pieces) and (place := self.text.words(" ".join(pieces[:count]))):
                return place
        return None

    def template(self, format_: str, spelling: str) -> Place | None:
        """Where a template of *format_* holds *spelling*, blanks aside; style sheets first."""
        return next((place for text in self.templates(format_) if (place := text.exactly(spelling))), None)

    def templates(self, format_: str) -> tuple[Text, ...]:
        """The templates that a format is made from, style sheets first; each as the workspace has it."""
        if format_ not in self._templates:
            names = dict.fromkeys(self._names(format_))
            ordered = sorted(names, key=lambda name: (".css." not in name, "/" not in name, name))
            files = [file for name in ordered if (file := self.workspace.template(name))]
            self._templates[format_] = tuple(
                Text(self.workspace.shown(file), file.read_text("utf-8", "replace")) for file in files
            )
        return self._templates[format_]

    def _names(self, format_: str) -> Iterator[str]:
        for root in self.workspace.templates:
            for folder in (*FORMATS[format_].templates, ""):
                for file in sorted((root / folder).glob("*.j2")):
                    yield file.relative_to(root).as_posix()

    @cached_property
    def _templates(self) -> dict[str, tuple[Text, ...]]:
        return {}

    def _written(self) -> Iterator[Text]:
        yield self.text
        yield from self._others

    @cached_property
    def _others(self) -> tuple[Text, ...]:
        files = (self.workspace.root / SETTINGS, self.workspace.template("words.yml"))
        found = [file for file in files if file and file.is_file()]
        return tuple(Text(self.workspace.shown(file), file.read_text("utf-8", "replace")) for file in found)


def letters_of(words: str) -> str:
    """Letters and digits alone, case folded."""
    return "".join(char.casefold() for char in words if char.isalnum())
