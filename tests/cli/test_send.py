"""`publish send` and `publish status`: shown, confirmed, sent once, and told in sums that add up."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from pathlib import Path

import pytest

from publish.database import FILE, open_database
from publish.send.status import status
from tests.archive.making import EDITION, sealed, write_edition
from tests.cli.conftest import Publish
from tests.mail.misbehaving import Misbehaving, on, say
from tests.send.sink import Sink

ROOT = Path(__file__).parents[2]
LIST = """\
E-post;Namn;Språk;Samtycke;Källa;Datum
asa@exempel.se;Åsa Öberg;sv;ja;Årsmötet;2024-05-02
bob@example.org;Bob;en;ja;Webben;2024-05-03
bo@exempel.se;Bo;sv;;;
"""
EQUATION = "audience 2 = accepted 2 + rejected 0 + deferred 0 + uncertain 0 + suppressed 0\n"


@pytest.fixture
def ready(publish: Publish, workspace: Path) -> Path:
    """A workspace with a sealed edition, two members who may get it, and one who may not."""
    write_edition(workspace)
    sealed(workspace)
    (workspace / "m.csv").write_text(LIST, encoding="utf-8")
    publish("members", "import", "m.csv", "--yes", folder=workspace)
    return workspace


@contextmanager
def _started(root: Path, *arguments: str) -> Iterator["subprocess.Popen[str]"]:
    """The command in a process of its own, which does not outlive the test."""
    command = [sys.executable, "-m", "publish", *arguments]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(command, cwd=root, env=environment, text=True, stdout=-1, stderr=-1) as process:
        try:
            yield process
        finally:
            process.kill()


def _letters(root: Path) -> list[EmailMessage]:
    files = sorted((root / ".publish" / "outbox").glob("*.eml"))
    reader = BytesParser(policy=policy.default)
    return [reader.parsebytes(file.read_bytes()) for file in files]


def test_the_audience_is_shown_as_a_sum_and_each_gets_one_letter(publish: Publish, ready: Path) -> None:
    result = publish("send", EDITION, "--confirm", "2", folder=ready)

    assert "  members       3\n  - no consent  1\n  audience      2   2 in en\n" in result.stdout
    assert result.stdout.endswith(EQUATION)
    assert sorted(letter["To"] for letter in _letters(ready)) == ["Bob <bob@example.org>", "Åsa Öberg <asa@exempel.se>"]


def test_nobody_gets_it_twice_and_a_new_member_gets_it_later(publish: Publish, ready: Path) -> None:
    publish("send", EDITION, "--confirm", "2", folder=ready)
    again = publish("send", EDITION, "--confirm", "2", folder=ready)
    (ready / "new.csv").write_text(f"{LIST}ny@exempel.se;Ny;sv;ja;Webben;2026-01-01\n", encoding="utf-8")
    publish("members", "import", "new.csv", "--yes", folder=ready)
    publish("send", EDITION, "--confirm", "1", folder=ready)

    assert again.stderr == "everybody who may get it has it\n"
    assert len(_letters(ready)) == 3


@pytest.mark.parametrize("confirm", [["--confirm", "3"], []])
def test_without_the_right_number_nothing_is_sent(publish: Publish, ready: Path, confirm: list[str]) -> None:
    result = publish("send", EDITION, *confirm, folder=ready, code=1)

    assert result.stderr.endswith("nothing was sent\n")
    assert _letters(ready) == []


def test_what_is_not_sealed_is_not_sent(publish: Publish, workspace: Path) -> None:
    write_edition(workspace)

    result = publish("send", EDITION, "--confirm", "1", folder=workspace, code=1)

    assert "error[E885]" in result.stderr


def test_a_seal_that_was_tampered_with_is_not_sent(publish: Publish, ready: Path) -> None:
    file = ready / "dist" / "archive" / EDITION / "1" / "en" / "newsletter.html"
    file.chmod(0o644)
    file.write_text(file.read_text(encoding="utf-8").replace("News", "Fake"), encoding="utf-8")

    result = publish("send", EDITION, "--confirm", "2", folder=ready, code=1)

    assert "error[E716]" in result.stderr
    assert _letters(ready) == []


def test_a_rehearsal_makes_every_letter_and_leaves_no_trace_in_the_ledger(publish: Publish, ready: Path) -> None:
    before = (ready / FILE).read_bytes()

    result = publish("send", EDITION, "--rehearsal", folder=ready)

    assert "2 letters made and looked at, none sent" in result.stdout
    assert (ready / ".publish" / "rehearsal" / f"{EDITION}.en.eml").is_file()
    report = (ready / ".publish" / "rehearsal" / f"{EDITION}.report.txt").read_text(encoding="utf-8")
    assert "\naudience 2\n" in report
    assert report.endswith("problems 0\n")
    assert "@" not in report
    assert (ready / FILE).read_bytes() == before
    assert _letters(ready) == []
    assert publish("status", folder=ready).stderr.startswith("nothing was sent yet")
    assert [file.name for file in (ready / ".publish").glob("rehearsal-*")] == []


def test_a_test_letter_is_marked_and_leaves_nobody_off_the_list(publish: Publish, ready: Path) -> None:
    publish("send", EDITION, "--test", "me@example.org", "--as", "asa@exempel.se", folder=ready)

    (letter,) = _letters(ready)
    assert letter["Subject"].startswith("[Test] ")
    assert letter["To"] == "Åsa Öberg <me@example.org>"
    assert "publish.example" not in (letter["List-Unsubscribe"] or "")
    assert publish("status", folder=ready).stderr.startswith("nothing was sent yet")


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["--resolve", "ask"], 2, "--log FILE go together"),
        (["--log", "x.log"], 2, "go together"),
        (["--as", "1"], 2, "--as MEMBER needs --test"),
        (["--test", "a@b.se", "--rehearsal"], 2, "not both"),
        (["--at", "tomorrow"], 2, "expected a time like 2021-03-30 08:00"),
        (["--via", "ftp://x"], 1, "E860"),
        (["--test", "nobody", "--via", "outbox:"], 1, "E812"),
        (["--test", "me@example.org", "--as", "99"], 1, "E890"),
    ],
)
def test_mistakes_are_told_and_nothing_is_sent(
    publish: Publish, ready: Path, arguments: list[str], code: int, said: str
) -> None:
    result = publish("send", EDITION, *arguments, folder=ready, code=code)

    assert said in result.stderr
    assert "Traceback" not in result.stderr
    assert _letters(ready) == []


def test_a_letter_that_names_what_a_member_lacks_stops_before_the_first(publish: Publish, workspace: Path) -> None:
    write_edition(workspace, body="Dear %%first_name%%,\n\nText.")
    sealed(workspace)
    (workspace / "m.csv").write_text(LIST, encoding="utf-8")
    publish("members", "import", "m.csv", "--yes", folder=workspace)

    result = publish("send", EDITION, "--confirm", "2", folder=workspace, code=1)

    assert result.stderr.count("error[E889]") == 2
    assert _letters(workspace) == []


def test_the_status_is_a_sum_by_provider_and_names_who_was_refused(publish: Publish, ready: Path) -> None:
    with Misbehaving(on("rcpt", say("550 5.1.1 no such user"), recipient="bob@example.org")) as server:
        publish("send", EDITION, "--via", server.via, "--confirm", "2", folder=ready)

    shown = publish("status", folder=ready)
    machine = json.loads(publish("status", "--json", folder=ready).stdout)

    assert "Bob <bob@example.org>: 550 5.1.1 no such user" in shown.stdout
    assert "audience 2 = accepted 1 + rejected 1 + deferred 0 + uncertain 0 + suppressed 0" in shown.stdout
    (send,) = machine["sends"]
    assert (send["audience"], send["counts"]["accepted"], send["counts"]["rejected"]) == (2, 1, 1)
    assert send["providers"] == {"example.org": {"rejected": 1}, "exempel.se": {"accepted": 1}}
    assert "bob@" not in json.dumps(machine)


def test_who_is_uncertain_is_named_held_and_sent_the_same_octets_when_told_so(publish: Publish, ready: Path) -> None:
    from tests.mail.misbehaving import reset

    with (ready / "publish.yaml").open("a", encoding="utf-8") as file:
        file.write("\nsending:\n  pace: {connections: 1}\n")
    with Misbehaving(on("dot", reset(), message=0)) as server:
        first = publish("send", EDITION, "--via", server.via, "--confirm", "2", folder=ready, code=1)
        held = publish("send", EDITION, "--via", server.via, folder=ready, code=1)
        resent = publish("send", EDITION, "--via", server.via, "--resolve", "resend", folder=ready)

    assert "uncertain: it cannot be known whether they got it" in first.stdout
    assert "+ uncertain 1 +" in held.stdout
    assert resent.stdout.endswith(EQUATION)


def test_settings_that_change_during_a_send_are_told_and_stop_it(publish: Publish, ready: Path) -> None:
    with Misbehaving(on("rcpt", say("451 4.7.1 later"), recipient="bob@example.org")) as server:
        publish("send", EDITION, "--via", server.via, "--confirm", "2", "--wait", "0", folder=ready, code=1)
    file = ready / "publish.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("The Baltic Society", "Another Society"), encoding="utf-8")

    result = publish("send", EDITION, "--via", "smtp://127.0.0.1:1", folder=ready, code=1)

    assert "error[E888]" in result.stderr


def test_who_is_deferred_is_told_when_it_goes_on(publish: Publish, ready: Path) -> None:
    with Misbehaving(on("rcpt", say("451 4.7.1 greylisted"), recipient="bob@example.org")) as server:
        result = publish("send", EDITION, "--via", server.via, "--confirm", "2", "--wait", "0", folder=ready, code=1)

    assert "deferred letters are tried again from" in result.stdout
    assert "accepted 1 + rejected 0 + deferred 1" in result.stdout


@pytest.mark.parametrize(("how", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_send_that_is_stopped_finishes_what_is_under_way_and_goes_on_later(
    publish: Publish, ready: Path, how: signal.Signals, code: int
) -> None:
    people = "".join(f"m{n}@exempel.se;M;sv;ja;Webben;2026-01-01\n" for n in range(600))
    (ready / "many.csv").write_text(LIST + people, encoding="utf-8")
    publish("members", "import", "many.csv", "--yes", folder=ready)

    with Sink(answers_after=0.01) as sink:
        via = f"smtp://127.0.0.1:{sink.port}"
        with _started(ready, "send", EDITION, "--via", via, "--confirm", "602") as process:
            while not sink.copies:
                assert process.poll() is None
            process.send_signal(how)
            _, said = process.communicate(timeout=60)
        stopped = sink.copies
        publish("send", EDITION, "--via", via, folder=ready)

    assert process.returncode == code, said
    assert "finishing what is under way" in said
    assert 0 < stopped < 602
    assert (sink.copies, sink.twice) == (602, set())


def test_what_somebody_waits_for_has_not_begun(publish: Publish, ready: Path) -> None:
    with _started(ready, "send", EDITION, "--at", "2099-01-01 08:00", "--confirm", "2") as process:
        while not _is_frozen(ready):
            assert process.poll() is None
        shown = publish("status", folder=ready, code=1)
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=60)

    assert process.returncode == 130
    assert "starts 2099-01-01 08:00" in shown.stdout
    assert _letters(ready) == []


def _is_frozen(root: Path) -> bool:
    from publish.send.sends import all_sends

    with open_database(root).connect() as connection:
        return any(status(connection, send, 0).audience for send in all_sends(connection))


def test_who_is_forgotten_between_two_runs_gets_nothing_and_the_send_ends(publish: Publish, ready: Path) -> None:
    with Misbehaving(on("rcpt", say("451 4.7.1 later"), recipient="bob@example.org")) as server:
        publish("send", EDITION, "--via", server.via, "--confirm", "2", "--wait", "0", folder=ready, code=1)
        publish("members", "forget", "bob@example.org", "--yes", folder=ready)
        result = publish("send", EDITION, "--via", server.via, folder=ready)

    assert result.stdout.endswith("audience 2 = accepted 1 + rejected 0 + deferred 0 + uncertain 0 + suppressed 1\n")
    assert _letters(ready) == []


def test_who_tries_it_out_with_files_first_can_send_to_everybody_afterwards(publish: Publish, ready: Path) -> None:
    publish("send", EDITION, "--confirm", "2", folder=ready)
    with Misbehaving() as server:
        result = publish("send", EDITION, "--via", server.via, "--confirm", "2", folder=ready)

    assert sorted(letter.recipient for letter in server.accepted) == ["asa@exempel.se", "bob@example.org"]
    assert result.stdout.endswith(EQUATION)
    shown = publish("status", EDITION, folder=ready).stdout
    assert shown.count("the letters are files on this computer; nobody has got anything") == 1


def test_a_send_to_a_segment_does_not_go_on_as_one_to_everybody(publish: Publish, ready: Path) -> None:
    with Misbehaving(on("rcpt", say("451 4.7.1 later"))) as server:
        publish("send", EDITION, "--via", server.via, "--confirm", "2", "--wait", "0", folder=ready, code=1)
        result = publish("send", EDITION, "--via", server.via, "--segment", "board", folder=ready, code=1)

    assert "error[E893]" in result.stderr


def test_a_send_through_a_server_does_not_go_on_into_files(publish: Publish, ready: Path) -> None:
    with Misbehaving(on("rcpt", say("451 4.7.1 later"))) as server:
        publish("send", EDITION, "--via", server.via, "--confirm", "2", "--wait", "0", folder=ready, code=1)

    result = publish("send", EDITION, folder=ready, code=1)

    assert "error[E893]" in result.stderr
    assert _letters(ready) == []
