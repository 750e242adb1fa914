"""Every fault in the corpus is found at its line, and nothing else is; every rule has its fault."""

from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import pytest

from publish.check import FAMILIES, Family, findings, rules
from tests import made
from tests.check import corpus
from tests.check.corpus import Case, clean, found_in, place_of
from tests.check.corpus.conformance import DAMAGED

JUDGED = {"C404", "C405"}
"""What veraPDF alone can say; see test_pdf_checks_verapdf.py."""
CASES: tuple[Case, ...] = tuple(
    case
    for module in sorted(iter_modules(corpus.__path__), key=lambda module: module.name)
    for case in import_module(f"{corpus.__name__}.{module.name}").CASES
)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_fault_is_found_at_its_line(case: Case) -> None:
    found = found_in(case)
    baseline = _baseline(case)

    new = [finding for finding in found if (finding.code, finding.message) not in baseline]
    ours = [finding for finding in new if finding.code == case.code]
    expected = place_of(case)

    assert any(_is_at(str(finding.place), expected) for finding in ours), f"expected {expected}, found {new}"
    assert {finding.code for finding in new} <= {case.code, *case.also}, new


def _baseline(case: Case) -> set[tuple[str, str]]:
    family = [family for family in FAMILIES.values() if case.code.startswith(family.first)]
    return {(f.code, f.message) for f in findings(clean(made.FIRST, case.language, case.formats), family)}


def _is_at(place: str, expected: str) -> bool:
    return place == expected or place.startswith(f"{expected}:")


def test_the_corpus_is_large_and_every_name_stands_once() -> None:
    names = [str(case) for case in CASES]

    assert len(names) >= 80
    assert len(set(names)) == len(names)


def test_every_rule_has_a_fault_that_breaks_it() -> None:
    damaged = {file.code for file in DAMAGED}  # what no text and no template can do

    assert rules().keys() - {case.code for case in CASES} - damaged - JUDGED == set()


@pytest.mark.parametrize("family", FAMILIES.values(), ids=lambda family: family.name)
def test_codes_belong_to_their_family_and_stand_once(family: Family) -> None:
    codes = [rule.code for rule in family.rules()]

    assert len(set(codes)) == len(codes)
    assert all(code.startswith(family.first) and len(code) == 4 for code in codes)


@pytest.mark.parametrize("family", FAMILIES.values(), ids=lambda family: family.name)
@pytest.mark.parametrize("folder", made.EDITIONS, ids=lambda folder: folder.name)
@pytest.mark.parametrize("language", made.LANGUAGES)
def test_a_clean_edition_breaks_nothing(folder: Path, language: str, family: Family) -> None:
    found = [f for f in findings(clean(folder, language), [family]) if f.severity != "cosmetic"]

    assert not found
