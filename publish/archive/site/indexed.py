"""
The files of a search index, once Pagefind has really written them.

It says that it is done while its last writes are still on their way, and whoever ends it then finds empty files: on a
busy computer, one time in a hundred. So two copies are asked for, and waited for until they are of the same sizes and
no file is empty.
"""

import asyncio
from collections.abc import Mapping
from pathlib import Path
from time import monotonic
from typing import Protocol

from publish.problems import BuildError, Place, Problem

_PATIENCE = 60.0
_PAUSE = 0.01
"""Seconds."""


class Index(Protocol):
    """What of Pagefind's is needed."""

    async def write_files(self, output_path: str | None = None) -> None:
        """Begin to write them there."""


async def files_of(index: Index, folder: Path) -> Mapping[str, bytes]:
    """
    Every file of *index* by path; *folder* is for it to write in.

    Raises:
        BuildError: if they do not come.
    """
    copies = folder / "one", folder / "other"
    for copy in copies:
        await index.write_files(str(copy))
    until = monotonic() + _PATIENCE
    while not _is_whole(*map(_sizes, copies)):
        if monotonic() > until:
            hint = "is the disk for temporary files full?"
            message = "the index of the search was not written to its end"
            raise BuildError(Problem("E604", message, Place("dist/archive/pagefind"), hint))
        await asyncio.sleep(_PAUSE)
    return {name: (copies[0] / name).read_bytes() for name in _sizes(copies[0])}


def _sizes(folder: Path) -> dict[str, int]:
    return {
        file.relative_to(folder).as_posix(): file.stat().st_size for file in sorted(folder.rglob("*")) if file.is_file()
    }


def _is_whole(one: Mapping[str, int], other: Mapping[str, int]) -> bool:
    return bool(one) and one == other and all(one.values())
