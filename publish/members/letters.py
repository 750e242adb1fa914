"""Letters to a member that lie in the workspace as files: in the outbox, and as samples of a rehearsal."""

from collections.abc import Collection
from pathlib import Path

from publish.build.files import remove

FOLDERS = ("outbox", "rehearsal")
_HEAD = 64_000
"""Octets in which a letter's head, or its envelope, ends."""


def erase_letters(root: Path, ways: Collection[str]) -> int:
    """
    Remove every letter to an address, in any of the *ways* it is written; how many files they were.

    Raises:
        BuildError: if the disk does not allow it.
    """
    needles = tuple(way.encode().lower() for way in ways if way)
    folders = (root / ".publish" / name for name in FOLDERS)
    files = [file for folder in folders for file in sorted(folder.glob("*")) if file.is_file()]
    found = [file for file in files if _names(file, needles)]
    for file in found:
        remove(file, inside=root)
    return len(found)


def _names(file: Path, needles: tuple[bytes, ...]) -> bool:
    with file.open("rb") as stream:
        head = stream.read(_HEAD).partition(b"\r\n\r\n")[0].lower()
    return any(needle in head for needle in needles)
