"""The brochure of the two editions of the tests, read back by libraries that did not make it."""

import io
import re
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import pikepdf
import pypdfium2
import pytest
import segno
from PIL import Image

from publish.blocks import Block, CallToAction, Contact, Figures, FocusAreas, Partners, Quote
from publish.edition import Cover, Edition, Picture
from publish.formats import brochure
from publish.problems import RenderError
from publish.prose import plain
from publish.theme import Theme
from tests import identity, made
from tests.brochure import reading
from tests.factories import make_chapter, make_edition
from tests.judges import vera

FIRST = [pytest.param(made.FIRST, language, id=language) for language in made.LANGUAGES]
ALL = [
    pytest.param(folder, language, id=f"{folder.name}-{language}")
    for folder in made.EDITIONS
    for language in made.LANGUAGES
]
K = TypeVar("K", bound=Block)
EMPTY_FROM = 297 * 0.62
"""A page whose text ends above this, in mm, is half empty."""


def pdf_of(folder: Path, language: str) -> bytes:
    return made.files(folder, language, "brochure")["brochure.pdf"]


def the(kind: type[K], edition: Edition) -> K:
    """The only block of its *kind*."""
    (block,) = (block for block in edition.blocks if isinstance(block, kind))
    return block


def render(edition: Edition) -> bytes:
    return brochure.render(edition, made.theme())[0].data


# -- the first edition, page by page ------------------------------------------------------------


def test_the_first_edition_is_six_pages_in_both_languages() -> None:
    for language in made.LANGUAGES:
        (artefact,) = brochure.render(made.edition(made.FIRST, language), made.theme())

        assert (artefact.name, artefact.pages) == ("brochure.pdf", 6)
        assert len(reading.leaves(artefact.data)) == 6


def test_the_variants_that_are_asked_for_are_written_beside_it() -> None:
    workspace = made.theme().workspace
    settings = replace(workspace.settings, brochure_also_as=("pdf/a-2a",))

    both = brochure.render(made.edition(made.FIRST, "sv"), Theme(replace(workspace, settings=settings)))

    assert [(artefact.name, artefact.pages) for artefact in both] == [("brochure.pdf", 6), ("brochure-a2a.pdf", 6)]
    assert both[0].data == pdf_of(made.FIRST, "sv")


@pytest.mark.parametrize(("folder", "language"), FIRST)
def test_the_cover_says_title_category_date_and_publisher(folder: Path, language: str) -> None:
    edition = made.edition(folder, language)
    cover = reading.leaves(pdf_of(folder, language))[0].text

    said = {"sv": "Stockholms Handelskammare", "en": "Stockholm Chamber of Commerce"}[language]
    day = {"sv": "30 mars 2021", "en": "30 March 2021"}[language]
    assert sorted(cover.split()) == sorted(f"{said} {edition.category} {edition.title} {day}".split())


@pytest.mark.parametrize(("folder", "language"), FIRST)
def test_each_page_has_what_belongs_to_it(folder: Path, language: str) -> None:
    lead, areas, vision, partners, end = (
        identity.squeeze(leaf.text) for leaf in reading.leaves(pdf_of(folder, language))[1:]
    )
    edition = made.edition(folder, language)

    assert all(identity.squeeze(figure.value) in lead for figure in the(Figures, edition).items)
    assert all(identity.squeeze(area.title + plain(area.question)) in areas for area in the(FocusAreas, edition).items)
    assert identity.squeeze(plain(the(Quote, edition).text)) in vision
    assert "".join(identity.squeeze(partner.name) for partner in the(Partners, edition).items) in partners
    assert identity.squeeze(the(CallToAction, edition).label) in end
    assert the(Contact, edition).email in end


@pytest.mark.parametrize(("folder", "language"), FIRST)
def test_the_outline_leads_to_every_chapter_and_area(folder: Path, language: str) -> None:
    edition = made.edition(folder, language)
    _, areas, vision, partners, take_part = (chapter.title for chapter in edition.chapters)
    focus = the(FocusAreas, edition)

    found = [(level, title, page) for level, title, page, _ in reading.outline(pdf_of(folder, language))]

    assert found == [
        (0, edition.title, 1),
        (1, areas, 3),
        *[(2, area.title, 3) for area in focus.items],
        (1, vision, 4),
        (1, partners, 5),
        (1, take_part, 6),
        (1, {"sv": "Om utgåvan", "en": "About this edition"}[language], 6),
    ]


@pytest.mark.parametrize(("folder", "language"), FIRST)
def test_the_last_page_leads_to_publisher_web_edition_and_other_language(folder: Path, language: str) -> None:
    edition, theme = made.edition(folder, language), made.theme()
    publisher = theme.workspace.settings.publisher[language]

    assert reading.links(pdf_of(folder, language)) == {
        *identity.facts_of(edition).links,
        f"mailto:{the(Contact, edition).email}",
        f"mailto:{publisher.email}",
        publisher.website,
        theme.address(edition).page,
        theme.address(edition, edition.others[0]).page,
    }


def test_the_code_on_the_last_page_leads_to_the_web_edition() -> None:
    edition = made.edition(made.FIRST, "sv")
    expected = [
        [bool(module) for module in row] for row in segno.make(made.theme().address(edition).page, error="m").matrix
    ]

    assert _code_on(pdf_of(made.FIRST, "sv"), page=5, modules=len(expected)) == expected


