"""
One build at a time in a workspace. The next one waits.

The system lets go of the lock when the last process of a build ends, however it ends.
"""

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import IO

from publish.build.files import private_folder, told


def only_build(root: Path, waiting: Callable[[str], None]) -> AbstractContextManager[bool]:
    """Be the only build in the workspace; otherwise like `only_one`."""
    return only_one(root, "build.lock", waiting)


@contextmanager
def only_one(root: Path, name: str, waiting: Callable[[str], None]) -> Iterator[bool]:
    """
    Hold the lock called *name*; True if another had to end first, of whose process *waiting* was told.

    Raises:
        BuildError: if `.publish` cannot be written.
    """
    file = private_folder(root) / name
    with told(file, root):
        stream = file.open("a+", encoding="ascii")
    with stream:
        waited = not _take(stream, fcntl.LOCK_NB)
        if waited:
            stream.seek(0)
            waiting(stream.read().strip())
            _take(stream, 0)
        stream.truncate(0)
        stream.write(f"{os.getpid()}\n")
        stream.flush()
        yield waited


def _take(stream: IO[str], how: int) -> bool:
    try:
        fcntl.flock(stream, fcntl.LOCK_EX | how)
    except BlockingIOError:
        return False
    return True
