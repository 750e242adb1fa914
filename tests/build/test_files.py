"""Files are written whole or not at all, inside the workspace, and what the system refuses is told."""

import errno
import os
from pathlib import Path

import pytest

from publish.build.files import remove, remove_unfinished, told, write_files
from publish.problems import BuildError, Place, Problem


def _problem(error: pytest.ExceptionInfo[BuildError]) -> tuple[str, str, str]:
    (problem,) = error.value.problems
    return problem.code, problem.message, str(problem.place)


def _everything(root: Path) -> list[str]:
    return sorted(str(file.relative_to(root)) for file in root.rglob("*"))


def test_files_are_put_in_place_with_their_folders(tmp_path: Path) -> None:
    write_files(tmp_path / "dist", [("a.txt", b"a"), ("fonts/b.txt", b"b")], inside=tmp_path)

    assert _everything(tmp_path) == ["dist", "dist/a.txt", "dist/fonts", "dist/fonts/b.txt"]


def test_a_reader_of_the_old_file_keeps_it(tmp_path: Path) -> None:
    write_files(tmp_path, [("a.txt", b"old")], inside=tmp_path)

    with (tmp_path / "a.txt").open("rb") as reader:
        write_files(tmp_path, [("a.txt", b"new")], inside=tmp_path)

        assert (reader.read(), (tmp_path / "a.txt").read_bytes()) == (b"old", b"new")


def test_a_file_in_the_way_of_a_folder_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "dist").write_text("not a folder", encoding="utf-8")

    with pytest.raises(BuildError) as error:
        write_files(tmp_path / "dist" / "en", [("a.txt", b"a")], inside=tmp_path)

    assert _problem(error) == ("E602", "a file with this name is in the way", "dist")


def test_a_folder_in_the_way_of_a_file_is_a_problem_and_nothing_is_written(tmp_path: Path) -> None:
    (tmp_path / "dist" / "b.txt").mkdir(parents=True)

    with pytest.raises(BuildError) as error:
        write_files(tmp_path / "dist", [("b.txt", b"b")], inside=tmp_path)

    assert _problem(error) == ("E602", "a folder with this name is in the way", "dist/b.txt")
    assert _everything(tmp_path) == ["dist", "dist/b.txt"]


@pytest.mark.parametrize("target", ["elsewhere", "not-there"])
def test_a_link_out_of_the_workspace_is_not_followed(tmp_path: Path, target: str) -> None:
    root, elsewhere = tmp_path / "workspace", tmp_path / "elsewhere"
    root.mkdir()
    elsewhere.mkdir()
    (root / "dist").symlink_to(tmp_path / target)

    with pytest.raises(BuildError) as error:
        write_files(root / "dist", [("a.txt", b"a")], inside=root)

    assert _problem(error)[::2] == ("E603", "dist")
    assert _everything(elsewhere) == []


def test_a_link_in_the_place_of_a_file_is_replaced_and_not_written_through(tmp_path: Path) -> None:
    (tmp_path / "precious").write_text("precious", encoding="utf-8")
    (tmp_path / "dist").mkdir()
    (tmp_path / "dist" / "a.txt").symlink_to(tmp_path / "precious")

    write_files(tmp_path / "dist", [("a.txt", b"a")], inside=tmp_path)

    assert (tmp_path / "precious").read_text(encoding="utf-8") == "precious"
    assert (tmp_path / "dist" / "a.txt").read_bytes() == b"a"


def test_if_one_file_cannot_be_written_none_is(tmp_path: Path) -> None:
    write_files(tmp_path / "dist", [("a.txt", b"old")], inside=tmp_path)

    with pytest.raises(BuildError) as error:
        write_files(tmp_path / "dist", [("a.txt", b"new"), ("b" * 300, b"b")], inside=tmp_path)

    assert _problem(error)[:2] == ("E601", "cannot write: the name is too long for the disk")
    assert _everything(tmp_path) == ["dist", "dist/a.txt"]
    assert (tmp_path / "dist" / "a.txt").read_bytes() == b"old"


@pytest.mark.parametrize(
    ("number", "message"),
    [
        (errno.ENOSPC, "cannot write: the disk is full"),
        (errno.EROFS, "cannot write: the disk is read-only"),
        (errno.EACCES, "cannot write: the folder may not be written"),
        (errno.EIO, "cannot write: Input/output error"),
    ],
)
def test_what_the_system_refuses_is_told_in_words(tmp_path: Path, number: int, message: str) -> None:
    with pytest.raises(BuildError) as error, told(tmp_path / "dist" / "a.txt", tmp_path):
        raise OSError(number, os.strerror(number))

    assert _problem(error) == ("E601", message, "dist/a.txt")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_disk_leaves_nothing_behind(tmp_path: Path) -> None:
    place = tmp_path / f".a.txt.{os.getpid()}~"
    place.symlink_to("/dev/full")

    with pytest.raises(BuildError) as error:
        write_files(tmp_path, [("a.txt", b"a" * 100_000)], inside=tmp_path)

    assert _problem(error)[:2] == ("E601", "cannot write: the disk is full")
    assert _everything(tmp_path) == []


def test_removing_a_file_removes_the_folders_it_leaves_empty(tmp_path: Path) -> None:
    write_files(tmp_path, [("dist/x/en/a.txt", b"a"), ("dist/y/b.txt", b"b")], inside=tmp_path)

    remove(tmp_path / "dist/x/en/a.txt", inside=tmp_path)

    assert _everything(tmp_path) == ["dist", "dist/y", "dist/y/b.txt"]


def test_what_a_killed_build_left_half_written_is_swept_up(tmp_path: Path) -> None:
    write_files(tmp_path, [("a.txt", b"a"), (".a.txt.123~", b"hal"), ("fonts/.b.ttf.9~", b"")], inside=tmp_path)
    (tmp_path / ".keep~").touch()

    remove_unfinished(tmp_path)

    assert _everything(tmp_path) == [".keep~", "a.txt", "fonts"]


def test_a_problem_outside_the_workspace_has_its_whole_path(tmp_path: Path) -> None:
    with pytest.raises(BuildError) as error, told(Path("/elsewhere/a"), tmp_path):
        raise OSError(errno.EACCES, "")

    hint = "check whose it is: `ls -ld` shows it"
    expected = Problem("E601", "cannot write: the folder may not be written", Place("/elsewhere/a"), hint)
    assert error.value.problems == (expected,)
