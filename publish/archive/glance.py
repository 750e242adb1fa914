"""
What can be seen of an archive at a glance: whether manifests can be read, follow each other, and have their files.

It reads no file but the manifests, so it sees damage and no forgery; `verify` sees both.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from publish.archive import chain
from publish.archive.store import Archive, Sealed
from publish.problems import ArchiveError

UNREADABLE = "unreadable manifest"
CHANGED = "manifest changed"
BROKEN = "chain broken here"
MISSING = "files missing"
OTHER_SIZE = "files changed"


@dataclass(frozen=True, slots=True)
class Seen:
    """What was seen."""

    seals: tuple[Sealed, ...]
    """Those that can be read, in the order they were made."""
    damage: Mapping[str, str]
    """By edition, the worst that was seen of it; only of those that are damaged."""


def glance(archive: Archive) -> Seen:
    """Look at *archive*; nothing in it can make this fail."""
    seals, unreadable = _read(archive)
    found: dict[str, str] = {}
    for edition, word in (*((name, UNREADABLE) for name in unreadable), *_chained(seals, unreadable), *_files(seals)):
        found.setdefault(edition, word)
    return Seen(tuple(seals), found)


def _read(archive: Archive) -> tuple[list[Sealed], list[str]]:
    """The seals, and the editions of those that cannot be read."""
    seals: list[Sealed] = []
    unreadable: list[str] = []
    for found in _found(archive):
        if isinstance(found, Sealed) and _is_readable(found):
            seals.append(found)
        else:
            unreadable.append(found.head.edition if isinstance(found, Sealed) else found)
    return sorted(seals, key=lambda sealed: (sealed.head.number, sealed.name)), unreadable


def _found(archive: Archive) -> Iterator[Sealed | str]:
    """Each seal, or its edition."""
    try:
        yield from archive.seals()
    except ArchiveError:
        for folder in archive.folders():
            try:
                yield archive.read(folder)
            except ArchiveError:
                yield folder.parent.name


def _is_readable(sealed: Sealed) -> bool:
    try:
        return bool(sealed.manifest)
    except ArchiveError:
        return False


def _chained(seals: Sequence[Sealed], unreadable: Sequence[str]) -> Sequence[tuple[str, str]]:
    """Whose manifest is not the one that the next seal names; else, where the chain breaks."""
    changed = [(before.head.edition, CHANGED) for before, after in pairwise(seals) if _is_changed(before, after)]
    # What cannot be read, or was changed, breaks the chain at the next seal, which is not to blame.
    if changed or unreadable:
        return changed
    return [(problem.place.path.split("/")[1], BROKEN) for problem in chain.problems(seals, "")]


def _is_changed(before: Sealed, after: Sealed) -> bool:
    named = after.head.previous
    return named is not None and f"{named.edition}/{named.version}" == before.name and named.sha256 != before.sha256


def _files(seals: Iterable[Sealed]) -> Iterator[tuple[str, str]]:
    """Who lacks a file, or has one of another size."""
    for sealed in seals:
        try:
            sizes = [((sealed.folder / file.path).lstat().st_size, file.size) for file in sealed.manifest.files]
        except OSError:
            yield sealed.head.edition, MISSING
        else:
            if any(found != expected for found, expected in sizes):
                yield sealed.head.edition, OTHER_SIZE
