"""How pages are planned: measures of text, and which pieces share a page."""

import pytest
from fontTools.ttLib import TTFont
from hypothesis import given, settings
from hypothesis import strategies as st

from publish.formats.brochure import measure
from publish.formats.brochure.sheets import SAFE, Chunk, Need, Span, plan
from publish.formats.brochure.views import plan_of
from tests import made
from tests.brochure import reading
from tests.factories import make_block, make_chapter, make_edition

DEPTH, END = 240.0, 100.0


def need(chapter: int, height: float, **more: bool) -> Need:
    return Need(chapter, (Chunk(height, above=10),), **more)


def spans(*needs: Need) -> list[tuple[int, int, bool]]:
    return [(span.first, span.last, span.is_set) for span in plan(needs, depth=DEPTH, end=END)]


# -- measuring ------------------------------------------------------------------------------


def test_a_sentence_is_as_long_as_in_the_brands_own_font() -> None:
    text = "Huvudstadsregionen har det som krävs för att resa sig igen efter pandemin."
    face = next(face for face in made.theme().brand.faces_for("print") if face.file == "HankenGrotesk-400.ttf")

    with TTFont(made.ROOT / "assets" / face.path) as font:
        glyphs, advances = font.getBestCmap(), font["hmtx"]
        real = sum(advances[glyphs[ord(letter)]][0] for letter in text) / font["head"].unitsPerEm

    assert measure.width(text) == pytest.approx(real, rel=0.04)


def test_letters_of_other_scripts_have_a_width_and_accents_have_none() -> None:
    assert measure.width("漢") == measure.width("🚀") == 1.0
    assert measure.width("e\u0301") == measure.width("e")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("", 0, id="nothing"),
        pytest.param("ord", 1, id="one word"),
        pytest.param("ord och ord " * 12, 4, id="many"),
        pytest.param("o" * 100, 4, id="longer than a line"),
    ],
)
def test_lines_are_counted_as_they_break(text: str, expected: int) -> None:
    assert measure.lines(text.strip(), size=10, measure=60) == expected


def test_lines_are_balanced_and_no_more_than_they_must_be() -> None:
    assert measure.balanced("Så bygger och förändrar vi staden", 13.0) == ["Så bygger och", "förändrar vi staden"]
    assert measure.balanced("Den smarta staden", 13.0) == ["Den smarta staden"]


@settings(deadline=None)
@given(st.lists(st.text("abcdefghij", min_size=1, max_size=12), min_size=1, max_size=20), st.floats(5, 40))
def test_balancing_loses_no_word_and_adds_no_line(words: list[str], ems: float) -> None:
    text = " ".join(words)

    lines = measure.balanced(text, ems)

    assert " ".join(lines) == text
    assert len(lines) == len(measure.broken(text, ems))


# -- sheets ---------------------------------------------------------------------------------


def test_short_chapters_share_a_page_and_long_ones_have_their_own() -> None:
    assert spans(need(0, 220), need(1, 100), need(2, 110), need(3, 200), need(4, 60)) == [
        (0, 1, True),
        (1, 3, True),
        (3, 4, True),
        (4, 5, True),
    ]


def test_a_chapter_that_wants_its_own_page_gets_it() -> None:
    assert spans(need(0, 200), need(1, 140, stretches=True, alone=True), need(2, 80)) == [
        (0, 1, True),
        (1, 2, True),
        (2, 3, True),
    ]


def test_a_chapter_longer_than_a_page_runs_on_and_the_imprint_follows_it() -> None:
    long = Need(0, (Chunk(300, is_whole=False),))

    assert spans(long) == [(0, 1, False)]


def test_what_fits_neither_below_nor_beside_moves_to_the_next_page() -> None:
    pictures = Need(0, tuple(Chunk(150, above=10) for _ in range(4)))

    (span,) = plan([pictures], depth=DEPTH, end=END)

    assert span.pages == 5  # a page each, and one for the imprint


def test_an_edition_without_a_word_still_ends_with_its_imprint() -> None:
    assert spans() == [(0, 0, True)]


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, 1), st.floats(1, 700), st.booleans(), st.booleans()), min_size=1, max_size=25))
def test_every_piece_is_on_one_sheet_and_in_its_order(drawn: list[tuple[int, float, bool, bool]]) -> None:
    chapter, needs = 0, []
    for opens, height, stretches, is_whole in drawn:
        chapter += opens
        needs.append(Need(chapter, (Chunk(height, 8, is_whole),), stretches))

    found = plan(needs, depth=DEPTH, end=END)

    assert [at for span in found for at in range(span.first, span.last)] == list(range(len(needs)))
    assert all(_height(needs, span) <= SAFE * DEPTH for span in found if span.is_set)


def _height(needs: list[Need], span: Span) -> float:
    group = needs[span.first : span.last]
    return sum(one.height for one in group) + sum(one.above for one in group[1:])


# -- the plan and the page ------------------------------------------------------------------


@pytest.mark.parametrize("language", made.LANGUAGES)
def test_the_engine_makes_the_pages_that_were_planned(language: str) -> None:
    edition = made.edition(made.FIRST, language)
    data = made.files(made.FIRST, language, "brochure")["brochure.pdf"]

    found = plan_of(edition, made.theme(), safe=SAFE)
    lead = reading.leaves(data)[1]

    assert 1 + found.pages == len(reading.leaves(data))
    assert lead.lowest == pytest.approx(found.page.top + 0.965 * found.page.depth, abs=10)


def test_vision_and_areas_of_the_first_edition_are_set_as_they_should() -> None:
    found = plan_of(made.edition(made.FIRST, "sv"), made.theme(), safe=SAFE)

    assert [sheet.classes for sheet in found.sheets] == ["set", "set", "set quiet", "set", "set last"]
    assert [sheet.grown > 0 for sheet in found.sheets] == [False, True, False, True, False]


def test_headings_in_a_block_follow_the_one_above() -> None:
    articles = make_block("articles", [{"headline": "Ett"}])
    edition = make_edition(
        cover=None, chapters=(make_chapter(articles), make_chapter("Text.", articles, heading="Två"))
    )

    found = plan_of(edition, made.theme(), safe=SAFE)

    parts = [part for sheet in found.sheets for piece in sheet.pieces for part in (*piece.opening, *piece.parts)]
    assert [part.level for part in parts if part.block] == [2, 3]
