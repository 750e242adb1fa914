"""
Remembers on disk what others answered: a help for the next run, never a truth.

A file is written beside its place, forced to the disk and renamed, so that whoever reads meanwhile sees the old one
or the new one. Where nothing can be written nothing is remembered, and nothing is left behind.
"""

import os
import tempfile
from contextlib import suppress
from pathlib import Path


def keep(file: Path, data: bytes) -> bool:
    """Put *data* into *file*, whole or not at all; False if that cannot be done."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")
    except OSError:
        return False
    beside = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        beside.replace(file)
    except OSError:
        with suppress(OSError):
            beside.unlink()
        return False
    return True
