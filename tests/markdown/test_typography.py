"""Typed text becomes set text, in its language, and nothing is lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publish.markdown import is_language, link_fault, link_hint, typeset

N = "\u00a0"


@pytest.mark.parametrize(
    ("language", "typed", "set_text"),
    [
        ("sv", 'Han sa "hej".', "Han sa ”hej”."),
        ("en", "He said \"hi\" and ('yes').", "He said “hi” and (‘yes’)."),
        ("en", "It's the city's.", "It’s the city’s."),
        ("sv", "ett - två -- tre – fyra", f"ett{N}– två{N}– tre{N}– fyra"),
        ("sv", "e-post och 2021-03-30", "e-post och 2021-03-30"),
        ("sv", "40 % av 10 000 kr", f"40{N}% av 10{N}000{N}kr"),
        ("sv", "1 234 567 personer", f"1{N}234{N}567 personer"),
        ("sv", "den 30 mars 2021", f"den 30{N}mars 2021"),
        ("en", "30 March 2021", f"30{N}March 2021"),
        ("sv", "och så vidare...", "och så vidare…"),
        ("sv", "§ 5", f"§{N}5"),
        ("sv", "år 2021 100 företag", "år 2021 100 företag"),
    ],
)
def test_a_typesetter_would_do_the_same(language: str, typed: str, set_text: str) -> None:
    assert typeset(typed, language) == set_text


@given(st.text(max_size=200), st.sampled_from(["sv", "en", "de", "xx"]))
def test_setting_twice_changes_nothing_more(text: str, language: str) -> None:
    once = typeset(text, language)

    assert typeset(once, language) == once


@given(st.text(max_size=200))
def test_letters_and_digits_are_never_touched(text: str) -> None:
    def letters(words: str) -> str:
        return "".join(char for char in words if char.isalnum())

    assert letters(typeset(text, "sv")) == letters(text)


@pytest.mark.parametrize("tag", ["sv", "en-GB", "sr-Latn", "zh-Hant-TW", "es-419"])
def test_languages_are_known_by_their_form(tag: str) -> None:
    assert is_language(tag)


@pytest.mark.parametrize("tag", ["", "svenska", "SV", "sv_SE", "en-gb", "sv\n"])
def test_other_words_are_no_language(tag: str) -> None:
    assert not is_language(tag)


@pytest.mark.parametrize(
    "href",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "//a.example",
        "http://",
        "https://a b.example",
        "mailto:",
        "#",
        "file:///x",
        "https://[",
        "https://ensam",
        "tel:ring",
    ],
)
def test_an_address_that_not_all_outputs_can_carry_is_refused(href: str) -> None:
    assert link_fault(href)


@pytest.mark.parametrize(
    ("href", "hint"),
    [
        ("www.example.org/a", "write `https://www.example.org/a`"),
        ("ann@example.org", "write `mailto:ann@example.org`"),
        ("ftp://a.example", "an address begins with https://, mailto: or tel:"),
    ],
)
def test_a_wrong_address_comes_with_what_was_meant(href: str, hint: str) -> None:
    assert link_hint(href) == hint
