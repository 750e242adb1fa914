"""
The archive on a server, as anybody can read it: what its list of seals names, and nothing else.

    address    where it is
    server     its connections, and what ends everything
    asking     one file
    line       one connection

From outside one cannot see files that nobody sealed, and no seal that the list leaves out: who has the server could
hide the newest. So compare the last hash with one that was written down.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from hashlib import sha256
from typing import Final, Literal

from pydantic import ConfigDict, TypeAdapter, ValidationError
from pydantic.dataclasses import dataclass

from publish.archive.manifest import LARGEST, NAME, EditionId, Moment, Number, SealedFile, Sha256
from publish.archive.origin import LARGEST_SIGNATURE, Digest
from publish.archive.remote.address import LIST, address_of, printable
from publish.archive.remote.asking import get
from publish.archive.remote.line import Patience
from publish.archive.remote.server import CONNECTIONS, GoneError, Server
from publish.archive.steps import SIGNATURE
from publish.problems import ArchiveError, Place, Problem

__all__ = ["OnServer", "Patience", "reading"]

_ALL_MANIFESTS: Final = 256_000_000
"""Bytes that all manifests together may have, since they are kept in memory."""
_STRICT = ConfigDict(extra="forbid", strict=True)


@dataclass(frozen=True, config=_STRICT)
class _Entry:
    number: Number
    edition: EditionId
    version: Number
    sealed: Moment
    manifest: str
    sha256: Sha256

    @property
    def name(self) -> str:
        return f"{self.edition}/{self.version}"


@dataclass(frozen=True, config=_STRICT)
class _List:
    layout: Literal["publish-seals-1"]
    seals: tuple[_Entry, ...]


_ADAPTER: TypeAdapter[_List] = TypeAdapter(_List)


@contextmanager
def reading(url: str, patience: Patience | None = None) -> Iterator["OnServer"]:
    """
    The archive at *url*.

    Raises:
        ArchiveError: if that is no address of one.
    """
    with Server(address_of(url), patience or Patience()) as server:
        yield OnServer(server)


class OnServer:
    """An `Origin`."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._manifests = 0

    @property
    def shown(self) -> str:
        """Its address."""
        return self._server.address.of("").rstrip("/")

    @property
    def threads(self) -> int:
        """One a connection."""
        return CONNECTIONS

    def listed(self) -> Mapping[str, str]:
        """What the list of seals says."""
        place = Place(self._server.address.of(LIST))
        try:
            found = _list_of(self._bytes(LIST, LARGEST), place)
        except GoneError as error:
            hint = "is this the archive's front page? `publish archive site` writes the list"
            raise ArchiveError(Problem("E723", "the server has no list of seals", place, hint)) from error
        return {entry.name: entry.sha256 for entry in found}

    def manifest(self, name: str) -> bytes:
        """As the server sends it."""
        try:
            data = self._bytes(f"{name}/{NAME}", LARGEST)
        except GoneError as error:
            message = "cannot read the manifest: the server has no such file"
            raise ArchiveError(Problem("E710", message, self.place(name, NAME))) from error
        self._manifests += len(data)  # no more than eight may be added at the wrong moment
        if self._manifests > _ALL_MANIFESTS:
            raise self._server.end("E727", f"the manifests together have more than {_ALL_MANIFESTS // 1_000_000} MB")
        return data

    def signature(self, name: str) -> bytes | None:
        """As the server sends it."""
        try:
            return self._bytes(f"{name}/{SIGNATURE}", LARGEST_SIGNATURE)
        except GoneError:
            return None

    def digest(self, name: str, file: SealedFile) -> Digest:
        """Of the answer's bytes."""
        digest, path = sha256(), f"{name}/{file.path}"
        try:
            size = get(self._server, path, file.size, digest.update)
        except GoneError as error:
            raise ArchiveError(Problem("E715", "the file is missing", self.place(name, file.path))) from error
        if size > file.size:
            message = f"the file has more than the {file.size} bytes that were sealed"
            raise ArchiveError(Problem("E716", message, self.place(name, file.path)))
        return Digest(size, digest.hexdigest())

    def besides(self, name: str, known: Collection[str]) -> Iterable[str]:
        """Nobody can see that from outside."""
        del name, known
        return ()

    def unfinished(self) -> Iterable[str]:
        """Nor that."""
        return ()

    def place(self, name: str, path: str = "") -> Place:
        """Its address."""
        return Place(self._server.address.of(f"{name}/{path}"))

    def _bytes(self, path: str, most: int) -> bytes:
        """What lies there; if it is too large, as much of it as shows that."""
        pieces: list[bytes] = []
        size = get(self._server, path, most, pieces.append)
        return b"".join(pieces) if size <= most else bytes(most + 1)


def _list_of(data: bytes, place: Place) -> tuple[_Entry, ...]:
    hint = "give the address of the archive's front page"
    if len(data) > LARGEST:
        raise ArchiveError(Problem("E727", f"the list of seals has more than {LARGEST // 1_000_000} MB", place, hint))
    if data.lstrip()[:1] == b"<":
        raise ArchiveError(Problem("E727", "this is a page, expected the list of seals", place, hint))
    try:
        found = _ADAPTER.validate_json(data, strict=True).seals
    except ValidationError as error:
        detail = error.errors(include_input=False)[0]
        where = ".".join(str(step) for step in detail["loc"])
        message = printable(f"not the list of seals: {where + ': ' if where else ''}{detail['msg']}", 300)
        raise ArchiveError(Problem("E727", message, place, hint)) from error
    for entry in found:
        if entry.manifest != f"{entry.name}/{NAME}":
            raise ArchiveError(Problem("E727", f"the list of seals has another place for {entry.name}", place))
    if len({entry.name for entry in found}) < len(found):
        raise ArchiveError(Problem("E727", "a seal stands twice in the list", place))
    return found
