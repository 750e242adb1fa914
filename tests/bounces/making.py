"""A workspace whose keys are those of the corpus, and mailboxes."""

from pathlib import Path

from sqlalchemy import Engine, insert, select, update

from publish.bounces.acting import Done, Rules
from publish.bounces.mailbox import Maildir, Mbox
from publish.bounces.whom import Keys
from publish.bounces.working import Sum, work
from publish.database import keyed, open_database, tables
from publish.members.suppression import is_suppressed
from tests.bounces.corpus import ADDRESS, EDITION, KEY, MESSAGE_KEY

KEYS = Keys(KEY, MESSAGE_KEY, b"a" * 32)
NOW = 1_617_200_000


def made(root: Path, sends: int = 1) -> Engine:
    """Members 1 and 2, both of whom got so many *sends*."""
    keys = root / ".publish" / "keys"
    keys.mkdir(parents=True, mode=0o700)
    for name, key in (("token", KEYS.token), ("message", KEYS.message), ("address", KEYS.address)):
        (keys / name).write_bytes(key)
        (keys / name).chmod(0o600)
    engine = open_database(root)
    with engine.begin() as connection:
        connection.execute(insert(tables.member), [_member(1, ADDRESS), _member(2, "member2@two.example")])
    for number in range(1, sends + 1):
        sent(engine, number)
    return engine


def sent(engine: Engine, number: int, state: str = "accepted") -> None:
    """One more send, with what became of it."""
    name = EDITION if number == 1 else f"edition-{number}"
    one = {"number": number, "edition": number, "version": 1, "seal": "", "frozen": number, "starts": 1,
           "excluded": "{}", "template": ""}  # fmt: skip
    rows = [
        {"number": 10 * number + n, "send": number, "member": n, "edition": number, "state": state, "changed": 1,
         "language": "sv"}
        for n in (1, 2)
    ]  # fmt: skip
    with engine.begin() as connection:
        connection.execute(insert(tables.edition).values(number=number, name=name))
        connection.execute(insert(tables.send).values(**one))
        connection.execute(insert(tables.delivery), rows)


def maildir(root: Path, *mails: bytes) -> Maildir:
    """A Maildir with *mails*, in their order."""
    for name in ("new", "cur", "tmp"):
        (root / "mail" / name).mkdir(parents=True, exist_ok=True)
    for mail in mails:
        number = sum(1 for _ in (root / "mail").rglob("*.host*"))
        (root / "mail" / "new" / f"161700{number:04}.M1P1.host").write_bytes(mail)
    return Maildir(root / "mail")


def mbox(root: Path, *mails: bytes) -> Mbox:
    """An mbox file with *mails*."""
    file = root / "mail.mbox"
    head = b"From MAILER-DAEMON  Tue Mar 30 08:00:00 2021\n"
    file.write_bytes(b"".join(head + mail.rstrip(b"\n") + b"\n\n" for mail in mails))
    return Mbox(file)


def worked(engine: Engine, box: Maildir | Mbox, *, soft: int = 3) -> tuple[Sum, list[Done]]:
    """All of *box*, dealt with."""
    told: list[Done] = []
    return work(engine, box, Rules(KEYS, soft, NOW), told.append), told


def standing(engine: Engine, address: str = ADDRESS) -> str:
    """Why they are not written to; empty if they are."""
    with engine.connect() as connection:
        return is_suppressed(connection, keyed(KEYS.address, address)) or ""


def evidence(engine: Engine) -> list[str]:
    """All evidence of suppressions."""
    with engine.connect() as connection:
        return list(connection.execute(select(tables.suppression.c.evidence)).scalars())


def outcome(engine: Engine, send: int, state: str) -> None:
    """Say that a send had another outcome."""
    with engine.begin() as connection:
        connection.execute(update(tables.delivery).where(tables.delivery.c.send == send).values(state=state))


def _member(number: int, address: str) -> dict[str, object]:
    return {"number": number, "code": number.to_bytes(8), "key": keyed(KEYS.address, address), "address": address,
            "name": f"Member {number}", "since": 1, "changed": 1}  # fmt: skip
