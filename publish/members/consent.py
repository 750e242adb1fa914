"""
What members have agreed to, when and where. Rows are only ever added.

Each row has a digest of its content, made with a salt of its own, and a link: SHA-256 over the link of the row before
and the digest. A row that is changed, taken out or put in is found. When somebody is forgotten, the words and the salt
go; the digest stays, of which nobody can tell any more what it was made from, and the chain can still be followed.
"""

import datetime as dt
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, insert, select, update

from publish.database.tables import consent, member
from publish.members.bases import Action

_SALT = 16
_MOST = 10
ERASED = "forgotten"
"""The source of the row that records that a member's words were erased."""
_NOTHING = bytes(32)
"""The link before the first row."""


class Entry(NamedTuple):
    """Something to be recorded."""

    member: int
    code: bytes
    action: str
    basis: str
    source: str
    given: str
    shown: str = ""


class Chain:
    """The end of the chain, to which rows are added. Only for who holds the lock for writing."""

    def __init__(self, connection: Connection) -> None:
        last = connection.execute(
            select(consent.c.number, consent.c.chain).order_by(consent.c.number.desc()).limit(1)
        ).first()
        self._number: int = last.number if last else 0
        self._link: bytes = last.chain if last else _NOTHING

    def rows(self, entries: Sequence[Entry], now: int) -> Iterator[tuple[Any, ...]]:
        """The rows of `consent` for *entries*, in the order of its columns."""
        salts = os.urandom(_SALT * len(entries))
        for index, entry in enumerate(entries):
            salt = salts[_SALT * index : _SALT * (index + 1)]
            digest = _digest(salt, entry.code, (*entry[2:], str(now)))
            self._number += 1
            self._link = sha256(self._link + digest).digest()
            yield self._number, entry.member, *entry[2:], now, salt, digest, self._link


def append(connection: Connection, entries: Iterable[Entry], now: int) -> None:
    """Record *entries*. The caller holds the lock for writing."""
    names = [column.name for column in consent.columns]
    rows = [dict(zip(names, row, strict=True)) for row in Chain(connection).rows(tuple(entries), now)]
    if rows:
        connection.execute(insert(consent), rows)


@dataclass(frozen=True, slots=True)
class Verified:
    """What came of following the chain."""

    rows: int
    erased: int
    """Rows of forgotten members: their links hold, their words are gone, and a later row says so."""
    head: str
    """The last link, hexadecimal: the same as noted earlier, and nothing before it has changed."""
    broken: tuple[int, ...]
    """Rows that are not what was recorded, or before which one is missing; at most ten."""


def verify(connection: Connection) -> Verified:
    """Follow the chain from its first row to its last."""
    wanted = select(consent, member.c.code).join_from(consent, member).order_by(consent.c.number)
    link, number, erased = _NOTHING, 0, 0
    broken: set[int] = set()
    open_: dict[int, list[int]] = {}
    for row in connection.execute(wanted, execution_options={"yield_per": 5000}):
        if row.salt is None:
            erased += 1
            open_.setdefault(row.member, []).append(row.number)
        elif _digest(row.salt, row.code, _content(row)) != row.digest:
            broken.add(row.number)
        elif (row.action, row.source) == (Action.WITHDRAWN, ERASED):
            open_.pop(row.member, None)
        if row.number != number + 1 or sha256(link + row.digest).digest() != row.chain:
            broken.add(row.number)
        link, number = row.chain, row.number
    broken.update(row for rows in open_.values() for row in rows)
    return Verified(number, erased, link.hex() if number else "", tuple(sorted(broken)[:_MOST]))


def erase(connection: Connection, number: int, code: bytes, now: int) -> None:
    """
    Erase the words of all that member *number* has agreed to, and record that. The caller holds the lock for writing.

    The record itself stays readable: it is what tells an erased row from one that somebody blanked.
    """
    rows = select(consent.c.basis).where(consent.c.member == number).order_by(consent.c.number.desc())
    basis = connection.execute(rows.limit(1)).scalar()
    if basis is None:
        return
    day = dt.datetime.fromtimestamp(now, dt.UTC).isoformat(timespec="seconds")
    connection.execute(update(consent).where(consent.c.member == number).values(source="", shown="", salt=None))
    append(connection, [Entry(number, code, Action.WITHDRAWN.value, basis, ERASED, day)], now)


def _content(row: Row[Any]) -> tuple[str, ...]:
    return row.action, row.basis, row.source, row.given, row.shown, str(row.recorded)


def _digest(salt: bytes, code: bytes, content: Sequence[str]) -> bytes:
    """Of a row's content; no text has a NUL in it, so that nothing can pass from one field to the next."""
    return sha256(salt + "\0".join((code.hex(), *content)).encode()).digest()
