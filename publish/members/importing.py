"""An import from beginning to end: look first, then take in what was looked at."""

import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import Engine, create_engine

from publish.database import is_there, open_database, secret, tables
from publish.members.arrival import Desk, Report, Tell, Wish, arrive
from publish.members.received import Received, received
from publish.members.writing import writing
from publish.problems import MemberError, Place, Problem


@dataclass(frozen=True, slots=True)
class Source:
    """A list, and what is known of its form."""

    file: Path
    maps: Mapping[str, str] = field(default_factory=dict)
    encoding: str = ""

    @property
    def shown(self) -> str:
        """How problems call it."""
        return str(self.file)

    @contextmanager
    def opened(self) -> Iterator[Received]:
        """
        Its rows.

        Raises:
            MemberError: if it is no list, or its columns are not understood.
        """
        with received(self.file, self.shown, self.maps, self.encoding) as list_:
            yield list_


def look(root: Path, list_: Received, wish: Wish, tell: Tell) -> Report:
    """What an import would do. Writes nothing, and makes no database."""
    there = is_there(root)
    engine = open_database(root) if there else _nobody()
    key = secret(root, "address") if there else secrets.token_bytes(32)
    with engine.connect() as connection:
        return arrive(Desk(connection, key), list_, wish, tell)


def take_in(root: Path, list_: Received, wish: Wish, tell: Tell, expected: Report | None = None) -> Report:
    """
    Do it, in one transaction.

    Raises:
        MemberError: if it comes out otherwise than *expected*; then nothing was changed.
    """
    engine = open_database(root)
    with writing(engine) as connection:
        report = arrive(Desk(connection, secret(root, "address"), write=True), list_, wish, tell)
        if expected is not None and report != expected:
            message = "the list or the members changed after the report; nothing was taken in"
            raise MemberError(Problem("E822", message, Place(list_.place.path), "look at it once more"))
    return report


def _nobody() -> Engine:
    """A database in memory without anybody in it."""
    engine = create_engine("sqlite://")
    tables.metadata.create_all(engine)
    return engine
