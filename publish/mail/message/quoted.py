r"""
Quoted-printable (RFC 2045, 6.7) with slots in it.

Constants are encoded once. No line has more than 76 characters. None begins with a dot, which SMTP would double
(RFC 5321, 4.5.2), nor with `From `, which old mailboxes take for a new message; and no value holds white space but
soft breaks (`=\r\n`), so that signing may look at constants alone.
"""

from collections.abc import Iterator

from publish.mail.segments import Segments

LINE = 76
_ROOM = LINE - 1
"""The last character of a broken line is `=`."""
_BREAK = "=\r\n"
_PLAIN = {octet: chr(octet) if 33 <= octet <= 126 and octet != ord("=") else f"={octet:02X}" for octet in range(256)}
_WITHOUT_DOT = _PLAIN | {ord("."): "=2E"}
_SPACED = _PLAIN | {ord(" "): " ", ord("\t"): "\t"}


def value(text: str) -> bytes:
    """What fills a slot: as many lines as it takes, the first begun for it."""
    octets = text.encode("utf-8", "replace").decode("latin-1")
    encoded = octets.translate(_PLAIN)
    if len(encoded) <= _ROOM and not encoded.startswith("."):
        return encoded.encode("ascii")
    return _BREAK.join(_lines(octets.translate(_WITHOUT_DOT))).encode("ascii")


def _lines(encoded: str) -> Iterator[str]:
    start = 0
    while start < len(encoded):
        end = start + _ROOM
        escape = encoded.rfind("=", end - 2, end)
        if escape >= 0 and end < len(encoded):
            end = escape
        yield encoded[start:end]
        start = end


class Cutter:
    """Writes a body from top to bottom: constants, and between them slots."""

    def __init__(self) -> None:
        self._constants: list[str] = []
        self._slots: list[int] = []
        self._written: list[str] = []
        self._column = 0
        self._is_after_slot = False

    def raw(self, text: str) -> None:
        """*text* as it is: whole lines, outside the parts."""
        self._written.append(text)
        self._column, self._is_after_slot = 0, False

    def text(self, text: str) -> None:
        """*text*, encoded."""
        for number, line in enumerate(text.split("\n")):
            if number:
                self.raw("\r\n")
            self._line(line)

    def slot(self, index: int, *, width: int = 0) -> None:
        """What differs: on lines of its own, or within one if it always has *width* characters that need no code."""
        if self._column and (not width or self._column + width > _ROOM or self._is_after_slot):
            self._break()
        self._constants.append("".join(self._written))
        self._slots.append(index)
        self._written = []
        self._column += width or 1
        self._is_after_slot = not width

    def done(self) -> Segments:
        """All that was written."""
        constants = (*self._constants, "".join(self._written))
        return Segments(tuple(constant.encode("ascii") for constant in constants), tuple(self._slots))

    def _break(self) -> None:
        self._written.append(_BREAK)
        self._column, self._is_after_slot = 0, False

    def _line(self, line: str) -> None:
        for number, char in enumerate(line):
            octets = char.encode("utf-8", "replace").decode("latin-1")
            is_last = number == len(line) - 1
            self._put(octets.translate(_PLAIN if is_last else _SPACED), line[number : number + 5])

    def _put(self, encoded: str, follows: str) -> None:
        if self._is_after_slot or self._column + len(encoded) > _ROOM:
            self._break()
        if not self._column and (encoded == "." or follows == "From "):
            encoded = f"={ord(encoded):02X}"
        self._written.append(encoded)
        self._column += len(encoded)
