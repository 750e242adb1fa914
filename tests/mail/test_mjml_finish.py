"""From the compiler's HTML to a letter: plain sections joined, short lines, and limits that are kept."""

import re
from contextlib import suppress
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from publish.formats.mjml import UNSUBSCRIBE, Faulty, to_html
from publish.formats.mjml.finish import LARGEST, LONGEST_LINE, MOST_STYLE
from publish.formats.mjml.lines import LINE, break_lines
from publish.formats.mjml.merge import merge
from publish.formats.mjml.tree import Element, read
from tests.mail.letters import column, letter, parsed, text

FLAT = '<mj-attributes><mj-section padding="0px" /></mj-attributes>'


def only_fault(source: str) -> tuple[str, str]:
    with pytest.raises(Faulty) as raised:
        to_html(source)
    assert len(raised.value.faults) == 1
    return raised.value.faults[0].code, raised.value.faults[0].message


# -- sections -------------------------------------------------------------------------------


def sections(source: str) -> list[int]:
    """How many things stand in the first column of each section, after joining."""
    body = list(merge(read(source)).elements())[1]
    return [
        len(list(next(section.elements()).elements())) for section in body.elements() if section.name == "mj-section"
    ]


def _section(inside: str = "<mj-text>a</mj-text>", of_section: str = "", of_column: str = "") -> str:
    return f"<mj-section{of_section}><mj-column{of_column}>{inside}</mj-column></mj-section>\n"


def test_neighbours_that_look_like_nothing_become_one() -> None:
    body = _section() * 3 + _section(of_section=' background-color="#123456"') + _section() * 2

    assert sections(letter(body, FLAT)) == [3, 1, 2]


@pytest.mark.parametrize(
    "head",
    [
        "",
        '<mj-attributes><mj-section padding="8px 0px" /></mj-attributes>',
        '<mj-attributes><mj-section padding="0px" text-align="left" /></mj-attributes>',
        '<mj-attributes><mj-section padding="0px" /><mj-column padding="8px" /></mj-attributes>',
        '<mj-attributes><mj-section padding="0px" /><mj-all border="1px solid #000000" /></mj-attributes>',
    ],
)
def test_sections_that_show_are_left_alone(head: str) -> None:
    assert sections(letter(_section() * 2, head)) == [1, 1]


def test_columns_that_say_something_are_left_alone() -> None:
    two = "<mj-section><mj-column /><mj-column /></mj-section>"

    assert sections(letter(_section(of_column=' width="50%"') * 2, FLAT)) == [1, 1]
    assert sections(letter(two * 2, FLAT)) == [0, 0]


def test_joining_changes_nothing_that_a_reader_sees() -> None:
    source = letter(_section() + _section("<mj-text>b</mj-text>"), FLAT)

    joined, apart = (parsed(to_html(s)) for s in (source, source.replace("<mj-section>", '<mj-section css-class="x">')))
    assert [t for t in joined.itertext() if t in ("a", "b")] == [t for t in apart.itertext() if t in ("a", "b")]


def test_sections_in_a_wrapper_are_joined_too() -> None:
    root = merge(read(letter(f"<mj-wrapper>{_section() * 2}</mj-wrapper>", FLAT)))

    wrapper = next(list(root.elements())[1].elements())
    assert isinstance(wrapper, Element)
    assert len(wrapper.children) == 1


# -- lines ----------------------------------------------------------------------------------


def test_lines_break_where_a_blank_is_and_nowhere_else() -> None:
    html = f'<p class="a b" style="color: red">{"ord " * 300}</p><!--[if mso | IE]><td width="1"><![endif]-->'

    broken = break_lines(html)

    assert broken.replace("\n", " ").strip() == html
    assert max(len(line) for line in broken.split("\n")) <= LINE
    assert "[if mso | IE]" in broken


def test_values_are_never_broken() -> None:
    html = f'<p style="{"margin: 0; " * 80}">x</p>'

    assert f'style="{"margin: 0; " * 80}"' in break_lines(html)


def test_a_blank_that_must_not_break_does_not() -> None:
    html = "40\u00a0% " * 200

    assert set(break_lines(html).replace("\n", " ").split(" ")) == {"40\u00a0%", ""}


