"""
The parts of a mail, as far as they are needed to read reports: written for mails that want to do harm.

Nothing in a mail raises. What is too deep, too many or too long is left out: reports stand at the beginning.
"""

import base64
import binascii
import quopri
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.errors import HeaderParseError
from email.header import decode_header

LARGEST = 1 << 20
"""Octets of a mail that are read."""
_DEEPEST = 5
_MOST_PARTS = 20
_MOST_HEADERS = 500
_LONGEST_HEADER = 10_000
_END_OF_HEAD = re.compile(rb"\r?\n[ \t]*\r?\n")
_TYPE = re.compile(r"\s*([\w.+-]{1,60}/[\w.+-]{1,60})")
_LOOSE = re.compile(r"<[^<>]{0,200}>|&nbsp;")


@dataclass(frozen=True, slots=True)
class Fields:
    """Lines of the form `Name: value`, unfolded; names in small letters."""

    rows: tuple[tuple[str, str], ...]

    def all(self, *names: str) -> tuple[str, ...]:
        """Every value of these *names*, in the order of the mail."""
        return tuple(value for name, value in self.rows if name in names)

    def first(self, name: str) -> str:
        """The first value of *name*; empty if there is none."""
        return next(iter(self.all(name)), "")


@dataclass(frozen=True, slots=True)
class Part:
    """A mail, or a part of one."""

    fields: Fields
    body: bytes
    """As it came, not decoded."""
    depth: int = 0

    @property
    def type(self) -> str:
        """Like `text/plain`, which is also what is meant where nothing is said (RFC 2045, 5.2)."""
        found = _TYPE.match(self.fields.first("content-type"))
        return found[1].lower() if found else "text/plain"

    def parameter(self, name: str) -> str:
        """A parameter of the content type, such as `report-type`."""
        found = re.search(
            rf";\s*{name}\s*=\s*(?:\"([^\"]{{1,200}})\"|([^\s;\"]{{1,200}}))",
            self.fields.first("content-type"),
            re.IGNORECASE,
        )
        return (found[1] or found[2]) if found else ""

    def parts(self) -> tuple["Part", ...]:
        """What stands between its boundaries."""
        boundary = self.parameter("boundary").encode("utf-8", "replace")
        if not self.type.startswith("multipart/") or not boundary or self.depth >= _DEEPEST:
            return ()
        line = rb"(?:^|\r?\n)--" + re.escape(boundary)
        inside = re.split(line + rb"--[ \t]*(?=\r?\n|$)", self.body, maxsplit=1)[0]
        pieces = re.split(line + rb"[ \t]*(?:\r?\n|$)", inside, maxsplit=_MOST_PARTS)[1:]
        return tuple(parse(piece, self.depth + 1) for piece in pieces[:_MOST_PARTS])

    def walk(self) -> Iterator["Part"]:
        """Itself and all parts within it; a mail within a mail is not opened."""
        yield self
        for part in self.parts():
            yield from part.walk()

    def octets(self) -> bytes:
        """The body, decoded; as it came where it cannot be."""
        encoding = self.fields.first("content-transfer-encoding").strip().lower()
        if encoding == "quoted-printable":
            return quopri.decodestring(self.body)
        if encoding == "base64":
            try:
                return base64.b64decode(self.body)
            except binascii.Error:
                return self.body
        return self.body

    def text(self) -> str:
        """The body as words. Whatever set of characters it names, status codes and keywords are found."""
        found = words(self.octets())
        return _LOOSE.sub(" ", found) if self.type == "text/html" else found


def parse(octets: bytes, depth: int = 0) -> Part:
    """A mail; of a large one, only the beginning."""
    head, body = _split(octets[:LARGEST])
    return Part(fields(words(head)), body, depth)


def fields(text: str) -> Fields:
    """The lines `Name: value` of *text*; what is none is left out."""
    rows: list[tuple[str, str]] = []
    for line in text.splitlines()[: 4 * _MOST_HEADERS]:
        if line[:1] in (" ", "\t") and rows:
            name, value = rows[-1]
            if len(value) < _LONGEST_HEADER:
                rows[-1] = name, f"{value} {line.strip()}".strip()[:_LONGEST_HEADER]
            continue
        name, colon, value = line.partition(":")
        if colon and name.strip() and " " not in name.strip() and len(rows) < _MOST_HEADERS:
            rows.append((name.strip().lower()[:100], value.strip()[:_LONGEST_HEADER]))
    return Fields(tuple(rows))


def words(octets: bytes) -> str:
    """As UTF-8 or, if it is none, as Windows writes in the west."""
    try:
        return octets.decode("utf-8")
    except UnicodeDecodeError:
        return octets.decode("cp1252", "replace")


def unencoded(value: str) -> str:
    """A header's words without RFC 2047's encoding; as they came where that is broken."""
    if "=?" not in value:
        return value
    try:
        pieces = decode_header(value[:2000])
    except (HeaderParseError, ValueError):
        return value
    return "".join(words(piece) if isinstance(piece, bytes) else piece for piece, _ in pieces)


def _split(octets: bytes) -> tuple[bytes, bytes]:
    """Headers and body; a part that begins with an empty line has no headers."""
    if octets[:1] == b"\n" or octets[:2] == b"\r\n":
        return b"", octets.lstrip(b"\r\n")
    found = _END_OF_HEAD.search(octets)
    return (octets[: found.start()], octets[found.end() :]) if found else (octets, b"")
