"""
Every member gets the edition once, whatever dies.

A sender is killed where it stands, and started again, until all is done. The server outlives it and notes every copy.
"""

import random
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import Engine, select

from publish.database import tables
from publish.send.steps import Step
from tests.send.making import addresses, made, states
from tests.send.sink import Sink

ROOT = Path(__file__).parents[2]


def _start(root: Path, sink: Sink, connections: int, *death: str) -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", "tests.send.killed", str(root), str(sink.port), str(connections), *death]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def _finish(process: "subprocess.Popen[str]") -> tuple[str, str]:
    said, errors = process.communicate(timeout=120)
    return said.split()[-1] if said.split() else "", errors


def _doubted(engine: Engine) -> set[str]:
    """Everybody who was ever called uncertain."""
    query = select(tables.member.c.address).join(tables.delivery, tables.delivery.c.member == tables.member.c.number)
    with engine.connect() as connection:
        return set(connection.scalars(query.join(tables.doubt, tables.doubt.c.delivery == tables.delivery.c.number)))


def _nobody_was_skipped_and_every_copy_was_foretold(
    engine: Engine, sink: Sink, people: tuple[str, ...], *, kills: int, connections: int
) -> None:
    assert set(sink.taken) == set(people)
    assert set(states(engine).values()) == {"accepted"}
    assert sink.copies - len(people) <= kills * connections
    assert sink.twice <= _doubted(engine)
    assert all(len(set(copies)) == 1 for copies in sink.taken.values())


@pytest.mark.parametrize(("connections", "kills"), [(1, 20), (5, 20), (20, 20)])
def test_who_is_killed_at_any_moment_skips_nobody_and_names_every_possible_copy(
    tmp_path: Path, connections: int, kills: int
) -> None:
    people, done = addresses(2500), 0
    engine, chance = made(tmp_path, people), random.Random(connections)  # noqa: S311

    with Sink(answers_after=0.001 * connections) as sink:  # so that no computer is done before it is killed
        for _ in range(kills):
            process = _start(tmp_path, sink, connections)
            assert process.stdout
            if process.stdout.readline() != "ready\n":
                pytest.fail(_finish(process)[1])
            try:
                process.wait(chance.uniform(0.0, 0.15))
            except subprocess.TimeoutExpired:
                process.kill()
                done += 1
            _finish(process)
        end, errors = _finish(_start(tmp_path, sink, connections))

    assert end == "done", errors
    assert done > kills / 2
    _nobody_was_skipped_and_every_copy_was_foretold(engine, sink, people, kills=done, connections=connections)


@pytest.mark.parametrize("step", Step)
@pytest.mark.parametrize("count", [1, 7])
def test_who_dies_at_a_step_of_the_loop_skips_nobody(tmp_path: Path, step: Step, count: int) -> None:
    if step is Step.CONNECTED and count > 1:
        count = 2
    people, connections = addresses(60), 3
    engine = made(tmp_path, people)

    with Sink() as sink:
        died = _start(tmp_path, sink, connections, step, str(count))
        _finish(died)
        end, errors = _finish(_start(tmp_path, sink, connections))

    assert (died.returncode, end) == (-signal.SIGKILL, "done"), errors
    _nobody_was_skipped_and_every_copy_was_foretold(engine, sink, people, kills=1, connections=connections)


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_who_is_asked_to_stop_finishes_what_is_under_way_and_sends_nobody_a_second_copy(
    tmp_path: Path, how: signal.Signals
) -> None:
    people = addresses(3000)
    engine = made(tmp_path, people)

    with Sink(answers_after=0.002) as sink:
        process = _start(tmp_path, sink, 5)
        assert process.stdout
        process.stdout.readline()
        while not sink.copies:
            assert process.poll() is None
        process.send_signal(how)
        stopped, errors = _finish(process)
        left = [state for state in states(engine).values() if state not in ("accepted", "queued")]
        end, _ = _finish(_start(tmp_path, sink, 5))

    assert (stopped, left, end) == ("stopped", [], "done"), errors
    assert (sink.copies, _doubted(engine)) == (len(people), set())


def test_a_second_sender_is_refused_and_told_who_the_first_is(tmp_path: Path) -> None:
    people = addresses(2000)
    made(tmp_path, people)

    with Sink(answers_after=0.002) as sink:
        first = _start(tmp_path, sink, 1)
        assert first.stdout
        first.stdout.readline()
        second, errors = _finish(_start(tmp_path, sink, 1))
        end, _ = _finish(first)

    assert second == ""
    assert "E883" in errors
    assert str(first.pid) in errors
    assert (end, sink.copies) == ("done", len(people))
