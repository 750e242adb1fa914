"""HTML into one PDF file that everybody can read and that lasts: PDF/UA-1 and PDF/A-3a at once."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from publish.formats.pdf.engine import Files, engine_problems, session, weasyprint
from publish.formats.pdf.xmp import metadata

__all__ = ["Attached", "Files", "Pdf", "accessible_pdf", "engine_problems"]


@dataclass(frozen=True, slots=True)
class Attached:
    """A file that travels inside the PDF."""

    name: str
    data: bytes
    media_type: str
    description: str


@dataclass(frozen=True, slots=True)
class Pdf:
    """A finished file."""

    data: bytes
    pages: int


def accessible_pdf(  # noqa: PLR0913 (all that a file needs, by name)
    html: str,
    *,
    files: Files,
    attachments: Sequence[Attached] = (),
    created: date,
    modified: date,
    name: str = "document.pdf",
) -> Pdf:
    """
    Render *html* as one file that is PDF/UA-1 and PDF/A-3a. The same input gives the same bytes.

    Raises:
        RenderError: if the engine misses or complains of anything.
        ConformanceError: if the finished file would not be what it says it is.
    """
    engine = weasyprint()
    dates = [datetime.combine(day, time(12), UTC) for day in (created, modified)]
    with session(files, name=name) as work:
        parts = [
            engine.Attachment(
                file_obj=io.BytesIO(part.data), name=part.name, description=part.description,
                created=dates[0], modified=dates[1], relationship="Source",
            )
            for part in attachments
        ]  # fmt: skip
        document = engine.HTML(string=html, url_fetcher=work.fetcher).render(pdf_variant="pdf/a-3a")
        data = document.write_pdf(pdf_variant="pdf/a-3a", attachments=parts)
    return Pdf(_claim(data), len(document.pages))


def _claim(data: bytes) -> bytes:
    import pikepdf

    output = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pdf.Root.Metadata = pdf.make_stream(
            metadata(pdf), Type=pikepdf.Name.Metadata, Subtype=pikepdf.Name.XML
        )
        pdf.save(output, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return output.getvalue()
