"""One transaction for all that a command changes, and nobody else writes meanwhile."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DBAPIError, OperationalError

from publish.database import told_by, where
from publish.problems import MemberError, Problem

_CACHE = 64 << 10
"""Kibibytes."""


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """
    A connection that holds the lock for writing; committed at the end, or nothing is changed.

    Raises:
        MemberError: if somebody else writes for longer than ten seconds, or the database breaks off.
    """
    with engine.connect() as connection:
        try:
            _settle(connection)
            lock(connection)
        except OperationalError as error:
            hint = "wait until the other command is done, and say it again; nothing was changed"
            message = "somebody else is writing in the database"
            raise MemberError(Problem("E821", message, where(), hint)) from error
        try:
            yield connection
            connection.commit()
        except DBAPIError as error:
            hint = "say it again when the disk has room and the server is there; what is done already is not done twice"
            raise MemberError(Problem("E827", f"the database broke off: {told_by(error)}", where(), hint)) from error


def _settle(connection: Connection) -> None:
    """Room for the indexes of a million rows, else every page is written many times over."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"PRAGMA cache_size=-{_CACHE}")


def lock(connection: Connection) -> None:
    """Take the lock for writing, if it is not held: numbers and the chain of consent are continued under it."""
    if connection.dialect.name == "sqlite":
        driver = connection.connection.driver_connection
        if driver is not None and not driver.in_transaction:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
    else:
        connection.execute(text("LOCK TABLE member, consent, suppression IN SHARE ROW EXCLUSIVE MODE"))
