"""`publish doctor` as a person types it."""

import json
from pathlib import Path

import pytest

from publish.mail.doctor import DEMANDS, Answer
from tests.cli.conftest import Publish
from tests.mail.network import dns_server


def test_all_is_told_in_lines_that_programs_can_read(publish: Publish, workspace: Path) -> None:
    with dns_server({}) as server:
        told = publish("doctor", "--nameserver", server, folder=workspace, code=1)

    lines = told.stdout.splitlines()
    assert "✗ ways-back sending: not set: `bounces`, `unsubscribe-to`" in lines
    assert "    do:       set them under `sending` in publish.yaml" in lines
    assert "· relay sending.via: letters go into a folder, not to members" in lines
    assert any(line.startswith("? spf ") for line in lines)
    assert any("https://www.rfc-editor.org/rfc/rfc2369#section-3.2" in line for line in lines)
    assert "to put right" in told.stderr


def test_the_same_is_told_to_machines(publish: Publish, workspace: Path) -> None:
    with dns_server({}) as server:
        told = publish("doctor", "--json", "--nameserver", server, folder=workspace, code=1)

    report = json.loads(told.stdout)
    assert report["version"] == 1
    assert sum(report["summary"].values()) == len(report["answers"])
    assert {answer["check"] for answer in report["answers"]} <= {demand.name for demand in DEMANDS}
    assert all(answer["asks"] and answer["found"] for answer in report["answers"])


def test_a_terminal_gets_a_table(publish: Publish, workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("publish.cli.doctor.is_terminal", lambda: True)
    with dns_server({}) as server:
        told = publish("doctor", "--nameserver", server, folder=workspace, code=1)

    assert "✗ ways-back" in told.stdout
    assert "expected" in told.stdout


@pytest.mark.parametrize(
    ("verdicts", "code"),
    [("passed", 0), ("passed noted", 0), ("passed unknown", 1), ("passed failed", 1)],
)
def test_only_if_all_is_well_the_exit_code_says_so(
    publish: Publish, workspace: Path, monkeypatch: pytest.MonkeyPatch, verdicts: str, code: int
) -> None:
    demand = DEMANDS[0]
    made = {
        "passed": demand.passed("a", "b"),
        "noted": demand.noted("a", "b"),
        "unknown": demand.unknown("a", "[red]b[/]"),
        "failed": demand.failed("a", "b", "c", "d"),
    }
    answers: tuple[Answer, ...] = tuple(made[name] for name in verdicts.split())
    monkeypatch.setattr("publish.mail.doctor.diagnose", lambda _: answers)

    publish("doctor", folder=workspace, code=code)
    monkeypatch.setattr("publish.cli.doctor.is_terminal", lambda: True)
    told = publish("doctor", folder=workspace, code=code)

    assert ("[red]b[/]" in told.stdout) == ("unknown" in verdicts)


def test_a_server_that_is_none_is_not_understood(publish: Publish, workspace: Path) -> None:
    assert "takes an IP address" in publish("doctor", "--nameserver", "dns", folder=workspace, code=2).stderr
