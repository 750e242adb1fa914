"""
Whether everything that was sealed is still what it was: every file, the chain, the signatures.

It reads all files and believes none of them. What it finds it names, and it changes nothing.
"""

import hashlib
import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from publish.archive import chain, keys
from publish.archive.manifest import NAME, SealedFile
from publish.archive.steps import SIGNATURE
from publish.archive.store import UNFINISHED, Archive, Sealed
from publish.problems import ArchiveError, Place, Problem, in_order


@dataclass(frozen=True, slots=True)
class Verified:
    """What came of it."""

    seals: tuple[Sealed, ...]
    problems: tuple[Problem, ...]
    files: int
    size: int
    """Bytes that were read."""


@dataclass(slots=True)
class _Reading:
    problems: list[Problem] = field(default_factory=list)
    seals: list[Sealed] = field(default_factory=list)


def verify(archive: Archive, *, public_key: str = "") -> Verified:
    """
    Read everything in *archive*.

    With *public_key*, a seal that its owner has not signed is a problem. Without one, a signature has to be that of
    the key in its manifest.
    """
    reading = _Reading()
    for folder in archive.folders():
        try:
            reading.seals.append(archive.read(folder))
        except ArchiveError as error:
            reading.problems += error.problems
    seals = tuple(sorted(reading.seals, key=lambda sealed: (sealed.head.number, sealed.name)))
    with ThreadPoolExecutor(min(8, os.cpu_count() or 1)) as pool:
        found = [*pool.map(lambda sealed: tuple(_of_seal(sealed, archive, public_key)), seals)]
    problems = [*reading.problems, *(problem for some in found for problem in some), *_strangers(archive)]
    if not reading.problems:
        problems += chain.problems(seals, archive.shown)
    files = sum(len(sealed.manifest.files) for sealed in seals)
    return Verified(seals, in_order(problems), files, sum(sealed.manifest.size for sealed in seals))


def _of_seal(sealed: Sealed, archive: Archive, public_key: str) -> Iterator[Problem]:
    shown = f"{archive.shown}/{sealed.name}"
    expected = {file.path: file for file in sealed.manifest.files}
    found = dict(_walk(sealed.folder, ""))
    for path in sorted(found.keys() - expected.keys() - {NAME, SIGNATURE}):
        yield Problem("E714", "nobody sealed this file", Place(f"{shown}/{path}"), "remove it; it was put here later")
    for path, file in expected.items():
        place = Place(f"{shown}/{path}")
        if path not in found:
            yield Problem("E715", "the file is missing", place)
        elif not found[path]:
            yield Problem("E717", "this is a link or no file, expected the file that was sealed", place)
        else:
            yield from _of_file(sealed.folder / path, file, place)
    yield from _of_signature(sealed, shown, found, public_key)


def _walk(folder: Path, below: str) -> Iterator[tuple[str, bool]]:
    """The path of everything that is not a folder, and whether it is a real file."""
    for entry in os.scandir(folder):
        path = f"{below}{entry.name}"
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(Path(entry.path), f"{path}/")
        else:
            yield path, entry.is_file(follow_symlinks=False)


def _of_file(file: Path, sealed: SealedFile, place: Place) -> Iterator[Problem]:
    try:
        size = file.stat().st_size
        with file.open("rb") as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        yield Problem("E710", f"cannot read the file: {error.strerror}", place)
        return
    if size != sealed.size:
        yield Problem("E716", f"the file has {size} bytes, {sealed.size} were sealed", place)
    elif digest != sealed.sha256:
        yield Problem("E716", f"the file is not what was sealed: its hash is {digest[:12]}…", place)


def _of_signature(sealed: Sealed, shown: str, found: dict[str, bool], public_key: str) -> Iterator[Problem]:
    place = Place(f"{shown}/{SIGNATURE}")
    own = sealed.manifest.public_key
    if public_key and own != public_key:
        yield Problem("E718", f"signed by {own[:12]}…" if own else "not signed", Place(f"{shown}/{NAME}"))
    if own and SIGNATURE not in found:
        yield Problem("E718", "the signature is missing", place)
    elif SIGNATURE in found and not own:
        yield Problem("E714", "nobody sealed this file", place, "the manifest names no key")
    elif own:
        data, line = (sealed.folder / NAME).read_bytes(), (sealed.folder / SIGNATURE).read_bytes()[:1000]
        if not keys.is_signed(own, data, line):
            yield Problem("E718", "the signature is not that of the manifest", place)


def _strangers(archive: Archive) -> Iterator[Problem]:
    """What somebody left who was stopped while sealing; the next seal removes it."""
    if archive.folder.is_dir():
        for folder in sorted(archive.folder.glob(f"{UNFINISHED}*")):
            hint = "the next `publish archive seal` removes it"
            yield Problem("E719", "a seal that was never finished", Place(f"{archive.shown}/{folder.name}"), hint)
