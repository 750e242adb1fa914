"""A check looks at what a build would make, as it stands or as it would be, and nothing stops it."""

import datetime as dt
import os
import shutil
import signal
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest

from publish.build import Wanted, build
from publish.build.check import Checked, check
from publish.build.pool import cores
from publish.build.targets import Target
from publish.check import FAMILIES, Family, Finding, Options, Rule, Severity, Subject
from publish.check.coverage import Scope, gaps
from publish.formats import FORMATS
from publish.problems import Place
from tests import made
from tests.build.folder import EDITION, write_edition

TODAY = dt.date(2026, 11, 23)
RULE = Rule("C900", Severity.DEGRADES, "Everything is told", "So that tests can see it.")
Seen = Callable[[Subject], str]


@pytest.fixture
def telling(monkeypatch: pytest.MonkeyPatch) -> Callable[[Seen], None]:
    """Makes a family, the only one, that finds in each subject what a function of the test says."""

    def plant(say: Seen) -> None:
        def find(subject: Subject) -> Iterator[Finding]:
            yield RULE.finding(say(subject), Place(subject.edition.path, 1))

        monkeypatch.setitem(sys.modules, "publish.check.telling", SimpleNamespace(RULES=(RULE,), check=find))
        for name in list(FAMILIES):
            monkeypatch.delitem(FAMILIES, name)
        monkeypatch.setitem(FAMILIES, "telling", Family("telling", "Telling", "C9"))

    return plant


def run(root: Path, *editions: str, formats: tuple[str, ...] = ("web",), languages: tuple[str, ...] = ()) -> Checked:
    return check(root, Wanted(editions or (EDITION,), formats, languages), Options(TODAY))


def said(checked: Checked) -> list[tuple[str, str]]:
    """What the family said of each language."""
    return [(finding.language, finding.message) for finding in checked.findings]


def test_a_subject_is_whole(workspace: Path, telling: Callable[[Seen], None]) -> None:
    write_edition(workspace, languages=("sv", "en"))
    telling(lambda s: f"{sorted(s.files)} {sorted(s.translations)} {s.options.today} {'index.html' in s.files['web']}")

    assert said(run(workspace)) == [
        ("en", "['web'] ['sv'] 2026-11-23 True"),
        ("sv", "['web'] ['en'] 2026-11-23 True"),
    ]


def test_a_language_that_was_not_asked_for_is_still_a_translation(
    workspace: Path, telling: Callable[[Seen], None]
) -> None:
    write_edition(workspace, languages=("sv", "en"))
    telling(lambda s: " ".join(sorted(s.translations)))

    assert said(run(workspace, languages=("sv",))) == [("sv", "en")]


def test_a_translation_with_problems_is_left_out(workspace: Path, telling: Callable[[Seen], None]) -> None:
    write_edition(workspace, languages=("sv", "en"))
    write_edition(workspace, languages=("en",), body="# Raw")
    telling(lambda s: f"translations: {sorted(s.translations)}")

    checked = run(workspace)

    assert said(checked) == [("sv", "translations: []")]
    assert [problem.code for problem in checked.problems] == ["E152"]


def test_readers_are_those_of_checks_yml(workspace: Path, telling: Callable[[Seen], None]) -> None:
    write_edition(workspace)
    (workspace / "checks.yml").write_text("audience: {gmail: 60}\n", encoding="utf-8")
    telling(lambda s: str(dict(s.options.audience)))

    assert said(run(workspace)) == [("en", "{'gmail': 60.0}")]


def test_families_may_remember_something_for_their_owner_only(workspace: Path, telling: Callable[[Seen], None]) -> None:
    write_edition(workspace)
    telling(lambda s: str(s.options.cache and s.options.cache.relative_to(workspace)))

    assert said(run(workspace)) == [("en", ".publish/cache/checks")]
    assert (workspace / ".publish").stat().st_mode & 0o777 == 0o700


def test_where_nothing_can_be_written_families_do_without(workspace: Path, telling: Callable[[Seen], None]) -> None:
    write_edition(workspace)
    (workspace / ".publish").write_text("in the way", encoding="utf-8")
    telling(lambda s: str(s.options.cache))

    assert said(run(workspace)) == [("en", "None")]


def test_a_file_that_was_changed_by_hand_is_not_what_is_looked_at(
    workspace: Path, telling: Callable[[Seen], None]
) -> None:
    write_edition(workspace)
    build(workspace, Wanted((EDITION,), ("web",)), jobs=1)
    page = workspace / "dist" / EDITION / "en" / "index.html"
    page.write_text("changed", encoding="utf-8")
    telling(lambda s: (s.page.html if s.page else "")[:15].lower())

    assert said(run(workspace)) == [("en", "<!doctype html>")]
    assert page.read_text(encoding="utf-8") == "changed"


