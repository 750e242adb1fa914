"""Whose turn it is: rows read from the ledger a thousand at a time, and taken as the pace allows."""

import asyncio
from collections import deque
from dataclasses import dataclass, field

from publish.mail.ledger import Ledger, Row
from publish.send.pace import Pace

_READ = 1000
"""Rows that are read at a time."""
_MOST = 20_000
"""Rows held for providers that have to wait, so that others get their turn."""


@dataclass(slots=True)
class Turns:
    """The rows of one send that are to be sent now, provider by provider in turn."""

    ledger: Ledger
    pace: Pace
    _waiting: dict[str, deque[Row]] = field(default_factory=dict)
    _held: int = 0
    _last: int = 0
    _is_read: bool = False
    """Whether the ledger has no more rows."""
    _reading: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def fill(self) -> None:
        """Read more rows if there are none, or none that may leave now."""
        async with self._reading:
            while not self._is_read and self._held < _MOST and not self._has_somebody():
                await self._read()

    async def _read(self) -> None:
        rows = await self.ledger.queued(self._last, _READ)
        if rows:
            self._last = rows[-1].number
        else:
            rows = await self.ledger.due(_MOST)
            self._is_read = True
        for row in rows:
            self._waiting.setdefault(row.provider, deque()).append(row)
        self._held += len(rows)

    def take(self) -> Row | None:
        """The next row that may leave now."""
        provider = self._ready()
        if provider is None:
            return None
        rows = self._waiting.pop(provider)
        row = rows.popleft()
        if rows:
            self._waiting[provider] = rows  # at the end: providers take turns
        self._held -= 1
        self.pace.take(provider)
        return row

    def put_back(self, row: Row) -> None:
        """A row that was taken and did not leave: it is the next of its provider."""
        self._waiting.setdefault(row.provider, deque()).appendleft(row)
        self._held += 1
        self.pace.put_back(row.provider)

    @property
    def is_over(self) -> bool:
        """Whether every row has been taken."""
        return self._is_read and not self._held

    def wait(self) -> float:
        """Seconds until a row may leave; infinite while all depend on letters under way."""
        own = min((self.pace.provider_wait(provider) for provider in self._waiting), default=float("inf"))
        return max(own, self.pace.relay_wait())

    def _has_somebody(self) -> bool:
        """Whether some row does not have to wait for its provider."""
        return any(self.pace.provider_wait(provider) <= 0 for provider in self._waiting)

    def _ready(self) -> str | None:
        if self.pace.relay_wait() > 0:
            return None
        return next((provider for provider in self._waiting if self.pace.provider_wait(provider) <= 0), None)
