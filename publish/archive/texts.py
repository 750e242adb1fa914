"""What the site tells of sealed files: the words of pages and PDFs, and how large a PDF's first page is."""

from collections.abc import Iterator
from typing import Any

from publish.problems import Place, Problem, RenderError


def page_text(data: bytes) -> str:
    """What a page says in its main part, or in all of it if it has none."""
    from lxml import html

    try:
        root: Any = html.document_fromstring(data, parser=html.HTMLParser(encoding="utf-8"))
    except (html.etree.ParserError, ValueError):
        return ""
    for element in root.xpath("//script | //style | //template | //noscript"):
        element.drop_tree()
    main = root.find(".//main")
    pieces = (str(text).strip() for text in (root if main is None else main).itertext())
    return " ".join(piece for piece in pieces if piece)


def pdf_texts(data: bytes) -> list[str]:
    """The text of each page of a PDF; words that a line end divides are joined. A page that is damaged has none."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError:
        return []
    try:
        return [" ".join(_joined(text).split()) for text in _texts(document)]
    finally:
        document.close()


def first_page_size(data: bytes) -> tuple[float, float]:
    """
    Width and height of a PDF's first page, in points.

    Raises:
        RenderError: if it cannot be read, or has no page.
    """
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
        try:
            size: tuple[float, float] = document[0].get_size()
        finally:
            document.close()
    except (pypdfium2.PdfiumError, IndexError) as error:
        raise RenderError(Problem("E507", f"the document cannot be read: {error}", Place("brochure.pdf"))) from error
    return size


def _texts(document: Any) -> Iterator[str]:
    import pypdfium2

    for number in range(len(document)):
        try:
            yield document[number].get_textpage().get_text_bounded()
        except pypdfium2.PdfiumError:
            yield ""


def _joined(text: str) -> str:
    for hyphen in ("\ufffe", "\u00ad", "\u2010"):  # PDFium's sign for a hyphen at a line's end is the first
        text = text.replace(f"{hyphen}\r\n", "").replace(f"{hyphen}\n", "").replace(hyphen, "")
    return text.replace("-\r\n", "").replace("-\n", "")