def test_a_file_that_stands_as_it_was_made_is_what_is_looked_at(
    workspace: Path, telling: Callable[[Seen], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    write_edition(workspace)
    build(workspace, Wanted((EDITION,), ("web",)), jobs=1)
    monkeypatch.setitem(FORMATS, "web", replace(FORMATS["web"], module="no.such.module"))
    telling(lambda s: " ".join(sorted(name for name in s.files["web"] if "/" not in name)))

    checked = run(workspace)

    assert checked.problems == ()
    assert "index.html" in said(checked)[0][1]


def test_results_come_in_the_same_order_whoever_is_faster(workspace: Path, telling: Callable[[Seen], None]) -> None:
    editions = [write_edition(workspace, edition=f"2022-01-0{day}-x", languages=("sv", "en")) for day in (1, 2, 3)]

    def slow(subject: Subject) -> str:
        time.sleep(0.2 if subject.edition.id == editions[0] else 0)
        return "x"

    telling(slow)
    checked = run(workspace, *editions)

    assert list(checked.editions) == editions
    assert list(checked.editions[editions[0]]) == ["sv", "en"]


def test_after_a_worker_died_another_goes_on_with_the_rest(workspace: Path, telling: Callable[[Seen], None]) -> None:
    editions = [
        write_edition(workspace, edition=f"2022-01-{day:02}-x", languages=("sv", "en"))
        for day in range(1, 2 * cores() + 1)
    ]

    def die(subject: Subject) -> str:
        if (subject.edition.id, subject.edition.language) == (editions[1], "sv"):
            os.kill(os.getpid(), signal.SIGKILL)
        return " ".join(sorted(subject.translations))

    telling(die)
    checked = run(workspace, *editions)

    (problem,) = checked.problems
    assert (problem.code, problem.place.path) == ("E604", f"content/{editions[1]}/sv.md")
    assert "was stopped by signal 9 (SIGKILL)" in problem.message
    assert len(checked.findings) == 2 * len(editions) - 1
    assert checked.editions[editions[1]] == {"en": "An example"}


def test_somebody_who_watches_is_told_how_far_it_is(workspace: Path, telling: Callable[[Seen], None]) -> None:
    write_edition(workspace, languages=("sv", "en"))
    telling(lambda _: "x")
    seen: list[tuple[int, int]] = []

    class Watcher:
        def waiting(self, process: str) -> None:
            raise AssertionError(process)

        def building(self, done: int, total: int, now: tuple[Target, ...]) -> None:
            assert {target.edition for target in now} <= {EDITION}
            seen.append((done, total))

    check(workspace, Wanted((EDITION,), ("web",)), Options(TODAY), Watcher())

    assert seen[0] == (0, 2)
    assert {total for _, total in seen} == {2}


def test_a_workspace_that_cannot_be_opened_still_has_its_texts_read(
    workspace: Path, telling: Callable[[Seen], None]
) -> None:
    write_edition(workspace, body="# Raw")
    with (workspace / "publish.yaml").open("a", encoding="utf-8") as settings:
        settings.write("\nnonsense: 1\n")
    telling(lambda _: "x")

    checked = run(workspace)

    assert [problem.code for problem in checked.problems] == ["E152", "E104"]
    assert (checked.findings, checked.editions, checked.gaps) == ((), {}, ())


def test_what_is_left_out_is_told_for_what_was_made(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")

    def left_out(*formats: str, online: bool = False) -> set[str]:
        return {gap.family for gap in gaps(Scope(("sv",), formats, online))} - {"language"}

    assert left_out("web") == {"links"}
    assert left_out("web", online=True) == set()
    assert left_out("newsletter", "brochure") == {"links", "delivery", "conformance"}


def test_a_check_of_what_is_built_takes_less_time_than_building_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Other programs aside: SpamAssassin alone takes a second for a letter that it has not seen."""
    monkeypatch.setenv("PATH", "/nowhere")
    root = tmp_path / "workspace"
    shutil.copytree(made.FIRST, root / "content" / made.FIRST.name)
    (root / "publish.yaml").write_bytes((made.ROOT / "publish.yaml").read_bytes())
    wanted = Wanted((made.FIRST.name,), tuple(FORMATS))
    start = time.perf_counter()
    report = build(root, wanted)
    built = time.perf_counter() - start

    start = time.perf_counter()
    checked = check(root, wanted, Options(TODAY))
    took = time.perf_counter() - start

    assert (report.problems, checked.problems) == ((), ())
    assert took < built
