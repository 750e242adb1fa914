"""
How fast the newsletter of the first edition leaves, with the ledger and without, beside what one would otherwise use.

    python -m tests.bench.sending                      some minutes: the table of docs/sending-figures.md
    python -m tests.bench.sending --quick              one round with few letters
    python -m tests.bench.sending --million            also one million members, which takes minutes more

Everything is sent to a server in C beside us (sink.c), in turns, so that the computer's other work falls on all alike.
A ratio is the median of the rounds' ratios. The databases are on the disk, with a real fsync for every commit.
"""

import argparse
import json
import resource
import shutil
import smtplib
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import cycle, islice
from pathlib import Path

import dkim
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from publish.database import tables
from publish.mail.dkim import Key
from publish.mail.outcome import Message
from publish.mail.recipient import Recipient
from tests.bench.newsletter import LANGUAGE, Newsletter, hand_over, newsletter, queued, send_all
from tests.bench.smtp import HERE, sink
from tests.send.making import addresses

CONNECTIONS = 10
"""For letters that are ready."""
WITH_LEDGER = 20
"""For the whole loop: as many letters share one fsync."""
ROUND_TRIP = 20
"""Milliseconds to a server that is far away."""
_DIFFERENT = 50
"""Ready letters, sent again and again."""
_QUICK, _SLOW = 5, 0.1
"""How many times as many letters are sent where each takes no time, or much."""

_COMMITS = 100

Run = Callable[[int], None]
"""Sends to a port what was prepared."""


@dataclass
class Way:
    """One way to send, and what its runs have cost."""

    name: str
    prepare: Callable[[int, Path], Run]
    """Makes ready to send so many letters; a folder of its own is at hand."""
    share: float = 1.0
    """Of the letters of a run."""
    rates: list[float] = field(default_factory=list)
    costs: list[float] = field(default_factory=list)
    """Microseconds that this process and its children computed, a letter."""

    def measure(self, letters: int, port: int) -> None:
        count = max(CONNECTIONS, int(letters * self.share))
        with tempfile.TemporaryDirectory() as folder:
            run = self.prepare(count, Path(folder))
            cpu, clock = _cpu(), time.perf_counter()
            run(port)
            taken = time.perf_counter() - clock
        self.rates.append(count / taken)
        self.costs.append((_cpu() - cpu) / count * 1e6)

    @property
    def rate(self) -> float:
        """Letters a second."""
        return statistics.median(self.rates)

    @property
    def cost(self) -> float:
        """Microseconds a letter."""
        return statistics.median(self.costs)

    def beside(self, other: "Way") -> float:
        """How many times as fast as *other*."""
        return statistics.median(ours / theirs for ours, theirs in zip(self.rates, other.rates, strict=True))


@dataclass(frozen=True)
class Bound:
    """Something that has to be reached."""

    what: str
    found: float
    bound: float
    unit: str = "x"
    is_most: bool = False

    @property
    def is_met(self) -> bool:
        return self.found <= self.bound if self.is_most else self.found >= self.bound

    def __str__(self) -> str:
        sign, met = "≤" if self.is_most else "≥", "met" if self.is_met else "MISSED"
        return f"{self.what:66} {self.found:9.2f} {sign} {self.bound:<7g} {self.unit:10} {met}"


