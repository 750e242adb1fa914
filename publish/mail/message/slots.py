"""
What fills the slots of a letter: one function each, from a recipient to octets escaped for their place.

Values in headers hold single blanks and, between lines, a line's end with one blank; those in the body no white space
at all but soft breaks.
"""

from collections.abc import Callable, Sequence
from typing import TypeAlias

from publish.formats.headers import LINE, free_text
from publish.mail.headers import is_address
from publish.mail.headers import recipient as to_line
from publish.mail.message.fields import ESCAPES, word, words
from publish.mail.message.frozen import Frozen, message_id
from publish.mail.message.marks import Mark
from publish.mail.message.quoted import value
from publish.mail.recipient import Recipient
from publish.mail.tokens import token
from publish.problems import MemberError, Place, Problem

Maker: TypeAlias = Callable[[Recipient], bytes]


class Slots:
    """The slots of one template, in the order they are first asked for."""

    def __init__(self) -> None:
        self._makers: dict[object, Maker] = {}

    def of(self, key: object, maker: Maker) -> int:
        """The number of the slot called *key*, which *maker* fills."""
        self._makers.setdefault(key, maker)
        return list(self._makers).index(key)

    def makers(self) -> tuple[Maker, ...]:
        """One for each slot."""
        return tuple(self._makers.values())


def addressed(recipient: Recipient) -> bytes:
    """
    What stands after `To: `.

    Raises:
        MemberError: if the address cannot stand in a header.
    """
    if not is_address(recipient.address):
        place = Place(f"member {recipient.code.hex()}")
        raise MemberError(Problem("E845", "the address of this member is none that a letter can be sent to", place))
    return to_line(word(recipient, "name"), recipient.address).encode()


def identified(frozen: Frozen, *, test: bool) -> Maker:
    """The Message-ID, up to the `@`."""
    key, named = frozen.message_key, frozen.named(test=test)
    return lambda recipient: message_id(key, named, recipient.code)


def leaving(frozen: Frozen) -> Maker:
    """The token with which one leaves the list."""
    key, key_id = frozen.token_key, frozen.token_key_id
    return lambda recipient: token(key, recipient.code, key_id).encode("ascii")


def merged(mark: Mark) -> Maker:
    """What a mark in the body is replaced with."""
    field, escape = mark.field, ESCAPES[mark.spot]
    return lambda recipient: value(escape(word(recipient, field)))


def subject(pieces: Sequence[str | Mark]) -> Maker:
    """A whole subject, since what is encoded depends on all of it."""

    def make(recipient: Recipient) -> bytes:
        told = (piece if isinstance(piece, str) else word(recipient, piece.field) for piece in pieces)
        return free_text(words("".join(told)), LINE - len("Subject: ")).encode("ascii")

    return make
