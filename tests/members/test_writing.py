"""What a command changes is changed whole or not at all, and what the database refuses is told."""

from pathlib import Path

import pytest
from sqlalchemy import insert

from publish.database import open_database
from publish.database.tables import suppression
from publish.members.writing import writing
from publish.problems import MemberError


def test_a_disk_that_is_full_in_the_middle_of_a_change_is_told_and_nothing_is_changed(tmp_path: Path) -> None:
    engine = open_database(tmp_path)

    def change() -> None:
        with writing(engine) as connection:
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
            connection.exec_driver_sql(f"PRAGMA max_page_count={pages}")
            evidence = "anna@ek.example " * 10_000
            row = {"key": b"k" * 32, "reason": "manual", "evidence": evidence, "since": 1}
            connection.execute(insert(suppression).values(row))

    with pytest.raises(MemberError, match="E827") as error:
        change()

    assert "anna" not in str(error.value)
    with engine.connect() as connection:
        assert connection.execute(suppression.select()).all() == []
