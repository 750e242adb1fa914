"""From a list and a sealed edition into mailboxes, through a real Postfix."""

import datetime as dt
import os
import signal
import smtplib
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import func, select

from publish.cli import starters
from publish.database import open_database, secret, tables
from publish.mail.dkim import Key, read_key
from publish.mail.tokens import of_return_path
from publish.send.relaylog import read_log
from publish.workspace import open_workspace
from tests.mail import reading
from tests.mail.signed import is_verified
from tests.send.postfix import DOMAIN, Postfix, postfix, why_not

ROOT = Path(__file__).parents[2]
EDITION = "2026-03-01-var"
TITLES = {"sv": "Våren är här med åtta råd för öbor", "en": "Spring is here, and it is “naïve” to think otherwise"}
KNOWN = {"anna": "sv", "asa": "sv", "bob": "en"}
LIST = f"""\
E-post;Namn;Förnamn;Språk;Samtycke;Källa;Datum
anna@{DOMAIN};Anna Ek;Anna;sv;ja;formuläret;2025-01-01
asa@{DOMAIN};Åsa Öberg Ångström;Åsa;sv;ja;formuläret;2025-01-01
bob@{DOMAIN};Bob Hill;Bob;en;medlem;registret;2025-01-01
okand@{DOMAIN};Ove Känd;Ove;en;ja;formuläret;2025-01-01
utan@{DOMAIN};Ulla Tan;Ulla;en;;;
"""
SENDING = """
sending:
  bounces: studs@newsletter.example
  unsubscribe-to: avreg@newsletter.example
  service-url: https://brev.newsletter.example
  feedback-id: baltic
  pace: {connections: 3}
  dkim:
    - domain: newsletter.example
      selector: news2026
      key: .publish/dkim/news2026.newsletter.example.pem
"""

pytestmark = pytest.mark.skipif(bool(why_not()), reason=why_not() or "Postfix is here")


def _command(root: Path, *arguments: str) -> "subprocess.Popen[str]":
    """`publish` as somebody types it in *root*."""
    return subprocess.Popen(
        [sys.executable, "-m", "publish", *arguments],
        cwd=root,
        env=os.environ | {"PYTHONPATH": str(ROOT), "COLUMNS": "200"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def _publish(root: Path, *arguments: str, code: int = 0) -> str:
    """What it says on standard output; *code* is expected."""
    process = _command(root, *arguments)
    said, errors = process.communicate(timeout=120)
    assert process.returncode == code, said + errors
    return said


def _ready_to_send(root: Path, members: str) -> None:
    """A workspace with a sealed edition, a key and *members*, made with the commands that people use."""
    for language, title in TITLES.items():
        folder = root / "content" / EDITION
        folder.mkdir(parents=True, exist_ok=True)
        head = f"---\ntitle: {title}\ndate: 2026-03-01\ncategory: News\nstandfirst: Isen har gått. {language}\n---\n"
        body = f"Hej %%first_name%%!\n\n{'Blåbär, ål och ärtor i hela Österåker. ' * 20}\n\nSlutordet{language}"
        (folder / f"{language}.md").write_text(f"{head}\n{body}\n", encoding="utf-8")
    _publish(root, "dkim", "new", "--selector", "news2026")
    with (root / "publish.yaml").open("a", encoding="utf-8") as settings:
        settings.write(SENDING)
    _publish(root, "archive", "seal", EDITION)
    (root / "members.csv").write_text(members, encoding="utf-8")
    _publish(root, "members", "import", "members.csv", "--yes")


def _send(root: Path, relay: Postfix, confirm: int, *arguments: str, code: int = 0) -> str:
    said = _publish(root, "send", EDITION, "--via", relay.url, "--confirm", str(confirm), *arguments, code=code)
    relay.wait_until_empty()
    return said


def _key(root: Path) -> Key:
    return read_key(root, open_workspace(root).settings.sending.dkim[0])


def _codes(root: Path) -> dict[str, bytes]:
    """By the first part of the address, what stands for a member in return paths."""
    with open_database(root).connect() as connection:
        rows = connection.execute(select(tables.member.c.address, tables.member.c.code)).all()
    return {row.address.partition("@")[0]: row.code for row in rows}


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Postfix, str]]:
    """A workspace, its relay, and what was said as the edition was sent to five members."""
    root = tmp_path_factory.mktemp("sent")
    (root / "publish.yaml").write_bytes(starters.settings("Östersjösällskapet"))
    _ready_to_send(root, LIST)
    with postfix(tuple(KNOWN)) as relay:
        yield root, relay, _send(root, relay, 4)


def test_everybody_who_is_known_and_has_consented_has_one_letter(sent: tuple[Path, Postfix, str]) -> None:
    _, relay, said = sent

    assert {name: len(relay.mailbox(name)) for name in KNOWN} == dict.fromkeys(KNOWN, 1)
    assert relay.letters == len(KNOWN)
    assert "- no consent  1" in said
    assert said.endswith("audience 4 = accepted 3 + rejected 1 + deferred 0 + uncertain 0 + suppressed 0\n")


@pytest.mark.parametrize(("name", "language"), KNOWN.items())
def test_what_arrives_is_what_was_sealed(sent: tuple[Path, Postfix, str], name: str, language: str) -> None:
    root, relay, _ = sent
    first_name = {"anna": "Anna", "asa": "Åsa", "bob": "Bob"}[name]

    letter = reading.read(relay.mailbox(name)[0])

    link, written = reading.uris(letter.headers["List-Unsubscribe"])
    folder = root / "dist" / "archive" / EDITION / "1" / language
    for part, kind in ((letter.text, "txt"), (letter.html, "html")):
        sealed = (folder / f"newsletter.{kind}").read_bytes().decode()
        assert part == sealed.replace("%%first_name%%", first_name).replace("%%unsubscribe_url%%", link)
        assert f"Slutordet{language}" in part
    assert link.startswith("https://brev.newsletter.example/u/")
    assert written.startswith("mailto:avreg@newsletter.example?subject=unsubscribe")


