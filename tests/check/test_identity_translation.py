"""Two languages of an edition: what differs is told in the translation's file, what only looks different is not."""

import dataclasses
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from publish.check import Finding, Options, Subject, identity
from publish.check.identity.translation.addresses import Likeness, likeness
from publish.check.identity.translation.alignment import align, moved
from publish.check.identity.translation.numbers import different, numbers
from publish.check.identity.translation.tongue import is_in
from publish.check.identity.translation.units import units_of
from publish.edition import Edition
from tests import factories, made
from tests.check.corpus import TODAY, clean

HEAD = "---\ntitle: {}\ndate: 2021-03-30\ncategory: {}\nstandfirst: {}\n---\n\n"
SWEDISH = HEAD.format("Ett brev", "Brev", "Vad det handlar om.")
ENGLISH = HEAD.format("A letter", "Letter", "What it is about.")
LANGUAGES = ("sv", "en")


def edition(text: str, language: str) -> Edition:
    return dataclasses.replace(factories.read(text, language), languages=LANGUAGES)


def compared(swedish: str, english: str) -> list[Finding]:
    """What is found in an English text, given its Swedish original; both without their front matter."""
    original, translation = edition(SWEDISH + swedish, "sv"), edition(ENGLISH + english, "en")
    subject = Subject(translation, made.theme(), {}, Options(TODAY), {"sv": original})
    return list(identity.check(subject))


# -- numbers --------------------------------------------------------------------------------

SAME = [
    ("1 240 000 resor", "1,240,000 journeys"), ("1,2 miljoner", "1 200 000"), ("1,2 miljoner", "1.2 million"),
    ("3,5 %", "3.5%"), ("−0,7 %", "−0.7%"), ("17 företag", "seventeen companies"), ("tolv bolag", "12 companies"),
    ("kl. 08.30–10.00", "8:30 am to 10 am"), ("17.00", "5 pm"), ("10:30", "10:30"), ("30 mars 2021", "March 30, 2021"),
    ("30 mars 2021", "30 March 2021"), ("4–6 maj 2021", "May 4–6, 2021"), ("2021-03-30", "30 March 2021"),
    ("1900-talet", "the 20th century"), ("1990-talet", "the 1990s"), ("90-talet", "the 1990s"),
    ("08-123 456 78", "+46 8 123 456 78"), ("Tele2 och 5G", "Tele2 and 5G"), ("10 000 kr", "SEK 10,000"),
    ("500 mkr", "SEK 500 million"), ("50 %", "half of it"), ("version 1.5", "version 1.5"), ("3:e gången", "the 3rd time"),
    ("2020–2021", "2020–2021"), ("mars 2021", "March 2021"), ("", ""),
]  # fmt: skip
DIFFERENT = [
    ("40 %", "41%"), ("17 företag", "16 companies"), ("1,5", "15"), ("1 240 000", "124,000"), ("30 mars", "31 March"),
    ("30 mars", "30 May"), ("08.30", "9:30 am"), ("1,2 miljoner", "1.2 billion"), ("2021", ""), ("", "2021"),
    ("08-123 456 78", "08-123 456 79"), ("1900-talet", "the 19th century"), ("3 och 3", "3"),
]  # fmt: skip


def only(ours: str, theirs: str) -> tuple[list[str], list[str]]:
    found = different(numbers(ours, "sv"), numbers(theirs, "en"), ours, theirs, ("sv", "en"))
    return [n.written for n in found[0]], [n.written for n in found[1]]


@pytest.mark.parametrize(("swedish", "english"), SAME)
def test_a_number_may_be_written_as_its_language_does(swedish: str, english: str) -> None:
    assert only(swedish, english) == ([], [])


@pytest.mark.parametrize(("swedish", "english"), DIFFERENT)
def test_another_number_is_another(swedish: str, english: str) -> None:
    assert only(swedish, english) != ([], [])


@given(st.integers(0, 10**9), st.integers(0, 99))
def test_any_number_is_the_same_in_both_forms_and_no_other(whole: int, hundredths: int) -> None:
    grouped = f"{whole:,}"
    swedish = f"{grouped.replace(',', chr(0xA0))},{hundredths:02}"
    english = f"{grouped}.{hundredths:02}"

    assert only(f"ca {swedish} m", f"some {english} m") == ([], [])
    assert only(f"ca {swedish} m", f"some {whole + 1:,}.{hundredths:02} m") != ([], [])


