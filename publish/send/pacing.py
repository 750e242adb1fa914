"""Which pace a relay is due, and what was learnt of it, kept from one run to the next."""

from urllib.parse import urlsplit

from sqlalchemy import Engine, delete, insert, select

from publish.database.tables import pace as paces
from publish.send.pace import PRESETS, Limits, Pace, Provider
from publish.workspace import Sending

_STANDARD = Limits()
_OUTBOX = Limits(connections=1)


def pace_limits(sending: Sending, relay: str, connections: int = 0) -> Limits:
    """The limits for *relay*: what is asked for, else what is set, else what the relay is known to bear."""
    if relay.startswith("outbox"):
        return _OUTBOX
    host = urlsplit(relay).hostname or ""
    known = PRESETS.get(host, _STANDARD)
    return Limits(
        per_second=sending.per_second or known.per_second,
        per_minute=sending.per_minute or known.per_minute,
        connections=connections or sending.connections or known.connections,
    )


def remembered(engine: Engine, relay: str, pace: Pace, now: float) -> Pace:
    """*pace* with what was learnt of providers through *relay* before *now*, seconds since 1970."""
    with engine.connect() as connection:
        rows = connection.execute(select(paces).where(paces.c.bucket.startswith(f"{relay} ", autoescape=True))).all()
    for row in rows:
        rest = max(0.0, row.hold - now)
        # A clock that was wrong must not hold anybody for days.
        pace.providers[row.bucket.removeprefix(f"{relay} ")] = Provider(
            rest_until=pace.clock() + min(rest, 3600.0), at_a_time=row.connections
        )
    return pace


def remember(engine: Engine, relay: str, pace: Pace, now: float) -> None:
    """Keep what was learnt of providers through *relay*."""
    rows = [
        {
            "bucket": f"{relay} {name}"[:255],
            "tokens": "",
            "changed": int(now),
            "hold": int(now + max(0.0, provider.rest_until - pace.clock())),
            "connections": provider.at_a_time,
        }
        for name, provider in pace.providers.items()
        if provider.at_a_time or provider.rest_until > pace.clock()
    ]
    with engine.begin() as connection:
        connection.execute(delete(paces).where(paces.c.bucket.startswith(f"{relay} ", autoescape=True)))
        if rows:
            connection.execute(insert(paces), rows)
