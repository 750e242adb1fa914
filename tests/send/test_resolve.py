"""Doubts: held unless somebody decides, and decided by the relay's own log where it can say."""

import asyncio
import datetime as dt
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import update

from publish.database import tables
from publish.mail.ledger import Ledger, Row, Writer
from publish.problems import MemberError
from publish.send.relaylog import Log, read_log
from publish.send.resolve import How, Resolved, resolve
from tests.send.making import addresses, made, states

NOW = dt.datetime(2026, 11, 24, 12, 0, tzinfo=dt.UTC)
DOUBTED = int(NOW.timestamp()) - 3600
NEW_SYSLOG = """\
2026-11-24T09:00:00.123456+00:00 mx postfix/master[1]: daemon started
2026-11-24T11:00:00.000000+00:00 mx postfix/smtpd[7]: 4F1: client=unknown[127.0.0.1]
2026-11-24T11:00:00.000000+00:00 mx postfix/cleanup[9]: 4F1: message-id=<2@example.org>
2026-11-24T11:00:00.000000+00:00 mx postfix/qmgr[3]: 4F1: from=<news@example.org>, size=284, nrcpt=1 (queue active)
2026-11-24T11:59:00.000000+00:00 mx postfix/qmgr[3]: 4F1: removed
"""
CLIENT, NAMED, QUEUED = NEW_SYSLOG.splitlines(keepends=True)[1:4]
CUT_OFF = (
    "2026-11-24T11:00:00+00:00 mx postfix/smtpd[7]: lost connection after DATA (4096 bytes) from unknown[127.0.0.1]\n"
)


def _resolved(
    root: Path, how: How, log: Log | None = None, *, count: int = 3, away: int = 0
) -> tuple[Resolved, dict[int, str]]:
    """What is decided about so many rows whose sender died, and was *away* for so many seconds."""
    engine = made(root, addresses(count))

    async def run() -> Resolved:
        ledger = Ledger(writer, 1, lambda: DOUBTED - away)
        for row in await ledger.queued(0, count):
            await ledger.step((), row)
        ledger = Ledger(writer, 1, lambda: DOUBTED)
        await ledger.recover()
        return await resolve(ledger, how, _message_id, log)

    with Writer(engine) as writer:
        found = asyncio.run(run())
    return found, states(engine)


def _message_id(row: Row) -> str:
    return f"{row.number}@example.org"


def _log(root: Path, text: str) -> Log:
    file = root / "mail.log"
    file.write_text(text, encoding="utf-8")
    return read_log(file, now=NOW)


def test_doubts_are_held_unless_somebody_decides(tmp_path: Path) -> None:
    assert _resolved(tmp_path, How.HOLD) == (Resolved(held=3), dict.fromkeys((1, 2, 3), "uncertain"))


def test_who_wants_them_sent_again_gets_all_of_them_sent_again(tmp_path: Path) -> None:
    assert _resolved(tmp_path, How.RESEND) == (Resolved(again=3), dict.fromkeys((1, 2, 3), "queued"))


def test_the_relays_log_tells_who_has_it_and_who_has_not(tmp_path: Path) -> None:
    found, after = _resolved(tmp_path, How.ASK, _log(tmp_path, NEW_SYSLOG))

    assert found == Resolved(accepted=1, again=2)
    assert after == {1: "queued", 2: "accepted", 3: "queued"}


@pytest.mark.parametrize("line", [0, 4])
def test_a_log_that_does_not_cover_the_moment_decides_only_what_stands_in_it(tmp_path: Path, line: int) -> None:
    lines = NEW_SYSLOG.splitlines(keepends=True)
    del lines[line]

    found, _ = _resolved(tmp_path, How.ASK, _log(tmp_path, "".join(lines)))

    assert found == Resolved(accepted=1, held=2)


