"""
What members have agreed to, when and where. Rows are only ever added.

Each row has a digest of its content, made with a salt of its own, and a link: SHA-256 over the link of the row before
and the digest. A row that is changed, taken out or put in breaks the chain from there on. When somebody is forgotten,
the words and the salt go; the digest stays, of which nobody can tell any more what it was made from, and the chain
can still be followed.
"""

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, NamedTuple

from sqlalchemy import Connection, insert, select

from publish.database.tables import consent, member
from publish.members.bases import Action

_SALT = 16
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
    """Rows of forgotten members: their link holds, their words are gone."""
    head: str
    """The last link, hexadecimal: the same as noted earlier, and nothing before it has changed."""
    broken: tuple[int, ...]
    """Rows that are not what was recorded, or before which one is missing; at most ten."""


def verify(connection: Connection) -> Verified:
    """Follow the chain from its first row to its last."""
    wanted = select(consent, member.c.code, member.c.address).join_from(consent, member).order_by(consent.c.number)
    link, number, erased = _NOTHING, 0, 0
    broken: list[int] = []
    for row in connection.execution_options(yield_per=5000).execute(wanted):
        content = (row.action, row.basis, row.source, row.given, row.shown, str(row.recorded))
        was_erased = row.salt is None
        erased += was_erased
        content_holds = row.address is None if was_erased else _digest(row.salt, row.code, content) == row.digest
        link_holds = row.number == number + 1 and sha256(link + row.digest).digest() == row.chain
        if not (content_holds and link_holds) and len(broken) < 10:
            broken.append(row.number)
        link, number = row.chain, row.number
    return Verified(number, erased, link.hex() if number else "", tuple(broken))


def is_given(action: str) -> bool:
    """Whether somebody whose last row says *action* may be written to."""
    return action == Action.GIVEN


def _digest(salt: bytes, code: bytes, content: Sequence[str]) -> bytes:
    """Of a row's content; no text has a NUL in it, so that nothing can pass from one field to the next."""
    return sha256(salt + "\0".join((code.hex(), *content)).encode()).digest()
