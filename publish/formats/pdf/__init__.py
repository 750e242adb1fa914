"""
HTML into one PDF that everybody can read and that lasts: PDF/UA-1 and PDF/A-3a in the same file.

    1. `engine`       WeasyPrint lays out and paints the pages. It may fetch nothing and pass over nothing
    2. `lines`        spaces and words that the line breaks took are noted before the `painting`; text that the
                      layout dropped (`lost`) is a problem
    3. `tree`         the boxes become a structure tree (`nodes`, `roles`), the rest artifacts
    4. `content`      what was painted is numbered by its place in the tree; broken words are given whole
    5. `finish`       the tree, the links (`links`) and what the file says of itself (`xmp`) are written
    6. `variants`     the files that are asked for are written of it; each is checked (`conformance`), and only
                      one that passes says what it conforms to

A finished file is read by `report`, which tells what it says of itself, and by `verdict`, which tells its faults.

For those who write the HTML and its style:

* `<html lang>` and `<title>` are needed, one `h1` first and no level of heading left out. `lang` on any element counts.
* Pictures, styles and fonts are `publish:///NAME`, links whole addresses or `#id`. Nothing else is fetched.
* Fonts are bundled TTF or OTF files with plain names in `@font-face`. Set `font-family` on `html` (page margins do
  not inherit from `body`), and list there what draws arrows, emoji and other scripts: a letter that falls back to
  a font of the machine is a problem. `code` and `::marker` need fonts too.
* `<img alt="…">` is heard, `<img alt="">` and anything with `aria-hidden="true"` is not. An inline `<svg>` is heard by
  its `<title>` or `aria-label`. Backgrounds, borders and pictures from CSS are never heard.
* `section`, `article`, `aside`, `blockquote`, `nav`, lists, tables and headings are heard as what they are; `div`,
  `main`, `header` and `span` are not heard at all, but for a `lang`. Text straight in a `div` is a paragraph.
* Order of hearing is the order of boxes: keep off `order` in flex and grid. Absolute position does no harm.
* Headers and footers are page margin boxes or `position: running()`. They are not heard, and links in them do not work.
* A table head that is said again on the next page is not heard again. Give `th` a `scope`, and rows equal lengths.
* Anything may stand inside a link; it is one link, named by its words or its `aria-label`.
* Footnotes are `float: footnote`, or lists with `role="doc-endnote"` called by `<a role="doc-noteref">`. A table of
  contents is a list in `<nav role="doc-toc">`.
* `hyphens: auto` is harmless; broken words are whole for those who listen or search.
* Colours and pictures are RGB. `opacity` is fine. Remember `body { margin: 0 }`.
* Fast: grid instead of `columns`, no `target-counter`, drawings with few points.
"""

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

import publish
from publish.formats.pdf.engine import Files, breakdowns, engine_problems, no_collection, session, weasyprint
from publish.formats.pdf.finish import Finisher
from publish.formats.pdf.painting import painting
from publish.formats.pdf.variants import Variant, write
from publish.formats.pdf.xmp import Metadata
from publish.problems import Place, Problem

# The engine's own hyphen is one that few fonts have.
_DEFAULTS = 'html { hyphenate-character: "-" }'

__all__ = ["Attached", "Files", "Pdf", "Variant", "accessible_pdf", "accessible_pdfs", "engine_problems"]


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

    *name* is what problems call the document. Threads may call it at once; they take turns.

    Raises:
        RenderError: if the engine misses or complains of anything.
        ConformanceError: if the finished file would not be what it says it is.
    """
    dates = {"created": created, "modified": modified}
    return accessible_pdfs(html, (Variant.A3A,), files=files, attachments=attachments, **dates, name=name)[0]


def accessible_pdfs(  # noqa: PLR0913 (as above)
    html: str,
    variants: Sequence[Variant],
    *,
    files: Files,
    attachments: Sequence[Attached] = (),
    created: date,
    modified: date,
    name: str = "document.pdf",
) -> tuple[Pdf, ...]:
    """Render *html* once and write it as each of *variants*, in their order; else as `accessible_pdf`."""
    engine = weasyprint()
    with no_collection(), session(files, name=name) as work:
        source = engine.HTML(string=html, url_fetcher=work.fetcher)
        defaults = engine.CSS(string=_DEFAULTS, url_fetcher=work.fetcher)
        with breakdowns(name):
            document = source.render(stylesheets=[defaults], pdf_variant="pdf/a-3u")
        metadata = _metadata(document.metadata, created, modified)
        finisher = Finisher(source.etree_element, metadata, {part.name: part.media_type for part in attachments})
        work.wanted.extend(_lost(finisher.prepare(document, style=html + work.style), name))
        painted = painting(document, work, before=finisher.before, after=finisher.after)
        parts = [_attachment(part, created, modified) for part in attachments]
        data = painted.write_pdf(
            pdf_variant="pdf/a-3u", attachments=parts, finisher=finisher, uncompressed_pdf=True, pdf_identifier=False
        )
        work.wanted.extend(_attached_in_html(document.metadata, name) if not work.wanted else ())
    # What the engine complained of has been told by now, and is the cause of what would be found here.
    with no_collection():
        pages = len(document.pages)
        return tuple(Pdf(write(data, variant, metadata, name=name), pages) for variant in variants)


def _metadata(found: Any, created: date, modified: date) -> Metadata:
    """Take what the HTML says about itself."""
    this = f"publish {publish.__version__}"
    return Metadata(
        title=" ".join((found.title or "").split()),
        language=found.lang or "",
        authors=tuple(found.authors),
        description=found.description or "",
        keywords=tuple(found.keywords),
        creator=found.generator or this,
        producer=f"{this} (WeasyPrint {weasyprint().__version__})",
        created=created,
        modified=modified,
    )


def _lost(texts: Sequence[str], name: str) -> Iterator[Problem]:
    """Tell of text that the layout dropped."""
    hint = "boxes that float or are positioned end with the page; leave out what is not to be shown"
    for text in texts:
        yield Problem("E509", f"the layout lost the text '{text[:60]}'", Place(name), hint)


def _attached_in_html(found: Any, name: str) -> tuple[Problem, ...]:
    """Find files that the HTML attaches: they have no dates, so that no two builds would be the same."""
    hint = "give files to attach with the page, not in it"
    return tuple(
        Problem("E506", "the page attaches a file by <link rel=attachment>", Place(name), hint)
        for _ in found.attachments[:1]
    )


def _attachment(part: Attached, created: date, modified: date) -> Any:
    times = [datetime.combine(day, time(12), UTC) for day in (created, modified)]
    return weasyprint().Attachment(
        file_obj=io.BytesIO(part.data), name=part.name, description=part.description,
        created=times[0], modified=times[1], relationship="Source",
    )  # fmt: skip
