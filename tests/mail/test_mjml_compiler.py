"""
Every known fault of the MJML compiler: that it is there, and that no letter has it.

When a new version of the compiler has lost a fault, the first half of its test fails, and the cure can go.
"""

import subprocess
import sys
from collections.abc import Callable

import mjml
import pytest

from publish.formats.mjml import Faulty, to_html
from publish.formats.mjml.prepare import prepare
from publish.formats.mjml.tree import read
from tests.mail.letters import column, letter, parsed, text


def raw(source: str) -> str:
    """What the compiler makes of *source* if nobody helps it."""
    return str(mjml.mjml2html(source))


IMAGE = '<mj-image src="https://a.example/a.png" alt="{}" />'


# -- attributes -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "spoilt"),
    [
        ("40\u00a0%", r"40\u{a0}%"),
        ("न\u094d", r"न\u{94d}"),
        ("👩\u200d👩\u200d👧", r"👩\u{200d}👩\u{200d}👧"),
        ("Stock\u00adholm", r"Stock\u{ad}holm"),
        ("a\\b", r"a\\b"),
        ("en\u202fannan", r"en\u{202f}annan"),
    ],
)
def test_attributes_are_written_as_a_debugger_would(value: str, spoilt: str) -> None:
    source = column(IMAGE.format(value))

    assert spoilt in raw(source)
    assert parsed(to_html(source)).xpath("//img/@alt") == [value]


def test_a_quotation_mark_ends_an_attribute() -> None:
    source = column("<mj-image src='https://a.example/a.png' alt='\" onerror=\"alert(1)' />")

    assert r"\" onerror=\"" in raw(source)
    assert parsed(to_html(source)).xpath("//img/@alt") == ['" onerror="alert(1)']
    assert not parsed(to_html(source)).xpath("//img/@onerror")


def test_a_quotation_mark_in_the_title_ends_the_name_of_the_letter() -> None:
    source = letter().replace("Brev", '"Hej" &amp; välkommen')

    assert r"\"Hej\"" in raw(source)
    page = parsed(to_html(source))
    assert page.findtext("head/title") == '"Hej" & välkommen'
    assert page.xpath("//div[@role='article']/@aria-label") == ['"Hej" & välkommen']


def test_a_line_break_in_an_attribute_becomes_two_letters() -> None:
    source = text('<p style="color:#000000;\n\tmargin:0">x</p>')

    assert r"\n" in raw(source)
    assert parsed(to_html(source)).xpath("//p/@style") == ["color:#000000;  margin:0"]


def test_colours_of_three_digits_stay_short() -> None:
    source = letter('<mj-section background-color="#fA0"><mj-column /></mj-section>')

    assert "#fA0" in raw(source)
    assert "#fA0" not in to_html(source)
    assert "#ffAA00" in to_html(source)


def test_pictures_without_alt_have_their_file_names_read_out() -> None:
    source = column(
        '<mj-image src="https://a.example/a.png" /><mj-text><img src="https://a.example/b.png" /></mj-text>'
    )

    assert "alt=" not in raw(source)
    assert parsed(to_html(source)).xpath("//img/@alt") == ["", ""]


def test_the_first_class_wins_where_the_last_should() -> None:
    classes = (
        '<mj-attributes><mj-class name="a" color="#aaaaaa" /><mj-class name="b" color="#bbbbbb" /></mj-attributes>'
    )
    source = column('<mj-text mj-class="a b">x</mj-text>', classes)

    assert "color:#aaaaaa" in raw(source)
    assert "color:#aaaaaa" not in to_html(source)
    assert "color:#bbbbbb" in to_html(source)


def test_buttons_get_an_attribute_that_html_does_not_have() -> None:
    source = column('<mj-button href="https://a.example/">Läs</mj-button>')

    assert 'vertical-align="middle"' in raw(source)
    assert "vertical-align=" not in to_html(source)


# -- widths ---------------------------------------------------------------------------------


def test_a_bare_zero_in_a_padding_is_not_understood() -> None:
    source = letter(
        '<mj-section padding="0 40px"><mj-column><mj-image padding="0" src="https://a.example/a.png" alt="" />'
        "</mj-column></mj-section>"
    )

    assert 'width="550"' in raw(source) or 'width="600"' in raw(source)
    assert parsed(to_html(source)).xpath("//img/@width") == ["520"]


def test_a_section_that_says_it_is_not_full_width_is_taken_to_be() -> None:
    source = letter('<mj-section full-width="false" background-color="#ffffff"><mj-column /></mj-section>')

    assert raw(source) == raw(source.replace('"false"', '"full-width"'))
    with pytest.raises(Faulty) as raised:
        to_html(source)
    assert [fault.code for fault in raised.value.faults] == ["E408"]


# -- text -----------------------------------------------------------------------------------


def test_words_run_together_across_lines() -> None:
    source = text("<p><em>Hej</em>\n<strong>då</strong></p>")

    assert "<em>Hej</em><strong>då</strong>" in raw(source)
    assert "".join(parsed(to_html(source)).xpath("//p//text()")) == "Hej då"


