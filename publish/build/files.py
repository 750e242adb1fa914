"""
The only place that writes: files are written beside their place, forced to the disk, and renamed into it.

So a reader sees the old file or the new one, never half of one, whatever stops the program. What the
system refuses (a full disk, a folder that may not be written) is a problem with a place.
"""

import errno
import os
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from publish.problems import BuildError, Place, Problem

_UNFINISHED = re.compile(r"^\..+\.\d+~$")

_REASONS = {
    errno.ENOSPC: ("the disk is full", "make room and build again; nothing that was there before is lost"),
    errno.EDQUOT: ("your share of the disk is used up", "make room and build again"),
    errno.EROFS: ("the disk is read-only", "copy the workspace to a place that can be written"),
    errno.EACCES: ("the folder may not be written", "check whose it is: `ls -ld` shows it"),
    errno.EPERM: ("the system does not allow it", "check whose it is: `ls -ld` shows it"),
    errno.ENAMETOOLONG: ("the name is too long for the disk", "shorten the edition's or the picture's name"),
}
_IN_THE_WAY = (errno.ENOTDIR, errno.EEXIST, errno.EISDIR)


def write_files(folder: Path, contents: Iterable[tuple[str, bytes]], *, inside: Path) -> None:
    """
    Put each named content into *folder*, which must lie *inside* the workspace: all of them, or none.

    Raises:
        BuildError: if the disk or a folder does not allow it. What stood there before stands there still.
    """
    moves: list[tuple[Path, Path]] = []
    try:
        for name, data in contents:
            place = folder / name
            unfinished = place.with_name(f".{place.name}.{os.getpid()}~")
            with told(place, inside):
                _make_folder(place.parent, inside)
                moves.append((unfinished, place))
                _write(unfinished, data)
        for unfinished, place in moves:
            with told(place, inside):
                unfinished.replace(place)
    finally:
        for unfinished, _ in moves:
            with suppress(OSError):
                unfinished.unlink(missing_ok=True)


def private_folder(root: Path) -> Path:
    """`.publish`, made if it is not there: for its owner only, and outside git."""
    home = root / ".publish"
    with told(home, root):
        if not home.is_dir():
            home.mkdir(mode=0o700)
        elif not home.is_symlink() and home.stat().st_mode & 0o077:
            home.chmod(0o700)  # as a copy or an unpacked archive leaves it
    ignore = home / ".gitignore"
    if not ignore.exists():
        write_files(home, [(ignore.name, b"*\n")], inside=root)
    return home


def remove(file: Path, *, inside: Path) -> None:
    """Remove *file*, and the folders above it that are empty then, up to *inside*."""
    with told(file, inside):
        file.unlink(missing_ok=True)
    for folder in file.parents:
        if folder == inside:
            return
        try:
            folder.rmdir()
        except OSError:
            return


def remove_unfinished(folder: Path) -> None:
    """Remove what a build left half-written below *folder* when it was killed."""
    for where, _, names in os.walk(folder):
        for name in names:
            if _UNFINISHED.match(name):
                with suppress(OSError):
                    Path(where, name).unlink()


def _write(file: Path, data: bytes) -> None:
    with file.open("wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())


def _make_folder(folder: Path, inside: Path) -> None:
    """Make *folder*; refuse to follow a link out of the workspace."""
    if not folder.resolve().is_relative_to(inside.resolve()):
        message = f"the folder leads out of the workspace, to {folder.resolve()}"
        hint = "remove the link; copy or link from the outside to the finished files instead"
        raise BuildError(Problem("E603", message, _place(folder, inside), hint))
    folder.mkdir(parents=True, exist_ok=True)


@contextmanager
def told(file: Path, inside: Path) -> Iterator[None]:
    """What the system refuses inside it is told as a problem of *file*."""
    try:
        yield
    except OSError as error:
        raise BuildError(_problem(error, file, inside)) from error


def _problem(error: OSError, file: Path, inside: Path) -> Problem:
    if error.errno in _IN_THE_WAY:
        thing = next((above for above in (file, *file.parents) if above.is_file()), file)
        kind = "a folder" if thing.is_dir() else "a file"
        hint = "move or remove it, and build again"
        return Problem("E602", f"{kind} with this name is in the way", _place(thing, inside), hint)
    reason, hint = _REASONS.get(error.errno or 0, (error.strerror or str(error), ""))
    return Problem("E601", f"cannot write: {reason}", _place(file, inside), hint)


def _place(file: Path, inside: Path) -> Place:
    return Place(str(file.relative_to(inside) if file.is_relative_to(inside) else file))
