"""
How fast, and with how much memory: each promise as a ratio of things measured side by side in one run.

    python -m tests.bench.speed                 everything but many editions: a minute
    python -m tests.bench.speed --editions 200  and many editions: a quarter of an hour

Run it on a quiet machine. The runs of a pair take turns, and the best of each counts.
"""

import argparse
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from tests.bench.rivals import alone, makefile

ROOT = Path(__file__).parents[2]
EDITION = "2021-03-30-partnerskap-for-stockholm"
PUBLISH = (sys.executable, "-m", "publish")
QUIET = {**os.environ, "PYTHONPATH": str(ROOT)}


def main() -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--editions", type=int, default=0, help="how many for the rows about many editions")
    parser.add_argument("--runs", type=int, default=7, help="runs of each short thing")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        print(f"{'what':58} {'measured':>24}  {'ratio':>6}  {'at most':>7}")  # noqa: T201
        start(folder / "start", arguments.runs)
        cold(folder / "cold", max(3, arguments.runs // 2))
        if arguments.editions:
            many(folder / "many", arguments.editions)


def start(folder: Path, runs: int) -> None:
    """What a command costs that has nothing to do."""
    root = workspace(folder, 1)
    run([*PUBLISH, "build"], root)
    time.sleep(2.5)  # files have to be at rest before their stats are believed
    run([*PUBLISH, "build"], root)
    click, help_, nothing = best(
        [
            lambda: run([sys.executable, "-c", "import click"], root),
            lambda: run([*PUBLISH, "--help"], root),
            lambda: run([*PUBLISH, "build"], root),
        ],
        runs * 3,
    )
    row("publish --help : import click", help_, click, 1.5)
    row("publish build with nothing to do : import click", nothing, click, 3.0)


def cold(folder: Path, runs: int) -> None:
    """One edition in two languages and all formats, from nothing."""
    root = workspace(folder, 1)
    script = alone(root, EDITION, folder / "alone")
    import_ = cpu(lambda: run([sys.executable, "-c", "import weasyprint"], root))
    weasyprint_cpu = cpu(lambda: run([sys.executable, str(script)], script.parent))
    rivals = [lambda: run_clean(root), lambda: run([sys.executable, str(script)], script.parent)]
    make = makefile(root, EDITION, folder / "make", ROOT / "tests" / "judges")
    if make:
        rivals += [lambda: run(["make", "-s", "-B"], make), lambda: run(["make", "-s", "-B", "-j", "2"], make)]
    ours, weasyprint, *rest = best(rivals, runs)
    checking(root, runs)
    row("WeasyPrint alone, two brochures : import weasyprint (CPU)", weasyprint_cpu, import_, 1.5 / 0.4)
    row("cold build and its checks : WeasyPrint alone", ours, weasyprint, 1.75)
    if rest:
        row("cold build : make with pandoc, mjml, weasyprint", ours, rest[0], 0.5)
        row("the same : make -j 2", ours, rest[1])
    else:
        print("a Makefile of pandoc, mjml and weasyprint: pandoc or npm's mjml is not installed")  # noqa: T201


def checking(root: Path, runs: int) -> None:
    """The check of a built edition beside building it; and once more with nothing remembered of earlier checks."""

    def check_anew() -> str:
        shutil.rmtree(root / ".publish" / "cache" / "checks", ignore_errors=True)
        return run([*PUBLISH, "check"], root)

    run_clean(root)
    run([*PUBLISH, "check"], root)
    check, anew = best([lambda: run([*PUBLISH, "check"], root), check_anew], runs)
    building, _ = best([lambda: run_clean(root), lambda: None], runs)
    row("publish check : cold build", check, building, 1.0)
    row("the same, nothing remembered (spelling and spam asked anew)", anew, building)


def many(folder: Path, count: int) -> None:
    """Many editions at once, and one word changed in one of them."""
    few, lot = workspace(folder / "few", 10), workspace(folder / "lot", count)
    ten, _ = timed(lambda: run([*PUBLISH, "build", "--all"], few))
    two, _ = timed(lambda: run([*PUBLISH, "build", "--all", "--jobs", "2"], lot))
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    changed = [one_word(root) for root in (few, lot)]
    shutil.rmtree(lot / "dist")
    shutil.rmtree(lot / ".publish")
    one, _ = timed(lambda: run([*PUBLISH, "build", "--all", "--jobs", "1"], lot))
    row(f"{count} editions, two cores : one core", two, one, 1 / 1.7)
    row(f"per edition, of {count} : of 10 (two cores)", two / count, ten / 10, 1.1)
    row(f"one word in one of {count} : of 10", changed[1], changed[0], 1.2)
    print(f"{'peak memory of any process':58} {memory:>21.0f} MB  {'':>6}  {500:>4} MB")  # noqa: T201


def one_word(root: Path) -> float:
    """Seconds to build everything after one word has changed in one edition; the best of three words."""
    time.sleep(2.5)
    run([*PUBLISH, "build", "--all"], root)  # learns the stats
    text = sorted((root / "content").glob("*/en.md"))[5]
    times = []
    for number in range(3):
        text.write_text(f"{text.read_text(encoding='utf-8')}\nWord{number}.\n", encoding="utf-8")
        seconds, output = timed(lambda: run([*PUBLISH, "build", "--all"], root))
        times.append(seconds)
        fresh = [line for line in output.splitlines() if line.endswith("fresh")]
        assert len(fresh) == 1, fresh
    return min(times)


def workspace(root: Path, count: int) -> Path:
    """A workspace with *count* editions like the real one."""
    root.mkdir(parents=True)
    shutil.copy(ROOT / "publish.yaml", root)
    for number in range(count):
        name = (
            EDITION
            if number == 0
            else f"{2000 + number // 300}-{number // 25 % 12 + 1:02}-{number % 25 + 1:02}-edition"
        )
        shutil.copytree(ROOT / "content" / EDITION, root / "content" / name)
        for text in (root / "content" / name).glob("*.md"):
            day = f"date: {name[:10]}"
            text.write_text(text.read_text(encoding="utf-8").replace("date: 2021-03-30", day), encoding="utf-8")
    return root


def run(command: Sequence[str], folder: Path) -> str:
    """Run to the end; what it printed."""
    return subprocess.run(command, cwd=folder, env=QUIET, check=True, capture_output=True, text=True).stdout


def run_clean(root: Path) -> str:
    """Build from nothing."""
    for name in ("dist", ".publish"):
        shutil.rmtree(root / name, ignore_errors=True)
    return run([*PUBLISH, "build"], root)


def best(rivals: Sequence[Callable[[], object]], runs: int) -> list[float]:
    """Seconds of each, the best of *runs*; they take turns, so that a busy moment hits all."""
    times: list[list[float]] = [[] for _ in rivals]
    for _ in range(runs):
        for rival, some in zip(rivals, times, strict=True):
            some.append(timed(rival)[0])
    return [min(some) for some in times]


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    """Seconds, and what came of it."""
    started = time.perf_counter()
    result = work()
    return time.perf_counter() - started, result


def cpu(work: Callable[[], object]) -> float:
    """Seconds of processor time of the programs that *work* runs; the best of three."""

    def used() -> float:
        usage = resource.getrusage(resource.RUSAGE_CHILDREN)
        return usage.ru_utime + usage.ru_stime

    times = []
    for _ in range(3):
        before = used()
        work()
        times.append(used() - before)
    return min(times)


def row(what: str, one: float, other: float, limit: float = 0) -> None:
    """One line of the table; without a *limit* it is there to be looked at."""
    most = f"{limit:>7.2f}{'' if one / other <= limit else '  too slow'}" if limit else ""
    print(f"{what:58} {one:>10.3f} : {other:>9.3f} s  {one / other:>6.2f}  {most}", flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
