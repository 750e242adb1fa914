"""How a thing is set, decided by how much it holds."""

import pytest

from publish import prose
from publish.blocks import Figures
from publish.formats.brochure import look
from publish.formats.brochure.page import Page
from publish.formats.brochure.writing import hooks
from publish.markdown import html
from tests import made
from tests.factories import make_block, make_edition, make_picture


@pytest.mark.parametrize(
    ("title", "running"),
    [
        pytest.param("Partnerskap för Stockholm", "Partnerskap för Stockholm", id="short"),
        pytest.param("Vårbrevet: kompetensförsörjning och kollektivtrafik i regionen", "Vårbrevet", id="up to a colon"),
        pytest.param(
            "Kompetensförsörjning och kollektivtrafik i hela huvudstadsregionen",
            "Kompetensförsörjning och kollektivtrafik …",
            id="as many words as fit",
        ),
        pytest.param("Ö" * 60, "Ö" * 41 + "…", id="one endless word"),
    ],
)
def test_a_long_title_runs_short_above_the_pages(title: str, running: str) -> None:
    assert look.running(title) == running


@pytest.mark.parametrize(
    ("value", "parts"),
    [
        ("40\u00a0%", ("40", "\u00a0%")),
        ("1 240 000", ("1 240 000", "")),
        ("−0,7 %", ("−0,7", " %")),
        ("10:30", ("10:30", "")),
        ("3 miljarder kronor", ("3", " miljarder kronor")),
        ("ungefär 5", ("ungefär 5", "")),
    ],
)
def test_a_figure_is_told_from_its_unit_and_nothing_is_lost(value: str, parts: tuple[str, str]) -> None:
    assert look.split_figure(value) == parts
    assert "".join(parts) == value


@pytest.mark.parametrize(
    ("values", "columns", "step"),
    [
        (["40 %", "80 %"], 2, 0),
        (["1 240 000", "3,5 %"], 2, 4),
        (["17"], 1, 0),
        (["1", "2", "3"], 3, 0),
        (["12 miljarder kronor om året och mer därtill"], 1, 5),
    ],
)
def test_figures_are_as_large_as_all_of_them_can_be(values: list[str], columns: int, step: int) -> None:
    block = make_block("figures", [{"value": value, "text": "av allt"} for value in values])
    assert isinstance(block, Figures)

    assert look.figure_columns(len(values)) == columns
    assert look.figure_step(block, 132, Page(15).columns(12 // columns)) == step


def test_the_title_is_large_and_its_lines_are_equal() -> None:
    title = look.title("Partnerskap för Stockholm", 72, 170, pictured=True)

    assert (title.share, title.lines) == (1.0, ["Partnerskap", "för Stockholm"])


def test_a_title_of_endless_words_is_small_and_free_to_break() -> None:
    endless = "Realisationsvinstbeskattningsreglernas fastighetsförvaltningsaktiebolagskonsekvensutredning"

    assert look.title(endless, 72, 170, pictured=False).lines == [endless]
    assert look.headline(30, endless, 160) == [endless]


@pytest.mark.parametrize(
    ("href", "bare"),
    [
        ("https://www.example.org/", "www.example.org"),
        ("http://example.org/a/b?c=d", "example.org/a/b?c=d"),
        ("mailto:a@example.org", "a@example.org"),
        ("tel:+46812345678", "+46812345678"),
    ],
)
def test_addresses_are_written_as_people_write_them(href: str, bare: str) -> None:
    assert look.bare(href) == bare


# -- running text ---------------------------------------------------------------------------


def written(*nodes: prose.Node) -> str:
    edition = make_edition(pictures={"bred bild.png": make_picture("bred bild.png", 300, 100)})
    return html(nodes, hooks=hooks(edition, Page(15), made.theme().brand.scale))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Hur fort det går avgörs nu.", 'Hur fort det går <span class="tail">avgörs nu.</span>', id="two"),
        pytest.param(
            "Det får oss att vilja bo där.", 'Det får oss att <span class="tail">vilja bo där.</span>', id="three"
        ),
        pytest.param("Det är så.", "Det är så.", id="too short to care"),
        pytest.param("Ett ord " + "x" * 30, "Ett ord " + "x" * 30, id="too long to tie"),
    ],
)
def test_the_last_words_of_a_paragraph_stay_together(text: str, expected: str) -> None:
    assert written(prose.Paragraph((prose.Text(text),))) == f"<p>{expected}</p>"


def test_what_is_marked_up_at_the_end_is_left_alone() -> None:
    paragraph = prose.Paragraph(
        (prose.Text("Läs mer på "), prose.Link("https://a.example/", (prose.Text("vår sida"),)))
    )

    assert written(paragraph) == '<p>Läs mer på <a href="https://a.example/">vår sida</a></p>'


def test_a_headline_of_two_lines_breaks_where_both_are_equal() -> None:
    heading = prose.Heading(2, "sikte", (prose.Text("Partnerskapet med sikte på Europas <bästa> huvudstad"),))

    assert written(heading) == (
        '<h2 id="sikte"><span class="line">Partnerskapet med sikte på</span> '
        '<span class="line">Europas &lt;bästa&gt; huvudstad</span></h2>'
    )


def test_a_picture_keeps_its_text_and_its_caption() -> None:
    picture = prose.Illustration("bred bild.png", 'En "bro"', (prose.Text("Foto"),))

    assert written(picture) == (
        '<div class="picture wide"><p><img src="publish:///pictures/bred%20bild.png" alt="En &quot;bro&quot;"></p>'
        '<p class="caption">Foto</p></div>'
    )
