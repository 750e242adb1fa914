"""A build writes nothing in which the checks find that something breaks, unless somebody accepted it for a while."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from publish import check
from publish.build import Report, Wanted, build, gate
from publish.check import Family, Finding, Rule, Severity, Subject
from publish.problems import Place, SourceError
from tests.build.echo import FORMATS
from tests.build.folder import EDITION, fresh, stands, write_edition

TODAY = date(2026, 11, 23)
RULE = Rule("C199", Severity.BREAKS, "Nothing says bad", "Bad is bad.")


class Strict(Family):
    """A family of one rule: texts say nothing bad, and nothing dull."""

    def rules(self) -> tuple[Rule, ...]:
        return (RULE,)

    def check(self, subject: Subject) -> Iterator[Finding]:
        said = b"".join(data for files in subject.files.values() for data in files.values())
        if b"Bad" in said:
            yield RULE.finding("it says 'Bad'", Place(subject.edition.path, 2))
        if b"Dull" in said:
            yield replace(RULE.finding("it says 'Dull'", subject.sources.whole), severity=Severity.DEGRADES)


@pytest.fixture(autouse=True)
def strict(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gate, "_FAMILIES", (Strict("strict", "Strict", "C1"),))


def run(root: Path, *, today: date = TODAY) -> Report:
    return build(root, Wanted((EDITION,), ("echo",)), jobs=1, formats=FORMATS, today=today)


def accept(root: Path, until: str) -> None:
    (root / "checks.yml").write_text(
        f"accept:\n  - code: C199\n    reason: We know.\n    until: {until}\n", encoding="utf-8"
    )


def test_what_breaks_is_not_written_and_is_told(workspace: Path) -> None:
    write_edition(workspace, "Bad")

    report = run(workspace)

    assert [str(problem.place) for problem in report.problems] == [f"content/{EDITION}/en.md:2"]
    assert (report.problems[0].code, stands(workspace)) == ("C199", [])


def test_what_was_good_stays_when_the_new_breaks_and_the_new_is_tried_again(workspace: Path) -> None:
    write_edition(workspace, "Good")
    run(workspace)
    write_edition(workspace, "Bad")

    first, second = run(workspace), run(workspace)

    assert (len(first.problems), len(second.problems)) == (1, 1)
    assert b"Good" in (workspace / "dist" / EDITION / "en" / "echo.txt").read_bytes()


def test_what_degrades_is_written_and_counted(workspace: Path) -> None:
    write_edition(workspace, "Dull")

    first, second = run(workspace), run(workspace)

    assert not first.problems
    assert [result.made.degrades for result in (*first.results, *second.results)] == [1, 1]
    assert fresh(second) == []


def test_what_is_accepted_is_written_until_the_acceptance_ends(workspace: Path) -> None:
    write_edition(workspace, "Bad")
    accept(workspace, "2026-12-01")

    on_the_day, same, last, after = (
        run(workspace, today=day) for day in (TODAY, TODAY, date(2026, 12, 1), date(2026, 12, 2))
    )

    assert (fresh(on_the_day), fresh(same), fresh(last)) == ([f"{EDITION} en echo"], [], [])
    assert not (*on_the_day.problems, *last.problems)
    assert [problem.code for problem in after.problems] == ["C199"]
    assert "was accepted until 2026-12-01" in after.problems[0].hint


def test_an_acceptance_that_is_taken_back_makes_the_files_stale(workspace: Path) -> None:
    write_edition(workspace, "Bad")
    accept(workspace, "2026-12-01")
    run(workspace)
    (workspace / "checks.yml").unlink()

    report = run(workspace)

    assert [problem.code for problem in report.problems] == ["C199"]
    assert not report.results


def test_a_faulty_file_of_acceptances_lets_nothing_through(workspace: Path) -> None:
    write_edition(workspace, "Good")
    (workspace / "checks.yml").write_text("accept:\n  - code: C199\n", encoding="utf-8")

    with pytest.raises(SourceError) as caught:
        run(workspace)

    assert {problem.place.path for problem in caught.value.problems} == {"checks.yml"}
    assert stands(workspace) == []


def test_all_families_but_those_that_advise_guard_the_build(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()

    assert {family.name for family in gate._FAMILIES} == check.FAMILIES.keys() - {"language"}
