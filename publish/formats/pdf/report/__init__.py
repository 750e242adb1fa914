"""
What a finished PDF says to a program that reads it aloud: words and pictures in order, bookmarks, links, claims.

    `text`       what the pages draw, piece by piece: its words, its size, and whether it is heard
    `structure`  the structure tree, with those words in it
    `catalog`    bookmarks, links, page labels, and what the file claims to be

All of it are plain values. Nothing here judges; `publish.check` does.
"""

import io
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from publish.formats.pdf.report.catalog import Bookmark, Link, bookmarks, claims, links, title_of, version_of
from publish.formats.pdf.report.structure import Element, Token, read_structure
from publish.formats.pdf.report.text import Piece, read_text

__all__ = ["Bookmark", "Element", "Link", "Piece", "Report", "Token", "UnreadableError", "read"]


class UnreadableError(Exception):
    """The file is no PDF, is damaged, is locked, or is tied in knots."""


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


@lru_cache(maxsize=4)
def read(data: bytes) -> Report:
    """
    Read a PDF.

    Raises:
        UnreadableError: if it cannot be read.
    """
    import pikepdf

    # The library's objects are of one class to Python: a number where a dictionary belongs is found out too late.
    odd = (pikepdf.PdfError, pikepdf.PasswordError, AttributeError, KeyError, IndexError, TypeError, ValueError,
           RuntimeError, RecursionError, NotImplementedError)  # fmt: skip
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            return _report(pdf)
    except odd as fault:
        raise UnreadableError(" ".join(str(fault).split()) or type(fault).__name__) from fault


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
    )
