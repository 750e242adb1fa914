"""Whatever a text holds, reading it takes seconds, and the program lives."""

from time import process_time

import pytest

from publish.blocks import KINDS
from publish.blocks.fields import Reading
from publish.markdown import link_fault, link_hint, read_body, read_nodes
from publish.source.svg import read_svg
from publish.source.text import read_text
from publish.source.yaml import load

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
