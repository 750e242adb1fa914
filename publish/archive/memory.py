"""
What manifests said when they were last read, by what the file system says of them: a help, never a truth.

`verify` does not use it. A memory that cannot be read, or that another version wrote, is as good as none.
"""

import json
import os
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from publish.archive.manifest import Head
from publish.build.files import write_files
from publish.problems import BuildError

_LAYOUT = 1
_AT_REST = 2_000_000_000
"""Nanoseconds. A file that changed less than that before it was read could have changed again unnoticed."""
_HEAD = TypeAdapter(Head)


@dataclass(frozen=True, slots=True)
class Known:
    """What is remembered of one manifest."""

    head: Head
    sha256: str


class Memory:
    """Remembers in *file*; in none, it remembers nothing."""

    def __init__(self, file: Path | None) -> None:
        self._file = file
        self._before: dict[str, Any] = _read(file) if file else {}
        self._now: dict[str, Any] = {}

    def recall(self, manifest: Path) -> Known | None:
        """What *manifest* said, if it is untouched since."""
        entry = self._before.get(str(manifest))
        with suppress(OSError, ValueError, KeyError, TypeError):
            if entry and entry["stat"] == _stat(manifest):
                known = Known(_HEAD.validate_json(json.dumps(entry["head"])), str(entry["sha256"]))
                self._now[str(manifest)] = entry
                return known
        return None

    def learn(self, manifest: Path, known: Known, started: int) -> None:
        """Remember what *manifest* says; it began to be read at *started* (nanoseconds of the clock)."""
        stat = _stat(manifest)
        if max(stat[:2]) < started - _AT_REST:
            self._now[str(manifest)] = {"stat": stat, "sha256": known.sha256, "head": asdict(known.head)}

    def save(self) -> None:
        """Write it down; only a help, so it may fail."""
        if self._file and self._now != self._before:
            data = json.dumps({"layout": _LAYOUT, "manifests": self._now}).encode()
            with suppress(BuildError):
                write_files(self._file.parent, [(self._file.name, data)], inside=self._file.parent.parent.parent)


def _stat(file: Path) -> list[int]:
    found = os.stat(file, follow_symlinks=False)  # noqa: PTH116  # a thousand of these
    return [found.st_mtime_ns, found.st_ctime_ns, found.st_size, found.st_ino]


def _read(file: Path) -> dict[str, Any]:
    try:
        tree = json.loads(file.read_bytes())
        return dict(tree["manifests"]) if tree["layout"] == _LAYOUT else {}
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return {}
