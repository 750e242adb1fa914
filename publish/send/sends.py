"""The sends that were begun: each froze an audience for one version of one edition."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, RowMapping, select

from publish.database.tables import edition as editions
from publish.database.tables import send as sends


@dataclass(frozen=True, slots=True)
class Send:
    """One send, as it was frozen."""

    number: int
    edition: str
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


def all_sends(connection: Connection, edition: str = "") -> tuple[Send, ...]:
    """Every send, oldest first; only those of *edition* if one is named."""
    query = select(sends, editions.c.name).join(editions).order_by(sends.c.number)
    if edition:
        query = query.where(editions.c.name == edition)
    return tuple(_send(row) for row in connection.execute(query).mappings())


def open_send(connection: Connection, edition: str) -> Send | None:
    """The send of *edition* that has not ended, if there is one."""
    return next((send for send in reversed(all_sends(connection, edition)) if send.ended is None), None)


def _send(row: RowMapping) -> Send:
    return Send(
        number=row["number"],
        edition=row["name"],
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
