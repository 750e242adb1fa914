"""What a mail that came back says, and whom it proves to be about."""

from dataclasses import dataclass, field
from enum import StrEnum


class Kind(StrEnum):
    """What a mail is."""

    HARD = "hard"
    """There is no such mailbox."""
    SOFT = "soft"
    """The letter did not arrive, but another may."""
    ABOUT_US = "about-us"
    """They refuse us, not the member."""
    DELAYED = "delayed"
    DELIVERED = "delivered"
    AUTO_REPLY = "auto-reply"
    COMPLAINT = "complaint"
    UNSUBSCRIBE = "unsubscribe"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Who:
    """What a mail tells about the letter it is about. What is signed was signed by us."""

    code: bytes | None = None
    """The member's code, from something signed."""
    send: int | None = None
    """The send's number, from a signed return path."""
    address: str = field(default="", repr=False)
    """Whom the report names: worth nothing without `message_id`."""
    message_id: str = ""
    """Of the letter that the report returns; ours if our key makes the same for the address."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one mail says."""

    kind: Kind
    who: Who = Who()
    status: str = ""
    """RFC 3463, like `5.1.1`."""
    words: str = ""
    """What the server said, without an address."""
