"""
What is left of an archive when the one who seals is killed, again and again, at moments that chance picks.

    python -m tests.bench.kills               1 000 kills while a seal is put in its place: some minutes
    python -m tests.bench.kills --whole 100   100 kills of the whole command, building and all

After every kill each seal that is there must be whole, byte for byte; the chain must hold; and the next seal must
succeed. The number of seals that are not is the result.
"""

import argparse
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from publish.archive.store import Archive
from publish.archive.verify import verify
from publish.cli import starters
from tests.archive.making import everything, write_edition
from tests.archive.test_durable import CONTENTS, ROOT, SCRIPT

_SEED = 20210330


def main() -> None:
    """Kill, look, and print what was found."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=1000, help="kills while a seal is put in its place")
    parser.add_argument("--whole", type=int, default=0, help="kills of the whole command")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        if arguments.whole:
            _report(*whole(Path(name), arguments.whole))
        else:
            _report(*placing(Path(name), arguments.kills))


def placing(root: Path, kills: int) -> tuple[int, int, int]:
    """Kills, seals that were there in the end, and broken ones: only the part that writes."""
    chance, broken = random.Random(_SEED), 0  # noqa: S311  # the same moments in every run
    for version in range(1, kills + 1):
        command = [sys.executable, "-c", SCRIPT, str(root), str(version)]
        with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout
            process.stdout.readline()
            time.sleep(chance.uniform(0, 0.02))
            process.send_signal(signal.SIGKILL)
    folders = list((root / "dist" / "archive" / "2021-03-30-an-example").glob("*"))
    broken = sum(everything(folder) != CONTENTS for folder in folders)
    return kills, len(folders), broken


def whole(root: Path, kills: int) -> tuple[int, int, int]:
    """The same for `publish archive seal`, from its first moment to its last."""
    chance, broken = random.Random(_SEED), 0  # noqa: S311
    (root / "publish.yaml").write_bytes(starters.settings("The Baltic Society"))
    archive = Archive(root / "dist" / "archive")
    for number in range(kills):
        edition = write_edition(
            root, edition=f"{2000 + number // 300}-{number // 25 % 12 + 1:02}-{number % 25 + 1:02}-an-example"
        )
        command = [sys.executable, "-m", "publish", "archive", "seal", edition]
        with subprocess.Popen(command, cwd=root, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
            time.sleep(chance.uniform(0, 2.0))
            process.send_signal(signal.SIGKILL)
        broken += bool([problem for problem in verify(archive).problems if problem.code != "E719"])
    edition = write_edition(root, edition="2030-01-01-the-last")
    subprocess.run(
        [sys.executable, "-m", "publish", "archive", "seal", edition], cwd=root, check=True, capture_output=True
    )
    broken += bool(verify(archive).problems)
    return kills, len(archive.seals()), broken


def _report(kills: int, seals: int, broken: int) -> None:
    print(f"{kills} kills, {seals} seals in their place, {broken} broken")  # noqa: T201


if __name__ == "__main__":
    main()
