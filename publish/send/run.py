"""
Carrying out a send, from wherever it stands: a new one and one that was stopped go the same way.

1. who a dead process left in flight is called uncertain, and decided about as was asked
2. the letters are composed, and are those that the send began with
3. the first is read back: every signature holds
4. the loop sends; who was deferred is waited for, as long as was asked
"""

import asyncio
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import islice

import dns.resolver
from sqlalchemy import Connection, text

from publish.build.pool import cores
from publish.mail.dkim import verify_first
from publish.mail.ledger import Ledger, Row, Writer
from publish.mail.ledger.ledger import row_of
from publish.mail.ledger.statements import ROW
from publish.mail.ledger.writer import writable
from publish.mail.outcome import State
from publish.problems import MemberError, Place, Problem, TransportError
from publish.send.composing import Composer, composer, frozen_of
from publish.send.exchanges import group, is_worth_asking
from publish.send.loop import Press, Sender
from publish.send.pace import Pace
from publish.send.pacing import pace_limits, remember, remembered
from publish.send.ready import Ready
from publish.send.relaylog import Log
from publish.send.resolve import How, Resolved, resolve
from publish.send.retry import Patience
from publish.send.sends import Send
from publish.send.signers import Signers
from publish.send.status import Status, status
from publish.send.steps import Watcher

_SHOWN = 100
"""Problems of members that are told at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How a send is carried out."""

    how: How = How.HOLD
    log: Log | None = None
    wait: float = 3600.0
    """Seconds that deferred letters are waited for at the end."""
    connections: int = 0
    """0: as set, or as the relay bears."""
    patience: Patience = field(default_factory=Patience)
    clock: Callable[[], float] = time.time
    resolver: dns.resolver.Resolver | None = None
    """Asked which provider takes a domain's mail; None: the computer's own."""


@dataclass(slots=True)
class Run:
    """One run of a send."""

    ready: Ready
    send: Send
    watcher: Watcher
    options: Options = field(default_factory=Options)
    stop: asyncio.Event = field(default_factory=asyncio.Event)
    resolved: Resolved = field(default_factory=Resolved)

    async def carry_out(self) -> Status:
        """
        Send what is left to be sent.

        Raises:
            TransportError: if the server is away, or refuses us.
            MemberError: if the ledger cannot be written, or the letters are others than at the beginning.
        """
        compose = compose_for(self.ready, self.send)
        async with Signers(compose, cores()) as signers:  # before the ledger's thread: it forks
            return await self._with(compose, signers if compose.signings else None)

    async def _with(self, compose: Composer, press: Press | None) -> Status:
        with writable(), Writer(self.ready.engine) as writer:
            ledger = Ledger(writer, self.send.number, self.options.clock)
            await ledger.recover()
            self.resolved = await resolve(
                ledger, self.options.how, lambda row: compose(row).message_id, self.options.log
            )
            await self._wait_until(self.send.starts)
            await self._verify_first(ledger, compose)
            if is_worth_asking(self.ready.transport.name) and not self.stop.is_set():
                await asyncio.to_thread(group, self.ready.engine, self.send.number, self.options.resolver)
            await self._send_all(ledger, compose, press)
            return await self._end(ledger)

    async def _send_all(self, ledger: Ledger, compose: Composer, press: Press | None) -> None:
        engine, relay, clock = self.ready.engine, self.ready.transport.name, self.options.clock
        limits = pace_limits(self.ready.settings.sending, relay, self.options.connections)

        def learnt(pace: Pace) -> None:
            remember(engine, relay, pace, clock())

        pace = remembered(engine, relay, Pace(limits, learnt=learnt), clock())
        until = clock() + self.options.wait
        while not self.stop.is_set():
            if await ledger.queued(0, 1) or await ledger.due(1):
                await self._sender(ledger, compose, pace, press).run()
            due = await ledger.next_due()
            if due is None or due > until:
                break
            await self._wait_until(due)
        learnt(pace)

    def _sender(self, ledger: Ledger, compose: Composer, pace: Pace, press: Press | None) -> Sender:
        return Sender(
            ledger=ledger,
            transport=self.ready.transport,
            compose=compose,
            pace=pace,
            watcher=self.watcher,
            frozen=self.send.frozen,
            connections=pace.limits.connections,
            patience=self.options.patience,
            stop=self.stop,
            press=press,
        )

    async def _verify_first(self, ledger: Ledger, compose: Composer) -> None:
        rows = await ledger.queued(0, 1)
        if rows and self.ready.keys and (problem := verify_first(compose(rows[0]).octets, self.ready.keys)):
            raise TransportError(problem)

    async def _end(self, ledger: Ledger) -> Status:
        await ledger.leave_out_forgotten()
        counts = await ledger.counts()
        if not any(counts[state] for state in (State.QUEUED, State.IN_FLIGHT, State.DEFERRED, State.UNCERTAIN)):
            await ledger.end()
        with self.ready.engine.connect() as connection:
            return status(connection, self.send, self.options.clock())

    async def _wait_until(self, moment: float) -> None:
        """Wait, or until somebody says stop. A clock that is set anew is looked at every few seconds."""
        while not self.stop.is_set() and (left := moment - self.options.clock()) > 0:
            try:
                async with asyncio.timeout(min(left, 5.0)):
                    await self.stop.wait()
            except TimeoutError:
                continue


def compose_for(ready: Ready, send: Send) -> Composer:
    """
    The composer of *send*.

    Raises:
        MemberError: if its letters are not those that the send began with.
    """
    made = composer(
        ready.settings, ready.sealed, frozen_of(ready.root, ready.sealed, send.number, send.frozen), ready.keys
    )
    if send.template and made.digest != send.template:
        message = "the letters are others than those that this send began with"
        hint = "bring the settings of mail and the version of publish back; everybody gets the same letter"
        raise MemberError(Problem("E888", message, Place("publish.yaml"), hint))
    return made


def approve(ready: Ready, connection: Connection, send: Send) -> str:
    """
    The digest of the letters of *send*, whose rows are frozen but not yet committed.

    Raises:
        MemberError: with everybody who lacks something that their letter names.
    """
    compose = compose_for(ready, send)
    query = text(f"{ROW} where d.send = :send order by d.number")
    rows = connection.execute(query, {"send": send.number}, execution_options={"yield_per": 1000})
    problems = list(islice((problem for columns in rows for problem in _missing(compose, row_of(columns))), _SHOWN))
    if problems:
        raise MemberError(*problems)
    return compose.digest


def _missing(compose: Composer, row: Row) -> Iterator[Problem]:
    recipient = row.recipient
    for name in compose.templates[recipient.language].missing(recipient):
        message = f"member {recipient.number} has no `{name}`, which the letter in `{recipient.language}` names"
        hint = "add it to the member, or take the field out of the text and seal a correction"
        yield Problem("E889", message, Place(".publish/publish.db"), hint)
