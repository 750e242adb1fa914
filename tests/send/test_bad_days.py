"""Bad days: a process that is paused, a torn file, a clock that jumps, a reader beside the writer."""

import asyncio
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest

from publish.database import FILE, open_database
from publish.mail.ledger import Ledger, Result, Writer
from publish.mail.outcome import Phase, Receipt, State
from publish.mail.transport import transport
from publish.send.loop import Sender
from publish.send.pace import Limits, Pace
from publish.send.sends import all_sends
from publish.send.status import status
from tests.mail.sending import PATIENT
from tests.send.killed import compose
from tests.send.making import FROZEN, addresses, made, states
from tests.send.sink import Sink
from tests.send.test_loop import Seen

ROOT = Path(__file__).parents[2]
TAKEN = Receipt(State.ACCEPTED, Phase.DOT, 250, "2.0.0", "Ok")


def test_a_sender_that_is_paused_and_wakes_sends_nobody_a_second_copy(tmp_path: Path) -> None:
    people = addresses(3000)
    made(tmp_path, people)
    command = [sys.executable, "-m", "tests.send.killed", str(tmp_path)]

    with Sink(answers_after=0.002) as sink:
        process = subprocess.Popen([*command, str(sink.port), "3"], cwd=ROOT, stdout=subprocess.PIPE, text=True)
        for _ in range(3):
            before = sink.copies
            while sink.copies == before and process.poll() is None:
                pass
            process.send_signal(signal.SIGSTOP)
            os.waitid(os.P_PID, process.pid, os.WSTOPPED)
            process.send_signal(signal.SIGCONT)
        said, _ = process.communicate(timeout=60)

    assert said.split() == ["ready", "done"]
    assert (sink.copies, sink.twice) == (len(people), set())


def test_a_torn_log_leaves_whole_steps_and_nothing_in_between(tmp_path: Path) -> None:
    engine, chance = made(tmp_path, addresses(30)), random.Random(1)  # noqa: S311
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    open_end = engine.connect()  # keeps the log from being tidied away

    async def send() -> None:
        ledger = Ledger(writer, 1)
        rows = await ledger.queued(0, 30)
        await ledger.step((), rows[0])
        for row, then in pairwise(rows):
            await ledger.step([Result(row, TAKEN)], then)

    with Writer(engine) as writer:
        asyncio.run(send())
    log = Path(f"{tmp_path / FILE}-wal").read_bytes()
    for number in range(40):
        folder = tmp_path / f"torn{number}"
        (folder / ".publish").mkdir(parents=True)
        shutil.copytree(tmp_path / ".publish" / "keys", folder / ".publish" / "keys")
        shutil.copy(tmp_path / FILE, folder / FILE)
        cut = chance.randrange(len(log))
        Path(f"{folder / FILE}-wal").write_bytes(log[:cut] + chance.randbytes(chance.choice((0, 100))))

        found = list(states(open_database(folder)).values())
        with sqlite3.connect(folder / FILE) as other:
            assert other.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        done = found.count("accepted")
        rest = found[done:]
        assert found[:done] == ["accepted"] * done
        assert rest in (["in-flight"] + ["queued"] * (29 - done), ["queued"] * 30)
    open_end.close()


@pytest.mark.parametrize("seed", range(3))
def test_a_clock_that_jumps_by_days_stops_nobody_and_hurries_nobody(tmp_path: Path, seed: int) -> None:
    people, chance = addresses(60), random.Random(seed)  # noqa: S311
    engine = made(tmp_path, people)

    async def send(port: int) -> None:
        with Writer(engine) as writer:
            ledger = Ledger(writer, 1, lambda: FROZEN + chance.choice((0, 86_400, -86_400)))
            relay = transport(f"smtp://127.0.0.1:{port}", tmp_path, limits=PATIENT)
            await Sender(ledger, relay, compose, Pace(Limits(connections=3)), Seen(), FROZEN, 3).run()

    with Sink() as sink:
        asyncio.run(send(sink.port))

    assert (sink.copies, sink.twice) == (len(people), set())
    assert set(states(engine).values()) == {"accepted"}


def test_the_status_can_be_asked_while_letters_leave(tmp_path: Path) -> None:
    people = addresses(500)
    engine = made(tmp_path, people)
    command = [sys.executable, "-m", "tests.send.killed", str(tmp_path)]
    seen: list[int] = []

    with Sink(answers_after=0.001) as sink:
        process = subprocess.Popen([*command, str(sink.port), "5"], cwd=ROOT, stdout=subprocess.PIPE, text=True)
        while process.poll() is None:
            with engine.connect() as connection:
                (send,) = all_sends(connection)
                found = status(connection, send, FROZEN)
            assert found.audience == len(people)
            seen.append(found.counts[State.ACCEPTED])
        process.communicate()

    assert seen == sorted(seen)
    assert set(states(engine).values()) == {"accepted"}