def main() -> None:
    """Measure, print both tables, and fail if a bound is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--letters", type=int, default=2000, help="letters in each run (2000)")
    parser.add_argument("--quick", action="store_true", help="one round of 500 letters")
    parser.add_argument("--million", action="store_true", help="also one million members")
    options = parser.parse_args()
    rounds, letters = (1, 500) if options.quick else (options.rounds, options.letters)
    if not shutil.which("cc"):
        sys.exit("no C compiler `cc`: the sink that takes the letters cannot be made (Debian: apt install gcc)")
    with tempfile.TemporaryDirectory() as name:
        program = Path(name) / "sink"
        subprocess.run(["cc", "-O2", "-Wall", "-Wextra", "-o", program, HERE / "sink.c"], check=True)
        root = Path(name) / "workspace"
        root.mkdir()
        news = newsletter(root)
        bounds = [*beside_us(news, program, rounds, letters), *far_away(news, program)]
        if options.million:
            bounds += million(news, program)
    _print("", *map(str, bounds))
    sys.exit(0 if all(bound.is_met for bound in bounds) else 1)


def beside_us(news: Newsletter, program: Path, rounds: int, letters: int) -> list[Bound]:
    """A server beside us."""
    ready, key = _ready(news), Key(news.sender.rpartition("@")[2], "news2026", generate_private_key(65537, 2048))
    theirs = Way("smtplib.sendmail, ready letters", lambda count, _: _by_smtplib(ready, count))
    alone = Way("ours, ready letters, no ledger", lambda count, root: _alone(ready, count, root, CONNECTIONS), _QUICK)
    whole = Way("ours, the whole loop", lambda count, root: _whole(news, (), count, root))
    signed_theirs = Way("smtplib + dkimpy, RSA-2048", lambda count, _: _by_dkimpy(ready, key, count), _SLOW)
    rsa = Way("RSA-2048 alone, nothing sent", lambda count, _: lambda _port: _sign(key, count))
    signed = Way("ours, the whole loop, RSA-2048", lambda count, root: _whole(news, (key,), count, root))
    ways = [theirs, alone, whole, signed_theirs, rsa, signed]
    if generator := shutil.which("smtp-source") or shutil.which("smtp-source", path="/usr/sbin"):
        postfix = Way("smtp-source (Postfix)", lambda count, _: _by_postfix(generator, ready, count), _QUICK)
        ways.insert(2, postfix)
    with sink(program) as port:
        for _ in range(rounds):
            for way in ways:
                way.measure(letters, port)
    size = len(ready[0].octets) / 1000
    _print(f"letters of {size:.0f} kB, medians of {rounds} rounds of {letters} letters")
    _print(f"{CONNECTIONS} connections for ready letters, {WITH_LEDGER} with the ledger; smtplib has one")
    _print(f"{'':34} {'a second':>9} {'CPU µs a letter':>16}")
    _print(*(f"{way.name:34} {way.rate:9.0f} {way.cost:16.0f}" for way in ways))
    bounds = [
        Bound("ready letters, no ledger : smtplib.sendmail", alone.beside(theirs), 5),
        Bound("ready letters, no ledger: CPU", alone.cost, 60, "µs", is_most=True),
    ]
    if generator:
        bounds.append(Bound("ready letters, no ledger : smtp-source", alone.beside(postfix), 1))
    return [
        *bounds,
        Bound("whole loop with its ledger : smtplib.sendmail without one", whole.beside(theirs), 1),
        Bound("whole loop, signed : smtplib + dkimpy", signed.beside(signed_theirs), 15),
        Bound("whole loop, signed : RSA alone in one process", signed.beside(rsa), 0.8),
    ]


def far_away(news: Newsletter, program: Path) -> list[Bound]:
    """A server that is 20 ms away, one connection. The best of three: a busy computer only adds to the way."""
    ready = _ready(news)
    alone = Way("ready letters", lambda count, root: _alone(ready, count, root, 1))
    whole = Way("the whole loop", lambda count, root: _whole(news, (), count, root, 1))
    with sink(program, ROUND_TRIP) as port:
        for way in (alone, whole) * 3:
            way.measure(100, port)
    commit = _commit()
    _print("", f"{ROUND_TRIP} ms away, one connection, a commit to this disk takes {commit * 1000:.1f} ms:")
    _print(*(f"    {way.name:30} {max(way.rates):9.1f} a second" for way in (alone, whole)))
    best = 1 / (ROUND_TRIP / 1000 + commit)
    return [
        Bound(f"{ROUND_TRIP} ms away, one connection, ready letters", max(alone.rates), 45, "a second"),
        Bound(
            f"{ROUND_TRIP} ms away, one connection, the whole loop : round trip + commit", max(whole.rates) / best, 0.8
        ),
    ]


def million(news: Newsletter, program: Path) -> list[Bound]:
    """One million members, in a process of its own, whose memory is measured."""
    with sink(program) as port:
        command = [sys.executable, "-m", "tests.bench.million", str(news.root), f"smtp://127.0.0.1:{port}"]
        said = subprocess.run(command, check=True, stdout=subprocess.PIPE, cwd=HERE.parents[1]).stdout
    found = json.loads(said)
    _print("", "one million members:", *(f"    {name:44} {value:9.1f}" for name, value in found.items()))
    return [
        Bound("a million members: memory at its peak", found["memory at its peak, MB"], 300, "MB", is_most=True),
        Bound(
            "a million members: the last : the first", found["the last, a second"] / found["the first, a second"], 0.8
        ),
    ]


def _ready(news: Newsletter) -> list[Message]:
    """Letters to different people, composed."""
    compose = news.composer()
    people = enumerate(addresses(_DIFFERENT), 1)
    return [
        compose.to(Recipient(number=n, code=n.to_bytes(8), address=address, language=LANGUAGE, name=f"Member {n}"))
        for n, address in people
    ]


def _by_smtplib(ready: list[Message], count: int) -> Run:
    def run(port: int) -> None:
        with smtplib.SMTP("127.0.0.1", port) as server:
            for letter in islice(cycle(ready), count):
                server.sendmail(letter.sender, [letter.recipient], letter.octets)

    return run


def _by_dkimpy(ready: list[Message], key: Key, count: int) -> Run:
    pem = key.private.private_bytes(Encoding.PEM, PrivateFormat.TraditionalOpenSSL, NoEncryption())
    names = (key.selector.encode(), key.domain.encode(), pem)

    def run(port: int) -> None:
        with smtplib.SMTP("127.0.0.1", port) as server:
            for letter in islice(cycle(ready), count):
                signature = dkim.sign(letter.octets, *names, canonicalize=(b"relaxed", b"relaxed"))
                server.sendmail(letter.sender, [letter.recipient], signature + letter.octets)

    return run


def _by_postfix(generator: str, ready: list[Message], count: int) -> Run:
    options = ["-m", str(count), "-s", str(CONNECTIONS), "-d", "-l", str(len(ready[0].octets))]
    ends = ["-f", ready[0].sender, "-t", ready[0].recipient]

    def run(port: int) -> None:
        subprocess.run([generator, *options, *ends, f"inet:127.0.0.1:{port}"], check=True)

    return run


def _alone(ready: list[Message], count: int, root: Path, connections: int) -> Run:
    letters: Iterator[Message] = islice(cycle(ready), count)
    return lambda port: hand_over(letters, root, port, connections)


def _whole(news: Newsletter, keys: tuple[Key, ...], count: int, root: Path, connections: int = WITH_LEDGER) -> Run:
    engine, compose = queued(root, count), news.composer(*keys)
    return lambda port: send_all(engine, root, compose, port, connections)


def _sign(key: Key, count: int) -> None:
    for number in range(count):
        key.sign(b"%2000d" % number)


def _commit() -> float:
    """Seconds that the disk takes for one, with nothing else to do."""
    with tempfile.TemporaryDirectory() as folder:
        engine = queued(Path(folder), 1)
        start = time.perf_counter()
        for number in range(_COMMITS):
            with engine.begin() as connection:
                connection.execute(tables.delivery.update().values(changed=number))
        taken = time.perf_counter() - start
        engine.dispose()
    return taken / _COMMITS


def _cpu() -> float:
    """Seconds that this process and those that it waited for have computed."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)


def _print(*lines: str) -> None:
    print(*lines, sep="\n", flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
