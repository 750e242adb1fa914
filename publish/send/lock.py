"""
One sender at a time. A second one is refused at once: it would take what the first has in flight for what a dead
process had left.

The system lets go of the lock when the process ends, however it ends. Where the database is on a server, the server
keeps a lock as well, so that two computers do not send at once; it lets go when the connection ends.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import text

from publish.build.files import private_folder, told
from publish.database import is_on_server, open_database, where
from publish.problems import MemberError, Place, Problem

NAME = "send.lock"
_HINT = "`publish status` shows how far it is; let it end, or stop it with Ctrl-C"
_KEY = 0x7075626C_00000002
"""The number of the lock on a server: `publ` and 2."""


@contextmanager
def only_sender(root: Path) -> Iterator[None]:
    """
    Be the only process that sends.

    Raises:
        MemberError: if there is another, or the database cannot be opened.
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
            raise MemberError(Problem("E883", message, Place(f".publish/{NAME}"), _HINT)) from None
        stream.truncate(0)
        stream.write(f"{os.getpid()}\n")
        stream.flush()
        if is_on_server():
            with _only_computer(root):
                yield
        else:
            yield


@contextmanager
def _only_computer(root: Path) -> Iterator[None]:
    engine = open_database(root)
    try:
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            if not connection.scalar(text("select pg_try_advisory_lock(:key)"), {"key": _KEY}):
                raise MemberError(Problem("E883", "another computer sends already", where(), _HINT))
            connection.detach()  # ours alone, and closed at the end: the lock goes with it
            yield
    finally:
        engine.dispose()
