"""
Keys that only this workspace has: 32 random octets each, in `.publish/keys/`, for their owner alone.

A key is made when it is first asked for and never replaced: what was keyed with it could not be found again.
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


def secret(root: Path, name: str) -> bytes:
    """
    The key called *name*.

    Raises:
        MemberError: if it is not a key, or others may read it.
        BuildError: if it cannot be made.
    """
    if not _NAME.fullmatch(name):
        raise ValueError(name)
    folder = private_folder(root) / FOLDER
    file = folder / name
    if not file.exists():
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
