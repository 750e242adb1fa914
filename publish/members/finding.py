"""One member, by the address that somebody typed."""

from pathlib import Path
from typing import NamedTuple

from sqlalchemy import Connection, select

from publish.database import FILE, keyed, secret
from publish.database.tables import member
from publish.members.addresses import Refusal, read_address
from publish.problems import MemberError, Place, Problem


class Asked(NamedTuple):
    """An address, and the key by which the database knows it."""

    text: str
    key: bytes


def asked(root: Path, text: str) -> Asked:
    """
    What *text* means.

    Raises:
        MemberError: if it is no address.
    """
    found = read_address(text)
    if isinstance(found, Refusal):
        raise MemberError(Problem(found.code, found.reason, Place("ADDRESS"), found.hint))
    return Asked(found.text, keyed(secret(root, "address"), found.folded))


def number_of(connection: Connection, who: Asked) -> int:
    """
    The member's number.

    Raises:
        MemberError: if nobody has the address.
    """
    found = connection.execute(
        select(member.c.number).where(member.c.key == who.key, member.c.address.is_not(None))
    ).scalar()
    if found is None:
        hint = "`publish members list` shows everybody; a forgotten person is not among them"
        raise MemberError(Problem("E820", "nobody here has this address", Place(FILE), hint))
    return int(found)
