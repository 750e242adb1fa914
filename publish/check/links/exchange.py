"""One request to one machine, of whose answer only the head is read, and no more than it may have."""

import io
import socket
import ssl
from dataclasses import dataclass
from http.client import HTTPException, HTTPResponse
from time import monotonic
from urllib.parse import SplitResult, quote, urlsplit

from publish.check.links.network import Network

AGENT = "publish-editions (checks links)"
MOST = 65_536
"""Octets of an answer's head."""
_PLAIN = "/%:@!$&'()*+,;=~-._?"
"""Signs that stand in an address as they are."""
_TRIES = 3
"""Numbers of one host."""


class PrivateError(OSError):
    """The address leads into a network where nobody is to be asked."""


class UnusualError(OSError):
    """The address is none that a browser would open without thinking."""


@dataclass(frozen=True, slots=True)
class Reply:
    """The head of an answer."""

    status: int
    reason: str
    location: str
    """Where it sends one; empty if it sends nowhere."""


def request(method: str, address: str, network: Network) -> Reply:
    """
    Ask for *address*.

    Raises:
        PrivateError: if it leads into a private network.
        UnusualError: if it is not http or https at the usual port.
        OSError: if there is no answer, or none in time.
    """
    try:
        parts = urlsplit(address)
        port = parts.port or (443 if parts.scheme == "https" else 80)
        host = (parts.hostname or "").encode("idna").decode("ascii") if parts.hostname else ""
    except (ValueError, UnicodeError):
        raise UnusualError("it is no address") from None
    if parts.scheme not in ("http", "https") or not host or port not in network.ports or "@" in parts.netloc:
        raise UnusualError(f"only http and https at their usual ports are asked, not '{parts.scheme}://{parts.netloc}'")
    until = monotonic() + network.seconds
    connection = _connected(host, port, network, until)
    try:
        if parts.scheme == "https":
            connection = ssl.create_default_context().wrap_socket(connection, server_hostname=host)
        connection.sendall(_head(method, parts, host, port))
        return _reply(connection, method, until)
    finally:
        connection.close()


def _connected(host: str, port: int, network: Network, until: float) -> socket.socket:
    """A connection to one of the numbers that were judged, and to no others."""
    numbers = network.numbers(host, port)
    for number in numbers:
        if not network.allows(number):
            raise PrivateError(f"'{host}' is a machine of a private network ({number})")
    if not numbers:
        raise OSError(f"'{host}' has no number")
    for number in numbers[:_TRIES]:
        try:
            return socket.create_connection((number, port), timeout=max(0.1, (until - monotonic()) / 2))
        except OSError as error:
            last = error
    raise last


def _head(method: str, parts: SplitResult, host: str, port: int) -> bytes:
    """What is sent. Signs that would end a line are written as figures."""
    path = quote(parts.path or "/", safe=_PLAIN)
    query = f"?{quote(parts.query, safe=_PLAIN)}" if parts.query else ""
    usual = {"http": 80, "https": 443}[parts.scheme]
    named = (f"[{host}]" if ":" in host else host) + ("" if port == usual else f":{port}")
    lines = (
        f"{method} {path}{query} HTTP/1.1",
        f"Host: {named}",
        f"User-Agent: {AGENT}",
        "Accept: */*",
        "Accept-Encoding: identity",
        "Connection: close",
    )
    return ("\r\n".join(lines) + "\r\n\r\n").encode("ascii")


def _reply(connection: socket.socket, method: str, until: float) -> Reply:
    response = HTTPResponse(_Patient(connection, until), method=method)  # type: ignore[arg-type]  # it asks for a file only
    try:
        response.begin()
        return Reply(response.status, response.reason.strip()[:80], (response.getheader("Location") or "").strip())
    except (HTTPException, ValueError) as error:
        raise OSError(f"the answer is not HTTP: {type(error).__name__}") from error
    finally:
        response.close()


class _Patient:
    """A connection that is read until a moment, not for a while after each octet."""

    def __init__(self, connection: socket.socket, until: float) -> None:
        self._connection, self._until = connection, until

    def makefile(self, _mode: str) -> io.BufferedReader:
        return io.BufferedReader(_Counted(self._connection, self._until), 4096)


class _Counted(io.RawIOBase):
    """Reads no more than a head may have."""

    def __init__(self, connection: socket.socket, until: float) -> None:
        self._connection, self._until, self._left = connection, until, MOST

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # typeshed wants what C passes
        remaining = self._until - monotonic()
        if remaining <= 0:
            raise TimeoutError("the answer took too long")
        if self._left <= 0:
            raise OSError("the head of the answer is endless")
        self._connection.settimeout(remaining)
        count = self._connection.recv_into(buffer, min(len(buffer), self._left))
        self._left -= count
        return count