@pytest.mark.parametrize(("name", "language"), KNOWN.items())
def test_headers_and_signature_are_whole_after_the_way(
    sent: tuple[Path, Postfix, str], name: str, language: str
) -> None:
    root, relay, _ = sent
    (octets,) = relay.mailbox(name)
    letter = reading.read(octets)

    assert is_verified(octets, _key(root))
    assert letter.words("Subject") == TITLES[language]
    full = {"anna": "Anna Ek", "asa": "Åsa Öberg Ångström", "bob": "Bob Hill"}[name]
    assert letter.mailbox("To") == (full, f"{name}@{DOMAIN}")
    assert letter.mailbox("From") == ("Östersjösällskapet", "news@newsletter.example")
    assert letter.words("List-Id") == "Östersjösällskapet <news.newsletter.example>"
    assert letter.headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert letter.headers["Feedback-ID"] == f"{EDITION}:1:{language}:baltic"
    assert letter.headers["Content-Language"] == language


@pytest.mark.parametrize("name", KNOWN)
def test_bounces_would_come_back_to_an_address_that_tells_whose_letter_it_was(
    sent: tuple[Path, Postfix, str], name: str
) -> None:
    root, relay, _ = sent
    letter = reading.read(relay.mailbox(name)[0])

    returned = letter.headers["Return-Path"].strip("<>")

    assert returned.startswith("studs+")
    assert of_return_path(secret(root, "token"), returned) == (1, _codes(root)[name])


def test_who_does_not_exist_is_refused_and_never_written_to_again(sent: tuple[Path, Postfix, str]) -> None:
    root, relay, said = sent

    again = _send(root, relay, 0)

    assert f"Ove Känd <okand@{DOMAIN}>: 550 5.1.1" in said
    assert "- address does not exist  1" in again
    assert "- have it already         3" in again
    assert relay.letters == len(KNOWN)
    with open_database(root).connect() as connection:
        (row,) = connection.execute(select(tables.suppression)).all()
    assert (row.reason, row.evidence[:9]) == ("bounced", "550 5.1.1")


def _leave(relay: Postfix, message_id: str, *, is_whole: bool) -> None:
    """Hand a letter over and hang up before its answer; before its end, if it is not whole."""
    with smtplib.SMTP("127.0.0.1", relay.port) as session:
        session.ehlo()
        session.mail("studs@newsletter.example")
        session.rcpt(f"anna@{DOMAIN}")
        session.docmd("DATA")
        session.send(f"Message-ID: <{message_id}>\r\n\r\n{'Hej på dig igen. ' * 4}\r\n".encode() * 100)
        if is_whole:
            session.send(b".\r\n")
        session.close()


def test_a_letter_that_broke_off_is_none_though_the_relays_log_names_it() -> None:
    with postfix(["anna"]) as relay:
        _leave(relay, "half@newsletter.example", is_whole=False)
        _leave(relay, "whole@newsletter.example", is_whole=True)
        relay.wait_for("smtpd", "disconnect", times=2)
        relay.wait_for("cleanup", "message-id=<half@", times=1)
        relay.wait_for("qmgr", "removed", times=1)
        noted = relay.log.read_text(encoding="utf-8")
        log = read_log(relay.log, now=dt.datetime.now().astimezone())

    assert "message-id=<half@newsletter.example>" in noted
    assert log.message_ids == {"whole@newsletter.example"}
    assert not log.begun


_MANY = 300
_KILLS = 3


def _noted_before_and_after(relay: Postfix, folder: Path) -> Path:
    """The relay's log, as of one that has run for long and goes on."""
    now = dt.datetime.now(dt.UTC).replace(microsecond=0)
    before, after = (
        f"{now + dt.timedelta(hours=hours):%Y-%m-%dT%H:%M:%S}Z relay postfix/master[1]: at work\n" for hours in (-1, 1)
    )
    file = folder / "mail.log"
    file.write_text(before + relay.log.read_text(encoding="utf-8") + after, encoding="utf-8")
    return file


def test_who_is_killed_while_sending_asks_the_relays_log_and_sends_everybody_one_letter(workspace: Path) -> None:
    people = [f"medlem{number}" for number in range(1, _MANY + 1)]
    rows = "".join(f"{name}@{DOMAIN};{name};sv;ja;formuläret;2025-01-01\n" for name in people)
    _ready_to_send(workspace, f"E-post;Förnamn;Språk;Samtycke;Källa;Datum\n{rows}")

    with postfix(people) as relay:
        for _ in range(_KILLS):
            begun = relay.noted("cleanup", "message-id=")
            process = _command(workspace, "send", EDITION, "--via", relay.url, "--confirm", str(_MANY))
            relay.wait_for("cleanup", "message-id=", times=begun + _MANY // 10)
            process.kill()
            assert process.wait(60) == -signal.SIGKILL
            process.communicate()
        relay.wait_until_empty()
        log = _noted_before_and_after(relay, workspace)
        said = _send(workspace, relay, _MANY, "--resolve", "ask", "--log", str(log))
        letters = {name: len(relay.mailbox(name)) for name in people}

    assert letters == dict.fromkeys(people, 1)
    assert said.endswith(
        f"audience {_MANY} = accepted {_MANY} + rejected 0 + deferred 0 + uncertain 0 + suppressed 0\n"
    )
    with open_database(workspace).connect() as connection:
        assert connection.scalar(select(func.count()).select_from(tables.doubt))