def test_lines_of_a_listing_stay_lines() -> None:
    source = text("<pre><code>a</code>\n  <code>b &lt; c</code>\n</pre>")

    assert "".join(parsed(to_html(source)).xpath("//pre//text()")) == "a\n  b < c\n"


def test_text_is_never_taken_for_markup() -> None:
    source = text("<p>&lt;b&gt; &amp;amp; &#60;script&#62;</p>")

    assert "".join(parsed(to_html(source)).xpath("//p//text()")) == "<b> &amp; <script>"


def test_what_only_word_reads_is_kept_and_notes_are_not() -> None:
    source = text("<p>a<!--[if mso]>b<![endif]--><!-- nobody --></p>")

    assert "<!--[if mso]>b<![endif]-->" in to_html(source)
    assert "nobody" not in to_html(source)


def test_what_all_but_word_read_is_kept() -> None:
    source = text("<p>a<!--[if !mso]><!-->b<!--<![endif]--></p>")

    assert "<!--[if !mso]><!-->b<!--<![endif]-->" in to_html(source)


# -- styles ---------------------------------------------------------------------------------


def test_inline_styles_are_not_put_into_attributes() -> None:
    source = text('<p class="a">x</p>', '<mj-style inline="inline">.a { color: #aa0000 }</mj-style>')

    assert '<p class="a">' in raw(source)
    assert parsed(to_html(source)).xpath("//p/@style") == ["color:#aa0000"]


def test_other_styles_stay_where_they_are() -> None:
    source = text('<p class="a">x</p>', "<mj-style>.a > b { color: #aa0000 }</mj-style>")

    page = parsed(to_html(source))
    assert ".a > b { color: #aa0000 }" in page.xpath("//style/text()")
    assert not page.xpath("//p/@style")


def test_a_font_is_fetched_from_a_stranger_if_nobody_objects() -> None:
    source = text("x")

    assert "fonts.googleapis.com" in raw(source)
    assert "//" not in to_html(source).replace("http://www.w3.org/1999/xhtml", "").replace("<!--", "")


# -- what it lets pass ----------------------------------------------------------------------


@pytest.mark.parametrize(
    "source",
    [
        letter("<mj-foo>x</mj-foo>"),
        column('<mj-text colour="red" font-size="12" color="no-colour">x</mj-text>'),
        letter("<mj-section><mj-text>x</mj-text></mj-section>"),
        letter("<mj-section>stray<mj-column /></mj-section>"),
        column("<mj-column />"),
    ],
)
def test_it_has_nothing_against_what_is_no_mjml(source: str) -> None:
    assert raw(source)
    with pytest.raises(Faulty):
        to_html(source)


@pytest.mark.parametrize(
    ("name", "attribute"),
    [("mj-section", 'gutter="10px"'), ("mj-wrapper", 'gap="10px"'), ("mj-body", 'id="a"')],
)
def test_it_passes_over_attributes_in_silence(name: str, attribute: str) -> None:
    inside = {"mj-section": "<mj-section {}><mj-column /></mj-section>", "mj-wrapper": "<mj-wrapper {} />"}
    source = letter(inside.get(name, "").format(attribute))
    source = source.replace("<mj-body>", f"<mj-body {attribute}>") if name == "mj-body" else source

    assert raw(source) == raw(source.replace(f" {attribute}", ""))
    with pytest.raises(Faulty) as raised:
        to_html(source)
    assert [fault.code for fault in raised.value.faults] == ["E408"]


@pytest.mark.parametrize(
    "source",
    [
        text("<b>" * 50_000 + "</b>" * 50_000),
        letter('<mj-include path="a" />'),
    ],
    ids=["deep", "circle"],
)
def test_it_takes_the_whole_process_with_it(source: str) -> None:
    program = (
        "import sys, mjml; loop = '<mj-section><mj-include path=\"a\" /></mj-section>'\n"
        "mjml.mjml2html(sys.stdin.read(), include_loader=lambda path: loop)"
    )

    alone = subprocess.run([sys.executable, "-c", program], input=source, text=True, capture_output=True, check=False)

    assert alone.returncode < 0
    with pytest.raises(Faulty) as raised:
        to_html(source)
    assert raised.value.faults[0].code in {"E407", "E408"}


def test_if_it_gives_up_all_the_same_that_is_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    def gives_up(*_: object, **__: object) -> str:
        raise ValueError("unexpected element at position 1:2")

    monkeypatch.setattr(mjml, "mjml2html", gives_up)
    with pytest.raises(Faulty) as raised:
        to_html(letter())
    assert [(fault.code, fault.message) for fault in raised.value.faults] == [
        ("E410", "the MJML compiler gave up: unexpected element at position 1:2")
    ]


@pytest.mark.parametrize("made", [prepare, lambda root: prepare(read(prepare(root).mjml))])
def test_preparing_twice_is_preparing_once(made: Callable[..., object]) -> None:
    root = read(text('<p title="å">a  b</p>\n<p>c\u00a0"d"</p>'))

    assert made(root) == prepare(root)
