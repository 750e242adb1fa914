"""
HTML that has broken the conformance of other files, one trap each.

Each is either cured, and then veraPDF agrees, or refused with a rule and a hint. None gets through.
"""

import io

import pikepdf
import pytest

from publish.problems import ConformanceError, Problem
from tests.pdf.conftest import Judge
from tests.pdf.making import make

LONG_TABLE = "<table><thead><tr><th>A<th>B</thead>" + "<tr><td>1<td>2" * 120 + "</table>"
CURED = {
    "the_simplest_page": "<p>Text å ä ö.</p>",
    "a_decorative_picture": '<img src="publish:///a.png" alt=""><p>A</p>',
    "a_picture_for_looks": '<img src="publish:///a.png" alt="" role="presentation" aria-hidden="true"><p>A</p>',
    "a_picture_as_background": '<div style="background:url(publish:///a.png);height:60px"></div><p>A</p>',
    "a_repeated_background": '<div style="background:url(publish:///a.svg) repeat;height:60px">A</div>',
    "a_picture_from_style": '<style>.x::before{content:url(publish:///a.png)}</style><p class="x">A</p>',
    "a_picture_that_is_half_transparent": '<img src="publish:///alpha.png" alt="x">',
    "a_smoothed_picture": '<img src="publish:///a.png" alt="x" style="image-rendering:auto">',
    "a_gif": '<img src="publish:///a.gif" alt="x">',
    "a_webp": '<img src="publish:///a.webp" alt="x">',
    "a_jpeg": '<img src="publish:///a.jpg" alt="x">',
    "a_drawing": '<img src="publish:///a.svg" alt="x">',
    "a_drawing_with_text": (
        '<img alt="x" src="data:image/svg+xml,%3Csvg xmlns=\'http://www.w3.org/2000/svg\' viewBox=\'0 0 99 30\' '
        'font-family=\'Hanken\'%3E%3Ctext y=\'20\'%3Ehej%3C/text%3E%3C/svg%3E">'
    ),
    "a_drawing_in_the_page": '<svg viewBox="0 0 9 9" width="9"><title>Ring</title><circle r="4" opacity=".5"/></svg>',
    "a_drawing_with_a_label": '<svg role="img" aria-label="Ring" viewBox="0 0 9 9" width="9"><circle r="4"/></svg>',
    "a_decorative_drawing": '<svg aria-hidden="true" viewBox="0 0 9 9" width="9"><circle r="4"/></svg><p>A</p>',
    "opacity": '<p style="opacity:.5">A <b>b</b></p><img style="opacity:.5" src="publish:///a.png" alt="x">',
    "opacity_in_opacity": '<div style="opacity:.9"><p style="opacity:.5">A</p><p>B</p></div>',
    "transparent_colours": '<p style="background:rgba(1,2,3,.4);color:rgba(0,0,0,.8)">A</p>',
    "a_shadow": '<p style="box-shadow:2px 2px 6px #888">A</p>',
    "a_gradient": '<p style="background:linear-gradient(red,blue)">A</p>',
    "a_round_box": '<div style="border-radius:9px;overflow:hidden;border:2px solid red"><p>A</p></div>',
    "a_dashed_box": '<div style="border:2px dashed red"><p>A</p></div>',
    "a_turned_text": '<p style="transform:rotate(4deg)">A</p>',
    "an_outline": '<p style="outline:1px solid red">A</p>',
    "struck_and_underlined": "<p><u>A</u> <s>B</s> <ins>C</ins> <mark>D</mark></p>",
    "a_link_to_the_web": '<p><a href="https://example.org/å?a=1&amp;b=2">läs</a></p>',
    "a_link_within": '<p><a href="#x">A</a></p><h2 id="x">X</h2>',
    "a_long_link": '<p style="width:80px"><a href="https://example.org/">en väldigt lång länk över flera rader</a></p>',
    "a_link_round_a_picture": '<a href="https://example.org/"><img src="publish:///a.png" alt="Till webben"></a>',
    "a_link_round_words": '<p><a href="https://example.org/"><strong>a</strong> <em>b <code>c</code></em></a></p>',
    "a_card_that_is_a_link": '<a href="https://example.org/" style="display:block"><h2>Kort</h2><p>text</p></a>',
    "a_link_over_pages": '<p style="font-size:200pt"><a href="https://example.org/">en lång länk</a></p>',
    "dots_to_a_page_number": (
        "<style>a::after{content:leader('.') target-counter(attr(href url),page)}</style>"
        '<p><a href="#x">A</a></p><h2 id="x">X</h2>'
    ),
    "a_footnote": '<style>.f{float:footnote}</style><p>A<span class="f">not <a href="#x">x</a></span></p><h2 id="x">X</h2>',
    "page_feet": '<style>@page{@bottom-center{content:"Sida " counter(page)}}</style><p>A</p>',
    "a_running_head_with_a_picture_and_a_link": (
        "<style>.r{position:running(r)}@page{@top-center{content:element(r)}}</style>"
        '<div class="r"><img src="publish:///a.png" alt="logga"> <a href="https://example.org/">Huvud</a></div><p>A</p>'
    ),
    "a_page_in_colour": "<style>@page{background:#eef}</style><p>A</p>",
    "crop_marks": "<style>@page{size:A5;bleed:3mm;marks:crop cross}</style><p>A</p>",
    "a_table": "<table><caption>C</caption><thead><tr><th>a<th>b</thead><tr><th>1<td>2</table>",
    "a_table_without_headings": "<table><tr><td>1<td>2<tr><td>3<td>4</table>",
    "a_table_for_looks": "<table role=presentation><tr><td>1<td>2</table>",
    "a_heading_over_two_columns": "<table><tr><th colspan=2>x<tr><td>3<td>4</table>",
    "a_long_table": LONG_TABLE,
    "a_long_list": "<ul>" + "<li>a<ol><li>b</ol>" * 60 + "</ul>",
    "terms": "<dl><dt>a<dd>b<dt>c<dd>d</dl>",
    "a_list_without_bullets": "<ul style='list-style:none'><li>a<li>b</ul>",
    "a_list_in_a_row": "<ul style='display:flex'><li>a<li>b</ul>",
    "a_list_in_a_grid": "<ul style='display:grid;grid-template-columns:1fr 1fr'><li>a<li>b</ul>",
    "a_list_with_pictures_for_bullets": "<ul style='list-style-image:url(publish:///a.png)'><li>a<li>b</ul>",
    "an_empty_item": "<ul><li><li>b</ul>",
    "a_figure": '<figure><img src="publish:///a.png" alt="x"><figcaption>bild</figcaption></figure>',
    "a_figure_with_a_table": "<figure><table><tr><td>1</table><figcaption>tabell</figcaption></figure>",
    "words_in_another_language": "<p>på <span lang=en>English</span></p><blockquote lang=de><p>Ja</p></blockquote>",
    "emoji_and_arabic": "<p>ok → 😀 العربية</p>",
    "special_spaces": "<p>a\u00a0b sam\u00adarbete \u200bx\u2009y</p>",
    "broken_words": "<p style='width:60px;hyphens:auto'>översvämningsberedskapen räddningstjänsten e-post</p>",
    "columns": f"<div style='columns:2'>{'<p>text text text text text</p>' * 12}</div>",
    "text_from_style": "<style>.q::before{content:'» '}.q::after{content:' «'}</style><p class=q>A</p>",
    "absolute_and_floating": (
        "<div style='position:relative;height:99px'><p style='position:absolute;top:4px;z-index:3'>A</p></div>"
        "<div style='float:left'>B</div><p>C</p>"
    ),
    "cut_text": "<div style='overflow:hidden;height:20px'><p>A<p>B<p>C</div>",
    "invisible_text": "<p style='visibility:hidden'>A<p>B",
    "an_initial": "<style>.i::first-letter{font-size:2em;float:left}</style><p class=i>Yta</p>",
    "a_rule_and_a_break": "<p>A<br>B</p><hr><p>C</p>",
    "two_first_headings": "<p>A</p><h1>R2</h1>",
    "fixed": "<p style='position:fixed;bottom:0'>Fast</p><p style='break-before:page'>B</p>",
    "a_family_with_an_umlaut": (
        "<style>@font-face{font-family:Källa;src:url(publish:///fonts/hanken-grotesk/HankenGrotesk-400.ttf)}"
        "p{font-family:Källa}</style><p>A</p>"
    ),
}  # fmt: skip


