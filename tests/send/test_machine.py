"""
Whatever happens, in whatever order: nobody is skipped, and whoever may have got two copies was named before.

A server and a disk that fail as hypothesis likes it, deaths at any step, members who leave, and runs that go on where
the last one ended; after each of them the ledger is held against what the server has really taken.
"""

import asyncio
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from sqlalchemy import Engine, insert, select

from publish.database import tables
from publish.mail.ledger import Ledger, Result, Row, Writer
from publish.mail.ledger.writer import Execute
from publish.mail.outcome import Message, Phase, Receipt, State
from publish.mail.transport import ConnectionLost
from publish.problems import MemberError, Place, Problem, TransportError
from publish.send.loop import Sender
from publish.send.pace import Limits, Pace
from publish.send.resolve import How, resolve
from publish.send.retry import Patience
from publish.send.steps import Step
from tests.send.killed import compose
from tests.send.making import FROZEN, addresses, made

T = TypeVar("T")
PEOPLE = addresses(12)
OK = Receipt(State.ACCEPTED, Phase.DOT, 250, "2.0.0", "Ok")
ANSWERS = {
    "greylisted": Receipt(State.DEFERRED, Phase.RCPT, 451, "4.7.1", "later"),
    "nobody": Receipt(State.REJECTED, Phase.RCPT, 550, "5.1.1", "no such user"),
    "blocked": Receipt(State.REJECTED, Phase.RCPT, 550, "5.7.1", "not from you"),
}
AFTER_THE_DOT = {"full": Receipt(State.REJECTED, Phase.DOT, 552, "5.2.2", "mailbox full")}
SILENT = Receipt(State.UNCERTAIN, Phase.DOT, text="no answer")
DEEDS = (
    "ok",
    "ok",
    "ok",
    *ANSWERS,
    *AFTER_THE_DOT,
    "lost at offer",
    "lost in body",
    "silent, taken",
    "silent, not taken",
)


class Died(BaseException):
    """The process is gone: nothing more of it reaches the disk."""


def _lost(phase: Phase) -> ConnectionLost:
    return ConnectionLost(Problem("E870", "the connection broke", Place("server")), Receipt(State.DEFERRED, phase))


@dataclass
class Server:
    """Does one deed for each letter it is offered, and remembers what it has taken."""

    deeds: Iterator[str]
    taken: dict[str, list[str]]
    name: str = "smtp://fake.example:25"

    async def session(self) -> "Session":
        return Session(self)


@dataclass
class Session:
    server: Server
    is_open: bool = True
    deed: str = "ok"

    async def offer(self, message: Message) -> Receipt | None:  # noqa: ARG002
        self.deed = next(self.server.deeds, "ok")
        if self.deed == "lost at offer":
            self.is_open = False
            raise _lost(Phase.MAIL)
        await asyncio.sleep(0)
        return ANSWERS.get(self.deed)

    async def deliver(self, message: Message, then: Message | None) -> tuple[Receipt, Receipt | None]:
        deed = self.deed
        await asyncio.sleep(0)
        if deed == "lost in body":
            self.is_open = False
            raise _lost(Phase.BODY)
        if deed in ("ok", "silent, taken"):
            self.server.taken[message.recipient].append(message.message_id)
        if deed.startswith("silent"):
            self.is_open = False
            return SILENT, None
        if then is None:
            return AFTER_THE_DOT.get(deed, OK), None
        try:
            return AFTER_THE_DOT.get(deed, OK), await self.offer(then)
        except ConnectionLost:
            return AFTER_THE_DOT.get(deed, OK), None

    async def withdraw(self) -> None:
        self.is_open = False

    async def close(self) -> None:
        self.is_open = False


@dataclass
class Deadly:
    """Ends the process at the nth step."""

    steps: int
    is_dead: bool = False
    results: list[Result] = field(default_factory=list)

    def at(self, step: Step, row: Row | None) -> None:  # noqa: ARG002
        self.steps -= 1
        if self.steps == 0:
            self.is_dead = True
        if self.is_dead:
            raise Died

    def judged(self, result: Result) -> None:
        self.results.append(result)


