"""
The loop of sending, the same on every connection.

    offer     MAIL, RCPT, DATA: the server waits for the body
    intend    the intent is written, together with the result of the letter before
    deliver   the body and its final dot, and in the same breath the next offer
    judge     what the answer means

Before `intend` nothing has left; after `deliver` has given a receipt, the result is known. A process that dies in
between leaves one row a connection of which nobody knows, and the ledger says which.
"""

import asyncio
import random
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import TypeAlias

from publish.mail.ledger import Ledger, Result, Row
from publish.mail.outcome import Message, Phase, Receipt, State
from publish.mail.transport import ConnectionLost, Session, Transport, UnavailableError
from publish.mail.transport.verdict import concerns_us, is_rate_limit
from publish.problems import Place, Problem, PublishError, TransportError
from publish.send.pace import Pace
from publish.send.retry import Patience, judge
from publish.send.steps import Step, Watcher, first_of
from publish.send.turns import Turns

_IN_A_ROW = 5
"""Refusals that concern us, not the recipient, before we stop."""
_LONGEST_WAIT = 60.0
"""Seconds until a server that is away is asked again, at most."""
_LOSSES = 12
"""Connections in a row that the server may end before it has taken a letter."""
_TOGETHER = 50
"""Refusals that are written at once."""
_BODIES = 3
"""Times that a connection may be lost over one letter's body before others go first."""


Press: TypeAlias = Callable[[Row], Awaitable[Message]]


@dataclass(frozen=True, slots=True)
class Offer:
    """A row and its letter, composed."""

    row: Row
    message: Message


