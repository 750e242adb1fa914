"""What a server's answer means for a row: done, again later, or given up."""

import random
from dataclasses import dataclass, replace

from publish.mail.ledger import Result, Row
from publish.mail.outcome import Receipt, State
from publish.mail.transport.verdict import is_dead_address

_FIRST = 300
"""Seconds until the first new attempt (greylisting asks for about five minutes)."""
_LONGEST = 4 * 3600


@dataclass(frozen=True, slots=True)
class Patience:
    """How long a row that is turned away is tried, and a server that is away is waited for; in seconds."""

    first: float = _FIRST
    give_up: float = 72 * 3600
    """After the audience was frozen (RFC 5321, 4.5.4.1 asks for days)."""
    reconnect: float = 1.0
    """Until a server that is away is asked again; twice as long each time."""
    without_server: float = 900.0
    """Until the run ends because no server is there."""


def judge(row: Row, receipt: Receipt, *, frozen: int, now: float, patience: Patience) -> Result:
    """The result of *row*: a deferred one gets the time of its next attempt, or is given up."""
    if receipt.state is not State.DEFERRED:
        return Result(row, receipt, is_dead=receipt.state is State.REJECTED and is_dead_address(receipt))
    if now - frozen > patience.give_up:
        given_up = replace(receipt, state=State.REJECTED, text=f"given up: {receipt.text}")
        return Result(row, given_up)
    wait = min(_LONGEST, patience.first * 2 ** min(row.attempts, 10))
    return Result(row, receipt, due=int(now + wait * random.uniform(1.0, 1.25)))  # noqa: S311  # only to spread them
