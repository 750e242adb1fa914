"""
Files of one server, over few connections that are kept.

A server may be slow, away, broken or hostile. Whatever it does becomes a problem with a code, in a bounded time. One
that ends everything is told once, however many files were still to be asked for.
"""

import socket
import ssl
import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPException, HTTPResponse
from time import monotonic
from typing import Self

from publish.archive.remote.address import Address
from publish.archive.remote.line import Line, Patience
from publish.problems import ArchiveError, Place, Problem

CONNECTIONS = 8


class GoneError(ArchiveError):
    """The server has no such file."""


class EndedError(ArchiveError):
    """Nothing more will come from the server: it is away, too slow, or failed too often."""


class Server:
    """The one at *address*."""

    def __init__(self, address: Address, patience: Patience) -> None:
        self.address, self._patience = address, patience
        self._until = monotonic() + patience.total
        self._secure = ssl.create_default_context() if address.scheme == "https" else None
        self._turns = threading.BoundedSemaphore(CONNECTIONS)
        self._idle: deque[Line] = deque()
        self._guard = threading.Lock()
        self._failures = 0
        self._ended: EndedError | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        while self._idle:
            self._idle.pop().close()

    @contextmanager
    def answer(self, target: str) -> Iterator[HTTPResponse]:
        """
        The head of the answer to a request for *target*; its connection is kept if its body is read to the end.

        Raises:
            EndedError: if there is none, or everything has ended before.
        """
        with self._turns:
            if self._ended:
                raise EndedError(*self._ended.problems)
            line, response = self._asked(target)
            try:
                yield response
            finally:
                whole = response.isclosed() and not response.will_close and not response.length
                response.close()
                self._idle.append(line) if whole else line.close()

    def _asked(self, target: str) -> tuple[Line, HTTPResponse]:
        """A kept connection may have been closed meanwhile; so ask once more, on a new one."""
        for line in (self._kept(), self._new()):
            try:
                return line, line.ask(target)
            except (OSError, HTTPException, ValueError) as error:
                line.close()
                last = error
                if isinstance(error, TimeoutError):
                    break
        raise self.lost(last)

    def _kept(self) -> Line:
        try:
            return self._idle.pop()
        except IndexError:
            return self._new()

    def _new(self) -> Line:
        return Line(self.address, self._patience, self._until, self._secure)

    def failure(self, code: str, message: str, url: str, hint: str = "") -> ArchiveError:
        """What to raise if an answer is of no use: an `EndedError` if it is one too many."""
        with self._guard:
            self._failures += 1
            many = self._failures >= self._patience.failures
        if many:
            message = f"{self._patience.failures} answers were of no use, so no more was asked; one: {message}"
            return self.end(code, message, hint)
        return ArchiveError(Problem(code, message, Place(url), hint))

    def end(self, code: str, message: str, hint: str = "") -> EndedError:
        """Ask no more; what to raise: the same for everybody."""
        with self._guard:
            self._ended = self._ended or EndedError(Problem(code, message, Place(self.address.of("")), hint))
            return EndedError(*self._ended.problems)

    def lost(self, error: Exception) -> EndedError:
        """What to raise if there is no connection any more."""
        if isinstance(error, TimeoutError) and monotonic() >= self._until:
            message = f"not everything could be read in {self._patience.total / 60:.3g} minutes"
            return self.end("E725", message, "`--within MINUTES` waits longer")
        if isinstance(error, TimeoutError):
            return self.end("E725", "the server does not answer in time, or too slowly", "try again later")
        if isinstance(error, OSError):
            hint = "is the address right, and this computer connected?"
            return self.end("E722", _cause(error, self.address.named), hint)
        return self.end("E726", f"what {self.address.named} answers is not HTTP")


def _cause(error: OSError, host: str) -> str:
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"the certificate of {host} is not valid: {error.verify_message}"
    if isinstance(error, ssl.SSLError):
        return f"there is no secure connection to {host}"
    if isinstance(error, socket.gaierror):
        return f"no machine is called {host}"
    return f"cannot reach {host}: {(error.strerror or 'it hangs up').lower()}"
