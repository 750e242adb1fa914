"""Where a letter is shown to anybody, it names nobody and leads nobody off the list."""

from hypothesis import given, settings
from hypothesis import strategies as st

from publish.formats.marks import MARKS, for_anybody

PAGE = "https://handel.example/2026-05-12-varbrevet/"


def test_greetings_stay_sentences_and_links_lead_to_the_edition() -> None:
    letter = (
        'Hej %%first_name%%!\n%%name%%, %%company%%: <a href="%%view_url%%">x</a> <a href="%%unsubscribe_url%%">y</a>'
    )

    assert for_anybody(letter, PAGE) == f'Hej!\n,: <a href="{PAGE}">x</a> <a href="{PAGE}">y</a>'


@settings(deadline=None)
@given(st.lists(st.sampled_from([*MARKS, "a", " ", "\n", "<p>"])).map("".join))
def test_no_mark_is_left(letter: str) -> None:
    assert "%%" not in for_anybody(letter, PAGE)
