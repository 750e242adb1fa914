"""
What a seal says: every file by its hash, what it was made from and by, and the seal before it.

A manifest is one JSON file, written in one way only, so that the same seal has the same bytes and its hash can
stand in the next one.
"""

import datetime as dt
import json
import re
from collections.abc import Mapping
from dataclasses import asdict, fields
from typing import Annotated, Any, Final, Literal

from pydantic import AfterValidator, ConfigDict, Field, TypeAdapter, ValidationError
from pydantic.dataclasses import dataclass

from publish.problems import ArchiveError, Place, Problem

NAME = "manifest.json"
LAYOUT: Final = "publish-seal-1"
IMPORTED = "imported"
"""The name in `made_by` that says that the edition was made elsewhere: no check of ours stands behind it."""
BROCHURE, ORIGINAL = "brochure.pdf", "original/"
"""Of an imported edition in one language: its PDF, and the folder of its web page."""
LARGEST = 16_000_000
"""Bytes that a manifest may have."""

_HASH = re.compile(r"[0-9a-f]{64}")
_EDITION = re.compile(r"\d{4}-\d{2}-\d{2}-[a-z0-9]+(?:-[a-z0-9]+)*")
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f\\]")
_STRICT = ConfigDict(extra="forbid", strict=True)


def _sha256(value: str) -> str:
    if not _HASH.fullmatch(value):
        raise ValueError("expected 64 hexadecimal digits")
    return value


def _path(value: str) -> str:
    """A path that cannot lead out of the seal."""
    parts = value.split("/")
    if not all(parts) or {".", ".."} & set(parts) or _UNPRINTABLE.search(value) or len(value) > 1000:
        raise ValueError("expected a path below the seal's folder")
    return value


def _address(value: str) -> str:
    """A path below the archive's address; one that ends with a slash is that of a folder."""
    _path(value.removesuffix("/"))
    return value


def is_edition(name: str) -> bool:
    """Whether this may be the name of an edition, and so of a folder."""
    return bool(_EDITION.fullmatch(name)) and len(name) <= 200


def _edition(value: str) -> str:
    if not is_edition(value):
        raise ValueError("expected an edition's name like 2021-03-30-spring-in-the-city")
    return value


def _moment(value: str) -> str:
    moment = dt.datetime.fromisoformat(value)
    if moment.utcoffset() != dt.timedelta() or value != moment.strftime("%Y-%m-%dT%H:%M:%SZ"):
        raise ValueError("expected a moment in UTC like 2021-03-30T08:00:00Z")
    return value


Sha256 = Annotated[str, AfterValidator(_sha256)]
RelativePath = Annotated[str, AfterValidator(_path)]
RelativeAddress = Annotated[str, AfterValidator(_address)]
EditionId = Annotated[str, AfterValidator(_edition)]
Moment = Annotated[str, AfterValidator(_moment)]
Count = Annotated[int, Field(ge=0)]
Number = Annotated[int, Field(ge=1)]


@dataclass(frozen=True, config=_STRICT)
class SealedFile:
    """A file in the seal's folder."""

    path: RelativePath
    sha256: Sha256
    size: Count
    """Bytes."""
    type: str
    """Media type (RFC 6838)."""
    pages: Count = 0
    """Only for what has pages."""


@dataclass(frozen=True, config=_STRICT)
class Ingredient:
    """
    A file that the edition was made from and that is not kept: a font, which every edition shares.

    Of an imported edition: a file by the name it came with. Its content is that of the sealed file with the same hash.
    """

    path: RelativePath
    """Below the workspace; of a file that came from elsewhere, its language and its name."""
    sha256: Sha256


@dataclass(frozen=True, config=_STRICT)
class Link:
    """Another seal, and the hash of its manifest."""

    edition: EditionId
    version: Number
    sha256: Sha256


@dataclass(frozen=True, config=_STRICT)
class Accepted:
    """A finding of the checks that a person had accepted when the edition was sealed."""

    code: str
    message: str


@dataclass(frozen=True, config=_STRICT)
class About:
    """What an edition says of itself in one language."""

    title: str
    standfirst: str = ""
    """Without markup."""
    category: str = ""
    updated: str = ""
    """The day, like 2024-07-09; empty if it was never updated."""
    aliases: tuple[RelativeAddress, ...] = ()
    """Old addresses, as paths below the archive's."""


@dataclass(frozen=True, config=_STRICT)
class Head:
    """What a seal says of itself, but for its files."""

    layout: Literal["publish-seal-1"]
    number: Number
    """Of all seals of the archive, in the order they were made."""
    edition: EditionId
    version: Number
    """Of the edition; what is above 1 corrects the one before."""
    date: str
    """The edition's own, like 2021-03-30."""
    languages: Mapping[str, About]
    """By language, the main one first."""
    sealed: Moment
    correction: str
    """What was wrong with the version before; empty for the first."""
    previous: Link | None
    """The seal before this one in the archive; None for the first of all."""
    public_key: str
    """Whose signature is in manifest.sig: an Ed25519 key (RFC 8032), hexadecimal; empty without a signature."""


@dataclass(frozen=True, config=_STRICT)
class Manifest(Head):
    """One sealed version of an edition."""

    commit: str
    """Of git, when the workspace is under git and nothing of the edition differed from it; else empty."""
    made_by: Mapping[str, str]
    """Name and version of us and of every engine."""
    accepted: tuple[Accepted, ...]
    ingredients: tuple[Ingredient, ...]
    files: tuple[SealedFile, ...]
    """All but the manifest and its signature, by path."""

    @property
    def size(self) -> int:
        """Bytes of all files."""
        return sum(file.size for file in self.files)

    @property
    def is_imported(self) -> bool:
        """Whether the edition was made elsewhere, and only sealed here."""
        return IMPORTED in self.made_by

    @property
    def head(self) -> Head:
        """The same without the files."""
        return Head(**{field.name: getattr(self, field.name) for field in fields(Head)})


_ADAPTER: TypeAdapter[Manifest] = TypeAdapter(Manifest)


def written(manifest: Manifest) -> bytes:
    """The bytes of a manifest."""
    return (json.dumps(asdict(manifest), ensure_ascii=False, indent=1) + "\n").encode()


def read(data: bytes, path: str) -> Manifest:
    """
    The manifest that *data* is; *path* is its name in problems.

    Raises:
        ArchiveError: with everything that is wrong in it.
    """
    if len(data) > LARGEST:
        raise ArchiveError(Problem("E711", f"the manifest has more than {LARGEST // 1_000_000} MB", Place(path)))
    try:
        found = _ADAPTER.validate_json(data, strict=True)
    except ValidationError as error:
        raise ArchiveError(*(_problem(detail, path) for detail in error.errors()[:20])) from error
    if problem := _twice(found, path):
        raise ArchiveError(problem)
    return found


def _problem(detail: Any, path: str) -> Problem:
    where = ".".join(str(step) for step in detail["loc"])
    message = f"not the manifest of a seal: {where + ': ' if where else ''}{detail['msg'][:200]}"
    return Problem("E711", message, Place(path))


def _twice(manifest: Manifest, path: str) -> Problem | None:
    paths = [file.path for file in manifest.files]
    if paths != sorted(set(paths)):
        return Problem(
            "E711", "not the manifest of a seal: its files are not in order, or one stands twice", Place(path)
        )
    if {NAME, "manifest.sig"} & set(paths):
        return Problem("E711", "not the manifest of a seal: it names itself", Place(path))
    return None
