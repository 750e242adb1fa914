"""
Freezing an audience: in one transaction everybody who gets the edition has a row, with what is merged into the letter.

Nothing is sent before it, and nothing that changes afterwards changes who gets what; but who leaves the list
meanwhile is left out.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, Engine, cast, func, insert, literal, select, update
from sqlalchemy.types import Integer, String

from publish.archive import Sealed
from publish.database.tables import delivery
from publish.database.tables import edition as editions
from publish.database.tables import send as sends
from publish.mail.ledger.writer import writable
from publish.mail.outcome import State
from publish.members.audience import Audience, counts
from publish.problems import MemberError, Place, Problem
from publish.send.providers import PROVIDERS
from publish.send.sends import Send, all_sends, name_in_ledger

_PLACE = Place(".publish/publish.db")


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody wants to have sent."""

    sealed: Sealed
    languages: tuple[str, ...]
    """In which there is a letter, the one for everybody else first."""
    segment: str
    relay: str
    now: int
    starts: int

    @property
    def name(self) -> str:
        """The edition's in the ledger."""
        return name_in_ledger(self.sealed.head.edition, self.relay)


def audience(connection: Connection, wish: Wish) -> Audience:
    """Who would get it, counted. Writes nothing."""
    number = connection.scalar(select(editions.c.number).where(editions.c.name == wish.name))
    return counts(connection, wish.languages, wish.segment, number or 0)


def freeze(engine: Engine, wish: Wish, confirmed: int, approve: Callable[[Connection, Send], str]) -> Send:
    """
    Freeze the audience; *approve* looks at it before it is committed, and gives the digest of its letters.

    Raises:
        MemberError: if it is not the *confirmed* number of people any more. Then nothing was frozen; likewise if
            *approve* raises, or the disk does not allow it.
    """
    with writable(), _at_one_moment(engine).begin() as connection:
        edition = _edition(connection, wish.name)
        found = counts(connection, wish.languages, wish.segment, edition)
        number = _insert_send(connection, wish, edition, found)
        frozen = _insert_rows(connection, wish, edition, number, found)
        if frozen != confirmed:
            hint = "look at the numbers again: members came or went while you were asked"
            raise MemberError(
                Problem("E886", f"the audience is {frozen} now, {confirmed} were confirmed", _PLACE, hint)
            )
        (send,) = (send for send in all_sends(connection, wish.sealed.head.edition) if send.number == number)
        connection.execute(update(sends).where(sends.c.number == number).values(template=approve(connection, send)))
        (send,) = (send for send in all_sends(connection, wish.sealed.head.edition) if send.number == number)
    return send


def _at_one_moment(engine: Engine) -> Engine:
    """A transaction that sees the members as they are at its beginning, as in SQLite, so that the sums add up."""
    if engine.dialect.name == "sqlite":
        return engine
    return engine.execution_options(isolation_level="REPEATABLE READ")


def _edition(connection: Connection, name: str) -> int:
    found = connection.scalar(select(editions.c.number).where(editions.c.name == name))
    if found is None:
        key = connection.execute(insert(editions).values(name=name)).inserted_primary_key
        found = key[0] if key else 0
    return int(found)


def _insert_send(connection: Connection, wish: Wish, edition: int, found: Audience) -> int:
    head = wish.sealed.head
    inserted = connection.execute(
        insert(sends).values(
            edition=edition,
            version=head.version,
            seal=wish.sealed.sha256,
            segment=wish.segment,
            frozen=wish.now,
            starts=wish.starts,
            relay=wish.relay,
            excluded=json.dumps(dict(found.excluded)),
            template="",
        )
    ).inserted_primary_key
    return int(inserted[0]) if inserted else 0


def _insert_rows(connection: Connection, wish: Wish, edition: int, send: int, found: Audience) -> int:
    people = found.people.subquery()
    fields = {
        "send": literal(send),
        "member": people.c.number,
        "edition": literal(edition),
        "state": literal(State.QUEUED.value),
        "attempts": cast(literal(0), Integer),
        "due": cast(literal(0), Integer),
        "phase": literal(""),
        "reply": cast(literal(0), Integer),
        "status": literal(""),
        "text": literal(""),
        "changed": literal(wish.now),
        "provider": _provider(connection, people.c.address),
        "language": people.c.language,
        "address": people.c.address,
        "name": people.c.name,
        "first_name": people.c.first_name,
        "company": people.c.company,
    }
    query = select(*(value.label(name) for name, value in fields.items())).order_by(people.c.number)
    connection.execute(insert(delivery).from_select(list(fields), query, include_defaults=False))
    for provider, domains in PROVIDERS.items():
        rows = update(delivery).where(delivery.c.send == send, delivery.c.provider.in_(domains))
        connection.execute(rows.values(provider=provider))
    count = connection.scalar(select(func.count()).where(delivery.c.send == send))
    return int(count or 0)


def _provider(connection: Connection, address: ColumnElement[str]) -> ColumnElement[str]:
    """The domain of an address, which never has a quoted local part."""
    if connection.dialect.name == "sqlite":
        domain: ColumnElement[str] = func.substr(address, func.instr(address, "@") + 1, type_=String)
    else:
        domain = func.split_part(address, "@", 2, type_=String)
    return func.substr(domain, 1, 64, type_=String)
