"""
Puts a folder in its place whole: written beside, forced to the disk file by file, renamed, and closed for writing.

Whatever stops the program, the folder is there with everything in it, or it is not there. What is left unfinished
carries its own name and is removed by the next one who seals.
"""

import os
import secrets
import shutil
from collections.abc import Mapping
from pathlib import Path

from publish.archive.store import UNFINISHED
from publish.build.files import told
from publish.problems import BuildError, Place, Problem

_READ, _READ_FOLDER, _WRITE_FOLDER = 0o444, 0o555, 0o755


def settle(contents: Mapping[str, bytes], folder: Path, *, inside: Path) -> None:
    """
    Put *contents*, by path, into a new *folder* below *inside*.

    Raises:
        BuildError: if the disk or a folder does not allow it; then nothing is left of it.
    """
    archive = folder.parent.parent
    with told(folder, inside):
        _refuse_to_leave(folder, inside)
        folder.parent.mkdir(parents=True, exist_ok=True)
        unfinished = archive / f"{UNFINISHED}{secrets.token_hex(8)}"
        try:
            _write_all(contents, unfinished)
            _close(unfinished)
            unfinished.rename(folder)
        except BaseException:
            discard(unfinished)
            raise
        folder.chmod(_READ_FOLDER)
        for above in (folder.parent, archive, archive.parent):
            _force(above)


def remove_unfinished(archive: Path) -> None:
    """Remove what somebody left who was stopped while sealing."""
    if archive.is_dir():
        for folder in archive.glob(f"{UNFINISHED}*"):
            discard(folder)


def discard(folder: Path) -> None:
    """Remove a folder, closed for writing or not."""
    for where, _, _ in os.walk(folder):
        Path(where).chmod(_WRITE_FOLDER)
    shutil.rmtree(folder, ignore_errors=True)


def _refuse_to_leave(folder: Path, inside: Path) -> None:
    if not folder.parent.resolve().is_relative_to(inside.resolve()):
        message = f"the folder leads out of the workspace, to {folder.parent.resolve()}"
        place = Place(str(folder.parent.relative_to(inside)))
        raise BuildError(Problem("E603", message, place, "remove the link; what is sealed stays in the workspace"))


def _write_all(contents: Mapping[str, bytes], folder: Path) -> None:
    folder.mkdir()
    for name, data in contents.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("xb") as stream:
            stream.write(data)
            stream.flush()
            os.fchmod(stream.fileno(), _READ)
            os.fsync(stream.fileno())


def _close(folder: Path) -> None:
    """Force every folder to the disk and let nobody write in those below; the topmost has still to be moved."""
    for where, _, _ in os.walk(folder, topdown=False):
        if Path(where) != folder:
            Path(where).chmod(_READ_FOLDER)
        _force(Path(where))


def _force(folder: Path) -> None:
    number = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(number)
    finally:
        os.close(number)
