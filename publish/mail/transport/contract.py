"""What every transport promises, how long it waits, and what it raises when the server is away or refuses us."""

from dataclasses import dataclass
from typing import Protocol

from publish.mail.outcome import Message, Phase, Receipt, State
from publish.problems import Problem, TransportError

_NOTHING = Receipt(State.DEFERRED, Phase.CONNECT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How many seconds each phase may take in all, by RFC 5321, 4.5.3.2, where it says so."""

    connect: float = 60
    greeting: float = 300
    hello: float = 300
    tls: float = 60
    login: float = 300
    mail: float = 300
    rcpt: float = 300
    data: float = 120
    block: float = 180
    """For every 64 kB of a body that are begun."""
    dot: float = 600
    """An answer to the final dot that is not waited for is a letter that arrives twice."""
    quit: float = 5

    @property
    def group(self) -> float:
        """MAIL, RCPT and DATA in one write."""
        return self.mail + self.rcpt + self.data


class UnavailableError(TransportError):
    """The server is away, or it refuses us: nobody's letter was refused, and none is in doubt."""

    def __init__(self, problem: Problem, receipt: Receipt = _NOTHING, *, is_lasting: bool = False) -> None:
        super().__init__(problem)
        self.receipt = receipt
        """The phase, and what the server said, if it said something; for the tables of `verdict`."""
        self.is_lasting = is_lasting
        """Whether it will be the same in an hour: a wrong password, a certificate, a full disk."""

    @property
    def phase(self) -> Phase:
        """How far it had come."""
        return self.receipt.phase


class ConnectionLost(UnavailableError):  # noqa: N818 — it names what happened
    """An open session broke before the final dot was written: the message is still ours."""


class Session(Protocol):
    """A server that listens. Once it is not open any more, it stays so."""

    @property
    def is_open(self) -> bool:
        """Whether another message may be offered. Known as far as the server has spoken."""

    async def offer(self, message: Message) -> Receipt | None:
        """
        Ask the server to take *message*. None: it waits for the body. A receipt: this recipient was refused, or
        deferred, and the session is ready for the next offer, as long as it is open.

        Raises:
            ConnectionLost: if the connection broke; the message is still ours.
        """

    async def deliver(self, message: Message, then: Message | None) -> tuple[Receipt, Receipt | None]:
        """
        The body of *message*, which was offered, and the offer of the one *then*: what came of both.

        If the session is not open afterwards, and the second is None, the one *then* has to be offered again.

        Raises:
            ConnectionLost: if the connection broke before the final dot was written; both are still ours.
        """

    async def withdraw(self) -> None:
        """Close without sending the body that the server waits for: it discards the message."""

    async def close(self) -> None:
        """Say goodbye, and close. Never raises."""


class Transport(Protocol):
    """Where messages go."""

    @property
    def name(self) -> str:
        """Scheme, host and port, for people and the ledger; never a user."""

    async def session(self) -> Session:
        """
        A new session: connected, greeted, TLS and login done.

        Raises:
            UnavailableError: if the server is away, or refuses us.
        """
