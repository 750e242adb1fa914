"""Markdown becomes a tree, and everything that would be lost in silence becomes a fault with its place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publish import markdown, prose
from publish.markdown import ChapterHeading, Fence, read_body, read_line, read_nodes

FAULTS = [
    pytest.param("Ett <b>ord</b> här", [("E150", 1, 5), ("E150", 1, 11)], id="raw HTML in a line"),
    pytest.param("Text\n\n<div>x</div>", [("E150", 3, 1)], id="raw HTML as a block"),
    pytest.param("Text <!-- minns --> mer", [("E150", 1, 6)], id="comment"),
    pytest.param("[x](javascript:alert)", [("E151", 1, 5)], id="script as an address"),
    pytest.param("ett\ntvå [x](ftp://a.example)", [("E151", 2, 9)], id="ftp, on the second line"),
    pytest.param("[x](/sida)", [("E151", 1, 5)], id="address without a host"),
    pytest.param("[x](mailto:utan-krull)", [("E151", 1, 5)], id="mailto without an address"),
    pytest.param("# Rubrik", [("E152", 1, 1)], id="heading of level 1"),
    pytest.param("## A\n\n#### B", [("E153", 3, 1)], id="level skipped"),
    pytest.param("![](bro.jpg)", [("E154", 1, 1)], id="picture without alt"),
    pytest.param("ord ![bro](bro.jpg) ord", [("E155", 1, 5)], id="picture inside a line"),
    pytest.param("ord [^1] ord", [("E156", 1, 5)], id="call without a note"),
    pytest.param("ord\n\n[^1]: Not", [("E157", 3, 1)], id="note that nothing calls"),
    pytest.param("[ord][källa]", [("E158", 1, 1)], id="link reference without address"),
    pytest.param("ord {lang=en}", [("E159", 1, 5)], id="attribute that belongs to nothing"),
    pytest.param("[ord]{class=stor}", [("E159", 1, 7)], id="attribute that is not known"),
    pytest.param("[ord]{lang=svenska}", [("E159", 1, 12)], id="no language"),
    pytest.param("[](https://a.example)", [("E160", 1, 2)], id="link without text"),
    pytest.param("## \n\nord", [("E164", 1, 1)], id="heading without text"),
]


@pytest.mark.parametrize(("text", "expected"), FAULTS)
def test_each_fault_is_found_at_its_place(text: str, expected: list[tuple[str, int, int]]) -> None:
    found = [(fault.code, fault.line, fault.column) for fault in read_body(text, "sv").faults]

    assert found == expected


@pytest.mark.parametrize(
    "text",
    [
        "Ett *ord*, **två** och `tre`.",
        "[x](https://a.example/å?b=c#d) [m](mailto:a@b.example) [t](tel:+46-8-123) [i](#rubrik)",
        "<https://a.example>",
        "## A\n\n### B\n\n#### C\n\n## D\n\n### E",
        "a | b\n--|--\n1 | 2",
        "ord[^1]\n\n[^1]: Not med *ord*.",
        "[the city]{lang=en}",
        "5 < 6 och {ord} [hak] och a_b",
        "![En bro](bro.jpg 'Bron *i dag*')",
    ],
)
def test_what_is_right_gives_no_fault(text: str) -> None:
    assert read_body(text, "sv").faults == ()


def test_a_body_becomes_chapters_fences_prose_and_notes() -> None:
    body = read_body("Ord[^a]\n\n## Över bron\n\n```figures\n- x\n```\n\n[^a]: Not", "sv")

    assert body.parts == (
        prose.Paragraph((prose.Text("Ord"), prose.NoteMark(1))),
        ChapterHeading((prose.Text("Över bron"),), "over-bron", 3),
        Fence("figures", "- x\n", 5, closed=True),
    )
    assert body.notes == (prose.Note(1, (prose.Paragraph((prose.Text("Not"),)),)),)


def test_an_open_fence_says_so() -> None:
    fence = read_body("```figures\n- x\n", "sv").parts[0]

    assert isinstance(fence, Fence)
    assert not fence.closed


def test_two_headings_of_the_same_words_get_different_ids() -> None:
    parts = read_body("## Åre\n\n## Are\n\n{#are}\n## C", "sv").parts

    assert [part.id for part in parts if isinstance(part, ChapterHeading)] == ["are", "are-2", "are-3"]


def test_the_language_of_words_and_paragraphs_is_kept_where_it_differs() -> None:
    nodes, faults = read_nodes("{lang=en}\nHello\n\n[bonjour]{lang=fr} [hej]{lang=sv}", "sv")

    assert faults == ()
    assert nodes == (
        prose.Paragraph((prose.Text("Hello"),), language="en"),
        prose.Paragraph((prose.Span("fr", (prose.Text("bonjour"),)), prose.Text(" "), prose.Text("hej"))),
    )


@pytest.mark.parametrize("text", ["# Rubrik", "![x](a.png)", "ord[^1]\n\n[^1]: not"])
def test_a_field_of_a_block_takes_no_headings_pictures_or_notes(text: str) -> None:
    _, faults = read_nodes(text, "sv")

    assert faults


def test_a_line_is_one_paragraph() -> None:
    assert read_line("ett *ord*", "sv") == ((prose.Text("ett "), prose.Emphasis((prose.Text("ord"),))), ())
    assert read_line("ett\n\ntvå", "sv")[1][0].code == "E165"
    assert read_line("- ett", "sv")[1][0].code == "E165"


def test_a_number_keeps_its_unit_over_a_line_end() -> None:
    children, _ = read_line("växte med 40\n% sedan 30\nmars", "sv")

    assert prose.plain(children) == "växte med 40\u00a0% sedan 30\u00a0mars"


WORDS = st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=8)


@given(st.text(max_size=400))
def test_no_text_makes_the_reader_fall(text: str) -> None:
    body = read_body(text, "sv")

    nodes = tuple(part for part in body.parts if not isinstance(part, Fence | ChapterHeading))
    markdown.html(nodes)
    markdown.mail_html(nodes, {})
    markdown.text(nodes, markdown.LinkList())


@given(st.lists(WORDS, min_size=1, max_size=30), st.sampled_from([" ", "\n", "  \n", "\n\n", " *x* ", "\n- "]))
def test_every_word_written_is_in_the_tree_and_in_every_output(words: list[str], between: str) -> None:
    text = between.join(words)
    nodes, faults = read_nodes(text, "sv")

    tree = "".join(prose.plain(run) for run in prose.inlines(nodes))
    html = markdown.html(nodes)
    plain = markdown.text(nodes, markdown.LinkList())
    assert not faults
    assert all(word in tree and word in html and word in plain for word in words)
