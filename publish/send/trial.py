"""One letter to look at: marked as a test, outside the ledger, its way out of the list leading nowhere."""

import secrets
import time
from dataclasses import dataclass, replace

from sqlalchemy import Connection, or_, select

from publish.database.tables import member as members
from publish.mail.outcome import Receipt, State
from publish.mail.recipient import Recipient
from publish.members.addresses import Refusal, read_address
from publish.problems import MemberError, Place, Problem
from publish.send.composing import composer, frozen_of
from publish.send.ready import Ready


@dataclass(frozen=True, slots=True)
class Trial:
    """What came of it, in one language."""

    language: str
    receipt: Receipt
    message_id: str


async def send_test(ready: Ready, address: str, member: str = "") -> tuple[Trial, ...]:
    """
    Send the letter in every language to *address*; as *member* would get it, in one language, if one is named.

    Raises:
        PublishError: if there is no such member, the address is none, or the server is away.
    """
    to = _address(address)
    with ready.engine.connect() as connection:
        people = _people(connection, ready, to, member)
    compose = composer(
        ready.settings, ready.sealed, frozen_of(ready.root, ready.sealed, 0, int(time.time())), ready.keys, test=True
    )
    session = await ready.transport.session()
    try:
        trials = []
        for person in people:
            message = compose.to(person)
            receipt = await session.offer(message) or (await session.deliver(message, None))[0]
            trials.append(Trial(person.language, receipt, message.message_id))
            if receipt.state is not State.ACCEPTED:
                break
    finally:
        await session.close()
    return tuple(trials)


def _address(text: str) -> str:
    address = read_address(text)
    if isinstance(address, Refusal):
        raise MemberError(Problem(address.code, address.reason, Place("--test"), address.hint))
    return address.text


def _people(connection: Connection, ready: Ready, address: str, member: str) -> tuple[Recipient, ...]:
    nobody = Recipient(
        number=0,
        code=secrets.token_bytes(8),
        address=address,
        language="",
        first_name="Förnamn",
        name="Förnamn Efternamn",
        company="Företaget AB",
    )
    if not member:
        return tuple(replace(nobody, language=language) for language in ready.letters)
    found = _member(connection, member)
    language = found.language if found.language in ready.letters else next(iter(ready.letters))
    return (replace(found, address=address, language=language, code=nobody.code),)


def _member(connection: Connection, text: str) -> Recipient:
    query = select(members).where(members.c.address.is_not(None))
    number = int(text) if text.isdecimal() and len(text) < 18 else -1
    query = query.where(or_(members.c.number == number, members.c.address == text, members.c.external_id == text))
    row = connection.execute(query.limit(1)).mappings().first()
    if row is None:
        hint = "`publish members list` shows numbers and addresses"
        raise MemberError(Problem("E890", f"there is no member `{text}`", Place("--as"), hint))
    return Recipient(
        number=row["number"], code=row["code"], address=row["address"], language=row["language"],
        first_name=row["first_name"], name=row["name"], company=row["company"],
    )  # fmt: skip
