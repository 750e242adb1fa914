"""
Cuts what a server sends into replies (RFC 5321, 4.2), however the octets come in.

A server is not trusted: what cannot be the beginning of a reply, or goes on for too long, is garbage at once.
"""

import re
from typing import NamedTuple

_WHOLE = re.compile(rb"(?:[2-5][0-9][0-9] [^\r\n]{0,510}\r\n)+")
"""Replies of one line each, as nearly all are."""
_LINES = 100
_OCTETS = 64 * 1024
_MARKS = (b" ", b"-", b"\r", b"")


class Reply(NamedTuple):
    """One answer: its code, and the text of each line."""

    code: int
    lines: tuple[bytes, ...]

    @property
    def is_positive(self) -> bool:
        """2yz: done."""
        return 200 <= self.code < 300

    @property
    def is_refusal(self) -> bool:
        """4yz or 5yz: not done."""
        return self.code >= 400


class Replies:
    """A reader that octets are fed to, until they make no sense."""

    def __init__(self) -> None:
        self.garbage = ""
        """What was wrong with what came after the last reply; then nothing more is read."""
        self._rest = b""
        self._lines: list[bytes] = []
        self._code = b""
        self._size = 0

    @property
    def is_between(self) -> bool:
        """Whether nothing of a further reply has come in."""
        return not self._rest and not self._lines

    def feed(self, data: bytes) -> list[Reply]:
        """The replies that *data* completes; look at `garbage` afterwards."""
        done: list[Reply] = []
        if self.garbage:
            return done
        if self.is_between and _WHOLE.fullmatch(data):
            return [Reply(int(line[:3]), (line[4:],)) for line in data[:-2].split(b"\r\n")]
        *lines, self._rest = (self._rest + data if self._rest else data).split(b"\n")
        for line in lines:
            self.garbage = self._fault(line)
            if self.garbage:
                return done
            if reply := self._line(line):
                done.append(reply)
        if self._size + len(self._rest) > _OCTETS:
            self.garbage = f"a reply of more than {_OCTETS // 1024} kB"
        return done

    def _fault(self, line: bytes) -> str:
        code = line[:3]
        if not (len(code) == 3 and code.isdigit() and b"200" <= code < b"600" and line[3:4] in _MARKS):
            return "a line that is no reply"
        if self._lines and code != self._code:
            return "a reply with two codes"
        self._size += len(line)
        if len(self._lines) >= _LINES or self._size > _OCTETS:
            return f"a reply of more than {_LINES} lines or {_OCTETS // 1024} kB"
        return ""

    def _line(self, line: bytes) -> Reply | None:
        self._lines.append(line[4:].removesuffix(b"\r"))
        if line[3:4] == b"-":
            self._code = line[:3]
            return None
        reply = Reply(int(line[:3]), tuple(self._lines))
        self._lines, self._size = [], 0
        return reply
