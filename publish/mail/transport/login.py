"""Logging in (RFC 4954): PLAIN, or LOGIN for old servers. Only ever over TLS."""

from base64 import b64encode

from publish.mail.outcome import Phase
from publish.mail.transport.replies import Reply
from publish.mail.transport.wire import Wire

WAYS = ("PLAIN", "LOGIN")
_GO_ON = 334


async def log_in(wire: Wire, way: str, user: str, password: str, within: float) -> Reply | None:
    """
    The server's last answer; None if the connection broke.

    Raises:
        ValueError: if hands are not shaken, so that others could read the password.
    """
    if not wire.is_encrypted:
        raise ValueError(Phase.LOGIN)
    both, name, secret = _encoded(user, password)
    steps = [b"AUTH PLAIN " + both] if way == "PLAIN" else [b"AUTH LOGIN", name, secret]
    reply = None
    for number, step in enumerate(steps, 1):
        wire.write(step + b"\r\n", 1)
        replies = await wire.answers(1, within)
        reply = replies[0] if replies else None
        if reply is None or reply.code != _GO_ON or number == len(steps):
            break
    return reply


def betrays(text: str, user: str, password: str) -> bool:
    """Whether a server repeats in *text* what it was told in confidence."""
    told = (password, *(each.decode() for each in _encoded(user, password)))
    return any(each.rstrip("=") in text for each in told)


def _encoded(user: str, password: str) -> tuple[bytes, bytes, bytes]:
    name, secret = user.encode(), password.encode()
    return b64encode(b"\0%b\0%b" % (name, secret)), b64encode(name), b64encode(secret)
