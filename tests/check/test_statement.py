"""The accessibility statement says what was found, no more, in both languages and in words that people use."""

import datetime as dt
import re
import shutil
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publish.check import Finding, Rule, Severity, Subject, wcag
from publish.check.accessibility import structure
from publish.check.accessibility.statement import checked_criteria, plain, statement, texts
from publish.edition import Edition
from publish.formats import FORMATS
from publish.markdown import read_line, typeset
from publish.problems import Place
from publish.prose import plain as words_of
from publish.source import read_edition
from publish.theme import Theme
from publish.workspace import Publisher, open_workspace
from tests import made
from tests.check.corpus import TODAY

NAME = "2026-11-23-tillganglighet"
PUBLISHER = Publisher(
    "Stockholms Handelskammare",
    "En medlemsorganisation.",
    "Stockholm",
    "info@handelskammaren.example",
    "+46 8 555 100 00",
    "https://www.handelskammaren.example/",
)


def finding(*criteria: str, artefact: str = "newsletter.html", severity: Severity = Severity.BREAKS) -> Finding:
    """Something that was found in the first edition."""
    rule = Rule("C399", severity, "Something is right", "Because.", criteria)
    found = rule.finding("it is wrong", Place("sv.md", 3), artefact=artefact)
    return replace(found, edition=made.FIRST.name, language="sv")


ALT, LINK, PDF = (
    finding("1.1.1"),
    finding("2.4.4", "3.2.4", artefact="index.html"),
    finding("1.3.1", artefact="brochure.pdf"),
)


def written(
    findings: Sequence[Finding] = (),
    accepted: Sequence[tuple[Finding, str]] = (),
    *,
    language: str = "sv",
    editions: Sequence[str] = ("Partnerskap för Stockholm, 30 mars 2021",),
    publisher: Publisher = PUBLISHER,
) -> str:
    return statement(
        publisher=publisher, language=language, editions=editions, findings=findings, accepted=accepted, today=TODAY
    )


def read(text: str, language: str, folder: Path) -> Edition:
    """The statement as an edition of its own."""
    content = folder / "content" / NAME
    content.mkdir(parents=True, exist_ok=True)
    (content / f"{language}.md").write_text(text, encoding="utf-8")
    return read_edition(content, language, root=folder, icons=frozenset())


VARIANTS = {
    "nothing found": ([], []),
    "something found": ([ALT, LINK, PDF, ALT], []),
    "everything accepted": ([], [(ALT, "Bilderna byts i vår, till 2027-05-01")]),
    "both": ([ALT, PDF], [(LINK, "Ligger hos leverantören, till 2027-01-31.")]),
}
ALL = pytest.mark.parametrize("variant", VARIANTS)
BOTH = pytest.mark.parametrize("language", ["sv", "en"])


@ALL
@BOTH
def test_our_own_reader_reads_it_as_an_edition(variant: str, language: str, tmp_path: Path) -> None:
    edition = read(written(*VARIANTS[variant], language=language), language, tmp_path)

    assert edition.title == texts()[language].title
    assert edition.date == TODAY
    assert len(edition.chapters) >= 7


@ALL
@BOTH
def test_it_cites_the_criteria_that_were_not_met_and_no_others(variant: str, language: str) -> None:
    findings, accepted = VARIANTS[variant]
    expected = {
        match[1]
        for one in (*findings, *(found for found, _ in accepted))
        for line in one.evidence
        if (match := re.match(r"WCAG 2\.2, ([0-9.]+)", line))
    }
    text = written(findings, accepted, language=language)

    assert set(re.findall(r"(?<![0-9.V])[1-4]\.[0-9]\.[0-9]{1,2}(?![0-9.])", text)) == expected


@BOTH
def test_nothing_found_is_told_as_far_as_machines_can_tell(language: str) -> None:
    text = written(language=language)

    assert texts()[language].fully in text
    assert texts()[language].shortcomings not in text
    assert texts()[language].accepted not in text
    assert f"{len(checked_criteria())} " in text


@BOTH
def test_what_was_found_is_told_with_its_place_and_clause(language: str) -> None:
    text = written([ALT, ALT, LINK], language=language)

    assert texts()[language].partly in text
    assert "### 1.1.1 " in text
    assert "EN 301 549 10.1.1.1" in text
    assert "EN 301 549 9.2.4.4" in text
    assert re.search(r"- 2 (ställen|places): .*2021-03-30-partnerskap-for-stockholm", text)
    assert texts()[language].newsletter in text


@BOTH
def test_what_was_accepted_keeps_its_reason_and_counts_as_a_shortcoming(language: str) -> None:
    text = written([], [(ALT, "Bilderna byts i vår, till 2027-05-01")], language=language)

    assert texts()[language].partly in text
    assert texts()[language].fully not in text
    assert "Bilderna byts i vår, till 2027-05-01." in text
    assert texts()[language].criteria["1.1.1"][1] in text


@BOTH
def test_shortcomings_in_most_of_what_was_checked_are_no_conformance(language: str) -> None:
    text = written([finding(number) for number in checked_criteria()], language=language)

    assert texts()[language].not_ in text


