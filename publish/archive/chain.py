"""The chain of seals: each names the one before it and the hash of its manifest, so none can change unnoticed."""

from collections.abc import Iterator, Sequence
from typing import Protocol

from publish.archive.manifest import NAME, Head
from publish.problems import Place, Problem


class Chained(Protocol):
    """A seal, wherever it was read."""

    @property
    def name(self) -> str:
        """`<edition>/<version>`."""

    @property
    def head(self) -> Head:
        """What it says of itself."""

    @property
    def sha256(self) -> str:
        """Of its manifest."""


def problems(seals: Sequence[Chained], shown: str) -> tuple[Problem, ...]:
    """What is wrong with the order of *seals*; *shown* is the archive's name. The last one's end nobody can see."""
    return tuple(_problems(seals, shown))


def _problems(seals: Sequence[Chained], shown: str) -> Iterator[Problem]:
    before: Chained | None = None
    for sealed in seals:
        place = Place(f"{shown}/{sealed.name}/{NAME}")
        expected = before.head.number + 1 if before else 1
        if sealed.head.number != expected:
            message = f"this is seal number {sealed.head.number}, expected number {expected}"
            yield Problem("E713", message, place, "a seal before it was removed, or this one was put here")
        else:
            yield from _links(sealed, before, place)
        before = sealed
    yield from _versions(seals, shown)


def _links(sealed: Chained, before: Chained | None, place: Place) -> Iterator[Problem]:
    named = sealed.head.previous
    if before is None:
        if named:
            yield Problem("E713", f"it names {named.edition}/{named.version} before it, which is not here", place)
    elif named is None or (named.edition, named.version) != (before.head.edition, before.head.version):
        yield Problem("E713", f"it does not name {before.name}, which was sealed before it", place)
    elif named.sha256 != before.sha256:
        message = f"the manifest of {before.name} is not the one that was there when this was sealed"
        yield Problem("E713", message, place)


def _versions(seals: Sequence[Chained], shown: str) -> Iterator[Problem]:
    """Every edition's versions count from 1."""
    seen: dict[str, int] = {}
    for sealed in seals:
        edition, version = sealed.head.edition, sealed.head.version
        if version != seen.get(edition, 0) + 1:
            place = Place(f"{shown}/{sealed.name}/{NAME}")
            yield Problem("E713", f"version {version} was sealed when {seen.get(edition, 0)} were there", place)
        seen[edition] = version
