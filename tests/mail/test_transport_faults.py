"""A server that misbehaves in any phase: what comes of it is known, nobody is lost, and nobody is served twice."""

import asyncio
import socket
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from publish.mail.outcome import Phase, Receipt, State
from publish.mail.transport import ConnectionLost, UnavailableError, transport
from publish.mail.transport.verdict import concerns_us
from tests.mail import misbehaving
from tests.mail.misbehaving import Act, Misbehaving, on
from tests.mail.sending import PATIENT, Outcome, message, send

STEPWISE = tuple(word for word in misbehaving.EXTENSIONS if word != "PIPELINING")
MODES = pytest.mark.parametrize("extensions", [misbehaving.EXTENSIONS, STEPWISE], ids=["pipelining", "stepwise"])
GROUP = ("mail", "rcpt", "data")
THREE = [message(number) for number in range(3)]
ACCEPTED = Receipt(State.ACCEPTED, Phase.DOT, 250, "2.0.0", "Ok: queued")
SHORT = 0.15
CLOSE, RESET = misbehaving.close(), misbehaving.reset()


def everybody_once(server: Misbehaving) -> bool:
    return server.copies == {each.recipient: 1 for each in THREE}


def refused(server: Misbehaving, root: Path, **limits: float) -> UnavailableError:
    """What opening a session ends with."""
    with pytest.raises(UnavailableError) as caught:
        asyncio.run(transport(server.via, root, limits=replace(PATIENT, **limits)).session())
    return caught.value


def the_loss(outcome: Outcome) -> tuple[str, Phase, int]:
    assert len(outcome.lost) == 1
    return outcome.lost[0].problems[0].code, outcome.lost[0].phase, outcome.lost[0].receipt.code


# Before a session is open.


@pytest.mark.parametrize(
    ("phase", "act", "code", "lasting"),
    [
        pytest.param("greeting", misbehaving.say("421 4.3.2 busy", then_close=True), "E865", False, id="421 at first"),
        pytest.param("greeting", misbehaving.say("554 5.7.1 not you"), "E865", True, id="554 at first"),
        pytest.param("greeting", misbehaving.close(), "E870", False, id="closed at first"),
        pytest.param("greeting", misbehaving.raw(b"HTTP/1.1 400 Bad\r\n\r\n"), "E871", False, id="another protocol"),
        pytest.param("greeting", misbehaving.silence(), "E872", False, id="mute"),
        pytest.param("ehlo", misbehaving.reset(), "E870", False, id="broken at EHLO"),
        pytest.param("ehlo", misbehaving.say("550 5.7.1 bad name"), "E865", True, id="550 to EHLO"),
        pytest.param("ehlo", misbehaving.say("421 4.3.2 no", then_close=True), "E865", False, id="421 to EHLO"),
        pytest.param("ehlo", misbehaving.silence(), "E872", False, id="mute at EHLO"),
        pytest.param("ehlo", misbehaving.drip(b"250-x", 0.02), "E872", False, id="an octet at a time"),
        pytest.param("ehlo", misbehaving.raw(b"250-a\r\n550 b\r\n"), "E871", False, id="two codes in one reply"),
        pytest.param("ehlo", misbehaving.raw(b"250 a\r\n250 b\r\n"), "E871", False, id="two replies"),
    ],
)
def test_a_server_that_does_not_open_a_session_is_named_with_its_phase(
    phase: str, act: Act, code: str, lasting: bool, tmp_path: Path
) -> None:
    with Misbehaving(on(phase, act)) as server:
        waits = SHORT if code == "E872" else 20
        error = refused(server, tmp_path, greeting=waits, hello=waits)

    assert error.problems[0].code == code
    assert error.phase is (Phase.GREETING if phase == "greeting" else Phase.HELLO)
    assert error.is_lasting is lasting
    assert concerns_us(error.receipt)
    assert not any(line.startswith("MAIL") for line in server.commands)


