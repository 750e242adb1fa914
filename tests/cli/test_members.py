"""`publish members` as a person types it."""

import json
import os
import pty
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import func, select

from publish.cli.members import COMMANDS, command
from publish.database import is_there, open_database
from publish.database.tables import member
from tests.cli.conftest import Publish

ROOT = Path(__file__).parents[2]
LIST = """\
E-post;Namn;Företag;Språk;Grupp;Anteckning
anna@ek.example;Anna Ek;Ek AB;sv;styrelsen;ringer
bo@gmial.com;Bo Ek;;en;;
ANNA@ek.example;Anna igen;;;;
fel;Fel;;;;
"""
AGREED = ("--consent", "membership", "--source", "the annual meeting", "--date", "2026-03-01")


@pytest.fixture
def list_(tmp_path: Path) -> str:
    file = tmp_path / "members.csv"
    file.write_bytes(LIST.encode("cp1252"))
    return str(file)


@pytest.fixture
def taken_in(publish: Publish, workspace: Path, list_: str) -> Path:
    publish("members", "import", list_, *AGREED, "--yes", folder=workspace, code=1)
    return workspace


def test_a_list_is_told_first_and_nothing_is_written(publish: Publish, workspace: Path, list_: str) -> None:
    told = publish("members", "import", list_, folder=workspace, code=1)

    assert told.stdout == (
        "new         2  nobody had the address\n"
        "changed     0\n"
        "kept        0\n"
        "unchanged   0\n"
        "suppressed  0\n"
        "refused     2  not taken in; see below\n"
    )
    assert told.stderr.splitlines()[:-1] == [
        f"{list_}: cp1252, `;` between cells, 4 rows",
        "columns that are left out: 'Anteckning'; --map 'HEADING=FIELD' takes one in",
        "2 of them cannot be written to: no consent is recorded; --consent, --source and --date record one",
        f"{list_}:4:1: refused[E814]: the same address as on line 2: 'ANNA@ek.example'",
        "  hint: leave one of the two rows",
        f"{list_}:5:1: refused[E812]: there is no @ in it: 'fel'",
        f"{list_}:3: look: the domain is gmial.com; was gmail.com meant?",
        "nothing is written yet; to take it in:",
    ]
    assert not (workspace / ".publish").exists()
    assert "there are no members yet" in publish("members", "list", folder=workspace).stderr


def test_members_are_taken_in_listed_and_shown(publish: Publish, taken_in: Path) -> None:
    listed = publish("members", "list", folder=taken_in)
    shown = publish("members", "show", "Anna@EK.example", folder=taken_in)

    assert [line.split()[0] for line in listed.stdout.splitlines()] == ["anna@ek.example", "bo@gmial.com"]
    assert "2 members" in listed.stderr
    assert "consent       given 2026-03-01: membership, the annual meeting" in shown.stdout
    assert "segments      styrelsen" in shown.stdout
    assert "written to    yes" in shown.stdout


def test_for_machines_a_report_has_no_addresses(publish: Publish, workspace: Path, list_: str) -> None:
    found = json.loads(publish("members", "import", list_, "--json", folder=workspace, code=1).stdout)

    assert found["new"] == 2
    assert found["refused"] == 2
    assert not found["written"]
    assert found["firstRefused"][0] == {
        "line": 4,
        "column": 1,
        "code": "E814",
        "reason": "the same address as on line 2",
    }
    assert "@ek" not in json.dumps(found)
    assert "gmial" not in json.dumps(found)


