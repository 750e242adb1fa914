"""Language: what is right stays without a word, what is wrong is found at its place, and no text is too odd."""

import datetime as dt
import re
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from publish.blocks import Reading
from publish.check import Finding, Options, Subject, language
from publish.check.language.reading import texts
from publish.check.language.sentences import sentences
from publish.check.language.texts import Form
from publish.edition import Edition
from publish.source.body import read_body
from tests import made
from tests.check.corpus import clean


def subject(body: str, tongue: str = "sv", *, front: str = "", cache: Path | None = None) -> Subject:
    """An edition with this text below its front matter. What the reader would refuse is left out of it."""
    above = f"---\ntitle: Titel\n{front}---\n"
    read = read_body("\n" * above.count("\n") + body, "sv.md", Reading(tongue))
    edition = Edition(
        id="2021-03-30-x",
        language=tongue,
        languages=(tongue,),
        title="Titel",
        date=dt.date(2021, 3, 30),
        updated=None,
        category="",
        standfirst=(),
        preheader="",
        subject="Titel",
        cover=None,
        chapters=read.chapters,
        notes=read.notes,
        pictures={},
        path="sv.md",
        source=(above + body).encode("utf-8", "surrogatepass"),
    )
    return Subject(edition, made.theme(), {}, Options(dt.date(2026, 11, 23), cache=cache))


def found(body: str, tongue: str = "sv") -> tuple[Finding, ...]:
    return tuple(language.check(subject(body, tongue)))


def codes(body: str, tongue: str = "sv") -> list[str]:
    return [finding.code for finding in found(body, tongue)]


RIGHT = {
    "sv": [
        'Hon sa "hej", och han sa ’nej’.',
        "Vi – alla vi – ses i dag - eller i morgon.",
        "Åren 2019–2021, kl.\u00a008.30–10.00, s.\u00a04–8 och 200–300 stycken.",
        "Läsåret 2021/22 och den 30 mars 2021 till den 1 april.",
        "Det hände 2021-03-30 och 2021-03, vecka 12.",
        "Ring 08-123 456 78, 031-12 34 56 eller +46 (0)8 555 100 00.",
        "Bankgiro 1234-5678, orgnr 802001-0510 och ISBN 91-38-31750-8.",
        "In- och utrikes resor, läs- eller skrivsvårigheter, för- och nackdelar.",
        "Ändelsen -s är vanlig, liksom typ 2-diabetes och 90-talet.",
        "Det kostar 1 240 000 kr, 3,5 % mer, och väger 5 kg.",
        "Skalan är 1:100, laget vann med 3–2 och arket är A4.",
        "Den 1:a, 2:a och 15:e. Gustav III:s teater.",
        "T.ex. vi, bl.a. ni, m.m., d.v.s. alla, dvs. var och en. Ca 40, nr\u00a05.",
        "Lag (2023:254), prop. 2022/23:42, § 5 och EN 301 549 V3.2.1.",
        "Det det handlar om är mod. Ta i i arbetet.",
        "Se www.chamber.se/nyheter,bilaga.pdf eller skriv till info@chamber.se.",
        "Det är … mycket. Eller? Ja!",
        "a) det ena (som är bra) och b) det andra [sic]. Bra :) eller :( inte.",
        "Ytan är 3 × 3 m² vid −5 °C.",
        "Boken The Death and Life of Great American Cities är läsvärd.",
        "Det är state of the art, sa vår Head of Communications and Public Affairs.",
        "Det är `x -- y  z !!` som står där.",
        "NCC, JM och MTR är med i EU och FN.",
        "Vi ses på Måndagsrörelsens kontor i Mars Factory.",
        "[The city is not a problem to be solved]{lang=en}, sa hon.",
        "Klockan 10 börjar det. I maj 12 personer.",
    ],
    "en": [
        "She said \"yes\", and he said 'no'. It's the members' choice.",
        "The Mayor’s office—or what was left of it—closed. We – all of us – agree.",
        "In 1939–45, on pp.\u00a04–8, 10 am–5 pm and 2–3 times.",
        "On 30 March 2021, on Monday, and on 2021-03-30.",
        "More than 1,200 people, 40% of them, paid €3.5 million or £40.",
        "Pre- and post-war, state-of-the-art, a 24-hour city, covid-19.",
        "The 1st, the 2nd and the 4th. The ’90s. Rock ’n’ roll.",
        "He said that that was what they had had in mind, e.g. houses, i.e. homes.",
        "We may march to the station, and it may be 10. The till is open.",
        "“We want to build,” she said, “and to build well.” (So do we.)",
        "Ring 08-123 456 78 or +46 8 123 456 78.",
        "Visit Kungliga Tekniska högskolan, Gamla stan and Stockholms Handelskammare.",
        "[Det är inte nog för staden]{lang=sv}, she said.",
    ],
}


