"""
What to do about those of whom nobody knows whether they got their letter.

    hold     nothing; they are named until a person decides
    resend   send the same octets again: what was taken twice has one Message-ID and one Date
    ask      look into the relay's log: there stands which letters it has taken
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from publish.mail.ledger import Ledger, Row
from publish.send.relaylog import Log


class How(StrEnum):
    """How doubts are decided."""

    HOLD = "hold"
    RESEND = "resend"
    ASK = "ask"


@dataclass(frozen=True, slots=True)
class Resolved:
    """What came of the doubts."""

    accepted: int = 0
    again: int = 0
    held: int = 0


async def resolve(ledger: Ledger, how: How, message_id: Callable[[Row], str], log: Log | None = None) -> Resolved:
    """Decide about every uncertain row of a send; *message_id* gives that of a row's letter."""
    accepted = again = held = 0
    for row in await ledger.uncertain():
        taken = await _taken(ledger, row, how, message_id, log)
        if taken is None:
            held += 1
            continue
        await ledger.resolve(row, taken=taken)
        accepted, again = accepted + taken, again + (not taken)
    return Resolved(accepted, again, held)


async def _taken(ledger: Ledger, row: Row, how: How, message_id: Callable[[Row], str], log: Log | None) -> bool | None:
    """Whether the server has it; None if that cannot be known. Who wants them sent again takes them for not taken."""
    if not row.recipient.address:  # forgotten meanwhile
        return None
    if how is How.RESEND:
        return False
    if how is How.HOLD or log is None:
        return None
    if message_id(row) in log.message_ids:
        return True
    if message_id(row) in log.begun:
        return None
    return False if log.covers(*await ledger.doubted(row)) else None
