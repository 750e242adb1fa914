"""What is said to a server, in which order, and in how few writes."""

import asyncio
import resource
import tracemalloc
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import pytest

from publish.mail.outcome import Phase, Receipt, State
from publish.mail.transport import ConnectionLost, UnavailableError, transport
from tests.mail import misbehaving
from tests.mail.misbehaving import Misbehaving, on
from tests.mail.sending import PATIENT, message, send

ACCEPTED = Receipt(State.ACCEPTED, Phase.DOT, 250, "2.0.0", "Ok: queued")


def said(extensions: tuple[str, ...], root: Path, *rules: misbehaving.Rule) -> list[str]:
    """The commands that two messages take, without those of the beginning and the end."""
    with Misbehaving(*rules, extensions=extensions) as server:
        outcome = send(server.via, root, [message(0), message(1)])

    assert outcome.sessions == 1
    assert server.commands[0].startswith("EHLO ")
    assert server.commands[-1] == "QUIT"
    return server.commands[1:-1]


def test_a_server_is_told_what_it_understands_and_no_more(tmp_path: Path) -> None:
    size = len(message(0).octets)
    words = f" SIZE={size} RET=HDRS"

    assert said(misbehaving.EXTENSIONS, tmp_path) == [
        f"MAIL FROM:<news+1@example.se>{words}",
        "RCPT TO:<reader0@example.org> NOTIFY=FAILURE",
        "DATA",
        f"MAIL FROM:<news+1@example.se>{words}",
        "RCPT TO:<reader1@example.org> NOTIFY=FAILURE",
        "DATA",
    ]
    assert said(("HELP",), tmp_path) == [
        "MAIL FROM:<news+1@example.se>",
        "RCPT TO:<reader0@example.org>",
        "DATA",
        "MAIL FROM:<news+1@example.se>",
        "RCPT TO:<reader1@example.org>",
        "DATA",
    ]


def test_octets_above_127_are_announced_or_kept_back(tmp_path: Path) -> None:
    eight = message(0, octets="Subject: x\r\n\r\nåäö\r\n".encode())
    with Misbehaving(extensions=("8BITMIME",)) as able, Misbehaving(extensions=("SIZE",)) as unable:
        taken = send(able.via, tmp_path, [eight]).receipts[0]
        kept = send(unable.via, tmp_path, [eight]).receipts[0]

    assert taken == ACCEPTED
    assert "MAIL FROM:<news+1@example.se> BODY=8BITMIME" in able.commands
    assert (kept.state, kept.status) == (State.REJECTED, "5.6.3")
    assert unable.accepted == []


def test_a_server_that_takes_such_addresses_but_no_such_octets_is_not_believed(tmp_path: Path) -> None:
    """RFC 6531, 3.1 wants 8BITMIME with SMTPUTF8."""
    with Misbehaving(extensions=("SMTPUTF8",)) as server:
        kept = send(server.via, tmp_path, [message(0, "åsa@example.org")]).receipts[0]

    assert (kept.state, kept.status) == (State.REJECTED, "5.6.7")


def test_the_three_commands_leave_in_one_write(tmp_path: Path) -> None:
    with Misbehaving(on("mail", misbehaving.after(b"DATA\r\n"), message=0)) as server:
        assert send(server.via, tmp_path, [message(0)]).receipts == {0: ACCEPTED}


def test_the_next_offer_leaves_with_the_end_of_the_body(tmp_path: Path) -> None:
    """So that a message costs one round trip: a server that waits for it would wait for ever else."""
    rules = [on("dot", misbehaving.after(b"DATA\r\n"), message=number) for number in range(4)]
    with Misbehaving(*rules) as server:
        outcome = send(server.via, tmp_path, [message(number) for number in range(5)])

    assert outcome.receipts == dict.fromkeys(range(5), ACCEPTED)
    assert outcome.sessions == 1


def test_after_a_refusal_the_next_offer_begins_anew_in_the_same_write(tmp_path: Path) -> None:
    rules = (
        on("rcpt", misbehaving.say("550 5.1.1 nobody"), message=0),
        on("rset", misbehaving.after(b"DATA\r\n")),
    )
    with Misbehaving(*rules) as server:
        outcome = send(server.via, tmp_path, [message(0), message(1)])

    assert [line[:4] for line in server.commands] == [
        "EHLO",
        "MAIL",
        "RCPT",
        "DATA",
        "RSET",
        "MAIL",
        "RCPT",
        "DATA",
        "QUIT",
    ]
    assert [receipt.state for receipt in outcome.receipts.values()] == [State.REJECTED, State.ACCEPTED]


def test_a_server_that_will_not_begin_anew_is_called_again(tmp_path: Path) -> None:
    rules = (
        on("rcpt", misbehaving.say("550 5.1.1 nobody"), message=0),
        on("rset", misbehaving.say("502 5.5.1 never heard of it")),
    )
    with Misbehaving(*rules) as server:
        outcome = send(server.via, tmp_path, [message(0), message(1)])

    assert [receipt.state for receipt in outcome.receipts.values()] == [State.REJECTED, State.ACCEPTED]
    assert outcome.sessions == 2