@settings(deadline=None)
@given(st.text(max_size=200), st.sampled_from(["sv", "en", "de", "xx", "", "zh-Hant"]))
def test_numbers_of_any_text_are_read_and_equal_themselves(text: str, language: str) -> None:
    found = numbers(text, language)

    assert different(found, found, text, text, (language, language)) == ([], [])


# -- structure ------------------------------------------------------------------------------

PARAGRAPHS = ("Bron är 240 meter.", "Året är 1998.", "Det kostar 17 kronor.", "Se Ericsson och Skanska.")


def test_the_same_text_twice_is_aligned_with_itself() -> None:
    units = units_of(made.edition(made.SECOND, "sv"))

    assert all(a is b for a, b in align(units, units).pairs)


@given(st.lists(st.sampled_from(PARAGRAPHS), min_size=1, max_size=6), st.data())
def test_a_paragraph_too_few_is_one_gap(texts: list[str], data: st.DataObject) -> None:
    position = data.draw(st.integers(0, len(texts) - 1))
    original = units_of(edition(SWEDISH + "\n\n".join(texts) + "\n\n## Slut\n\nHej.\n", "sv"))
    rest = [text for number, text in enumerate(texts) if number != position]
    translation = units_of(edition(SWEDISH + "\n\n".join(rest) + "\n\n## Slut\n\nHej.\n", "sv"))

    aligned = align(original, translation)
    gone = [ours for ours, theirs in aligned.pairs if theirs is None]

    assert [unit.words for unit in gone if unit] == [texts[position]]
    assert not [theirs for ours, theirs in aligned.pairs if ours is None]


def test_a_moved_block_is_told_once_and_is_not_missing() -> None:
    quote = "```quote\ntext: {}\n```\n"
    found = compared(
        f"Ett.\n\n{quote.format('Mod och 12 år')}\n## Två\n\nTre.\n",
        f"One.\n\n## Two\n\nThree.\n\n{quote.format('12 years')}",
    )

    assert [finding.code for finding in found] == ["C552"]


def test_swapped_chapters_are_told_as_moved() -> None:
    original = units_of(edition(SWEDISH + "## Ett 1\n\nTal 100.\n\n## Två 2\n\nTal 200.\n", "sv"))
    swapped = units_of(edition(ENGLISH + "## Two 2\n\nNumber 200.\n\n## One 1\n\nNumber 100.\n", "en"))

    assert {unit.kind for pair in moved(align(original, swapped)) for unit in pair} >= {"paragraph"}


STRUCTURE = [
    ("Ett stycke.\n\nTvå stycken.\n", "One paragraph.\n", "C551", 0),
    ("Här är ett helt stycke om bron.\n", "Here is a paragraph about it.\n\nNo.\n", "C551", 10),
    ("Ett stycke.\n", "- One paragraph\n", "C551", 8),
    ("- a\n- b\n- c\n", "- a\n- b\n", "C551", 8),
    ("## Ett\n\nText.\n\n## Två\n\nText.\n", "## One\n\nText.\n", "C551", 0),
]


@pytest.mark.parametrize(("swedish", "english", "code", "line"), STRUCTURE)
def test_what_is_missing_or_too_many_is_told_once(swedish: str, english: str, code: str, line: int) -> None:
    found = compared(swedish, english)

    assert [finding.code for finding in found] == [code]
    assert found[0].place.path.endswith("en.md")
    assert not line or found[0].place.line == line


# -- details --------------------------------------------------------------------------------

PARTNERS = "```partners\n- Ericsson\n- {}\n- JM\n```\n"
EVENT = "```events\n- title: {}\n  date: {}\n  time: '{}'\n```\n"
DETAILS = [
    ("Vi är 40.\n", "We are 41.\n", ["C553"]),
    ("Vi är 40.\n", "We are forty.\n", []),
    (PARTNERS.format("Nobina"), PARTNERS.format("Nobinna"), ["C556"]),
    (PARTNERS.format("Nobina"), PARTNERS.format("Skanska"), ["C556"]),
    (PARTNERS.format("Nobina"), PARTNERS.format("Nobina"), []),
    (EVENT.format("Möte", "2021-05-04", "08.30"), EVENT.format("Meeting", "2021-05-04", "8:30 am"), []),
    (EVENT.format("Möte", "2021-05-04", "08.30"), EVENT.format("Meeting", "2021-05-05", "08.30"), ["C554"]),
    (EVENT.format("Möte", "2021-05-04", "08.30"), EVENT.format("Meeting", "2021-05-04", "09.30"), ["C554"]),
    ("Se [programmet](https://a.example/sv/p).\n", "See [the programme](https://a.example/en/program).\n", []),
    ("Se [programmet](https://a.example/p).\n", "See [the programme](https://b.example/p).\n", ["C555"]),
    ("Se [programmet](https://a.example/p).\n", "See the programme.\n", ["C555"]),
    ("Det här är en text som vi har skrivit.\n", "Det här är en text som vi har skrivit.\n", ["C558"]),
    ("> Det här är en text som vi har skrivit.\n", "{lang=sv}\n> Det här är en text som vi har skrivit.\n", []),
    ("Ericsson, Skanska, Vasakronan, JM\n", "Ericsson, Skanska, Vasakronan, JM\n", []),
    ("`ett två tre fyra fem och sex`\n", "`ett två tre fyra fem och sex`\n", []),
    (f"{'Ett långt stycke om något. ' * 8}\n", "A short one.\n", ["C559"]),
    ("Kort.\n", "Rather short, I should say.\n", []),
]  # fmt: skip


