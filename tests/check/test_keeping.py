"""What is remembered is whole or not there, and a memory that cannot be written costs nothing but time."""

import resource
import signal
from pathlib import Path

from publish.check.keeping import keep


def test_a_file_is_replaced_whole_and_is_for_its_owner_alone(tmp_path: Path) -> None:
    file = tmp_path / "deep" / "answers.json"

    assert keep(file, b"old")
    assert keep(file, b"new")

    assert file.read_bytes() == b"new"
    assert file.stat().st_mode & 0o077 == 0
    assert [entry.name for entry in file.parent.iterdir()] == ["answers.json"]


def test_a_full_disk_keeps_the_old_file_and_leaves_no_other(tmp_path: Path) -> None:
    file = tmp_path / "answers.json"
    keep(file, b"old")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    ignored = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, hard))
    try:
        kept = keep(file, b"x" * 1000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, ignored)

    assert not kept
    assert {entry.name: entry.read_bytes() for entry in tmp_path.iterdir()} == {"answers.json": b"old"}


def test_what_is_in_the_way_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"mine")
    (tmp_path / "folder").mkdir()

    assert not keep(tmp_path / "file" / "answers.json", b"new")
    assert not keep(tmp_path / "folder", b"new")

    assert (tmp_path / "file").read_bytes() == b"mine"
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["file", "folder"]
