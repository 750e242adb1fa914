"""The package carries all it needs, works anywhere, and its locks are tight."""

import os
import re
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from pathlib import Path

import pytest

from publish import __version__

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the wheel and the source archive."""
    folder = tmp_path_factory.mktemp("built")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-d", folder], cwd=ROOT, check=True, capture_output=True
    )
    return folder


@pytest.fixture(scope="module")
def wheel(built: Path) -> Path:
    (found,) = built.glob("*.whl")
    return found


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which the wheel is unpacked, as an installer does it."""
    folder = tmp_path_factory.mktemp("installed")
    command = [
        sys.executable,
        "-m",
        "pip",
        "install",
        "--no-deps",
        "--no-index",
        "--quiet",
        "--target",
        str(folder),
        str(wheel),
    ]
    subprocess.run(command, check=True, capture_output=True)
    return folder


def test_the_wheel_carries_templates_assets_and_starters(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())

    for folder, below in (("templates", "publish/stock/templates"), ("assets", "publish/stock/assets")):
        files = {f"{below}/{file.relative_to(ROOT / folder)}" for file in (ROOT / folder).rglob("*") if file.is_file()}
        assert files <= names
    assert {"publish/py.typed", "publish/cli/starters/publish.yaml", "publish/cli/starters/edition.sv.md"} <= names


def test_the_wheel_carries_the_licences(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()

    licences = {re.sub(r"^.*\.dist-info/licenses/", "", name) for name in names if ".dist-info/licenses/" in name}
    fonts = {
        f"assets/fonts/{folder.name}/OFL.txt" for folder in (ROOT / "assets" / "fonts").iterdir() if folder.is_dir()
    }
    assert licences == {"LICENSE", *fonts}


def test_nothing_else_is_shipped(wheel: Path) -> None:
    tops = {name.split("/")[0] for name in zipfile.ZipFile(wheel).namelist()}

    assert tops == {"publish", f"publish_editions-{__version__}.dist-info"}


def test_the_source_archive_has_no_leftovers(built: Path) -> None:
    (archive,) = built.glob("*.tar.gz")
    with tarfile.open(archive) as tar:
        tops = {name.split("/")[1] for name in tar.getnames()}

    assert not {".venv", "node_modules", "dist", ".publish"} & tops


def test_from_nothing_to_three_formats_outside_the_repository(installed: Path, tmp_path: Path) -> None:
    def publish(*arguments: str, folder: Path = tmp_path) -> str:
        # -P: nothing from the current folder; PYTHONPATH comes before the repository's own installation
        command = [sys.executable, "-P", "-m", "publish", *arguments]
        environment = {**os.environ, "PYTHONPATH": str(installed)}
        return subprocess.run(command, cwd=folder, env=environment, check=True, capture_output=True, text=True).stdout

    where = [sys.executable, "-P", "-c", "import publish; print(publish.__file__)"]
    found = subprocess.run(
        where,
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(installed)},
        check=True,
        capture_output=True,
        text=True,
    )
    assert found.stdout.startswith(str(installed))

    publish("init", "demo", "--name", "The Baltic Society")
    publish("new", "Spring", "--date", "2021-03-30", "--lang", "en", folder=tmp_path / "demo")
    output = publish("build", folder=tmp_path / "demo")

    assert {line.rsplit(None, 1)[1] for line in output.splitlines()} == {"fresh"}
    made = tmp_path / "demo" / "dist" / "2021-03-30-spring" / "en"
    assert {"brochure.pdf", "newsletter.html", "newsletter.txt", "newsletter.eml", "index.html", "card.png"} <= {
        file.name for file in made.iterdir()
    }


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_a_lock_has_a_hash_for_everything_and_no_address(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    entries = re.split(r"\n(?=[a-z])", text)

    assert [entry for entry in entries if "--hash=sha256:" not in entry] == []
    assert "://" not in text
    assert "index-url" not in text


@pytest.mark.parametrize(
    ("name", "groups"), [("requirements.lock", ["setup"]), ("requirements-dev.lock", ["setup", "dev"])]
)
def test_a_lock_has_everything_that_is_asked_for(name: str, groups: list[str]) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    asked = [*project["project"]["dependencies"]]
    for group in groups:
        asked += [line for line in project["dependency-groups"][group] if isinstance(line, str)]
    locked = set(re.findall(r"^([a-z0-9-]+)==", (ROOT / name).read_text(encoding="utf-8"), re.MULTILINE))

    assert {re.split(r"[^\w-]", line)[0].replace("_", "-") for line in asked} - locked == set()


def test_what_is_run_is_locked_as_what_is_tested() -> None:
    def versions(name: str) -> set[str]:
        return set(re.findall(r"^([a-z0-9-]+==\S+)", (ROOT / name).read_text(encoding="utf-8"), re.MULTILINE))

    assert versions("requirements.lock") <= versions("requirements-dev.lock")


def test_the_judges_from_npm_are_locked_without_addresses() -> None:
    lock = (ROOT / "tests" / "judges" / "package-lock.json").read_text(encoding="utf-8")

    assert '"resolved"' not in lock
    assert lock.count('"integrity"') > 50


def test_the_changelog_names_the_version_or_is_ahead_of_it() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")

    assert f"## [{__version__}]" in changelog or "## [Unreleased]" in changelog


@pytest.mark.parametrize("script", ["run", ".ci/run"])
def test_the_scripts_can_be_run_by_any_shell(script: str) -> None:
    file = ROOT / script

    assert os.access(file, os.X_OK)
    assert file.read_text(encoding="utf-8").startswith("#!/bin/sh\n")
    subprocess.run(["sh", "-n", file], check=True)


def test_run_says_what_it_can_do() -> None:
    output = subprocess.run([ROOT / "run", "--help"], check=True, capture_output=True, text=True).stdout

    assert "./run build [ARGS]" in output
    assert "./run test  [ARGS]" in output