@pytest.mark.parametrize(("swedish", "english", "codes"), DETAILS)
def test_a_difference_in_a_detail(swedish: str, english: str, codes: list[str]) -> None:
    assert [finding.code for finding in compared(swedish, english)] == codes


ADDRESSES = [
    ("https://a.example/", "https://a.example", Likeness.SAME),
    ("https://a.example/sv/x", "https://a.example/en/y", Likeness.SAME),
    ("https://sv.wiki.example/A", "https://en.wiki.example/B", Likeness.SAME),
    ("https://a.example/x", "https://a.example/y", Likeness.NEAR),
    ("https://a.example/x?id=1", "https://a.example/x?id=2", Likeness.NEAR),
    ("https://a.example/x", "https://b.example/x", Likeness.OTHER),
    ("mailto:a@b.example", "mailto:c@b.example", Likeness.NEAR),
    ("mailto:a@b.example", "https://b.example/", Likeness.OTHER),
    ("tel:+4681234567", "tel:+46 8 123 45 67", Likeness.SAME),
    ("08-123 45 67", "+46 8 123 45 67", Likeness.SAME),
    ("https://[x", "https://[y", Likeness.OTHER),
]


@pytest.mark.parametrize(("ours", "theirs", "expected"), ADDRESSES)
def test_addresses_of_two_languages(ours: str, theirs: str, expected: Likeness) -> None:
    assert likeness(ours, theirs, ("sv", "en")) is expected


@pytest.mark.parametrize(
    ("text", "is_swedish"),
    [
        ("Det finns ingen tid att förlora och vi ska pröva nytt.", True),
        ("There is no time to lose and we shall try new things.", False),
        ("Ericsson, Skanska och JM", False),
        ("The book Det går an by Almqvist is about the two who travel.", False),
        ("", False),
    ],
)
def test_small_words_tell_the_language(text: str, *, is_swedish: bool) -> None:
    assert is_in(text, "sv", not_in="en") is is_swedish


# -- which file -----------------------------------------------------------------------------


@pytest.mark.parametrize("folder", made.EDITIONS, ids=lambda folder: folder.name)
def test_nothing_is_told_in_the_file_of_the_main_language(folder: Path) -> None:
    assert list(identity.check(clean(folder, "sv", ()))) == []


def test_the_first_edition_is_translated_in_full() -> None:
    assert list(identity.check(clean(made.FIRST, "en", ()))) == []


def test_without_its_original_a_translation_is_not_compared() -> None:
    subject = Subject(made.edition(made.FIRST, "en"), made.theme(), {}, Options(TODAY))

    assert list(identity.check(subject)) == []


@settings(max_examples=30, deadline=None)
@given(st.data())
def test_any_line_that_is_lost_from_a_translation_is_noticed(data: st.DataObject) -> None:
    """A paragraph of the body, whichever it is."""
    original = made.edition(made.FIRST, "sv")
    text = made.edition(made.FIRST, "en").source.decode()
    body = text.partition("\n---\n")[2]
    parts = [
        part for part in body.split("\n\n") if part.strip() and not part.startswith(("```", "#")) and "```" not in part
    ]
    lost = data.draw(st.sampled_from(parts))
    pictures = {name: picture.data for name, picture in original.pictures.items()}
    shorter = factories.read(
        text.replace(f"{lost}\n\n", "", 1), "en", files=pictures, folder=original.id, icons=made.theme().workspace.icons
    )
    subject = Subject(
        dataclasses.replace(shorter, languages=LANGUAGES), made.theme(), {}, Options(TODAY), {"sv": original}
    )

    assert {finding.code for finding in identity.check(subject)} == {"C551"}
