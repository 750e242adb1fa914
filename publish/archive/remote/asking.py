"""Asks for one file, wherever its server sends one on to, and reads no more of it than there should be."""

from collections.abc import Callable
from contextlib import suppress
from http.client import HTTPException, HTTPResponse
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from publish.archive.remote.address import PLAIN, PORTS, printable
from publish.archive.remote.line import PIECE
from publish.archive.remote.server import GoneError, Server
from publish.problems import ArchiveError, Place, Problem

_MOVES = 5
_MOVED = frozenset({301, 302, 303, 307, 308})
_GONE = frozenset({404, 410})


def get(server: Server, path: str, most: int, take: Callable[[bytes], object]) -> int:
    """
    Give *take* what lies at *path*, piece by piece; how many bytes it has.

    Of an answer with more than *most* bytes, one beyond them is taken, to see that there are more; none at all if
    the server says beforehand how many it has.

    Raises:
        GoneError: if there is no such file.
        EndedError: if nothing more will come, neither of this nor of any other file.
        ArchiveError: if the answer is of no use.
    """
    return _Asking(server, path).get(most, take)


class _Asking:
    def __init__(self, server: Server, path: str) -> None:
        self._server, self._url = server, server.address.of(path)

    def get(self, most: int, take: Callable[[bytes], object]) -> int:
        seen = [self._url]
        while len(seen) <= _MOVES + 1:
            with self._server.answer(seen[-1].removeprefix(self._server.address.root)) as response:
                if response.status not in _MOVED:
                    self._refuse(response)
                    return self._body(response, most, take)
                seen.append(self._moved(response, seen))
        raise self._server.failure("E724", f"the server sends one on more than {_MOVES} times", self._url)

    def _refuse(self, response: HTTPResponse) -> None:
        """Refuse what is not the file itself."""
        encoding = response.getheader("Content-Encoding") or "identity"
        if response.status == 200 and encoding.lower() == "identity":
            return
        self._drain(response)
        said = printable(f"{response.status} {response.reason}".strip(), 80)
        if response.status in _GONE:
            raise GoneError(Problem("E715", f"the server has no such file: {said}", Place(self._url)))
        if response.status == 200:
            said = f"the encoding '{printable(encoding, 20)}', which nobody asked for"
        raise self._server.failure("E723", f"the server answers with {said}", self._url)

    def _moved(self, response: HTTPResponse, seen: list[str]) -> str:
        """The address that the server sends one on to."""
        self._drain(response)
        location = (response.getheader("Location") or "").strip()
        shown = printable(location.partition("?")[0]) if "@" not in location else "one with a name in it"
        try:
            parts = urlsplit(urljoin(seen[-1], location))
            where = (parts.scheme, parts.hostname, parts.port or PORTS.get(parts.scheme))
        except ValueError:
            message = f"the server sends one on to what is no address, '{shown}'"
            raise self._server.failure("E724", message, self._url) from None
        own = self._server.address
        if where != (own.scheme, own.host, own.port) or "@" in parts.netloc:
            hint = "if the archive is there, give that address"
            raise self._server.failure("E724", f"the server sends one on to another, '{shown}'", self._url, hint)
        after = f"{own.root}{_target(parts)}"
        if after in seen:
            raise self._server.failure("E724", f"the server sends one round in a circle, back to '{shown}'", self._url)
        return after

    def _body(self, response: HTTPResponse, most: int, take: Callable[[bytes], object]) -> int:
        if response.length is not None and response.length > most:
            return response.length
        count = 0
        try:
            while count <= most and (piece := response.read(min(PIECE, most + 1 - count))):
                take(piece)
                count += len(piece)
        except TimeoutError as error:
            raise self._server.lost(error) from error
        except (OSError, HTTPException, ValueError) as error:
            raise self._cut_off(count) from error
        if response.length and count <= most:
            raise self._cut_off(count)
        return count

    def _cut_off(self, count: int) -> ArchiveError:
        return self._server.failure("E726", f"the answer ends before it should, after {count} bytes", self._url)

    def _drain(self, response: HTTPResponse) -> None:
        """Read a short page that nobody wants, so that the connection can be kept."""
        if response.length is not None and response.length <= PIECE:
            with suppress(OSError, HTTPException):
                response.read()


def _target(parts: SplitResult) -> str:
    query = f"?{quote(parts.query, safe=PLAIN + '?')}" if parts.query else ""
    return f"{quote(parts.path or '/', safe=PLAIN)}{query}"
