"""How far a send is: who has it, who has not, of whom nobody knows, how fast it goes, and how long it takes still."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, case, func, select

from publish.database.tables import delivery, doubt, member
from publish.mail.outcome import State
from publish.send.sends import Send

_RECENT = 60
"""Seconds over which the rate is measured."""
OPEN = (State.QUEUED, State.IN_FLIGHT, State.DEFERRED)
"""States that a send will still change by itself."""


@dataclass(frozen=True, slots=True)
class Doubtful:
    """Somebody of whom nobody knows whether they got it."""

    name: str
    address: str
    since: int
    cause: str


@dataclass(frozen=True, slots=True)
class Refused:
    """Somebody whom a server refused."""

    name: str
    address: str
    reply: str


@dataclass(frozen=True, slots=True)
class Status:
    """All that can be told about one send at one moment."""

    send: Send
    counts: Mapping[State, int]
    providers: Mapping[str, Mapping[State, int]]
    """The largest first."""
    per_second: float
    """Accepted over the last minute of its work; 0 when it rests."""
    next_due: int | None
    uncertain: tuple[Doubtful, ...]
    rejected: tuple[Refused, ...]
    """The first hundred."""

    @property
    def audience(self) -> int:
        """Everybody whom the send is for."""
        return sum(self.counts.values())

    @property
    def left(self) -> int:
        """How many the send will still try."""
        return sum(self.counts[state] for state in OPEN)

    @property
    def seconds_left(self) -> float | None:
        """At the present rate; None if there is none."""
        return self.counts[State.QUEUED] / self.per_second if self.per_second else None

    @property
    def adds_up(self) -> bool:
        """Whether everybody has an outcome: audience = accepted + rejected + deferred + uncertain + suppressed."""
        return not self.counts[State.QUEUED] and not self.counts[State.IN_FLIGHT]


def status(connection: Connection, send: Send, now: float) -> Status:
    """Look at *send*. Reads only, and can be asked while it goes on."""
    providers = _providers(connection, send)
    counts = {state: sum(some[state] for some in providers.values()) for state in State}
    return Status(
        send=send,
        counts=counts,
        providers=providers,
        per_second=_rate(connection, send, now),
        next_due=connection.scalar(
            select(func.min(delivery.c.due)).where(delivery.c.send == send.number, delivery.c.state == State.DEFERRED)
        ),
        uncertain=_uncertain(connection, send),
        rejected=_rejected(connection, send),
    )


def _providers(connection: Connection, send: Send) -> dict[str, dict[State, int]]:
    query = (
        select(delivery.c.provider, delivery.c.state, func.count())
        .where(delivery.c.send == send.number)
        .group_by(delivery.c.provider, delivery.c.state)
    )
    found: dict[str, dict[State, int]] = {}
    for provider, state, count in connection.execute(query):
        found.setdefault(provider, dict.fromkeys(State, 0))[State(state)] = count
    return dict(sorted(found.items(), key=lambda item: (-sum(item[1].values()), item[0])))


def _rate(connection: Connection, send: Send, now: float) -> float:
    query = select(func.count(), func.min(delivery.c.changed)).where(
        delivery.c.send == send.number,
        delivery.c.state == State.ACCEPTED,
        delivery.c.changed >= int(now) - _RECENT,
    )
    count, first = connection.execute(query).one()
    return count / max(1.0, now - first) if count else 0.0


def _uncertain(connection: Connection, send: Send) -> tuple[Doubtful, ...]:
    last = select(doubt.c.delivery, func.max(doubt.c.number).label("number")).group_by(doubt.c.delivery).subquery()
    query = (
        select(_name(), delivery.c.address, doubt.c.since, doubt.c.cause)
        .join(member, member.c.number == delivery.c.member)
        .join(last, last.c.delivery == delivery.c.number)
        .join(doubt, doubt.c.number == last.c.number)
        .where(delivery.c.send == send.number, delivery.c.state == State.UNCERTAIN)
        .order_by(delivery.c.number)
    )
    return tuple(
        Doubtful(name, address or "", since, cause) for name, address, since, cause in connection.execute(query)
    )


def _rejected(connection: Connection, send: Send) -> tuple[Refused, ...]:
    query = (
        select(_name(), delivery.c.address, delivery.c.reply, delivery.c.status, delivery.c.text)
        .join(member, member.c.number == delivery.c.member)
        .where(delivery.c.send == send.number, delivery.c.state == State.REJECTED)
        .order_by(delivery.c.number)
        .limit(100)
    )
    return tuple(
        Refused(name, address or "", " ".join(str(part) for part in reply if part))
        for name, address, *reply in connection.execute(query)
    )


def _name() -> ColumnElement[str]:
    return case((delivery.c.name != "", delivery.c.name), else_=member.c.name)
