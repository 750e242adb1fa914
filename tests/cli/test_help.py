"""Help is everywhere, has examples, and costs nothing but Click."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from publish import __version__
from publish.cli import COMMANDS, main
from tests.cli.conftest import Publish

ROOT = Path(__file__).parents[2]


def test_the_help_lists_every_command(publish: Publish) -> None:
    output = publish("--help").output

    lines = [line.strip() for line in output.splitlines()]
    assert [line for line in lines if line.startswith(tuple(COMMANDS))] == [
        f"{name:<12}{help_}" for name, help_ in COMMANDS.items()
    ]


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_says_what_it_does_with_examples(publish: Publish, name: str) -> None:
    output = publish(name, "--help").output

    assert " ".join(output.split()).find(COMMANDS[name]) > 0
    assert f"Examples:\n    publish {name}" in output


@pytest.mark.parametrize("name", COMMANDS)
def test_the_first_line_of_the_help_is_the_same_everywhere(name: str) -> None:
    command = main.get_command(None, name)  # type: ignore[arg-type]

    assert command
    assert (command.help or "").strip().splitlines()[0] == COMMANDS[name]


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_is_explained(name: str) -> None:
    command = main.get_command(None, name)  # type: ignore[arg-type]

    assert command
    assert [p.name for p in command.params if p.param_type_name == "option" and not getattr(p, "help", "")] == []


def test_the_version_is_told(publish: Publish) -> None:
    assert publish("--version").output == f"publish {__version__}\n"


def test_a_misspelt_command_is_recognised(publish: Publish) -> None:
    assert "Did you mean 'build'?" in publish("biuld", code=2).output


def test_the_module_can_be_called_by_name() -> None:
    result = subprocess.run([sys.executable, "-m", "publish", "--version"], cwd=ROOT, capture_output=True, check=True)

    assert result.stdout.decode() == f"publish {__version__}\n"


SLOW = ("pydantic", "yaml", "jinja2", "weasyprint", "markdown_it", "rich", "babel", "PIL", "multiprocessing")


def _loaded(arguments: list[str], folder: Path) -> list[str]:
    program = (
        "import sys\nfrom publish.cli import main\n"
        f"try: main({arguments!r})\nexcept SystemExit: pass\n"
        f"print([name for name in {SLOW!r} if name in sys.modules], file=sys.stderr)"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    result = subprocess.run(
        [sys.executable, "-c", program], cwd=folder, env=environment, capture_output=True, check=True
    )
    names: list[str] = eval(result.stderr.decode().splitlines()[-1])  # noqa: S307  # we wrote it above
    return names


def test_help_loads_nothing_slow(tmp_path: Path) -> None:
    assert _loaded(["--help"], tmp_path) == []


def test_loading_the_engine_starts_no_other_program(tmp_path: Path) -> None:
    """It would start fifty to find its libraries, and they take as long as the rest of a build's beginning."""
    program = (
        "import sys\n"
        "sys.addaudithook(lambda event, _: event == 'subprocess.Popen' and sys.exit('a program was started'))\n"
        "from publish.formats.pdf.engine import weasyprint\nweasyprint()"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}

    subprocess.run([sys.executable, "-c", program], cwd=tmp_path, env=environment, check=True)


def test_a_build_with_nothing_to_do_loads_nothing_slow(publish: Publish, tmp_path: Path) -> None:
    publish("init", "--name", "The Baltic Society")
    publish("new", "Spring", "--lang", "en")
    publish("build", "--format", "web")

    assert _loaded(["build", "--format", "web"], tmp_path) == []
