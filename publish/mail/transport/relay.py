"""Reads the address of a relay: which host, how TLS is begun, who logs in."""

import re
from dataclasses import dataclass, field
from enum import Enum
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from publish.mail.transport.password import read_password
from publish.problems import Place, Problem, TransportError, did_you_mean

_PORTS = {"smtp": 25, "smtps": 465}
_SUBMISSION = 587
_OPTIONS = ("tls", "ca", "hello")
_NAME = re.compile(r"(?=.{1,253}$)[a-z0-9_](?:[a-z0-9_-]{0,62})(?:\.[a-z0-9_-]{1,63})*", re.IGNORECASE)
_PLACE = Place("sending.via")
_EXPECTED = "expected outbox:, smtp://[user@]host[:port] or smtps://[user@]host[:port]"


class Tls(Enum):
    """When TLS is begun."""

    AT_ONCE = "smtps (RFC 8314)"
    REQUIRED = "STARTTLS, or nothing is sent"
    OFFERED = "STARTTLS where the server offers it"
    NEVER = "a server on this computer, without a password"


@dataclass(frozen=True, slots=True, kw_only=True)
class Relay:
    """A server that takes our letters."""

    name: str
    """Scheme, host and port."""
    host: str
    port: int
    tls: Tls
    user: str = field(default="", repr=False)
    password: str = field(default="", repr=False)
    authorities: Path | None = None
    """A file of certificates that are trusted instead of the system's."""
    hello: str = ""
    """Our name for EHLO; empty: that of this computer, or its address."""


def read_relay(via: str, root: Path) -> Relay:
    """
    The relay at *via*; the password comes from where `read_password` looks.

    Raises:
        TransportError: if *via* cannot be understood or holds a password, or there is none for its user.
    """
    url = _split(via)
    host = _host(url)
    user = unquote(url.username or "")
    if any(sign < " " or sign == "\x7f" for sign in user):
        raise TransportError(Problem("E860", f"{_EXPECTED}, found a control character in the user's name", _PLACE))
    port = _port(url) or (_SUBMISSION if user and url.scheme == "smtp" else _PORTS[url.scheme])
    shown = f"[{host}]" if ":" in host else host
    options = _options(url)
    return Relay(
        name=f"{url.scheme}://{shown}:{port}",
        host=host,
        port=port,
        tls=_tls(url.scheme, host, user, options),
        user=user,
        password=read_password(root, f"{user}@{host}") if user else "",
        authorities=root / options["ca"] if options.get("ca") else None,
        hello=options.get("hello", ""),
    )


def is_this_computer(host: str) -> bool:
    """Whether what is sent to *host* never leaves this computer."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host.lower() == "localhost"


def _split(via: str) -> SplitResult:
    try:
        url = urlsplit(via)
        password = url.password
    except ValueError as error:
        raise TransportError(Problem("E860", _EXPECTED, _PLACE)) from error
    if url.scheme not in _PORTS:
        raise TransportError(Problem("E860", f"{_EXPECTED}, found another scheme", _PLACE))
    if password is not None:
        hint = "set PUBLISH_SMTP_PASSWORD, or put it into .publish/smtp-password; others see what you type"
        raise TransportError(Problem("E861", "expected an address without a password", _PLACE, hint))
    if url.path.strip("/") or url.fragment:
        raise TransportError(Problem("E860", f"{_EXPECTED}, found more after the host", _PLACE))
    return url


def _host(url: SplitResult) -> str:
    host = url.hostname or ""
    try:
        return str(ip_address(host))
    except ValueError:
        pass
    try:
        host = host.encode("idna").decode("ascii")
    except UnicodeError:
        host = ""
    host = host.removesuffix(".")  # which no certificate has
    if not _NAME.fullmatch(host):
        raise TransportError(Problem("E860", f"{_EXPECTED}, found no host", _PLACE))
    return host


def _port(url: SplitResult) -> int:
    try:
        return url.port or 0
    except ValueError as error:
        raise TransportError(Problem("E860", f"{_EXPECTED}; a port is 1 to 65535", _PLACE)) from error


def _options(url: SplitResult) -> dict[str, str]:
    options = dict(parse_qsl(url.query, keep_blank_values=True))
    for name in options:
        if name not in _OPTIONS:
            raise TransportError(Problem("E860", f"unknown option `{name}`", _PLACE, did_you_mean(name, _OPTIONS)))
    if options.get("tls", "required") != "required":
        raise TransportError(Problem("E860", "expected `tls=required` or nothing", _PLACE))
    if not _NAME.fullmatch(options.get("hello", "x")):
        raise TransportError(Problem("E860", "expected `hello` to be a name like news.example.org", _PLACE))
    return options


def _tls(scheme: str, host: str, user: str, options: dict[str, str]) -> Tls:
    if scheme == "smtps":
        return Tls.AT_ONCE
    if user or "tls" in options:
        return Tls.REQUIRED
    return Tls.NEVER if is_this_computer(host) else Tls.OFFERED