@pytest.mark.parametrize(("answer", "members"), [("y", 2), ("n", 0), ("", 0)])
def test_at_a_terminal_a_person_is_asked(workspace: Path, list_: str, answer: str, members: int) -> None:
    leader, follower = pty.openpty()
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": "200"}
    with subprocess.Popen(
        [sys.executable, "-m", "publish", "members", "import", list_],
        cwd=workspace, env=environment, stdin=follower, stdout=follower, stderr=follower,
    ) as process:  # fmt: skip
        os.close(follower)
        shown = _read_until(leader, b"[y/N]:")
        os.write(leader, f"{answer}\n".encode())
        shown += _read_until(leader, b"never")
        code = process.wait()
    os.close(leader)

    assert "Take in 2 new and 0 changed members?" in shown
    assert code == 1
    assert is_there(workspace) == bool(members)
    if members:
        with open_database(workspace).connect() as connection:
            assert connection.execute(select(func.count()).select_from(member)).scalar() == members


def _read_until(terminal: int, end: bytes) -> str:
    """What is shown on a terminal, up to *end* or to its end."""
    shown = b""
    while end not in shown:
        try:
            data = os.read(terminal, 4096)
        except OSError:  # nobody writes to it any more
            break
        shown += data
    return shown.decode()


def test_all_that_is_told_is_written_to_a_file(publish: Publish, workspace: Path, list_: str, tmp_path: Path) -> None:
    report = tmp_path / "report.csv"
    publish("members", "import", list_, "--report", str(report), folder=workspace, code=1)

    assert report.read_text("utf-8-sig").splitlines() == [
        "line;column;result;code;reason;hint;found",
        "4;1;refused;E814;the same address as on line 2;leave one of the two rows;ANNA@ek.example",
        "5;1;refused;E812;there is no @ in it;;fel",
        "3;1;look;;the domain is gmial.com;was gmail.com meant?;",
    ]
    assert report.stat().st_mode & 0o777 == 0o600
    again = publish("members", "import", list_, "--report", str(report), folder=workspace, code=1)
    assert "error[E826]" in again.stderr


def test_a_hostile_cell_does_nothing_to_the_terminal(publish: Publish, workspace: Path, tmp_path: Path) -> None:
    file = tmp_path / "members.csv"
    file.write_text("E-post;\x1b[31mNamn\n\x1b]0;x\x07" + "y" * 100 + ";a\n", encoding="utf-8")

    told = publish("members", "import", str(file), folder=workspace, code=1)

    assert "\x1b" not in told.output
    assert "\x07" not in told.output
    assert "\\u{1b}" in told.stderr


def test_a_second_list_with_update_replaces_and_says_what(publish: Publish, taken_in: Path, tmp_path: Path) -> None:
    file = tmp_path / "again.csv"
    file.write_text("Adress;Namn\nanna@ek.example;Anna Ny\nbo@gmial.com;Bo Ek\n", encoding="utf-8")
    options = ("members", "import", str(file), "--map", "Adress=address")

    kept = publish(*options, "--yes", folder=taken_in)
    new = publish(*options, "--update", "--yes", folder=taken_in)

    assert "kept        1  the list says something else; it stays: name 1\n" in kept.stdout
    assert "changed     1  something is added or replaced: name 1\n" in new.stdout
    assert "taken in: 0 new, 1 changed" in new.stderr
    assert "Anna Ny" in publish("members", "show", "anna@ek.example", folder=taken_in).stdout


def test_who_said_no_stays_out_and_it_can_be_proven(publish: Publish, taken_in: Path, list_: str) -> None:
    done = publish("members", "suppress", "bo@gmial.com", "--evidence", "phoned on 3 March", folder=taken_in)
    again = publish("members", "import", list_, "--yes", folder=taken_in, code=1)
    proof = publish("members", "prove", "bo@gmial.com", folder=taken_in)
    machine = json.loads(publish("members", "prove", "bo@gmial.com", "--json", folder=taken_in).stdout)

    assert done.stdout == "suppressed: manual\n"
    assert "suppressed  1  never written to again; left as they are\n" in again.stdout
    assert "membership, the annual meeting" in proof.stdout
    assert "manual; never written to again: phoned on 3 March" in proof.stdout
    assert "the chain of all 3 consents is whole" in proof.stderr
    assert [row["action"] for row in machine["history"]] == ["given", "withdrawn"]
    assert machine["suppressed"]["reason"] == "manual"
    assert publish("members", "suppress", "bo@gmial.com", "--lift", folder=taken_in).stdout == "manual no longer\n"


