"""The web addresses in a PDF, as a reader of PDF files finds them."""

import ctypes
from collections.abc import Iterator
from html import escape
from typing import Any

from publish.check.document import Document

_MOST = 10_000
"""Links of a page."""


def of(pdf: bytes) -> Document:
    """A list of the links of *pdf*, each address once; what is no PDF has none."""
    items = "".join(f'<a href="{escape(address)}"></a>' for address in dict.fromkeys(_addresses(pdf)))
    return Document("brochure.pdf", "brochure", f"<html><body>{items}</body></html>")


def _addresses(pdf: bytes) -> Iterator[str]:
    import pypdfium2  # letters and pages do without
    from pypdfium2 import raw

    try:
        document = pypdfium2.PdfDocument(pdf)
    except pypdfium2.PdfiumError:
        return
    with document:
        for page in document:
            at, link = ctypes.c_int(0), raw.FPDF_LINK()
            for _ in range(_MOST):
                if not raw.FPDFLink_Enumerate(page, at, link):
                    break
                if address := _address(raw, document, link):
                    yield address


def _address(raw: Any, document: Any, link: Any) -> str:
    """Where a link leads; empty if it stays in the file."""
    action = raw.FPDFLink_GetAction(link)
    if not action or raw.FPDFAction_GetType(action) != raw.PDFACTION_URI:
        return ""
    size = raw.FPDFAction_GetURIPath(document, action, None, 0)
    text = ctypes.create_string_buffer(size)
    raw.FPDFAction_GetURIPath(document, action, text, size)
    return text.raw.rstrip(b"\0").decode("utf-8", "replace")
