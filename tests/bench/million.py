"""
One million members: their audience frozen, the first 20 000 letters sent, and the last 20 000.

    python -m tests.bench.million ROOT VIA             prints JSON; started by tests.bench.sending --million

Those between are called accepted by hand, as if they had been sent: what is measured is whether the ledger gets slow
or large, not the server's patience. ROOT is a workspace with a sealed edition.
"""

import asyncio
import json
import sys
import time
from pathlib import Path

from sqlalchemy import Engine, text

from publish.database import open_database
from publish.mail.ledger import Result, Row
from publish.send.freeze import Wish, freeze
from publish.send.ready import Ready, ready
from publish.send.run import Options, Run, approve
from publish.send.sends import Send
from publish.send.steps import Step
from tests.bench.newsletter import EDITION

MEMBERS = 1_000_000
SENT = 20_000
"""Letters at each end."""
CONNECTIONS = 10
_FROZEN = 1_700_000_000
_PEOPLE = """
insert into member (number, code, key, address, name, first_name, company, language, external_id, since, changed)
with recursive n(i) as (select 1 union all select i + 1 from n where i < :members)
select i, randomblob(8), randomblob(32), 'member' || i || '@example' || (i % 1000) || '.se', 'Åsa Öberg ' || i,
    'Åsa', 'Företag ' || i, case i % 5 when 0 then 'en' else 'sv' end, '', 1, 1 from n
"""
_CONSENT = """
insert into consent (number, member, action, basis, source, given, shown, recorded, digest, chain)
with recursive n(i) as (select 1 union all select i + 1 from n where i < :members)
select i, i, 'given', 'membership', 'bench', '2020-01-01', '', 1, zeroblob(32), zeroblob(32) from n
"""
_BETWEEN = """
update delivery set state = 'accepted', phase = 'dot', reply = 250, address = null, name = '', first_name = '',
    company = '' where state = 'queued' and number <= :last
"""


class Clock:
    """Notes when the first and the last result came, and says stop after so many."""

    def __init__(self, stop: asyncio.Event, most: int) -> None:
        self._stop, self._left = stop, most
        self._count, self._first, self._last = 0, 0.0, 0.0

    def at(self, step: Step, row: Row | None) -> None:
        pass

    def judged(self, result: Result) -> None:  # noqa: ARG002
        self._last = time.perf_counter()
        self._first = self._first or self._last
        self._count += 1
        self._left -= 1
        if self._left == 0:
            self._stop.set()

    @property
    def rate(self) -> float:
        """Letters a second."""
        return (self._count - 1) / (self._last - self._first)


def main(root: Path, via: str) -> None:
    """Measure, and print what was found."""
    engine = open_database(root)
    with engine.begin() as connection:
        for statement in (_PEOPLE, _CONSENT):
            connection.execute(text(statement), {"members": MEMBERS})
    prepared = ready(root, EDITION, via)
    found = {}
    send, found["freezing, seconds"] = _freeze(engine, prepared)
    found["the first, a second"], found["starting, seconds"] = _send(prepared, send)
    with engine.begin() as connection:
        connection.execute(text(_BETWEEN), {"last": MEMBERS - SENT})
    found["the last, a second"], found["starting again, seconds"] = _send(prepared, send)
    found["memory at its peak, MB"] = _peak()
    print(json.dumps(found))  # noqa: T201


def _freeze(engine: Engine, prepared: Ready) -> tuple[Send, float]:
    start = time.perf_counter()
    wish = Wish(prepared.sealed, tuple(prepared.letters), "", prepared.transport.name, _FROZEN, _FROZEN)
    send = freeze(engine, wish, MEMBERS, lambda connection, send: approve(prepared, connection, send))
    return send, time.perf_counter() - start


def _send(prepared: Ready, send: Send) -> tuple[float, float]:
    """Letters a second, and seconds before the first and after the last."""

    async def run() -> Clock:
        stop = asyncio.Event()
        clock = Clock(stop, SENT)
        options = Options(connections=CONNECTIONS)
        await Run(prepared, send, clock, options, stop).carry_out()
        return clock

    start = time.perf_counter()
    clock = asyncio.run(run())
    return clock.rate, time.perf_counter() - start - SENT / clock.rate


def _peak() -> float:
    """Of this process, as the system counts it."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    (line,) = (line for line in status.splitlines() if line.startswith("VmHWM:"))
    return int(line.split()[1]) / 1024


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
