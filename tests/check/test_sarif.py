"""SARIF as others read it: it follows the standard's schema, and a finding is the same one when its line moves."""

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft4Validator

from publish.build.check import Checked
from publish.check import Finding, Severity
from publish.check.coverage import Gap
from publish.check.wishes import Acceptance
from publish.cli.findings import told_once
from publish.cli.sarif import sarif
from publish.problems import Place, Problem

SCHEMA = json.loads((Path(__file__).parents[1] / "schemas" / "sarif-2.1.0-rtm.5.json").read_text(encoding="utf-8"))
STANDARD = Draft4Validator(SCHEMA)
PLACE = Place("content/2021-03-30-an-example/sv.md", 12, 3)
ALT = Finding(
    "C001",
    Severity.BREAKS,
    "the picture has no words",
    PLACE,
    "write them",
    ("WCAG 2.2, 1.1.1 Non-text Content (A)",),
    "index.html",
    "2021-03-30-an-example",
    "sv",
)
ACCEPTANCE = Acceptance("C001", "it is like this", dt.date(2027, 1, 1), Place("checks.yml", 2, 5))
UNREAD = Problem("E104", "unknown field `titel`", Place("content/x/sv.md", 2, 1), "did you mean `title`?")


def log(
    *findings: Finding,
    problems: tuple[Problem, ...] = (),
    accepted: tuple[tuple[Finding, Acceptance], ...] = (),
    gaps: tuple[Gap, ...] = (),
) -> dict[str, Any]:
    """The log of a check that found this; it follows the standard."""
    checked = Checked(problems, findings, accepted, {}, gaps)
    found = sarif(checked, told_once(checked))
    STANDARD.validate(found)
    return found


def results(found: dict[str, Any]) -> list[dict[str, Any]]:
    (run,) = found["runs"]
    return list(run["results"])


def test_a_run_that_found_nothing_is_a_log_too() -> None:
    found = log()

    assert (found["version"], results(found)) == ("2.1.0", [])


def test_a_finding_is_a_result_at_its_place() -> None:
    (result,) = results(log(ALT))

    assert result["ruleId"] == "C001"
    assert result["level"] == "error"
    assert result["message"] == {"text": "The picture has no words.\nWrite them"}
    assert result["locations"] == [
        {
            "physicalLocation": {
                "artifactLocation": {"uri": "content/2021-03-30-an-example/sv.md", "uriBaseId": "%SRCROOT%"},
                "region": {"startLine": 12, "startColumn": 3},
            }
        }
    ]
    assert result["properties"] == {
        "artefact": "index.html",
        "editions": [{"id": "2021-03-30-an-example", "languages": ["sv"]}],
        "evidence": ["WCAG 2.2, 1.1.1 Non-text Content (A)"],
    }


def test_a_problem_is_a_result_with_a_rule_too() -> None:
    found = log(problems=(UNREAD,))
    (result,) = results(found)
    rules = found["runs"][0]["tool"]["driver"]["rules"]

    assert (result["ruleId"], result["level"]) == ("E104", "error")
    assert rules[result["ruleIndex"]]["id"] == "E104"
    assert rules[result["ruleIndex"]]["shortDescription"]["text"].startswith("A field with this name is not known here")


def test_every_rule_stands_once_with_what_it_asks_and_how_much_it_weighs() -> None:
    rules = log()["runs"][0]["tool"]["driver"]["rules"]

    assert len({rule["id"] for rule in rules}) == len(rules)
    assert {rule["defaultConfiguration"]["level"] for rule in rules} <= {"error", "warning", "note"}
    assert all(rule["name"].isalnum() and rule["help"]["text"] for rule in rules)


@pytest.mark.parametrize(
    ("severity", "level"), [(Severity.BREAKS, "error"), (Severity.DEGRADES, "warning"), (Severity.COSMETIC, "note")]
)
def test_severities_are_levels(severity: Severity, level: str) -> None:
    (result,) = results(log(Finding("C001", severity, "x", PLACE)))

    assert result["level"] == level


def test_what_is_accepted_is_suppressed_and_says_why() -> None:
    (result,) = results(log(accepted=((ALT, ACCEPTANCE),)))

    assert result["suppressions"] == [
        {"kind": "external", "status": "accepted", "justification": "it is like this (until 2027-01-01)"}
    ]


def test_what_counts_is_not_suppressed() -> None:
    (result,) = results(log(ALT))

    assert "suppressions" not in result


@pytest.mark.parametrize(
    ("place", "region"),
    [
        (Place("publish.yaml"), None),
        (Place("publish.yaml", 3), {"startLine": 3}),
        (Place("publish.yaml", 3, 1), {"startLine": 3, "startColumn": 1}),
    ],
)
def test_what_has_no_line_gets_none(place: Place, region: object) -> None:
    (result,) = results(log(Finding("C001", Severity.BREAKS, "x", place)))

    assert result["locations"][0]["physicalLocation"].get("region") == region


@pytest.mark.parametrize(
    ("path", "location"),
    [
        ("content/å b/100%.md", {"uri": "content/%C3%A5%20b/100%25.md", "uriBaseId": "%SRCROOT%"}),
        ("a:b#c?d.md", {"uri": "a%3Ab%23c%3Fd.md", "uriBaseId": "%SRCROOT%"}),
        ("b\udce5d.md", {"uri": "b%E5d.md", "uriBaseId": "%SRCROOT%"}),
        ("/usr/lib/templates/page.html.j2", {"uri": "file:///usr/lib/templates/page.html.j2"}),
    ],
)
def test_paths_are_addresses(path: str, location: object) -> None:
    (result,) = results(log(Finding("C001", Severity.BREAKS, "x", Place(path))))

    assert result["locations"][0]["physicalLocation"]["artifactLocation"] == location


def test_a_finding_is_known_again_when_its_line_moves() -> None:
    def fingerprint(place: Place, message: str = "x") -> object:
        (result,) = results(log(Finding("C001", Severity.BREAKS, message, place)))
        return result["partialFingerprints"]

    assert fingerprint(PLACE) == fingerprint(Place(PLACE.path, 99, 1))
    assert fingerprint(PLACE) != fingerprint(Place("en.md", 12, 3))
    assert fingerprint(PLACE) != fingerprint(PLACE, "y")


def test_the_same_words_at_two_lines_are_two_findings() -> None:
    one, other = results(
        log(ALT, Finding("C001", Severity.BREAKS, ALT.message, Place(PLACE.path, 40, 1), "write them"))
    )

    assert one["partialFingerprints"] != other["partialFingerprints"]


def test_what_was_not_checked_is_noted() -> None:
    (invocation,) = log(gaps=(Gap("links", "external links", "--online follows them"),))["runs"][0]["invocations"]

    assert invocation["toolExecutionNotifications"] == [
        {"level": "note", "message": {"text": "Not checked: external links (--online follows them)."}}
    ]


@settings(deadline=None, max_examples=30)
@given(st.text(), st.text(), st.text(), st.integers(0, 10**6), st.integers(0, 10**6))
def test_whatever_is_quoted_the_log_follows_the_standard(
    message: str, hint: str, path: str, line: int, column: int
) -> None:
    found = log(Finding("C001", Severity.COSMETIC, message, Place(path or "x", line, column), hint))

    assert json.loads(json.dumps(found)) == found


def test_the_judge_is_awake() -> None:
    found = log(ALT)
    found["runs"][0]["results"][0]["level"] = "terrible"

    assert not STANDARD.is_valid(found)