@pytest.mark.parametrize("away", [7080, 7200])
def test_a_log_that_begins_after_a_letter_may_have_left_says_nothing_about_it(tmp_path: Path, away: int) -> None:
    found, _ = _resolved(tmp_path, How.ASK, _log(tmp_path, NEW_SYSLOG), away=away)

    assert found == (Resolved(accepted=1, again=2) if away == 7080 else Resolved(accepted=1, held=2))


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        ([CLIENT, NAMED], Resolved(again=2, held=1)),
        ([CLIENT, NAMED, CUT_OFF], Resolved(again=3)),
        ([CLIENT, CUT_OFF, NAMED], Resolved(again=3)),
        ([CLIENT, NAMED, QUEUED, CUT_OFF], Resolved(accepted=1, again=2)),
        (
            [CLIENT, CUT_OFF, CLIENT.replace("4F1", "5F2"), NAMED, NAMED.replace("4F1", "5F2")],
            Resolved(again=2, held=1),
        ),
        ([CLIENT, CUT_OFF, NAMED, CLIENT, NAMED.replace("2@", "3@"), QUEUED], Resolved(accepted=1, again=2)),
        ([CLIENT, NAMED, CLIENT, NAMED.replace("2@", "3@"), QUEUED], Resolved(accepted=1, again=1, held=1)),
        ([CLIENT, NAMED, CUT_OFF.replace("smtpd[7]", "smtpd[8]")], Resolved(again=2, held=1)),
        ([CLIENT, NAMED, CUT_OFF.replace(" mx ", " mx2 ")], Resolved(again=2, held=1)),
        ([CLIENT, NAMED, QUEUED.replace(" mx ", " mx2 ")], Resolved(again=2, held=1)),
        ([CLIENT, NAMED.replace("2@example.org", "2@example.org> qmgr[3]: 4F1: <")], Resolved(again=2, held=1)),
    ],
)
def test_a_letter_is_taken_once_the_relays_queue_has_it(tmp_path: Path, lines: list[str], found: Resolved) -> None:
    first, *_, last = NEW_SYSLOG.replace("qmgr[3]: 4F1: removed", "master[1]: reload").splitlines(keepends=True)
    log = _log(tmp_path, "".join([first, *lines, last]))

    assert _resolved(tmp_path, How.ASK, log)[0] == found


def test_who_was_forgotten_meanwhile_is_never_sent_to_again(tmp_path: Path) -> None:
    engine = made(tmp_path, addresses(1))

    async def run() -> Resolved:
        ledger = Ledger(writer, 1, lambda: DOUBTED)
        (row,) = await ledger.queued(0, 1)
        await ledger.step((), row)
        await ledger.recover()
        with engine.begin() as connection:
            connection.execute(update(tables.delivery).values(address=None))
        return await resolve(ledger, How.RESEND, _message_id)

    with Writer(engine) as writer:
        assert asyncio.run(run()) == Resolved(held=1)


def test_an_old_syslog_is_read_in_this_computers_time(tmp_path: Path) -> None:
    log = _log(
        tmp_path,
        "Nov 24 09:00:00 mx postfix/master[1]: started\nNov 24 09:10:00 mx postfix/cleanup[2]: A: message-id=<a@b>\n",
    )

    assert log.last - log.first == 600
    assert log.begun == {"a@b"}


def test_an_old_syslog_of_december_read_in_january_is_last_years(tmp_path: Path) -> None:
    file = tmp_path / "mail.log"
    file.write_text("Dec 31 23:59:00 mx postfix/cleanup[2]: A: message-id=<a@b>\n", encoding="utf-8")

    log = read_log(file, now=dt.datetime(2027, 1, 2, tzinfo=dt.UTC))

    assert dt.datetime.fromtimestamp(log.last, dt.UTC).year == 2026


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"nothing of mail\n",
        b"\xff\xfe\x00",
        b"Nov 99 99:99:99 message-id=<a@b>\n",
        b"2026-99-99T99:99:99Z a b/cleanup[1]: 4F1: message-id=<a@b>\n",
    ],
)
def test_what_is_no_log_is_refused(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "mail.log"
    file.write_bytes(content)

    with pytest.raises(MemberError, match="E884"):
        read_log(file, now=NOW)


def test_a_log_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(MemberError, match="E884"):
        read_log(tmp_path / "none.log", now=NOW)


@given(st.binary(max_size=300))
def test_any_octets_are_a_log_or_are_refused(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    file = tmp_path_factory.mktemp("log") / "mail.log"
    file.write_bytes(content)

    with suppress(MemberError):
        assert read_log(file, now=NOW).message_ids
