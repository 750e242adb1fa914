"""
A rehearsal: every letter is made and looked at, none is sent.

It works on a copy of the database, so that the ledger never hears of it. What would be wrong with the thousandth
letter is known before the first one leaves.
"""

import sqlite3
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from sqlalchemy import Engine, create_engine, text

from publish.build.files import private_folder, write_files
from publish.mail.dkim import verify_first
from publish.mail.ledger import Row
from publish.mail.ledger.ledger import row_of
from publish.mail.ledger.statements import ROW
from publish.mail.outcome import Message
from publish.mail.transport.octets import has_only_whole_line_ends
from publish.members.audience import Audience
from publish.problems import MemberError, Place, Problem, PublishError
from publish.send.composing import Composer
from publish.send.freeze import Wish, audience, freeze
from publish.send.ready import Ready
from publish.send.run import approve, compose_for
from publish.send.sends import Send

FOLDER = "rehearsal"
_LONGEST_LINE = 998
_CLIPPED = 102_400
"""Octets from which Gmail shows only the beginning of a letter."""
_SHOWN = 100


@dataclass(slots=True)
class Rehearsed:
    """What came of it."""

    audience: Audience
    letters: int = 0
    languages: Counter[str] = field(default_factory=Counter)
    largest: int = 0
    """Octets."""
    seconds: float = 0.0
    samples: list[Path] = field(default_factory=list)
    """One letter a language."""
    problems: list[Problem] = field(default_factory=list)
    report: Path | None = None
    """The same in words, without names and addresses."""


def rehearse(ready: Ready, segment: str, told: Callable[[int], None]) -> Rehearsed:
    """
    Make every letter that a send would make now; *told* hears how many there are, again and again.

    Raises:
        PublishError: if the letters as such cannot be made.
    """
    now = int(time.time())
    wish = Wish(ready.sealed, tuple(ready.letters), segment, "rehearsal", now, now)
    with _copied(ready) as engine:
        copy = replace(ready, engine=engine, send=None)
        with engine.connect() as connection:
            counted = audience(connection, wish)
        found = Rehearsed(counted)
        try:
            send = freeze(engine, wish, counted.count, lambda connection, send: approve(copy, connection, send))
        except MemberError as error:
            found.problems += error.problems
        else:
            _make_all(copy, send, found, told)
    found.report = _keep(ready, "report.txt", _report(ready, found).encode())
    return found


def _report(ready: Ready, found: Rehearsed) -> str:
    """What came of it, to be read later and by others: numbers and problems, no names and no addresses."""
    head = ready.sealed.head
    lines = [
        f"Rehearsal of {head.edition}, version {head.version}, {time.strftime('%Y-%m-%d %H:%M')}",
        f"manifest sha256 {ready.sealed.sha256}",
        f"members {found.audience.members}",
        *(f"- {reason} {count}" for reason, count in found.audience.excluded),
        f"audience {found.audience.count}",
        *(f"- in {language} {count}" for language, count in found.audience.languages),
        f"letters made {found.letters}, the largest {found.largest} octets, signed with {len(ready.keys)} keys",
        *map(str, found.problems),
        f"problems {len(found.problems)}",
    ]
    return "\n".join(lines) + "\n"


def _make_all(ready: Ready, send: Send, found: Rehearsed, told: Callable[[int], None]) -> None:
    compose, started = compose_for(ready, send), time.perf_counter()
    for row in _rows(ready.engine, send):
        if len(found.problems) < _SHOWN:
            found.problems += _faults(compose, row, found, ready)
        found.letters += 1
        if not found.letters % 1000:
            told(found.letters)
    found.seconds = time.perf_counter() - started


def _faults(compose: Composer, row: Row, found: Rehearsed, ready: Ready) -> tuple[Problem, ...]:
    place = Place(f"member {row.recipient.number}")
    try:
        message = compose(row)
    except PublishError as error:
        return tuple(replace(problem, place=place) for problem in error.problems)
    language = row.recipient.language
    found.languages[language] += 1
    found.largest = max(found.largest, len(message.octets))
    if found.languages[language] == 1:
        found.samples.append(_keep(ready, f"{language}.eml", message.octets))
        if ready.keys and (problem := verify_first(message.octets, ready.keys)):
            return (problem,)
    return tuple(Problem("E891", fault, place) for fault in faults(message))


def faults(message: Message) -> Iterator[str]:
    """What no server must be shown: broken line ends, long lines, marks that nothing stands for."""
    octets = message.octets
    if not has_only_whole_line_ends(octets):
        yield "the letter has a line end that is none (a bare CR or LF)"
    if max(map(len, octets.split(b"\r\n"))) > _LONGEST_LINE:
        yield f"the letter has a line of more than {_LONGEST_LINE} octets (RFC 5322, 2.1.1)"
    if len(octets) > _CLIPPED:
        yield f"the letter has {len(octets)} octets; Gmail shows only the first {_CLIPPED}"
    head = octets[: octets.index(b"\r\n\r\n")].lower()
    for name in (b"from:", b"to:", b"subject:", b"date:", b"message-id:", b"list-unsubscribe:"):
        if (b"\r\n" + head).count(b"\r\n" + name) != 1:
            yield f"the header `{name.decode()[:-1]}` does not stand there once"


def _rows(engine: Engine, send: Send) -> Iterator[Row]:
    query = text(f"{ROW} where d.send = :send order by d.number")
    with engine.connect() as connection:
        for columns in connection.execution_options(yield_per=1000).execute(query, {"send": send.number}):
            yield row_of(columns)


def _keep(ready: Ready, end: str, data: bytes) -> Path:
    folder = private_folder(ready.root) / FOLDER
    folder.mkdir(mode=0o700, exist_ok=True)
    name = f"{ready.sealed.head.edition}.{end}"
    write_files(folder, [(name, data)], inside=ready.root)
    return folder / name


@contextmanager
def _copied(ready: Ready) -> Iterator[Engine]:
    """A copy of the database, thrown away in the end."""
    if ready.engine.dialect.name != "sqlite":
        place = Place(ready.engine.dialect.name)
        raise MemberError(Problem("E892", "a rehearsal needs the database in a file", place, "use --test instead"))
    with tempfile.TemporaryDirectory(prefix="rehearsal-", dir=private_folder(ready.root)) as folder:
        file = Path(folder) / "copy.db"
        with ready.engine.connect() as connection:
            driver = connection.connection.driver_connection
            if not isinstance(driver, sqlite3.Connection):
                raise TypeError(type(driver))
            copy = sqlite3.connect(file)
            driver.backup(copy)
            copy.close()
        engine = create_engine(f"sqlite:///{file}")
        try:
            yield engine
        finally:
            engine.dispose()
