"""Who dies, or finds the disk full, while the audience is frozen has frozen nobody."""

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

from sqlalchemy import Engine, event, select

from publish.database import open_database, tables
from publish.send.sends import all_sends
from tests.archive.making import EDITION, sealed, write_edition
from tests.cli.conftest import Publish

ROOT = Path(__file__).parents[2]


def test_a_death_while_the_audience_is_frozen_freezes_nobody(publish: Publish, workspace: Path) -> None:
    write_edition(workspace)
    sealed(workspace)
    people = "".join(f"m{n}@exempel.se;ja;Webben;2026-01-01\n" for n in range(50))
    (workspace / "m.csv").write_text(f"E-post;Samtycke;Källa;Datum\n{people}", encoding="utf-8")
    publish("members", "import", "m.csv", "--yes", folder=workspace)
    program = (
        "import os, publish.send.run as run; run.compose_for = lambda *_: os._exit(9); "
        f"from publish.cli import main; main(['send', '{EDITION}', '--confirm', '50'])"
    )

    died = subprocess.run(
        [sys.executable, "-c", program], cwd=workspace, env={**os.environ, "PYTHONPATH": str(ROOT)}, check=False,
        capture_output=True,
    )  # fmt: skip
    with open_database(workspace).connect() as connection:
        left = (all_sends(connection), connection.execute(select(tables.delivery)).all())
    publish("send", EDITION, "--confirm", "50", folder=workspace)

    assert died.returncode == 9
    assert left == ((), [])
    assert len(list((workspace / ".publish" / "outbox").glob("*.eml"))) == 50


def test_a_disk_that_is_full_while_the_audience_is_frozen_freezes_nobody(publish: Publish, workspace: Path) -> None:
    write_edition(workspace)
    sealed(workspace)
    people = "".join(f"m{n}@exempel.se;ja;Webben;2026-01-01\n" for n in range(3000))
    (workspace / "m.csv").write_text(f"E-post;Samtycke;Källa;Datum\n{people}", encoding="utf-8")
    publish("members", "import", "m.csv", "--yes", folder=workspace)

    def narrow(connection: sqlite3.Connection, _record: object) -> None:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count={pages + 3}")

    event.listen(Engine, "connect", narrow)
    try:
        result = publish("send", EDITION, "--confirm", "3000", folder=workspace, code=1)
    finally:
        event.remove(Engine, "connect", narrow)

    assert "Traceback" not in result.stderr
    assert "E880" in result.stderr
    with open_database(workspace).connect() as connection:
        assert all_sends(connection) == ()
        assert connection.execute(select(tables.delivery)).all() == []
