"""
What a finished PDF says to a program that reads it aloud: words and pictures in order, bookmarks, links, claims.

    `text`       what the pages draw, piece by piece: its words, its size, its colour, and whether it is heard
    `canvas`     what ground a point of a page has
    `structure`  the structure tree, with those words in it
    `opening`    a file that may be damaged
    `catalog`    bookmarks, links, page labels, and what the file claims to be

All of it are plain values. Nothing here judges; `publish.check` does.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from publish.formats.pdf.report.canvas import Colour
from publish.formats.pdf.report.catalog import Bookmark, Link, bookmarks, claims, links, title_of, version_of
from publish.formats.pdf.report.opening import UnreadableError, opened
from publish.formats.pdf.report.structure import Element, Token, read_structure
from publish.formats.pdf.report.text import Piece, read_text

__all__ = ["Bookmark", "Colour", "Element", "Link", "Piece", "Report", "Token", "UnreadableError", "read"]


@dataclass(frozen=True, slots=True)
class Report:
    """A finished PDF."""

    version: str
    """Like `1.7`."""
    claims: frozenset[str]
    """What it says that it is, like `PDF/UA-1` and `PDF/A-3A`."""
    language: str
    title: str
    shows_title: bool
    pages: int
    has_labels: bool
    """Whether it tells readers other page numbers than the count of pages."""
    elements: tuple[Element, ...]
    """In the order in which they are heard."""
    tokens: tuple[Token, ...]
    """All words, in the order in which they are heard."""
    pieces: tuple[Piece, ...]
    """All words, in the order in which they are drawn, heard or not."""
    bookmarks: tuple[Bookmark, ...]
    links: tuple[Link, ...]
    attached: tuple[str, ...]
    """The names of the files that travel inside."""


@lru_cache(maxsize=4)
def read(data: bytes) -> Report:
    """
    Read a PDF.

    Raises:
        UnreadableError: if it cannot be read.
    """
    with opened(data) as pdf:
        return _report(pdf)


def _report(file: Any) -> Report:
    root = file.Root
    pieces = read_text([page.obj for page in file.pages])
    elements, tokens = read_structure(file, pieces)
    return Report(
        version=version_of(file),
        claims=claims(file),
        language=str(root.get("/Lang", "")).strip(),
        title=title_of(file),
        shows_title=root.get("/ViewerPreferences", {}).get("/DisplayDocTitle") is True,
        pages=len(file.pages),
        has_labels="/PageLabels" in root,
        elements=elements,
        tokens=tokens,
        pieces=pieces,
        bookmarks=tuple(bookmarks(file)),
        links=tuple(links(file, elements)),
        attached=tuple(str(name) for name in file.attachments),
    )