@pytest.mark.parametrize("body", CURED.values(), ids=CURED.keys())
def test_cured(body: str, judge: Judge) -> None:
    assert judge(make(f"<h1>R</h1>{body}").data) == []


REFUSED = {
    "no_language": ("<h1>R</h1>", "", "T", {"E514": "the document has no language"}),
    "a_language_that_is_none": ("<h1>R</h1>", "på svenska", "T", {"E515": "'på svenska' is not a language"}),
    "no_title": ("<h1>R</h1>", "sv", "", {"E518": "the document has no title"}),
    "a_picture_without_words": (
        '<h1>R</h1><img src="publish:///a.png">', "sv", "T",
        {"E537": "page 1, Figure 1: a picture has no words that stand for it"},
    ),
    "a_drawing_without_words": (
        '<h1>R</h1><svg viewBox="0 0 9 9" width="9"><circle r="4"/></svg>', "sv", "T",
        {"E537": "page 1, Figure 1: a picture has no words that stand for it"},
    ),
    "a_heading_left_out": (
        "<h1>R</h1><h3>A</h3>", "sv", "T",
        {"E535": "page 1, H3 1: a heading of level 3 stands where H2 would come"},
    ),
    "a_first_heading_of_level_two": (
        "<h2>A</h2>", "sv", "T",
        {"E535": "page 1, H2 1: a heading of level 2 stands where H1, the first heading would come"},
    ),
    "a_short_row": (
        "<h1>R</h1><table><tr><th>a<th>b<tr><td>1</table>", "sv", "T",
        {"E553": "page 1, Table 1: the rows of a table are not of one length"},
    ),
    "an_ink_picture": (
        '<h1>R</h1><img src="publish:///cmyk.jpg" alt="x">', "sv", "T",
        {"E566": "a picture is CMYK, and nothing says what its inks look like"},
    ),
    "a_link_without_words": (
        '<h1>R</h1><p>A <a href="https://example.org/" style="padding:9px"></a></p>', "sv", "T",
        {"E582": "page 1: a link does not say where it leads"},
    ),
    "a_relative_link": (
        '<h1>R</h1><p><a href="sida.html">A</a></p>', "sv", "T",
        {"E588": "page 1: the link 'A' leads to 'sida.html', which is no whole address"},
    ),
    "text_in_a_list_but_in_no_item": (
        "<h1>R</h1><ul>A<li>B</ul>", "sv", "T",
        {"E550": "page 1, L 1: text stands straight in L"},
    ),
}  # fmt: skip


