"""Writes what an import brings, some thousand rows at a time; numbers and codes are given here."""

import datetime as dt
import os
from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, Table, bindparam, func, insert, select, update

from publish.database.tables import consent, member, segment
from publish.members.consent import Chain, Entry
from publish.members.known import Known
from publish.members.people import Consent, Person

_CODE = 8
_AT_ONCE = 1000


class Store:
    """Collects rows, and writes them when told. Only for who holds the lock for writing."""

    def __init__(self, connection: Connection, now: dt.datetime) -> None:
        self._connection, self._now = connection, int(now.timestamp())
        self._number = connection.execute(select(func.max(member.c.number))).scalar() or 0
        self._chain = Chain(connection)
        self._codes = _codes()
        self._members: list[tuple[Any, ...]] = []
        self._segments: list[tuple[Any, ...]] = []
        self._entries: list[Entry] = []
        self._updates: dict[tuple[str, ...], list[dict[str, Any]]] = {}

    def add(self, person: Person, key: bytes, agreed: Consent | None) -> None:
        """A new member."""
        self._number += 1
        code = next(self._codes)
        fields = (person.name, person.first_name, person.company, person.language, person.external_id)
        self._members.append((self._number, code, key, person.address.text, *fields, self._now, self._now))
        self._segments += ((self._number, name) for name in person.segments)
        if agreed:
            self._entries.append(Entry(self._number, code, *agreed))

    def change(self, other: Known, new: dict[str, str], segments: Sequence[str], agreed: Consent | None) -> None:
        """What a member gets in addition, or in place of something else."""
        values = {**new, "changed": self._now}
        self._updates.setdefault(tuple(values), []).append({"_number": other.number, **values})
        self._segments += ((other.number, name) for name in segments)
        if agreed:
            self._entries.append(Entry(other.number, other.code, *agreed))

    def flush(self) -> None:
        """Write what was collected."""
        self._insert(member, self._members)
        self._insert(segment, self._segments)
        self._insert(consent, list(self._chain.rows(self._entries, self._now)))
        for names, rows in self._updates.items():
            statement = update(member).where(member.c.number == bindparam("_number"))
            self._connection.execute(statement.values({name: bindparam(name) for name in names}), rows)
        for collected in (self._members, self._segments, self._entries, self._updates):
            collected.clear()

    def _insert(self, table: Table, rows: list[tuple[Any, ...]]) -> None:
        if not rows:
            return
        statement = insert(table)
        if self._connection.dialect.name == "sqlite":  # by position: a third of the time
            marks = ", ".join("?" * len(table.columns))
            self._connection.exec_driver_sql(f"INSERT INTO {table.name} VALUES ({marks})", rows)  # noqa: S608  # ours
        else:
            names = [column.name for column in table.columns]
            self._connection.execute(statement, [dict(zip(names, row, strict=True)) for row in rows])


def _codes() -> Iterator[bytes]:
    """Random octets, many at once from the system."""
    while True:
        octets = os.urandom(_CODE * _AT_ONCE)
        yield from (octets[start : start + _CODE] for start in range(0, len(octets), _CODE))