@BOTH
def test_polish_and_what_is_not_in_wcag_are_no_shortcomings(language: str) -> None:
    polish = finding("1.1.1", severity=Severity.COSMETIC)
    text = written([polish, finding()], [(polish, "strunt")], language=language)

    assert text == written(language=language)


def test_a_criterion_without_words_of_ours_is_told_in_those_of_the_standard() -> None:
    new = replace(ALT, evidence=("WCAG 2.2, 3.3.8 Accessible Authentication (Minimum) (AA)",))
    text = written([new])

    assert "### 3.3.8 Accessible Authentication (Minimum)\n" in text
    assert "Finns i nyhetsbrevet." in text


def test_without_editions_nothing_is_claimed() -> None:
    text = written(editions=())

    assert texts()["sv"].covers_nothing in text
    assert texts()["sv"].fully not in text
    assert texts()["sv"].tested_none in text


@pytest.mark.parametrize("language", ["fi", "nb", "ar"])
def test_other_languages_get_english_and_a_word_about_it(language: str) -> None:
    text = written([ALT], language=language)

    assert texts()["en"].note in text
    assert texts()["en"].title in text
    assert texts()["en"].note not in written([ALT], language="en")


def test_a_regional_language_gets_its_own_words() -> None:
    assert written(language="sv-FI") == written(language="sv")


@BOTH
def test_it_says_how_to_report_and_who_would_supervise(language: str) -> None:
    text = written(language=language)

    assert "[info@handelskammaren.example](mailto:info@handelskammaren.example)" in text
    assert "(tel:+46855510000)" in text
    assert "Digg" in text
    assert "(2018:1937)" in text
    assert re.search(r"^(Om|If) ", text, re.MULTILINE)
    assert {"sv": "23\u00a0november\u00a02026", "en": "23\u00a0November\u00a02026"}[language] in text


def test_a_publisher_without_a_telephone_gives_none() -> None:
    assert "tel:" not in written(publisher=replace(PUBLISHER, phone=""))


@ALL
@BOTH
def test_its_typography_is_that_of_the_language(variant: str, language: str) -> None:
    text = written(*VARIANTS[variant], language=language)
    prose = re.sub(r"`[^`]*`|\([a-z]+:\S+\)", "x", text.partition("\n---\n")[2])

    assert not re.search(r"[\"']| -- | - (?!\S*$)(?<=\w - )|\.\.\.|[^\S\n]{2}| [.,;:]", prose)
    assert "\n\n\n" not in text
    for line in prose.splitlines():
        bare = line.lstrip("#- ")
        assert typeset(bare, language).replace("\u00a0", " ") == bare.replace("\u00a0", " ")


def test_both_languages_say_something_about_every_criterion_that_is_checked_anywhere() -> None:
    for language, text in texts().items():
        assert text.criteria.keys() == wcag.NUMBERS, language


def test_both_languages_fill_in_the_same_facts() -> None:
    sv, en = (text.model_dump() for text in texts().values())

    for name, words in sv.items():
        if isinstance(words, str):
            assert set(re.findall(r"\{\w+\}", words)) == set(re.findall(r"\{\w+\}", en[name])), name


def test_it_is_itself_an_accessible_page(tmp_path: Path) -> None:
    shutil.copyfile(made.ROOT / "publish.yaml", tmp_path / "publish.yaml")
    theme = Theme(open_workspace(tmp_path))
    for language in made.LANGUAGES:
        edition = read(written(*VARIANTS["both"], language=language), language, tmp_path)
        files = {"web": {one.name: one.data for one in FORMATS["web"].render(edition, theme)}}
        from publish.check import Options

        assert list(structure.check(Subject(edition, theme, files, Options(TODAY)))) == []


@given(st.text(st.characters(exclude_categories=("Cs", "Cc", "Cf", "Zl", "Zp", "Zs")), min_size=1, max_size=30))
def test_words_of_others_are_just_words(text: str) -> None:
    children, _ = read_line(plain(text), "sv")

    assert _letters(words_of(children)) == _letters(text)


def _letters(text: str) -> str:
    """Without what typography changes."""
    return re.sub(r"[\s\"'”’–-]", "", text).replace("…", "...")


def test_hostile_names_and_reasons_stay_words(tmp_path: Path) -> None:
    evil = "[klicka](javascript:x) <script>alert(1)</script> *fet* `kod` # rubrik\n## Ny rubrik\n- punkt"
    text = written([ALT], [(LINK, evil)], editions=[evil], publisher=replace(PUBLISHER, name="A & B *C*"))
    edition = read(text, "sv", tmp_path)

    assert "Ny rubrik" not in [chapter.title for chapter in edition.chapters]
    assert "\n## Ny rubrik" not in text


def test_a_date_is_written_as_people_write_it() -> None:
    text = statement(
        publisher=PUBLISHER, language="en", editions=["x"], findings=[], accepted=[], today=dt.date(2027, 1, 2)
    )

    assert "2\u00a0January\u00a02027" in text
    assert "\ndate: 2027-01-02\n" in text
