"""Opening the database: the file made for its owner alone, its settings, and the newest tables."""

import os
import sqlite3
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DatabaseError, OperationalError

from publish.build.files import private_folder, told
from publish.database.network import is_remote
from publish.problems import MemberError, Place, Problem

FILE = ".publish/publish.db"
VARIABLE = "PUBLISH_DATABASE"
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
    return bool(os.environ.get(VARIABLE)) or (root / FILE).is_file()


def open_database(root: Path) -> Engine:
    """
    The workspace's database with the newest tables; made if there is none.

    Raises:
        MemberError: if it is damaged, of a newer version, on a network's disk, or its server is away.
        BuildError: if `.publish` cannot be written.
    """
    from publish.database.migrations import upgrade

    server = os.environ.get(VARIABLE, "")
    engine = _server(server) if server else _file(root)
    place = Place(VARIABLE if server else FILE)
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
    engine = create_engine(f"sqlite:///{file}")
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


def _server(address: str) -> Engine:
    place = Place(VARIABLE)
    expected = "expected an address like postgresql+psycopg://user@host/name"
    try:
        url = make_url(address)
    except ArgumentError as error:
        raise MemberError(Problem("E805", expected, place)) from error
    if url.get_backend_name() != "postgresql":
        raise MemberError(Problem("E805", f"{expected}, found {url.get_backend_name()}", place))
    try:
        return create_engine(url.set(drivername="postgresql+psycopg"))
    except ModuleNotFoundError as error:
        hint = "pip install 'publish-editions[postgresql]'"
        raise MemberError(Problem("E805", "the driver for PostgreSQL is not installed", place, hint)) from error
