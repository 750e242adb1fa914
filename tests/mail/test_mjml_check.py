"""What is wrong in MJML is told with its line, all of it at once, before the compiler can swallow it."""

import pytest

from publish.formats.mjml import Faulty, to_html
from publish.formats.mjml.check import check
from publish.formats.mjml.tree import DEEPEST, Comment, Element, Text, read
from tests.mail.letters import column, letter, text


def faults(source: str) -> list[str]:
    """The faults of a document as `line:column code message`, and its hint."""
    with pytest.raises(Faulty) as raised:
        to_html(source)
    return [
        f"{f.line}:{f.column} {f.code} {f.message}" + (f" ({f.hint})" if f.hint else "") for f in raised.value.faults
    ]


# -- reading --------------------------------------------------------------------------------


def test_a_document_is_read_with_the_place_of_every_thing() -> None:
    source = '<mjml>\n  <mj-body id="a">x<!-- y --></mj-body></mjml>'

    root = read(source)

    body = Element("mj-body", {"id": "a"}, (Text("x", 2, 19), Comment(" y ")), 2, 3)
    assert root == Element("mjml", {}, (Text("\n  ", 1, 7), body), 1, 1)


def test_names_that_html_has_for_characters_are_understood() -> None:
    assert next(read("<mjml>&nbsp;&amp;&aring;&zwnj;</mjml>").texts()).text == "\u00a0&å\u200c"


@pytest.mark.parametrize(
    ("source", "fault"),
    [
        ("", "1:1 E401 expected `<mjml>`"),
        (
            "<mjml>\n<mj-body></mjml>",
            "2:12 E401 an element is closed that is not the last one opened (`<mj-body>` is open here)",
        ),
        ("<mjml>&smorgas;</mjml>", "1:7 E401 no character has that name (`<mjml>` is open here)"),
        ('<mjml lang="sv" lang="en"/>', "1:17 E401 an attribute stands twice in one element"),
        ("<mjml/><mjml/>", "1:8 E401 nothing may follow `</mjml>`"),
        ("<!DOCTYPE html><mjml/>", "1:15 E401 expected `<mjml>`, no document type and no `<?…?>`"),
        ("<mjml><?php ?></mjml>", "1:7 E401 expected `<mjml>`, no document type and no `<?…?>`"),
        (
            "<mjml><mj-body>a < b</mj-body></mjml>",
            "1:19 E401 a character that may not stand here; `<` is written `&lt;`, `&` is `&amp;` (`<mj-body>` is open here)",
        ),
        ("<html/>", "1:1 E402 expected `<mjml>`, found `<html>`"),
    ],
)
def test_what_is_no_mjml_is_refused(source: str, fault: str) -> None:
    assert faults(source) == [fault]


def test_nesting_has_an_end_long_before_the_compilers_stack_has() -> None:
    fine = text("<b>" * (DEEPEST - 10) + "x" + "</b>" * (DEEPEST - 10))
    deep = text("<b>" * DEEPEST + "x" + "</b>" * DEEPEST)

    assert "x" in to_html(fine)
    assert faults(deep) == [f"1:{deep.index('<b>') + 1 + 3 * (DEEPEST - 5)} E407 `<b>` is nested more than 100 deep"]


# -- elements -------------------------------------------------------------------------------


def test_everything_that_is_wrong_comes_at_once() -> None:
    source = letter(
        '\n<mj-section pading="0px"><mj-texty>x</mj-texty>\n'
        "stray<p>words</p>\n"
        '<mj-column><mj-text colour="#fff" font-size="12">a</mj-text>\n'
        "<mj-section/><mj-button>b<mj-text/></mj-button></mj-column></mj-section>"
    )

    assert faults(source) == [
        "2:1 E404 unknown attribute `pading` of `<mj-section>` (did you mean `padding`?)",
        "2:26 E402 unknown element `<mj-texty>` (did you mean `mj-text`?)",
        "2:48 E406 text in `<mj-section>`: stray (wrap it in `<mj-text>`)",
        "3:6 E402 unknown element `<p>` (HTML stands inside `<mj-text>`, `<mj-table>` or `<mj-raw>`)",
        "4:12 E404 unknown attribute `colour` of `<mj-text>` (did you mean `color`?)",
        '4:12 E405 `font-size` of `<mj-text>` should be a length in px, not "12"',
        "5:1 E403 `<mj-section>` may not stand in `<mj-column>` (it may stand in `<mj-body>`, `<mj-wrapper>`)",
        "5:26 E403 `<mj-text>` may not stand in `<mj-button>` (a text element holds HTML only)",
    ]


