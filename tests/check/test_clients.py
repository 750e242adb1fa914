"""What mail clients do to a letter: causes, views, conditions, shares, and silence where nothing is lost."""

import datetime as dt
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from publish.check import Finding, Options, Severity, Subject, clients
from publish.check.clients import pictures
from tests import made
from tests.check.corpus import clean

TODAY = dt.date(2026, 11, 23)


def subject(
    body: str,
    head: str = "",
    *,
    only: tuple[str, ...] = (),
    audience: Mapping[str, float] | None = None,
    files: Mapping[str, bytes] | None = None,
) -> Subject:
    """A letter with this in its body and head."""
    html = f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>"
    made_files = {"newsletter.html": html.encode(), **(files or {})}
    options = Options(TODAY, clients=only, audience=audience or {})
    return Subject(made.edition(made.FIRST, "sv"), made.theme(), {"newsletter": made_files}, options)


def found(body: str, head: str = "", **options: object) -> list[Finding]:
    return list(clients.check(subject(body, head, **options)))  # type: ignore[arg-type]


def codes(body: str, head: str = "", **options: object) -> list[str]:
    return [finding.code for finding in found(body, head, **options)]


def style(css: str) -> str:
    return f"<style>{css}</style>"


@pytest.mark.parametrize("folder", made.EDITIONS, ids=lambda folder: folder.name)
@pytest.mark.parametrize("language", made.LANGUAGES)
def test_a_clean_letter_gives_a_handful_at_most_and_only_polish(folder: Path, language: str) -> None:
    told = list(clients.check(clean(folder, language, ("newsletter",))))

    assert len(told) <= 5
    assert {finding.severity for finding in told} <= {Severity.COSMETIC}


def test_without_a_letter_nothing_is_said() -> None:
    nothing = Subject(made.edition(made.FIRST, "sv"), made.theme(), {}, Options(TODAY))

    assert list(clients.check(nothing)) == []


@pytest.mark.parametrize(
    ("code", "body"),
    [
        ("C101", '<div style="display:flex"><b>a</b></div>'),
        ("C102", '<p style="margin:0 0 0 -8px">a</p>'),
        ("C106", '<img src="https://example.org/a.webp" alt="a">'),
        ("C107", '<img src="data:image/png;base64,iVBORw0KGgo=" alt="a">'),
        ("C108", '<p style="width:2rem">a</p>'),
        ("C109", '<div style="background-image:url(https://example.org/a.png)">a</div>'),
        ("C110", '<svg width="9" height="9"></svg>'),
        ("C113", '<p style="font-family:Skyline">a</p>'),
        ("C114", '<div style="display:none">a</div>'),
    ],
)
def test_the_faults_that_everybody_makes_are_each_found_and_matter(code: str, body: str) -> None:
    told = {finding.code: finding.severity for finding in found(body)}

    assert told.get(code) in {Severity.BREAKS, Severity.DEGRADES}


@pytest.mark.parametrize(
    "body",
    [
        '<p style="border-radius:8px;box-shadow:0 0 4px #000000">a</p>',
        '<p style="-webkit-hyphens:auto;hyphens:auto;transition:color 1s">a</p>',
        '<p style="margin:0 0 8px;color:#102030;font:16px/1.5 Arial,sans-serif">a</p>',
        '<table role="presentation" width="600" style="max-width:600px"><tr><td style="padding:8px">a</td></tr></table>',
        '<img src="https://example.org/a.png" width="200" style="width:200px;max-width:100%;height:auto" alt="a">',
        '<a href="https://example.org/#top">a</a><a href="#">b</a><a href="mailto:a@example.org?subject=b">c</a>',
        '<div style="display:none"></div><div style="opacity:0.5">a</div>',
    ],
)
def test_a_nicety_or_what_every_client_knows_is_no_finding(body: str) -> None:
    assert found(body) == []


def test_a_cause_is_told_once_with_its_count_clients_test_dates_and_share() -> None:
    (finding,) = found('<div style="display:flex"><b>a</b></div>' * 30)

    assert finding.message == (
        "'display: flex': boxes do not stand side by side in classic Outlook, Gmail on Android and Gmail on iOS "
        "(13 % of the readers)"
    )
    assert finding.evidence == (
        "on 30 elements, first <div>",
        "classic Outlook, version 2019: no support, 12 % of the readers",
        "Gmail on Android, tested 2026-03: partial support, 0.8 % of the readers",
        "Gmail on iOS, tested 2026-03: partial support, 0.6 % of the readers",
        "caniemail, display:flex, tested 2021-11-02: https://www.caniemail.com/features/css-display-flex/",
    )
    assert finding.artefact == "newsletter.html"
    assert finding.hint


