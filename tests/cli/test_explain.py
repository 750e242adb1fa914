"""`publish explain` knows every code that is told anywhere."""

import json
import re

import pytest

from publish.check import FAMILIES, rules
from publish.cli.catalogue import catalogue
from tests import made
from tests.cli.conftest import Publish

SAMPLE = next(iter(rules().values()))


def test_every_code_that_is_told_is_known() -> None:
    package = made.ROOT / "publish"
    problems = {code for file in package.rglob("*.py") for code in re.findall(r"\"(E\d{3})\"", file.read_text("utf-8"))}

    assert problems | rules().keys() | {"C001", "C002", "C003", "C004"} == catalogue().keys()


def test_a_rule_is_told_with_its_reasons_its_sources_and_how_to_accept_it(publish: Publish) -> None:
    told = publish("explain", SAMPLE.code).stdout

    assert told.startswith(f"{SAMPLE.code}  {SAMPLE.asks}\n")
    assert SAMPLE.why.split(".", maxsplit=1)[0].split()[-1] in told
    assert all(source in told for source in SAMPLE.sources())
    assert f"  accept:\n    - code: {SAMPLE.code}\n" in told


def test_how_to_accept_it_can_be_copied_into_checks_yml(publish: Publish) -> None:
    import yaml

    told = publish("explain", SAMPLE.code).stdout
    example = told[told.index("  accept:") :].replace("YYYY-MM-DD", "2027-01-31")

    assert yaml.safe_load(example)["accept"][0].keys() == {"code", "at", "reason", "until"}


def test_a_problem_is_told_and_cannot_be_accepted(publish: Publish) -> None:
    assert publish("explain", "E104").stdout == (
        "E104  A field with this name is not known here; the hint gives the nearest name\n"
        "The text and what stands in it; a problem: nothing is made of it until it is mended\n"
    )


def test_a_rule_of_the_pdf_is_told_with_its_clauses(publish: Publish) -> None:
    told = publish("explain", "E514").stdout

    assert told.startswith("E514  The file has a language\n")
    assert told.endswith("asked for in\n  ISO 14289-1, 7.2\n  ISO 19005-3, 6.7.4\n")


@pytest.mark.parametrize("typed", ["e104", "[E104]", "E104:", " E104"])
def test_a_code_is_understood_as_it_is_copied_and_typed(publish: Publish, typed: str) -> None:
    assert publish("explain", typed).stdout.startswith("E104  ")


def test_several_codes_are_told_in_the_order_asked_and_once(publish: Publish) -> None:
    told = publish("explain", "e136", "c001", "E136", "E104").stdout

    assert re.findall(r"^([CE]\d{3})  ", told, re.MULTILINE) == ["E136", "C001", "E104"]


def test_every_unknown_code_is_told_with_the_nearest(publish: Publish) -> None:
    said = publish("explain", "E1044", "nonsense", "E104", code=2).stderr

    assert "there is no code `E1044`, did you mean `E104`?" in said
    assert "there is no code `NONSENSE`, `publish explain` lists all" in said


def test_without_a_code_all_are_listed_each_in_one_line_below_its_family(publish: Publish) -> None:
    lines = publish("explain").stdout.splitlines()

    assert sorted(re.findall(r"^  (\S+)", "\n".join(lines), re.MULTILINE)) == sorted(catalogue())
    titles = {line.partition(" (")[0] for line in lines if line[:1].isalpha()}
    assert {family.title for family in FAMILIES.values() if family.rules()} <= titles
    assert "Language (advice, never makes a run fail)" in lines


def test_machines_are_told_the_same(publish: Publish) -> None:
    (found,) = json.loads(publish("explain", "E514", "--json").stdout)

    assert found == {
        "code": "E514",
        "severity": "error",
        "group": "What PDF/UA-1 and PDF/A-3a ask of the file",
        "asks": "The file has a language",
        "why": "",
        "hint": found["hint"],
        "sources": ["ISO 14289-1, 7.2", "ISO 19005-3, 6.7.4"],
        "advice": False,
    }
    assert len(json.loads(publish("explain", "--json").stdout)) == len(catalogue())
