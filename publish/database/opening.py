"""Opening the database: the file made for its owner alone, its settings, and the newest tables."""

import os
import sqlite3
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.exc import DatabaseError, DBAPIError, OperationalError

from publish.build.files import private_folder, told
from publish.database.network import is_remote
from publish.database.secrets import make_first
from publish.database.server import VARIABLE, away, server
from publish.problems import MemberError, Place, Problem

FILE = ".publish/publish.db"
_HEAD = b"SQLite format 3\0"
_SETTINGS = (
    "journal_mode=WAL",
    "synchronous=FULL",  # a commit is on the disk when it returns
    "foreign_keys=ON",
    "secure_delete=ON",  # what is deleted is overwritten
    "busy_timeout=10000",
    "temp_store=MEMORY",
    "trusted_schema=OFF",
)


def is_there(root: Path) -> bool:
    """Whether there is a database already. Asking makes none."""
    return is_on_server() or (root / FILE).is_file()


def is_on_server() -> bool:
    """Whether a server has the database, and not a file in the workspace."""
    return bool(os.environ.get(VARIABLE))


def where() -> Place:
    """Where the database is, as problems call it."""
    return Place(VARIABLE if is_on_server() else FILE)


def open_database(root: Path) -> Engine:
    """
    The workspace's database with the newest tables; made if there is none.

    Raises:
        MemberError: if it is damaged, of a newer version, on a network's disk, or its server is away.
        BuildError: if `.publish` cannot be written.
    """
    address = os.environ.get(VARIABLE, "")
    return _on_server(address) if address else _in_file(root)


def _on_server(address: str) -> Engine:
    from publish.database.migrations import upgrade

    engine = server(address)
    try:
        upgrade(engine, Place(VARIABLE))
    except DBAPIError as error:
        raise away(error) from error
    return engine


def _in_file(root: Path) -> Engine:
    from publish.database.migrations import upgrade

    engine, place = _file(root), Place(FILE)
    try:
        upgrade(engine, place)
    except OperationalError as error:
        raise MemberError(Problem("E805", f"the database cannot be opened: {error.orig}", place)) from error
    except DatabaseError as error:
        hint = "bring it back from a backup; do not begin anew: who was sent what would be forgotten"
        raise MemberError(Problem("E801", f"the database is damaged: {error.orig}", place, hint)) from error
    return engine


def _file(root: Path) -> Engine:
    private_folder(root)
    file = root / FILE
    place = Place(FILE)
    make_first(root)
    with told(file, root):
        _make(file)
        with file.open("rb") as stream:
            head = stream.read(len(_HEAD))
    if head and head != _HEAD:
        hint = "bring it back from a backup; do not begin anew: who was sent what would be forgotten"
        raise MemberError(Problem("E801", "this is not a database", place, hint))
    if is_remote(file):
        hint = "locks and commits cannot be relied on there; move the workspace to a disk of this computer"
        raise MemberError(Problem("E804", "the database is on a network's disk", place, hint))
    engine = create_engine(f"sqlite:///{file}", hide_parameters=True)
    event.listen(engine, "connect", _settle)
    return engine


def _make(file: Path) -> None:
    descriptor = os.open(file, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    try:
        if os.fstat(descriptor).st_mode & 0o077:
            os.fchmod(descriptor, 0o600)  # as a copy leaves it
    finally:
        os.close(descriptor)


def _settle(connection: sqlite3.Connection, _record: Any) -> None:
    for setting in _SETTINGS:
        connection.execute(f"PRAGMA {setting}")
