"""Whatever stops the program, a seal is whole or it is not there."""

import os
import random
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from publish.archive import durable
from publish.archive.store import UNFINISHED
from publish.problems import BuildError
from tests.archive.making import everything

CONTENTS = {f"en/{number:02}/file.txt": f"content {number} ".encode() * 5000 for number in range(12)}
ROOT = Path(__file__).parents[2]
SCRIPT = """
import sys
from pathlib import Path
from publish.archive import durable
from tests.archive.test_durable import CONTENTS
root = Path(sys.argv[1])
durable.remove_unfinished(root / "dist" / "archive")
print("begun", flush=True)
durable.settle(CONTENTS, root / "dist" / "archive" / "2021-03-30-an-example" / sys.argv[2], inside=root)
print("done", flush=True)
"""


def seals(root: Path) -> list[Path]:
    return sorted((root / "dist" / "archive").glob("2021-03-30-an-example/*"))


def run_until(step: int, root: Path, version: int) -> bool:
    """In a process of its own, end at once when something is forced to the disk for the n-th time; True if it ended."""
    child = os.fork()
    if not child:
        count, force = 0, os.fsync

        def die(number: int) -> None:
            nonlocal count
            count += 1
            if count > step:
                os._exit(9)
            force(number)

        setattr(os, "fsync", die)  # noqa: B010  # in this child alone
        durable.settle(CONTENTS, root / "dist" / "archive" / "2021-03-30-an-example" / str(version), inside=root)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9


def test_a_process_that_ends_at_any_step_leaves_a_whole_seal_or_none(tmp_path: Path) -> None:
    step, ended = 0, True
    while ended:
        ended = run_until(step, tmp_path, step)
        for folder in seals(tmp_path):
            assert everything(folder) == CONTENTS
        step += 1

    assert step > len(CONTENTS)
    durable.remove_unfinished(tmp_path / "dist" / "archive")
    assert not list((tmp_path / "dist" / "archive").glob(f"{UNFINISHED}*"))


def test_a_process_that_is_killed_at_any_moment_leaves_a_whole_seal_or_none(tmp_path: Path) -> None:
    chance = random.Random(1)  # noqa: S311  # the same moments in every run
    for version in range(1, 16):
        command = [sys.executable, "-c", SCRIPT, str(tmp_path), str(version)]
        with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout
            assert process.stdout.readline() == "begun\n"
            time.sleep(chance.uniform(0, 0.03))
            process.send_signal(signal.SIGKILL)
        for folder in seals(tmp_path):
            assert everything(folder) == CONTENTS


def test_a_full_disk_leaves_nothing_and_says_so(tmp_path: Path) -> None:
    """A limit on the size of files refuses writing as a full disk does, to root too."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    ignored = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, hard))
    try:
        with pytest.raises(BuildError) as caught:
            durable.settle(CONTENTS, tmp_path / "dist" / "archive" / "2021-03-30-an-example" / "1", inside=tmp_path)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, ignored)

    assert caught.value.problems[0].message.startswith("cannot write")
    assert everything(tmp_path) == {}
    assert not list((tmp_path / "dist" / "archive").glob(f"{UNFINISHED}*"))


def test_a_place_that_is_taken_is_left_as_it_is(tmp_path: Path) -> None:
    taken = tmp_path / "dist" / "archive" / "2021-03-30-an-example" / "1"
    taken.mkdir(parents=True)
    (taken / "mine.txt").write_bytes(b"mine")

    with pytest.raises(BuildError):
        durable.settle(CONTENTS, taken, inside=tmp_path)

    assert everything(taken) == {"mine.txt": b"mine"}
