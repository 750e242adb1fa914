"""
The loop against a server that misbehaves: nobody is lost, nobody is served twice without being named, and who is
refused is refused with the server's words.
"""

import asyncio
import sqlite3
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from sqlalchemy import Engine, event, insert, select

from publish.database import tables
from publish.mail.ledger import Ledger, Result, Row, Writer
from publish.mail.outcome import Message
from publish.mail.transport import transport
from publish.problems import MemberError, Place, Problem, PublishError, TransportError
from publish.send.loop import Sender
from publish.send.pace import Limits, Pace
from publish.send.retry import Patience
from publish.send.steps import Step
from tests.mail import misbehaving
from tests.mail.misbehaving import Act, Misbehaving, on, say
from tests.mail.sending import PATIENT
from tests.send.killed import compose
from tests.send.making import FROZEN, addresses, made, states

HASTY = Patience(first=300, reconnect=0.001, without_server=0.05)
STEPWISE = tuple(word for word in misbehaving.EXTENSIONS if word != "PIPELINING")


@dataclass
class Seen:
    """Watches, and lets a test do something at a step."""

    steps: Counter[Step] = field(default_factory=Counter)
    results: list[Result] = field(default_factory=list)

    def at(self, step: Step, row: Row | None) -> None:  # noqa: ARG002
        self.steps[step] += 1

    def judged(self, result: Result) -> None:
        self.results.append(result)


def large(row: Row) -> Message:
    """A letter that no socket takes in one piece."""
    message = compose(row)
    return replace(message, octets=message.octets + b"x" * 70 + b"\r\n" * 4_000_000)


async def _send(  # noqa: PLR0917
    engine: Engine,
    root: Path,
    via: str,
    watcher: Seen,
    connections: int,
    now: float,
    making: Callable[[Row], Message] = compose,
) -> None:
    with Writer(engine) as writer:
        await Sender(
            ledger=Ledger(writer, 1, lambda: now),
            transport=transport(via, root, limits=PATIENT),
            compose=making,
            pace=Pace(Limits(connections=connections)),
            watcher=watcher,
            frozen=FROZEN,
            connections=connections,
            patience=HASTY,
        ).run()


def _run(engine: Engine, root: Path, server: Misbehaving, *, connections: int = 1, now: float = FROZEN) -> Seen:
    seen = Seen()
    asyncio.run(_send(engine, root, server.via, seen, connections, now))
    return seen


def _copies(server: Misbehaving) -> dict[str, int]:
    return dict(Counter(accepted.recipient for accepted in server.accepted))


def _doubted(engine: Engine) -> list[int]:
    with engine.connect() as connection:
        return list(connection.scalars(select(tables.doubt.c.delivery).order_by(tables.doubt.c.delivery)))


@pytest.mark.parametrize("connections", [1, 3])
@pytest.mark.parametrize("extensions", [misbehaving.EXTENSIONS, STEPWISE], ids=["pipelining", "stepwise"])
def test_everybody_gets_one_letter(tmp_path: Path, connections: int, extensions: tuple[str, ...]) -> None:
    people = addresses(30)
    engine = made(tmp_path, people)

    with Misbehaving(extensions=extensions) as server:
        _run(engine, tmp_path, server, connections=connections)

    assert _copies(server) == dict.fromkeys(people, 1)
    assert set(states(engine).values()) == {"accepted"}


@pytest.mark.parametrize("extensions", [misbehaving.EXTENSIONS, STEPWISE], ids=["pipelining", "stepwise"])
@pytest.mark.parametrize("phase", ["mail", "rcpt", "data"])
@pytest.mark.parametrize(
    "act",
    [misbehaving.close(), misbehaving.reset(), say("421 4.3.2 going down", then_close=True)],
    ids=["closed", "reset", "421"],
)
def test_a_connection_that_breaks_before_the_final_dot_costs_nobody_anything(
    tmp_path: Path, phase: str, act: Act, extensions: tuple[str, ...]
) -> None:
    people = addresses(5)
    engine = made(tmp_path, people)

    with Misbehaving(on(phase, act, message=2), extensions=extensions) as server:
        _run(engine, tmp_path, server)

    assert _copies(server) == dict.fromkeys(people, 1)
    assert set(states(engine).values()) == {"accepted"}
    assert _doubted(engine) == []


@pytest.mark.parametrize("act", [misbehaving.close(), misbehaving.reset()], ids=["closed", "reset"])
def test_a_connection_that_breaks_after_the_final_dot_leaves_one_doubt_and_the_others_get_theirs(
    tmp_path: Path, act: Act
) -> None:
    engine = made(tmp_path, addresses(5))

    with Misbehaving(on("dot", act, message=2)) as server:
        _run(engine, tmp_path, server)

    found = Counter(states(engine).values())
    assert found == {"accepted": 4, "uncertain": 1}
    (doubted,) = _doubted(engine)
    assert states(engine)[doubted] == "uncertain"
    assert addresses(5)[doubted - 1] not in _copies(server)


