"""
One source, one message: each text, number, name, date, link and text alternative is in every output.

The outputs are read back by libraries that did not make them (`tests/identity.py`).
"""

from pathlib import Path

import pytest

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
