"""A finished brochure as its readers see it: pages of text with their places, outline, links, fonts."""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import pikepdf
import pypdfium2

MM = 25.4 / 72
RUNNING_TITLE = 25.0
"""Running titles stand above this, in mm."""


@dataclass(frozen=True)
class Leaf:
    """One page. Heights are in millimetres from its upper edge."""

    text: str
    pieces: tuple[tuple[float, float, str], ...]
    """Upper and lower edge of each piece of text below the running title, and what it says."""

    @property
    def lowest(self) -> float:
        """How far down text goes."""
        return max((bottom for _, bottom, _ in self.pieces), default=0.0)


@cache
def leaves(data: bytes) -> tuple[Leaf, ...]:
    """The pages."""
    document = pypdfium2.PdfDocument(data)
    try:
        return tuple(_leaf(page) for page in document)
    finally:
        document.close()


def _leaf(page: pypdfium2.PdfPage) -> Leaf:
    height = page.get_height()
    text = page.get_textpage()
    boxes = [text.get_rect(at) for at in range(text.count_rects())]
    pieces = [((height - box[3]) * MM, (height - box[1]) * MM, text.get_text_bounded(*box)) for box in boxes]
    inner = sorted(piece for piece in pieces if piece[0] > RUNNING_TITLE)
    return Leaf(" ".join(text.get_text_bounded().split()), tuple(inner))


@cache
def outline(data: bytes) -> tuple[tuple[int, str, int, float], ...]:
    """Level, title, page (from 1) and height on it of each entry."""
    document = pypdfium2.PdfDocument(data)
    try:
        return tuple(_entries(document))
    finally:
        document.close()


def _entries(document: pypdfium2.PdfDocument) -> Iterator[tuple[int, str, int, float]]:
    for entry in document.get_toc():
        place = entry.get_dest()
        page = place.get_index()
        top = (document[page].get_height() - place.get_view()[1][1]) * MM
        yield entry.level, entry.get_title(), page + 1, top


def links(data: bytes) -> set[str]:
    """Where the links lead that leave the file."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        notes = [note for page in pdf.pages for note in page.get("/Annots", [])]
        return {str(note.A.URI) for note in notes if "/URI" in note.get("/A", {})}


def fonts(data: bytes) -> dict[str, bool]:
    """The name of each font, without the mark of a subset, and whether it is embedded as TrueType."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        found = [obj for obj in pdf.objects if isinstance(obj, pikepdf.Dictionary) and "/FontName" in obj]
        return {str(font.FontName).rpartition("+")[2].lstrip("/"): "/FontFile2" in font for font in found}
