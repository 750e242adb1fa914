"""
One sender at a time in a workspace. A second one is refused at once: it would take what the first has in flight for
what a dead process had left.

The system lets go of the lock when the process ends, however it ends.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from publish.build.files import private_folder, told
from publish.problems import MemberError, Place, Problem

NAME = "send.lock"


@contextmanager
def only_sender(root: Path) -> Iterator[None]:
    """
    Be the only process that sends.

    Raises:
        MemberError: if there is another.
    """
    file = private_folder(root) / NAME
    with told(file, root):
        stream = file.open("a+", encoding="ascii")
    with stream:
        try:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            stream.seek(0)
            message = f"another process sends already: {stream.read().strip()[:20] or 'one that has just begun'}"
            hint = "`publish status` shows how far it is; let it end, or stop it with Ctrl-C"
            raise MemberError(Problem("E883", message, Place(f".publish/{NAME}"), hint)) from None
        stream.truncate(0)
        stream.write(f"{os.getpid()}\n")
        stream.flush()
        yield
