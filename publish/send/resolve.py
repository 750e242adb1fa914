"""
What to do about those of whom nobody knows whether they got their letter.

    hold     nothing; they are named until a person decides
    resend   send the same octets again: what was taken twice has one Message-ID and one Date
    ask      look into the relay's log: a server that has taken a letter has noted its Message-ID
"""

import datetime as dt
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from publish.mail.ledger import Ledger, Row
from publish.problems import MemberError, Place, Problem

_MESSAGE_ID = re.compile(rb"message-id=<([^<>\s]{1,998})>", re.IGNORECASE)
_STAMP = re.compile(rb"^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.\d+)?(Z|[+-]\d\d:?\d\d)")
_OLD_STAMP = re.compile(rb"^([A-Z][a-z]{2}) ([ \d]\d) (\d\d:\d\d:\d\d) ")
_MARGIN = 60
"""Seconds that the log has to cover around a moment of doubt."""


class How(StrEnum):
    """How doubts are decided."""

    HOLD = "hold"
    RESEND = "resend"
    ASK = "ask"


@dataclass(frozen=True, slots=True)
class Resolved:
    """What came of the doubts."""

    accepted: int = 0
    again: int = 0
    held: int = 0


@dataclass(frozen=True, slots=True)
class Log:
    """What a relay has noted."""

    message_ids: frozenset[str]
    first: float
    last: float
    """Seconds since 1970 of its first and last line; the log says nothing about what is outside."""

    def covers(self, moment: float) -> bool:
        """Whether a letter of that moment would stand in it."""
        return self.first <= moment - _MARGIN and moment + _MARGIN <= self.last


async def resolve(ledger: Ledger, how: How, message_id: Callable[[Row], str], log: Log | None = None) -> Resolved:
    """Decide about every uncertain row of a send; *message_id* gives that of a row's letter."""
    accepted = again = held = 0
    for row in await ledger.uncertain():
        taken = await _taken(ledger, row, how, message_id, log)
        if taken is None:
            held += 1
            continue
        await ledger.resolve(row, taken=taken)
        accepted, again = accepted + taken, again + (not taken)
    return Resolved(accepted, again, held)


async def _taken(ledger: Ledger, row: Row, how: How, message_id: Callable[[Row], str], log: Log | None) -> bool | None:
    """Whether the server has it; None if that cannot be known. Who wants them sent again takes them for not taken."""
    if not row.recipient.address:  # forgotten meanwhile
        return None
    if how is How.RESEND:
        return False
    if how is How.HOLD or log is None:
        return None
    if message_id(row) in log.message_ids:
        return True
    return False if log.covers(await ledger.doubted_since(row)) else None


def read_log(file: Path, *, now: dt.datetime) -> Log:
    """
    The log of a Postfix relay, as syslog or journalctl writes it.

    Raises:
        MemberError: if it cannot be read, or has no line with a time and none with a Message-ID.
    """
    place = Place(str(file))
    try:
        with file.open("rb") as stream:
            log = _read(stream, now)
    except OSError as error:
        raise MemberError(Problem("E884", f"cannot read the log: {error.strerror}", place)) from error
    if not log.message_ids or not log.last:
        hint = "the relay's log, like /var/log/mail.log or the output of `journalctl -u postfix@-`"
        raise MemberError(Problem("E884", "no line of this file names a Message-ID", place, hint))
    return log


def _read(lines: Iterable[bytes], now: dt.datetime) -> Log:
    found, first, last = set[str](), 0.0, 0.0
    for line in lines:
        if stamp := _moment(line, now):
            first = first or stamp
            last = max(last, stamp)
        if match := _MESSAGE_ID.search(line):
            found.add(match[1].decode("utf-8", "replace"))
    return Log(frozenset(found), first, last)


def _moment(line: bytes, now: dt.datetime) -> float:
    """The time at the beginning of a line; 0 if there is none. Old syslog names no year and no zone: ours."""
    if match := _STAMP.match(line):
        return dt.datetime.fromisoformat((match[1] + match[2]).decode()).timestamp()
    match = _OLD_STAMP.match(line)
    if not match:
        return 0.0
    text = b" ".join((str(now.year).encode(), match[1], match[2].strip(), match[3])).decode()
    try:
        moment = dt.datetime.strptime(text, "%Y %b %d %H:%M:%S").astimezone()
    except ValueError:
        return 0.0
    return (moment if moment <= now + dt.timedelta(days=1) else moment.replace(year=now.year - 1)).timestamp()
