"""
Commits the steps of all connections together: one fsync for as many as wait (group commit).

One thread writes. While the disk works on one commit, the steps of other connections gather, and the next commit
takes all of them. A step has come true when it is answered, never before.
"""

import asyncio
import queue
import sqlite3
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Protocol, Self, TypeVar

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DBAPIError

from publish.database import told_by, where
from publish.problems import MemberError, Problem

T = TypeVar("T")


class Execute(Protocol):
    """Runs one statement with named values; gives its rows, and how many rows it changed."""

    def __call__(self, statement: str, values: dict[str, Any], /) -> tuple[Sequence[Any], int]: ...


@dataclass(slots=True)
class _Asked:
    work: Callable[[Execute], Any]
    answer: "asyncio.Future[Any]"


_LONGEST = 256
"""Steps in one commit."""


@dataclass(slots=True)
class Writer:
    """
    Writes to a database from a thread of its own, for one event loop.

    Use it in a `with`: at its end everything is committed.
    """

    engine: Engine
    _asked: "queue.SimpleQueue[_Asked | None]" = field(default_factory=queue.SimpleQueue)
    _thread: threading.Thread | None = None

    def __enter__(self) -> Self:
        self._thread = threading.Thread(target=self._write, name="ledger", daemon=True)
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._asked.put(None)
        if self._thread:
            self._thread.join()

    def run(self, work: Callable[[Execute], T]) -> "asyncio.Future[T]":
        """
        What *work* gives, once everything it has changed is on the disk. It is begun now, not when it is awaited.

        Raises:
            MemberError: if the disk does not allow it; then nothing of it has been changed. If a server was lost
                while it committed, all of it may have been changed: who then is in flight is called uncertain.
        """
        answer: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        self._asked.put(_Asked(work, answer))
        return answer

    def _write(self) -> None:
        if self.engine.dialect.name != "sqlite":
            self._commit_all(_other(self.engine))
            return
        with self.engine.connect() as connection:
            self._commit_all(_sqlite(connection))

    def _commit_all(self, commit: "Commit") -> None:
        while asked := self._asked.get():
            together, more = [asked], True
            while more and len(together) < _LONGEST and not self._asked.empty():
                another = self._asked.get()
                more = another is not None
                if another:
                    together.append(another)
            _answer(together, commit)
            if not more:
                return


Commit = Callable[[list[_Asked]], list[Any]]


def _answer(together: list[_Asked], commit: Commit) -> None:
    """Commit, and wake the loop that asked: once, however many wait."""
    error: MemberError | None = None
    results: list[Any] = []
    try:
        results = commit(together)
    except (sqlite3.Error, DBAPIError) as cause:
        error = MemberError(unwritable(cause))
        error.__cause__ = cause

    def tell() -> None:
        for number, asked in enumerate(together):
            if asked.answer.done():  # nobody waits any more
                continue
            if error:
                asked.answer.set_exception(error)
            else:
                asked.answer.set_result(results[number])

    loop = together[0].answer.get_loop()
    if not loop.is_closed():
        loop.call_soon_threadsafe(tell)


def unwritable(error: Exception) -> Problem:
    """What is told when the database cannot be written."""
    hint = "make room on the disk, or see who else uses it, and run the command again; nothing is lost"
    return Problem("E880", f"the ledger cannot be written: {told_by(error)}", where(), hint)


@contextmanager
def writable() -> Iterator[None]:
    """
    Tell what the database refuses.

    Raises:
        MemberError: then.
    """
    try:
        yield
    except DBAPIError as error:
        raise MemberError(unwritable(error)) from error


def _sqlite(connection: Connection) -> Commit:
    """The driver is spoken to directly: SQLAlchemy's own work would be the larger part of a step."""
    driver = connection.connection.driver_connection
    if not isinstance(driver, sqlite3.Connection):
        raise TypeError(type(driver))
    driver.isolation_level = None
    # The statements are run thousands of times a second.
    execute_raw = driver.execute

    def execute(statement: str, values: dict[str, Any], /) -> tuple[Sequence[Any], int]:
        cursor = execute_raw(statement, values)
        return (cursor.fetchall() if cursor.description else ()), cursor.rowcount

    def commit(together: list[_Asked]) -> list[Any]:
        execute_raw("begin immediate")
        try:
            results = [asked.work(execute) for asked in together]
            execute_raw("commit")
        except BaseException:
            if driver.in_transaction:
                execute_raw("rollback")
            raise
        return results

    return commit


def _other(engine: Engine) -> Commit:
    """A server may go and come back: every commit finds a connection that stands, or says that there is none."""

    def commit(together: list[_Asked]) -> list[Any]:
        with engine.begin() as connection:

            def execute(statement: str, values: dict[str, Any], /) -> tuple[Sequence[Any], int]:
                result = connection.execute(text(statement), values)
                return (result.fetchall() if result.returns_rows else ()), result.rowcount

            return [asked.work(execute) for asked in together]

    return commit
