"""A letter is read as each kind of client reads it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publish.check.document import Document, as_others_see, as_outlook_sees, words
from tests import made
from tests.check.corpus import clean

LETTER = (
    "<html><body><!--[if mso | IE]><table><tr><td><![endif]--><p>For all</p><!--[if mso]></td></tr></table><![endif]-->"
    "<!--[if !mso]><!--><p>For others</p><!--<![endif]--><!-- a word --><!--[if lt IE 9]>old<![endif]--></body></html>"
)


def test_word_reads_what_is_written_for_it_and_not_what_is_kept_from_it() -> None:
    seen = Document("newsletter.html", "newsletter", LETTER, as_outlook_sees)

    assert words(seen.body) == "For all"
    assert [element.tag for element in seen.elements] == ["html", "body", "table", "tr", "td", "p"]


@pytest.mark.parametrize(
    ("condition", "is_read"),
    [
        ("mso", True),
        ("mso | IE", True),
        ("(gte mso 9)|(IE)", True),
        ("gte mso 16", True),
        ("lte mso 11", False),
        ("gt mso 16", False),
        ("mso 12", False),
        ("mso 16", True),
        ("!mso", False),
        ("!mso & IE", False),
        ("(gte mso 9)&(lte mso 15)", False),
        ("IE", False),
        ("lt IE 9", False),
        ("GTE MSO 9", True),
        ("", False),
        ("((((", False),
    ],
)
def test_word_reads_what_is_for_its_version(condition: str, *, is_read: bool) -> None:
    seen = as_outlook_sees(f"<p>a<!--[if {condition}]>b<![endif]-->")

    assert seen == ("<p>ab" if is_read else "<p>a")


def test_all_others_take_conditions_for_comments() -> None:
    seen = Document("newsletter.html", "newsletter", LETTER, as_others_see)

    assert words(seen.body) == "For allFor others"
    assert not seen.all("table")


@pytest.mark.parametrize(
    "html", ["", "<", "<p", "text", "<!--[if mso]>", "\0", "<html><body></html><p>x", "<frameset>"]
)
def test_what_is_hardly_html_is_read_all_the_same(html: str) -> None:
    for view in (as_others_see, as_outlook_sees):
        document = Document("newsletter.html", "newsletter", html, view)
        assert document.root.tag == "html"
        assert document.body is not None
        assert document.number[document.elements[0]] == 0


@given(st.text(st.characters() | st.sampled_from("<>!-[]=\"'/ifmso \0")))
def test_no_text_at_all_stops_the_reading(html: str) -> None:
    for view in (as_others_see, as_outlook_sees):
        assert Document("newsletter.html", "newsletter", html, view).elements


def test_both_views_of_a_real_letter_say_the_same_words() -> None:
    subject = clean(made.FIRST, "sv", ("newsletter",))
    assert subject.letter
    assert subject.letter_in_outlook

    others, outlook = (words(d.body).replace(" ", "") for d in (subject.letter, subject.letter_in_outlook))

    assert others == outlook
