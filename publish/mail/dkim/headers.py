"""
Which headers a signature covers, and their canonical form with slots in it.

A name stands in `h=` as often as the header is there. Where it stands once more, nobody can add another such header
on the way without breaking the signature (RFC 6376, 5.4.2): of two subjects, programs show now the one, now the other.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from publish.mail.dkim.canonical import header_value
from publish.mail.segments import Segments

CLOSED = (
    "from",
    "to",
    "cc",
    "subject",
    "date",
    "message-id",
    "reply-to",
    "mime-version",
    "content-type",
    "content-transfer-encoding",
    "content-language",
    "list-id",
    "list-unsubscribe",
    "list-unsubscribe-post",
    "list-help",
    "list-subscribe",
    "list-post",
    "list-owner",
    "list-archive",
)
"""Signed, and none may be added: once more in `h=` than they are there. RFC 8058, 4 wants the two of unsubscribing."""
OPEN = ("sender", "in-reply-to", "references", "auto-submitted", "feedback-id", "cfbl-address", "cfbl-feedback-id")
"""Signed as often as they are there: relays like Amazon's add a Feedback-ID of their own."""
_NAME = re.compile(rb"([!-9;-~]+):")
_NEW_LINE = re.compile(rb"\r\n(?![ \t])")


@dataclass(frozen=True, slots=True)
class Header:
    """One header: its name in small letters, and what stands after the colon."""

    name: str
    value: Segments


class SignedHeaders:
    """The headers of a template that are signed."""

    def __init__(self, template: Segments) -> None:
        """
        Choose them, and canonicalise what is the same for everybody.

        Raises:
            ValueError: if *template* is not headers, has a slot where a name should be, or no From.
        """
        found = tuple(read_headers(template))
        if sum(header.name == "from" for header in found) != 1:
            raise ValueError("expected exactly one From (RFC 5322, 3.6)")
        self.names: tuple[str, ...] = tuple(_names(found))
        """As `h=` lists them."""
        self._parts = tuple(_joined(_parts(_chosen(self.names, found))))

    def canonical(self, values: Sequence[bytes]) -> bytes:
        """
        What is signed of one message's headers.

        Raises:
            ValueError: if a value would end its header.
        """
        return b"".join([part if isinstance(part, bytes) else header_value(part.fill(values)) for part in self._parts])


def read_headers(template: Segments) -> Iterator[Header]:
    """
    The headers of *template*, from top to bottom; an empty line at its end is let pass.

    Raises:
        ValueError: if a line is no header.
    """
    lines: list[tuple[list[bytes], list[int]]] = [([], [])]
    for number, constant in enumerate(template.constants):
        first, *further = _NEW_LINE.split(constant)
        lines[-1][0].append(first)
        lines += [([line], []) for line in further]
        lines[-1][1].extend(template.slots[number : number + 1])
    while len(lines) > 1 and lines[-1] == ([b""], []):
        lines.pop()
    for pieces, slots in lines:
        yield _header(pieces, slots)


def _header(pieces: list[bytes], slots: list[int]) -> Header:
    name = _NAME.match(pieces[0])
    if name is None:
        raise ValueError(f"expected a header's name and a colon, found {pieces[0][:40]!r}")
    value = Segments((pieces[0][name.end() :], *pieces[1:]), tuple(slots))
    return Header(name[1].decode().lower(), value)


def _names(found: Sequence[Header]) -> Iterator[str]:
    present = [header.name for header in found]
    for name in CLOSED:
        yield from [name] * (present.count(name) + 1)
    for name in OPEN:
        yield from [name] * present.count(name)


def _chosen(names: Iterable[str], found: Sequence[Header]) -> Iterator[Header]:
    """A name that stands several times takes headers from the bottom upwards (RFC 6376, 5.4.2), as far as there are."""
    left: dict[str, list[Header]] = {}
    for header in found:
        left.setdefault(header.name, []).append(header)
    for name in names:
        if left.get(name):
            yield left[name].pop()


def _parts(chosen: Iterable[Header]) -> Iterator[bytes | Segments]:
    for header in chosen:
        yield f"{header.name}:".encode()
        yield header.value if header.value.slots else header_value(header.value.constants[0])
        yield b"\r\n"


def _joined(parts: Iterable[bytes | Segments]) -> Iterator[bytes | Segments]:
    """The same with as few constants as there can be."""
    constant = b""
    for part in parts:
        if isinstance(part, bytes):
            constant += part
        else:
            yield constant
            yield part
            constant = b""
    yield constant
