"""What a finished PDF says: its text layer, where its links lead, and what is heard instead of its pictures."""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

import pikepdf


@dataclass(frozen=True, slots=True)
class Said:
    """The words of a PDF."""

    pages: tuple[str, ...]
    """The text layer of each page, lines ended by `\\n`, as PDFium copies it."""
    links: tuple[tuple[str, str], ...]
    """Addresses outside the file with the words they are on, in order; a link over two lines counts twice."""
    alts: tuple[str, ...]
    """Alternate texts of the structure tree."""
    title: str


def said(data: bytes) -> Said | None:
    """Read a PDF; None for what cannot be read as one."""
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            title = str(pdf.docinfo.get("/Title", ""))
            links, alts = [list(_links(page)) for page in pdf.pages], tuple(_alts(pdf))
        pages, linked = _text(data, links)
        return Said(pages, linked, alts, title)
    except (pikepdf.PdfError, ValueError, TypeError, AttributeError):
        return None


_Area: TypeAlias = tuple[float, float, float, float]


def _text(data: bytes, links: list[list[tuple[str, _Area]]]) -> tuple[tuple[str, ...], tuple[tuple[str, str], ...]]:
    """The text of each page, and the words below each link."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise ValueError(str(error)) from error
    pages, linked = [], []
    try:
        for number, page in enumerate(document):
            layer = page.get_textpage()
            pages.append(layer.get_text_bounded().replace("\r\n", "\n"))
            for href, area in links[number]:
                linked.append((href, " ".join(layer.get_text_bounded(*area).split())))
    finally:
        document.close()
    return tuple(pages), tuple(linked)


def _links(page: pikepdf.Page) -> Iterator[tuple[str, _Area]]:
    """Address and area of every link out of the file."""
    for note in page.get("/Annots", []):
        action = note.get("/A") if isinstance(note, pikepdf.Dictionary) else None
        if isinstance(action, pikepdf.Dictionary) and "/URI" in action:
            left, bottom, right, top = (float(number) for number in note["/Rect"])
            yield str(action["/URI"]), (left, bottom, right, top)


def _alts(pdf: pikepdf.Pdf) -> Iterator[str]:
    for thing in pdf.objects:
        if isinstance(thing, pikepdf.Dictionary) and "/Alt" in thing and "/S" in thing:
            yield str(thing["/Alt"])
