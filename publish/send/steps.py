"""The steps of the loop of sending, who is told of them, and how it waits."""

import asyncio
from enum import StrEnum
from typing import Protocol

from publish.mail.ledger import Result, Row


class Step(StrEnum):
    """The named steps of the loop, in the order they are come to."""

    CONNECTED = "connected"
    TAKEN = "taken"
    OFFERED = "offered"
    INTENDED = "intended"
    DELIVERED = "delivered"
    RECORDED = "recorded"


class Watcher(Protocol):
    """Is told how the sending gets on."""

    def at(self, step: Step, row: Row | None) -> None:
        """A connection has come to *step*."""

    def judged(self, result: Result) -> None:
        """A row has its result. It is in the ledger soon, not yet."""


async def first_of(*events: asyncio.Event, seconds: float) -> None:
    """Wait until one of *events* is set, for *seconds* at most."""
    waits = [asyncio.ensure_future(event.wait()) for event in events]
    try:
        await asyncio.wait(waits, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for wait in waits:
            wait.cancel()