def test_who_is_greylisted_is_deferred_and_gets_the_letter_when_due(tmp_path: Path) -> None:
    people = addresses(3)
    engine = made(tmp_path, people)

    with Misbehaving(on("rcpt", say("451 4.7.1 greylisted"), recipient=people[1], message=1)) as server:
        _run(engine, tmp_path, server)
        early = states(engine)
        _run(engine, tmp_path, server, now=FROZEN + 400)

    assert early == {1: "accepted", 2: "deferred", 3: "accepted"}
    assert _copies(server) == dict.fromkeys(people, 1)


def test_an_address_that_does_not_exist_is_refused_for_good_and_suppressed(tmp_path: Path) -> None:
    people = addresses(3)
    engine = made(tmp_path, people)

    with Misbehaving(on("rcpt", say("550 5.1.1 no such user"), recipient=people[1])) as server:
        _run(engine, tmp_path, server)

    assert states(engine) == {1: "accepted", 2: "rejected", 3: "accepted"}
    with engine.connect() as connection:
        (row,) = connection.execute(select(tables.suppression))
        assert (row.reason, row.evidence) == ("bounced", "550 5.1.1 no such user")


def test_a_refusal_of_policy_suppresses_nobody(tmp_path: Path) -> None:
    people = addresses(3)
    engine = made(tmp_path, people)

    with Misbehaving(on("rcpt", say("550 5.7.1 we do not like your letters"), recipient=people[1])) as server:
        _run(engine, tmp_path, server)

    assert states(engine)[2] == "rejected"
    with engine.connect() as connection:
        assert connection.execute(select(tables.suppression)).all() == []


@pytest.mark.parametrize("connections", [1, 4])
@pytest.mark.parametrize("phase", ["mail", "rcpt", "dot"])
def test_a_server_that_refuses_us_five_times_in_a_row_is_left_and_nobody_loses_their_turn(
    tmp_path: Path, phase: str, connections: int
) -> None:
    engine = made(tmp_path, addresses(20))

    with (
        Misbehaving(on(phase, say("550 5.7.1 you are blocked"))) as server,
        pytest.raises(TransportError, match="E881"),
    ):
        _run(engine, tmp_path, server, connections=connections)

    assert server.accepted == []
    assert set(states(engine).values()) == {"queued"}
    with engine.connect() as connection:
        assert connection.execute(select(tables.suppression)).all() == []


def test_a_server_that_is_away_at_first_is_told_at_once_and_nobody_is_touched(tmp_path: Path) -> None:
    engine = made(tmp_path, addresses(3))

    with Misbehaving() as server:
        gone = server.via
    with pytest.raises(TransportError, match="E864"):
        asyncio.run(_send(engine, tmp_path, gone, Seen(), 1, FROZEN))

    assert set(states(engine).values()) == {"queued"}


def test_a_connection_that_breaks_in_a_body_that_has_not_left_whole_leaves_no_doubt(tmp_path: Path) -> None:
    people = addresses(3)
    engine = made(tmp_path, people)

    with Misbehaving(on("body", misbehaving.reset(), message=1)) as server:
        asyncio.run(_send(engine, tmp_path, server.via, Seen(), 1, FROZEN, large))

    assert _copies(server) == dict.fromkeys(people, 1)
    assert _doubted(engine) == []


def test_a_connection_that_breaks_after_the_whole_of_a_letter_has_left_leaves_a_doubt(tmp_path: Path) -> None:
    people = addresses(5)
    engine = made(tmp_path, people)

    with Misbehaving(on("body", misbehaving.reset(), message=2)) as server:
        _run(engine, tmp_path, server)

    missing = {number for number, address in enumerate(people, 1) if address not in _copies(server)}
    assert len(missing) <= 1
    assert {number for number, state in states(engine).items() if state == "uncertain"} == missing
    assert set(_doubted(engine)) == missing


def test_a_letter_that_breaks_every_connection_does_not_hold_up_the_others(tmp_path: Path) -> None:
    people = addresses(5)
    engine = made(tmp_path, people)

    with Misbehaving(on("body", misbehaving.reset(), recipient=people[2])) as server:
        asyncio.run(_send(engine, tmp_path, server.via, Seen(), 1, FROZEN, large))

    assert states(engine) == {1: "accepted", 2: "accepted", 3: "deferred", 4: "accepted", 5: "accepted"}


