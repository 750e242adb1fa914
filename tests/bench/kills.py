"""
What is left of an archive when the one who seals is killed, again and again, at moments that chance picks.

    python -m tests.bench.kills                        1 000 kills while a seal is put in its place: some minutes
    python -m tests.bench.kills --whole                1 000 kills of the whole command: building, sealing, the site
    python -m tests.bench.kills --whole --kills 200

After every kill each seal that is there must be whole, byte for byte; the chain must hold; and the next seal must
succeed. With --whole, the workspace is one and its caches are warm; half of the time only the first process is killed,
not those that build for it; every 25 kills the archive is looked at closely: nobody's unfinished work is left, and the
site is what it would be if it were written from nothing. The number of what is broken is the result.
"""

import argparse
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from publish.archive.manifest import is_edition
from publish.archive.site import write_site
from publish.archive.store import UNFINISHED, Archive
from publish.archive.verify import verify
from publish.cli import starters
from tests.archive.making import EDITION, everything, opened, write_edition
from tests.archive.test_durable import CONTENTS, ROOT, SCRIPT

_SEED = 20210330
_ROUND = 25
"""Kills until an archive is looked at closely, and a new one begun."""
_KILLED = -signal.SIGKILL
_SAID = "said.txt"
"""What the last command said."""
_ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT)}


def main() -> None:
    """Kill, look, and print what was found."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=1000, help="how many (1000)")
    parser.add_argument("--whole", action="store_true", help="kill the whole command, not only the part that writes")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        if arguments.whole:
            tally = whole(Path(name), arguments.kills)
            sys.exit(1 if tally.wrong else 0)
        _print("{} kills, {} seals in their place, {} broken".format(*placing(Path(name), arguments.kills)))


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


@dataclass
class Tally:
    """What came of killing the whole command."""

    kills: int = 0
    too_late: int = 0
    """Runs that were done before they could be killed."""
    seals: int = 0
    broken: int = 0
    unfinished: set[str] = field(default_factory=set)
    """Seals that were left unfinished."""
    stayed: int = 0
    """Of these, what the next seal did not remove."""
    refused: int = 0
    """Commands that nobody killed, and that failed."""
    litter: int = 0
    """Other unfinished files that stayed."""
    sites: int = 0
    """Sites that were not what they should be in the end."""

    @property
    def wrong(self) -> int:
        """All that should not be."""
        return self.broken + self.stayed + self.refused + self.litter + self.sites

    def __str__(self) -> str:
        return (
            f"{self.kills} kills ({self.too_late} more came too late): {self.seals} seals in their place, "
            f"{self.broken} broken; {len(self.unfinished)} left unfinished, {self.stayed} of them not removed by the "
            f"next seal; {self.refused} commands failed; {self.litter} other files left; "
            f"{self.sites} sites wrong"
        )


def whole(root: Path, kills: int) -> Tally:
    """Kill `publish archive seal` and `publish archive site` from their first moment to the last."""
    chance, tally = random.Random(_SEED), Tally()  # noqa: S311  # the same moments in every run, as far as time goes
    (root / "publish.yaml").write_bytes(starters.settings("The Baltic Society"))
    write_edition(root)
    _run(root, "seal")
    _run(root, "site")
    started = time.monotonic()
    _run(root, "seal", correction=1)
    _run(root, "site")
    longest = time.monotonic() - started
    while tally.kills < kills:
        for _ in range(min(_ROUND, kills - tally.kills)):
            _kill(root, chance, longest, tally)
        longest = _look_closely(root, tally)
        _print(str(tally))
    return tally


def _kill(root: Path, chance: random.Random, longest: float, tally: Tally) -> None:
    """Kill once in the time that both commands take, and look."""
    until, all_of_them = time.monotonic() + chance.uniform(0, longest), chance.random() < 0.5
    codes = _commands(root, len(_seals(root)), until, all_of_them=all_of_them)
    if _KILLED not in codes:
        tally.too_late += 1
        tally.refused += any(codes)
        return
    tally.kills += 1
    tally.refused += any(code for code in codes if code != _KILLED)
    archive = Archive(root / "dist" / "archive")
    tally.unfinished |= {folder.name for folder in archive.folder.glob(f"{UNFINISHED}*")}
    tally.broken += bool([problem for problem in verify(archive).problems if problem.code != "E719"])


def _commands(root: Path, number: int, until: float, *, all_of_them: bool) -> tuple[int, ...]:
    """Seal, and write the site, *until* a moment, at which the one that runs is killed; how each ended."""
    codes: list[int] = []
    for name in ("seal", "site"):
        with _started(root, name, number) as process:
            try:
                codes.append(process.wait(max(0.0, until - time.monotonic())))
            except subprocess.TimeoutExpired:
                with suppress(ProcessLookupError):
                    (os.killpg if all_of_them else os.kill)(process.pid, signal.SIGKILL)
                codes.append(_KILLED)
        if codes[-1]:
            break
    if codes[-1] > 0:
        _print((root / _SAID).read_text(encoding="utf-8"))
    return tuple(codes)


def _look_closely(root: Path, tally: Tally) -> float:
    """Seal and write the site in peace, look at all of it, and begin a new archive; how long both commands took."""
    started = time.monotonic()
    done = [_run(root, "seal", correction=10_000 + tally.kills), _run(root, "site")]
    longest = time.monotonic() - started
    tally.refused += any(done)
    folder = root / "dist" / "archive"
    archive = Archive(folder)
    tally.stayed += len(list(folder.glob(f"{UNFINISHED}*")))
    tally.broken += bool(verify(archive).problems)
    tally.seals += len(archive.seals())
    tally.litter += sum(file.name.endswith("~") for file in (root / "dist").rglob(".*"))
    tally.sites += _site(folder) != _site_from_nothing(root)
    opened(folder)
    shutil.rmtree(folder)
    return longest


def _site(folder: Path) -> Mapping[str, bytes]:
    """The site's files, without the seals."""
    return {path: data for path, data in everything(folder).items() if not _is_sealed(path)}


def _site_from_nothing(root: Path) -> Mapping[str, bytes]:
    folder = root / "dist" / "archive"
    for path in _site(folder):
        (folder / path).unlink()
    (root / ".publish" / "cache" / "site.json").unlink()
    write_site(root)
    return _site(folder)


def _is_sealed(path: str) -> bool:
    edition, _, below = path.partition("/")
    return is_edition(edition) and below.partition("/")[0].isdecimal()


def _seals(root: Path) -> Sequence[Path]:
    return Archive(root / "dist" / "archive").folders()


def _started(root: Path, name: str, number: int) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "publish", "archive", name]
    if name == "seal":
        write_edition(root, body=f"Text {number}.")
        command += [EDITION, *(("--correct", f"Text {number - 1} was bad.") if _seals(root) else ())]
    with (root / _SAID).open("wb") as said:
        return subprocess.Popen(
            command, cwd=root, env=_ENVIRONMENT, stdout=said, stderr=subprocess.STDOUT, start_new_session=True
        )


def _run(root: Path, name: str, correction: int = 0) -> int:
    with _started(root, name, correction) as process:
        return process.wait()


def _print(text: str) -> None:
    print(text, flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
