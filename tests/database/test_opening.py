"""The database: whole tables, for its owner alone, and never begun anew by mistake."""

import os
import sqlite3
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import insert, text

from publish.database import FILE, is_there, keyed, open_database, secret, tables
from publish.database.network import kind_of
from publish.problems import MemberError


def _codes(error: pytest.ExceptionInfo[MemberError]) -> list[str]:
    return [problem.code for problem in error.value.problems]


def test_the_steps_lead_to_the_tables_that_the_program_knows(tmp_path: Path) -> None:
    engine = open_database(tmp_path)

    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), tables.metadata) == []


def test_asking_whether_there_is_a_database_makes_none(tmp_path: Path) -> None:
    assert not is_there(tmp_path)
    assert list(tmp_path.iterdir()) == []

    open_database(tmp_path).dispose()

    assert is_there(tmp_path)


def test_only_the_owner_can_read_it(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        open_database(tmp_path).dispose()
    finally:
        os.umask(before)

    assert (tmp_path / FILE).stat().st_mode & 0o777 == 0o600
    assert (tmp_path / ".publish").stat().st_mode & 0o777 == 0o700


def test_a_copy_that_others_may_read_is_closed_again(tmp_path: Path) -> None:
    open_database(tmp_path).dispose()
    (tmp_path / FILE).chmod(0o644)

    open_database(tmp_path).dispose()

    assert (tmp_path / FILE).stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    ("name", "value"), [("journal_mode", "wal"), ("synchronous", 2), ("secure_delete", 1), ("foreign_keys", 1)]
)
def test_a_commit_is_on_the_disk_and_what_is_deleted_is_gone(tmp_path: Path, name: str, value: object) -> None:
    with open_database(tmp_path).connect() as connection:
        assert connection.execute(text(f"PRAGMA {name}")).scalar() == value


def test_garbage_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    open_database(tmp_path).dispose()
    (tmp_path / FILE).write_bytes(b"this was a database once" * 100)

    with pytest.raises(MemberError) as error:
        open_database(tmp_path)

    assert _codes(error) == ["E801"]
    assert (tmp_path / FILE).read_bytes() == b"this was a database once" * 100


def test_a_damaged_database_is_refused(tmp_path: Path) -> None:
    open_database(tmp_path).dispose()
    file = tmp_path / FILE
    data = bytearray(file.read_bytes())
    data[100:] = os.urandom(len(data) - 100)
    file.write_bytes(data)

    with pytest.raises(MemberError) as error:
        open_database(tmp_path)

    assert _codes(error) == ["E801"]


def test_a_database_of_a_newer_program_is_refused(tmp_path: Path) -> None:
    open_database(tmp_path).dispose()
    with sqlite3.connect(tmp_path / FILE) as connection:
        connection.execute("update alembic_version set version_num = '9999'")

    with pytest.raises(MemberError) as error:
        open_database(tmp_path)

    assert _codes(error) == ["E806"]


@pytest.mark.parametrize("address", ["mysql://host/name", "not an address", "sqlite:///elsewhere.db"])
def test_only_a_postgresql_server_can_stand_for_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    monkeypatch.setenv("PUBLISH_DATABASE", address)

    with pytest.raises(MemberError) as error:
        open_database(tmp_path)

    assert _codes(error) == ["E805"]


def test_nobody_has_two_rows_for_one_edition(tmp_path: Path) -> None:
    engine = open_database(tmp_path)
    unique = {
        tuple(column.name for column in key.columns) for key in tables.delivery.constraints if hasattr(key, "columns")
    }

    assert ("edition", "member") in unique
    with engine.begin() as connection:
        connection.execute(insert(tables.edition).values(name="2021-03-30-spring"))
        assert connection.execute(text("select count(*) from edition")).scalar() == 1


def test_a_key_is_made_once_and_for_its_owner_alone(tmp_path: Path) -> None:
    first = secret(tmp_path, "address")

    assert secret(tmp_path, "address") == first
    assert secret(tmp_path, "token") != first
    assert (tmp_path / ".publish" / "keys" / "address").stat().st_mode & 0o777 == 0o600


def test_a_key_that_others_may_read_or_that_is_cut_is_refused(tmp_path: Path) -> None:
    secret(tmp_path, "address")
    file = tmp_path / ".publish" / "keys" / "address"
    file.chmod(0o640)
    with pytest.raises(MemberError) as open_to_all:
        secret(tmp_path, "address")
    file.chmod(0o600)
    file.write_bytes(b"short")
    with pytest.raises(MemberError) as cut:
        secret(tmp_path, "address")

    assert (_codes(open_to_all), _codes(cut)) == (["E803"], ["E802"])


@pytest.mark.parametrize("name", ["address", "message", "token"])
def test_a_database_whose_key_is_gone_is_not_used_and_no_new_key_is_made(tmp_path: Path, name: str) -> None:
    open_database(tmp_path).dispose()
    file = tmp_path / ".publish" / "keys" / name
    file.unlink()

    with pytest.raises(MemberError) as opening:
        open_database(tmp_path)
    with pytest.raises(MemberError) as asking:
        secret(tmp_path, name)

    assert (_codes(opening), _codes(asking)) == (["E802"], ["E802"])
    assert not file.exists()


@given(st.text(), st.text())
def test_the_same_text_is_keyed_alike_and_another_differently(one: str, other: str) -> None:
    assert (keyed(b"k" * 32, one) == keyed(b"k" * 32, other)) == (one == other)


_MOUNTS = """\
22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
30 22 0:44 / /home/ada/shared\\040disk rw - nfs4 server:/export rw
31 22 0:45 / /home/ada/local rw - btrfs /dev/sdb rw
"""


@pytest.mark.parametrize(
    ("file", "kind"),
    [("/home/ada/x.db", "ext4"), ("/home/ada/shared disk/x.db", "nfs4"), ("/home/ada/local/x.db", "btrfs")],
)
def test_the_nearest_mount_tells_where_a_file_lies(file: str, kind: str) -> None:
    assert kind_of(Path(file), _MOUNTS) == kind