def test_listings_keep_their_lines_and_blanks() -> None:
    listing = "<pre>a  b\n\n   c</pre>"

    assert listing in break_lines(f"<p>x</p>{listing}<p>y</p>")


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"], exclude_characters='<>&"'), max_size=3000))
@settings(max_examples=50)
def test_breaking_lines_says_the_same(words: str) -> None:
    before = " ".join(f"<p>{words}</p>".split(" "))

    after = break_lines(before)

    assert re.sub(r"[ \n]+", " ", after).strip() == re.sub(r" +", " ", before).strip()
    assert all(len(line.encode()) <= LINE or " " not in line for line in after.split("\n"))


def test_no_line_of_a_letter_is_longer_than_mail_allows() -> None:
    html = to_html(letter("".join(_section(f"<mj-text><p>{'ord ' * 100}</p></mj-text>") for _ in range(20))))

    assert max(len(line.encode()) for line in html.split("\n")) <= LINE
    assert all(a and b for a, b in pairwise(html.rstrip("\n").split("\n")))


# -- limits ---------------------------------------------------------------------------------


def test_a_letter_that_gmail_would_cut_off_is_refused() -> None:
    source = text(f"<p>{'ett ord till ' * 7500}</p>")

    code, message = only_fault(source)

    assert code == "E412"
    assert message.endswith("kB, 90 at most")
    assert len(to_html(text(f"<p>{'ett ord till ' * 6000}</p>")).encode()) < LARGEST


def test_rules_that_gmail_would_drop_are_refused() -> None:
    rules = ".a { color: #000000 }\n" * (MOST_STYLE // 22)

    assert only_fault(column("<mj-text>x</mj-text>", f"<mj-style>{rules}</mj-style>"))[0] == "E413"


def test_an_address_longer_than_a_line_is_refused() -> None:
    source = text(f'<p><a href="https://a.example/{"x" * LONGEST_LINE}">x</a></p>')

    assert only_fault(source)[0] == "E414"


@pytest.mark.parametrize("char", ["\u0080", "\u0092", "\u009f", "\u007f"])
def test_characters_that_cut_a_letter_off_are_refused(char: str) -> None:
    assert only_fault(text(f"<p>a{char}b</p>")) == ("E415", f"control character U+{ord(char):04X} in the text")


def test_only_marks_that_will_be_replaced_may_be_left() -> None:
    fine = text(f'<p>Hej %%first_name%%! <a href="{UNSUBSCRIBE}">Avsluta</a></p>')

    assert parsed(to_html(fine)).xpath("//a/@href") == [UNSUBSCRIBE]
    assert parsed(to_html(fine)).xpath("//p/text()") == ["Hej %%first_name%%! "]
    assert only_fault(text("<p>Hej %%nmae%%</p>")) == ("E416", "unknown mark %%nmae%%")


def test_cells_tell_word_their_width_twice() -> None:
    html = to_html(letter("<mj-section><mj-column /><mj-column /></mj-section>")).replace("\n", " ")

    assert html.count('<td width="300" style="vertical-align:top;width:300px;">') == 2
    assert "<![endif]--><!--[if mso | IE]>" not in html


# -- anything at all ------------------------------------------------------------------------

WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn", "Co"]), max_size=60)


def _escaped(value: str) -> str:
    return value.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")


@given(WORDS)
def test_any_value_of_an_attribute_comes_out_as_it_went_in(value: str) -> None:
    html = to_html(column(f'<mj-image src="https://a.example/a.png" alt="{_escaped(value)}" />'))

    assert parsed(html).xpath("//img/@alt") == [value]


@given(WORDS.filter(str.strip))
def test_any_text_comes_out_as_it_went_in(words: str) -> None:
    html = to_html(text(f"<p>x{_escaped(words)}x</p>"))

    squeezed = re.sub(r"[ \t\r\n\f]+", " ", f"x{words}x")
    assert re.sub(r"[ \t\r\n\f]+", " ", "".join(parsed(html).xpath("//p//text()"))) == squeezed


@given(st.text(alphabet="<>/=\"'&; \nmj-textabcé\u00a0[]!%", max_size=80))
@settings(max_examples=300)
def test_no_input_breaks_anything(inside: str) -> None:
    for source in (inside, text(inside), letter(inside)):
        with suppress(Faulty):
            assert to_html(source)
