"""Somebody a letter goes to, as frozen when the audience was: what is merged, and where it goes."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    """One row of a frozen audience. Every field is as the member wrote it, and hostile."""

    number: int
    """The member's row; never shown to anybody."""
    code: bytes
    """Eight random octets that stand for the member in links, in the return path and in logs."""
    address: str
    """Normalised: the domain in A-labels (RFC 5891), the local part as given."""
    language: str
    first_name: str = ""
    name: str = ""
    company: str = ""
