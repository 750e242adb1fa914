"""
Hands messages to a server or to a folder, and always knows how far it had come.

    smtp://[user@]host[:port][?tls=required][&ca=FILE][&hello=NAME]    STARTTLS where it is offered or needed
    smtps://[user@]host[:port]                                         TLS from the first octet (RFC 8314)
    outbox:[FOLDER]                                                    files, for looking at what would leave

Without a port: 25, or 587 with a user, or 465 for smtps. A user needs a password, which is never part of the address
(see `password`), and a password needs TLS. Only a server on this computer is spoken to in clear by choice.

A `Transport` opens a `Session`; a session offers a message (MAIL, RCPT, DATA), then delivers it (body, final dot) and,
in the same write, offers the next one. So a message costs one round trip, and its `Receipt` tells the phase.
"""

from pathlib import Path

from publish.mail.transport.contract import ConnectionLost, Limits, Session, Transport, UnavailableError
from publish.mail.transport.outbox import Outbox
from publish.mail.transport.relay import read_relay
from publish.mail.transport.smtp import Smtp

__all__ = ["ConnectionLost", "Limits", "Session", "Transport", "UnavailableError", "transport"]

_STANDARD = Limits()


def transport(via: str, root: Path, *, limits: Limits = _STANDARD) -> Transport:
    """
    What *via* names. Nothing is connected yet.

    Raises:
        TransportError: if *via* cannot be understood, holds a password, or the password it needs is not to be had.
    """
    if via.startswith("outbox:"):
        return Outbox(root, via.removeprefix("outbox:"))
    return Smtp(read_relay(via, root), limits)
