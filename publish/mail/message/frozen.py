"""What all copies of one send share, and the names that follow from it: Message-IDs, boundary, date."""

import hmac
from base64 import b32encode
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime

_MESSAGE = b"publish: message\0"
_TEST = b"publish: test\0"
_BOUNDARY = b"publish: boundary\0"
ID = 26
"""Characters of a Message-ID before the `@`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Frozen:
    """
    One send, as it was decided: nothing in a letter comes from the clock or from chance.

    Raises:
        ValueError: if *at* has no zone.
    """

    edition: str
    version: int
    send: int
    """The send's number: bounces come back with it."""
    at: datetime
    """When it was decided; shown to the second, in UTC."""
    message_key: bytes
    token_key: bytes
    token_key_id: int = 1

    def __post_init__(self) -> None:
        if self.at.tzinfo is None:
            raise ValueError("expected a time with a zone")

    @property
    def date(self) -> str:
        """The header of that name."""
        return format_datetime(self.at.astimezone(UTC).replace(microsecond=0))

    def boundary(self, language: str) -> str:
        """What stands between the parts. No part has `=_` in it, since quoted-printable never writes that."""
        told = f"{self.edition}\0{self.version}\0{language}".encode()
        return "=_" + hmac.digest(self.message_key, _BOUNDARY + told, "sha256").hex()[:24]

    def named(self, *, test: bool) -> bytes:
        """
        What a Message-ID is made of, but for the member's code.

        The same edition has the same for a member however often it is sent; a test differs, from other tests too.
        """
        letter = f"{self.edition}\0{self.version}\0".encode()
        return _TEST + f"{self.date}\0".encode() + letter if test else _MESSAGE + letter


def message_id(key: bytes, named: bytes, code: bytes) -> bytes:
    """The part before the `@`: nobody without *key* can tell from it whose letter it is."""
    return b32encode(hmac.digest(key, named + code, "sha256")[:20])[:ID].lower()
