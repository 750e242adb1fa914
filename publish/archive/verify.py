"""
Whether everything that was sealed is still what it was: every file, the chain, the signatures.

It reads all files and believes none of them, be they in a folder or on a server (`origin`). What it finds it names,
and it changes nothing.
"""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from publish.archive import chain, keys
from publish.archive.manifest import NAME, Head, Manifest, SealedFile
from publish.archive.origin import OnDisk, Origin
from publish.archive.steps import SIGNATURE
from publish.archive.store import Archive, manifest_of
from publish.build.digests import digest
from publish.problems import ArchiveError, Place, Problem, in_order

_AT_ONCE = 16
"""Files that one reader takes."""


@dataclass(frozen=True, slots=True)
class Told:
    """A seal as its manifest tells it."""

    name: str
    manifest: Manifest
    sha256: str
    """Of the manifest's bytes."""
    data: bytes

    @property
    def head(self) -> Head:
        """The manifest is one."""
        return self.manifest


@dataclass(frozen=True, slots=True)
class Verified:
    """What came of it."""

    seals: tuple[Told, ...]
    problems: tuple[Problem, ...]
    files: int
    """That were read."""
    size: int
    """Bytes of them."""


@dataclass(frozen=True, slots=True)
class _Part:
    """What came of reading one part."""

    problems: tuple[Problem, ...]
    seal: Told | None = None
    files: int = 0
    size: int = 0


def verify(archive: Archive, *, public_key: str = "", last: str = "") -> Verified:
    """Read everything in *archive*; otherwise like `verify_from`."""
    return verify_from(OnDisk(archive), public_key=public_key, last=last)


def verify_from(origin: Origin, *, public_key: str = "", last: str = "") -> Verified:
    """
    Read everything that *origin* has.

    With *public_key*, a seal that its owner has not signed is a problem; without one, a signature has to be that of
    the key in its manifest. With *last*, some seal's manifest has to have that hash.
    """
    try:
        listed = origin.listed()
    except ArchiveError as error:
        return Verified((), error.problems, 0, 0)
    with ThreadPoolExecutor(origin.threads) as pool:
        told = [*pool.map(lambda name: _read(origin, name, listed[name]), listed)]
        seals = tuple(sorted((part.seal for part in told if part.seal), key=lambda seal: (seal.head.number, seal.name)))
        around = [*pool.map(lambda seal: _Part(_known(_around(origin, seal, public_key))), seals)]
        files = [*pool.map(lambda portion: _of_files(origin, *portion), _portions(seals))]
    whole = len(seals) == len(listed)
    problems = (
        *(problem for part in (*told, *around, *files) for problem in part.problems),
        *_unfinished(origin),
        *(chain.problems(seals, origin.shown) if whole else ()),
        *(_without(last, origin) if whole and last and last not in {seal.sha256 for seal in seals} else ()),
    )
    return Verified(seals, in_order(problems), sum(part.files for part in files), sum(part.size for part in files))


def _read(origin: Origin, name: str, expected: str) -> _Part:
    """The manifest of a seal."""
    try:
        data = origin.manifest(name)
        seal = Told(name, manifest_of(name, data, origin.place(name, NAME).path), digest(data), data)
    except ArchiveError as error:
        return _Part(error.problems)
    if expected and seal.sha256 != expected:
        message = f"the manifest is not the one in the list of seals: its hash is {seal.sha256[:12]}…"
        return _Part((Problem("E728", message, origin.place(name, NAME)),), seal)
    return _Part((), seal)


def _portions(seals: Sequence[Told]) -> Iterator[tuple[str, tuple[SealedFile, ...]]]:
    """All files, a few at a time: a seal of many is read by several."""
    for seal in seals:
        files = seal.manifest.files
        yield from ((seal.name, files[at : at + _AT_ONCE]) for at in range(0, len(files), _AT_ONCE))


def _of_files(origin: Origin, name: str, files: Sequence[SealedFile]) -> _Part:
    problems: list[Problem] = []
    read: list[int] = []
    for file in files:
        try:
            found = origin.digest(name, file)
        except ArchiveError as error:
            problems += error.problems
            continue
        read.append(found.size)
        if found.size != file.size:
            message = f"the file has {found.size} bytes, {file.size} were sealed"
            problems.append(Problem("E716", message, origin.place(name, file.path)))
        elif found.sha256 != file.sha256:
            message = f"the file is not what was sealed: its hash is {found.sha256[:12]}…"
            problems.append(Problem("E716", message, origin.place(name, file.path)))
    return _Part(tuple(problems), None, len(read), sum(read))


def _known(problems: Iterator[Problem]) -> tuple[Problem, ...]:
    """All of them, the one that ended it too."""
    found: list[Problem] = []
    try:
        found.extend(problems)
    except ArchiveError as error:
        found += error.problems
    return tuple(found)


def _around(origin: Origin, seal: Told, public_key: str) -> Iterator[Problem]:
    """What is wrong beside the files."""
    own, name = seal.manifest.public_key, seal.name
    expected = {NAME, SIGNATURE, *(file.path for file in seal.manifest.files)}
    for path in origin.besides(name, expected):
        hint = "remove it; it was put here later"
        yield Problem("E714", "nobody sealed this file", origin.place(name, path), hint)
    if public_key and own != public_key:
        yield Problem("E718", f"signed by {own[:12]}…" if own else "not signed", origin.place(name, NAME))
    line, place = origin.signature(name), origin.place(name, SIGNATURE)
    if own and line is None:
        yield Problem("E718", "the signature is missing", place)
    elif own and line is not None and not keys.is_signed(own, seal.data, line):
        yield Problem("E718", "the signature is not that of the manifest", place)
    elif line is not None and not own:
        yield Problem("E714", "nobody sealed this file", place, "the manifest names no key")


def _unfinished(origin: Origin) -> Iterator[Problem]:
    """The next seal removes it."""
    for name in origin.unfinished():
        yield Problem(
            "E719", "a seal that was never finished", origin.place(name), "the next `publish archive seal` removes it"
        )


def _without(last: str, origin: Origin) -> Iterator[Problem]:
    hint = "the newest seals were cut off, the chain was made anew, or this is another archive"
    yield Problem("E729", f"no seal has the hash {last[:12]}… that was written down", Place(origin.shown), hint)