def test_a_server_that_does_not_answer_the_call_is_away(tmp_path: Path) -> None:
    with socket.socket() as deaf, socket.socket() as first, socket.socket() as second:
        deaf.bind(("127.0.0.1", 0))
        deaf.listen(0)
        for caller in (first, second):  # its line is full now, so that nobody else comes through
            caller.setblocking(False)
            caller.connect_ex(deaf.getsockname())
        via = f"smtp://127.0.0.1:{deaf.getsockname()[1]}"

        with pytest.raises(UnavailableError) as caught:
            asyncio.run(transport(via, tmp_path, limits=replace(PATIENT, connect=SHORT)).session())

    assert caught.value.problems[0].code == "E864"
    assert caught.value.problems[0].message == f"the server cannot be reached: no connection within {SHORT} seconds"


def test_a_host_that_nobody_knows_is_away_for_now(tmp_path: Path) -> None:
    with pytest.raises(UnavailableError) as caught:
        asyncio.run(transport("smtp://relay.invalid", tmp_path, limits=replace(PATIENT, connect=5)).session())

    assert (caught.value.problems[0].code, caught.value.phase) == ("E864", Phase.CONNECT)
    assert not caught.value.is_lasting


# A refusal is data.


@MODES
@pytest.mark.parametrize("phase", [*GROUP, "dot"])
@pytest.mark.parametrize("number", [0, 1, 2])
@pytest.mark.parametrize("answer", ["450 4.7.1 come back", "452 4.5.3 too many", "550 5.1.1 nobody"])
def test_a_refusal_is_told_with_its_phase_and_the_others_are_served(
    extensions: tuple[str, ...], phase: str, number: int, answer: str, tmp_path: Path
) -> None:
    with Misbehaving(on(phase, misbehaving.say(answer), message=number), extensions=extensions) as server:
        outcome = send(server.via, tmp_path, THREE)

    code, status, text = answer.split(" ", 2)
    state = State.REJECTED if code == "550" else State.DEFERRED
    refusal = Receipt(state, Phase(phase), int(code), status, text)
    assert outcome.receipts == {each.number: refusal if each.number == number else ACCEPTED for each in THREE}
    assert (outcome.sessions, outcome.lost) == (1, [])
    assert server.copies == {each.recipient: 1 for each in THREE if each.number != number}


@MODES
def test_a_server_that_wants_a_body_for_nobody_gets_an_empty_one(extensions: tuple[str, ...], tmp_path: Path) -> None:
    rule = on("rcpt", misbehaving.say("550 5.1.1 nobody"), recipient=THREE[1].recipient)
    with Misbehaving(rule, extensions=extensions, takes_bodies_for_nobody=True) as server:
        outcome = send(server.via, tmp_path, THREE)

    assert [receipt.state for receipt in outcome.receipts.values()] == [State.ACCEPTED, State.REJECTED, State.ACCEPTED]
    assert [each.octets for each in server.accepted] == [THREE[0].octets, THREE[2].octets]
    assert outcome.sessions == 1


# The connection breaks.


@MODES
@pytest.mark.parametrize("phase", GROUP)
@pytest.mark.parametrize("number", [0, 1, 2])
@pytest.mark.parametrize("act", [CLOSE, RESET], ids=["closed", "reset"])
def test_a_connection_that_breaks_before_the_body_leaves_the_message_ours(
    extensions: tuple[str, ...], phase: str, number: int, act: Act, tmp_path: Path
) -> None:
    with Misbehaving(on(phase, act, message=number), extensions=extensions) as server:
        outcome = send(server.via, tmp_path, THREE)

    assert set(outcome.receipts.values()) == {ACCEPTED}
    assert everybody_once(server)
    assert outcome.sessions == 2
    if number == 0 and act is CLOSE:  # a reset may overtake the answers before it
        assert the_loss(outcome) == ("E870", Phase(phase), 0)