class TestViews:
    """Classic Outlook reads another letter than the others."""

    def test_what_is_kept_from_outlook_is_not_charged_to_it(self) -> None:
        webp = '<!--[if !mso]><!--><img src="https://example.org/a.webp" alt="a"><!--<![endif]-->'
        png = '<!--[if mso]><img src="https://example.org/a.png" alt="a"><![endif]-->'

        assert codes(webp + png) == []

    def test_what_only_outlook_reads_is_charged_to_it_alone(self) -> None:
        (finding,) = found('<!--[if mso]><p style="margin:0 0 0 -8px">a</p><![endif]-->')

        assert (finding.code, finding.evidence[1].partition(",")[0]) == ("C102", "classic Outlook")
        assert "12 % of the readers" in finding.message

    def test_both_views_of_one_fault_are_one_finding(self) -> None:
        (finding,) = found('<p style="margin:0 0 0 -8px">a</p>')

        assert finding.evidence[0] == "on 1 element, first <p>"
        assert any(line.startswith("classic Outlook") for line in finding.evidence)
        assert any(line.startswith("Gmail on the web") for line in finding.evidence)


class TestConditions:
    """A rule is charged to those who come so far as to read it."""

    def test_a_rule_for_phones_is_charged_to_phones_that_heed_it(self) -> None:
        told = found("<p class='a'>a</p>", style("@media (max-width:480px) { .a { display:grid !important; } }"))
        hit = " ".join(line for finding in told for line in finding.evidence)

        assert "Gmail on iOS" in hit
        assert "classic Outlook" not in hit
        assert "Gmail in a phone's browser" not in hit

    def test_a_rule_for_dark_mode_is_not_charged_to_those_without(self) -> None:
        css = "@media (prefers-color-scheme: dark) { .a { width: 2rem; margin: -4px; } }"

        assert "Gmail" not in str(found("<p class='a'>a</p>", style(css)))

    def test_a_rule_for_paper_is_nobodys(self) -> None:
        assert found("<p class='a'>a</p>", style("@media print { .a { display:flex } }")) == []

    def test_a_rule_for_one_engine_may_choose_as_it_likes(self) -> None:
        assert (
            codes("<p>a</p>", style("p * { -ms-text-size-adjust: 100% } html, body { margin: 0 auto !important }"))
            == []
        )

    def test_conditions_in_the_attribute_media_count_too(self) -> None:
        plain = found("<p class='a'>a</p>", "<style media='print'>.a { position: absolute }</style>")

        assert plain == []

    def test_a_rule_that_is_for_no_element_is_no_finding(self) -> None:
        assert found("<p class='a'>a</p>", style(".b { display:flex; margin:-8px; width:2rem }")) == []

    def test_a_rule_that_a_style_attribute_overrules_is_no_finding(self) -> None:
        css = style("p { margin: -8px; display: block }")

        assert found("<p style='margin:0'>a</p>", css) == []
        assert "C102" in codes("<p style='margin:0'>a</p>", style("p { margin: -8px !important }"))


class TestFallbacks:
    def test_a_plain_value_before_the_new_one_is_enough(self) -> None:
        assert codes('<p style="margin:0 0 32px;margin:0 0 2rem">a</p>') == []
        assert codes('<p style="margin:0 0 2rem">a</p>') == ["C108"]

    def test_a_colour_under_a_gradient_makes_it_a_matter_of_looks(self) -> None:
        gradient = "background:linear-gradient(#102030,#203040)"

        assert [f.severity for f in found(f'<p style="{gradient}">a</p>')] == ["breaks"]
        assert codes(f'<p style="background:#102030;{gradient}">a</p>') == []
        assert [f.severity for f in found(f'<table><tr><td bgcolor="#102030" style="{gradient}">a')] == ["cosmetic"]

    def test_a_picture_with_a_plain_source_may_have_others(self) -> None:
        body = '<picture><source srcset="https://example.org/a.avif"><img src="https://example.org/a.png" alt=""></picture>'

        assert codes(body) == []
        assert codes('<img srcset="https://example.org/a.png 2x" alt="a">') == ["C106"]


