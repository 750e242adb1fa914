"""`publish check` reads everything, makes nothing, and reports every problem; the others print what they promise."""

import json
import subprocess
from pathlib import Path

import pytest
from jsonschema import Draft7Validator

from tests.build.folder import write_edition
from tests.cli.conftest import Publish


def test_all_is_well(publish: Publish, workspace: Path) -> None:
    write_edition(workspace)

    result = publish("check", folder=workspace)

    assert (result.stdout, result.stderr) == ("", "no problems in 1 edition\n")
    assert not (workspace / "dist").exists()


def test_problems_of_settings_brand_and_texts_are_told_together(publish: Publish, workspace: Path) -> None:
    edition = write_edition(workspace, languages=("sv", "en"), body="Text.\n\n[x](ftp://x)")
    settings = (workspace / "publish.yaml").read_text(encoding="utf-8")
    (workspace / "publish.yaml").write_text(f"{settings}\nnonsense: 1\n", encoding="utf-8")
    (workspace / "assets").mkdir()
    (workspace / "assets" / "brand.yml").write_text("color: {palette: {a: nothing}}\n", encoding="utf-8")

    result = json.loads(publish("check", "--json", folder=workspace, code=1).stdout)

    assert {problem["path"] for problem in result["problems"]} == {
        "assets/brand.yml",
        "publish.yaml",
        f"content/{edition}/en.md",
        f"content/{edition}/sv.md",
    }


def test_problems_are_the_result_and_go_to_stdout(publish: Publish, workspace: Path) -> None:
    edition = write_edition(workspace, body="Text.\n\n[x](ftp://x)")

    result = publish("check", folder=workspace, code=1)

    assert result.stdout.startswith(f"content/{edition}/en.md:10:5: error[E151]: ")
    assert result.stderr == "1 problem in 1 edition\n"


def test_only_the_edition_named_is_read(publish: Publish, workspace: Path) -> None:
    write_edition(workspace)
    write_edition(workspace, edition="2022-01-01-bad", body="# Raw")

    assert publish("check", "example", folder=workspace).stderr == "no problems in 1 edition\n"
    assert publish("check", "bad", folder=workspace, code=1).stderr.endswith("in 1 edition\n")


def test_a_folder_that_is_no_edition_is_told(publish: Publish, workspace: Path) -> None:
    (workspace / "content" / "drafts").mkdir()

    assert "error[E205]" in publish("check", folder=workspace, code=1).stdout


def test_many_texts_are_read_by_all_cores(publish: Publish, workspace: Path) -> None:
    for day in range(1, 19):
        write_edition(workspace, edition=f"2022-01-{day:02}-x", body="[x](ftp://x)" if day % 9 == 0 else "Text.")

    result = json.loads(publish("check", "--json", folder=workspace, code=1).stdout)

    paths = [problem["path"] for problem in result["problems"]]
    assert paths == ["content/2022-01-09-x/en.md", "content/2022-01-18-x/en.md"]


def test_words_that_a_language_lacks_are_told(publish: Publish, workspace: Path) -> None:
    settings = (workspace / "publish.yaml").read_text(encoding="utf-8")
    settings = settings.replace("languages: [sv, en]", "languages: [sv, en, de]").replace("en: Say", "de: X, en: Say")
    (workspace / "publish.yaml").write_text(settings, encoding="utf-8")

    assert "words.yml" in publish("check", folder=workspace, code=1).stdout


def test_the_schemas_are_json_schemas(publish: Publish, workspace: Path) -> None:
    schemas = json.loads(publish("schema", folder=workspace).stdout)

    for schema in schemas.values():
        Draft7Validator.check_schema(schema)
    assert {"front-matter.schema.json", "publish.schema.json", "brand.schema.json", "figures.schema.json"} <= set(
        schemas
    )


def test_the_schemas_are_written_where_editors_are_told_to_look(publish: Publish, workspace: Path) -> None:
    result = publish("schema", "--write", folder=workspace)

    assert result.stdout.splitlines() == [
        "first line of publish.yaml:  # yaml-language-server: $schema=.publish/schemas/publish.schema.json",
        "first line of assets/brand.yml:  # yaml-language-server: $schema=../.publish/schemas/brand.schema.json",
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
        ("publish b", ["plain,build"]),
        ("publish build 2021", ["plain,2021-03-30-an-example"]),
        ("publish build --format w", ["plain,web"]),
        ("publish build --js", ["plain,--json"]),
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
