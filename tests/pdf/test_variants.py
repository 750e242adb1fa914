"""One rendering is written as every variant that is asked for, and each is what it says it is."""

import io

import pikepdf
import pytest

from publish.formats.pdf import Attached, Files, Pdf, Variant, accessible_pdfs
from publish.problems import ConformanceError
from tests.judges import vera
from tests.pdf.making import CREATED, MODIFIED, files, page

HTML = page("<h1>R</h1><p>A</p>")
SOURCE = Attached("sv.md", "# Å\n".encode(), "text/markdown", "Källan")


def written(*variants: Variant, html: str = HTML, files: Files = files) -> tuple[Pdf, ...]:
    return accessible_pdfs(html, variants, files=files, attachments=[SOURCE], created=CREATED, modified=MODIFIED)


def test_the_pages_are_rendered_once_however_many_variants_there_are() -> None:
    asked: list[str] = []

    def counted(name: str) -> bytes:
        asked.append(name)
        return files(name)

    (alone,) = written(Variant.A3A, files=counted)
    for_one = list(asked)
    both = written(Variant.A3A, Variant.A2A, files=counted)

    assert asked == for_one * 2
    assert both[0] == alone
    assert both == written(Variant.A3A, Variant.A2A)


@pytest.mark.parametrize(
    ("variant", "part", "attached"), [(Variant.A3A, "3", ["sv.md"]), (Variant.A2A, "2", [])], ids=list(Variant)
)
def test_each_says_what_it_is_and_carries_what_it_may(variant: Variant, part: str, attached: list[str]) -> None:
    (pdf,) = written(variant)

    with pikepdf.open(io.BytesIO(pdf.data)) as file, file.open_metadata() as metadata:
        assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"], metadata["pdfuaid:part"]) == (part, "A", "1")
        assert list(file.attachments) == attached


@pytest.mark.parametrize("variant", Variant)
def test_verapdf_finds_each_to_be_what_it_says(variant: Variant) -> None:
    if reason := vera.missing():
        pytest.skip(reason)
    (pdf,) = written(variant)

    assert vera.faults(pdf.data, ("PDFUA-1", f"PDFA-{variant.part}A")) == []


@pytest.mark.parametrize("variant", Variant)
def test_what_does_not_pass_is_not_written(variant: Variant) -> None:
    with pytest.raises(ConformanceError, match="E535"):
        written(variant, html=page("<h2>R</h2>"))
