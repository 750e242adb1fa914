"""
The dated thing that is written, built, sealed and sent; and the files made of it.

`source` makes an `Edition`; renderers take one and return `Artefact`s. Both are frozen and
hold everything that rendering needs, pictures included, so no renderer touches a folder.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

from publish.blocks import Block
from publish.prose import Inline, Node, Note, plain


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that was opened and measured."""

    name: str
    """The file's name beside the Markdown."""
    data: bytes
    media_type: str
    """image/png, image/jpeg, image/webp, image/gif or image/svg+xml."""
    width: int
    height: int
    """Both in pixels; for SVG the size or view box it declares, in CSS px."""


@dataclass(frozen=True, slots=True)
class Prose:
    """A run of text between two blocks."""

    nodes: tuple[Node, ...]
    line: int
    kind: str = "prose"


@dataclass(frozen=True, slots=True)
class Placed:
    """A block in its place."""

    block: Block
    line: int

    @property
    def kind(self) -> str:
        """The block kind's name, and so its partial's."""
        return self.block.kind


Part: TypeAlias = Prose | Placed


@dataclass(frozen=True, slots=True)
class Chapter:
    """A heading of level 2 and what stands below it. The first may have no heading."""

    heading: tuple[Inline, ...]
    id: str
    parts: tuple[Part, ...]
    line: int

    @property
    def title(self) -> str:
        return plain(self.heading)

    def has(self, kind: str) -> bool:
        """Whether a block of that kind stands in it."""
        return any(part.kind == kind for part in self.parts)


@dataclass(frozen=True, slots=True)
class Cover:
    """The picture of the whole edition: one for upright pages, one for wide ones."""

    picture: str
    wide: str
    """The same as `picture` when the edition has no wide one. Both are keys of `Edition.pictures`."""
    alt: str


@dataclass(frozen=True)
class Edition:
    """One edition in one language."""

    id: str
    """The folder's name, like 2021-03-30-partnerskap-for-stockholm."""
    language: str
    """BCP 47, like sv."""
    languages: tuple[str, ...]
    """All languages that the edition has, this one included."""
    title: str
    date: dt.date
    updated: dt.date | None
    category: str
    standfirst: tuple[Inline, ...]
    preheader: str
    subject: str
    cover: Cover | None
    chapters: tuple[Chapter, ...]
    notes: tuple[Note, ...]
    pictures: dict[str, Picture]
    path: str
    """Where the source is, as problems name it."""
    source: bytes
    aliases: tuple[str, ...] = ()
    """Old addresses, as paths below the archive's, that lead to this edition."""

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """All blocks in reading order."""
        return tuple(part.block for chapter in self.chapters for part in chapter.parts if isinstance(part, Placed))

    @property
    def others(self) -> tuple[str, ...]:
        """The other languages it can be read in."""
        return tuple(language for language in self.languages if language != self.language)

    def nodes(self) -> Iterator[tuple[Node, ...]]:
        """Every run of prose, the footnotes last; texts inside blocks are not among them."""
        for chapter in self.chapters:
            for part in chapter.parts:
                if isinstance(part, Prose):
                    yield part.nodes
        for note in self.notes:
            yield note.children


@dataclass(frozen=True, slots=True)
class Artefact:
    """One finished file."""

    name: str
    """Path below the edition's and language's folder, with `/`."""
    data: bytes
    pages: int = 0
    """Only for what has pages."""
