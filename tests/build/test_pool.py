"""Work on all cores: nothing is lost, nothing hangs, and nothing is left behind."""

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from publish.build.pool import Lost, Pool, _serve


def _silent(_tasks: tuple[int, ...]) -> None:
    """A tick that nobody waits for."""


def test_every_result_comes_once() -> None:
    def twice(task: int) -> Iterator[int]:
        yield task
        yield -task

    results = list(Pool(twice, jobs=3).run(range(1, 40), _silent))

    assert sorted(results, key=str) == sorted([*range(1, 40), *range(-39, 0)], key=str)


def test_workers_are_replaced_before_they_grow_old() -> None:
    def who(_task: int) -> Iterator[int]:
        yield os.getpid()

    workers = list(Pool(who, jobs=1, tasks_each=2).run(range(6), _silent))

    assert len(set(workers)) == 3
    assert os.getpid() not in workers


def test_a_worker_ends_without_a_word_when_nobody_listens_any_more(capfd: pytest.CaptureFixture[str]) -> None:
    """As when a person stops a build while a worker has something to say."""
    ours, theirs = multiprocessing.Pipe()
    goes_on = multiprocessing.Event()

    def work(task: int) -> Iterator[int]:
        goes_on.wait(10)
        yield task

    worker = multiprocessing.get_context("fork").Process(target=_serve, args=(theirs, work, [ours]))
    worker.start()
    theirs.close()
    ours.send(1)
    ours.close()
    goes_on.set()
    worker.join(10)

    assert worker.exitcode == 0
    assert capfd.readouterr().err == ""


def test_a_worker_that_dies_loses_its_task_and_no_other() -> None:
    def work(task: int) -> Iterator[int]:
        if task == 2:
            os.kill(os.getpid(), signal.SIGSEGV)
        yield task

    results = list(Pool(work, jobs=2).run(range(5), _silent))

    lost = [result for result in results if isinstance(result, Lost)]
    assert lost == [Lost(2, "was stopped by signal 11 (SIGSEGV)")]
    assert sorted(result for result in results if isinstance(result, int)) == [0, 1, 3, 4]


def test_what_a_dying_worker_had_finished_is_kept() -> None:
    def work(task: int) -> Iterator[int]:
        yield task
        os._exit(3)

    assert list(Pool(work, jobs=1).run([7], _silent)) == [7, Lost(7, "ended by itself with code 3")]


def test_there_are_no_more_workers_than_tasks() -> None:
    seen: set[int] = set()

    def work(_task: int) -> Iterator[int]:
        time.sleep(0.2)
        yield os.getpid()

    seen.update(result for result in Pool(work, jobs=8).run(range(2), _silent) if isinstance(result, int))

    assert len(seen) == 2


def test_stopping_halfway_stops_the_workers() -> None:
    def work(_task: int) -> Iterator[int]:
        yield os.getpid()
        time.sleep(60)

    results = Pool(work, jobs=2).run(range(2), _silent)
    first = next(results)
    started = time.monotonic()
    results.close()  # type: ignore[attr-defined]

    assert isinstance(first, int)
    assert not Path(f"/proc/{first}").exists()
    assert time.monotonic() - started < 4


@pytest.mark.parametrize("busy", [0, 60], ids=["idle", "in the middle of a task"])
def test_workers_end_when_the_first_process_is_killed(tmp_path: Path, busy: int) -> None:
    program = f"""
import os, time
from publish.build.pool import Pool

def work(task):
    yield os.getpid()
    time.sleep({busy})

for worker in Pool(work, jobs=1).run([1], lambda tasks: None):
    open({str(tmp_path / "worker")!r}, "w").write(str(worker))
    os.kill(os.getpid(), 9)
"""
    subprocess.run([sys.executable, "-c", program], check=False, cwd=Path(__file__).parents[2])
    worker = (tmp_path / "worker").read_text(encoding="ascii")

    for _ in range(50):
        if (
            not Path(f"/proc/{worker}").exists()
            or "Z" in Path(f"/proc/{worker}/stat").read_text(encoding="ascii").split()[2]
        ):
            return
        time.sleep(0.1)
    raise AssertionError(worker)
