"""
What came of handing a message to a server, in the field's own words.

    queued ─intent─▶ in flight ─reply─▶ accepted | deferred | rejected
                         └─no reply after the final dot─▶ uncertain

Only what was said after the final dot (RFC 5321, 4.1.1.4) tells whether a message is theirs; what breaks
before it leaves the message ours (RFC 1047).
"""

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """Where a recipient stands in a send."""

    QUEUED = "queued"
    IN_FLIGHT = "in-flight"
    """The intent is written; whether the body left is not known until there is a result."""
    ACCEPTED = "accepted"
    DEFERRED = "deferred"
    REJECTED = "rejected"
    UNCERTAIN = "uncertain"
    SUPPRESSED = "suppressed"


class Phase(StrEnum):
    """How far a session or a message had come."""

    CONNECT = "connect"
    GREETING = "greeting"
    HELLO = "hello"
    TLS = "tls"
    LOGIN = "login"
    MAIL = "mail"
    RCPT = "rcpt"
    DATA = "data"
    BODY = "body"
    DOT = "dot"
    """The final dot was written: from here on a lost connection leaves doubt."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a server answered about one message."""

    state: State
    """accepted, deferred, rejected or uncertain."""
    phase: Phase
    code: int = 0
    """Three digits (RFC 5321, 4.2); 0 where nothing was answered."""
    status: str = ""
    """Like 5.1.1 (RFC 3463), where the server gave one."""
    text: str = ""
    """The server's words: one line, printable, at most 500 characters."""


@dataclass(frozen=True, slots=True)
class Message:
    """One letter to one recipient, ready for the wire."""

    number: int
    """The recipient's row."""
    sender: str
    """The envelope's sender (RFC 5321, MAIL FROM), ASCII."""
    recipient: str
    """The envelope's recipient. Not ASCII only where SMTPUTF8 is needed (RFC 6531)."""
    message_id: str
    """Without its angle brackets."""
    octets: bytes
    """Headers and body, lines ended by CRLF and at most 998 octets, no bare CR or LF, not dot-stuffed."""
    is_dotless: bool = False
    """Whether it is known that no line begins with a dot, so that nobody need look for what SMTP would double."""

    @property
    def is_international(self) -> bool:
        """Whether a server has to offer SMTPUTF8 to take it."""
        return not self.recipient.isascii()
