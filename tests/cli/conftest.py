"""The command as a person calls it, in a process of its own where that matters."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from publish.cli import main

Publish = Callable[..., Result]


@pytest.fixture
def publish(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Publish:
    """Calls `publish` with these arguments in *folder*, and expects *code*."""
    monkeypatch.setenv("COLUMNS", "200")
    runner = CliRunner()

    def call(*arguments: str, folder: Path = tmp_path, code: int = 0) -> Result:
        monkeypatch.chdir(folder)
        result = runner.invoke(main, arguments, prog_name="publish")
        assert result.exit_code == code, (result.output, result.exception)
        return result

    return call