def test_an_old_server_is_greeted_in_the_old_way(tmp_path: Path) -> None:
    async def old(connection: misbehaving.Connection, usual: str) -> str:
        text = "502 5.5.1 what?" if "\n" in usual else usual
        await connection.send(f"{text}\r\n".encode())
        return text

    with Misbehaving(on("ehlo", old)) as server:
        outcome = send(server.via, tmp_path, [message(0)])

    assert outcome.receipts == {0: ACCEPTED}
    assert [line[:4] for line in server.commands] == ["EHLO", "HELO", "MAIL", "RCPT", "DATA", "QUIT"]


def test_our_name_is_the_one_we_were_told_to_say(tmp_path: Path) -> None:
    with Misbehaving() as server:
        asyncio.run(_hello(f"{server.via}?hello=news.example.org", tmp_path))

    assert server.commands == ["EHLO news.example.org", "QUIT"]


async def _hello(via: str, root: Path) -> None:
    await (await transport(via, root, limits=PATIENT).session()).close()


@pytest.mark.parametrize("host", ["::1", "127.0.0.1"])
def test_a_server_is_found_by_address_and_by_name(host: str, tmp_path: Path) -> None:
    with Misbehaving(host=host) as server:
        by_address = send(server.via, tmp_path, [message(0)])
        if host != "::1":  # which `localhost` is not on every computer
            assert send(f"smtp://localhost:{server.port}", tmp_path, [message(1)]).receipts == {1: ACCEPTED}

    assert by_address.receipts == {0: ACCEPTED}


@pytest.mark.parametrize("phase", ["greeting", "ehlo"])
@pytest.mark.parametrize(
    "octets", [b"250-on and on\r\n", b"250 " + b"x" * 2000, b"\0" * 2000], ids=["lines", "line", "NUL"]
)
def test_a_server_without_an_end_costs_no_memory(phase: str, octets: bytes, tmp_path: Path) -> None:
    with Misbehaving(on(phase, misbehaving.endless(octets))) as server:
        tracemalloc.start()
        try:
            with pytest.raises(UnavailableError) as caught:
                asyncio.run(transport(server.via, tmp_path, limits=PATIENT).session())
            _, peak = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()

    assert caught.value.problems[0].code == "E871"
    assert peak < 5_000_000


def test_a_connection_that_ended_in_order_is_told_kindly(tmp_path: Path) -> None:
    with Misbehaving(on("mail", misbehaving.close(), message=1)) as server:
        outcome = send(server.via, tmp_path, [message(0), message(1)])
        again = send(server.via, tmp_path, [message(2)])

    assert outcome.sessions == 2
    assert outcome.receipts == dict.fromkeys(range(2), ACCEPTED)
    assert again.receipts == {2: ACCEPTED}


def test_what_is_lost_is_told_without_addresses(tmp_path: Path) -> None:
    act = misbehaving.say("421 4.3.2 reader0@example.org and READER0 are too much for me", then_close=True)
    with Misbehaving(on("rcpt", act, message=0)) as server:
        outcome = send(server.via, tmp_path, [message(0)])

    problem = outcome.lost[0].problems[0]
    assert problem.message == "the server closes the connection (rcpt), saying '… and … are too much for me'"
    assert problem.hint.endswith("the next connection goes on")
    assert problem.place.path == server.via


@contextmanager
def full_disk() -> Generator[None]:
    """No file may grow beyond some octets."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (10, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_full_disk_keeps_the_message_ours_and_leaves_nothing_behind(tmp_path: Path) -> None:
    async def run() -> bool:
        session = await transport("outbox:", tmp_path).session()
        await session.offer(message(0))
        with full_disk(), pytest.raises(ConnectionLost) as caught:
            await session.deliver(message(0), None)
        assert [problem.code for problem in caught.value.problems] == ["E873"]
        return session.is_open

    assert not asyncio.run(run())
    assert list((tmp_path / ".publish" / "outbox").iterdir()) == []


def test_a_folder_that_cannot_be_written_keeps_the_message_ours(tmp_path: Path) -> None:
    async def run() -> bool:
        session = await transport("outbox:", tmp_path).session()
        await session.offer(message(0))
        with pytest.raises(ConnectionLost) as caught:
            await session.deliver(message(0), None)
        assert [problem.code for problem in caught.value.problems] == ["E873"]
        assert (caught.value.phase, caught.value.is_lasting) == (Phase.BODY, True)
        return session.is_open

    (tmp_path / ".publish" / "outbox" / "0@example.se.eml" / "in the way").mkdir(parents=True)
    (tmp_path / ".publish" / "outbox").chmod(0o700)

    assert not asyncio.run(run())
