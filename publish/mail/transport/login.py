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
    name, secret = user.encode(), password.encode()
    if way == "PLAIN":
        steps = [b"AUTH PLAIN " + b64encode(b"\0%b\0%b" % (name, secret))]
    else:
        steps = [b"AUTH LOGIN", b64encode(name), b64encode(secret)]
    reply = None
    for number, step in enumerate(steps, 1):
        wire.write(step + b"\r\n", 1)
        replies = await wire.answers(1, within)
        reply = replies[0] if replies else None
        if reply is None or reply.code != _GO_ON or number == len(steps):
            break
    return reply
