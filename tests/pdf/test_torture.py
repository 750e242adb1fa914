"""One document with everything in it, judged by veraPDF and read back by two other libraries."""

import io
from functools import cache
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest

from publish.formats.pdf import Pdf
from tests.pdf.conftest import Judge
from tests.pdf.making import make
from tests.pdf.reading import structure, text_by_pdfium

HERE = Path(__file__).parent


@cache
def document() -> Pdf:
    items = "".join(f"<li>Punkt {number} med lite text</li>" for number in range(40))
    text = "En text som är så lång att den bryts över flera rader i cellen"
    rows = "".join(
        f'<tr><th scope="row">{number}</th><td>Namn {number}</td><td>{text}</td></tr>' for number in range(60)
    )
    long = "Ett långt stycke med många ord som fyller spalten. " * 30
    body = (HERE / "torture.html").read_text("utf-8") % {"items": items, "rows": rows, "long": long}
    return make(body, css=(HERE / "torture.css").read_text("utf-8"))


def test_verapdf_finds_nothing(judge: Judge) -> None:
    assert judge(document().data) == []


def test_it_has_the_parts_that_it_was_given() -> None:
    said = structure(document().data)
    types = [line.split()[0].rstrip(":") for line in said.splitlines() if line.strip()[0] not in "«-"]

    counted = {
        type_: types.count(type_) for type_ in ("H1", "H2", "Table", "THead", "TH", "TD", "TOC", "Note", "Figure")
    }
    assert counted == {"H1": 1, "H2": 7, "Table": 2, "THead": 1, "TH": 65, "TD": 125, "TOC": 2, "Note": 3, "Figure": 4}


def test_every_word_of_the_structure_is_in_the_text_layer() -> None:
    text = text_by_pdfium(document().data)

    for words in ("Översvämningsberedskapen", "kompetensförsörjningsfrågorna", "in- och", "och/eller", "räddningstjänstorganisationen",
                  "Punkt 39 med lite text", "Namn 59", "Slutnot.", "En fotnot med länk.", "😀 🎉", "H2O"):  # fmt: skip
        assert words in text


def test_pdfium_finds_the_same_structure_on_each_page() -> None:
    """PDFium reads the tags of a page by itself; it must find those that we wrote."""
    raw = pypdfium2.raw
    pdf = pypdfium2.PdfDocument(document().data)
    found: list[str] = []

    def walk(element: Any) -> None:
        buffer = (raw.FPDF_WCHAR * 64)()
        length = raw.FPDF_StructElement_GetType(element, buffer, 128)
        found.append(bytes(buffer)[: length - 2].decode("utf-16-le"))
        for at in range(raw.FPDF_StructElement_CountChildren(element)):
            child = raw.FPDF_StructElement_GetChildAtIndex(element, at)
            if child:
                walk(child)

    tree = raw.FPDF_StructTree_GetForPage(pdf[1])
    for at in range(raw.FPDF_StructTree_CountChildren(tree)):
        walk(raw.FPDF_StructTree_GetChildAtIndex(tree, at))
    raw.FPDF_StructTree_Close(tree)
    pdf.close()

    assert {"Document", "TOC", "TOCI", "Reference", "Link", "H2", "P", "Code", "Quote"} <= set(found)
    assert "NonStruct" not in found


def test_every_link_leads_somewhere_and_says_where() -> None:
    with pikepdf.open(io.BytesIO(document().data)) as pdf:
        said = {
            str(found.A.URI) if "/A" in found else f"#{found.Dest}": str(found.Contents)
            for page in pdf.pages
            for found in page.obj.get("/Annots", [])
        }

    assert said == {
        "#ord": "Tillbaka",
        "#hyphen": "Avstavning",
        "#lists": "Listor",
        "#table": "tabellen",
        "#fn1": "1",
        "https://example.org/en/mycket/lang/adress": "https://example.org/en/mycket/lang/adress",
        "https://example.org/not": "länk",
        "https://example.org/a": "Fet och kursiv länk",
        "https://example.org/b": "Till webben",
        "mailto:a@example.org": "Skriv till oss",
        "https://example.org/c": "En länk som är så lång att den går över flera rader i det smala stycket",
        "https://example.org/d": "Kort Text i kortet",
        "https://example.org/e": "Ett kort till",
    }


def test_all_fonts_are_ours_and_shortened() -> None:
    with pikepdf.open(io.BytesIO(document().data)) as pdf:
        programs = {
            str(found.FontName).partition("+")[2]: len(found.FontFile2.read_bytes())
            for found in pdf.objects
            if isinstance(found, pikepdf.Dictionary) and "/FontFile2" in found
        }

    assert {name.partition("-")[0] for name in programs} == {"Hanken", "Arabic", "Emoji"}
    assert max(programs.values()) < 60_000


@pytest.mark.parametrize("page", range(3))
def test_the_pages_look_like_pages(page: int) -> None:
    """PDFium paints them; a broken content stream would leave them white."""
    pdf = pypdfium2.PdfDocument(document().data)
    colours = pdf[page].render(scale=0.3).to_pil().convert("L").getcolors(256)
    pdf.close()

    assert len(colours) > 20