@MODES
@pytest.mark.parametrize("phase", GROUP)
@pytest.mark.parametrize("number", [0, 1, 2])
def test_a_server_that_ends_the_connection_is_called_again(
    extensions: tuple[str, ...], phase: str, number: int, tmp_path: Path
) -> None:
    act = misbehaving.say("421 4.3.2 enough for now", then_close=True)
    with Misbehaving(on(phase, act, message=number), extensions=extensions) as server:
        outcome = send(server.via, tmp_path, THREE)

    assert set(outcome.receipts.values()) == {ACCEPTED}
    assert everybody_once(server)
    assert outcome.sessions == 2
    if number == 0:
        assert the_loss(outcome) == ("E870", Phase(phase), 421)
        assert outcome.lost[0].receipt.text == "enough for now"


@MODES
def test_a_421_to_the_final_dot_is_an_answer(extensions: tuple[str, ...], tmp_path: Path) -> None:
    rule = on("dot", misbehaving.say("421 4.3.2 shutting down", then_close=True), message=1)
    with Misbehaving(rule, extensions=extensions) as server:
        outcome = send(server.via, tmp_path, THREE)

    assert outcome.receipts[1] == Receipt(State.DEFERRED, Phase.DOT, 421, "4.3.2", "shutting down")
    assert outcome.sessions == 2
    assert server.copies == {THREE[0].recipient: 1, THREE[2].recipient: 1}


@MODES
@pytest.mark.parametrize("number", [0, 1, 2])
@pytest.mark.parametrize(
    "act",
    [
        pytest.param(misbehaving.close(), id="closed"),
        pytest.param(misbehaving.reset(), id="reset"),
        pytest.param(misbehaving.raw(b"Queued!\r\n"), id="garbage"),
        pytest.param(misbehaving.raw(b"25\r\n"), id="half a code"),
        pytest.param(misbehaving.say("354 more, please"), id="354"),
        pytest.param(misbehaving.raw(b"250-a\r\n554 b\r\n"), id="two codes"),
        pytest.param(misbehaving.endless(b"250-on and on\r\n"), id="endless"),
    ],
)
def test_only_what_breaks_after_the_final_dot_is_uncertain(
    extensions: tuple[str, ...], number: int, act: Act, tmp_path: Path
) -> None:
    with Misbehaving(on("dot", act, message=number), extensions=extensions) as server:
        outcome = send(server.via, tmp_path, THREE)

    _only_one_is_in_doubt(outcome, server, number)


@MODES
@pytest.mark.parametrize("act", [misbehaving.silence(), misbehaving.drip(b"250-and ", 0.02)], ids=["mute", "dripping"])
def test_a_server_that_never_ends_its_answer_to_the_dot_leaves_doubt(
    extensions: tuple[str, ...], act: Act, tmp_path: Path
) -> None:
    with Misbehaving(on("dot", act, message=1), extensions=extensions) as server:
        outcome = send(server.via, tmp_path, THREE, replace(PATIENT, dot=1))

    _only_one_is_in_doubt(outcome, server, 1)
    assert outcome.receipts[1].text == "no answer within 1 seconds"


def _only_one_is_in_doubt(outcome: Outcome, server: Misbehaving, number: int) -> None:
    doubt = outcome.receipts[number]
    assert (doubt.state, doubt.phase, doubt.code, doubt.status) == (State.UNCERTAIN, Phase.DOT, 0, "")
    assert doubt.text
    assert [outcome.receipts[each.number] for each in THREE if each.number != number] == [ACCEPTED] * 2
    assert server.copies == {each.recipient: 1 for each in THREE if each.number != number}


LARGE = message(0, octets=b"Subject: large\r\n\r\n" + b"All work and no play.\r\n" * 400_000)
"""More than the two computers' buffers hold, so that the end of it is still here when the server has read its head."""


