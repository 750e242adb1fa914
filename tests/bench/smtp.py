"""
How fast letters leave, without a ledger: ours beside smtplib and Postfix's own generator, into the same sink.

    python -m tests.bench.smtp

The sink (sink.c) is compiled with `cc`. The runs take turns, and the median of each counts. What is to be compared from
one computer to another is the ratio and the CPU a letter costs, not letters a second.
"""

import argparse
import asyncio
import resource
import shutil
import smtplib
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from publish.mail.outcome import Message, State
from publish.mail.transport import transport

HERE = Path(__file__).parent
SIZE = 38_400
_LINE = b"All work and no play makes Jack a dull boy, and it makes the letter long.\r\n"
OCTETS = b"From: news@example.se\r\nSubject: Nyhetsbrev\r\n\r\n" + _LINE * (SIZE // len(_LINE))
SENDER = "news@example.se"
ROUND_TRIP = 20


@dataclass
class Row:
    """One way to send, and what its runs have cost."""

    name: str
    run: Callable[[int, int], None]
    """Sends so many letters to a port."""
    rates: list[float] = field(default_factory=list)
    costs: list[float] = field(default_factory=list)

    def measure(self, count: int, port: int) -> None:
        cpu, clock = _cpu(), time.perf_counter()
        self.run(count, port)
        taken = time.perf_counter() - clock
        self.rates.append(count / taken)
        self.costs.append((_cpu() - cpu) / count * 1e6)


def main() -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--letters", type=int, default=2000, help="letters in each run")
    arguments = parser.parse_args()
    if not shutil.which("cc"):
        sys.exit("no C compiler `cc`: the sink that takes the letters cannot be made (Debian: apt install gcc)")
    with tempfile.TemporaryDirectory() as name:
        program = Path(name) / "sink"
        subprocess.run(["cc", "-O2", "-Wall", "-Wextra", "-o", program, HERE / "sink.c"], check=True)
        throughput(program, arguments.rounds, arguments.letters)
        far_away(program)


def throughput(program: Path, rounds: int, letters: int) -> None:
    """A sink beside us."""
    rows = [
        Row("smtplib.sendmail", by_smtplib),
        Row("ours, 1 connection", lambda count, port: by_us(count, port, 1)),
        Row("ours, 10 connections", lambda count, port: by_us(count, port, 10)),
    ]
    if generator := shutil.which("smtp-source") or shutil.which("smtp-source", path="/usr/sbin"):
        rows += [Row(f"smtp-source, {many}", by_postfix(generator, many)) for many in (1, 10)]
    else:
        print("smtp-source is not installed (Debian: apt install postfix), so it is left out")  # noqa: T201
    with sink(program) as port:
        for _ in range(rounds):
            for row in rows:
                row.measure(letters, port)
    first, dear = statistics.median(rows[0].rates), statistics.median(rows[0].costs)
    print(f"{len(OCTETS) / 1000:.1f} kB letters\n{'':26} {'a second':>9} {'ratio':>7} {'CPU µs each':>14} {'ratio':>7}")  # noqa: T201
    for row in rows:
        rate, cost = statistics.median(row.rates), statistics.median(row.costs)
        print(f"{row.name:26} {rate:9.0f} {rate / first:6.1f}x {cost:14.0f} {dear / cost:6.1f}x")  # noqa: T201


def far_away(program: Path) -> None:
    """A sink that is 20 ms away, one connection. The best of three runs: a busy computer only adds to the way."""
    with sink(program, ROUND_TRIP) as port:
        for row, count in ((Row("smtplib", by_smtplib), 12), (Row("ours", lambda n, port: by_us(n, port, 1)), 120)):
            for _ in range(3):
                row.measure(count, port)
            most = 1000 / ROUND_TRIP
            print(f"{ROUND_TRIP} ms away: {row.name:14} {max(row.rates):9.1f} a second of {most:.0f} possible")  # noqa: T201


@contextmanager
def sink(program: Path, delay: int = 0) -> Generator[int]:
    """The sink's port, while it runs."""
    with subprocess.Popen([program, str(delay)], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        try:
            yield int(process.stdout.readline())
        finally:
            process.terminate()


def letters_(count: int) -> Iterator[Message]:
    """Ready letters."""
    return (Message(number, SENDER, f"reader{number}@example.org", f"{number}@x", OCTETS) for number in range(count))


def by_smtplib(count: int, port: int) -> None:
    """As the standard library does it."""
    with smtplib.SMTP("127.0.0.1", port) as server:
        for letter in letters_(count):
            server.sendmail(letter.sender, [letter.recipient], letter.octets)


def by_us(count: int, port: int, connections: int) -> None:
    """As `publish` does it, but for the ledger."""

    async def run() -> None:
        server = transport(f"smtp://127.0.0.1:{port}", Path())
        share = letters_(count)

        async def one() -> None:
            session = await server.session()
            waiting = next(share, None)
            if waiting and await session.offer(waiting):
                raise RuntimeError("refused")
            while waiting:
                following = next(share, None)
                receipt, refusal = await session.deliver(waiting, following)
                if receipt.state is not State.ACCEPTED or refusal:
                    raise RuntimeError(receipt)
                waiting = following
            await session.close()

        await asyncio.gather(*(one() for _ in range(connections)))

    asyncio.run(run())


def by_postfix(generator: str, connections: int) -> Callable[[int, int], None]:
    """As the load generator of Postfix does it, in C."""

    def run(count: int, port: int) -> None:
        options = ["-m", str(count), "-s", str(connections), "-d", "-l", str(SIZE), "-f", SENDER, "-t", "a@example.org"]
        subprocess.run([generator, *options, f"inet:127.0.0.1:{port}"], check=True)

    return run


def _cpu() -> float:
    """Seconds that this process and those that it waited for have computed."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)


if __name__ == "__main__":
    main()