class TestShares:
    """What is lost weighs as much as the readers who lose it."""

    FLEX = '<div style="display:flex"><b>a</b></div>'

    def test_the_wider_the_loss_the_worse(self) -> None:
        def severity(outlook: float) -> list[Severity]:
            audience = {"outlook.windows": outlook, "apple-mail.ios": 100 - outlook}
            return [finding.severity for finding in found(self.FLEX, audience=audience)]

        assert severity(40) == [Severity.BREAKS]
        assert severity(10) == [Severity.DEGRADES]
        assert severity(0.5) == []

    def test_what_can_be_read_all_the_same_stops_no_letter(self) -> None:
        told = found('<p style="margin:-8px;width:4rem;transform:rotate(4deg)">a</p>', only=("gmail", "outlook"))

        assert {(f.code, f.severity) for f in told} >= {
            ("C102", "degrades"),
            ("C108", "degrades"),
            ("C105", "cosmetic"),
        }
        assert [f.severity for f in found('<p style="transform:translate(4px)">a</p>')] == ["breaks"]

    def test_an_audience_without_outlook_hears_nothing_of_it(self) -> None:
        assert found(self.FLEX, audience={"apple-mail": 60, "outlook.outlook-com": 40}) == []

    def test_only_the_clients_that_are_asked_for_count(self) -> None:
        (finding,) = found(self.FLEX, only=("outlook.windows",))

        assert "in classic Outlook (100 % of the readers)" in finding.message
        assert finding.severity == "breaks"
        assert found(self.FLEX, only=("apple-mail",)) == []

    def test_a_lost_picture_breaks_sooner_than_a_lost_layout(self) -> None:
        audience = {"outlook.windows": 6, "apple-mail.ios": 94}

        assert [f.severity for f in found(self.FLEX, audience=audience)] == ["degrades"]
        webp = '<img src="https://example.org/a.webp" alt="a">'
        assert [f.severity for f in found(webp, audience=audience)] == ["breaks"]

    def test_an_audience_of_clients_that_nobody_knows_is_nobody(self) -> None:
        assert found(self.FLEX, audience={"eudora": 0}, only=("eudora",)) != []


class TestPictures:
    def test_the_file_decides_and_not_its_name(self) -> None:
        name = "mail/skyline.png"
        address = made.theme().address(made.edition(made.FIRST, "sv")).file(name)
        body = f'<img src="{address}" alt="a">'

        assert codes(body, files={name: b"RIFF\0\0\0\0WEBPVP8 "}) == ["C106"]
        assert codes(body, files={name: b"\x89PNG\r\n\x1a\n"}) == []
        assert codes(body, files={name: b'<?xml version="1.0"?><svg>'}) == ["C110"]

    @pytest.mark.parametrize(("frames", "expected"), [(1, []), (2, ["C106"])])
    def test_a_gif_is_only_told_of_if_it_moves(self, frames: int, expected: list[str]) -> None:
        name = "mail/wave.gif"
        address = made.theme().address(made.edition(made.FIRST, "sv")).file(name)
        gif = b"GIF89a" + b"\x21\xf9\x04\0\0\0\0\0" * frames

        assert codes(f'<img src="{address}" alt="a">', files={name: gif}) == expected

    @pytest.mark.parametrize(
        ("data", "name"),
        [
            (b"\xff\xd8\xff\xe0", "jpg"),
            (b"\0\0\0\x20ftypavif", "avif"),
            (b"\0\0\0\x20ftypheic", "heif"),
            (b"BM\0\0", "bmp"),
            (b"MM\0*", "tiff"),
            (b"\xef\xbb\xbf <svg>", "svg"),
            (b"", ""),
            (b"words", ""),
        ],
    )
    def test_formats_are_told_by_how_they_begin(self, data: bytes, name: str) -> None:
        assert pictures.format_of(data) == name


class TestStyleSheets:
    @pytest.mark.parametrize(
        "css",
        [
            ".a { color: #102030;",
            ".a { b { color: #102030; } }",
            ".a { color }",
            "@media screen { @media print { } }",
            "}",
        ],
    )
    def test_a_fault_is_told_once(self, css: str) -> None:
        assert codes("<p>a</p>", style(css)) == ["C116"]

    def test_braces_in_words_and_comments_are_none(self) -> None:
        assert codes("<p>a</p>", style('/* { */ .a::after { content: "}" }')) == []

    def test_a_rule_for_all_belongs_into_attributes(self) -> None:
        css = style("p { text-align: right }")

        assert codes("<p>a</p>", css) == ["C117"]
        assert codes('<p style="text-align:left">a</p>', css) == []
        assert codes("<p>a</p>", style("@media screen { p { text-align: right } }")) == []
        assert codes("<p>a</p>", css, only=("apple-mail",)) == []

    def test_a_style_sheet_of_fonts_from_elsewhere_is_a_wish(self) -> None:
        font = '<link rel="stylesheet" href="https://fonts.example.org/inter.css">'
        sheet = '<link rel="stylesheet" href="https://example.org/letter.css">'

        assert codes("<p>a</p>", font) == []
        assert codes("<p>a</p>", sheet) == ["C116"]


