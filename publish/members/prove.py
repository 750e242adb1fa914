"""The proof of what somebody agreed to: every row of theirs, and whether the chain it stands in is whole."""

from typing import NamedTuple

from sqlalchemy import Connection, select

from publish.database.tables import consent, member, suppression
from publish.members.consent import Verified, verify


class Recorded(NamedTuple):
    """One row of the history."""

    number: int
    action: str
    basis: str
    source: str
    given: str
    shown: str
    recorded: int


class Out(NamedTuple):
    """That somebody is never written to again."""

    reason: str
    evidence: str
    since: int


class Proof(NamedTuple):
    """All that is known of somebody's consent."""

    is_member: bool
    history: tuple[Recorded, ...]
    out: Out | None
    chain: Verified


def prove(connection: Connection, key: bytes) -> Proof:
    """The history of whose address has this *key*; of a forgotten person, only what keeps them out and the dates."""
    fields = (consent.c.number, consent.c.action, consent.c.basis, consent.c.source, consent.c.given, consent.c.shown,
              consent.c.recorded)  # fmt: skip
    wanted = select(*fields).join_from(consent, member).where(member.c.key == key).order_by(consent.c.number)
    is_member = connection.execute(select(member.c.address).where(member.c.key == key)).scalar() is not None
    out = connection.execute(
        select(suppression.c.reason, suppression.c.evidence, suppression.c.since).where(suppression.c.key == key)
    ).first()
    return Proof(
        is_member,
        tuple(Recorded(*row) for row in connection.execute(wanted)),
        Out(*out) if out else None,
        verify(connection),
    )
