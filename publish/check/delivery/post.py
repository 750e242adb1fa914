"""The message as it goes over the wire, and what a mail program reads in it."""

from dataclasses import dataclass
from email import message_from_bytes
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message
from functools import cached_property


@dataclass(frozen=True, eq=False)
class Post:
    """A message (RFC 5322). Whatever is wrong with it, it can be read somehow."""

    data: bytes

    @cached_property
    def lines(self) -> tuple[bytes, ...]:
        """Without their ends."""
        return tuple(line.rstrip(b"\r") for line in self.data.split(b"\n"))

    @cached_property
    def heads(self) -> tuple[bytes, ...]:
        """The lines above the first empty one."""
        end = next((number for number, line in enumerate(self.lines) if not line), len(self.lines))
        return self.lines[:end]

    @cached_property
    def html(self) -> str | None:
        """The part that most readers see; None if there is none."""
        return self._part("text/html")

    @cached_property
    def text(self) -> str | None:
        """The part that says the same in plain text; None if there is none."""
        return self._part("text/plain")

    def header(self, name: str) -> tuple[str, ...]:
        """Every value that a header has, in one line and its own letters."""
        return tuple(_decoded(str(value)) for value in self._parsed.get_all(name, []))

    def _part(self, kind: str) -> str | None:
        found = (part for part in self._parsed.walk() if part.get_content_type() == kind)
        return next((_content(part) for part in found), None)

    @cached_property
    def _parsed(self) -> Message:
        return message_from_bytes(self.data)


def _content(part: Message) -> str:
    data = part.get_payload(decode=True)
    octets = data if isinstance(data, bytes) else b""
    try:
        text = octets.decode(part.get_content_charset("utf-8"), "replace")
    except LookupError:
        text = octets.decode("utf-8", "replace")
    return text.replace("\r\n", "\n")


def _decoded(value: str) -> str:
    try:
        whole = str(make_header(decode_header(value)))
    except (MessageError, LookupError, ValueError):
        whole = value
    return " ".join(whole.split())