def delivered(server: Misbehaving, root: Path, **limits: float) -> tuple[Receipt, Receipt | None]:
    """What came of the large one."""

    async def run() -> tuple[Receipt, Receipt | None]:
        session = await transport(server.via, root, limits=replace(PATIENT, **limits)).session()
        try:
            assert await session.offer(LARGE) is None
            return await session.deliver(LARGE, THREE[1])
        finally:
            assert not session.is_open
            await session.close()

    return asyncio.run(run())


@MODES
@pytest.mark.parametrize("act", [CLOSE, RESET], ids=["closed", "reset"])
def test_a_connection_that_breaks_while_the_body_leaves_is_no_doubt(
    extensions: tuple[str, ...], act: Act, tmp_path: Path
) -> None:
    server = Misbehaving(on("body", act), extensions=extensions, window=4096)
    with server, pytest.raises(ConnectionLost) as caught:
        delivered(server, tmp_path)

    assert (caught.value.problems[0].code, caught.value.phase) == ("E870", Phase.BODY)
    assert server.accepted == []


def test_a_body_that_the_system_does_not_take_any_more_is_no_doubt(tmp_path: Path) -> None:
    """The server was gone, and we had not heard of it yet: nothing of the body left."""
    gone = threading.Event()

    async def act(connection: misbehaving.Connection, usual: str) -> str:
        await connection.send(f"{usual}\r\n".encode())
        connection.reset()
        asyncio.get_running_loop().call_soon(gone.set)  # after the reset, which waits for its turn too
        raise misbehaving.GoneError

    async def run() -> None:
        session = await transport(server.via, tmp_path, limits=PATIENT).session()
        assert await session.offer(THREE[0]) is None
        assert gone.wait(20)
        with pytest.raises(ConnectionLost) as caught:
            await session.deliver(THREE[0], THREE[1])
        assert caught.value.phase is Phase.BODY
        await session.close()

    with Misbehaving(on("data", act)) as server:
        asyncio.run(run())


@pytest.mark.parametrize(
    ("answer", "state"),
    [("552 5.3.4 too large", State.REJECTED), ("452 4.3.1 no room", State.DEFERRED)],
)
def test_a_refusal_in_the_middle_of_the_body_is_an_answer(answer: str, state: State, tmp_path: Path) -> None:
    told = threading.Event()

    async def act(connection: misbehaving.Connection, usual: str) -> str:
        await misbehaving.say(answer)(connection, usual)
        return await misbehaving.wait_for(told)(connection, usual)

    with Misbehaving(on("body", act), window=4096) as server:
        receipts = delivered(server, tmp_path)
        told.set()

    code, status, text = answer.split(" ", 2)
    assert receipts == (Receipt(state, Phase.BODY, int(code), status, text), None)


def test_a_server_that_stops_reading_does_not_hold_us(tmp_path: Path) -> None:
    told = threading.Event()
    with Misbehaving(on("body", misbehaving.wait_for(told)), window=4096) as server:
        with pytest.raises(ConnectionLost, match="no answer within") as caught:
            delivered(server, tmp_path, block=0.001)
        told.set()

    assert (caught.value.problems[0].code, caught.value.phase) == ("E870", Phase.BODY)


# Silence, and what is not SMTP.


@MODES
@pytest.mark.parametrize("phase", GROUP)
def test_silence_ends_with_the_deadline_of_its_phase(extensions: tuple[str, ...], phase: str, tmp_path: Path) -> None:
    limits = replace(PATIENT, mail=SHORT, rcpt=SHORT, data=SHORT)
    with Misbehaving(on(phase, misbehaving.silence(), message=0), extensions=extensions) as server:
        outcome = send(server.via, tmp_path, THREE, limits)

    assert the_loss(outcome) == ("E870", Phase(phase), 0)
    assert everybody_once(server)


