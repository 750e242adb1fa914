"""What a page is for those who hear it: the elements, their order, and what is left out."""

import pytest

from tests.pdf.making import make
from tests.pdf.reading import artifacts, structure

SMALL = "@page { size: A6; margin: 10mm }"


def inside(body: str, *, css: str = "", lang: str = "sv") -> str:
    """The structure below the first heading, an `h1` that says R."""
    lines = structure(make(f"<h1>R</h1>{body}", css=css, lang=lang).data).splitlines()
    assert lines[:2] == ["Document", "  H1: R"]
    return "\n".join(line.removeprefix("  ") for line in lines[2:])


CASES = {
    "paragraphs_and_their_words": (
        "<p>Vi <strong>bygger</strong> <em>staden</em>, <code>kod</code> och <q>citat</q>.</p>",
        "P\n  «Vi »\n  Strong: bygger\n  « »\n  Em: staden\n  «, »\n  Code: kod\n  « och »\n  Quote: ”citat”\n  «.»",
    ),
    "headings_keep_their_levels": ("<h2>A</h2><h3>B</h3><h2>C</h2>", "H2: A\nH3: B\nH2: C"),
    "boxes_that_only_group_are_not_heard": (
        "<main><header><div><p>A</p></div></header><div><div><p>B</p></div></div></main>",
        "P: A\nP: B",
    ),
    "sections_articles_asides_and_quotations_are": (
        "<section><p>A</p></section><article><p>B</p></article><aside><p>C</p></aside><blockquote><p>D</p></blockquote>",
        "Sect\n  P: A\nArt\n  P: B\nAside\n  P: C\nBlockQuote\n  P: D",
    ),
    "loose_text_in_a_box_is_a_paragraph": (
        "<div>Lös <b>text</b><p>Stycke</p>och mer</div>",
        "P\n  «Lös »\n  Strong: text \nP: Stycke\nP: och mer",
    ),
    "what_floats_in_loose_text_is_no_part_of_it": (
        '<div>Lös text <div style="float:right"><p>A</p></div> och mer</div>',
        "P: Lös text och mer\nP: A",
    ),
    "a_block_in_a_word_of_weight_keeps_it": (
        '<p><b>ett <span style="display:block">två</span> tre</b></p>',
        "P\n  Strong: ett två tre",
    ),
    "lines_that_only_style_sets_apart_keep_a_space_between_them": (
        '<h2><span style="display:block">Partnerskap</span><span style="display:block">för Stockholm</span></h2>',
        "H2: Partnerskap för Stockholm ",
    ),
    "a_break_is_a_space": ("<p>Ericsson<br>JM</p>", "P: Ericsson JM"),
    "lists_in_lists": (
        "<ul><li>A<ol><li>B</li><li>C</li></ol></li><li>D</li></ul>",
        ("L ListNumbering=Disc\n"
        "  LI\n    Lbl: • \n    LBody\n      «A»\n"
        "      L ListNumbering=Decimal\n"
        "        LI\n          Lbl: 1. \n          LBody: B\n"
        "        LI\n          Lbl: 2. \n          LBody: C\n"
        "  LI\n    Lbl: • \n    LBody: D"),
    ),
    "a_list_without_bullets_is_a_list": (
        '<ul style="list-style:none;display:flex"><li>Ericsson</li><li>JM</li></ul>',
        "L ListNumbering=None\n  LI\n    LBody: Ericsson\n  LI\n    LBody: JM",
    ),
    "terms_and_what_they_mean": (
        "<dl><dt>Tid</dt><dd>Tisdag</dd><div><dt>Plats</dt><dt>Sal</dt><dd>Två</dd></div></dl>",
        ("L ListNumbering=None\n  LI\n    Lbl: Tid\n    LBody: Tisdag\n"
        "  LI\n    Lbl: Plats\n    Lbl: Sal\n    LBody: Två"),
    ),
    "a_table_says_what_its_headings_are_for": (
        ("<table><caption>T</caption><thead><tr><th>År</th><th scope=col>Antal</th></tr></thead>"
        "<tbody><tr><th>2020</th><td>5</td></tr><tr><th scope=row>2021</th><td></td></tr></tbody></table>"),
        ("Table\n  Caption: T \n  THead\n    TR\n      TH Scope=Column: År \n      TH Scope=Column: Antal \n"
        "  TBody\n    TR\n      TH Scope=Row: 2020 \n      TD: 5 \n    TR\n      TH Scope=Row: 2021 \n      TD"),
    ),
    "a_table_says_how_far_its_cells_reach": (
        "<table><tr><th colspan=2>A</th></tr><tr><td rowspan=2>1</td><td>2</td></tr><tr><td>3</td></tr></table>",
        ("Table\n  TBody\n    TR\n      TH Scope=Column ColSpan=2: A \n"
        "    TR\n      TD RowSpan=2: 1 \n      TD: 2 \n    TR\n      TD: 3 "),
    ),
    "a_table_may_name_the_headings_of_a_cell": (
        "<table><tr><th id=a>A</th></tr><tr><td headers=a>1</td></tr></table>",
        "Table\n  TBody\n    TR\n      TH ID=a Scope=Column: A \n    TR\n      TD Headers=a: 1 ",
    ),
    "a_table_for_looks_is_not_heard": (
        "<table role=presentation><tr><td>A</td><td>B</td></tr></table>",
        "P: A \nP: B ",
    ),
    "a_figure_keeps_its_caption": (
        '<figure><img src="publish:///a.png" alt="Ett hus"><figcaption>Hus</figcaption></figure>',
        "Div\n  Figure Alt=Ett hus Placement=Inline: ▣\n  Caption: Hus",
    ),
    "a_quotation_with_its_author": (
        "<figure><blockquote><p>Ja!</p></blockquote><figcaption>Ada</figcaption></figure>",
        "BlockQuote\n  P: Ja!\nP: Ada",
    ),
    "a_drawing_is_heard_by_its_title_or_label": (
        ('<p>A <svg viewBox="0 0 9 9" width="9"><title>Ring</title><circle r="4"/></svg> '
        '<svg viewBox="0 0 9 9" width="9" role="img" aria-label="Kula"><circle r="4"/></svg></p>'),
        "P\n  «A »\n  Figure Alt=Ring Placement=Inline\n  « »\n  Figure Alt=Kula Placement=Inline",
    ),
    "words_in_another_language": (
        '<p>På <span lang="en">and <em>in</em></span> <span lang="sv">svenska</span></p><p lang="en">All</p>',
        "P\n  «På »\n  Span Lang=en\n    «and »\n    Em: in\n  « svenska»\nP Lang=en: All",
    ),
    "a_box_in_another_language": (
        '<div lang="en"><p>One</p><p lang="sv">Två</p></div><div lang="de">Drei</div>',
        "Div Lang=en\n  P: One\n  P Lang=sv: Två\nP Lang=de: Drei",
    ),
    "contents": (
        ('<nav role="doc-toc"><h2>I</h2><ol style="list-style:none"><li><a href="#x">Ett</a><ol style="list-style:none">'
        '<li><a href="#y">Två</a></li></ol></li></ol></nav><h2 id="x">Ett</h2><h3 id="y">Två</h3>'),
        ("Contents\n  H2: I\n  TOC\n    TOCI\n      Reference\n        Link\n          -> #x (Ett)\n          «Ett»\n"
        "      TOC\n        TOCI\n          Reference\n            Link\n              -> #y (Två)\n              «Två»\n"
        "H2: Ett\nH3: Två"),
    ),
    "what_is_hidden_from_hearing": (
        '<p>A <span aria-hidden="true">*</span>B</p><p aria-hidden="true">C</p><img src="publish:///a.png" alt="">',
        "P: A B",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("body", "expected"), CASES.values(), ids=CASES.keys())
def test_hears(body: str, expected: str) -> None:
    assert inside(body) == expected


def test_a_list_is_one_list_however_many_pages_it_takes() -> None:
    body = "<ul>" + "".join(f"<li>{number}</li>" for number in range(60)) + "</ul>"

    pdf = make(f"<h1>R</h1>{body}", css=SMALL)

    said = structure(pdf.data)
    assert pdf.pages > 2
    assert said.count("  L ") == 1
    assert [line.strip() for line in said.splitlines() if "LBody" in line] == [f"LBody: {n}" for n in range(60)]


def test_a_paragraph_is_one_paragraph_over_pages_and_columns() -> None:
    body = f"<p>{'Ett två tre fyra fem. ' * 120}</p>"

    said = inside(f'<div style="columns:2">{body}</div>', css=SMALL)

    assert said == "P: " + "Ett två tre fyra fem. " * 120


def test_loose_text_is_one_paragraph_over_pages() -> None:
    said = inside(f"<div>{'Ett två tre fyra fem. ' * 120}<p>Slut</p></div>", css=SMALL)

    assert said == "P: " + "Ett två tre fyra fem. " * 120 + "\nP: Slut"


def test_a_table_is_one_table_and_its_head_is_said_once() -> None:
    rows = "".join(f"<tr><td>{number}</td></tr>" for number in range(60))
    body = (
        f"<table><thead><tr><th>Nr</th></tr></thead><tbody>{rows}</tbody><tfoot><tr><td>Slut</td></tr></tfoot></table>"
    )

    pdf = make(f"<h1>R</h1>{body}", css=SMALL)

    said = structure(pdf.data)
    assert [said.count(word) for word in ("Table", "THead", "TBody", "TFoot", "Nr", "Slut")] == [1] * 6
    assert [f"TD: {number} " in said for number in range(60)] == [True] * 60
    assert artifacts(pdf.data) == ["Pagination: Nr ", "Pagination: Slut "] * (pdf.pages - 1)


def test_a_cell_is_one_cell_over_pages() -> None:
    said = inside(f"<table><tr><td>{'ord ' * 600}</td></tr></table>", css=SMALL)

    assert said.count("TD") == 1
    assert said.count("ord") == 600


def test_page_heads_and_feet_are_not_heard() -> None:
    css = """@page { size: A6; @top-left { content: element(head) } @bottom-center { content: "Sida " counter(page) } }
             .head { position: running(head) }"""
    body = '<div class="head">Löpande <a href="https://example.org/">länk</a></div><p>Text</p>'

    pdf = make(f"<h1>R</h1>{body}", css=css)

    assert structure(pdf.data) == "Document\n  H1: R\n  P: Text"
    assert artifacts(pdf.data) == ["Header: Löpande ", "Header: länk", "Footer: Sida 1"]


def test_what_stands_on_every_page_is_heard_once() -> None:
    css = SMALL + ".fixed { position: fixed; bottom: 0 } p { break-after: page }"

    pdf = make('<h1>R</h1><p>A</p><p>B</p><div class="fixed">Fast</div>', css=css)

    assert structure(pdf.data).count("Fast") == 1
    assert artifacts(pdf.data).count("Pagination: Fast") + 1 == pdf.pages


def test_dots_that_lead_to_a_page_number_are_not_heard() -> None:
    css = "a::after { content: leader('.') target-counter(attr(href url), page) }"

    said = inside('<p><a href="#x">Ett</a></p><h2 id="x">Ett</h2>', css=css)

    assert said == "P\n  Link\n    -> #x (Ett)\n    «Ett1»\nH2: Ett"


def test_pictures_of_style_are_not_heard() -> None:
    css = """p::before { content: url(publish:///a.png) } div { background: url(publish:///a.svg) } hr { border: 1px solid }
             li { list-style-image: url(publish:///a.png) }"""

    said = inside("<div><p>Text</p></div><hr><ul><li>A</li></ul>", css=css)

    assert said == "P: Text\nL ListNumbering=Disc\n  LI\n    LBody: A"


def test_a_footnote_follows_its_paragraph_and_the_call_points_at_it() -> None:
    css = ".n { float: footnote }"

    said = inside('<p>Text<span class="n">Not ett</span> mer<span class="n">Not två</span>.</p><p>B</p>', css=css)

    assert said == (
        "P\n  «Text»\n  Reference: 1\n  « mer»\n  Reference: 2\n  «.»\n"
        "Note ID=note-2\n  Lbl: 1. \n  «Not ett »\n"
        "Note ID=note-3\n  Lbl: 2. \n  «Not två »\n"
        "P: B"
    )


def test_an_endnote_is_a_note() -> None:
    body = (
        '<p>Text<a role="doc-noteref" href="#n1">1</a></p>'
        '<ol><li role="doc-endnote" id="n1">Not <a role="doc-backlink" href="#t">upp</a></li></ol><p id="t">T</p>'
    )

    assert inside(body) == (
        "P\n  «Text»\n  Reference\n    Link\n      -> #n1 (1)\n      «1»\n"
        "L ListNumbering=Decimal\n  LI\n    Lbl: 1. \n    LBody\n      Note ID=n1\n        «Not »\n"
        "        Link\n          -> #t (upp)\n          «upp»\n"
        "P: T"
    )


def test_text_that_is_half_transparent_is_heard() -> None:
    said = inside('<p style="opacity:.5">A <a href="https://example.org/">länk</a></p><p>B</p>')

    assert said == "P\n  «A »\n  Link\n    -> https://example.org/ (länk)\n    «länk»\nP: B"


def test_layers_are_heard_in_the_order_of_the_text() -> None:
    css = (
        "div { position: relative } .over { position: absolute; z-index: 2 } .under { position: absolute; z-index: -1 }"
    )

    said = inside('<div><p class="over">A</p><p>B</p><p class="under">C</p></div>', css=css)

    assert said == "P: A\nP: B\nP: C"
