"""The text layer: words whole, spaces there, and the same for a screen reader, a search and a copy."""

import re

import pytest

from tests.pdf.making import make
from tests.pdf.reading import structure, text_by_pdfium, text_by_poppler

NARROW = "p { width: 26mm; hyphens: auto; %s }"
LONG = (
    "Översvämningsberedskapen och kompetensförsörjningsfrågorna prövas av räddningstjänstorganisationen. "
    "E-post och e-postadresser, för- och nackdelar, in- och utvandring, och/eller, 1990–2020, i dag."
)


def said(data: bytes) -> str:
    """Everything below the heading, as a screen reader gets it."""
    return " ".join(re.sub(r"(?m)^\s*(\w+:|P$)|[«»]", "", structure(data).partition("H1: R\n")[2]).split())


@pytest.mark.parametrize("hyphen", ["", "hyphenate-character: '\u2010'"], ids=["our_hyphen", "the_typographic_hyphen"])
@pytest.mark.parametrize("read", [said, text_by_pdfium, text_by_poppler])
def test_broken_words_are_whole_for_every_reader(hyphen: str, read: object) -> None:
    pdf = make(f"<h1>R</h1><p>{LONG}</p>", css=NARROW % hyphen)

    text = read(pdf.data)  # type: ignore[operator]
    if read is text_by_poppler and not text:
        pytest.skip("no pdftotext: apt-get install poppler-utils")

    assert text.removeprefix("R ") == LONG


@pytest.mark.parametrize("width", range(14, 60, 3))
def test_words_are_whole_however_they_are_broken(width: int) -> None:
    css = f"p {{ width: {width}mm; hyphens: auto; overflow-wrap: anywhere }}"
    text = f"{LONG} https://www.example.org/en/mycket/lang/adress?med=fraga"

    pdf = make(f"<h1>R</h1><p>{text}</p>", css=css)

    assert said(pdf.data) == text


def test_words_are_whole_in_justified_text() -> None:
    pdf = make(f"<h1>R</h1><p>{LONG}</p>", css="p { width: 26mm; hyphens: auto; text-align: justify }")

    assert said(pdf.data) == text_by_pdfium(pdf.data).removeprefix("R ") == LONG


def test_words_are_whole_when_a_page_ends_in_them() -> None:
    css = "@page { size: 40mm 30mm; margin: 5mm } p { hyphens: auto; orphans: 1; widows: 1 }"

    pdf = make(f"<h1>R</h1><p>{LONG}</p>", css=css)

    assert pdf.pages > 3
    assert said(pdf.data) == LONG


def test_a_word_in_pieces_of_style_stays_in_its_order() -> None:
    css = "p { width: 18mm; hyphens: auto }"

    pdf = make("<h1>R</h1><p><b>räddningstjänst</b>organisation<sup>1</sup>, <i>kompetens</i>försörjning</p>", css=css)

    words = re.sub(r"\s|Strong:|Em:", "", said(pdf.data))
    assert words == "räddnings\u00adtjänstorganisation1,kompe\u00adtensförsörjning"


def test_a_soft_hyphen_leaves_no_trace() -> None:
    pdf = make("<h1>R</h1><p>sam\u00adarbete räddnings\u00adtjänsten</p>", css="p { width: 22mm }")

    assert said(pdf.data) == "samarbete räddningstjänsten"


def test_spaces_between_elements_are_there() -> None:
    pdf = make("<h1>R</h1><p><b>ett</b> <i>två</i> <b>tre</b>\u00a0<i>fyra</i></p>")

    spaced = "ett två tre fyra"
    assert text_by_pdfium(pdf.data) == f"R {spaced}"
    assert re.sub(r"(Strong|Em): ", "", said(pdf.data)).replace("  ", " ") == spaced


def test_a_hyphen_that_was_typed_stays_at_a_line_s_end() -> None:
    pdf = make("<h1>R</h1><p>ord ord ord-<wbr>ord in- och ut</p>", css="p { width: 11mm }")

    assert said(pdf.data) == "ord ord ord-ord in- och ut"


def test_spaces_that_do_not_break_are_found_by_a_search_for_spaces() -> None:
    pdf = make("<h1>R</h1><p>40\u00a0% av ett</p>")

    assert text_by_pdfium(pdf.data) == "R 40 % av ett"


def test_capitals_of_style_are_broken_like_others() -> None:
    css = "p { width: 26mm; hyphens: auto; text-transform: uppercase }"

    pdf = make("<h1>R</h1><p>Översvämningsberedskapen prövas</p>", css=css)

    assert said(pdf.data) == "ÖVERSVÄMNINGSBEREDSKAPEN PRÖVAS"


def test_arabic_is_said_in_the_order_of_speech() -> None:
    text = "Nour (نور) och العربية نور, hej"

    pdf = make(f"<h1>R</h1><p>{text}</p>")

    assert said(pdf.data) == text
    # PDFium guesses the order of a mixed line by itself, but has every word.
    assert {"Nour", "نور", "العربية", "hej"} <= set(re.findall(r"\w+", text_by_pdfium(pdf.data)))


def test_emoji_are_letters() -> None:
    pdf = make("<h1>R</h1><p>Zoë 🎉 och 👩 hej 😀</p>")

    assert said(pdf.data) == "Zoë 🎉 och 👩 hej 😀"
    assert text_by_pdfium(pdf.data) == "R Zoë 🎉 och 👩 hej 😀"


def test_a_page_from_right_to_left_is_said_in_order() -> None:
    pdf = make("<h1>ع</h1><p>العربية نور</p>", css="html { direction: rtl }", lang="ar")

    assert structure(pdf.data) == "Document\n  H1: ع\n  P: العربية نور"
