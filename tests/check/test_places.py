"""Words that are found in an output lead back to the line that holds them."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publish.check.document import words
from publish.check.places import Text, letters_of
from publish.problems import Place
from tests import made
from tests.check.corpus import clean

SOURCE = """\
---
title: “Staden” växer
---

Här står **viktiga** ord om [medlemskap](https://www.example.org/medlem), och
raden fortsätter.

## En rubrik
"""
TEXT = Text("content/x/sv.md", SOURCE)


@pytest.mark.parametrize(
    ("said", "line", "column"),
    [
        ("”Staden” växer", 2, 9),
        ("viktiga ord om medlemskap", 5, 12),
        ("viktiga ord", 5, 12),
        ("ord om medlemskap", 5, 22),
        ("raden\u00a0fortsätter", 6, 1),
        ("EN RUBRIK", 8, 4),
    ],
)
def test_words_are_found_however_they_are_marked_up_or_typeset(said: str, line: int, column: int) -> None:
    assert TEXT.words(said) == Place("content/x/sv.md", line, column)


@pytest.mark.parametrize("said", ["", "–", "x", "finns inte här"])
def test_what_nobody_wrote_is_nowhere(said: str) -> None:
    assert TEXT.words(said) is None


def test_css_is_found_whatever_blanks_it_has() -> None:
    sheet = Text("templates/x.css.j2", "a { color: red; }\nb { display :flex;\n  margin:-4px }\n")

    assert sheet.exactly("display:flex") == Place("templates/x.css.j2", 2, 5)
    assert sheet.exactly("margin: -4px") == Place("templates/x.css.j2", 3, 3)
    assert sheet.exactly("display: grid") is None
    assert sheet.exactly("") is None


@given(st.text(), st.text(), st.text())
def test_what_was_written_is_found_where_it_stands_or_before(before: str, said: str, after: str) -> None:
    text = Text("x.md", f"{before}{said}{after}")

    place = text.words(said)

    if len(letters_of(said)) >= 2:
        assert place is not None
        assert (place.line, place.column) <= _point(text.content, len(before) + len(said))
    else:
        assert place is None


def _point(content: str, offset: int) -> tuple[int, int]:
    return content.count("\n", 0, offset) + 1, offset - content.rfind("\n", 0, offset)


@pytest.mark.parametrize("folder", made.EDITIONS, ids=lambda folder: folder.name)
@pytest.mark.parametrize("language", made.LANGUAGES)
def test_every_word_of_the_text_is_found_in_the_text(folder: Path, language: str) -> None:
    subject = clean(folder, language, ("web",))

    for chapter in subject.edition.chapters:
        if chapter.heading:
            place = subject.sources.in_edition(chapter.title)
            assert place is not None
            assert place.line == chapter.line


def test_words_of_the_settings_are_found_there() -> None:
    sources = clean(made.FIRST, "en", ("web",)).sources

    assert str(sources.words("A member organisation for companies")).startswith("publish.yaml:10:")
    assert str(sources.words("View in your browser") or sources.words("View in browser")).startswith(
        "templates/words.yml:"
    )


@pytest.mark.parametrize("folder", made.EDITIONS, ids=lambda folder: folder.name)
def test_every_element_of_a_page_knows_the_line_that_wrote_it(folder: Path) -> None:
    subject = clean(folder, "sv", ("web",))
    page = subject.page
    assert page is not None

    for tag, template, line_has in (
        ("h1", "_title.html.j2", "<h1"),
        ("main", "page.html.j2", "<main"),
        ("title", "_head.html.j2", "<title"),
        ("footer", "_imprint.html.j2", "<footer"),
    ):
        place = subject.place_of(page, page.all(tag)[0])
        assert place.path == f"templates/web/{template}"
        assert line_has in (made.ROOT / place.path).read_text(encoding="utf-8").splitlines()[place.line - 1]


@pytest.mark.parametrize("folder", made.EDITIONS, ids=lambda folder: folder.name)
@pytest.mark.parametrize("view", ["letter", "letter_in_outlook"])
def test_every_heading_of_a_letter_knows_the_line_that_wrote_it(folder: Path, view: str) -> None:
    subject = clean(folder, "sv", ("newsletter",))
    letter = getattr(subject, view)

    for heading in letter.all("h1", "h2"):
        place = subject.place_of(letter, heading)
        line = (made.ROOT / place.path).read_text(encoding="utf-8").splitlines()[place.line - 1]
        assert "<h" in line, (words(heading), place)


def test_a_link_in_a_letter_knows_its_template() -> None:
    subject = clean(made.FIRST, "sv", ("newsletter",))
    letter = subject.letter
    assert letter is not None

    link = next(a for a in letter.all("a") if "avregistrera" in words(a).lower() or "%%" in a.get("href", ""))

    assert str(subject.place_of(letter, link)).startswith("templates/newsletter/_imprint.mjml.j2:")


def test_a_file_that_is_not_what_the_templates_make_leads_to_the_first_template() -> None:
    subject = clean(made.FIRST, "sv", ("web",))
    changed = type(subject)(
        subject.edition, subject.theme, {"web": {"index.html": b"<html><body><p>Changed</p>"}}, subject.options
    )
    page = changed.page
    assert page is not None

    assert changed.place_of(page, page.all("p")[0]) == Place("templates/web/page.html.j2")
