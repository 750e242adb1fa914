"""
The files of the site, each made only when something it shows has changed.

A leaf is one file or a few that belong together. It says what it depends on as a fingerprint, which costs nothing to
compare. What was written, from which fingerprint, is remembered in `.publish/cache/site.json`; without that everything
is made again and comes out the same.
"""

import hashlib
import json
import re
from collections.abc import Callable, Collection, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from publish.archive.site.writing import Notes, remove_unfinished
from publish.build.files import remove, write_files
from publish.problems import BuildError

_LAYOUT = 1
_LEFT = "what was being written when somebody was stopped"
_SEALED = re.compile(r"\d{4}-\d{2}-\d{2}-[a-z0-9-]+/\d+(/|$)")


@dataclass(frozen=True, slots=True)
class Leaf:
    """One file of the site, or a few that are made together."""

    name: str
    """No other leaf has it."""
    fingerprint: str
    """Of all it depends on; see `fingerprint`."""
    make: Callable[[], Mapping[str, bytes]]
    """The files by path below the archive."""


@dataclass(slots=True)
class Written:
    """What came of it."""

    changed: list[str] = field(default_factory=list)
    """Paths below the archive."""
    same: int = 0
    """How many files did not have to be made again."""
    removed: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    """What was found on the way, for people."""


def fingerprint(*parts: str) -> str:
    """One word for all *parts*."""
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


def write_leaves(leaves: Iterable[Leaf], folder: Path, memory: Path, *, inside: Path) -> Written:
    """
    Make and write what changed, and remove what an earlier run wrote and nobody makes now.

    Raises:
        BuildError: if the disk or a folder does not allow it; what was written until then stays.
        ValueError: if a leaf would write into a seal.
    """
    before, now, report = _read(memory), dict[str, _Known](), Written()
    with Notes(memory.with_suffix(".writing"), inside=inside) as notes:
        left = frozenset(filter(_is_below, notes.left()))
        remove_unfinished(folder, left)
        before[_LEFT] = _Known("", tuple(path for path in left if (folder / path).is_file()))
        try:
            for leaf in leaves:
                known = before.get(leaf.name)
                if known and known.fingerprint == leaf.fingerprint and _are_there(folder, known.files, left):
                    now[leaf.name] = known
                    report.same += len(known.files)
                else:
                    now[leaf.name] = _written(leaf, folder, inside, report, notes)
        except BaseException:
            _save(memory, {**before, **now}, inside)
            notes.forget(path for known in now.values() for path in known.files)
            raise
        _remove_gone(before, now, folder, report)
        if now != before:
            _save(memory, now, inside)
    return report


@dataclass(frozen=True, slots=True)
class _Known:
    fingerprint: str
    files: tuple[str, ...]


def _written(leaf: Leaf, folder: Path, inside: Path, report: Written, notes: Notes) -> _Known:
    files = leaf.make()
    for path, data in files.items():
        if _SEALED.match(path) or not _is_below(path):
            raise ValueError(path)
        if not _holds(folder / path, data):
            notes.about_to_write(path)
            write_files(folder, [(path, data)], inside=inside)
            report.changed.append(path)
        else:
            report.same += 1
    return _Known(leaf.fingerprint, tuple(files))


def _holds(file: Path, data: bytes) -> bool:
    try:
        return file.stat().st_size == len(data) and file.read_bytes() == data
    except OSError:
        return False


def _are_there(folder: Path, paths: tuple[str, ...], left: Collection[str]) -> bool:
    """And nobody was killed while writing them."""
    return all(path not in left and (folder / path).is_file() for path in paths)


def _remove_gone(before: Mapping[str, _Known], now: Mapping[str, _Known], folder: Path, report: Written) -> None:
    still = {path for known in now.values() for path in known.files}
    for path in sorted({path for known in before.values() for path in known.files} - still):
        remove(folder / path, inside=folder)
        report.removed.append(path)


def _save(memory: Path, known: Mapping[str, _Known], inside: Path) -> None:
    """Only a help, so it may fail."""
    leaves = {name: [one.fingerprint, *one.files] for name, one in known.items()}
    with suppress(BuildError):
        data = json.dumps({"layout": _LAYOUT, "leaves": leaves}).encode()
        write_files(memory.parent, [(memory.name, data)], inside=inside)


def _read(memory: Path) -> dict[str, _Known]:
    try:
        tree: Any = json.loads(memory.read_bytes())
        leaves = tree["leaves"] if tree["layout"] == _LAYOUT else {}
        found = {str(name): _Known(str(entry[0]), tuple(map(str, entry[1:]))) for name, entry in leaves.items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError):
        return {}
    return found if all(_is_below(path) for one in found.values() for path in one.files) else {}


def _is_below(path: str) -> bool:
    """Files are written and removed by these names: none may lie elsewhere, or in a seal."""
    return bool(path) and not {"", ".", ".."} & set(path.split("/")) and not _SEALED.match(path)