def _code_on(data: bytes, *, page: int, modules: int) -> list[list[bool]]:
    """The modules of the code on a page: 36 mm wide, at the left margin, light on the dark ground at the foot."""
    document = pypdfium2.PdfDocument(data)
    picture = document[page].render(scale=4).to_pil().convert("L")
    document.close()
    mm = 4 / reading.MM
    edge = "".join("#" if picture.getpixel((round(20.5 * mm), y)) < 200 else " " for y in range(picture.height))
    top = [found.start() for found in re.finditer(" {300,}", edge)][-1]
    side = 36 * mm / (modules + 6)
    return [
        [picture.getpixel((int(20 * mm + (x + 3.5) * side), int(top + (y + 3.5) * side))) < 128 for x in range(modules)]
        for y in range(modules)
    ]


# -- every edition ------------------------------------------------------------------------------


@pytest.mark.parametrize(("folder", "language"), ALL)
def test_no_page_is_half_empty(folder: Path, language: str) -> None:
    inner = reading.leaves(pdf_of(folder, language))[1:]

    assert [number for number, leaf in enumerate(inner, 2) if leaf.lowest < EMPTY_FROM] == []


@pytest.mark.parametrize(("folder", "language"), ALL)
def test_no_heading_stands_at_the_foot_of_a_page(folder: Path, language: str) -> None:
    data = pdf_of(folder, language)
    leaves = reading.leaves(data)

    lonely = [
        title
        for _, title, page, top in reading.outline(data)[1:]
        if not any(low > top + 3 and said.strip() not in title for _, low, said in leaves[page - 1].pieces)
    ]

    assert lonely == []


@pytest.mark.parametrize(("folder", "language"), ALL)
def test_pages_tell_their_number_and_the_cover_does_not(folder: Path, language: str) -> None:
    cover, *inner = reading.leaves(pdf_of(folder, language))
    publisher = made.theme().workspace.settings.publisher[language].name

    assert all(publisher in leaf.text for leaf in inner)
    assert [number for number, leaf in enumerate(inner, 2) if str(number) not in leaf.text.split()] == []
    assert cover.text.count(publisher) == 1


@pytest.mark.parametrize(("folder", "language"), ALL)
def test_the_file_tells_its_language_and_carries_its_source(folder: Path, language: str) -> None:
    edition = made.edition(folder, language)

    with pikepdf.open(io.BytesIO(pdf_of(folder, language))) as pdf:
        assert str(pdf.Root.Lang) == language
        assert str(pdf.docinfo.Title) == edition.title
        assert pdf.attachments[f"{language}.md"].get_file().read_bytes() == edition.source


@pytest.mark.parametrize(("folder", "language"), ALL)
def test_the_file_is_small_and_all_its_fonts_are_inside(folder: Path, language: str) -> None:
    data = pdf_of(folder, language)

    assert len(data) < 1_000_000
    assert all(reading.fonts(data).values())


@pytest.mark.parametrize(("folder", "language"), ALL)
def test_the_file_is_what_it_claims_to_be(folder: Path, language: str) -> None:
    if reason := vera.missing():
        pytest.skip(reason)

    assert vera.faults(pdf_of(folder, language)) == []


def test_the_same_edition_gives_the_same_bytes() -> None:
    assert render(made.edition(made.SECOND, "sv")) == pdf_of(made.SECOND, "sv")


# -- fonts --------------------------------------------------------------------------------------


def test_only_the_fonts_that_the_text_needs_are_loaded() -> None:
    swedish = set(reading.fonts(pdf_of(made.FIRST, "sv")))
    with_emoji_and_arabic = set(reading.fonts(pdf_of(made.SECOND, "sv")))

    own = {"Hanken-Grotesk", "Hanken-Grotesk-Semi-Bold", "Newsreader-Medium", "Newsreader-Italic"}
    assert swedish == own
    assert with_emoji_and_arabic == own | {"Hanken-Grotesk-Italic", "Noto-Emoji", "Noto-Sans-Arabic"}


def test_a_character_that_no_font_can_draw_is_named_with_its_place() -> None:
    edition = make_edition(
        cover=None, chapters=(make_chapter("Ett ord: 漢."),), source="---\n---\n\nEtt ord: 漢.\n".encode()
    )

    with pytest.raises(RenderError) as caught:
        render(edition)

    (problem,) = caught.value.problems
    assert (problem.code, problem.place.line, problem.place.column) == ("E309", 4, 10)
    assert problem.message == "no bundled font can draw 漢 CJK UNIFIED IDEOGRAPH-6F22 (U+6F22)"


# -- pictures -----------------------------------------------------------------------------------


def test_a_large_photograph_is_cut_to_the_cover_and_made_no_larger_than_paper_needs() -> None:
    photograph = io.BytesIO()
    Image.linear_gradient("L").resize((4000, 3000)).convert("RGB").save(photograph, "JPEG", quality=95)
    picture = Picture("foto.jpg", photograph.getvalue(), "image/jpeg", 4000, 3000)
    edition = make_edition(cover=Cover("foto.jpg", "foto.jpg", "En bro i dimma"), pictures={"foto.jpg": picture})

    data = render(edition)

    with pikepdf.open(io.BytesIO(data)) as pdf:
        found = [obj for obj in pdf.objects if isinstance(obj, pikepdf.Stream) and obj.get("/Subtype") == "/Image"]
        assert [(int(image.Width), int(image.Height)) for image in found] == [(1654, 2339)]
    assert len(data) < 1_000_000
    assert "En bro i dimma" in identity.read_pdf(data).alts
