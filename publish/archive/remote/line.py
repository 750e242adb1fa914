"""One connection, that is asked for one file after the other, and never waited for without end."""

import io
import socket
import ssl
from dataclasses import dataclass
from http.client import HTTPResponse
from time import monotonic

from publish.archive.remote.address import Address

AGENT = "publish-editions (verifies archives)"
PIECE = 65_536
"""Bytes that are read at a time."""


@dataclass(frozen=True, slots=True)
class Patience:
    """How long to wait, in seconds, and for how much."""

    silence: float = 30.0
    """Until an answer begins, and between two pieces of it."""
    pace: int = 20_000
    """Bytes a second that an answer must have."""
    total: float = 3600.0
    """For everything."""
    failures: int = 20
    """Answers of no use until no more are asked for."""


class Line:
    """A connection to *address*, which is of no use any more *until* a moment of the monotonic clock."""

    def __init__(self, address: Address, patience: Patience, until: float, secure: ssl.SSLContext | None) -> None:
        self._address, self._patience, self._until, self._secure = address, patience, until, secure
        self._socket: socket.socket | None = None
        self._began, self._received = 0.0, 0

    def ask(self, target: str) -> HTTPResponse:
        """
        The head of the answer to a request for *target*.

        Raises:
            OSError: if there is none, or none in time.
            HTTPException: if it is no HTTP.
        """
        self._began, self._received = monotonic(), 0
        if self._socket is None:
            self._socket = self._connected()
        self._socket.settimeout(self._remaining())
        self._socket.sendall(_request(target, self._address))
        response = HTTPResponse(self, method="GET")  # type: ignore[arg-type]  # it asks for a file only
        response.begin()
        return response

    def close(self) -> None:
        """Hang up."""
        if self._socket:
            self._socket.close()

    def makefile(self, _mode: str) -> io.BufferedReader:
        """What the answer is read from."""
        return io.BufferedReader(_Arriving(self), PIECE)

    def receive(self, buffer: memoryview) -> int:
        """
        Read what has come.

        Raises:
            TimeoutError: if nothing comes, or too little.
            OSError: if the other side is gone.
        """
        if self._socket is None:
            raise OSError("not connected")
        self._socket.settimeout(self._remaining())
        count = self._socket.recv_into(buffer)
        self._received += count
        return count

    def _remaining(self) -> float:
        """Seconds that are left; not so many after each byte, or a server could send one a minute for ever."""
        earned = self._began + self._patience.silence + self._received / self._patience.pace
        remaining = min(earned, self._until) - monotonic()
        if remaining <= 0:
            raise TimeoutError
        return min(remaining, self._patience.silence)

    def _connected(self) -> socket.socket:
        where = (self._address.host, self._address.port)
        found = socket.create_connection(where, timeout=self._remaining())
        try:
            found.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            return self._secure.wrap_socket(found, server_hostname=where[0]) if self._secure else found
        except BaseException:
            found.close()
            raise


class _Arriving(io.RawIOBase):
    """The bytes of a connection, which stays when all are read."""

    def __init__(self, line: Line) -> None:
        self._line = line

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # typeshed wants what C passes
        return self._line.receive(buffer)


def _request(target: str, address: Address) -> bytes:
    lines = (
        f"GET {target} HTTP/1.1",
        f"Host: {address.named}",
        f"User-Agent: {AGENT}",
        "Accept: */*",
        "Accept-Encoding: identity",
    )
    return ("\r\n".join(lines) + "\r\n\r\n").encode("ascii")
