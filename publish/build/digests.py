"""
Content hashes of files, remembered by what the file system says about the file.

The content decides, always. The stat of a file (size, times, inode) only saves reading it again,
and is believed only when the file was at rest when it was read: a file that changed less than
`_AT_REST` before that could change once more within the same tick of the clock and look the same,
so it is read again next time, as git does.
"""

import hashlib
import os
import stat
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

_AT_REST = 2_000_000_000
"""Nanoseconds. The coarsest clock of a file system in use ticks every two seconds."""

Known: TypeAlias = tuple[int, int, int, int, str]
"""Modification time, change time, size, inode, and the hash of the content."""


def digest(data: bytes) -> str:
    """The name of a content."""
    return hashlib.sha256(data).hexdigest()


@dataclass(slots=True)
class Digests:
    """The hashes of some files; *known* is what an earlier run learnt."""

    known: Mapping[str, Known]
    seen: dict[str, Known] = field(default_factory=dict)
    """What this run learnt and the next may believe."""

    def of(self, path: str) -> str:
        """The hash of the content of *path*, or "" if there is no such file or it cannot be read."""
        try:
            found = os.stat(path)  # noqa: PTH116  # thousands of these: no Path for each
            if not stat.S_ISREG(found.st_mode):
                return ""
            now = (found.st_mtime_ns, found.st_ctime_ns, found.st_size, found.st_ino)
            known = self.known.get(path)
            if known is not None and known[:4] == now:
                self.seen[path] = known
                return known[4]
            return self._read(path, now)
        except OSError:
            return ""

    @property
    def changed(self) -> bool:
        """Whether the next run would be better off with `seen`."""
        return dict(self.known) != self.seen

    def _read(self, path: str, now: tuple[int, int, int, int]) -> str:
        started = time.time_ns()
        with open(path, "rb") as file:  # noqa: PTH123  # as above
            name = hashlib.file_digest(file, "sha256").hexdigest()
        if max(now[:2]) < started - _AT_REST:
            self.seen[path] = (*now, name)
        return name


def files_below(folder: str) -> Iterator[str]:
    """Every file below *folder* in a fixed order; hidden ones and Python's caches are none."""
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError:
        return
    for entry in entries:
        if entry.name.startswith(".") or entry.name == "__pycache__":
            continue
        if entry.is_dir():
            yield from files_below(entry.path)
        else:
            yield entry.path
