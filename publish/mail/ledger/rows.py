"""What is read from the ledger and written to it."""

from dataclasses import dataclass

from publish.mail.outcome import Receipt
from publish.mail.recipient import Recipient


@dataclass(frozen=True, slots=True)
class Row:
    """A recipient whose turn has come."""

    number: int
    """Of the row in `delivery`."""
    recipient: Recipient
    provider: str
    """Who runs the recipient's mail."""
    attempts: int
    """How often it was tried before."""


@dataclass(frozen=True, slots=True)
class Result:
    """What came of one row."""

    row: Row
    receipt: Receipt
    due: int = 0
    """When a deferred one is tried again; seconds since 1970."""
    is_dead: bool = False
    """The address does not exist: its member is never written to again."""
