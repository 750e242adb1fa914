"""One send's rows: whose turn it is, what is meant to be done, and what came of it."""

import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any

from publish.mail.ledger import statements
from publish.mail.ledger.rows import Result, Row
from publish.mail.ledger.writer import Execute, Writer
from publish.mail.outcome import Phase, State
from publish.mail.recipient import Recipient

_AFTER_INTENT = (Phase.BODY, Phase.DOT)


@dataclass(frozen=True, slots=True)
class Ledger:
    """The rows of one send. Only one process at a time may hold it."""

    writer: Writer
    send: int
    clock: Callable[[], float] = time.time

    async def recover(self) -> int:
        """
        Call uncertain whom a process that ended left in flight; how many they are.

        To be called before anything is sent.
        """
        values = {"send": self.send, "now": self._now()}

        def work(execute: Execute) -> int:
            execute(statements.LEFT_IN_DOUBT, values)
            left = execute(statements.IN_DOUBT, {"send": self.send})[1]
            execute(statements.FORGOTTEN, values)
            return left

        return await self.writer.run(work)

    async def queued(self, after: int, limit: int) -> list[Row]:
        """The next rows to be sent, in order, after the row *after*."""
        values = {"send": self.send, "after": after, "limit": limit}
        return await self._rows(statements.QUEUED, values)

    async def due(self, limit: int) -> list[Row]:
        """Deferred rows whose time has come."""
        return await self._rows(statements.DUE, {"send": self.send, "now": self._now(), "limit": limit})

    async def next_due(self) -> int | None:
        """When the next deferred row is due; None if there is none."""
        rows = await self.writer.run(lambda execute: execute(statements.NEXT_DUE, {"send": self.send})[0])
        found: int | None = rows[0][0]
        return found

    async def uncertain(self) -> list[Row]:
        """All for whom it is not known whether they got it."""
        return await self._rows(statements.UNCERTAIN, {"send": self.send})

    def step(self, done: Sequence[Result], intent: Row | None) -> Awaitable[bool]:
        """
        Write what came of some rows, and that the body of *intent* is about to leave, in one transaction.

        It is begun now; the body may leave once it is awaited.

        False if *intent* must not be sent: it has been suppressed meanwhile, or is in another state than expected.
        """
        now = self._now()

        def work(execute: Execute) -> bool:
            for result in done:
                _record(execute, result, now)
            return intent is None or _intend(execute, intent.number, now)

        return self.writer.run(work)

    async def again(self, rows: Sequence[Row], *, tried: bool) -> None:
        """Put *rows* back into the queue: no server has them. With *tried*, there had been an intent."""
        now = self._now()

        def work(execute: Execute) -> None:
            for row in rows:
                execute(statements.AGAIN, {"number": row.number, "tried": int(tried), "now": now})

        await self.writer.run(work)

    async def resolve(self, row: Row, *, taken: bool) -> None:
        """Decide about an uncertain row: a server has *taken* it, or it is sent again."""
        values = {"number": row.number, "now": self._now(), "how": "accepted" if taken else "resend"}

        def work(execute: Execute) -> None:
            if execute(statements.TAKEN if taken else statements.RESEND, values)[1]:
                execute(statements.RESOLVED, values)

        await self.writer.run(work)

    async def doubted(self, row: Row) -> tuple[int, int]:
        """When the letter of an uncertain *row* began to leave, and when it was noticed that nobody knows about it."""
        rows = await self.writer.run(lambda execute: execute(statements.DOUBTED, {"number": row.number})[0])
        return (int(rows[0][0]), int(rows[0][1])) if rows else (0, 0)

    async def counts(self) -> dict[State, int]:
        """How many rows are in each state; all states are there."""
        rows = await self.writer.run(lambda execute: execute(statements.COUNTS, {"send": self.send})[0])
        return dict.fromkeys(State, 0) | {State(state): count for state, count in rows}

    async def leave_out_forgotten(self) -> None:
        """Who was forgotten has no address any more, and gets nothing."""
        values = {"send": self.send, "now": self._now()}
        await self.writer.run(lambda execute: execute(statements.FORGOTTEN, values))

    async def end(self) -> None:
        """Note that nothing is left to be done."""
        values = {"send": self.send, "now": self._now()}
        await self.writer.run(lambda execute: execute(statements.ENDED, values))

    async def _rows(self, statement: str, values: dict[str, Any]) -> list[Row]:
        rows = await self.writer.run(lambda execute: execute(statement, values)[0])
        return [row_of(columns) for columns in rows]

    def _now(self) -> int:
        return int(self.clock())


def row_of(columns: Sequence[Any]) -> Row:
    """A row as the statements that begin with ROW select it."""
    number, member, code, address, language, first_name, name, company, provider, attempts = columns
    recipient = Recipient(
        number=member,
        code=bytes(code),
        address=address,
        language=language,
        first_name=first_name,
        name=name,
        company=company,
    )
    return Row(number, recipient, provider, attempts)


def _intend(execute: Execute, number: int, now: int) -> bool:
    values = {"number": number, "now": now}
    if execute(statements.INTENT, values)[1]:
        return True
    execute(statements.SUPPRESSED, values)
    return False


def _record(execute: Execute, result: Result, now: int) -> None:
    receipt = result.receipt
    values = {
        "number": result.row.number,
        "now": now,
        "phase": receipt.phase.value,
        "code": receipt.code,
        "status": receipt.status,
        "text": receipt.text,
    }
    if receipt.state is State.ACCEPTED:
        execute(statements.ACCEPTED, values)
        return
    if receipt.state is State.UNCERTAIN:
        execute(statements.UNANSWERED, values)
        execute(statements.DOUBT, {"number": result.row.number, "now": now, "cause": receipt.text or "no answer"})
        return
    # A server that refuses before the body refuses without an intent.
    tried = receipt.phase not in _AFTER_INTENT
    execute(statements.OTHERWISE, {**values, "state": receipt.state.value, "due": result.due, "tried": int(tried)})
    if result.is_dead:
        evidence = f"{receipt.code} {receipt.status} {receipt.text}".strip()
        execute(statements.BOUNCED, {"number": result.row.number, "now": now, "evidence": evidence})
