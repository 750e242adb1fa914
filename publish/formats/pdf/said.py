"""What a finished PDF says: its text layer, where its links lead, and what is heard instead of its pictures."""

import io
from collections.abc import Iterator
from dataclasses import dataclass

import pikepdf


@dataclass(frozen=True, slots=True)
class Said:
    """The words of a PDF."""

    pages: tuple[str, ...]
    """The text layer of each page, lines ended by `\\n`, as PDFium copies it."""
    links: tuple[str, ...]
    """Addresses outside the file, in order; a link over two lines counts twice."""
    alts: tuple[str, ...]
    """Alternate texts of the structure tree."""
    title: str
    created: str
    """The day, like 2021-03-30; empty if the file does not say. So `modified`."""
    modified: str


def said(data: bytes) -> Said | None:
    """Read a PDF; None for what cannot be read as one."""
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            information = {key: str(value) for key, value in pdf.docinfo.items()}
            days = (_day(information.get(key, "")) for key in ("/CreationDate", "/ModDate"))
            links, alts = tuple(_links(pdf)), tuple(_alts(pdf))
        return Said(_text(data), links, alts, information.get("/Title", ""), *days)
    except (pikepdf.PdfError, ValueError, TypeError, AttributeError):
        return None


def _text(data: bytes) -> tuple[str, ...]:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise ValueError(str(error)) from error
    try:
        return tuple(page.get_textpage().get_text_bounded().replace("\r\n", "\n") for page in document)
    finally:
        document.close()


def _links(pdf: pikepdf.Pdf) -> Iterator[str]:
    for page in pdf.pages:
        for note in page.get("/Annots", []):  # type: ignore[call-overload]
            action = note.get("/A") if isinstance(note, pikepdf.Dictionary) else None
            if isinstance(action, pikepdf.Dictionary) and "/URI" in action:
                yield str(action["/URI"])


def _alts(pdf: pikepdf.Pdf) -> Iterator[str]:
    for thing in pdf.objects:
        if isinstance(thing, pikepdf.Dictionary) and "/Alt" in thing and "/S" in thing:
            yield str(thing["/Alt"])


def _day(written: str) -> str:
    """`D:20210330120000Z` as 2021-03-30."""
    digits = written.removeprefix("D:")[:8]
    return f"{digits[:4]}-{digits[4:6]}-{digits[6:]}" if len(digits) == 8 and digits.isdigit() else ""
