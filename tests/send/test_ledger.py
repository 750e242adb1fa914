"""The ledger: what is written is on the disk, what is not known is called uncertain, nobody is moved on twice."""

import asyncio
import sqlite3
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, TypeVar

import pytest
from sqlalchemy import Engine, insert, select, update

from publish.database import FILE, tables
from publish.mail.ledger import Ledger, Result, Row, Writer
from publish.mail.outcome import Phase, Receipt, State
from publish.problems import MemberError
from tests.send.making import addresses, made, states

T = TypeVar("T")
TAKEN = Receipt(State.ACCEPTED, Phase.DOT, 250, "2.0.0", "Ok")
NOBODY = Receipt(State.REJECTED, Phase.RCPT, 550, "5.1.1", "no such user")
LATER = Receipt(State.DEFERRED, Phase.RCPT, 451, "4.7.1", "greylisted")
SILENCE = Receipt(State.UNCERTAIN, Phase.DOT, text="no answer")


def _with(engine: Engine, work: Callable[[Ledger], Awaitable[T]], clock: Callable[[], float] = lambda: 1000.0) -> T:
    async def run() -> T:
        return await work(Ledger(writer, 1, clock))

    with Writer(engine) as writer:
        return asyncio.run(run())


async def _all(ledger: Ledger) -> list[Row]:
    return await ledger.queued(0, 100)


def test_rows_come_in_order_and_each_once(tmp_path: Path) -> None:
    engine = made(tmp_path, addresses(25))

    async def work(ledger: Ledger) -> list[int]:
        found, last = [], 0
        while rows := await ledger.queued(last, 10):
            found += [row.number for row in rows]
            last = rows[-1].number
        return found

    assert _with(engine, work) == list(range(1, 26))


def test_an_intent_and_its_result_are_two_steps(tmp_path: Path) -> None:
    engine = made(tmp_path, addresses(2))
    seen: list[dict[int, str]] = []

    async def work(ledger: Ledger) -> None:
        one, two = await _all(ledger)
        assert await ledger.step((), one)
        seen.append(states(engine))
        assert await ledger.step([Result(one, TAKEN)], two)
        seen.append(states(engine))
        await ledger.step([Result(two, NOBODY)], None)
        seen.append(states(engine))

    _with(engine, work)

    assert seen == [
        {1: "in-flight", 2: "queued"},
        {1: "accepted", 2: "in-flight"},
        {1: "accepted", 2: "rejected"},
    ]


def test_what_a_dead_process_left_is_uncertain_and_named_with_its_time(tmp_path: Path) -> None:
    engine = made(tmp_path, addresses(3))

    async def died(ledger: Ledger) -> None:
        one, two, _ = await _all(ledger)
        await ledger.step((), one)
        await ledger.step([Result(one, TAKEN)], two)

    _with(engine, died)
    left = _with(engine, Ledger.recover)
    again = _with(engine, Ledger.recover)

    assert (left, again) == (1, 0)
    assert states(engine) == {1: "accepted", 2: "uncertain", 3: "queued"}
    with engine.connect() as connection:
        doubts = [(row.delivery, row.since) for row in connection.execute(tables.doubt.select())]
    assert doubts == [(2, 1000)]


def test_silence_after_the_final_dot_is_a_doubt(tmp_path: Path) -> None:
    engine = made(tmp_path, addresses(1))

    async def work(ledger: Ledger) -> list[Row]:
        (one,) = await _all(ledger)
        await ledger.step((), one)
        await ledger.step([Result(one, SILENCE)], None)
        return await ledger.uncertain()

    assert [row.recipient.address for row in _with(engine, work)] == list(addresses(1))


@pytest.mark.parametrize(("taken", "state"), [(True, "accepted"), (False, "queued")])
def test_a_doubt_is_decided_once(tmp_path: Path, taken: bool, state: str) -> None:  # a parameter
    engine = made(tmp_path, addresses(1))

    async def work(ledger: Ledger) -> None:
        (one,) = await _all(ledger)
        await ledger.step((), one)
        await ledger.step([Result(one, SILENCE)], None)
        await ledger.resolve(one, taken=taken)
        await ledger.resolve(one, taken=not taken)

    _with(engine, work)

    assert states(engine) == {1: state}