def test_who_is_forgotten_is_nowhere(publish: Publish, taken_in: Path, list_: str) -> None:
    refused = publish("members", "forget", "anna@ek.example", folder=taken_in, code=1)
    done = publish("members", "forget", "anna@ek.example", "--yes", folder=taken_in)
    again = publish("members", "import", list_, "--yes", folder=taken_in, code=1)
    shown = publish("members", "show", "anna@ek.example", folder=taken_in, code=1)

    assert "Nobody can undo it" in refused.output
    assert done.stdout == "forgotten\n"
    assert "the address is in no file of .publish/publish.db" in done.stderr
    assert "refused[E815]" in again.stderr
    assert "error[E820]" in shown.stderr
    assert not [
        file for file in (taken_in / ".publish").rglob("*") if file.is_file() and b"anna" in file.read_bytes().lower()
    ]


def test_tampering_with_consent_is_told_and_fails(publish: Publish, taken_in: Path) -> None:
    with sqlite3.connect(taken_in / ".publish" / "publish.db") as connection:
        connection.execute("update consent set given = '2020-01-01' where number = 1")
    connection.close()

    assert "error[E823]" in publish("members", "prove", "bo@gmial.com", folder=taken_in, code=1).stderr


def test_segments_are_made_by_who_belongs_to_them(publish: Publish, taken_in: Path) -> None:
    changed = publish("members", "segment", "vår", "--add", "bo@gmial.com", "--add", "anna@ek.example", folder=taken_in)

    assert changed.stdout == "vår: 2 added, 0 removed, 2 now\n"
    assert publish("members", "segment", folder=taken_in).stdout == "styrelsen  1\nvår  2\n"
    assert "error[E825]" in publish("members", "list", "--segment", "var", folder=taken_in, code=1).stderr


def test_an_export_lies_outside_and_can_be_taken_in_again(publish: Publish, taken_in: Path, tmp_path: Path) -> None:
    inside = publish("members", "export", "members.csv", folder=taken_in, code=1)
    done = publish("members", "export", str(tmp_path / "all.csv"), folder=taken_in)
    again = publish("members", "import", str(tmp_path / "all.csv"), "--update", "--yes", folder=taken_in)

    assert "error[E826]" in inside.stderr
    assert done.stdout == f"{tmp_path / 'all.csv'}: 2 members\n"
    assert "unchanged   2" in again.stdout


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--map", "Namn"), "HEADING=FIELD"),
        (("--map", "Namn=nam"), "first-name"),
        (("--consent", "membership"), "--source and --date"),
        (("--consent", "membership", "--source", "x", "--date", "i våras"), "2024-05-17"),
        (("--language", "klingon"), "like sv or en"),
        (("--encoding", "rot13"), "mac-roman"),
        (("--segment", "a, b"), "without commas"),
    ],
)
def test_options_that_make_no_sense_are_told(
    publish: Publish, workspace: Path, list_: str, arguments: tuple[str, ...], words: str
) -> None:
    assert words in publish("members", "import", list_, *arguments, folder=workspace, code=2).output


def test_evidence_holds_no_address(publish: Publish, taken_in: Path) -> None:
    told = publish(
        "members", "suppress", "bo@gmial.com", "--evidence", "mail from bo@gmial.com", folder=taken_in, code=2
    )

    assert "write no address into it" in told.output


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_with_examples(publish: Publish, name: str) -> None:
    found = command.get_command(None, name)  # type: ignore[arg-type]
    output = publish("members", name, "--help").output

    assert found
    assert (found.help or "").strip().splitlines()[0] == COMMANDS[name]
    assert f"Examples:\n    publish members {name}" in output
    assert [p.name for p in found.params if p.param_type_name == "option" and not getattr(p, "help", "")] == []
