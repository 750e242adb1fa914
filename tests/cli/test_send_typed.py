"""What cannot be undone is asked for at the terminal, with the number of those it is for."""

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from tests.archive.making import EDITION, sealed, write_edition
from tests.cli.conftest import Publish

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("typed", "code", "letters"), [("2", 0, 2), (" 2 ", 0, 2), ("3", 1, 0), ("yes", 1, 0), ("", 1, 0)]
)
def test_letters_leave_only_when_their_number_is_typed(
    publish: Publish, workspace: Path, typed: str, code: int, letters: int
) -> None:
    write_edition(workspace)
    sealed(workspace)
    people = "".join(f"m{n}@exempel.se;ja;Webben;2026-01-01\n" for n in range(2))
    (workspace / "m.csv").write_text(f"E-post;Samtycke;Källa;Datum\n{people}", encoding="utf-8")
    publish("members", "import", "m.csv", "--yes", folder=workspace)

    shown, ended = _typed(workspace, typed, "send", EDITION)

    assert "Type 2 to send to them, anything else to stop:" in shown
    assert ended == code, shown
    assert len(list((workspace / ".publish").glob("outbox/*.eml"))) == letters


def _typed(folder: Path, answer: str, *arguments: str) -> tuple[str, int]:
    """What a person sees who types *answer* when asked, and the exit code."""
    ours, theirs = pty.openpty()
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": "120", "NO_COLOR": "1"}
    command = [sys.executable, "-m", "publish", *arguments]
    with subprocess.Popen(command, cwd=folder, env=environment, stdin=theirs, stdout=theirs, stderr=theirs) as process:
        os.close(theirs)
        shown = _read(ours, b"to stop:")
        os.write(ours, f"{answer}\n".encode())
        shown += _read(ours, b"\0")
        code = process.wait()
    os.close(ours)
    return shown.decode(), code


def _read(terminal: int, end: bytes) -> bytes:
    """What is shown up to *end*, or until the other side is closed."""
    shown = b""
    while end not in shown:
        try:
            shown += os.read(terminal, 10_000)
        except OSError:
            break
    return shown
