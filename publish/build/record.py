"""
What was made of an edition, and from what: one small file an edition in `.publish/cache/editions/`.

A record is a help, never a truth: one that cannot be read, or that another version wrote, is as good as none,
and the edition is made again.
"""

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from publish.build.digests import Known
from publish.build.files import private_folder, write_files

_LAYOUT = 2
"""Counts up when the record's shape, or the way files are written, changes."""


@dataclass(frozen=True, slots=True)
class Output:
    """A file that was made."""

    digest: str
    size: int
    pages: int


class Accepted(NamedTuple):
    """A finding that breaks, and that a person had accepted when the files were made."""

    code: str
    path: str
    line: int
    column: int
    message: str


@dataclass(frozen=True, slots=True)
class Made:
    """One edition in one language and one format, as it was made."""

    shared: str
    """Hash of everything it is made from that does not lie in the edition's folder."""
    inputs: dict[str, str]
    """Hash of every file in the edition's folder that it is made from, by name."""
    outputs: dict[str, Output]
    """By name below `dist/<edition>/<language>/`."""
    seconds: float
    accepted: tuple[Accepted, ...] = ()
    degrades: int = 0
    """How many findings of that severity the checks had."""


@dataclass(slots=True)
class Record:
    """All that is remembered of one edition."""

    texts: tuple[str, ...] = ()
    """The names of the Markdown files there were."""
    settings: str = ""
    """Hash of the `publish.yaml` that said which languages there are."""
    languages: tuple[str, ...] = ()
    """What came of the two."""
    made: dict[tuple[str, str], Made] = field(default_factory=dict)
    """By language and format."""
    known: dict[str, Known] = field(default_factory=dict)
    """Hashes of files, by stat."""


def read_record(file: Path) -> Record:
    """The record in *file*, or an empty one."""
    try:
        return _record(json.loads(file.read_bytes()))
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return Record()


def write_record(file: Path, record: Record, *, inside: Path) -> None:
    """Remember *record*."""
    made = [[*key, asdict(made)] for key, made in sorted(record.made.items())]
    fields = {"texts": record.texts, "settings": record.settings, "languages": record.languages}
    tree = {"layout": _LAYOUT, **fields, "made": made, "known": record.known}
    private_folder(inside)
    write_files(file.parent, [(file.name, json.dumps(tree).encode())], inside=inside)


def _record(tree: Any) -> Record:
    if tree["layout"] != _LAYOUT:
        return Record()
    return Record(
        texts=_words(tree["texts"]),
        settings=str(tree["settings"]),
        languages=_words(tree["languages"]),
        made={(str(language), str(format_)): _made(made) for language, format_, made in tree["made"]},
        known={str(path): _known(*known) for path, known in tree["known"].items()},
    )


def _made(tree: Any) -> Made:
    outputs = {
        _name(name): Output(str(o["digest"]), int(o["size"]), int(o["pages"])) for name, o in tree["outputs"].items()
    }
    inputs = {_name(name): str(digest) for name, digest in tree["inputs"].items()}
    accepted = tuple(_accepted(*fields) for fields in tree["accepted"])
    return Made(str(tree["shared"]), inputs, outputs, float(tree["seconds"]), accepted, int(tree["degrades"]))


def _accepted(code: Any, path: Any, line: Any, column: Any, message: Any) -> Accepted:
    return Accepted(str(code), str(path), int(line), int(column), str(message))


def _known(modified: Any, changed: Any, size: Any, inode: Any, digest: Any) -> Known:
    return int(modified), int(changed), int(size), int(inode), str(digest)


def _words(items: Any) -> tuple[str, ...]:
    return tuple(str(item) for item in items)


def _name(name: Any) -> str:
    """A name that cannot lead out of its folder: files are removed by what stands in a record."""
    parts = str(name).split("/")
    if not all(parts) or ".." in parts or "." in parts:
        raise ValueError(name)
    return str(name)