@pytest.mark.parametrize(("tongue", "sentence"), [(tongue, one) for tongue, all_ in RIGHT.items() for one in all_])
def test_what_is_right_stays_without_a_word(tongue: str, sentence: str) -> None:
    assert found(sentence, tongue) == ()


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(["sv", "en"]), st.data())
def test_right_sentences_together_are_right(tongue: str, data: st.DataObject) -> None:
    sentences = data.draw(st.lists(st.sampled_from(RIGHT[tongue]), max_size=8))

    assert found("\n\n".join(sentences), tongue) == ()


_SUBJECTS = ("Staden", "Näringslivet", "Vår kommun", "Bron", "Ett företag")
_VERBS = ("växer", "bygger", "kostar", "tar", "ger")
_NUMBERS = st.integers(1, 9_999_999).map(lambda number: f"{number:,}".replace(",", " "))
_AMOUNTS = st.tuples(_NUMBERS, st.sampled_from([" %", " kr", " km", " procent", " resor"])).map("".join)
_RANGES = st.tuples(st.integers(1900, 2000), st.integers(1, 30)).map(lambda years: f"{years[0]}–{sum(years)}")
_DAYS = st.dates().map(lambda day: day.strftime("%Y-%m-%d"))
_TIMES = st.times().map(lambda time: time.strftime("klockan %H.%M"))
_SENTENCES = st.tuples(
    st.sampled_from(_SUBJECTS),
    st.sampled_from(_VERBS),
    st.one_of(_AMOUNTS, _RANGES, _DAYS, _TIMES),
    st.sampled_from([".", "!", "?", " – och mer."]),
).map(lambda parts: f"{parts[0]} {parts[1]} {parts[2]}{parts[3]}")


@settings(max_examples=200, deadline=None)
@given(st.lists(_SENTENCES, min_size=1, max_size=6))
def test_nothing_is_found_in_sentences_that_are_set_right(sentences: list[str]) -> None:
    assert found(" ".join(sentences)) == ()


