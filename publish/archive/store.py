"""
The seals of an archive: which there are, and in which order they were made.

    dist/archive/<edition>/<version>/    one seal, never written to again
        manifest.json                    what it says
        manifest.sig                     a signature of that, if there is a key
        <language>/…                     every file of the edition
        source/…                         what it was made from
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from publish.archive import manifest as manifests
from publish.archive.manifest import Manifest
from publish.problems import ArchiveError, Place, Problem

UNFINISHED = ".sealing-"
"""What the folder of a seal is called while it is made."""


@dataclass(frozen=True, slots=True)
class Sealed:
    """One seal as it stands in its folder."""

    folder: Path
    manifest: Manifest
    sha256: str
    """Of the manifest's bytes."""

    @property
    def name(self) -> str:
        """`<edition>/<version>`, as people name it."""
        return f"{self.manifest.edition}/{self.manifest.version}"


@dataclass(frozen=True, slots=True)
class Archive:
    """The folder in which editions are kept for good."""

    folder: Path
    shown: str = "dist/archive"
    """Its name in problems."""

    def folders(self) -> tuple[Path, ...]:
        """The folder of every seal, whole or not, by edition and version."""
        return tuple(sorted(self._folders(), key=lambda folder: (folder.parent.name, int(folder.name))))

    def seals(self) -> tuple[Sealed, ...]:
        """
        Every seal, in the order they were made.

        Raises:
            ArchiveError: if a manifest cannot be read, or is not that of its folder.
        """
        return tuple(sorted(map(self.read, self.folders()), key=lambda sealed: (sealed.manifest.number, sealed.name)))

    def of(self, edition: str) -> tuple[Sealed, ...]:
        """The versions of one edition, oldest first."""
        return tuple(sealed for sealed in self.seals() if sealed.manifest.edition == edition)

    def read(self, folder: Path) -> Sealed:
        """
        The seal in *folder*.

        Raises:
            ArchiveError: if its manifest cannot be read, or is not that of its folder.
        """
        name = f"{folder.parent.name}/{folder.name}"
        path = f"{self.shown}/{name}/{manifests.NAME}"
        data = _data(folder / manifests.NAME, path)
        sealed = Sealed(folder, manifests.read(data, path), hashlib.sha256(data).hexdigest())
        if sealed.name != name:
            raise ArchiveError(Problem("E712", f"this is the manifest of {sealed.name}, found in {name}", Place(path)))
        return sealed

    def _folders(self) -> Iterator[Path]:
        if not self.folder.is_dir():
            return
        for edition in self.folder.iterdir():
            if edition.is_dir() and manifests.is_edition(edition.name) and not edition.is_symlink():
                yield from (v for v in edition.iterdir() if v.name.isdecimal() and v.name == str(int(v.name)))


def _data(file: Path, path: str) -> bytes:
    if file.is_symlink():
        raise ArchiveError(Problem("E717", "this is a link, expected a file", Place(path)))
    try:
        with file.open("rb") as stream:
            return stream.read(manifests.LARGEST + 1)
    except OSError as error:
        raise ArchiveError(Problem("E710", f"cannot read the manifest: {error.strerror}", Place(path))) from error