@MODES
@pytest.mark.parametrize("phase", GROUP)
@pytest.mark.parametrize("octets", [b"what?\r\n", b"\0\0\0\0\r\n", b"999 x\r\n", b"2500 x\r\n", b"\r\n", b"150 x\r\n"])
def test_garbage_before_the_body_leaves_the_message_ours(
    extensions: tuple[str, ...], phase: str, octets: bytes, tmp_path: Path
) -> None:
    with Misbehaving(on(phase, misbehaving.raw(octets), message=0), extensions=extensions) as server:
        outcome = send(server.via, tmp_path, THREE)

    assert the_loss(outcome) == ("E870", Phase(phase), 0)
    assert everybody_once(server)


@MODES
@pytest.mark.parametrize(("phase", "answer"), [("mail", "354 go"), ("rcpt", "354 go"), ("data", "250 Ok")])
def test_an_answer_to_another_question_ends_the_connection(
    extensions: tuple[str, ...], phase: str, answer: str, tmp_path: Path
) -> None:
    with Misbehaving(on(phase, misbehaving.say(answer), message=0), extensions=extensions) as server:
        outcome = send(server.via, tmp_path, THREE)

    assert the_loss(outcome) == ("E870", Phase(phase), int(answer[:3]))
    assert outcome.lost[0].receipt.state is State.DEFERRED
    assert everybody_once(server)


@MODES
@pytest.mark.parametrize("phase", GROUP)
def test_an_answer_too_many_before_the_body_ends_the_connection(
    extensions: tuple[str, ...], phase: str, tmp_path: Path
) -> None:
    with Misbehaving(on(phase, misbehaving.usual_and(b"250 again\r\n"), message=0), extensions=extensions) as server:
        outcome = send(server.via, tmp_path, THREE)

    assert len(outcome.lost) == 1
    assert set(outcome.receipts.values()) == {ACCEPTED}
    assert everybody_once(server)


def test_an_answer_too_many_to_the_dot_is_not_taken_for_the_next_one(tmp_path: Path) -> None:
    """The 250 may have been sent before the letter was read: who answers twice is not believed."""
    with Misbehaving(on("dot", misbehaving.usual_and(b"250 again\r\n"), message=0)) as server:
        outcome = send(server.via, tmp_path, THREE)

    assert outcome.receipts[0].state is State.UNCERTAIN
    assert [outcome.receipts[1], outcome.receipts[2]] == [ACCEPTED] * 2
    assert everybody_once(server)


# PIPELINING that is promised and not kept.


@pytest.mark.parametrize("phase", ["mail", "rcpt", "dot"])
def test_a_server_that_forgets_what_came_at_once_is_served_step_by_step(phase: str, tmp_path: Path) -> None:
    limits = replace(PATIENT, mail=SHORT, rcpt=SHORT, data=SHORT)
    with Misbehaving(on(phase, misbehaving.forget())) as server:
        outcome = send(server.via, tmp_path, THREE, limits)

    assert set(outcome.receipts.values()) == {ACCEPTED}
    assert everybody_once(server)
    assert outcome.sessions == 2


@pytest.mark.parametrize("answer", ["503 5.5.0 improper command pipelining", "554 SMTP synchronization error"])
def test_a_server_that_refuses_what_came_at_once_is_served_step_by_step(answer: str, tmp_path: Path) -> None:
    with Misbehaving(on("rcpt", misbehaving.say(answer, then_close=True), connection=0)) as server:
        outcome = send(server.via, tmp_path, THREE)

    assert set(outcome.receipts.values()) == {ACCEPTED}
    assert everybody_once(server)
    assert outcome.sessions == 2


# What a server can do may change; and what it does wrong without a sign cannot be known.


