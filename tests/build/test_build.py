"""A build makes all it can, tells all that is wrong, and leaves nothing half-made."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from publish.build import Target
from publish.build.lock import only_build
from publish.problems import SourceError
from tests.build.folder import EDITION, fresh, run, stands, write_edition

ROOT = Path(__file__).parents[2]


def _codes(report_problems: tuple[object, ...]) -> list[str]:
    return [getattr(problem, "code", "") for problem in report_problems]


def test_an_edition_with_problems_stops_no_other(workspace: Path) -> None:
    good = write_edition(workspace, "Good", edition="2022-01-01-good")
    bad = write_edition(workspace, "Bad", edition="2022-01-02-bad", body="Text.\n\n<b>raw</b>")
    worse = write_edition(workspace, "Worse", edition="2022-01-03-worse")
    (workspace / "content" / worse / "en.md").write_text("no front matter", encoding="utf-8")

    report = run(workspace, bad, good, worse)

    assert fresh(report) == [f"{good} en echo", f"{good} en loud"]
    assert {problem.place.path for problem in report.problems} == {f"content/{bad}/en.md", f"content/{worse}/en.md"}
    assert stands(workspace) == [f"{good}/en/echo.txt", f"{good}/en/loud.txt"]


def test_a_format_that_cannot_be_rendered_stops_no_other(workspace: Path) -> None:
    write_edition(workspace, "A Fault")

    report = run(workspace)

    assert (fresh(report), _codes(report.problems)) == ([f"{EDITION} en loud"], ["E399"])


def test_what_had_problems_is_tried_again_and_its_old_files_stay(workspace: Path) -> None:
    write_edition(workspace)
    run(workspace)
    write_edition(workspace, "A Fault")

    first, second = run(workspace), run(workspace)

    assert (_codes(first.problems), _codes(second.problems)) == (["E399"], ["E399"])
    assert (fresh(first), fresh(second)) == ([f"{EDITION} en loud"], [])
    assert f"{EDITION}/en/echo.txt" in stands(workspace)


@pytest.mark.parametrize("jobs", [1, 2])
def test_an_engine_that_crashes_is_told_and_the_rest_is_made(workspace: Path, jobs: int) -> None:
    bad = write_edition(workspace, "A Crash", edition="2022-01-01-bad")
    good = write_edition(workspace, "Good", edition="2022-01-02-good")

    report = run(workspace, bad, good, jobs=jobs)

    assert [f"{p.place.path} {p.code} {p.message}" for p in report.problems] == [
        f"content/{bad}/en.md E604 the process that made the echo was stopped by signal 11 (SIGSEGV)"
    ]
    assert fresh(report) == [f"{bad} en loud", f"{good} en echo", f"{good} en loud"]


def test_a_fault_of_our_own_is_told_with_its_details_kept(workspace: Path) -> None:
    write_edition(workspace, "A Bug")

    report = run(workspace)

    assert (fresh(report), _codes(report.problems)) == ([f"{EDITION} en loud"], ["E605"])
    details = (workspace / ".publish" / f"fault-{EDITION}-en-echo.txt").read_text(encoding="utf-8")
    assert details.rstrip().endswith("ZeroDivisionError")


def test_a_workspace_with_problems_builds_nothing(workspace: Path) -> None:
    write_edition(workspace)
    (workspace / "publish.yaml").write_text("languages: [en]\n", encoding="utf-8")

    with pytest.raises(SourceError):
        run(workspace)

    assert stands(workspace) == []


def test_a_folder_that_is_no_edition_is_told_when_it_is_asked_for(workspace: Path) -> None:
    write_edition(workspace)
    (workspace / "content" / "drafts").mkdir()

    assert run(workspace).problems == ()
    assert _codes(run(workspace, "drafts", EDITION).problems) == ["E205"]


def test_all_cores_make_the_same_as_one(workspace: Path) -> None:
    editions = [
        write_edition(workspace, f"Number {n}", edition=f"2022-01-{n:02}-x", languages=("sv", "en"))
        for n in range(1, 6)
    ]

    report = run(workspace, *editions, jobs=2)

    assert report.problems == ()
    assert len(fresh(report)) == 20
    assert fresh(run(workspace, *editions)) == []


def test_the_watcher_hears_how_far_it_is(workspace: Path) -> None:
    write_edition(workspace, "Slow")
    heard: list[tuple[int, int, tuple[Target, ...]]] = []

    class Watcher:
        def waiting(self, process: str) -> None:
            raise AssertionError(process)

        def building(self, done: int, total: int, now: tuple[Target, ...]) -> None:
            heard.append((done, total, now))

    run(workspace, watcher=Watcher())

    echo, loud = Target(EDITION, "en", "echo"), Target(EDITION, "en", "loud")
    assert heard[0] == (0, 2, ())
    assert (0, 2, (echo, loud)) in heard
    assert (1, 2, (loud,)) in heard


def test_a_second_build_waits_for_the_first(workspace: Path) -> None:
    write_edition(workspace)
    order: list[str] = []
    program = f"""
import sys, time
from pathlib import Path
from publish.build.lock import only_build
with only_build(Path({str(workspace)!r}), print):
    print("taken", flush=True)
    time.sleep(0.5)
"""
    with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, cwd=ROOT) as first:
        assert first.stdout
        assert first.stdout.readline() == b"taken\n"
        with only_build(workspace, order.append) as waited:
            assert (waited, order) == (True, [str(first.pid)])


def test_nothing_to_do_waits_for_nobody(workspace: Path) -> None:
    write_edition(workspace)
    run(workspace)

    with only_build(workspace, print):
        assert fresh(run(workspace)) == []


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL])
def test_a_stopped_build_keeps_what_was_finished_and_leaves_no_half_file(workspace: Path, how: signal.Signals) -> None:
    done = write_edition(workspace, "Done", edition="2022-01-01-done")
    blocked = write_edition(workspace, "Blocked", edition="2022-01-02-blocked")
    program = f"from pathlib import Path; from tests.build.folder import run; run(Path({str(workspace)!r}), {done!r}, {blocked!r})"
    with subprocess.Popen([sys.executable, "-c", program], cwd=ROOT, stderr=subprocess.DEVNULL) as process:
        for _ in range(100):
            if len(stands(workspace)) == 2 and (workspace / ".publish/cache/editions" / f"{done}.json").exists():
                break
            time.sleep(0.05)
        time.sleep(0.2)
        os.kill(process.pid, how)
        assert process.wait(10) != 0

    assert stands(workspace) == [f"{done}/en/echo.txt", f"{done}/en/loud.txt"]
    write_edition(workspace, "Free", edition=blocked)
    assert fresh(run(workspace, done, blocked)) == [f"{blocked} en echo", f"{blocked} en loud"]


def test_dist_that_leads_out_of_the_workspace_is_a_problem(workspace: Path, tmp_path: Path) -> None:
    write_edition(workspace)
    (tmp_path / "elsewhere").mkdir()
    (workspace / "dist").symlink_to(tmp_path / "elsewhere")

    report = run(workspace)

    assert set(_codes(report.problems)) == {"E603"}
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_dist_that_is_a_file_is_a_problem(workspace: Path) -> None:
    write_edition(workspace)
    (workspace / "dist").touch()

    assert set(_codes(run(workspace).problems)) == {"E602"}