def test_a_server_that_never_takes_anything_is_given_up(tmp_path: Path) -> None:
    engine = made(tmp_path, addresses(3))

    with Misbehaving(on("mail", misbehaving.close())) as server, pytest.raises(TransportError, match="E870"):
        _run(engine, tmp_path, server)

    assert set(states(engine).values()) == {"queued"}


def test_a_server_that_hangs_up_after_every_letter_serves_everybody_all_the_same(tmp_path: Path) -> None:
    people = addresses(20)
    engine = made(tmp_path, people)

    with Misbehaving(on("mail", say("421 4.7.0 too many letters", then_close=True), every=2)) as server:
        _run(engine, tmp_path, server)

    assert _copies(server) == dict.fromkeys(people, 1)


def test_who_leaves_the_list_while_others_get_theirs_gets_none(tmp_path: Path) -> None:
    people = addresses(6)
    engine = made(tmp_path, people)

    class Leaving(Seen):
        def at(self, step: Step, row: Row | None) -> None:
            if step is Step.INTENDED and row and row.number == 2:
                key = select(tables.member.c.key).where(tables.member.c.number == 5)
                with engine.begin() as connection:
                    values = {"key": connection.scalar(key), "reason": "unsubscribed", "since": 1}
                    connection.execute(insert(tables.suppression).values(values))

    with Misbehaving() as server:
        asyncio.run(_send(engine, tmp_path, server.via, Leaving(), 1, FROZEN))

    assert states(engine)[5] == "suppressed"
    assert _copies(server) == {address: 1 for address in people if address != people[4]}


def test_a_letter_that_cannot_be_made_stops_the_send_and_leaves_the_row_queued(tmp_path: Path) -> None:
    engine = made(tmp_path, addresses(1))

    with Misbehaving() as server, Writer(engine) as writer:

        def refuse(row: Row) -> Message:
            raise PublishError

        sender = Sender(
            Ledger(writer, 1),
            transport(server.via, tmp_path),
            refuse,
            Pace(Limits()),
            Seen(),
            FROZEN,
        )
        with pytest.raises(PublishError):
            asyncio.run(sender.run())

    assert states(engine) == {1: "queued"}


def test_a_disk_that_is_full_stops_the_send_at_once(tmp_path: Path) -> None:
    people = addresses(400)
    engine = made(tmp_path, people)

    @event.listens_for(engine, "connect")
    def _limit(connection: sqlite3.Connection, _record: object) -> None:
        # SQLite answers SQLITE_FULL, as it does on a full disk.
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count={pages}")

    engine.pool.dispose()
    with engine.begin() as connection:
        connection.exec_driver_sql(
            "create trigger grow after update on delivery begin insert into doubt (delivery, since, cause, resolved) values (new.number, 0, hex(zeroblob(4000)), ''); end"
        )
    with Misbehaving() as server, pytest.raises(MemberError, match="E880"):
        asyncio.run(_send(engine, tmp_path, server.via, Seen(), 1, FROZEN))

    assert len(server.accepted) <= 1 + Counter(states(engine).values())["accepted"]
    assert Counter(states(engine).values())["in-flight"] <= 1


def test_a_letter_that_cannot_be_made_leaves_nobody_in_doubt(tmp_path: Path) -> None:
    engine = made(tmp_path, addresses(4))

    def making(row: Row) -> Message:
        if row.number == 3:
            raise MemberError(Problem("E845", "no address", Place("member")))
        return compose(row)

    with Misbehaving() as server, pytest.raises(MemberError, match="E845"):
        asyncio.run(_send(engine, tmp_path, server.via, Seen(), 1, FROZEN, making))

    assert states(engine) == {1: "accepted", 2: "queued", 3: "queued", 4: "queued"}
    assert len(server.accepted) == 1


def test_who_leaves_the_list_while_their_letter_is_offered_does_not_get_it_and_the_next_one_does(
    tmp_path: Path,
) -> None:
    engine = made(tmp_path, addresses(4))

    class Leaving(Seen):
        def at(self, step: Step, row: Row | None) -> None:
            super().at(step, row)
            if step is Step.OFFERED and row and row.number == 2:
                with engine.begin() as connection:
                    key = select(tables.member.c.key).where(tables.member.c.number == 2).scalar_subquery()
                    connection.execute(insert(tables.suppression).values(key=key, reason="unsubscribed", since=1))

    with Misbehaving() as server:
        asyncio.run(_send(engine, tmp_path, server.via, Leaving(), 1, FROZEN))

    assert states(engine) == {1: "accepted", 2: "suppressed", 3: "accepted", 4: "accepted"}
    assert len(server.accepted) == 3
