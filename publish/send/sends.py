"""
The sends that were begun: each froze an audience for one version of one edition.

Letters that only became files have reached nobody. A send into an outbox is kept apart from real ones, so that whoever
tries everything out first can send to everybody afterwards.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, RowMapping, select

from publish.database.tables import edition as editions
from publish.database.tables import send as sends

_OUTBOX = " (outbox)"
"""Stands after the edition's name in the ledger when letters became files."""


@dataclass(frozen=True, slots=True)
class Send:
    """One send, as it was frozen."""

    number: int
    edition: str
    is_outbox: bool
    """Whether letters became files, and reached nobody."""
    version: int
    seal: str
    """SHA-256 of the sealed manifest."""
    segment: str
    """Empty: everybody."""
    frozen: int
    """Seconds since 1970. Also the date of every letter."""
    starts: int
    """Nothing leaves before."""
    ended: int | None
    relay: str
    excluded: Mapping[str, int]
    """How many members were left out, by reason."""
    template: str
    """SHA-256 over what every copy shares."""


def name_in_ledger(edition: str, relay: str) -> str:
    """Under which name what is sent through *relay* is kept: nobody gets what has one name twice."""
    return f"{edition}{_OUTBOX}" if relay.startswith("outbox") else edition


def all_sends(connection: Connection, edition: str = "") -> tuple[Send, ...]:
    """Every send, oldest first; only those of *edition* if one is named."""
    query = select(sends, editions.c.name).join(editions).order_by(sends.c.number)
    if edition:
        query = query.where(editions.c.name.in_((edition, f"{edition}{_OUTBOX}")))
    return tuple(_send(row) for row in connection.execute(query).mappings())


def open_sends(connection: Connection, edition: str) -> tuple[Send, ...]:
    """The sends of *edition* that have not ended: at most a real one and one into an outbox."""
    return tuple(send for send in all_sends(connection, edition) if send.ended is None)


def _send(row: RowMapping) -> Send:
    return Send(
        number=row["number"],
        edition=row["name"].removesuffix(_OUTBOX),
        is_outbox=row["name"].endswith(_OUTBOX),
        version=row["version"],
        seal=row["seal"],
        segment=row["segment"],
        frozen=row["frozen"],
        starts=row["starts"],
        ended=row["ended"],
        relay=row["relay"],
        excluded=json.loads(row["excluded"]),
        template=row["template"],
    )
