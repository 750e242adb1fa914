"""
The seals of an archive: which there are, and in which order they were made.

    dist/archive/<edition>/<version>/    one seal, never written to again
        manifest.json                    what it says
        manifest.sig                     a signature of that, if there is a key
        <language>/…                     every file of the edition
        source/…                         what it was made from
"""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from publish.archive import manifest as manifests
from publish.archive.manifest import Head, Manifest
from publish.archive.memory import Known, Memory
from publish.build.digests import digest
from publish.problems import ArchiveError, Place, Problem

UNFINISHED = ".sealing-"
"""What the folder of a seal is called while it is made."""


@dataclass(frozen=True)
class Sealed:
    """One seal as it stands in its folder."""

    folder: Path
    head: Head
    sha256: str
    """Of the manifest's bytes."""
    shown: str
    """The folder's name in problems."""

    @property
    def name(self) -> str:
        """`<edition>/<version>`, as people name it."""
        return f"{self.head.edition}/{self.head.version}"

    @cached_property
    def manifest(self) -> Manifest:
        """
        All that it says.

        Raises:
            ArchiveError: if the manifest is not any more what it was a moment ago.
        """
        path = f"{self.shown}/{manifests.NAME}"
        data = manifest_data(self.folder, path)
        if digest(data) != self.sha256:
            raise ArchiveError(Problem("E713", "the manifest changed just now", Place(path)))
        return manifests.read(data, path)


@dataclass(frozen=True)
class Archive:
    """The folder in which editions are kept for good."""

    folder: Path
    shown: str = "dist/archive"
    """Its name in problems."""
    cache: Path | None = None
    """A file in which to remember what manifests say, so that a thousand of them need not be read again."""

    def folders(self) -> tuple[Path, ...]:
        """The folder of every seal, whole or not, by edition and version."""
        return tuple(sorted(self._folders(), key=lambda folder: (folder.parent.name, int(folder.name))))

    def seals(self) -> tuple[Sealed, ...]:
        """
        Every seal, in the order they were made.

        Raises:
            ArchiveError: if a manifest cannot be read, or is not that of its folder.
        """
        memory = Memory(self.cache)
        found = tuple(self._remembered(folder, memory) for folder in self.folders())
        memory.save()
        return tuple(sorted(found, key=lambda sealed: (sealed.head.number, sealed.name)))

    def of(self, edition: str) -> tuple[Sealed, ...]:
        """The versions of one edition, oldest first."""
        return tuple(sealed for sealed in self.seals() if sealed.head.edition == edition)

    def read(self, folder: Path) -> Sealed:
        """
        The seal in *folder*.

        Raises:
            ArchiveError: if its manifest cannot be read, or is not that of its folder.
        """
        name = f"{folder.parent.name}/{folder.name}"
        path = f"{self.shown}/{name}/{manifests.NAME}"
        data = manifest_data(folder, path)
        return Sealed(folder, manifest_of(name, data, path).head, digest(data), f"{self.shown}/{name}")

    def _remembered(self, folder: Path, memory: Memory) -> Sealed:
        file = folder / manifests.NAME
        if known := memory.recall(file):
            return Sealed(folder, known.head, known.sha256, f"{self.shown}/{folder.parent.name}/{folder.name}")
        started = time.time_ns()
        sealed = self.read(folder)
        memory.learn(file, Known(sealed.head, sealed.sha256), started)
        return sealed

    def _folders(self) -> Iterator[Path]:
        if not self.folder.is_dir():
            return
        for edition in self.folder.iterdir():
            if edition.is_dir() and manifests.is_edition(edition.name) and not edition.is_symlink():
                yield from (v for v in edition.iterdir() if v.name.isdecimal() and v.name == str(int(v.name)))


def manifest_data(folder: Path, path: str) -> bytes:
    """
    The bytes of the manifest in *folder*, or as many as show that it is too large; *path* is its name in problems.

    Raises:
        ArchiveError: if there is none, or it cannot be read.
    """
    file = folder / manifests.NAME
    if folder.is_symlink() or file.is_symlink():
        raise ArchiveError(Problem("E717", "this is a link, expected a file", Place(path)))
    try:
        with file.open("rb") as stream:
            return stream.read(manifests.LARGEST + 1)
    except OSError as error:
        raise ArchiveError(Problem("E710", f"cannot read the manifest: {error.strerror}", Place(path))) from error


def manifest_of(name: str, data: bytes, path: str) -> Manifest:
    """
    The manifest that *data* is, found where that of the seal called *name* belongs.

    Raises:
        ArchiveError: if it is none, or that of another seal.
    """
    found = manifests.read(data, path)
    if f"{found.edition}/{found.version}" != name:
        message = f"this is the manifest of {found.edition}/{found.version}, found in {name}"
        raise ArchiveError(Problem("E712", message, Place(path)))
    return found
