"""Marks are replaced where their values can be made harmless, and refused everywhere else."""

from html.parser import HTMLParser
from urllib.parse import unquote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from publish.mail.message.fields import ESCAPES, FIELDS, Spot
from publish.mail.message.marks import Mark, cut_html, cut_subject, cut_text
from publish.problems import Place


def spots(html: str) -> list[Spot]:
    cut = cut_html(html, "x.html")
    assert cut.problems == ()
    return [piece.spot for piece in cut.pieces if isinstance(piece, Mark)]


ALLOWED = {
    "words": ("<p>Hej %%name%%!</p>", Spot.HTML),
    "title of the document": ("<title>%%name%%</title>", Spot.HTML),
    "alt": ('<img alt="Till %%name%%" src="https://a.example/b.png">', Spot.HTML),
    "title in single quotes": ("<p title='%%company%%'>x</p>", Spot.HTML),
    "whole link": ('<a href="%%view_url%%">x</a>', Spot.HTML),
    "link to leave": ('<a href="%%unsubscribe_url%%">x</a>', Spot.HTML),
    "end of a link": ('<a href="https://a.example/?c=%%company%%">x</a>', Spot.URL),
    "middle of a link": ('<a href="https://a.example/?c=%%company%%&amp;d=1">x</a>', Spot.URL),
    "shared link": ('<a href="https://a.example/share?u=%%view_url%%">x</a>', Spot.URL),
    "mail": ('<a href="mailto:?body=%%view_url%%">x</a>', Spot.URL),
    "only for Outlook": ("<!--[if mso]><p>%%name%%</p><![endif]-->", Spot.HTML),
    "not for Outlook": ("<!--[if !mso]><!--><p>%%name%%</p><!--<![endif]-->", Spot.HTML),
    "after a smaller sign": ("<p>1 < 2 %%name%%</p>", Spot.HTML),
    "tag with a greater sign in quotes": ('<p title="a>b">%%name%%</p>', Spot.HTML),
}


@pytest.mark.parametrize(("html", "spot"), ALLOWED.values(), ids=ALLOWED)
def test_a_mark_is_escaped_for_its_place(html: str, spot: Spot) -> None:
    assert spots(html) == [spot]


FORBIDDEN = {
    "style": ("<style>p{color:%%name%%}</style>", "<style>"),
    "script": ("<script>'%%name%%'</script>", "<script>"),
    "style that does not end": ("<style>%%name%%", "<style>"),
    "comment": ("<!-- %%name%% -->", "a comment"),
    "condition": ("<!--[if %%name%%]>x<![endif]-->", "a comment"),
    "style attribute": ('<p style="color:%%name%%">x</p>', "this place of `style`"),
    "event": ('<p onclick="%%name%%">x</p>', "this place of `onclick`"),
    "unquoted": ("<p title=%%name%%>x</p>", "a tag outside a quoted value"),
    "attribute's name": ('<p %%name%%="x">x</p>', "a tag outside a quoted value"),
    "element's name": ("<p%%name%%>x</p>", "a tag outside a quoted value"),
    "whole link of a person": ('<a href="%%name%%">x</a>', "this place of `href`"),
    "start of a link": ('<a href="%%view_url%%?b=c">x</a>', "this place of `href`"),
    "scheme": ('<a href="%%name%%://a.example/">x</a>', "this place of `href`"),
    "script in a link": ('<a href="javascript:%%name%%">x</a>', "this place of `href`"),
    "data": ('<img src="data:text/html,%%name%%">', "this place of `src`"),
    "host": ('<a href="https://%%name%%.example/">x</a>', "this place of `href`"),
    "end of a host": ('<a href="https://a.example%%name%%">x</a>', "this place of `href`"),
    "srcset": ('<img srcset="https://a.example/%%name%% 2x">', "this place of `srcset`"),
    "refresh": ('<meta content="0;url=%%view_url%%">', "this place of `content`"),
    "open quote": ('<p title="%%name%%>x</p>', "a tag that is not closed"),
    "drawing": ("<svg><text>%%name%%</text></svg>", "<svg>"),
}


@pytest.mark.parametrize(("html", "where"), FORBIDDEN.values(), ids=FORBIDDEN)
def test_a_mark_in_any_other_place_is_a_problem(html: str, where: str) -> None:
    cut = cut_html(f"<p>\n{html}", "1/sv/newsletter.html")

    mark = "%%view_url%%" if "view" in html else "%%name%%"
    (problem,) = cut.problems
    assert (problem.code, problem.message) == ("E841", f"the mark {mark} cannot stand in {where}")
    assert problem.place == Place("1/sv/newsletter.html", 2, html.index("%%") + 1)
    assert problem.hint


@pytest.mark.parametrize(
    ("mark", "hint"),
    [
        ("%%nmae%%", "did you mean `%%name%%`?"),
        ("%%firstname%%", "did you mean `%%first_name%%`?"),
        ("%%NAME%%", "did you mean `%%name%%`?"),
        ("%% name %%", "did you mean `%%name%%`?"),
        ("%%first-name%%", "did you mean `%%first_name%%`?"),
        ("%%unsubscribe%%", "did you mean `%%unsubscribe_url%%`?"),
        ("%%fullname%%", "did you mean `%%name%%`?"),
        ("%%recipient.age%%", f"known here: {', '.join(f'`%%{field}%%`' for field in FIELDS)}"),
    ],
)
def test_an_unknown_mark_is_a_problem_and_what_was_meant_is_said(mark: str, hint: str) -> None:
    for cut in (cut_text, cut_html, cut_subject):
        (problem,) = cut(f"a {mark} b", "x").problems
        assert (problem.code, problem.message, problem.place) == ("E840", f"unknown mark {mark}", Place("x", 1, 3))
        assert problem.hint == hint


@pytest.mark.parametrize(
    "text", ["100 %", "50%%", "%%", "%% %%", "5%%name", "a %%1%% b", "{{ name }} ${name} %(name)s"]
)
def test_what_only_looks_a_little_like_a_mark_is_text(text: str) -> None:
    for cut in (cut_text, cut_html, cut_subject):
        assert cut(text, "x").pieces == (text,)
        assert cut(text, "x").problems == ()


def test_a_subject_may_name_its_reader_but_hold_no_address() -> None:
    assert cut_subject("Till %%company%%", "x").pieces == ("Till ", Mark("company", Spot.TEXT))
    assert [problem.code for problem in cut_subject("Se %%view_url%%", "x").problems] == ["E841"]


class Reader(HTMLParser):
    """What a browser would find: every tag, attribute and word."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[object] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, attrs))

    def handle_data(self, data: str) -> None:
        self.found.append(data)


@settings(deadline=None)
@given(
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1)
    | st.sampled_from(['"><script>', "'-->", "&amp;", "</p>"])
)
def test_a_value_stays_what_it_is_in_html(value: str) -> None:
    escaped = ESCAPES[Spot.HTML](value)
    url = ESCAPES[Spot.URL](value)

    html = f'<p title="{escaped}" lang=\'{escaped}\'>{escaped}</p><a href="https://a.example/?b={url}&amp;c">x</a>'
    paragraph, words, link, *_ = Reader(html).found

    assert (paragraph, words) == (("p", [("title", value), ("lang", value)]), value)
    assert link == ("a", [("href", f"https://a.example/?b={url}&c")])
    assert unquote(url) == value
