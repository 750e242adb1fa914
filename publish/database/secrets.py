"""
Keys that only this workspace has: 32 random octets each, in `.publish/keys/`, for their owner alone.

A key is made with the database, or when it is first asked for, and never replaced: what was keyed with it could not be
found again. A database whose keys are gone is not used, for nobody who was suppressed could be recognised.
"""

import hmac
import os
import re
import secrets
from pathlib import Path

from publish.build.files import private_folder, told, write_files
from publish.problems import MemberError, Place, Problem

_SIZE = 32
_NAME = re.compile(r"[a-z]+")
FOLDER = "keys"
FIRST = ("address", "message", "token")
"""Keys that every database has from its first day."""
DATABASE = Path(".publish", "publish.db")


def secret(root: Path, name: str) -> bytes:
    """
    The key called *name*.

    Raises:
        MemberError: if it is not a key, others may read it, or it was lost.
        BuildError: if it cannot be made.
    """
    if not _NAME.fullmatch(name):
        raise ValueError(name)
    folder = private_folder(root) / FOLDER
    file = folder / name
    if not file.exists():
        if name in FIRST:
            _refuse_if_lost(file, root)
        _make(file, root)
    with told(file, root):
        key, mode = file.read_bytes(), file.stat().st_mode
    place = Place(str(file.relative_to(root)))
    if len(key) != _SIZE:
        hint = "bring it back from a backup: without it, nobody who was suppressed can be recognised"
        raise MemberError(Problem("E802", f"expected a key of {_SIZE} bytes, found {len(key)}", place, hint))
    if mode & 0o077:
        raise MemberError(Problem("E803", "others may read this key", place, f"chmod 600 {place}"))
    return key


def make_first(root: Path) -> None:
    """Make the keys that a new database needs, before there is one."""
    for name in FIRST:
        secret(root, name)


def _refuse_if_lost(file: Path, root: Path) -> None:
    """A new key beside old data would forget, without a word, who must not be written to."""
    database = root / DATABASE
    if database.is_file() and database.stat().st_size:
        hint = "bring it back from a backup; with a new one, nobody who was suppressed could be recognised"
        raise MemberError(Problem("E802", "the key is gone", Place(str(file.relative_to(root))), hint))


def keyed(key: bytes, text: str) -> bytes:
    """HMAC-SHA256 (RFC 2104) of *text*: 32 octets that only the holder of *key* can make or compare."""
    return hmac.digest(key, text.encode(), "sha256")


def _make(file: Path, root: Path) -> None:
    with told(file, root):
        file.parent.mkdir(mode=0o700, exist_ok=True)
    before = os.umask(0o077)
    try:
        write_files(file.parent, [(file.name, secrets.token_bytes(_SIZE))], inside=root)
    finally:
        os.umask(before)
