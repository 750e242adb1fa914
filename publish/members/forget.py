"""
Forgetting somebody: their data is erased from the database's files, and a keyed hash keeps them out.

1. Address, names, company, language, register number and segments are emptied, in the member's row and in the rows of
   every send; so are the words of their consents, and the salts, by which alone those could be guessed.
2. The key of the address stays among the suppressed, as `forgotten`. It is a keyed hash: without the key file nobody
   can tell whose it is; with it, an import can.
3. Letters to them that lie in the outbox, or as samples of a rehearsal, are removed.
4. The database is written anew (VACUUM), the write-ahead log is emptied, and the files are searched for the address.

What lies in backups, in lists outside of the workspace and with the relay is not reached from here.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, Engine, delete, func, or_, select, update
from sqlalchemy.exc import OperationalError

from publish.database import FILE
from publish.database.tables import delivery, member, segment
from publish.members import consent
from publish.members.finding import Asked
from publish.members.letters import erase_letters
from publish.members.suppression import Reason, suppress_key
from publish.members.writing import writing
from publish.problems import MemberError, Place, Problem

_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What was done."""

    was_member: bool
    deliveries: int
    """Rows of sends that no longer say whose they are."""
    letters: int
    """Files in the outbox, or of a rehearsal, that were removed."""
    is_searched: bool
    """Whether the database's files were searched for the address; on a server they cannot be."""


def forget(root: Path, engine: Engine, who: Asked, now: int) -> Forgotten:
    """
    Erase everything about *who*. Safe to call twice.

    Raises:
        MemberError: if somebody else is using the database, so that its files still hold the address; say it again.
    """
    with writing(engine) as connection:
        wanted = select(member.c.number, member.c.code, member.c.address).where(member.c.key == who.key)
        row = connection.execute(wanted).first()
        was_member = bool(row and row.address is not None)
        deliveries = _erase(connection, row.number, row.code, now) if row and was_member else 0
        suppress_key(connection, who.key, Reason.FORGOTTEN, "", now)
    ways = {who.text, row.address or who.text if row else who.text}
    letters = erase_letters(root, ways)
    if engine.dialect.name != "sqlite":
        return Forgotten(was_member, deliveries, letters, is_searched=False)
    _scrub(engine)
    _search(root, engine, ways)
    return Forgotten(was_member, deliveries, letters, is_searched=True)


def _erase(connection: Connection, number: int, code: bytes, now: int) -> int:
    empty = {"address": None, "name": "", "first_name": "", "company": ""}
    rest = {"language": "", "external_id": "", "changed": now}
    connection.execute(update(member).where(member.c.number == number).values(**empty, **rest))
    connection.execute(delete(segment).where(segment.c.member == number))
    consent.erase(connection, number, code, now)
    return connection.execute(update(delivery).where(delivery.c.member == number).values(**empty)).rowcount


def _scrub(engine: Engine) -> None:
    """Write the database anew, so that no page keeps what was moved or deleted, and empty the log."""
    try:
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("VACUUM")
            busy = connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").one()[0]
    except OperationalError as error:
        raise _unfinished() from error
    if busy:
        raise _unfinished()


def _unfinished() -> MemberError:
    message = "the person is forgotten, but the files still hold the address: somebody else is using the database"
    return MemberError(Problem("E824", message, Place(FILE), "when the other command is done, say it again"))


def _search(root: Path, engine: Engine, ways: set[str]) -> None:
    """Make sure that the address is in no file, in any of the *ways* it was written; unless another's holds it."""
    with engine.connect() as connection:
        part = or_(*(func.instr(func.lower(member.c.address), way.lower()) > 0 for way in ways))
        if connection.execute(select(member.c.number).where(part).limit(1)).first():
            return
    needles = [way.encode().lower() for way in ways]
    for file in sorted((root / FILE).parent.glob(f"{Path(FILE).name}*")):
        if any(needle in data for data in _windows(file, max(map(len, needles))) for needle in needles):
            raise _unfinished()


def _windows(file: Path, overlap: int) -> Iterator[bytes]:
    """The octets of *file* in small letters, a megabyte at a time, each with the end of the one before."""
    before = b""
    with file.open("rb") as stream:
        while data := stream.read(_CHUNK):
            yield (before + data).lower()
            before = data[-overlap:]