def test_who_leaves_the_list_meanwhile_is_not_sent_to(tmp_path: Path) -> None:
    engine = made(tmp_path, addresses(1))

    async def work(ledger: Ledger) -> bool:
        (one,) = await _all(ledger)
        with engine.begin() as connection:
            key = connection.scalar(select(tables.member.c.key))
            connection.execute(insert(tables.suppression).values(key=key, reason="unsubscribed", since=1))
        return await ledger.step((), one)

    assert _with(engine, work) is False
    assert states(engine) == {1: "suppressed"}


def test_a_row_that_somebody_else_moved_on_is_left_alone(tmp_path: Path) -> None:
    engine = made(tmp_path, addresses(1))

    async def work(ledger: Ledger) -> bool:
        (one,) = await _all(ledger)
        await ledger.step((), one)
        await ledger.step([Result(one, TAKEN)], None)
        await ledger.step([Result(one, NOBODY)], None)
        return await ledger.step((), one)

    assert _with(engine, work) is False
    assert states(engine) == {1: "accepted"}


def test_an_address_that_does_not_exist_is_suppressed_with_what_the_server_said(tmp_path: Path) -> None:
    engine = made(tmp_path, addresses(1))

    async def work(ledger: Ledger) -> None:
        (one,) = await _all(ledger)
        await ledger.step([Result(one, NOBODY, is_dead=True)], None)
        await ledger.step([Result(one, NOBODY, is_dead=True)], None)

    _with(engine, work)

    with engine.connect() as connection:
        (row,) = connection.execute(tables.suppression.select())
    assert (row.reason, row.evidence) == ("bounced", "550 5.1.1 no such user")


def test_an_address_is_not_kept_once_its_letter_was_taken(tmp_path: Path) -> None:
    engine = made(tmp_path, addresses(2))

    async def work(ledger: Ledger) -> None:
        one, _ = await _all(ledger)
        await ledger.step((), one)
        await ledger.step([Result(one, TAKEN)], None)

    _with(engine, work)

    with engine.connect() as connection:
        kept = {row.number: row.address for row in connection.execute(tables.delivery.select())}
    assert kept == {1: None, 2: addresses(2)[1]}


def test_a_deferred_row_comes_back_when_it_is_due_and_not_before(tmp_path: Path) -> None:
    engine = made(tmp_path, addresses(1))
    now = [1000.0]

    async def work(ledger: Ledger) -> list[Any]:
        (one,) = await _all(ledger)
        await ledger.step([Result(one, LATER, due=1300)], None)
        early, due = await ledger.due(10), await ledger.next_due()
        now[0] = 1300.0
        late = await ledger.due(10)
        return [early, due, [(row.number, row.attempts) for row in late], await ledger.step((), late[0])]

    assert _with(engine, work, lambda: now[0]) == [[], 1300, [(1, 1)], True]
    assert states(engine) == {1: "in-flight"}


def test_who_was_refused_for_our_sake_keeps_their_turn(tmp_path: Path) -> None:
    engine = made(tmp_path, addresses(1))

    async def work(ledger: Ledger) -> list[int]:
        (one,) = await _all(ledger)
        await ledger.step([Result(one, NOBODY)], None)
        await ledger.again([one], tried=False)
        return [row.number for row in await _all(ledger)]

    assert _with(engine, work) == [1]


def test_the_steps_of_many_connections_are_all_on_the_disk_when_they_are_answered(tmp_path: Path) -> None:
    engine = made(tmp_path, addresses(200))

    async def work(ledger: Ledger) -> None:
        rows = await ledger.queued(0, 200)
        await asyncio.gather(*(ledger.step((), row) for row in rows))
        with sqlite3.connect(tmp_path / FILE) as other:
            assert other.execute("select count(*) from delivery where state = 'in-flight'").fetchone() == (200,)

    _with(engine, work)


def test_a_ledger_that_cannot_be_written_says_so_and_changes_nothing(tmp_path: Path) -> None:
    engine = made(tmp_path, addresses(1))

    async def work(ledger: Ledger) -> None:
        (one,) = await _all(ledger)
        with engine.begin() as connection:
            connection.execute(update(tables.delivery).values(number=1))  # holds the write lock
            with pytest.raises(MemberError, match="E880"):
                await ledger.step((), one)

    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA busy_timeout=50")
    _with(_impatient(engine), work)

    assert states(engine) == {1: "queued"}


def _impatient(engine: Engine) -> Engine:
    from sqlalchemy import event

    event.listen(engine, "connect", lambda connection, _: connection.execute("PRAGMA busy_timeout=50"))
    engine.pool.dispose()
    return engine
