"""Members as they are listed, shown and exported."""

from collections.abc import Iterator
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, Select, func, or_, select

from publish.database.tables import delivery, edition, member, segment, suppression
from publish.members.audience import standing
from publish.members.known import Last, consents_of, segments_of

_PIECE = 2000


class Listed(NamedTuple):
    """One member."""

    number: int
    address: str
    name: str
    first_name: str
    company: str
    language: str
    external_id: str
    since: int
    standing: str
    """Why they are not written to; empty if they are."""
    segments: tuple[str, ...]
    consent: Last | None


class Letter(NamedTuple):
    """An edition that was meant for a member."""

    edition: str
    state: str
    changed: int


def listed(connection: Connection, *, segment_name: str = "", search: str = "", number: int = 0) -> Iterator[Listed]:
    """Members with an address, in the order in which they came; those of a segment, or in whom *search* is found."""
    wanted = _selected(segment_name, search, number)
    found = connection.execute(wanted, execution_options={"yield_per": _PIECE})
    for rows in found.partitions(_PIECE):
        numbers = [row.number for row in rows]
        segments, consents = segments_of(connection, numbers), consents_of(connection, numbers)
        for row in rows:
            groups = tuple(sorted(segments.get(row.number, ())))
            yield Listed._make((*row, groups, consents.get(row.number)))


def letters(connection: Connection, number: int) -> tuple[Letter, ...]:
    """What was sent to a member, or was meant to be."""
    wanted = (
        select(edition.c.name, delivery.c.state, delivery.c.changed)
        .join_from(delivery, edition)
        .where(delivery.c.member == number)
        .order_by(delivery.c.number)
    )
    return tuple(Letter(*row) for row in connection.execute(wanted))


def forgotten(connection: Connection) -> int:
    """How many members are only a number any more."""
    return connection.execute(select(func.count()).where(member.c.address.is_(None))).scalar() or 0


def suppressions(connection: Connection) -> dict[str, int]:
    """How many addresses are never written to, by reason; also such as are no member's."""
    wanted = select(suppression.c.reason, func.count().label("times")).group_by(suppression.c.reason)
    return {row.reason: row.times for row in connection.execute(wanted)}


def _selected(segment_name: str, search: str, number: int) -> Select[tuple[object, ...]]:
    columns = (member.c.number, member.c.address, member.c.name, member.c.first_name, member.c.company,
               member.c.language, member.c.external_id, member.c.since)  # fmt: skip
    wanted = select(*columns, standing().label("standing")).where(member.c.address.is_not(None))
    if segment_name:
        wanted = wanted.join(segment, segment.c.member == member.c.number).where(segment.c.name == segment_name)
    if search:
        wanted = wanted.where(_holds(search))
    if number:
        wanted = wanted.where(member.c.number == number)
    return wanted.order_by(member.c.number)


def _holds(search: str) -> ColumnElement[bool]:
    fields = (member.c.address, member.c.name, member.c.company, member.c.external_id)
    return or_(*(field.icontains(search, autoescape=True) for field in fields))
