"""Who is never written to again, whatever an import brings, and why."""

import datetime as dt
from enum import StrEnum

from sqlalchemy import Connection, delete, insert, select, update

from publish.database.tables import consent, member, suppression
from publish.members.bases import Action
from publish.members.consent import Entry, append
from publish.members.writing import lock


class Reason(StrEnum):
    """Why."""

    UNSUBSCRIBED = "unsubscribed"
    BOUNCED = "bounced"
    COMPLAINED = "complained"
    MANUAL = "manual"
    FORGOTTEN = "forgotten"


_RANK = {Reason.BOUNCED: 0, Reason.MANUAL: 1, Reason.UNSUBSCRIBED: 2, Reason.COMPLAINED: 3, Reason.FORGOTTEN: 4}
"""A stronger reason takes the place of a weaker one: what a person said counts more than what a server said."""
_LONGEST = 500


def suppress(connection: Connection, number: int, reason: Reason, evidence: str, now: int) -> bool:
    """
    Never write to member *number* again. False if they were suppressed for this or a stronger reason already.

    What the person decided also withdraws their consent. *evidence* says how it is known, without an address.
    The caller commits.
    """
    lock(connection)
    found = connection.execute(select(member.c.key, member.c.code).where(member.c.number == number)).one()
    if not suppress_key(connection, found.key, reason, evidence, now):
        return False
    if reason is not Reason.BOUNCED:
        _withdraw(connection, number, found.code, reason, now)
    return True


def suppress_address(connection: Connection, key: bytes, reason: Reason, evidence: str, now: int) -> bool:
    """The same for an address, whether it is a member's or not, of which the *key* is known."""
    number = connection.execute(select(member.c.number).where(member.c.key == key)).scalar()
    if number is None:
        return suppress_key(connection, key, reason, evidence, now)
    return suppress(connection, number, reason, evidence, now)


def suppress_key(connection: Connection, key: bytes, reason: Reason, evidence: str, now: int) -> bool:
    """Only the *key*: nobody's consent is looked at. The caller holds the lock for writing."""
    evidence = " ".join(evidence.replace("\0", "").split())[:_LONGEST]
    before = is_suppressed(connection, key)
    if before is None:
        row = {"key": key, "reason": reason.value, "evidence": evidence, "since": now}
        connection.execute(insert(suppression), [row])
        return True
    if _RANK[before] >= _RANK[reason]:
        return False
    values = {"reason": reason.value, "evidence": evidence, "since": now}
    connection.execute(update(suppression).where(suppression.c.key == key).values(values))
    return True


def lift(connection: Connection, key: bytes) -> Reason | None:
    """
    Let an address be written to again, as its owner asks; the reason why it was not, None if it was.

    A consent that was withdrawn stays so: a new one must be recorded. The caller holds the lock for writing.
    """
    before = is_suppressed(connection, key)
    connection.execute(delete(suppression).where(suppression.c.key == key))
    return before


def is_suppressed(connection: Connection, key: bytes) -> Reason | None:
    """Why the address of this *key* is never written to; None if it may be."""
    found = connection.execute(select(suppression.c.reason).where(suppression.c.key == key)).scalar()
    return Reason(found) if found else None


def _withdraw(connection: Connection, number: int, code: bytes, reason: Reason, now: int) -> None:
    wanted = select(consent.c.action, consent.c.basis).where(consent.c.member == number)
    last = connection.execute(wanted.order_by(consent.c.number.desc()).limit(1)).first()
    if last and last.action == Action.GIVEN:
        given = dt.datetime.fromtimestamp(now, dt.UTC).isoformat(timespec="seconds")
        append(connection, [Entry(number, code, Action.WITHDRAWN.value, last.basis, reason.value, given)], now)
