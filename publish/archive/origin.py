"""
Where the bytes of an archive come from: a folder, or a server (`remote`).

An origin tells what is there, and judges nothing: that is for `verify`, by the same rules for both.
"""

import hashlib
import os
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Protocol

from publish.archive.manifest import SealedFile
from publish.archive.steps import SIGNATURE
from publish.archive.store import UNFINISHED, Archive, manifest_data
from publish.problems import ArchiveError, Place, Problem

LARGEST_SIGNATURE = 1000
"""Bytes that are read of one."""


@dataclass(frozen=True, slots=True)
class Digest:
    """What a file is."""

    size: int
    sha256: str
    """Empty if its size alone told that it is another one; then not all of it was read."""


class Origin(Protocol):
    """An archive somewhere. What a method cannot read, it raises as an `ArchiveError`."""

    @property
    def shown(self) -> str:
        """Its name in problems."""

    @property
    def threads(self) -> int:
        """How many may read at the same time."""

    def listed(self) -> Mapping[str, str]:
        """Every seal as `<edition>/<version>`, and the hash that its manifest should have; empty if nobody says it."""

    def manifest(self, name: str) -> bytes:
        """The bytes of a seal's manifest, or as many as show that it is too large."""

    def signature(self, name: str) -> bytes | None:
        """The signature's, or None if there is none."""

    def digest(self, name: str, file: SealedFile) -> Digest:
        """What stands where *file* was sealed."""

    def besides(self, name: str, known: Collection[str]) -> Iterable[str]:
        """The paths of all that lies in a seal and is not *known*, as far as one can see."""

    def unfinished(self) -> Iterable[str]:
        """What somebody left who was stopped while sealing."""

    def place(self, name: str, path: str = "") -> Place:
        """A seal, or a file in it."""


class OnDisk:
    """The archive in a folder."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._found: dict[str, Mapping[str, bool]] = {}

    @property
    def shown(self) -> str:
        """As the archive is called."""
        return self._archive.shown

    @property
    def threads(self) -> int:
        """No more than there are processors: hashing is all they do."""
        return min(8, os.cpu_count() or 1)

    def listed(self) -> Mapping[str, str]:
        """Every folder of a seal, whole or not; nobody says which hashes they should have."""
        return dict.fromkeys(self._folders, "")

    def manifest(self, name: str) -> bytes:
        """From its folder."""
        return manifest_data(self._folders[name], str(self.place(name, "manifest.json")))

    def signature(self, name: str) -> bytes | None:
        """From its folder; what is no file is no signature."""
        is_file = self._files(name).get(SIGNATURE)
        with suppress(OSError):
            if is_file:
                with (self._folders[name] / SIGNATURE).open("rb") as stream:
                    return stream.read(LARGEST_SIGNATURE)
        return None if is_file is None else b""

    def digest(self, name: str, file: SealedFile) -> Digest:
        """Of all its bytes."""
        is_file = self._files(name).get(file.path)
        if is_file is None:
            raise ArchiveError(Problem("E715", "the file is missing", self.place(name, file.path)))
        if not is_file:
            message = "this is a link or no file, expected the file that was sealed"
            raise ArchiveError(Problem("E717", message, self.place(name, file.path)))
        try:
            with (self._folders[name] / file.path).open("rb") as stream:
                size = os.fstat(stream.fileno()).st_size
                return Digest(size, hashlib.file_digest(stream, "sha256").hexdigest() if size == file.size else "")
        except OSError as error:
            message = f"cannot read the file: {error.strerror}"
            raise ArchiveError(Problem("E710", message, self.place(name, file.path))) from error

    def besides(self, name: str, known: Collection[str]) -> Iterable[str]:
        """Whatever else the folder has, hidden or not."""
        return sorted(set(self._files(name)).difference(known))

    def unfinished(self) -> Iterable[str]:
        """Folders with the name of such."""
        folder = self._archive.folder
        return sorted(found.name for found in folder.glob(f"{UNFINISHED}*")) if folder.is_dir() else ()

    def place(self, name: str, path: str = "") -> Place:
        """Below the name of the archive."""
        return Place("/".join(part for part in (self.shown, name, path) if part))

    @cached_property
    def _folders(self) -> Mapping[str, Path]:
        return {f"{folder.parent.name}/{folder.name}": folder for folder in self._archive.folders()}

    def _files(self, name: str) -> Mapping[str, bool]:
        """All that lies in a seal, by path, and whether it is a real file."""
        if name not in self._found:
            try:
                self._found[name] = dict(_walk(self._folders[name], ""))
            except OSError as error:
                message = f"cannot read the folder: {error.strerror}"
                raise ArchiveError(Problem("E710", message, self.place(name))) from error
        return self._found[name]


def _walk(folder: Path, below: str) -> Iterator[tuple[str, bool]]:
    for entry in os.scandir(folder):
        path = f"{below}{entry.name}"
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(Path(entry.path), f"{path}/")
        else:
            yield path, entry.is_file(follow_symlinks=False)