@pytest.mark.parametrize(("body", "lang", "title", "expected"), REFUSED.values(), ids=REFUSED.keys())
def test_refused(body: str, lang: str, title: str, expected: dict[str, str]) -> None:
    with pytest.raises(ConformanceError) as caught:
        make(body, lang=lang, title=title)

    found = {problem.code: problem for problem in caught.value.problems}
    assert {code: problem.message.rpartition(" (ISO")[0] for code, problem in found.items()} == expected
    assert all(problem.hint for problem in found.values())


def test_a_refusal_names_the_clause_and_says_what_to_do() -> None:
    with pytest.raises(ConformanceError) as caught:
        make('<h1>R</h1><img src="publish:///a.png">')

    (problem,) = caught.value.problems
    assert isinstance(problem, Problem)
    assert str(problem) == (
        "document.pdf: error[E537]: page 1, Figure 1: a picture has no words that stand for it (ISO 14289-1, 7.3)\n"
        '  hint: give the picture an alt text, an inline SVG a <title>, or alt="" if it only decorates'
    )


def test_pictures_say_where_they_are_in_points_from_below() -> None:
    css = "@page { size: 100mm 100mm; margin: 0 } h1 { margin: 0; height: 20mm } img { display: block; width: 40mm; height: 30mm }"

    pdf = make('<h1>R</h1><img src="publish:///a.png" alt="x">', css=css)

    with pikepdf.open(io.BytesIO(pdf.data)) as read:
        figure = next(
            found for found in read.objects if isinstance(found, pikepdf.Dictionary) and found.get("/S") == "/Figure"
        )
        box = [round(float(side) * 25.4 / 72, 1) for side in figure.A.BBox]
    assert box == [0.0, 50.0, 40.0, 80.0]


def test_a_picture_that_bleeds_is_said_to_end_where_the_page_ends() -> None:
    css = "@page { size: 100mm 100mm; margin: 0 } img { position: absolute; left: -5mm; top: -5mm; width: 110mm; height: 110mm }"

    pdf = make('<h1>R</h1><img src="publish:///a.png" alt="x">', css=css)

    with pikepdf.open(io.BytesIO(pdf.data)) as read:
        figure = next(
            found for found in read.objects if isinstance(found, pikepdf.Dictionary) and found.get("/S") == "/Figure"
        )
        box = [round(float(side) * 25.4 / 72, 1) for side in figure.A.BBox]
    assert box == [0.0, 0.0, 100.0, 100.0]
