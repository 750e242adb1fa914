"""
One build at a time in a workspace. The next one waits.

The system lets go of the lock when the last process of a build ends, however it ends.
"""

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from publish.build.files import private_folder, told


@contextmanager
def only_build(root: Path, waiting: Callable[[str], None]) -> Iterator[bool]:
    """
    Be the only build in the workspace; True if another had to end first, of whose process *waiting* was told.

    Raises:
        BuildError: if `.publish` cannot be written.
    """
    file = private_folder(root) / "build.lock"
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