class TestFonts:
    FACE = "@font-face { font-family: Inter; src: url(https://example.org/i.woff2);"
    BODY = '<p style="font-family:Inter,Arial,sans-serif">a</p>'

    def test_a_web_font_is_kept_from_word_or_given_a_stand_in(self) -> None:
        assert codes(self.BODY, style(f"{self.FACE} }}")) == ["C113"]
        assert codes(self.BODY, f"<!--[if !mso]><!-->{style(self.FACE + '}')}<!--<![endif]-->") == []
        assert codes(self.BODY, style(f"{self.FACE} mso-generic-font-family: swiss; }}")) == []
        assert codes(self.BODY, style(f"{self.FACE} }}"), only=("apple-mail",)) == []

    @pytest.mark.parametrize("fonts", ["Inter, sans-serif", "Segoe UI, Arial", "'Times New Roman'", "inherit"])
    def test_a_list_may_end_in_what_everybody_has(self, fonts: str) -> None:
        assert codes(f'<p style="font-family:{fonts}">a</p>') == []


class TestLinks:
    def test_a_link_to_a_place_that_is_not_there_is_told_once(self) -> None:
        (finding,) = found('<a href="#a">x</a><a href="#a">y</a>')

        assert finding.code == "C118"
        assert finding.message == "the link to '#a' leads nowhere: the letter has no such place"

    def test_a_link_to_a_place_in_the_letter_fails_in_some_clients_only(self) -> None:
        (finding,) = found('<a href="#a">x</a><p id="a">y</p>')

        assert "Gmail on iOS" in finding.message
        assert finding.severity == "degrades"
        assert found('<a href="#a">x</a><a name="a">y</a>', only=("apple-mail", "gmail.desktop-webmail")) == []


class TestHidden:
    def test_a_preheader_hidden_by_every_means_is_hidden(self) -> None:
        means = "display:none;max-height:0;overflow:hidden;mso-hide:all"

        assert codes(f'<div style="{means}">a</div>') == []
        assert codes(f'<div style="{means}"><table style="mso-hide:all"><tr><td>a</td></tr></table></div>') == []

    def test_tables_in_it_are_shown_by_word(self) -> None:
        body = '<div style="display:none;max-height:0;overflow:hidden"><table><tr><td>a</td></tr></table></div>'
        told = found(body, only=("outlook.windows",))

        assert told == []  # cut off by its height
        shown = '<div style="display:none"><table><tr><td>a</td></tr></table></div>'
        assert [f.code for f in found(shown, only=("outlook.windows",))] == ["C114"]

    def test_what_is_hidden_anyway_is_not_judged_for_its_looks(self) -> None:
        assert (
            codes(
                '<div style="display:none;mso-hide:all;max-height:0;overflow:hidden"><p style="margin:-9px">a</p></div>'
            )
            == []
        )


_PIECES = st.sampled_from(
    [
        *(
            "<div style='",
            "'>",
            "<style>",
            "</style>",
            "@media (max-width:480px){",
            "}",
            "{",
            ".a",
            ":not(",
            ")",
            "(((",
        ),
        *(
            "display:flex;",
            "margin:-1px",
            "width:calc(1px + ",
            "url(",
            "data:",
            "<!--[if mso]>",
            "<![endif]-->",
            "<td",
            "<v:rect>",
        ),
        *(
            "class='a'",
            "<img src='",
            "\\",
            '"',
            "é",
            "\0",
            "<table>",
            "</table>",
            "@import",
            "rgb(1 2 3)",
            ";",
            "/*",
            "*/",
        ),
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.one_of(_PIECES, st.text(max_size=8)), max_size=25))
def test_no_letter_is_too_odd_to_be_read(pieces: list[str]) -> None:
    odd = "".join(pieces).encode("utf-8", "replace").decode()

    for finding in found(odd, odd):
        assert finding.message


@pytest.mark.parametrize(
    "body",
    [
        f'<p style="width:{"(" * 3000}1px">a</p>',
        f'<p style="width:{"9" * 50_000}px;opacity:{"0" * 50_000}">a</p>',
        f'<p style="background:{"a" * 50_000}">a</p>',
        "<style>" + "a " * 5000 + "{color:red}</style>",
        "<style>" + ":not(" * 2000 + "a" + ")" * 2000 + "{color:red}</style>",
        "<style>" + "@media screen{" * 3000 + "</style>",
        "<div>" * 3000 + '<p style="display:flex">a</p>',
    ],
    ids=["brackets", "digits", "letters", "descendants", "nots", "media", "deep"],
)
def test_what_is_made_to_hurt_does_not(body: str) -> None:
    list(clients.check(subject(body, body)))
