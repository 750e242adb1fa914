"""The member whom a mail is about, if it proves to be about one."""

import datetime as dt
import hmac
from dataclasses import dataclass, field

from sqlalchemy import Connection, select

from publish.bounces.verdict import Who
from publish.database import keyed
from publish.database.tables import delivery, edition, member, send
from publish.mail.message.frozen import Frozen, message_id
from publish.members.addresses import Refusal, read_address

_NO_TIME = dt.datetime.fromtimestamp(0, dt.UTC)


@dataclass(frozen=True, slots=True)
class Keys:
    """The workspace's keys: of tokens and return paths, of Message-IDs, and of addresses."""

    token: bytes = field(repr=False)
    message: bytes = field(repr=False)
    address: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Person:
    """A member."""

    number: int
    name: str
    address: str = field(repr=False)
    send: int | None
    """The send whose letter came back, if that is known."""


def person(connection: Connection, who: Who, keys: Keys) -> Person | None:
    """The member; None if nothing of ours proves it, or they are no member any more."""
    if who.code is not None:
        return _found(connection, who.code, who.send)
    found = _by_message_id(connection, who, keys)
    return _found(connection, *found) if found else None


def _found(connection: Connection, code: bytes, number: int | None) -> Person | None:
    wanted = select(member.c.number, member.c.name, member.c.address).where(member.c.code == code)
    row = connection.execute(wanted).first()
    if not row:
        return None
    number = _latest(connection, row.number) if number is None else number
    known = connection.execute(select(send.c.number).where(send.c.number == number)).scalar()
    return Person(row.number, row.name, row.address or "", known)


def _latest(connection: Connection, number: int) -> int | None:
    """The last send that reached member *number*: of that one is what names none."""
    wanted = select(delivery.c.send).where(delivery.c.member == number, delivery.c.state == "accepted")
    return connection.execute(wanted.order_by(delivery.c.send.desc()).limit(1)).scalar()


def _by_message_id(connection: Connection, who: Who, keys: Keys) -> tuple[bytes, int] | None:
    """
    Whom the report names, if it returns a letter that we sent to them.

    Its Message-ID is made with our key from the edition and the member's code, so that nobody else could know it.
    """
    address = read_address(who.address)
    if not who.message_id or isinstance(address, Refusal):
        return None
    joined = delivery.join(member, delivery.c.member == member.c.number).join(send, delivery.c.send == send.c.number)
    wanted = select(member.c.code, send.c.number, send.c.version, edition.c.name)
    wanted = wanted.select_from(joined.join(edition, send.c.edition == edition.c.number))
    for row in connection.execute(wanted.where(member.c.key == keyed(keys.address, address.folded))):
        if hmac.compare_digest(_id(keys, row.name, row.version, row.code), who.message_id.lower().encode()):
            return row.code, row.number
    return None


def _id(keys: Keys, name: str, version: int, code: bytes) -> bytes:
    letter = Frozen(edition=name, version=version, send=0, at=_NO_TIME, message_key=keys.message, token_key=keys.token)
    return message_id(keys.message, letter.named(test=False), code)
