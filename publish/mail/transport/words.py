"""A server's words made fit to be kept and shown: one line, printable, short, and without anybody's address."""

import re
import unicodedata

from publish.mail.outcome import Phase, Receipt, State
from publish.mail.transport.replies import Reply

_LONGEST = 500
_HIDDEN = "…"
_STATUS = re.compile(r"([245]\.\d{1,3}\.\d{1,3})(?:\s+|$)")
_ADDRESS = re.compile(r"[^\s<>()\[\],;:\"'=@]++@[^\s<>()\[\],;:\"']+")
_STATES = {2: State.ACCEPTED, 3: State.DEFERRED, 4: State.DEFERRED, 5: State.REJECTED}
_UNSHOWN = ("C", "Zl", "Zp")


def receipt(reply: Reply, phase: Phase, address: str = "") -> Receipt:
    """What *reply* means for the one at *address*, whom the words do not name."""
    status, text = _split(reply)
    return Receipt(_STATES[reply.code // 100], phase, reply.code, status, printable(text, address))


def printable(text: str, address: str = "") -> str:
    """*text* in one line of at most 500 characters, with `…` for *address*, its local part, and all like it."""
    text = text[: 4 * _LONGEST]
    if not (text.isascii() and text.isprintable()):
        text = "".join(" " if unicodedata.category(sign).startswith(_UNSHOWN) else sign for sign in text)
    if address:
        text = _without((address, address.rpartition("@")[0]), text)
    if "@" in text:
        text = _ADDRESS.sub(_HIDDEN, text)
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}{_HIDDEN}"


def _split(reply: Reply) -> tuple[str, str]:
    """The status (RFC 2034), and the words of all lines without it."""
    status, parts = "", []
    for line in reply.lines:
        text = line.decode(errors="replace")
        if (found := _STATUS.match(text)) and int(text[0]) == reply.code // 100:
            status = status or found[1]
            text = text[found.end() :]
        parts.append(text)
    return status, " ".join(parts)


def _without(names: tuple[str, ...], text: str) -> str:
    folded = text.casefold()
    for name in names:
        if name and name.casefold() in folded:  # hardly ever; an expression is dear to compile
            text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", _HIDDEN, text, flags=re.IGNORECASE)
    return text
