"""HTML into one PDF file that everybody can read and that lasts: PDF/UA-1 and PDF/A-3a at once."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

import publish
from publish.formats.pdf import conformance
from publish.formats.pdf.engine import Files, engine_problems, painting, session, weasyprint
from publish.formats.pdf.finish import Finisher
from publish.formats.pdf.xmp import Metadata
from publish.problems import ConformanceError

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
    with session(files, name=name) as work:
        source = engine.HTML(string=html, url_fetcher=work.fetcher)
        document = source.render(pdf_variant="pdf/a-3u")
        finisher = Finisher(source.etree_element, _metadata(document.metadata, created, modified))
        finisher.prepare(document)
        painted = painting(document, work, before=finisher.before, after=finisher.after)
        parts = [_attachment(part, created, modified) for part in attachments]
        data = painted.write_pdf(pdf_variant="pdf/a-3u", attachments=parts, finisher=finisher)
    return Pdf(_claim(data, finisher.metadata, name), len(document.pages))


def _metadata(found: Any, created: date, modified: date) -> Metadata:
    """Take what the HTML says about itself."""
    this = f"publish {publish.__version__}"
    return Metadata(
        title=found.title or "",
        language=found.lang or "",
        authors=tuple(found.authors),
        description=found.description or "",
        keywords=tuple(found.keywords),
        creator=found.generator or this,
        producer=f"{this} (WeasyPrint {weasyprint().__version__})",
        created=created,
        modified=modified,
    )


def _attachment(part: Attached, created: date, modified: date) -> Any:
    times = [datetime.combine(day, time(12), UTC) for day in (created, modified)]
    return weasyprint().Attachment(
        file_obj=io.BytesIO(part.data), name=part.name, description=part.description,
        created=times[0], modified=times[1], relationship="Source",
    )  # fmt: skip


def _claim(data: bytes, metadata: Metadata, name: str) -> bytes:
    """
    Check the finished file, and only then let it say what it is.

    Raises:
        ConformanceError: if it has failed.
    """
    import pikepdf

    output = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        if found := conformance.problems(pdf, data, name=name):
            raise ConformanceError(*found)
        packet = metadata.packet(claims=True)
        pdf.Root.Metadata = pdf.make_stream(packet, Type=pikepdf.Name.Metadata, Subtype=pikepdf.Name.XML)
        pdf.save(output, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return output.getvalue()
