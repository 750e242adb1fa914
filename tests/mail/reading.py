"""
A strict reader of messages, which had no part in writing them: RFC 5322, RFC 2045 to 2047, RFC 2369.

`email` forgives, and undoes its own mistakes. This one refuses whatever a standard does not allow.
"""

import re
from base64 import b64decode
from dataclasses import dataclass
from typing import NoReturn


class WrongError(Exception):
    """A standard is broken; which, is said."""


@dataclass(frozen=True)
class Part:
    """One body of a message."""

    headers: dict[str, str]
    text: str
    """Its lines end with a line feed."""


@dataclass(frozen=True)
class Read:
    """A whole message."""

    headers: dict[str, str]
    """Unfolded, in order; nothing decoded."""
    raw_headers: tuple[str, ...]
    """Every line of them."""
    parts: tuple[Part, ...]

    def words(self, name: str) -> str:
        """A header of free text."""
        return unstructured(self.headers[name])

    def mailbox(self, name: str) -> tuple[str, str]:
        """The name and the address of a header."""
        return mailbox(self.headers[name])

    @property
    def text(self) -> str:
        """What programs without HTML show."""
        return self.parts[0].text

    @property
    def html(self) -> str:
        """What the others show."""
        return self.parts[1].text


def read(octets: bytes, *, utf8: bool = False) -> Read:
    """
    Read a letter; *utf8* allows what RFC 6532 does.

    Raises:
        WrongError: if anything in it is not as it has to be.
    """
    lines = _lines(octets)
    end = lines.index("") if "" in lines else _wrong("no empty line after the headers")
    found = headers(lines[:end], utf8=utf8)
    kind = re.fullmatch(r'multipart/alternative; boundary="([^"]{1,70})"', found["Content-Type"])
    if kind is None or kind[1].endswith(" "):
        _wrong(f"no multipart: {found['Content-Type']}")
    parts = tuple(_part(part) for part in _divided(lines[end + 1 :], kind[1]))
    return Read(found, tuple(lines[:end]), parts)


def unstructured(value: str) -> str:
    """Free text, its encoded words decoded (RFC 2047, 6.2)."""
    shown, was_encoded = "", False
    for blank, word in re.findall(r"([ \t]*)([^ \t]+)", value):
        if "=?" in word:
            shown += encoded_word(word) if was_encoded else blank + encoded_word(word)
            was_encoded = True
        else:
            shown, was_encoded = shown + blank + word, False
    return shown


def encoded_word(word: str) -> str:
    """
    One encoded word (RFC 2047, 2).

    Raises:
        WrongError: if it is none, or not whole characters.
    """
    found = re.fullmatch(r"=\?(utf-8)\?([bq])\?([!->@-~]+)\?=", word)
    if found is None or len(word) > 75:
        _wrong(f"no encoded word: {word}")
    octets = b64decode(found[3], validate=True) if found[2] == "b" else _q(found[3])
    return octets.decode("utf-8", "strict")


def mailbox(value: str) -> tuple[str, str]:
    """A name and an address (RFC 5322, 3.4); the name may be missing."""
    if "<" not in value:
        return "", _addr_spec(value)
    found = re.fullmatch(r"(.*\S) <([^<>\s]+)>", value) or _wrong(f"no mailbox: {value}")
    return _phrase(found[1]), _addr_spec(found[2])


def uris(value: str) -> list[str]:
    """What stands between angle brackets (RFC 2369, 2)."""
    if not re.fullmatch(r"<[!#-;=?-\[\]_a-z~]+>(?:, <[!#-;=?-\[\]_a-z~]+>)*", value):
        _wrong(f"no list of URIs: {value}")
    return re.findall(r"<([^>]+)>", value)


def _lines(octets: bytes) -> list[str]:
    if not octets.endswith(b"\r\n"):
        _wrong("the last line does not end")
    lines = octets[:-2].split(b"\r\n")
    for line in lines:
        if b"\r" in line or b"\n" in line or b"\0" in line:
            _wrong(f"a bare CR, LF or NUL: {line!r}")
        if len(line) > 998:
            _wrong(f"a line of {len(line)} octets")
        if line.startswith(b"."):
            _wrong(f"a line that begins with a dot: {line!r}")
    return [line.decode("utf-8", "strict") for line in lines]


