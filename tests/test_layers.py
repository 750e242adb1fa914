"""Each layer knows only what stands below it; each engine is imported in one place; the tables are complete."""

import re
import subprocess
import sys
from importlib import metadata
from pathlib import Path

import pytest

from publish.archive.site.making import TEMPLATES as SITE
from publish.build.inputs import ENGINES
from publish.formats import FORMATS, Format

ROOT = Path(__file__).parents[1]
COMMAND_ONLY = {"click", "rich", "pygments", "packaging", "cryptography", "pagefind"} | {
    "alembic", "mako", "sqlalchemy", "greenlet", "dkimpy", "dnspython", "email-validator", "idna",
}  # fmt: skip
"""
What we need for the command, the archive and sending, and what only asks about versions: no file that is built looks
different for it.
"""


def test_the_layers_are_kept() -> None:
    program = Path(sys.executable).with_name("lint-imports")

    result = subprocess.run([program, "--no-logo"], cwd=ROOT, capture_output=True, check=False)

    assert result.returncode == 0, result.stdout.decode()


def test_a_layer_that_looks_up_is_found(tmp_path: Path) -> None:
    """The guard is guarded: `problems` importing `cli` breaks the contract."""
    settings = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    (tmp_path / "pyproject.toml").write_text(settings, encoding="utf-8")
    package = tmp_path / "publish"
    for source in (ROOT / "publish").rglob("*.py"):
        copy = package / source.relative_to(ROOT / "publish")
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(source.read_bytes())
    with (package / "problems.py").open("a", encoding="utf-8") as problems:
        problems.write("\nimport publish.cli\n")

    program = Path(sys.executable).with_name("lint-imports")
    result = subprocess.run([program, "--no-logo", "--no-cache"], cwd=tmp_path, capture_output=True, check=False)

    assert result.returncode == 1
    assert "publish.problems -> publish.cli" in result.stdout.decode()


@pytest.mark.parametrize("entry", [*FORMATS.values(), SITE], ids=lambda entry: entry.name)
def test_a_format_is_made_from_the_template_folders_in_its_line(entry: Format) -> None:
    """Else a change in another folder would leave its files stale."""
    folders = entry.templates

    used = {
        found
        for folder in folders
        for template in (ROOT / "templates" / folder).iterdir()
        for found in re.findall(r'(?:include|import|extends|from) "([\w-]+)/', template.read_text(encoding="utf-8"))
    }

    assert used <= set(folders)


def test_every_template_folder_belongs_to_a_format_or_to_the_archive() -> None:
    folders = {folder for entry in (*FORMATS.values(), SITE) for folder in entry.templates}

    assert {folder.name for folder in (ROOT / "templates").iterdir() if folder.is_dir()} == folders


def test_every_package_that_draws_is_known_to_the_build() -> None:
    """Else its new version would leave files stale."""
    needed, waiting = set[str](), {"publish-editions"}
    while waiting:
        found = {name for line in metadata.requires(waiting.pop()) or () if (name := _required(line))}
        waiting |= found - needed
        needed |= found

    assert {name.replace("-", "_") for name in needed - COMMAND_ONLY} == ENGINES


def _required(line: str) -> str:
    """The package that a line of metadata asks for, if it is asked for here."""
    name = re.split(r"[^\w.-]", line)[0].lower()
    extra = re.search(r"extra == .(\w+)", line)
    return name if _is_installed(name) and (not extra or extra[1] == "woff") else ""


def _is_installed(name: str) -> bool:
    try:
        metadata.distribution(name)
    except metadata.PackageNotFoundError:
        return False
    return True
