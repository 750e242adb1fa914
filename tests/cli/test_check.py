"""`publish check` looks at everything, makes nothing, and tells what is wrong; the others print what they promise."""

import datetime as dt
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from jsonschema import Draft4Validator, Draft7Validator

from publish.check import FAMILIES, Family, Finding, Severity, Subject
from publish.cli.report import schema as report_schema
from publish.formats import FORMATS
from tests.build.folder import EDITION, write_edition
from tests.cli import planted
from tests.cli.conftest import Publish

ROOT = Path(__file__).parents[2]

WEB = ("--format", "web")
SOON = (dt.datetime.now().astimezone().date() + dt.timedelta(days=30)).isoformat()


@pytest.fixture
def faulty(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace with an edition in two languages, whose page is round."""
    weigh(monkeypatch, Severity.BREAKS)
    write_edition(workspace, languages=("sv", "en"))
    return workspace


def weigh(monkeypatch: pytest.MonkeyPatch, severity: Severity, *, is_advice: bool = False) -> None:
    """Let what is planted weigh so much for `check`; `build` knows its families already."""
    import_module("publish.build.gate")
    monkeypatch.setitem(sys.modules, "publish.check.planted", planted)
    monkeypatch.setitem(FAMILIES, "planted", Family("planted", "Planted", "C9", is_advice=is_advice))
    monkeypatch.setattr(planted, "weighs", severity)


def accept(workspace: Path, until: str, *, code: str = "C999", says: str = "round") -> None:
    """Accept findings of one code."""
    text = f"accept:\n  - code: {code}\n    says: {says}\n    reason: it is like this\n    until: {until}\n"
    (workspace / "checks.yml").write_text(text, encoding="utf-8")


def report(publish: Publish, *arguments: str, folder: Path, code: int = 0) -> dict[str, Any]:
    """What `--json` says; it follows its schema."""
    found: dict[str, Any] = json.loads(publish("check", *arguments, "--json", folder=folder, code=code).stdout)
    Draft7Validator(report_schema()).validate(found)
    return found


def codes(found: dict[str, Any]) -> list[str]:
    return [finding["code"] for finding in found["findings"]]


def test_all_is_well(publish: Publish, workspace: Path) -> None:
    write_edition(workspace)

    result = publish("check", *WEB, folder=workspace)

    assert "error" not in result.stdout
    assert "breaks" not in result.stdout
    assert result.stderr.startswith("1 edition checked: 0 break")
    assert not (workspace / "dist").exists()


def test_problems_of_settings_brand_texts_and_wishes_are_told_together(publish: Publish, workspace: Path) -> None:
    edition = write_edition(workspace, languages=("sv", "en"), body="Text.\n\n[x](ftp://x)")
    settings = (workspace / "publish.yaml").read_text(encoding="utf-8")
    (workspace / "publish.yaml").write_text(f"{settings}\nnonsense: 1\n", encoding="utf-8")
    (workspace / "checks.yml").write_text("audience: {gmail: all}\n", encoding="utf-8")
    (workspace / "assets").mkdir()
    (workspace / "assets" / "brand.yml").write_text("color: {palette: {a: nothing}}\n", encoding="utf-8")

    result = report(publish, folder=workspace, code=1)

    assert {problem["path"] for problem in result["problems"]} == {
        "assets/brand.yml",
        "checks.yml",
        "publish.yaml",
        f"content/{edition}/en.md",
        f"content/{edition}/sv.md",
    }


def test_problems_are_the_result_and_go_to_stdout(publish: Publish, workspace: Path) -> None:
    edition = write_edition(workspace, body="Text.\n\n[x](ftp://x)")

    result = publish("check", folder=workspace, code=1)

    assert result.stdout.startswith(f"content/{edition}/en.md:10:5: error[E151]: ")
    assert result.stderr == "0 editions checked: 1 problem\n"


def test_an_edition_with_problems_does_not_keep_a_clean_one_from_being_looked_at(
    publish: Publish, workspace: Path
) -> None:
    clean = write_edition(workspace)
    write_edition(workspace, edition="2022-01-01-bad", body="# Raw")

    result = report(publish, *WEB, folder=workspace, code=1)

    assert {problem["path"] for problem in result["problems"]} == {"content/2022-01-01-bad/en.md"}
    assert result["editions"] == [clean]


def test_one_bad_language_does_not_keep_the_other_from_being_looked_at(publish: Publish, workspace: Path) -> None:
    edition = write_edition(workspace, languages=("sv", "en"))
    text = workspace / "content" / edition / "sv.md"
    text.write_text(text.read_text(encoding="utf-8") + "\n# Raw\n", encoding="utf-8")

    result = report(publish, *WEB, folder=workspace, code=1)

    assert result["editions"] == [edition]
    assert [problem["code"] for problem in result["problems"]] == ["E152"]


def test_only_the_edition_named_is_read(publish: Publish, workspace: Path) -> None:
    write_edition(workspace)
    write_edition(workspace, edition="2022-01-01-bad", body="# Raw")

    assert publish("check", "example", *WEB, folder=workspace).stderr.startswith("1 edition checked: 0 break")
    assert publish("check", "bad", *WEB, folder=workspace, code=1).stderr.startswith("0 editions checked: 1 problem")


def test_a_folder_that_is_no_edition_is_told(publish: Publish, workspace: Path) -> None:
    (workspace / "content" / "drafts").mkdir()

    assert "error[E205]" in publish("check", folder=workspace, code=1).stdout


def test_a_workspace_without_editions_is_in_order(publish: Publish, workspace: Path) -> None:
    assert publish("check", folder=workspace).stderr == "0 editions checked: no problems\n"


def test_many_texts_are_read_by_all_cores(publish: Publish, workspace: Path) -> None:
    for day in range(1, 19):
        write_edition(workspace, edition=f"2022-01-{day:02}-x", body="[x](ftp://x)" if day % 9 == 0 else "Text.")

    result = report(publish, *WEB, folder=workspace, code=1)

    paths = [problem["path"] for problem in result["problems"]]
    assert paths == ["content/2022-01-09-x/en.md", "content/2022-01-18-x/en.md"]
    assert len(result["editions"]) == 16


def test_words_that_a_language_lacks_are_told(publish: Publish, workspace: Path) -> None:
    settings = (workspace / "publish.yaml").read_text(encoding="utf-8")
    settings = settings.replace("languages: [sv, en]", "languages: [sv, en, de]").replace("en: Say", "de: X, en: Say")
    (workspace / "publish.yaml").write_text(settings, encoding="utf-8")

    assert "words.yml" in publish("check", folder=workspace, code=1).stdout


def test_what_cannot_be_rendered_is_told_and_the_other_formats_are_looked_at(publish: Publish, workspace: Path) -> None:
    edition = write_edition(workspace)
    template = workspace / "templates" / "web" / "page.html.j2"
    template.parent.mkdir(parents=True)
    template.write_text("{{ edition.titel }}", encoding="utf-8")

    both = ("--format", "web", "--format", "newsletter")
    result = report(publish, *both, folder=workspace, code=1)

    assert [(p["code"], p["path"]) for p in result["problems"]] == [("E303", "templates/web/page.html.j2")]
    assert result["editions"] == [edition]


def test_an_accepted_finding_is_only_counted(publish: Publish, faulty: Path) -> None:
    assert "breaks[C999]" in publish("check", *WEB, folder=faulty, code=1).stdout
    accept(faulty, SOON)

    result = publish("check", *WEB, folder=faulty)

    assert "C999" not in result.stdout
    assert result.stderr.splitlines()[0].endswith("; 1 accepted")
    accepted = [one["accepted"] for one in report(publish, *WEB, folder=faulty)["findings"] if one["code"] == "C999"]
    assert accepted == [{"reason": "it is like this", "until": SOON}]


def test_an_acceptance_that_is_past_is_told_with_what_it_was_for(publish: Publish, faulty: Path) -> None:
    accept(faulty, "2020-01-31")

    result = publish("check", *WEB, folder=faulty, code=1)

    assert "hint: make it square (was accepted until 2020-01-31 in checks.yml:2:5: it is like this)" in result.stdout
    assert "checks.yml:2:5: cosmetic[C001]" in result.stdout


def test_an_acceptance_of_nothing_is_told_only_when_everything_was_checked(publish: Publish, faulty: Path) -> None:
    accept(faulty, SOON, says="nobody says this")

    assert codes(report(publish, *WEB, folder=faulty, code=1)).count("C002") == 0
    assert codes(report(publish, folder=faulty, code=1)).count("C002") == 1


def test_a_code_that_nothing_has_is_told_at_its_line(publish: Publish, faulty: Path) -> None:
    accept(faulty, SOON, code="C998")

    result = publish("check", *WEB, folder=faulty, code=1).stdout

    assert "checks.yml:2:5: cosmetic[C003]: there is no code `C998`\n  hint: did you mean `C999`?" in result


def test_what_is_found_in_both_languages_at_one_line_is_told_once(publish: Publish, faulty: Path) -> None:
    result = publish("check", *WEB, folder=faulty, code=1).stdout

    assert (
        "templates/web/page.html.j2:3:7: breaks[C999]: the page is round, expected a square\n  hint: make it square\n"
        "  index.html (sv, en) · WCAG 2.2, 1.1.1 Non-text Content (A) · EN 301 549 V3.2.1, 9.1.1.1\n"
    ) in result
    assert result.count("C999") == 1


def test_what_is_found_in_many_editions_at_one_line_is_told_once(publish: Publish, faulty: Path) -> None:
    write_edition(faulty, edition="2022-01-01-another")

    assert "index.html (sv, en) in 2 editions · " in publish("check", *WEB, folder=faulty, code=1).stdout
    found = [
        one["editions"] for one in report(publish, *WEB, folder=faulty, code=1)["findings"] if one["code"] == "C999"
    ]
    assert found == [[{"id": EDITION, "languages": ["sv", "en"]}, {"id": "2022-01-01-another", "languages": ["en"]}]]


def test_only_one_language_is_looked_at_when_asked(publish: Publish, faulty: Path) -> None:
    found = report(publish, *WEB, "--lang", "sv", folder=faulty, code=1)

    languages = {language for one in found["findings"] for e in one["editions"] for language in e["languages"]}
    assert languages == {"sv"}


def test_only_one_format_is_looked_at_when_asked(publish: Publish, faulty: Path) -> None:
    found = report(publish, "--format", "newsletter", folder=faulty)

    assert {one["artefact"].partition(".")[0] for one in found["findings"]} <= {"", "newsletter"}


def test_strict_fails_for_what_only_degrades_but_never_for_advice(
    publish: Publish, faulty: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (faulty / "checks.yml").write_text("", encoding="utf-8")
    weigh(monkeypatch, Severity.DEGRADES)
    publish("check", *WEB, folder=faulty)
    publish("check", *WEB, "--strict", folder=faulty, code=1)

    weigh(monkeypatch, Severity.DEGRADES, is_advice=True)
    found = report(publish, *WEB, folder=faulty)
    others = [one for one in found["findings"] if one["code"] != "C999" and not one["code"].startswith("C6")]
    publish("check", *WEB, "--strict", folder=faulty, code=1 if others else 0)


def change_template(workspace: Path, name: str, old: str, new: str) -> int:
    """A template of the workspace's own, with *new* for *old*; the line in which it stands."""
    text = (ROOT / "templates" / name).read_text(encoding="utf-8")
    assert text.count(old) == 1
    file = workspace / "templates" / name
    file.parent.mkdir(parents=True)
    file.write_text(text.replace(old, new), encoding="utf-8")
    return text.split(old)[0].count("\n") + 1


def test_a_fault_is_found_in_the_template_that_made_it_explained_and_accepted(
    publish: Publish, workspace: Path
) -> None:
    write_edition(workspace)
    line = change_template(workspace, "web/_title.html.j2", "<h1", '<img src="x.svg" width="9" height="9"><h1')

    found = report(publish, *WEB, folder=workspace, code=1)["findings"]

    here = [one for one in found if (one["path"], one["line"]) == ("templates/web/_title.html.j2", line)]
    (code,) = [one["code"] for one in here if "text alternative" in one["message"]]
    assert "WCAG 2.2, 1.1.1" in publish("explain", code, folder=workspace).stdout
    breaking = {one["code"] for one in found if one["severity"] == "breaks"}
    (workspace / "checks.yml").write_text(
        "accept:\n" + "".join(f"  - {{code: {code}, reason: later, until: {SOON}}}\n" for code in sorted(breaking)),
        encoding="utf-8",
    )
    assert publish("check", *WEB, folder=workspace)


def test_only_the_mail_clients_asked_for_are_judged(publish: Publish, workspace: Path) -> None:
    write_edition(workspace, body="- one\n- two")
    old = ".prose ul, .prose ol { margin"
    line = change_template(workspace, "newsletter/_inline.css.j2", old, ".prose ul, .prose ol { display: flex; margin")

    def places(client: str, code: int) -> set[str]:
        found = report(publish, "--format", "newsletter", "--clients", client, folder=workspace, code=code)["findings"]
        return {f"{one['path']}:{one['line']}" for one in found if "flex" in one["message"]}

    assert places("outlook.windows", 1) == {f"templates/newsletter/_inline.css.j2:{line}"}
    assert places("apple-mail", 0) == set()


def test_sarif_is_what_the_standard_says(publish: Publish, faulty: Path) -> None:
    log = json.loads(publish("check", *WEB, "--sarif", folder=faulty, code=1).stdout)

    Draft4Validator(json.loads((ROOT / "tests/schemas/sarif-2.1.0-rtm.5.json").read_text("utf-8"))).validate(log)
    assert "C999" in {result["ruleId"] for result in log["runs"][0]["results"]}


def test_files_that_stand_as_a_build_would_make_them_are_not_made_again(
    publish: Publish, workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_edition(workspace)
    publish("build", *WEB, folder=workspace)
    monkeypatch.setitem(FORMATS, "web", replace(FORMATS["web"], module="no.such.module"))

    publish("check", *WEB, folder=workspace)
    shutil.rmtree(workspace / "dist")
    result = publish("check", *WEB, folder=workspace, code=1)

    assert "E605" in result.stdout
    assert "No module named 'no'" in result.stdout
    assert not (workspace / "dist").exists()


def test_a_fault_of_one_family_stops_no_other(publish: Publish, faulty: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fall(_subject: Subject) -> Iterator[Finding]:
        raise ZeroDivisionError
        yield

    broken = SimpleNamespace(RULES=(), check=fall)
    monkeypatch.setitem(sys.modules, "publish.check.broken", broken)
    monkeypatch.setitem(FAMILIES, "broken", Family("broken", "Broken", "C8"))

    found = report(publish, *WEB, folder=faulty, code=1)

    assert [(p["code"], p["path"].rpartition("/")[2]) for p in found["problems"]] == [
        ("E605", "en.md"),
        ("E605", "sv.md"),
    ]
    assert codes(found).count("C999") == 1
    assert "ZeroDivisionError" in (faulty / ".publish" / f"fault-{EDITION}-sv-broken-check.txt").read_text("utf-8")


def test_a_worker_that_dies_is_told_and_stops_nothing_else(
    publish: Publish, faulty: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def die(subject: Subject) -> Iterator[Finding]:
        if subject.edition.language == "sv":
            os.kill(os.getpid(), signal.SIGKILL)
        yield from ()

    monkeypatch.setitem(sys.modules, "publish.check.deadly", SimpleNamespace(RULES=(), check=die))
    monkeypatch.setitem(FAMILIES, "deadly", Family("deadly", "Deadly", "C8"))

    found = report(publish, *WEB, folder=faulty, code=1)

    assert [(p["code"], p["path"]) for p in found["problems"]] == [("E604", f"content/{EDITION}/sv.md")]
    assert [one["editions"] for one in found["findings"] if one["code"] == "C999"] == [
        [{"id": EDITION, "languages": ["en"]}]
    ]


def test_nothing_but_the_cache_is_written(publish: Publish, faulty: Path) -> None:
    before = {file for file in faulty.rglob("*") if ".publish" not in file.parts}

    publish("check", *WEB, folder=faulty, code=1)

    assert {file for file in faulty.rglob("*") if ".publish" not in file.parts} == before
    written = {file.relative_to(faulty).as_posix() for file in (faulty / ".publish").rglob("*") if file.is_file()}
    assert {name for name in written if not name.startswith(".publish/cache/checks/")} == {".publish/.gitignore"}


def test_a_workspace_that_cannot_be_written_is_checked_all_the_same(publish: Publish, faulty: Path) -> None:
    (faulty / ".publish").write_text("a file is in the way", encoding="utf-8")

    assert codes(report(publish, *WEB, folder=faulty, code=1)).count("C999") == 1


def test_several_mail_clients_are_asked_in_one_word_or_many(publish: Publish, workspace: Path) -> None:
    write_edition(workspace)

    publish("check", *WEB, "--clients", "gmail,outlook.windows", "--clients", "Apple-Mail", folder=workspace)


def test_every_client_that_nobody_knows_is_told(publish: Publish, workspace: Path) -> None:
    result = publish("check", "--clients", "gmial", "--clients", "outlok,gmail", folder=workspace, code=2)

    assert "there is no mail client `gmial`, did you mean `gmail`?" in result.stderr
    assert "there is no mail client `outlok`, did you mean `outlook`?" in result.stderr


def test_json_and_sarif_are_not_printed_at_once(publish: Publish, workspace: Path) -> None:
    assert "ask for one" in publish("check", "--json", "--sarif", folder=workspace, code=2).stderr


def test_a_language_that_nobody_writes_is_refused(publish: Publish, faulty: Path) -> None:
    assert "`se`" in publish("check", "--lang", "se", folder=faulty, code=2).stderr


def test_outside_a_workspace_there_is_nothing_to_check(publish: Publish, tmp_path: Path) -> None:
    assert "error[E201]" in publish("check", folder=tmp_path, code=1).stderr


def test_the_statement_is_alone_on_stdout_in_every_language(publish: Publish, workspace: Path) -> None:
    write_edition(workspace, languages=("sv", "en"))

    result = publish("check", "--statement", folder=workspace)

    assert re.findall(r"^title: (.*)$", result.stdout, re.MULTILINE) == [
        '"Tillgänglighetsredogörelse"',
        '"Accessibility statement"',
    ]
    assert result.stdout.count("- An example") == 2
    assert result.stderr == ""


def test_a_statement_tells_apart_what_it_could_not_look_at(publish: Publish, workspace: Path) -> None:
    write_edition(workspace, "Good")
    write_edition(workspace, "Bad", edition="2022-01-01-bad", body="# Raw")

    result = publish("check", "--statement", folder=workspace, code=1)

    assert "- Good" in result.stdout
    assert "Bad" not in result.stdout
    assert "error[E152]" in result.stderr


def test_a_run_that_is_stopped_says_so_and_leaves_no_process(workspace: Path) -> None:
    for day in range(1, 29):
        write_edition(workspace, edition=f"2022-01-{day:02}-x", languages=("sv", "en"))
    command = [sys.executable, "-m", "publish", "check"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    run = subprocess.Popen(command, cwd=workspace, env=environment, stderr=subprocess.PIPE, start_new_session=True)
    time.sleep(1.5)

    os.killpg(run.pid, signal.SIGINT)
    _, said = run.communicate(timeout=20)

    assert run.returncode == 1
    assert "stopped" in said.decode()
    assert "Traceback" not in said.decode()
    with pytest.raises(ProcessLookupError):
        os.killpg(run.pid, 0)


def test_the_schemas_are_json_schemas(publish: Publish, workspace: Path) -> None:
    schemas = json.loads(publish("schema", folder=workspace).stdout)

    for schema in schemas.values():
        Draft7Validator.check_schema(schema)
    assert set(schemas) >= {
        "brand.schema.json",
        "check-report.schema.json",
        "checks.schema.json",
        "figures.schema.json",
        "front-matter.schema.json",
        "publish.schema.json",
    }


@pytest.mark.parametrize(
    ("written", "is_right"),
    [
        ({"audience": {"gmail": 40}, "accept": []}, True),
        ({"accept": [{"code": "C301", "reason": "x", "until": "2027-01-01"}]}, True),
        ({"audience": {"gmial": 40}}, False),
        ({"audience": {"gmail": 400}}, False),
        ({"accept": [{"code": "E510", "reason": "x", "until": "2027-01-01"}]}, False),
        ({"accept": [{"code": "C301", "until": "2027-01-01"}]}, False),
        ({"accepted": []}, False),
    ],
)
def test_an_editor_marks_in_checks_yml_what_we_would_refuse(
    publish: Publish, workspace: Path, written: object, *, is_right: bool
) -> None:
    schemas = json.loads(publish("schema", folder=workspace).stdout)

    assert Draft7Validator(schemas["checks.schema.json"]).is_valid(written) is is_right


def test_the_schemas_are_written_where_editors_are_told_to_look(publish: Publish, workspace: Path) -> None:
    result = publish("schema", "--write", folder=workspace)

    assert result.stdout.splitlines() == [
        "first line of publish.yaml:  # yaml-language-server: $schema=.publish/schemas/publish.schema.json",
        "first line of assets/brand.yml:  # yaml-language-server: $schema=../.publish/schemas/brand.schema.json",
        "first line of checks.yml:  # yaml-language-server: $schema=.publish/schemas/checks.schema.json",
    ]
    assert json.loads((workspace / ".publish/schemas/publish.schema.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_is_a_script_for_each_shell(publish: Publish, shell: str) -> None:
    assert "_PUBLISH_COMPLETE" in publish("completion", shell).stdout


def test_bash_can_read_its_completion(publish: Publish) -> None:
    script = publish("completion", "bash").stdout

    subprocess.run(["bash", "-n"], input=script.encode(), check=True)


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        ("publish bu", ["plain,build"]),
        ("publish build 2021", ["plain,2021-03-30-an-example"]),
        ("publish build --format w", ["plain,web"]),
        ("publish build --js", ["plain,--json"]),
        ("publish check --clients gmail.a", ["plain,gmail.android"]),
        ("publish explain e13", [f"plain,E13{digit}" for digit in (0, 1, 2, 3, 4, 5, 6, 7, 8)]),
    ],
)
def test_commands_options_and_editions_are_completed(
    publish: Publish, workspace: Path, monkeypatch: pytest.MonkeyPatch, words: str, offered: list[str]
) -> None:
    write_edition(workspace)
    monkeypatch.setenv("_PUBLISH_COMPLETE", "bash_complete")
    monkeypatch.setenv("COMP_WORDS", words)
    monkeypatch.setenv("COMP_CWORD", str(len(words.split()) - 1))

    assert publish(folder=workspace).stdout.splitlines() == offered
