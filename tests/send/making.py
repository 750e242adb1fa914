"""Members and a frozen send, straight into the tables."""

from collections.abc import Sequence
from pathlib import Path

from sqlalchemy import Engine, insert

from publish.database import keyed, open_database, secret, tables

EDITION = "2021-03-30-an-example"
FROZEN = 1_617_087_600


def addresses(count: int) -> tuple[str, ...]:
    """So many addresses, at three providers in turn."""
    return tuple(f"member{n}@{('one', 'two', 'three')[n % 3]}.example" for n in range(1, count + 1))


def made(root: Path, people: Sequence[str], *, language: str = "en") -> Engine:
    """A database with *people* as members, all of them queued in send 1."""
    engine = open_database(root)
    key = secret(root, "address")
    members = [
        {"number": n, "code": n.to_bytes(8), "key": keyed(key, address), "address": address, "name": f"Member {n}",
         "first_name": "Member", "company": "", "language": language, "external_id": "", "since": 1, "changed": 1}
        for n, address in enumerate(people, 1)
    ]  # fmt: skip
    rows = [
        {"number": n, "send": 1, "member": n, "edition": 1, "state": "queued", "changed": 1, "language": language,
         "provider": address.partition("@")[2], "address": address, "name": f"Member {n}", "first_name": "Member",
         "company": ""}
        for n, address in enumerate(people, 1)
    ]  # fmt: skip
    with engine.begin() as connection:
        connection.execute(insert(tables.edition).values(number=1, name=EDITION))
        connection.execute(
            insert(tables.send).values(
                number=1, edition=1, version=1, seal="0" * 64, segment="", frozen=FROZEN, starts=FROZEN, relay="",
                excluded="{}", template="",
            )
        )  # fmt: skip
        if people:
            connection.execute(insert(tables.member), members)
            connection.execute(insert(tables.delivery), rows)
    return engine


def states(engine: Engine) -> dict[int, str]:
    """The state of every row."""
    with engine.connect() as connection:
        query = tables.delivery.select().order_by(tables.delivery.c.number)
        return {row.number: row.state for row in connection.execute(query)}
