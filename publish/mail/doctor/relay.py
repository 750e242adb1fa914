"""The relay: its name in both directions of the DNS, what it offers, and whether it is the one it says it is."""

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import suppress
from functools import partial
from typing import cast

from publish.mail.doctor.answer import APPLE, GOOGLE, YAHOO, Answer, Demand, rfc
from publish.mail.doctor.connecting import connection_fault
from publish.mail.doctor.surroundings import Surroundings, answered
from publish.mail.transport.relay import Relay, Tls, is_this_computer, read_relay
from publish.problems import TransportError

THROUGH = Demand(
    "relay",
    "Letters leave through a server",
    "With `via: outbox:` they are put into a folder. Nobody gets them; that is right for a rehearsal.",
)
NAME = Demand(
    "relay-name",
    "Each address of the relay has a name, and the name has the address",
    "Receivers refuse servers without one (Gmail: 5.7.25). A relay that passes letters on has to care for it itself.",
    (rfc(1912, "2.1"), GOOGLE, YAHOO, APPLE),
)
ENCRYPTED = Demand(
    "relay-tls",
    "The relay takes letters over TLS, with a certificate that is its own",
    "Else everybody on the way can read them, and the password. Gmail wants TLS of all senders.",
    (rfc(3207, "4"), rfc(8314, "3"), GOOGLE),
)
OFFERS = Demand(
    "relay-offers",
    "The relay offers PIPELINING, SIZE, DSN and SMTPUTF8",
    "Nothing is lost without them but time, reports of what arrived, or members with å, ä or ö before the @.",
    (rfc(2920, "3"), rfc(1870, "3"), rfc(3461, "3"), rfc(6531, "3.1")),
)
DEMANDS = (THROUGH, NAME, ENCRYPTED, OFFERS)
_LOST = {
    "pipelining": "PIPELINING: sending takes longer",
    "size": "SIZE: a letter that is too large is refused only once it is there",
    "dsn": "DSN: bounces come as the relay likes",
    "smtputf8": "SMTPUTF8: addresses with letters beyond ASCII before the @ cannot be reached",
}
_LEAST = 1_000_000
"""Octets that a letter may have, at least."""


def check(around: Surroundings) -> Iterator[Answer]:
    """What there is to say of the relay; if there is none, that."""
    via = around.settings.sending.via
    if via.startswith("outbox:"):
        yield THROUGH.noted("sending.via", "letters go into a folder, not to members", "name a server there")
        return
    try:
        relay = read_relay(via, around.root)
    except TransportError as error:
        for problem in error.problems:
            yield THROUGH.failed(problem.place.path, problem.message, THROUGH.asks, problem.hint)
        return
    yield THROUGH.passed("sending.via", relay.name)
    if is_this_computer(relay.host):
        yield NAME.noted(relay.host, "a server on this computer; what name it has for others cannot be seen from here")
    else:
        yield answered(NAME, relay.host, partial(_name, around, relay))
    yield from _said(around, relay)


def _name(around: Surroundings, relay: Relay) -> Answer:
    addresses = around.names.addresses(relay.host)
    expected, remedy = "a PTR record that leads to a name which leads back", "ask who runs the relay"
    if not addresses:
        return NAME.failed(relay.host, "no such name in the DNS", "an address", "correct `sending.via`")
    confirmed = []
    for address in addresses:
        pointers = around.names.pointers(address)
        if not pointers:
            return NAME.failed(relay.host, f"{address} has no name (no PTR record)", expected, remedy)
        back = next((name for name in pointers if address in around.names.addresses(name)), "")
        if not back:
            found = f"{address} is said to be {', '.join(pointers)}, which has another address"
            return NAME.failed(relay.host, found, expected, remedy)
        confirmed.append(f"{address} is {back}")
    return NAME.passed(relay.host, ", ".join(confirmed))


def _said(around: Surroundings, relay: Relay) -> tuple[Answer, ...]:
    """What the relay says to EHLO, before anybody logs in."""
    about = f"{relay.host}:{relay.port}"
    try:
        context = _context(around, relay)
    except OSError as error:
        found = f"the file of `ca=` cannot be used: {error.strerror or error}"
        return (ENCRYPTED.failed(about, found, "a file of certificates in PEM", "correct `sending.via`"),)
    try:
        server = _connected(around, relay, context)
        try:
            server.ehlo(relay.hello or _own_name(server))
            return _secured(relay, server, context), _offers(about, server.esmtp_features)
        finally:
            with suppress(OSError):  # what comes after a goodbye says nothing more
                server.quit()
    except ssl.SSLError as error:
        fault = getattr(error, "verify_message", "") or error.reason or error
        remedy = "write the name that the certificate is for into `sending.via`, or ask who runs the relay"
        expected = "a certificate for this name, by a trusted issuer"
        return (ENCRYPTED.failed(about, f"TLS cannot be begun: {fault}", expected, remedy),)
    except (OSError, UnicodeError) as error:
        return (connection_fault(ENCRYPTED, about, error, has_dns=around.names.is_there),)


def _connected(around: Surroundings, relay: Relay, context: ssl.SSLContext) -> smtplib.SMTP:
    name = "[127.0.0.1]"  # replaced once the connection has an address; asking the DNS for ours may take long
    if relay.tls is Tls.AT_ONCE:
        return smtplib.SMTP_SSL(relay.host, relay.port, name, timeout=around.patience, context=context)
    return smtplib.SMTP(relay.host, relay.port, name, timeout=around.patience)


def _context(around: Surroundings, relay: Relay) -> ssl.SSLContext:
    if relay.authorities:
        return ssl.create_default_context(cafile=str(relay.authorities))
    return around.context


def _own_name(server: smtplib.SMTP) -> str:
    """Our address as a name (RFC 5321, 4.1.3)."""
    address = server.sock.getsockname()[0] if server.sock else "127.0.0.1"
    return f"[IPv6:{address}]" if ":" in address else f"[{address}]"


def _secured(relay: Relay, server: smtplib.SMTP, context: ssl.SSLContext) -> Answer:
    about = f"{relay.host}:{relay.port}"
    if relay.tls is not Tls.AT_ONCE:
        if not server.has_extn("starttls"):
            if is_this_computer(relay.host):
                return ENCRYPTED.noted(about, "no STARTTLS, and none is needed on this computer")
            remedy = "try `smtps://` and port 465, or ask who runs the relay"
            return ENCRYPTED.failed(about, "no STARTTLS", "STARTTLS, or TLS from the beginning", remedy)
        server.starttls(context=context)
        server.ehlo(relay.hello or _own_name(server))
    encrypted = cast("ssl.SSLSocket", server.sock)  # `starttls` raises unless it is
    return ENCRYPTED.passed(about, f"{encrypted.version()}, certificate trusted")


def _offers(about: str, features: dict[str, str]) -> Answer:
    size = features.get("size", "").strip()
    if size.isdecimal() and 0 < int(size[:20]) < _LEAST:
        remedy = "ask who runs the relay for more"
        return OFFERS.failed(about, f"letters of at most {size} octets", f"{_LEAST} at least", remedy)
    missing = [text for name, text in _LOST.items() if name not in features]
    if missing:
        return OFFERS.noted(about, f"without {'; without '.join(missing)}")
    return OFFERS.passed(about, f"all of them{f', letters of {size} octets' if size else ''}")
