"""What every seal goes through, whether the edition is made here or brought from elsewhere."""

import datetime as dt
import mimetypes
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from publish.archive.chain import problems as chain_problems
from publish.archive.keys import Key, signature
from publish.archive.manifest import LAYOUT, NAME, About, Link, Manifest, SealedFile, written
from publish.archive.store import Sealed
from publish.problems import ArchiveError, Place, Problem
from publish.workspace import CONTENT

SIGNATURE = "manifest.sig"
_TYPES = {".md": "text/markdown", ".yml": "application/yaml", ".yaml": "application/yaml", ".j2": "text/plain",
          ".eml": "message/rfc822", ".woff2": "font/woff2", ".webp": "image/webp"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be sealed."""

    edition: str
    now: dt.datetime
    """In UTC."""
    correction: str = ""
    """What was wrong with the version that is sealed; empty for the first."""
    key: Key | None = None
    """Signs the seal."""
    folder: str = CONTENT
    """Where problems say that the edition lies."""

    @property
    def place(self) -> Place:
        """Where problems are that no file has."""
        return Place(f"{self.folder}/{self.edition}")


def refuse(wish: Wish, seals: Sequence[Sealed]) -> None:
    """
    Refuse what cannot be sealed, before anything is made.

    Raises:
        ArchiveError: if the chain is broken, the edition is sealed already or corrects nothing, or the clock is wrong.
    """
    if broken := chain_problems(seals, "dist/archive"):
        raise ArchiveError(*broken)
    place = wish.place
    versions = [sealed for sealed in seals if sealed.head.edition == wish.edition]
    if versions and not wish.correction:
        hint = '`--correct "what was wrong"` seals a new version beside it'
        sealed = versions[-1].head.sealed[:10]
        raise ArchiveError(Problem("E701", f"the edition was sealed on {sealed}", place, hint))
    if wish.correction and not versions:
        raise ArchiveError(
            Problem("E702", "nothing is sealed yet that could be corrected", place, "leave out --correct")
        )
    if seals and _moment(wish.now) < max(sealed.head.sealed for sealed in seals):
        last = max(sealed.head.sealed for sealed in seals)
        message = f"the clock says {_moment(wish.now)}, but something was sealed at {last}"
        raise ArchiveError(Problem("E704", message, place, "set the computer's clock right"))


def refuse_the_same(wish: Wish, manifest: Manifest, seals: Sequence[Sealed]) -> None:
    """
    Refuse a correction that changes nothing.

    Raises:
        ArchiveError: if it is one.
    """
    before = [sealed.manifest for sealed in seals if sealed.head.edition == manifest.edition]
    if before and before[-1].files == manifest.files and before[-1].languages == manifest.languages:
        message = f"nothing differs from version {before[-1].version}"
        raise ArchiveError(Problem("E705", message, wish.place, "mend it first, then seal it"))


def begun(wish: Wish, seals: Sequence[Sealed], languages: Mapping[str, About], made_by: Mapping[str, str]) -> Manifest:
    """The manifest of the seal after *seals*, without its files and what they were made from."""
    last = seals[-1] if seals else None
    return Manifest(
        layout=LAYOUT,
        number=last.head.number + 1 if last else 1,
        edition=wish.edition,
        version=1 + sum(sealed.head.edition == wish.edition for sealed in seals),
        date=wish.edition[:10],
        languages=languages,
        sealed=_moment(wish.now),
        correction=wish.correction,
        previous=Link(last.head.edition, last.head.version, last.sha256) if last else None,
        commit="",
        made_by=made_by,
        public_key=wish.key.public if wish.key else "",
        accepted=(),
        ingredients=(),
        files=(),
    )


def packed(
    manifest: Manifest, files: Mapping[str, bytes], pages: Mapping[str, int], key: Key | None
) -> tuple[dict[str, bytes], Manifest]:
    """Every file of the seal by path, its manifest and signature too; and the manifest with the files in it."""
    ordered = dict(sorted(files.items()))
    full = replace(manifest, files=tuple(_file(path, data, pages.get(path, 0)) for path, data in ordered.items()))
    contents = {**ordered, NAME: written(full)}
    if key:
        contents[SIGNATURE] = signature(key, contents[NAME])
    return contents, full


def _file(path: str, data: bytes, pages: int) -> SealedFile:
    suffix = Path(path).suffix
    media_type = _TYPES.get(suffix) or mimetypes.guess_type(path, strict=True)[0] or "application/octet-stream"
    return SealedFile(path, sha256(data).hexdigest(), len(data), media_type, pages)


def _moment(now: dt.datetime) -> str:
    return now.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
