"""
Who gets what when the sender is killed, again and again, at moments that chance picks, and started anew each time.

    python -m tests.bench.kills_send                   1 000 kills over 1, 5 and 20 connections: some minutes
    python -m tests.bench.kills_send --kills 300 --connections 5

The server outlives the senders and notes every copy (tests/send/sink.py). Nobody may be skipped; whoever got a second
copy must have been called uncertain before; all copies must have one Message-ID; and the database must be whole.
"""

import argparse
import random
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Engine, select, text

from publish.database import tables
from publish.mail.outcome import State
from tests.send.making import addresses, made, states
from tests.send.sink import Sink

ROOT = Path(__file__).parents[2]
_SEED = 20210330
_CONNECTIONS = (1, 5, 20)
_PEOPLE = 1000
"""Members that one database begins with; a new one is begun when all have their letter."""
_LONGEST = 0.15
"""Seconds in which a sender is killed, after it has begun."""


@dataclass
class Tally:
    """What came of it, over one number of connections."""

    connections: int
    kills: int = 0
    too_late: int = 0
    """Senders that were done before they could be killed."""
    members: int = 0
    skipped: int = 0
    """Members who got nothing, or whose row does not say that they got it."""
    copies: int = 0
    """More than one a member."""
    unforeseen: int = 0
    """Members who got a second copy and were never called uncertain."""
    others: int = 0
    """Members whose copies have different Message-IDs."""
    damaged: int = 0
    """Databases that SQLite does not find whole."""

    @property
    def wrong(self) -> int:
        """All that should not be. No kill leaves more doubts than there are connections."""
        many = max(0, self.copies - self.kills * self.connections)
        return self.skipped + self.unforeseen + self.others + self.damaged + many

    def __str__(self) -> str:
        return (
            f"{self.connections:2} connections: {self.kills} kills ({self.too_late} more came too late), "
            f"{self.members} members, {self.skipped} skipped, {self.copies} copies too many "
            f"({self.copies / max(1, self.kills):.2f} a kill), {self.unforeseen} of them not foretold, "
            f"{self.others} with another Message-ID, {self.damaged} databases damaged"
        )


def main() -> None:
    """Kill, count, and print what was found."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=1000, help="in all (1000)")
    parser.add_argument("--connections", type=int, action="append", help="so many only; may be said again")
    options = parser.parse_args()
    many = tuple(options.connections or _CONNECTIONS)
    tallies = [Tally(connections) for connections in many]
    shares = [options.kills * (n + 1) // len(many) - options.kills * n // len(many) for n in range(len(many))]
    chance = random.Random(_SEED)  # noqa: S311  # the same moments in every run, as far as time goes
    while unfinished := [tally for tally, share in zip(tallies, shares, strict=True) if tally.kills < share]:
        for tally in unfinished:
            with tempfile.TemporaryDirectory() as name:
                one_send(Path(name), tally, shares[tallies.index(tally)] - tally.kills, chance)
            _print(str(tally))
    _print("", *map(str, tallies))
    sys.exit(1 if any(tally.wrong for tally in tallies) else 0)


def one_send(root: Path, tally: Tally, most: int, chance: random.Random) -> None:
    """Send to new members, killed until all have their letter, or so often at *most*; then look."""
    people = addresses(_PEOPLE)
    engine, end = made(root, people), tally.kills + most
    with Sink(answers_after=0.001) as sink:
        while tally.kills < end and _kill(root, sink, tally, chance):
            pass
        with _started(root, sink, tally.connections) as process:
            _wait_for_end(process)
        _look(engine, sink, people, tally)
    engine.dispose()


def _kill(root: Path, sink: Sink, tally: Tally, chance: random.Random) -> bool:
    """Start a sender and kill it; False if it was done before."""
    with _started(root, sink, tally.connections) as process:
        assert process.stdout
        if process.stdout.readline() != "ready\n":
            _wait_for_end(process)
        before = sink.copies
        try:
            process.wait(chance.uniform(0.0, _LONGEST))
        except subprocess.TimeoutExpired:
            process.kill()
            tally.kills += 1
            return True
    tally.too_late += sink.copies > before
    return False


def _look(engine: Engine, sink: Sink, people: tuple[str, ...], tally: Tally) -> None:
    rows = zip(people, states(engine).values(), strict=True)
    sent = {address for address, state in rows if state == State.ACCEPTED}
    tally.members += len(people)
    tally.skipped += len(set(people) - (sent & set(sink.taken)))
    tally.copies += sink.copies - len(sink.taken)
    tally.unforeseen += len(sink.twice - _doubted(engine))
    tally.others += sum(len(set(copies)) > 1 for copies in sink.taken.values())
    with engine.connect() as connection:
        tally.damaged += connection.scalar(text("pragma integrity_check")) != "ok"


def _doubted(engine: Engine) -> set[str]:
    """Everybody who was ever called uncertain."""
    member, delivery, doubt = tables.member.c, tables.delivery.c, tables.doubt.c
    query = select(member.address).join(tables.delivery, delivery.member == member.number)
    with engine.connect() as connection:
        return set(connection.scalars(query.join(tables.doubt, doubt.delivery == delivery.number)))


def _started(root: Path, sink: Sink, connections: int) -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", "tests.send.killed", str(root), str(sink.port), str(connections)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def _wait_for_end(process: "subprocess.Popen[str]") -> None:
    said, errors = process.communicate(timeout=600)
    if not said.endswith("done\n"):
        raise RuntimeError(errors)


def _print(*lines: str) -> None:
    print(*lines, sep="\n", flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
