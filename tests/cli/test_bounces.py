"""`publish bounces` as a person types it."""

import json
from pathlib import Path

import pytest

from tests.bounces.corpus import ADDRESS, CASES
from tests.bounces.making import made, maildir, mbox, standing
from tests.cli.conftest import Publish

BY_NAME = {case.name: case for case in CASES}
MAILS = [BY_NAME[name].octets for name in ("postfix-unknown", "gmail-dmarc", "automatiskt-svar", "spam", "complaint")]


def test_what_came_back_is_told_and_done(publish: Publish, workspace: Path) -> None:
    engine = made(workspace)
    box = maildir(workspace, *MAILS)

    result = publish("bounces", "--from", f"maildir:{box.folder}", folder=workspace)

    lines = result.stdout.splitlines()
    assert lines[:9] == [
        "hard             1  there is no such mailbox",
        "soft             0",
        "about-us         1  they refuse us, not the member; `publish doctor` may tell why",
        "delayed          0",
        "delivered        0",
        "auto-reply       1  a machine answered",
        "complaint        1  a reader called it spam",
        "unsubscribe      0",
        "unknown          1  nothing that can be told",
    ]
    assert [line.partition(";")[0] for line in lines[9:]] == [
        "member 1, Member 1: not written to any more: bounced",
        "member 1, Member 1: not written to any more: complained",
    ]
    assert result.stderr == "1 left in the mailbox, for a person to look at\n"
    assert standing(engine) == "complained"


def test_a_dry_run_changes_nothing(publish: Publish, workspace: Path) -> None:
    engine = made(workspace)
    box = maildir(workspace, *MAILS)

    told = publish("bounces", "--from", f"maildir:{box.folder}", "--dry-run", folder=workspace)

    assert told.stderr.endswith("nothing was changed\n")
    assert standing(engine) == ""
    assert len(list((box.folder / "new").iterdir())) == len(MAILS)
    assert told.stdout == publish("bounces", "--from", f"maildir:{box.folder}", folder=workspace).stdout


def test_an_mbox_file_is_read_and_left_as_it_is(publish: Publish, workspace: Path) -> None:
    engine = made(workspace)
    box = mbox(workspace, *MAILS)
    before = box.file.read_bytes()

    publish("bounces", "--from", f"mbox:{box.file}", folder=workspace)
    again = publish("bounces", "--from", f"mbox:{box.file}", folder=workspace)

    assert box.file.read_bytes() == before
    assert standing(engine) == "complained"
    assert again.stderr.splitlines()[0] == "4 had been dealt with before"


def test_for_machines_nobody_is_named(publish: Publish, workspace: Path) -> None:
    made(workspace)
    box = mbox(workspace, *MAILS)

    text = publish("bounces", "--from", f"mbox:{box.file}", "--json", folder=workspace).stdout
    found = json.loads(text)

    assert found["written"]
    assert found["kinds"]["hard"] == 1
    assert found["actions"] == {"left": 1, "nothing": 2, "suppressed": 2}
    assert found["members"][0] == {
        "member": 1, "kind": "hard", "action": "suppressed", "reason": "bounced", "status": "5.1.1"
    }  # fmt: skip
    assert ADDRESS not in text
    assert "Member 1" not in text


def test_who_asks_to_leave_without_a_proof_is_told_of(publish: Publish, workspace: Path) -> None:
    engine = made(workspace)
    box = maildir(workspace, BY_NAME["asks-to-leave-and-proves-nothing"].octets)

    told = publish("bounces", "--from", f"maildir:{box.folder}", folder=workspace).stderr

    assert told.splitlines() == [
        "new/1617000000.M1P1.host: unsubscribe, but nothing proves about whom",
        "1 left in the mailbox, for a person to look at",
    ]
    assert standing(engine) == ""


@pytest.mark.parametrize("url", ["imap://host", "maildir", "mbox:", ""])
def test_another_kind_of_mailbox_is_not_understood(publish: Publish, workspace: Path, url: str) -> None:
    assert "expected maildir:DIR or mbox:FILE" in publish("bounces", "--from", url, folder=workspace, code=2).stderr


@pytest.mark.parametrize("url", ["maildir:nowhere", "mbox:nowhere", "mbox:publish.yaml"])
def test_a_mailbox_that_is_none_is_refused(publish: Publish, workspace: Path, url: str) -> None:
    made(workspace)

    assert "error[E900]" in publish("bounces", "--from", url, folder=workspace, code=1).stderr


def test_what_is_done_is_told_even_if_something_goes_wrong_then(publish: Publish, workspace: Path) -> None:
    engine = made(workspace)
    box = maildir(workspace, *MAILS)
    (box.folder / ".done").write_bytes(b"")

    told = publish("bounces", "--from", f"maildir:{box.folder}", folder=workspace, code=1)

    assert told.stdout.startswith("member 1, Member 1: not written to any more: bounced;")
    assert "error[E902]" in told.stderr
    assert standing(engine) == "bounced"


def test_where_nobody_was_written_to_nothing_is_made(publish: Publish, workspace: Path) -> None:
    box = mbox(workspace, *MAILS)

    assert "nobody was written to" in publish("bounces", "--from", f"mbox:{box.file}", folder=workspace).stderr
    assert not (workspace / ".publish").exists()