@dataclass(slots=True)
class Sender:
    """Sends what is queued, over so many connections, until all is done or somebody says stop."""

    ledger: Ledger
    transport: Transport
    compose: Callable[[Row], Message]
    pace: Pace
    watcher: Watcher
    frozen: int
    connections: int = 1
    patience: Patience = field(default_factory=Patience)
    stop: asyncio.Event = field(default_factory=asyncio.Event)
    press: Press | None = None
    """Composes beside the loop, if somebody can; else *compose* does."""
    _turns: Turns = field(init=False)
    _taken: int = 0
    _against_us: list[Row] = field(default_factory=list)
    _is_refused: bool = False
    _lost: Counter[int] = field(default_factory=Counter)
    """How often a connection was lost over a row's body."""
    _changed: asyncio.Event = field(default_factory=asyncio.Event)
    """Set whenever a letter was answered: somebody who had to wait may go."""

    def __post_init__(self) -> None:
        self._turns = Turns(self.ledger, self.pace)

    async def run(self) -> None:
        """
        Send. When it returns, nothing is under way, and everything known is in the ledger.

        Raises:
            TransportError: if the server is away for too long, or refuses us.
            MemberError: if the ledger cannot be written.
        """
        self._turns = Turns(self.ledger, self.pace)
        first = await self.transport.session()  # a wrong password is told at once, by one connection
        connections = [self._connection(None if number else first) for number in range(max(1, self.connections))]
        ended = await asyncio.gather(*connections, return_exceptions=True)
        if self._is_refused:  # by then, letters of other connections had been refused as well
            await self._give_back()
        for error in ended:
            if isinstance(error, BaseException):
                raise error

    async def _connection(self, session: Session | None) -> None:
        try:
            await self._serve_all(session)
        except BaseException:
            self.stop.set()  # the others finish what they have begun
            self._changed.set()
            raise

    async def _serve_all(self, session: Session | None) -> None:
        lost = 0
        while True:
            if session is None:
                await self._turns.fill()
                if self._turns.is_over or not (session := await self._connect(lost)):
                    return
            taken = self._taken
            try:
                await self._serve(session)
            except ConnectionLost as error:
                # A server may hang up after so many letters; one that never takes any is another matter.
                lost = 0 if self._taken > taken else lost + 1
                if lost >= _LOSSES or error.is_lasting:
                    raise
            else:
                if self.stop.is_set() or self._turns.is_over:
                    return
            finally:
                await session.close()
            session = None

    async def _connect(self, lost: int) -> Session | None:
        """A new session; None if somebody says stop. A server that is away is asked again, less and less often."""
        tried, waited = lost, 0.0
        while not self.stop.is_set():
            if tried:
                wait = min(_LONGEST_WAIT, self.patience.reconnect * 2 ** min(tried - 1, 10)) * random.uniform(0.5, 1.0)  # noqa: S311
                await self._sleep(wait)
                waited += wait
            try:
                return await self.transport.session()
            except UnavailableError as error:
                tried += 1
                if waited > self.patience.without_server or error.is_lasting:
                    raise
        return None

    async def _serve(self, session: Session) -> None:
        """
        Send over one session, until it is closed or nothing is left.

        Raises:
            ConnectionLost: if the server hung up before a final dot. Every row is where it belongs.
        """
        self.watcher.at(Step.CONNECTED, None)
        done: list[Result] = []
        offered: Offer | None = None
        try:
            while session.is_open:
                if offered is None:
                    offered = await self._offer(session, done)
                if offered is None:
                    return
                if self.stop.is_set():
                    self._turns.put_back(offered.row)
                    offered = None
                    await session.withdraw()
                    return
                offered = await self._deliver(session, offered, done)
        finally:
            await self._record(done)

    async def _offer(self, session: Session, done: list[Result]) -> Offer | None:
        """The next row for which the server waits for a body; None if there is none left, or the session is closed."""
        while session.is_open and (offer := await self._next(done)):
            try:
                refused = await session.offer(offer.message)
            except ConnectionLost:
                self._turns.put_back(offer.row)
                raise
            if refused is None:
                self.watcher.at(Step.OFFERED, offer.row)
                return offer
            await self._judge(offer.row, refused, done)
            if len(done) >= _TOGETHER:
                await self._record(done)
        return None

    async def _deliver(self, session: Session, offer: Offer, done: list[Result]) -> Offer | None:
        """Send the body of *offer*; gives the next one for which the server waits, if it does."""
        results, done[:] = tuple(done), ()
        intended = self.ledger.step(results, offer.row)
        try:
            then = await self._then()  # composed while the disk writes
        except PublishError:
            await self._take_back(offer.row, intended)
            await session.withdraw()
            raise
        may_go = await intended
        self.watcher.at(Step.RECORDED, offer.row)
        if not may_go:  # suppressed meanwhile; a server that waits for a body can only be left
            if then:
                self._turns.put_back(then.row)
            self.pace.put_back(offer.row.provider)
            await session.withdraw()
            return None
        self.watcher.at(Step.INTENDED, offer.row)
        try:
            receipt, refused = await session.deliver(offer.message, then.message if then else None)
        except ConnectionLost:
            if then:
                self._turns.put_back(then.row)
            await self._not_taken(offer.row, done)
            raise
        self.watcher.at(Step.DELIVERED, offer.row)
        await self._judge(offer.row, receipt, done)
        if then is None:
            return None
        if not session.is_open:
            self._turns.put_back(then.row)
            return None
        if refused is not None:
            await self._judge(then.row, refused, done)
            return None
        self.watcher.at(Step.OFFERED, then.row)
        return then

    async def _take_back(self, row: Row, intended: Awaitable[bool]) -> None:
        """The body of *row* will not leave, though its intent is being written."""
        if await intended:
            await self.ledger.again([row], tried=True)
        self._turns.put_back(row)

    async def _not_taken(self, row: Row, done: list[Result]) -> None:
        """The body of *row* did not arrive whole, so that the server has to forget it (RFC 5321, 4.1.1.4)."""
        self._lost[row.number] += 1
        if self._lost[row.number] < _BODIES:
            await self.ledger.again([row], tried=True)
            self._turns.put_back(row)
        else:
            words = f"the connection was lost {_BODIES} times over this letter"
            await self._judge(row, Receipt(State.DEFERRED, Phase.BODY, text=words), done)

    async def _then(self) -> Offer | None:
        """The row after this one, if it may leave at once."""
        if self.stop.is_set():
            return None
        await self._turns.fill()
        row = self._turns.take()
        return await self._composed(row) if row else None

    async def _next(self, done: list[Result]) -> Offer | None:
        """The next row that may leave, waited for; None if there is none left or somebody says stop."""
        while not self.stop.is_set():
            await self._turns.fill()
            if row := self._turns.take():
                return await self._composed(row)
            if self._turns.is_over:
                return None
            await self._record(done)  # nothing is kept back while we wait
            await self._sleep(self._turns.wait())
        return None

    async def _composed(self, row: Row) -> Offer:
        self.watcher.at(Step.TAKEN, row)
        try:
            return Offer(row, await self.press(row) if self.press else self.compose(row))
        except PublishError:
            self._turns.put_back(row)
            raise

    async def _judge(self, row: Row, receipt: Receipt, done: list[Result]) -> None:
        """Note what came of *row*, in *done* and for those who wait."""
        result = judge(row, receipt, frozen=self.frozen, now=self.ledger.clock(), patience=self.patience)
        done.append(result)
        self.watcher.judged(result)
        match receipt.state:
            case State.ACCEPTED:
                self._taken += 1
                self._against_us.clear()
                self.pace.accepted(row.provider)
            case State.DEFERRED:
                self.pace.turned_away(row.provider, too_fast=is_rate_limit(receipt))
            case State.REJECTED:
                self.pace.rejected(row.provider)
            case _:
                self.pace.put_back(row.provider)
        self._changed.set()
        if receipt.state is State.REJECTED and concerns_us(receipt):
            await self._refused(row, receipt, done)

    async def _refused(self, row: Row, receipt: Receipt, done: list[Result]) -> None:
        """
        Stop once it is clear that it is us who are refused; nobody pays for it with their place in the queue.

        Raises:
            TransportError: then.
        """
        self._against_us.append(row)
        if len(self._against_us) < _IN_A_ROW:
            return
        await self._record(done)
        self._is_refused = True
        await self._give_back()
        message = f"the server refused {_IN_A_ROW} letters in a row for what we are: {receipt.code} {receipt.text}"
        hint = "`publish doctor` tells what servers ask for; nobody has lost their turn"
        raise TransportError(Problem("E881", message, Place(self.transport.name), hint))

    async def _give_back(self) -> None:
        """Let those whose letters were refused for our sake have their place in the queue again."""
        rows, self._against_us = self._against_us, []
        await self.ledger.again(rows, tried=False)

    async def _record(self, done: list[Result]) -> None:
        """Write *done*, which is empty then."""
        if done:
            results, done[:] = tuple(done), ()
            await self.ledger.step(results, None)
            self.watcher.at(Step.RECORDED, None)

    async def _sleep(self, seconds: float) -> None:
        """Sleep, unless something changes or somebody says stop."""
        self._changed.clear()
        if not self.stop.is_set():
            await first_of(self._changed, self.stop, seconds=min(seconds, 3600))
