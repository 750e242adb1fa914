"""
A sealed letter as a template of octets: everything that is the same for everybody is encoded once.

What differs are a few slots: whom it is to, its Message-ID, the token with which one leaves the list, and what the
letter says of its reader. Nothing of it comes from the clock: the same recipient gets the same octets every time.
"""

from collections.abc import Sequence

from publish.formats.message import Letter
from publish.mail.message import bodies, heads
from publish.mail.message.fields import word
from publish.mail.message.frozen import Frozen
from publish.mail.message.plan import Plan, plan
from publish.mail.message.slots import Slots
from publish.mail.outcome import Message
from publish.mail.recipient import Recipient
from publish.mail.segments import Segments
from publish.mail.tokens import return_path
from publish.workspace import Mail, Sending


class Template:
    """A letter in one language, ready to become anybody's."""

    headers: Segments
    """Each line ended, without the empty line that follows. Signatures go before them."""
    body: Segments
    """What comes after the empty line."""
    fields: tuple[str, ...]
    """What the letter says of its reader."""

    def __init__(self, plan: Plan) -> None:
        table = Slots()
        self.headers = heads.write(plan, table)
        self.body = bodies.write(plan, table)
        self.fields = plan.fields
        self._plan = plan
        self._makers = table.makers()
        self._id = heads.id_slot(plan, table)
        self._domain = plan.mail.sender.rpartition("@")[2]
        self._parts, self._gaps = _joined(self.headers, self.body)
        self._is_dotless = not any(part.startswith(b".") or b"\n." in part for part in self._parts)

    @classmethod
    def of(  # noqa: PLR0913 - one for each thing that a letter depends on
        cls,
        letter: Letter,
        mail: Mail,
        sending: Sending,
        frozen: Frozen,
        *,
        view_url: str,
        archive_url: str = "",
        test: bool = False,
    ) -> "Template":
        """
        The template of *letter*; *view_url* is where this edition is, *archive_url* where all of them are.

        A test says so in its subject, and its links to leave the list lead nowhere.

        Raises:
            RenderError: with everything for which the letter cannot be sent.
        """
        archive_url = archive_url or view_url
        return cls(plan(letter, mail, sending, frozen, view_url=view_url, archive_url=archive_url, test=test))

    def missing(self, recipient: Recipient) -> tuple[str, ...]:
        """The merge fields that the letter uses and *recipient* has nothing for."""
        return tuple(field for field in self.fields if not word(recipient, field))

    def values(self, recipient: Recipient) -> tuple[bytes, ...]:
        """
        What fills the slots of `headers` and `body`.

        Raises:
            MemberError: if the recipient's address cannot stand in a header.
        """
        return tuple([make(recipient) for make in self._makers])

    def message(self, recipient: Recipient, signature: bytes = b"", values: Sequence[bytes] | None = None) -> Message:
        """
        The letter to *recipient*; *signature* is whole headers. What `values` gave may be given back.

        Raises:
            MemberError: if the recipient's address cannot stand in a header.
        """
        if values is None:
            values = self.values(recipient)
        parts = self._parts.copy()
        parts[0] = signature
        for place, slot in self._gaps:
            parts[place] = values[slot]
        message_id = f"{values[self._id].decode('ascii')}@{self._domain}"
        dotless = self._is_dotless and b"\n." not in b"\n" + signature and not any(map(_touches_dots, values))
        octets = b"".join(parts)
        return Message(recipient.number, self._sender(recipient), recipient.address, message_id, octets, dotless)

    def _sender(self, recipient: Recipient) -> str:
        """Where bounces go: with a tag, but for those of tests, which say nothing of a member."""
        bounces, frozen = self._plan.sending.bounces, self._plan.frozen
        if not bounces or self._plan.test:
            return bounces or self._plan.mail.sender
        return return_path(frozen.token_key, bounces, frozen.send, recipient.code)


def _touches_dots(value: bytes) -> bool:
    """Whether a line may begin with a dot for it, wherever it stands. Looked for here, where it is short."""
    return value.startswith(b".") or value.endswith(b"\n") or b"\n." in value


def _joined(headers: Segments, body: Segments) -> tuple[list[bytes], tuple[tuple[int, int], ...]]:
    """Signature, headers, the empty line and the body in one row; and for each gap in it the slot that fills it."""
    *before, last = headers.constants
    first, *after = body.constants
    slots = (*headers.slots, *body.slots)
    parts = [b""]
    for constant in (*before, last + b"\r\n" + first, *after):
        parts += (constant, b"")
    gaps = tuple((2 * number + 2, slot) for number, slot in enumerate(slots))
    return parts, gaps
