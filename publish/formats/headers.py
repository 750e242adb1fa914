"""
Headers that survive (RFC 5322, RFC 2047): by hand, since CPython's own run words together and break addresses.

Every line has at most 76 characters where the words allow it, every encoded word at most 75, and none ends inside a
character. What is given must be in one line: no control characters (`is_plain`).
"""

import re
from binascii import b2a_base64
from collections.abc import Iterator

LINE = 76
"""Of a line that holds an encoded word (RFC 2047, 2)."""
_NEW_LINE = "\r\n"
_FOLD = "\r\n "
_CHROME = len("=?utf-8?q??=")
_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_ATOMS = re.compile(rf"(?=.{{1,59}}$){_ATOM}(?: {_ATOM})*")
"""What may stand in a name without quotation marks (RFC 5322, 3.2.3)."""
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_BREAKS = (";", ",", " ")
"""After which of them a line is broken rather; all of them have a blank behind."""
_LITERAL = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-!*+/"
"""What may stand for itself in any encoded word, in a name too (RFC 2047, 5)."""
_QUOTED = {octet: chr(octet) if chr(octet) in _LITERAL else f"={octet:02X}" for octet in range(256)} | {32: "_"}


def is_plain(value: str) -> bool:
    """Whether *value* is one line that can be encoded."""
    return _UNPRINTABLE.search(value) is None


def words(name: str, value: str) -> str:
    """A header of free text; what is not plain ASCII as encoded words."""
    return f"{name}: {free_text(value, LINE - len(name) - 2)}"


def free_text(value: str, room: int) -> str:
    """*value* as it stands after a header's name; the first line has *room* characters."""
    if value.isascii() and "=?" not in value and all(len(word) < 60 for word in value.split(" ")):
        return value if len(value) <= room else _folded(value, room)
    return encoded(value, room)


def mailbox(name: str, display: str, address: str) -> str:
    """A header of one address with a name; the address stands on a line of its own if both are long."""
    return f"{name}: {named_address(display, address, LINE - len(name) - 2)}"


def named_address(display: str, address: str, room: int) -> str:
    """One address with a name, as it stands after a header's name; the first line has *room* characters."""
    shown = phrase(display, room)
    start, _, last = shown.rpartition(_NEW_LINE)
    left = (LINE if start else room) - len(last)
    return f"{shown}{' ' if len(address) + 3 <= left else _FOLD}<{address}>"


def phrase(display: str, room: int) -> str:
    """A name: bare, between quotation marks or as encoded words, whichever it needs."""
    if "=?" not in display:
        if _ATOMS.fullmatch(display):
            return display
        if display.isascii() and len(display) < 60:
            return '"' + display.replace("\\", "\\\\").replace('"', '\\"') + '"'
    return encoded(display, room)


def encoded(value: str, room: int) -> str:
    """*value* as encoded words (RFC 2047), one a line, the first in a line that has *room* characters."""
    octets = value.encode()
    quoted = _quoted(octets)
    size = (len(octets) + 2) // 3 * 4
    sign, shown = ("b", _base64) if size < len(quoted) else ("q", _quoted)
    if min(size, len(quoted)) + _CHROME <= room:
        return f"=?utf-8?{sign}?{shown(octets)}?="
    return _FOLD.join(f"=?utf-8?{sign}?{shown(piece)}?=" for piece in _pieces(value, room, base64=sign == "b"))


def _base64(octets: bytes) -> str:
    return b2a_base64(octets, newline=False).decode("ascii")


def _quoted(octets: bytes) -> str:
    return octets.decode("latin-1").translate(_QUOTED)


def _pieces(value: str, room: int, *, base64: bool) -> Iterator[bytes]:
    """The octets of *value*, cut between characters so that each piece fits into an encoded word."""
    piece = bytearray()
    size, left = 0, room - _CHROME
    for char in value:
        octets = char.encode()
        more = len(octets) if base64 else len(_quoted(octets))
        wider = (size + more + 2) // 3 * 4 if base64 else size + more
        if piece and wider > left:
            yield bytes(piece)
            piece.clear()
            size, left = 0, LINE - 1 - _CHROME
        piece += octets
        size += more
    yield bytes(piece)


def _folded(value: str, room: int) -> str:
    """ASCII in lines: broken after the last `;` that is there, or else the last `,`, or else at the last blank."""
    lines: list[str] = []
    line: list[str] = []
    for word in value.split(" "):
        line.append(word)
        while len(" ".join(line)) > (LINE - 1 if lines else room) and len(line) > 1:
            end = _last_break(line)
            lines.append(" ".join(line[:end]))
            line = line[end:]
    return _FOLD.join([*lines, " ".join(line)])


def _last_break(line: list[str]) -> int:
    for sign in _BREAKS:
        for end in range(len(line) - 1, 0, -1):
            if sign == " " or line[end - 1].endswith(sign):
                return end
    return len(line)
