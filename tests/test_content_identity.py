"""
One source, one message: each text, number, name, date, link and text alternative is in every output.

The outputs are read back by libraries that did not make them (`tests/identity.py`).
"""

from pathlib import Path

import pytest

from publish.check import Options, Subject
from publish.check import identity as check_identity
from tests import identity, made
from tests.identity import Facts, Output

CASES = [
    pytest.param(folder, language, id=f"{folder.name}-{language}")
    for folder in made.EDITIONS
    for language in made.LANGUAGES
]
OUTPUTS = {
    "brochure.pdf": ("brochure", identity.read_pdf),
    "newsletter.html": ("newsletter", identity.read_html),
    "newsletter.txt": ("newsletter", identity.read_text),
    "index.html": ("web", identity.read_html),
}


@pytest.mark.parametrize(("folder", "language"), CASES)
@pytest.mark.parametrize("name", OUTPUTS)
def test_every_fact_of_the_source_is_in_the_output(folder: Path, language: str, name: str) -> None:
    facts = identity.facts_of(made.edition(folder, language))

    kind, read = OUTPUTS[name]
    output = read(made.files(folder, language, kind)[name])

    assert identity.missing(facts, output) == []


@pytest.mark.parametrize(("folder", "language"), CASES)
@pytest.mark.parametrize("name", OUTPUTS)
def test_every_text_stands_as_often_as_in_the_source(folder: Path, language: str, name: str) -> None:
    texts = identity.spoken(made.edition(folder, language))

    kind, read = OUTPUTS[name]
    output = read(made.files(folder, language, kind)[name])

    assert identity.too_seldom(texts, output) == []


@pytest.mark.parametrize(("folder", "language"), CASES)
@pytest.mark.parametrize("part", ["text", "html"])
def test_every_fact_is_in_both_parts_of_the_message(folder: Path, language: str, part: str) -> None:
    facts = identity.facts_of(made.edition(folder, language))

    output = identity.read_message(made.files(folder, language, "newsletter")["newsletter.eml"])[part]

    assert identity.missing(facts, output) == []


@pytest.mark.parametrize("folder", made.EDITIONS, ids=lambda folder: folder.name)
def test_both_languages_say_the_same_numbers_and_lead_to_the_same_places(folder: Path) -> None:
    swedish, english = (identity.facts_of(made.edition(folder, language)) for language in made.LANGUAGES)

    assert identity.numbers(swedish) == identity.numbers(english)
    assert sorted(swedish.links) == sorted(english.links)


@pytest.mark.parametrize("folder", made.EDITIONS, ids=lambda folder: folder.name)
def test_both_languages_have_the_same_names_and_dates(folder: Path) -> None:
    swedish, english = (made.edition(folder, language) for language in made.LANGUAGES)

    assert identity.names(swedish) == identity.names(english)
    assert identity.dates(swedish) == identity.dates(english)


def test_a_lost_fact_is_noticed() -> None:
    facts = Facts(texts=("40 %", "Ericsson"), links=("https://a.example/",), alts=("En bro",))

    lost = identity.missing(facts, Output("40\u00a0%", frozenset(), frozenset()))

    assert lost == ["text: Ericsson", "alt: En bro", "link: https://a.example/"]


def test_a_text_that_stands_too_seldom_is_noticed() -> None:
    texts = ["Skanska", "Skanska bygger", "JM"]

    assert identity.too_seldom(texts, Output("Skanska bygger. Skanska. JM", frozenset(), frozenset())) == []
    assert identity.too_seldom(texts, Output("Skanska bygger. JM", frozenset(), frozenset())) == ["Skanska"]


@pytest.mark.parametrize("name", [name for name in OUTPUTS if name != "brochure.pdf"])
def test_the_check_and_the_judge_agree_on_what_is_lost(name: str) -> None:
    """Two readers that share no code beside the edition's own types: take one text out, and both miss it."""
    edition = made.edition(made.SECOND, "sv")
    kind, read = OUTPUTS[name]
    data = made.files(made.SECOND, "sv", kind)[name].decode()
    for words in (
        "Distansarbetsplatserna",
        "Skärgårdsdagarna",
        "Tallmon",
        "sammanfattning",
        "riktnumret",
        "linjekartan",
    ):
        without = data.replace(words, "").encode()
        lost = identity.missing(identity.facts_of(edition), read(without))
        subject = Subject(edition, made.theme(), {kind: {name: without}}, Options(edition.date))

        assert any(words in text for text in lost)
        assert any(finding.code == "C501" for finding in check_identity.check(subject))