def headers(lines: list[str], *, utf8: bool = False) -> dict[str, str]:
    """
    Headers by name, unfolded.

    Raises:
        WrongError: if a line is none, or a name stands twice.
    """
    found_all: dict[str, str] = {}
    name = ""
    for line in lines:
        if not re.fullmatch(r"[\t\x20-\x7e]*", line) and not utf8:
            _wrong(f"not ASCII, or a control character: {line!r}")
        if re.search(r"[\x00-\x08\x0a-\x1f\x7f-\x9f\u2028\u2029]", line):
            _wrong(f"a control character: {line!r}")
        if "=?" in line and len(line) > 76:
            _wrong(f"a line with an encoded word, and {len(line)} characters: {line}")
        if line.startswith((" ", "\t")):
            if not name or not line.strip():
                _wrong(f"a line that continues nothing: {line!r}")
            found_all[name] = (found_all[name] + line).lstrip()
        else:
            found = re.fullmatch(r"([!-9;-~]+):(.*)", line) or _wrong(f"no header: {line!r}")
            name = found[1]
            if name in found_all:
                _wrong(f"{name} stands twice")
            found_all[name] = found[2].lstrip()
    return found_all


def _divided(lines: list[str], boundary: str) -> list[list[str]]:
    """The lines of each part. Nothing stands before the first, nor after the last."""
    if lines[0] != f"--{boundary}" or lines[-1] != f"--{boundary}--":
        _wrong("something before the first part, or after the last")
    parts: list[list[str]] = []
    for line in lines[:-1]:
        if line == f"--{boundary}":
            parts.append([])
        elif line.startswith(f"--{boundary}"):
            _wrong(f"a boundary within a part: {line}")
        else:
            parts[-1].append(line)
    return parts


def _part(lines: list[str]) -> Part:
    end = lines.index("")
    found = headers(lines[:end])
    if found["Content-Transfer-Encoding"] != "quoted-printable":
        _wrong(f"not quoted-printable: {found}")
    text = quoted_printable("\r\n".join(lines[end + 1 :])).decode("utf-8", "strict")
    return Part(found, text.replace("\r\n", "\n"))


def quoted_printable(text: str) -> bytes:
    """
    Decode (RFC 2045, 6.7).

    Raises:
        WrongError: if a line is too long, or a character stands for itself that may not.
    """
    pieces = []
    for line in text.split("\r\n"):
        if len(line) > 76 or line.endswith((" ", "\t")) or line.startswith((".", "From ")):
            _wrong(f"not a line of quoted-printable: {line!r}")
        whole = line.removesuffix("=")
        if not re.fullmatch(r"(?:[\t\x20-\x3c\x3e-\x7e]|=[0-9A-F]{2})*", whole):
            _wrong(f"not quoted-printable: {line!r}")
        pieces.append(re.sub(rb"=(..)", lambda found: bytes.fromhex(found[1].decode()), whole.encode()))
        if whole == line:
            pieces.append(b"\r\n")
    return b"".join(pieces[:-1] if whole == line else pieces)


def _q(text: str) -> bytes:
    if not re.fullmatch(r"(?:[A-Za-z0-9!*+/_-]|=[0-9A-F]{2})+", text):
        _wrong(f"not the encoding Q: {text}")
    return re.sub(rb"=(..)", lambda found: bytes.fromhex(found[1].decode()), text.replace("_", " ").encode())


def _phrase(value: str) -> str:
    """A name: one quoted string, or words of which some may be encoded."""
    if found := re.fullmatch(r'"((?:[^"\\]|\\.)*)"', value):
        return re.sub(r"\\(.)", r"\1", found[1])
    for word in value.split():
        if "=?" not in word and not re.fullmatch(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+", word):
            _wrong(f"no atom: {word}")
    return unstructured(value)


def _addr_spec(value: str) -> str:
    local, _, domain = value.rpartition("@")
    atom = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~\u00a1-\U0010ffff-]+"
    if not domain:
        local, domain = "x", value  # a List-Id has no local part
    if not re.fullmatch(rf'{atom}(?:\.{atom})*|"(?:[^"\\ ]|\\.)+"', local):
        _wrong(f"no local part: {value}")
    if not re.fullmatch(r"[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*", domain):
        _wrong(f"no domain: {value}")
    return value


def _wrong(what: str) -> NoReturn:
    raise WrongError(what)
