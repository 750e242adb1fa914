"""The three commands that offer a message, with the parameters that the server bears; and why one cannot be offered."""

import re

from publish.mail.outcome import Message, Phase, Receipt, State
from publish.mail.transport.extensions import Extensions

_PATH = re.compile(r"[^\x00-\x20\x7f-\xa0<>\u2028\u2029\ud800-\udfff]*")
"""What cannot end a command or begin another."""
DATA = b"DATA\r\n"
RESET = b"RSET\r\n"


def misaddressed(message: Message) -> Receipt | None:
    """Why no server can be offered *message*: an address that would be read as something else."""
    if not _PATH.fullmatch(message.sender):
        return _refused("5.1.7", "the return path holds what no address holds")
    if not (message.recipient and _PATH.fullmatch(message.recipient)):
        return _refused("5.1.3", "the address holds what no address holds")
    return None


class Commands:
    """Written for one server."""

    def __init__(self, extensions: Extensions) -> None:
        self._limit = extensions.size
        self._has_size = "SIZE" in extensions
        self._has_8bit = "8BITMIME" in extensions
        self._has_utf8 = "SMTPUTF8" in extensions and self._has_8bit
        dsn = "DSN" in extensions
        self._return = b" RET=HDRS" if dsn else b""
        self._notify = b" NOTIFY=FAILURE" if dsn else b""

    def unfit(self, message: Message) -> Receipt | None:
        """Why this server cannot be offered *message*, if so. The words are ours."""
        if refusal := misaddressed(message):
            return refusal
        if (message.is_international or not message.sender.isascii()) and not self._has_utf8:
            return _refused("5.6.7", "the server does not take addresses like this one (RFC 6531)")
        if self._limit and len(message.octets) > self._limit:
            return _refused("5.3.4", f"the server takes no letter larger than {self._limit} octets (RFC 1870)")
        if not self._has_8bit and not message.octets.isascii():
            return _refused("5.6.3", "the server does not take letters with octets above 127 (RFC 6152)")
        return None

    def mail(self, message: Message) -> bytes:
        """MAIL FROM."""
        size = b" SIZE=%d" % len(message.octets) if self._has_size else b""
        eight = b" BODY=8BITMIME" if self._has_8bit and not message.octets.isascii() else b""
        utf8 = b" SMTPUTF8" if message.is_international or not message.sender.isascii() else b""
        return b"MAIL FROM:<%b>%b%b%b%b\r\n" % (message.sender.encode(), size, eight, utf8, self._return)

    def rcpt(self, message: Message) -> bytes:
        """RCPT TO."""
        return b"RCPT TO:<%b>%b\r\n" % (message.recipient.encode(), self._notify)


def _refused(status: str, words: str) -> Receipt:
    return Receipt(State.REJECTED, Phase.MAIL, 0, status, words)
