"""Whatever a text, a picture or a template holds: it is read in seconds, shows no more than it says, and runs nothing."""

from dataclasses import replace
from io import BytesIO
from pathlib import Path
from time import process_time

import pytest
from PIL import Image

from publish.blocks import KINDS, Reading
from publish.edition import Cover, Picture
from publish.formats import card
from publish.markdown import link_fault, link_hint, read_body, read_nodes
from publish.problems import RenderError
from publish.source.pixels import read_pixels
from publish.source.svg import read_svg
from publish.source.text import read_text
from publish.source.yaml import load
from publish.theme import Theme
from publish.workspace import open_workspace, stock
from tests.factories import make_edition, png

SOON = 10.0
"""Seconds of work. What these tests guard against takes minutes."""
MUCH = 200_000
"""Characters."""


def codes(text: str) -> set[str]:
    return {fault.code for fault in read_body(text, "en").faults}


@pytest.mark.parametrize("piece", ["[", "![", "[^", "[^a", "[a](", "{a=", '[a]{b="', "*a_", "`a", "<a "])
def test_unfinished_markdown_without_end_is_read_soon(piece: str) -> None:
    start = process_time()

    assert "E167" in codes(piece * (MUCH // len(piece)))
    assert process_time() - start < SOON


@pytest.mark.parametrize("piece", ["[^", "{a=", "[a][b", "["])
def test_many_paragraphs_of_unfinished_markdown_are_read_soon(piece: str) -> None:
    start = process_time()

    read_body("\n\n".join([piece * 25] * (MUCH // 25 // len(piece))), "en")

    assert process_time() - start < SOON


DEEP = "*a **b " * 700 + " c** d*" * 700


@pytest.mark.parametrize(
    "text",
    [DEEP, f"a^[{DEEP}]", f"![{DEEP}](a.png)", f"| a |\n|---|\n| {DEEP} |", "[" * 400 + "a" + "]{lang=sv}" * 400],
    ids=["prose", "note", "picture", "cell", "languages"],
)
def test_emphasis_in_emphasis_without_end_is_a_problem(text: str) -> None:
    assert "E167" in codes(text)


def test_what_is_too_deep_is_told_inside_blocks_as_well() -> None:
    nodes, faults = read_nodes(DEEP, "en")

    assert [fault.code for fault in faults] == ["E167"]
    assert nodes == ()


def test_a_list_takes_its_first_number_from_its_first_item() -> None:
    assert codes("{start=abc}\n1. a\n") == {"E159"}
    assert codes("{start=7}\n1. a\n") == {"E159"}
    assert codes("3. a\n4. b\n") == set()


DOTS = f"x@{'.' * MUCH}@"


def test_an_address_of_a_thousand_dots_is_refused_soon() -> None:
    start = process_time()

    assert link_fault(f"mailto:{DOTS}")
    assert link_hint(DOTS)
    contact, problems = load(KINDS["contact"], f"name: a\nemail: {DOTS}\n", path="a.md", context=Reading("en"))
    assert (contact, [problem.code for problem in problems]) == (None, ["E114"])
    assert process_time() - start < SOON


@pytest.mark.parametrize("attribute", ["width", "height", "viewBox"])
def test_a_length_of_a_million_digits_is_read_soon(attribute: str) -> None:
    start = process_time()

    read_svg(f'<svg xmlns="http://www.w3.org/2000/svg" {attribute}="{"1" * MUCH}x"/>'.encode(), "a.svg")

    assert process_time() - start < SOON


@pytest.mark.parametrize("code", [*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x1FFFE, 0xEFFFF])
@pytest.mark.parametrize("spelling", ["{}", "&#x{:x};"], ids=["typed", "reference"])
def test_what_turns_the_direction_of_writing_is_told(code: int, spelling: str) -> None:
    written = spelling.format(code) if "x" in spelling else chr(code)

    problems = read_text(f"harmless {written}gnp.exe".encode(), "a.md")[1]

    assert [(problem.code, str(problem.place)) for problem in problems] == [("E102", "a.md:1:10")]


def test_a_text_may_be_written_from_right_to_left() -> None:
    text = "\u200fשלום (Stockholm\u200e) עולם\n"

    assert read_text(text.encode(), "a.md") == (text, ())


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org@evil.example/",
        "https://me:secret@example.org/",
        "https://exam\u200bple.org/",
        "https://example.org/\u202egnp",
        "https://ex\u0430mple.org/",
        "https://\u0430\u0440\u0440\u04cf\u0435.com/",
        "https://xn--80ak6aa92e.com/",
        "https://example.org:99999/",
        "mailto:a\u2060b@example.org",
    ],
)
def test_an_address_that_only_looks_like_another_is_no_address(address: str) -> None:
    assert link_fault(address)


@pytest.mark.parametrize(
    "address",
    [
        "https://räksmörgås.se/smörgås",
        "https://xn--rksmrgs-5wao1o.se/",
        "https://москва.рф/",
        "https://ελλάδα.gr/",
        "https://日本語.jp/",
        "https://example.org:8443/a@b?c=d@e",
        "https://user.github.io/",
    ],
)
def test_addresses_in_other_letters_are_addresses(address: str) -> None:
    assert link_fault(address) == ""


@pytest.mark.parametrize(
    "text",
    [
        "<style><g/>@import 'https://x.example';</style>",
        "<style>@im<!-- -->port 'https://x.example';</style>",
        "<style>@im<![CDATA[port 'https://x.example']]>;</style>",
        "<style>a{}<style/>@im<g/>port 'https://x.example';</style>",
    ],
)
def test_a_style_in_pieces_is_read_as_a_whole(text: str) -> None:
    drawing = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">{text}</svg>'

    assert {mistake.code for mistake in read_svg(drawing.encode(), "a.svg")[1]} == {"E144"}


def test_a_picture_of_one_endless_row_is_refused() -> None:
    assert [mistake.code for mistake in read_pixels(png(50_000, 1), "a.png", "image/png")[1]] == ["E142"]


def test_a_strip_becomes_a_card_without_growing_out_of_proportion() -> None:
    edition = make_edition(
        cover=Cover("strip.png", "strip.png", "A strip"),
        pictures={"strip.png": Picture("strip.png", png(19_000, 1), "image/png", 19_000, 1)},
    )

    with Image.open(BytesIO(card.render(edition, Theme(open_workspace(stock()))))) as picture:
        assert picture.size == (card.WIDTH, card.HEIGHT)


@pytest.mark.parametrize(
    "expression",
    [
        "words.parse_file('publish.yaml')",
        "words.parse_raw(\"cbuiltins\\nlist\\n(tR.\".encode(), proto='pickle', allow_pickle=True)",
        "words.model_dump()",
        "words.model_construct()",
        "words.copy(update={})",
    ],
)
def test_a_template_cannot_call_what_opens_files(expression: str, tmp_path: Path) -> None:
    workspace = open_workspace(stock())
    (tmp_path / "a.txt.j2").write_text(f"{{{{ {expression} }}}}", encoding="utf-8")
    theme = Theme(replace(workspace, templates=(tmp_path, *workspace.templates)))

    with pytest.raises(RenderError):
        theme.render("a.txt.j2", make_edition())


def test_a_word_without_end_is_told_with_its_place() -> None:
    problems = read_text(f"short\nand {'x' * 901}\n".encode(), "a.md")[1]

    assert [(problem.code, str(problem.place)) for problem in problems] == [("E119", "a.md:2:5")]


def test_a_text_in_a_script_without_blanks_may_be_long() -> None:
    text = "日本語の文章。" * 1000 + "\n"

    assert read_text(text.encode(), "a.md") == (text, ())
