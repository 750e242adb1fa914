"""How many letters in a row came back though the address may live."""

from collections import Counter

from sqlalchemy import Connection, select

from publish.bounces.verdict import Kind
from publish.database.tables import bounce, delivery

_SENDS = 2
"""A run goes over so many sends at least: one bad day of a server is none."""


def is_run(connection: Connection, member: int, send: int | None, soft: int) -> bool:
    """Whether one more soft bounce, of *send*, makes a run of *soft* ones."""
    counts = _counted(connection, member)
    counts[send or 0] += 1
    if len(counts) > 1:
        counts[max(counts)] += counts.pop(0, 0)  # of no send that is known: of the latest
    arrived = _arrived(connection, member) - set(counts)
    run: list[int] = []
    for number in sorted({*counts, *(one for one in arrived if one < max(counts))}, reverse=True):
        if number in arrived:
            break
        run.append(counts[number])
    return sum(run) >= soft and len(run) >= min(_SENDS, soft)


def _counted(connection: Connection, member: int) -> Counter[int]:
    """Soft bounces by send, since the member was last suppressed for them or a letter was said to have arrived."""
    counts: Counter[int] = Counter()
    wanted = select(bounce.c.send, bounce.c.kind, bounce.c.action).where(bounce.c.member == member)
    for row in connection.execute(wanted.order_by(bounce.c.number.desc())):
        if row.kind == Kind.DELIVERED or row.action == "suppressed":
            break
        if row.kind == Kind.SOFT:
            counts[row.send or 0] += 1
    return counts


def _arrived(connection: Connection, member: int) -> set[int]:
    """Sends whose letter was taken."""
    wanted = select(delivery.c.send).where(delivery.c.member == member, delivery.c.state == "accepted")
    return set(connection.execute(wanted).scalars())