def test_what_the_server_says_on_the_next_connection_counts(tmp_path: Path) -> None:
    def extensions(connection: int) -> tuple[str, ...]:
        return ("SMTPUTF8", "8BITMIME", "SIZE 1000000") if connection == 0 else ("SIZE 200",)

    international = message(1, "åsa@example.org")
    large = message(2, octets=b"Subject: x\r\n\r\n" + b"x\r\n" * 100)
    messages = [message(0), international, large, message(3)]
    with Misbehaving(on("mail", misbehaving.close(), message=1), extensions=extensions) as server:
        outcome = send(server.via, tmp_path, messages)

    assert outcome.receipts[1] == Receipt(
        State.REJECTED, Phase.MAIL, 0, "5.6.7", "the server does not take addresses like this one (RFC 6531)"
    )
    assert outcome.receipts[2] == Receipt(
        State.REJECTED, Phase.MAIL, 0, "5.3.4", "the server takes no letter larger than 200 octets (RFC 1870)"
    )
    assert [outcome.receipts[0], outcome.receipts[3]] == [ACCEPTED] * 2


def test_a_server_that_throws_letters_away_cannot_be_found_out_but_every_letter_has_a_name(tmp_path: Path) -> None:
    messages = [message(number) for number in range(30)]
    with Misbehaving(on("dot", misbehaving.lose(), every=10)) as server:
        outcome = send(server.via, tmp_path, messages)

    assert set(outcome.receipts.values()) == {ACCEPTED}
    missing = {each.message_id for each in messages} - {each.message_id for each in server.accepted}
    assert missing == {"9@example.se", "19@example.se", "29@example.se"}


def test_an_idle_server_that_says_goodbye_is_seen_before_the_next_offer(tmp_path: Path) -> None:
    async def run() -> None:
        session = await transport(server.via, tmp_path, limits=PATIENT).session()
        assert await session.offer(THREE[0]) is None
        await session.deliver(THREE[0], None)
        assert not session.is_open
        with pytest.raises(ConnectionLost, match="saying 'idle for too long'") as caught:
            await session.offer(THREE[1])
        assert (caught.value.phase, caught.value.receipt.code) == (Phase.MAIL, 421)
        await session.close()

    with Misbehaving(on("dot", misbehaving.usual_and(b"421 4.4.2 idle for too long\r\n"))) as server:
        asyncio.run(run())


def test_who_is_stopped_while_waiting_leaves_no_open_session(tmp_path: Path) -> None:
    told, reached = threading.Event(), threading.Event()

    async def run() -> bool:
        session = await transport(server.via, tmp_path, limits=PATIENT).session()
        await session.offer(THREE[0])
        delivery = asyncio.create_task(session.deliver(THREE[0], THREE[1]))
        await asyncio.to_thread(reached.wait, 20)
        delivery.cancel()
        with pytest.raises(asyncio.CancelledError):
            await delivery
        is_open = session.is_open
        await session.close()
        return is_open

    with Misbehaving(on("dot", misbehaving.wait_for(told, reached))) as server:
        assert not asyncio.run(run())
        told.set()


def test_a_body_is_only_for_the_message_that_was_offered(tmp_path: Path) -> None:
    async def run() -> None:
        session = await transport(server.via, tmp_path, limits=PATIENT).session()
        with pytest.raises(RuntimeError):
            await session.deliver(THREE[0], None)
        assert await session.offer(THREE[0]) is None
        with pytest.raises(RuntimeError):
            await session.offer(THREE[1])
        with pytest.raises(RuntimeError):
            await session.deliver(THREE[1], None)
        await session.close()

    with Misbehaving() as server:
        asyncio.run(run())

    assert server.accepted == []


@pytest.mark.parametrize(
    "address", ["a@b.se>\r\nRCPT TO:<c@d.se", "a b@c.se", "a@b.se\0", "", "a\u2028@b.se", "\ud800@b.se"]
)
def test_an_address_that_would_be_a_command_never_reaches_the_server(address: str, tmp_path: Path) -> None:
    bad = [replace(message(0), recipient=address), replace(message(1), sender=address or "<>")]
    with Misbehaving() as server:
        outcome = send(server.via, tmp_path, bad)

    assert [outcome.receipts[number].status for number in range(2)] == ["5.1.3", "5.1.7"]
    assert [line[:4] for line in server.commands] == ["EHLO", "QUIT"]
