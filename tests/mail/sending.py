"""Messages to send, and the simplest sender there is: it offers again what is still ours, and nothing else."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from publish.mail.outcome import Message, Receipt
from publish.mail.transport import ConnectionLost, Limits, Session, Transport, transport

_ATTEMPTS = 20
PATIENT = Limits(connect=20, greeting=20, hello=20, tls=20, login=20, mail=20, rcpt=20, data=20, block=20, dot=20)


def message(number: int = 1, recipient: str = "", **changes: Any) -> Message:
    """A whole message; a test names only what it is about."""
    head = f"Message-ID: <{number}@example.se>\r\nSubject: {number}\r\n\r\n"
    octets = f"{head}Dear reader,\r\n..and one\r\n.\r\nend\r\n".encode()
    values = {"sender": "news+1@example.se", "message_id": f"{number}@example.se", "octets": octets, **changes}
    return Message(number=number, recipient=recipient or f"reader{number}@example.org", **values)


@dataclass
class Outcome:
    """What came of sending."""

    receipts: dict[int, Receipt] = field(default_factory=dict)
    """By message; the last word on each."""
    lost: list[ConnectionLost] = field(default_factory=list)
    sessions: int = 0


def send(via: str, root: Path, messages: Sequence[Message], limits: Limits = PATIENT) -> Outcome:
    """All *messages* through one session after the other, until each has a receipt."""
    return asyncio.run(_send(transport(via, root, limits=limits), messages))


async def _send(server: Transport, messages: Sequence[Message]) -> Outcome:
    outcome = Outcome()
    left = list(messages)
    while left:
        assert outcome.sessions < _ATTEMPTS, outcome
        outcome.sessions += 1
        session = await server.session()
        try:
            await _through(session, left, outcome)
        except ConnectionLost as error:
            outcome.lost.append(error)
        await session.close()
    return outcome


async def _through(session: Session, left: list[Message], outcome: Outcome) -> None:
    """Send what is *left* while the session is open. What has a receipt is left no more."""
    while left and session.is_open:
        refusal = await session.offer(left[0])
        while refusal is None:
            receipt, refusal = await session.deliver(left[0], left[1] if len(left) > 1 else None)
            _settle(left, outcome, receipt)
            if not left or (refusal is None and not session.is_open):
                return
        _settle(left, outcome, refusal)


def _settle(left: list[Message], outcome: Outcome, receipt: Receipt) -> None:
    outcome.receipts[left.pop(0).number] = receipt
