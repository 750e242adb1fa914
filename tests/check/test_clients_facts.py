"""The facts of caniemail are taken over whole, by a script that says what became different."""

import datetime as dt
import importlib.util
import json
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from publish.check.clients import facts, losses, meanings
from tests import made

SCRIPT = made.ROOT / "tools" / "refresh_clients.py"
FILE = made.ROOT / "publish" / "check" / "clients" / "caniemail.json"
PACKAGE = made.ROOT / "tests" / "judges" / "node_modules" / "caniemail" / "data" / "caniemail.json"
needs_package = pytest.mark.skipif(not PACKAGE.is_file(), reason="no caniemail: npm ci in tests/judges")


@pytest.fixture(scope="module")
def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("refresh_clients", SCRIPT)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def table() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
    return found


def raw(**features: dict[str, dict[str, dict[str, str]]]) -> dict[str, Any]:
    data = [
        {"slug": slug, "title": slug, "last_test_date": "2024-01-01", "stats": stats, "notes_by_num": {"1": "Partly."}}
        for slug, stats in features.items()
    ]
    return {"last_update_date": "2024-02-03 10:00:00 +0000", "data": data}


@needs_package
def test_the_file_is_what_the_script_makes_of_the_package(script: ModuleType) -> None:
    assert script.compact(*script._raw(PACKAGE)) == FILE.read_text(encoding="utf-8")


@needs_package
def test_the_script_run_twice_changes_nothing_and_says_so(script: ModuleType, tmp_path: Path) -> None:
    shutil.copytree(made.ROOT / "publish", tmp_path / "publish", ignore=shutil.ignore_patterns("__pycache__", "stock"))
    (tmp_path / "tools").mkdir()
    shutil.copy(SCRIPT, tmp_path / "tools")

    done = subprocess.run(
        [sys.executable, "tools/refresh_clients.py", str(PACKAGE)],
        cwd=tmp_path,
        check=True,
        capture_output=True,
        text=True,
    )

    head = table()
    size = len(head["features"])
    assert done.stdout.splitlines() == [
        f"caniemail.json: {size} features, caniemail {head['package']} of {head['data']}"
    ]
    assert (tmp_path / "publish/check/clients/caniemail.json").read_bytes() == FILE.read_bytes()


def test_older_data_change_nothing(tmp_path: Path) -> None:
    before = FILE.read_bytes()
    older = tmp_path / "caniemail.json"
    older.write_text(json.dumps({**raw(a=OLD), "last_update_date": "2019-01-01"}), encoding="utf-8")

    done = subprocess.run([sys.executable, str(SCRIPT), str(older)], check=False, capture_output=True, text=True)

    assert done.returncode == 1
    assert "older than ours" in done.stderr
    assert FILE.read_bytes() == before


def test_it_says_where_it_comes_from_and_under_which_licence() -> None:
    head = table()

    assert head["source"] == "npm caniemail, the data of caniemail.com"
    assert head["licence"] == "MIT; see caniemail.LICENSE.md"
    assert dt.date.fromisoformat(head["data"]) > dt.date(2026, 5, 1)
    assert facts.facts().package == head["package"]
    licence = FILE.with_name("caniemail.LICENSE.md").read_text(encoding="utf-8")
    assert "Permission is hereby granted, free of charge" in licence
    assert "Andrew Powell" in licence


def test_every_note_that_may_matter_has_a_meaning(script: ModuleType) -> None:
    assert list(script.unjudged(table())) == []


def test_a_meaning_is_of_a_note_that_there_is() -> None:
    known = {
        f"{slug}#{note.partition(':')[0]}" for slug, line in table()["features"].items() for note in line[3].split()
    }

    assert meanings._MEANINGS.keys() - known == set()


def test_a_loss_is_of_a_feature_that_there_is() -> None:
    assert losses.LOSSES.keys() - facts.facts().features.keys() == set()


class TestReading:
    def test_a_client_that_was_never_tested_has_no_answer(self) -> None:
        feature = facts.facts().features["css-display-flex"]

        assert "rainloop.desktop-webmail" not in feature.answers
        assert feature.answers["outlook.windows"] == facts.Answer("n", (), "2019")
        assert feature.address == "https://www.caniemail.com/features/css-display-flex/"

    def test_notes_are_numbers(self) -> None:
        assert facts.facts().features["css-margin"].answers["outlook.windows"].notes == ("1", "2", "3", "4")

    def test_all_features_can_be_taken_apart(self) -> None:
        answers = [answer for feature in facts.facts().features.values() for answer in feature.answers.values()]

        assert len(answers) > 12_000
        assert {answer.support for answer in answers} == {"y", "n", "a", "u"}


class TestNewest:
    """The newest tested version answers for a client, whatever its versions are."""

    @pytest.mark.parametrize(
        ("versions", "answer"),
        [
            ({"2007": "n", "2019": "y", "2016": "n"}, "y@2019"),
            ({"2024-04": "y", "2024-01": "n"}, "y@2024-04"),
            ({"10.3": "n", "9.1": "y"}, "n@10.3"),
            ({"2011": "y", "2016": "y", "16.80": "n"}, "n@16.80"),
            ({"12.4": "y", "2024-05": "a #1 #3"}, "a1,3@2024-05"),
            ({"16": "y", "15.0": "n"}, "y@16"),
        ],
        ids=["years", "dates", "numbers", "Outlook for Mac", "from numbers to dates", "long and short"],
    )
    def test_it_is_found(self, script: ModuleType, versions: dict[str, str], answer: str) -> None:
        assert script._newest(versions) == answer


OLD = {"gmail": {"ios": {"2020-01": "y"}}, "hey": {"web": {"2020-01": "a #1"}}}
NEW = {"gmail": {"ios": {"2020-01": "y", "2024-01": "n"}}, "hey": {"web": {"2020-01": "a #1"}}}


class TestChanges:
    def told(self, script: ModuleType, old: dict[str, Any], new: dict[str, Any]) -> list[str]:
        return list(script.changes(json.loads(script.compact(old, "1")), json.loads(script.compact(new, "2"))))

    def test_features_that_come_and_go_are_told(self, script: ModuleType) -> None:
        old, new = raw(a=OLD, b=OLD), raw(b=OLD, c=OLD)

        assert self.told(script, old, new) == ["feature added: c", "feature removed: a"]

    def test_support_that_changes_is_told(self, script: ModuleType) -> None:
        assert self.told(script, raw(a=OLD), raw(a=NEW)) == ["support changed: a in gmail.ios: y -> n"]

    def test_a_note_that_says_something_else_is_told(self, script: ModuleType) -> None:
        new = raw(a=OLD)
        new["data"][0]["notes_by_num"] = {"1": "Only on Sundays."}

        assert self.told(script, raw(a=OLD), new) == ["note changed: a#1"]

    def test_nothing_new_is_nothing(self, script: ModuleType) -> None:
        assert self.told(script, raw(a=OLD), raw(a=OLD)) == []

    def test_a_note_that_nobody_judged_is_told_if_it_may_matter(self, script: ModuleType) -> None:
        new = raw(**{"css-display-flex": OLD, "css-box-shadow": OLD})
        new["data"][0]["stats"] = {"hey": {"web": {"2024-01": "a #9"}}}
        for item in new["data"]:
            item["notes_by_num"] = {"1": "Known.", "9": "Not known."}

        told = list(script.unjudged(json.loads(script.compact(new, "1"))))

        assert [line.partition(" (")[0] for line in told] == ["note without a meaning: css-display-flex#9"]
