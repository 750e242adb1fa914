"""The text part says the same as the letter, in lines of 72 columns, from the edition and not from HTML."""

from pathlib import Path
from textwrap import dedent

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from publish import prose
from publish.formats import text
from publish.formats.mjml import UNSUBSCRIBE
from publish.formats.text import WIDTH
from publish.markdown import display_width
from publish.prose import Note, Paragraph, Text
from tests import made
from tests.factories import make_block, make_chapter, make_edition
from tests.mail.test_newsletter import EVERYTHING


def body(*parts: object, **changes: object) -> str:
    """The text between the standfirst and the addresses at the end."""
    edition = make_edition(chapters=(make_chapter(*parts),), standfirst="Ingress.", **changes)  # type: ignore[arg-type]
    letter = text.render(edition, made.theme(), "https://a.example/avsluta")
    return letter.partition("Ingress.\n\n")[2].partition("\n\n-----")[0] + "\n"


def test_a_whole_letter() -> None:
    edition = make_edition(
        chapters=(
            make_chapter("Den första meningen, se [programmet](https://a.example/program)."),
            make_chapter(make_block("partners", ["Ericsson", "JM"]), heading="Partnerna"),
        ),
        notes=(Note(1, (Paragraph((Text("En not."),)),)),),
    )

    assert text.render(edition, made.theme(), UNSUBSCRIBE).replace("\u00a0", " ") == dedent("""\
        Stockholms Handelskammare

        Visa i webbläsaren:
        https://www.stockholmshandelskammare.example/utgavor/2021-03-30-ett-exempel/sv/

        ===========
        Ett exempel
        ===========

        Bostadsmarknad · 30 mars 2021

        [En bro över stilla vatten]

        En ingress som säger vad det handlar om.

        Den första meningen, se programmet [1].

        Partnerna
        =========

        - Ericsson
        - JM

        ------------------------------------------------------------------------

        Läs webbutgåvan:
        https://www.stockholmshandelskammare.example/utgavor/2021-03-30-ett-exempel/sv/

        Ladda ner broschyren (PDF):
        https://www.stockholmshandelskammare.example/utgavor/2021-03-30-ett-exempel/sv/brochure.pdf

        Noter
        =====

        (1) En not.

        Länkar
        ======

        [1] https://a.example/program

        ------------------------------------------------------------------------

        Stockholms Handelskammare
        En medlemsorganisation för företagen i Stockholmsregionen
        Stockholm
        info@stockholmshandelskammare.example
        https://www.stockholmshandelskammare.example/

        Publicerad 30 mars 2021
        Uppdaterad 9 juli 2024

        Read in English:
        https://www.stockholmshandelskammare.example/utgavor/2021-03-30-ett-exempel/en/

        Du får det här brevet för att du prenumererar på nyheter från Stockholms
        Handelskammare.

        Avsluta prenumerationen:
        %%unsubscribe_url%%
        """)


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        (
            "figures",
            """\
            40 %
              av allt

            1 240 000
              resor

            3
              x
            """,
        ),
        (
            "focus-areas",
            """\
            Bygga
            -----

            Hur?

            Så.

            Bo
            --

            Var?
            """,
        ),
        ("partners", "- Ericsson\n- JM [1]\n"),
        ("quote", "> Stay put.\n\n  – Ada, ordförande\n"),
        ("image", "[En bild]\nVid vatten\nBild: Bo\n"),
        ("call-to-action", "Kom.\n\nAnmäl dig:\nhttps://a.example/?a=1&b=2\n"),
        (
            "articles",
            """\
            En bro
            ------

            Ada

            [Bron]

            Av trä.

            Lång.

            - a
            - b

            Ritningarna:
            https://b.example/
            """,
        ),
        (
            "events",
            """\
            1 april 2021 – 2 april 2021, 08.30
              Frukost
              Utö
              Med smör.
              Anmälan:
              https://c.example/
            """,
        ),
        (
            "contact",
            """\
            Ada
            redaktör
            Storgatan 1
            ada@a.example
            +46 8 123 456 78
            https://a.example/
            """,
        ),
    ],
)
def test_every_kind_of_block_has_its_shape(kind: str, expected: str) -> None:
    assert body(make_block(kind, EVERYTHING[kind])).replace("\u00a0", " ") == dedent(expected)


def test_addresses_of_people_are_written_as_people_write_them() -> None:
    call = make_block("call-to-action", {"label": "Skriv till oss", "link": "mailto:ada@a.example"})

    assert body(call, cover=None) == "Skriv till oss:\nada@a.example\n"


def test_blank_lines_of_a_listing_are_kept() -> None:
    assert body("```\na\n\n\nb\n```") == "    a\n\n\n    b\n"


def test_a_long_note_hangs_below_its_number() -> None:
    note = Note(1, (Paragraph((Text("ord " * 30),)), Paragraph((Text("Mer."),))))

    letter = text.render(make_edition(notes=(note,)), made.theme(), "x")

    assert "\n(1) ord ord" in letter
    assert "\n    ord ord" in letter
    assert "\n\n    Mer.\n" in letter


@pytest.mark.parametrize("folder", made.EDITIONS, ids=lambda folder: folder.name)
@pytest.mark.parametrize("language", made.LANGUAGES)
def test_no_line_is_wider_than_72_columns_but_an_address_alone(folder: Path, language: str) -> None:
    letter = made.files(folder, language, "newsletter")["newsletter.txt"].decode()

    wide = [line for line in letter.split("\n") if display_width(line) > WIDTH]
    assert all(line.startswith("https://") and " " not in line for line in wide)
    assert letter.endswith(f":\n{UNSUBSCRIBE}\n")
    assert "\n\n\n" not in letter
    assert not [line for line in letter.split("\n") if line != line.rstrip()]


def test_wide_characters_count_as_two_and_combining_ones_as_none() -> None:
    letter = body("東京" * 10 + " " + "e\u0301" * 40 + " " + "東京" * 10)

    # Four columns a pair of wide ones, forty for as many letters with accents of their own.
    assert [display_width(line) for line in letter.rstrip("\n").split("\n")] == [40, 40, 40]


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Co", "Cn"]), min_size=1, max_size=400))
@settings(max_examples=60)
def test_any_title_and_text_fit(words: str) -> None:
    paragraph = prose.Paragraph((Text(words),))
    chapter = make_chapter()
    edition = make_edition(title=words.strip() or "x", notes=(Note(1, (paragraph,)),), chapters=(chapter,))

    letter = text.render(edition, made.theme(), "x")

    wide = [line for line in letter.split("\n") if display_width(line) > WIDTH]
    assert all(" " not in line.strip().removeprefix("(1) ") for line in wide)