@pytest.mark.parametrize(
    ("tongue", "text", "place", "message"),
    [
        ("sv", "Vi “ses” här.", "4:4", "English quotation marks stand in Swedish text: '“ses'"),
        ("sv", "Åren 2019-2021.", "4:6", "a hyphen stands between years: '2019-2021', expected '2019–2021'"),
        ("sv", "Åren 2019-21 var bra.", "4:6", "a hyphen stands between years: '2019-21', expected '2019–21'"),
        ("sv", "Kom\nkl. 10 då.", "5:1", "a line may end between an abbreviation and its number: 'kl. 10'"),
        ("sv", "Det är bra .", "4:8", "a blank stands before a mark: 'bra .', expected 'bra.'"),
        ("sv", "Bra!!!", "4:1", "a mark stands more than once: 'Bra!!!'"),
        ("sv", "Ytan är 240 m2.", "4:9", "a figure stands for a raised one: '240 m2'"),
        ("sv", "Den 30 Mars.", "4:5", "a month has a capital in Swedish: '30 Mars'"),
        ("sv", "Det är 3.5 %.", "4:8", "a decimal point stands in Swedish text: '3.5 %', expected '3,5 %'"),
        ("sv", "Det är 40%.", "4:8", "no blank stands before the percent sign in Swedish: '40%', expected '40 %'"),
        ("sv", "Det är *t ex* bra.", "4:9", "an abbreviation is written in an unusual form: 't ex', expected 't.ex.'"),
        ("sv", "[Det](https://a.example/det) är är bra.", "4:33", "the word 'är' stands twice"),
        ("sv", "Det (är bra.", "4:5", "the bracket '(' has no other half"),
        ("sv", 'Det "är bra.', "4:5", "the quotation mark '”' has no other half"),
        ("en", "It is 40 %.", "4:7", "a blank stands before the percent sign in English: '40 %', expected '40%'"),
        (
            "en",
            "It is 3,5 million.",
            "4:7",
            "a decimal comma stands in English text: '3,5 million', expected '3.5 million'",
        ),
        ("en", "It is 500 €.", "4:7", "a currency sign stands after the number in English: '500 €', expected '€500'"),
        ("en", "See “this”) now.", "4:11", "the bracket ')' has no other half"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(tongue: str, text: str, place: str, message: str) -> None:
    assert [(str(one.place), one.message) for one in found(text, tongue)] == [(f"sv.md:{place}", message)]


@pytest.mark.parametrize("text", ["Åren 2019-2021.", "Det är 3.5 %.", "Bra!!", "Den (30 Mars."])
def test_other_languages_are_left_to_those_who_know_them(text: str) -> None:
    assert {finding.code for finding in found(text, "fi")} <= {"C633"}


def test_what_is_typed_straight_is_set_and_no_fault() -> None:
    assert codes('Han sa "hej" - och "hopp"... kl.\u00a010, 40 %, 1 000 kr.') == []


def test_one_cause_is_one_finding_that_names_the_other_lines() -> None:
    findings = found("Åren 2019-2021.\n\nÅren 2020-2022.\n\nDet är bra.\n\nÅren 2021-2023 och 2022-2024.\n")

    assert [str(finding.place) for finding in findings] == ["sv.md:4:6"]
    assert findings[0].hint.endswith("also on lines 6, 10")


def test_many_places_are_not_all_told() -> None:
    (finding,) = found("\n\n".join(["Det är 40%."] * 30))

    assert finding.hint == "also on lines 6, 8, 10, 12, 14 and more"


def test_a_sentence_of_forty_words_is_short_enough() -> None:
    forty = " ".join(["ord", "och"] * 20)

    assert codes(f"{forty}.") == []
    assert codes(f"{forty} till.") == ["C630"]


@pytest.mark.parametrize("stop", ["t.ex.", "bl.a.", "nr 3.", "kl.\u00a010.30 och", "dr. A. Ek och", "3.5.1 och"])
def test_an_abbreviation_does_not_end_a_sentence(stop: str) -> None:
    half = " ".join(["ord", "och"] * 10)

    assert "C630" in codes(f"{half} {stop} {half} till och med.")


def test_two_sentences_are_counted_apart() -> None:
    half = " ".join(["ord", "och"] * 15)

    assert codes(f"{half} ja! Sedan {half} nej. Men {half} så.") == []


def test_lines_that_the_author_broke_need_no_full_stop() -> None:
    assert codes("Med vänlig hälsning från alla oss i redaktionen\\\nÅsa Öberg\\\nredaktör") == []
    assert codes("Med vänlig hälsning från alla oss i hela redaktionen") == ["C634"]


def test_items_of_a_list_need_no_full_stop() -> None:
    assert codes("- med vänlig hälsning från alla oss i hela redaktionen\n- och alla andra") == []


@pytest.mark.parametrize("heading", ["## Vi växer. Igen.", "## Vad nu?", "## Med mera m.m.", "## Och så …", "## Nu!"])
def test_a_heading_may_end_otherwise(heading: str) -> None:
    assert codes(f"{heading}\n\nDet är bra.") == []


def test_a_quotation_of_many_paragraphs_opens_in_each() -> None:
    assert codes("“We want it.\n\n“We will do it,” she said.", "en") == []


def test_unmarked_english_in_a_field_without_markup_gets_another_hint() -> None:
    (finding,) = found("```quote\ntext: Det är bra.\nby: Åsa\nrole: one of the best in the world\n```\n")

    assert (finding.code, finding.hint) == ("C620", "this field is in one language; write it in that of the text")
    assert str(finding.place) == "sv.md:7:7"
    assert finding.evidence[0] == "WCAG 2.2, 3.1.2 Language of Parts (AA)"


@pytest.mark.parametrize(
    ("tongue", "text", "message"),
    [
        (
            "sv",
            "Vi ses tisdagen den 31 mars 2021.",
            "the weekday in 'tisdagen den 31 mars 2021' is not that of the date: it is 'onsdag' in 2021",
        ),
        (
            "sv",
            "Vi ses måndag 31 mars.",
            "the weekday in 'måndag 31 mars' is not that of the date: it is 'onsdag' in 2021",
        ),
        ("sv", "Vi ses den 31 juni.", "the calendar has no day '31 juni'"),
        ("sv", "Vi ses den 29 februari 2021.", "the calendar has no day '29 februari 2021'"),
        (
            "en",
            "We meet on Tuesday, 31 March 2021.",
            "the weekday in 'Tuesday, 31 March 2021' is not that of the date: it is 'Wednesday' in 2021",
        ),
        (
            "en",
            "We meet on Friday the 31st of March.",
            "the weekday in 'Friday the 31st of March' is not that of the date: it is 'Wednesday' in 2021",
        ),
    ],
)
def test_a_day_that_the_calendar_does_not_have_is_found(tongue: str, text: str, message: str) -> None:
    assert [(one.code, one.message) for one in found(text, tongue)] == [("C611", message)]


@pytest.mark.parametrize(
    ("tongue", "text"),
    [
        ("sv", "Vi ses onsdagen den 31 mars 2021, onsdag 31 mars eller den 29 februari."),
        ("sv", "Det var måndag 2 november, och det var måndag 0 grader och tisdag 99 procent."),
        ("en", "We meet on Wednesday, 31 March 2021, or Wednesday the 31st of March, on 0 March or 31 Marches."),
    ],
)
def test_a_day_that_may_be_right_is_not_found(tongue: str, text: str) -> None:
    assert "C611" not in codes(text.replace("0 March", "1 March"), tongue)


@settings(max_examples=100, deadline=None)
@given(st.dates(dt.date(1900, 1, 1), dt.date(2199, 12, 31)))
def test_only_the_right_weekday_is_right(day: dt.date) -> None:
    names = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
    months = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ]

    right = [n for n in names if codes(f"On {n}, {day.day} {months[day.month - 1]} {day.year}.", "en") == []]

    assert right == [names[day.weekday()]]


def test_a_text_that_is_in_another_language_throughout_is_one_finding() -> None:
    (finding,) = found("The city is not a problem.\n\nIt is a place to be lived in.\n\nThat is what we have.")

    assert str(finding.place) == "sv.md:4:1"
    assert finding.hint.endswith("also on lines 6, 8")


@pytest.mark.parametrize(
    "block",
    [
        "```quote\ntext: Det är är bra.\n```",
        "```quote\nby: Åsa\ntext:    'Det är är bra'\n```",
        '```quote\ntext: "Det \\u00e4r är är bra"\n```',
        "~~~quote\ntext: >-\n  Nu är det\n  så att det\n  är är bra.\n~~~",
        "  ```quote\n  text: >-\n    Nu är det\n    är är bra.\n  ```",
        "```quote\r\ntext: |\r\n  *Nu* är är det bra.\r\n```",
        "```focus-areas\n- title: Är det\n  question: Hur?\n  text: |\n    Är det\n\n    - så\n    - är är\n```",
        "```partners\n- Är\n- name: Är\n```\n\nDet är är så.",
        "| Är | Var |\n|---|---|\n| är | var |\n| så | är är |",
        "Se noten.[^är]\n\n[^är]: Det är är så.",
        '![Är det](är.png "Så är är det")',
        "Är det. [Det](https://ar.example/ar?ar=ar) [was]{lang=en} är är så.",
    ],
)
def test_a_place_is_found_in_every_form_of_writing(block: str) -> None:
    checked = subject(f"Är det så? Ja.\n\n{block}\n")
    content = checked.sources.text.content
    typed = checked.sources.text.place(content.index("är är") + 3)

    assert [str(finding.place) for finding in language.check(checked)] == [str(typed)]


@pytest.mark.parametrize(("written", "around"), [("en", "sv"), ("sv", "en")])
def test_most_sentences_in_another_language_are_noticed(written: str, around: str) -> None:
    read = [text for folder in made.EDITIONS for text in texts(clean(folder, written, ()))]
    spoken = [
        sentence.words
        for text in read
        if text.form in (Form.PARAGRAPH, Form.LINE) and not text.is_foreign
        for sentence in sentences(text.words)
        if sentence.length > 3
    ]

    noticed = [words for words in spoken if "C620" in codes(words, around)]

    assert len(spoken) > 70
    assert len(noticed) > 0.85 * len(spoken)


@pytest.mark.parametrize("loan", ["state of the art", "Word of Mouth", "work in progress"])
def test_loans_are_not_noticed(loan: str) -> None:
    assert codes(f"Det är {loan} i dag.") == []


def test_a_language_that_is_given_and_wrong_is_found() -> None:
    (finding,) = found("[Det är inte nog för staden]{lang=en}, sa hon.")

    assert finding.hint == "the language that is given is not theirs; expected `sv`"


def test_a_placeholder_is_found_and_a_word_like_it_is_not() -> None:
    assert codes("TODO: skriv mer.") == ["C637"]
    assert codes("Todo el mundo.") == []
    assert codes("Rubrik här") == ["C637"]
    assert codes("Ni kan läsa en text här.") == []


@pytest.mark.parametrize("tongue", made.LANGUAGES)
@pytest.mark.parametrize("folder", made.EDITIONS, ids=lambda folder: folder.name)
def test_every_letter_of_an_edition_is_found_where_it_was_typed(folder: Path, tongue: str) -> None:
    edition = clean(folder, tongue, ())
    lines = edition.sources.text.content.split("\n")
    read = texts(edition)

    assert sum(len(text.words) for text in read) > 3000
    for text in read:
        for position, char in enumerate(text.words):
            place = text.place(position)
            if char.isalnum():
                assert lines[place.line - 1][place.column - 1] == char


_MARKS = st.sampled_from(
    [
        "*{}*",
        "**{}**",
        "[{}](https://x.example/ord?ord=1)",
        "[{}]{{lang=en}}",
        "{}",
        '"{}"',
        "({})",
        "{} -",
        "`{}`",
        "{} &amp; straße",
        "İ {} …",
        "漢 {}!",
    ]
)
_GAPS = st.sampled_from([" ", "\n", "\n\n", "\n\n- ", "\\\n", "\n\n> "])


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(_MARKS, _GAPS), min_size=1, max_size=25))
def test_a_place_always_points_at_the_word(pieces: list[tuple[str, str]]) -> None:
    body = "".join(mark.format(f"ord{number}a") + gap for number, (mark, gap) in enumerate(pieces))
    checked = subject(body)
    content = checked.sources.text.content

    told = {
        (found[0], str(text.place(found.start())))
        for text in texts(checked)
        for found in re.finditer(r"ord\d+a", text.words)
    }

    typed = {(found[0], str(checked.sources.text.place(found.start()))) for found in re.finditer(r"ord\d+a", content)}
    assert told == typed


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=300), st.sampled_from(["sv", "en", "de", "ar", "zh-Hant-TW"]))
def test_no_text_is_too_odd(body: str, tongue: str) -> None:
    for finding in found(body, tongue):
        assert finding.place.line >= 1


