"""What the database knows of the people in a piece of a list: who they are, what they agreed to, who is out."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import BindParameter, Connection, bindparam, func, select
from sqlalchemy.types import NullType, TypeEngine

from publish.database.tables import consent, member, segment, suppression


class Last(NamedTuple):
    """The last that was recorded of somebody's consent."""

    action: str
    basis: str
    source: str
    given: str


class Known(NamedTuple):
    """A member as the database has them."""

    number: int
    code: bytes
    address: str | None
    name: str
    first_name: str
    company: str
    language: str
    external_id: str
    segments: frozenset[str]
    consent: Last | None


def known(connection: Connection, keys: Sequence[bytes]) -> dict[bytes, Known]:
    """Those of *keys* who are members."""
    wanted = select(
        member.c.key, member.c.number, member.c.code, member.c.address, member.c.name, member.c.first_name,
        member.c.company, member.c.language, member.c.external_id,
    ).where(member.c.key.in_(_plain(keys)))  # fmt: skip
    rows = connection.execute(wanted).all()
    numbers = [row.number for row in rows]
    segments = segments_of(connection, numbers)
    consents = consents_of(connection, numbers)
    return {
        key: Known._make((number, *rest, segments.get(number, frozenset()), consents.get(number)))
        for key, number, *rest in rows
    }


def suppressed(connection: Connection, keys: Sequence[bytes]) -> dict[bytes, str]:
    """Those of *keys* who are never written to, with the reason."""
    wanted = select(suppression.c.key, suppression.c.reason).where(suppression.c.key.in_(_plain(keys)))
    return {row.key: row.reason for row in connection.execute(wanted)}


def with_external_id(connection: Connection, identities: Collection[str]) -> Mapping[str, bytes]:
    """The key of a member for each of *identities* that somebody has."""
    if not identities:
        return {}
    wanted = select(member.c.external_id, member.c.key).where(member.c.external_id.in_(identities))
    return {row.external_id: row.key for row in connection.execute(wanted)}


def segments_of(connection: Connection, numbers: Sequence[int]) -> dict[int, frozenset[str]]:
    """The segments of members; none for who is in no segment."""
    found: dict[int, set[str]] = {}
    if numbers:
        for number, name in connection.execute(select(segment).where(segment.c.member.in_(numbers))):
            found.setdefault(number, set()).add(name)
    return {number: frozenset(names) for number, names in found.items()}


def consents_of(connection: Connection, numbers: Sequence[int]) -> dict[int, Last]:
    """The last that was recorded of members' consent."""
    if not numbers:
        return {}
    last = select(func.max(consent.c.number)).where(consent.c.member.in_(numbers)).group_by(consent.c.member)
    wanted = select(
        consent.c.member, consent.c.action, consent.c.basis, consent.c.source, consent.c.given
    ).where(consent.c.number.in_(last))  # fmt: skip
    return {number: Last(*rest) for number, *rest in connection.execute(wanted)}


def _plain(keys: Sequence[bytes]) -> BindParameter[Any]:
    """*keys* as the driver takes them: thousands need not be wrapped one by one."""
    as_it_is: TypeEngine[Any] = NullType()
    return bindparam("keys", keys, expanding=True, type_=as_it_is)