@pytest.mark.parametrize(
    ("inside", "fault"),
    [
        (
            "<mj-include path='a'/>",
            "E408 `<mj-include>` is not for letters (write `{% include … %}`: Jinja knows the edition and cannot run in circles)",
        ),
        (
            "<mj-carousel/>",
            "E408 `<mj-carousel>` is not for letters (its arrows would be fetched from a stranger's server; set the pictures below each other)",
        ),
        ("<mj-image/>", "E405 `<mj-image>` has no `src`"),
        ("<mj-social><mj-social-element name='x'/></mj-social>", "E405 `<mj-social-element>` has no `src`"),
        ("<mj-raw><p>x</p></mj-raw>", "E403 `<mj-raw>` in a column holds rows only (write `<tr><td>…</td></tr>`)"),
        ("<mj-text mj-class='quite'>x</mj-text>", "E404 unknown class `quite` (did you mean `quiet`?)"),
        (
            "<mj-image src='a' title='b'/>",
            "E408 `title` of `<mj-image>`: letters have no tooltips (say it in the text, where all can read it)",
        ),
        (
            "<mj-image src='a' border-top='1px solid'/>",
            'E408 `border-top` of `<mj-image>`: the compiler does not heed "1px solid"',
        ),
        ("<mj-text padding='5% 0px'>x</mj-text>", 'E408 `padding` of `<mj-text>`: the compiler does not heed "5% 0px"'),
    ],
)
def test_what_the_compiler_cannot_do_or_a_letter_must_not_is_refused(inside: str, fault: str) -> None:
    source = column(inside, '<mj-attributes><mj-class name="quiet" color="#495966"/></mj-attributes>')

    assert [found.partition(" ")[2] for found in faults(source)] == [fault]


def test_a_column_in_a_group_leaves_padding_to_what_stands_in_it() -> None:
    source = letter('<mj-section><mj-group><mj-column padding="0px 8px"/></mj-group></mj-section>')

    assert [fault.code for fault in check(read(source))] == ["E408"]


def test_raw_html_stands_only_where_it_is_not_moved() -> None:
    inside = "<mj-section><mj-raw><p>x</p></mj-raw></mj-section>"

    assert [fault.code for fault in check(read(letter(inside)))] == ["E403"]
    assert check(read(letter("<mj-wrapper><mj-raw><p>x</p></mj-raw></mj-wrapper>")))
    assert check(read(letter("<mj-raw><p>x</p></mj-raw>"))) == ()


@pytest.mark.parametrize("head", ["", "<mj-title> </mj-title>", "<mj-title/>"])
def test_a_letter_has_a_title_because_screen_readers_say_it(head: str) -> None:
    source = f"<mjml><mj-head>{head}</mj-head><mj-body/></mjml>"

    assert faults(source) == ["1:1 E409 the letter has no title (write `<mj-title>` in `<mj-head>`)"]


# -- defaults and rules ---------------------------------------------------------------------


def test_defaults_are_checked_like_everything_else() -> None:
    head = (
        "<mj-attributes>\n<mj-all font-familly='x'/>\n<mj-text color='blueish'/>\n<mj-txt/>\n"
        "<mj-class color='#fff'/>\n<mj-class name='a'><mj-text/></mj-class></mj-attributes>"
    )

    assert faults(letter(head=head)) == [
        "2:1 E404 unknown attribute `font-familly` of `<mj-all>` (did you mean `font-family`?)",
        '3:1 E405 `color` of `<mj-text>` should be a colour like #0b3454, not "blueish"',
        "4:1 E402 unknown element `<mj-txt>` (did you mean `mj-text`?)",
        "5:1 E405 `<mj-class>` has no `name`",
        "6:1 E408 defaults inside `<mj-class>` (the compiler does not know them)",
    ]


def test_style_rules_hold_no_angle_bracket() -> None:
    assert [fault.code for fault in check(read(letter(head="<mj-style>a &lt; b {}</mj-style>")))] == ["E405"]
    assert check(read(letter(head="<mj-style>a > b {}</mj-style>"))) == ()


def test_faults_are_told_in_the_order_of_the_text() -> None:
    found = check(read(letter("<mj-spacer/>\n<mj-text/>")))

    assert [(fault.line, fault.column) for fault in found] == [(1, 60), (2, 1)]