_LOOKED_FOR = (
    "\" ' “ ” „ « - -- – — . .. ... … , ; : ! ? ( ) [ ] { } 1 10 2021 kl. s. % kr € x m2 t ex the of and och att Ö .example "
    "30 Mars March A. B. TODO ’ ´ \u00a0 \n \n\n - # ## > | \\ ` * _ www. @ :) 漢 🚀 \u0301 \ufffc"
)
_SCRAPS = st.sampled_from(_LOOKED_FOR.split(" "))


@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(_SCRAPS, st.sampled_from(["", " ", "  "])), max_size=60), st.sampled_from(["sv", "en"]))
def test_scraps_of_all_that_is_looked_for_do_no_harm(scraps: list[tuple[str, str]], tongue: str) -> None:
    body = "".join(word + gap for word, gap in scraps)

    for finding in found(body, tongue):
        assert 1 <= finding.place.line <= body.count("\n") + 4
        assert finding.message


@pytest.mark.parametrize(
    "unit", ["a", "1", "1 ", "a  ", "AB ", ".", "a.", "1,", "1-2 ", "…", "”", "(", "a@", "the of ", "漢"]
)
def test_no_text_is_too_long(unit: str) -> None:
    started = time.perf_counter()

    found((unit * 20_000)[:19_000])

    assert time.perf_counter() - started < 5


@pytest.mark.parametrize("tongue", made.LANGUAGES)
@pytest.mark.parametrize("folder", made.EDITIONS, ids=lambda folder: folder.name)
def test_nothing_is_found_in_the_editions(folder: Path, tongue: str) -> None:
    assert list(language.check(clean(folder, tongue, ()))) == []


def test_all_of_it_is_advice() -> None:
    assert {str(rule.severity) for rule in language.RULES} == {"cosmetic"}
