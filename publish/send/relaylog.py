"""
What a Postfix relay has noted, and which letters it has taken by that.

A Message-ID in its log is no proof: `cleanup` notes it as soon as the headers have come. A letter that breaks off after
them is thrown away, which `smtpd` notes without naming it; only of one that is whole does `qmgr` say anything.
"""

import datetime as dt
import re
from dataclasses import dataclass
from pathlib import Path

from publish.problems import MemberError, Place, Problem

_SAID = re.compile(rb"(\S+) (?:\S*/)?(smtpd|cleanup|qmgr)\[(\d+)\]: (.*)")
"""What one of Postfix's programs said: its host, its name, its process and its words, after the time."""
_QUEUED = re.compile(rb"([0-9A-Za-z]{1,32}): (.*)")
_MESSAGE_ID = re.compile(rb"message-id=<([^<>\s]{1,998})>", re.IGNORECASE)
_CUT_OFF = re.compile(rb".* after (?:DATA|BDAT) \(\d+ bytes\) from ")
_STAMP = re.compile(rb"^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.\d+)?(Z|[+-]\d\d:?\d\d)")
_OLD_STAMP = re.compile(rb"^([A-Z][a-z]{2}) ([ \d]\d) (\d\d:\d\d:\d\d) ")
_MARGIN = 60
"""Seconds that the log has to cover around a moment of doubt."""


@dataclass(frozen=True, slots=True)
class Log:
    """What a relay has noted."""

    message_ids: frozenset[str]
    """Of the letters that it has taken."""
    begun: frozenset[str]
    """Of the letters whose end is not told."""
    first: float
    last: float
    """Seconds since 1970 of its first and last line; the log says nothing about what is outside."""

    def covers(self, begun: float, noticed: float) -> bool:
        """Whether a letter would stand in it that left between these moments."""
        return self.first <= begun - _MARGIN and noticed + _MARGIN <= self.last


def read_log(file: Path, *, now: dt.datetime) -> Log:
    """
    The log of a Postfix relay, as syslog or journalctl writes it.

    Raises:
        MemberError: if it cannot be read, or has no line with a time and none with a Message-ID.
    """
    place = Place(str(file))
    try:
        with file.open("rb") as stream:
            reader = _Reader(now)
            for line in stream:
                reader.read(line)
    except OSError as error:
        raise MemberError(Problem("E884", f"cannot read the log: {error.strerror}", place)) from error
    if not reader.names_letters:
        hint = "the relay's log, like /var/log/mail.log or the output of `journalctl -u postfix@-`"
        raise MemberError(Problem("E884", "no line of this file names a Message-ID", place, hint))
    return reader.log


class _Reader:
    """Reads a log line by line, and follows each letter through it."""

    def __init__(self, now: dt.datetime) -> None:
        self.names_letters = False
        self._now = now
        self._first = self._last = 0.0
        self._taken = set[bytes]()
        self._left = set[bytes]()
        self._letters: dict[tuple[bytes, bytes], bytes] = {}
        """By host and queue id, the Message-ID of what has not come to its end."""
        self._under_way: dict[tuple[bytes, bytes], bytes] = {}
        """By host and process, the queue id of what is being taken."""
        self._cut_off = set[tuple[bytes, bytes]]()

    @property
    def log(self) -> Log:
        """What it says."""
        begun = self._left | {name for letter, name in self._letters.items() if letter not in self._cut_off}
        return Log(_words(self._taken), _words(begun - self._taken), self._first, self._last)

    def read(self, line: bytes) -> None:
        """The next line."""
        moment, rest = _moment(line, self._now)
        if not moment:
            return
        self._first = self._first or moment
        self._last = max(self._last, moment)
        if not (said := _SAID.match(rest)):
            return
        host, program, process, words = said.groups()
        if program == b"smtpd" and _CUT_OFF.match(words):
            self._cut_off.add((host, self._under_way.pop((host, process), b"")))
        elif queued := _QUEUED.match(words):
            self._queued((host, queued[1]), (host, process), program, queued[2])

    def _queued(self, letter: tuple[bytes, bytes], process: tuple[bytes, bytes], program: bytes, words: bytes) -> None:
        """One line about a *letter*."""
        if program == b"smtpd" and words.startswith(b"client="):  # queue ids are used again
            self._end(letter)
            self._under_way[process] = letter[1]
        elif program == b"cleanup" and (found := _MESSAGE_ID.match(words)):
            self._letters[letter] = found[1]
            self.names_letters = True
        elif program == b"qmgr" and letter in self._letters:
            self._taken.add(self._letters.pop(letter))

    def _end(self, letter: tuple[bytes, bytes]) -> None:
        """Nothing more will be said of the letter that had this queue id until now."""
        name = self._letters.pop(letter, b"")
        if name and letter not in self._cut_off:
            self._left.add(name)
        self._cut_off.discard(letter)


def _words(names: set[bytes]) -> frozenset[str]:
    return frozenset(name.decode("utf-8", "replace") for name in names)


def _moment(line: bytes, now: dt.datetime) -> tuple[float, bytes]:
    """
    The time at the beginning of a line, and what follows; 0 if there is none.

    Old syslog names no year and no zone: ours.
    """
    try:
        if match := _STAMP.match(line):
            moment = dt.datetime.fromisoformat((match[1] + match[2]).decode())
        elif match := _OLD_STAMP.match(line):
            text = b" ".join((str(now.year).encode(), match[1], match[2].strip(), match[3])).decode()
            moment = dt.datetime.strptime(text, "%Y %b %d %H:%M:%S").astimezone()
            moment = moment if moment <= now + dt.timedelta(days=1) else moment.replace(year=now.year - 1)
        else:
            return 0.0, line
    except ValueError:
        return 0.0, line
    return moment.timestamp(), line[match.end() :].lstrip()