class Mortal(Writer):
    """A writer that writes nothing once its process is dead, and fails when the disk is full."""

    def __init__(self, engine: Engine, watcher: Deadly, commits: int) -> None:
        super().__init__(engine)
        self.watcher, self.commits = watcher, commits

    def run(self, work: Callable[[Execute], T]) -> "asyncio.Future[T]":
        if self.watcher.is_dead:
            raise Died
        self.commits -= 1
        if self.commits == 0:
            failed: asyncio.Future[T] = asyncio.get_running_loop().create_future()
            failed.set_exception(MemberError(Problem("E880", "the disk is full", Place("disk"))))
            return failed
        return super().run(work)


class Sending(RuleBasedStateMachine):
    """What people, servers, disks and time do to a send."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory(prefix="machine-")
        self.engine = made(Path(self.folder.name), PEOPLE)
        self.taken: dict[str, list[str]] = defaultdict(list)
        self.now = float(FROZEN)
        self.foretold: set[str] = set()

    def teardown(self) -> None:
        self._run(["ok"] * 40, deaths=0, commits=0, how=How.RESEND)
        self.now += 100_000
        self._run(["ok"] * 40, deaths=0, commits=0, how=How.RESEND)
        states = self._states()
        assert set(states.values()) <= {"accepted", "rejected", "suppressed"}, states
        self.what_the_ledger_says_is_true()
        self.engine.dispose()
        self.folder.cleanup()

    @rule(
        deeds=st.lists(st.sampled_from(DEEDS), max_size=15),
        deaths=st.integers(0, 60),
        commits=st.integers(0, 60),
        how=st.sampled_from((How.HOLD, How.RESEND)),
    )
    def run(self, deeds: list[str], deaths: int, commits: int, how: How) -> None:
        self._run(deeds, deaths=deaths, commits=commits, how=how)

    @rule(number=st.integers(1, len(PEOPLE)))
    def leave(self, number: int) -> None:
        with self.engine.begin() as connection:
            key = connection.scalar(select(tables.member.c.key).where(tables.member.c.number == number))
            if not connection.scalar(select(tables.suppression.c.since).where(tables.suppression.c.key == key)):
                connection.execute(insert(tables.suppression).values(key=key, reason="unsubscribed", since=1))

    @rule(seconds=st.integers(1, 20_000))
    def wait(self, seconds: int) -> None:
        self.now += seconds

    def _run(self, deeds: list[str], *, deaths: int, commits: int, how: How) -> None:
        watcher = Deadly(deaths)
        with Mortal(self.engine, watcher, commits) as writer, suppress(Died, MemberError, TransportError):
            asyncio.run(self._send(writer, deeds, watcher, how))

    async def _send(self, writer: Writer, deeds: list[str], watcher: Deadly, how: How) -> None:
        ledger = Ledger(writer, 1, lambda: self.now)
        await ledger.recover()
        self.foretold |= self._doubted()
        await resolve(ledger, how, lambda row: compose(row).message_id)
        patience = Patience(first=300, reconnect=0.0, without_server=0.0)
        pace = Pace(Limits(connections=2))
        server = Server(iter(deeds), self.taken)
        await Sender(ledger, server, compose, pace, watcher, FROZEN, 2, patience).run()

    @invariant()
    def what_the_ledger_says_is_true(self) -> None:
        doubted = self._doubted() | self._in_flight()
        for address, state in self._states().items():
            copies = self.taken.get(address, [])
            assert len(set(copies)) <= 1, "one letter, one Message-ID"
            if state == "accepted":
                assert copies, f"{address} is called accepted and has nothing"
            elif copies:
                assert address in doubted, f"{address} is {state} and has it, and nobody said so"
            if len(copies) > 1:
                assert address in self.foretold | doubted, f"{address} has two copies, and nobody said so"

    def _states(self) -> dict[str, str]:
        query = select(tables.member.c.address, tables.delivery.c.state).join(
            tables.delivery, tables.delivery.c.member == tables.member.c.number
        )
        with self.engine.connect() as connection:
            return {row.address: row.state for row in connection.execute(query)}

    def _in_flight(self) -> set[str]:
        return {address for address, state in self._states().items() if state == "in-flight"}

    def _doubted(self) -> set[str]:
        query = (
            select(tables.member.c.address)
            .join(tables.delivery, tables.delivery.c.member == tables.member.c.number)
            .join(tables.doubt, tables.doubt.c.delivery == tables.delivery.c.number)
        )
        with self.engine.connect() as connection:
            return set(connection.scalars(query))


TestSending = Sending.TestCase
TestSending.settings = settings(max_examples=60, stateful_step_count=12, deadline=None)
