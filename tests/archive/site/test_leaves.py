"""What is written: what changed and nothing else, never in a seal, and what nobody makes any more goes."""

import json
import os
from collections.abc import Mapping
from pathlib import Path

import pytest

from publish.archive.site.leaves import Leaf, Written, write_leaves
from tests.archive.making import everything


class Folder:
    """A folder to write in, which counts what had to be made."""

    def __init__(self, root: Path) -> None:
        self.root, self.folder, self.memory = root, root / "dist" / "archive", root / ".publish" / "cache" / "site.json"
        self.made: list[str] = []

    def leaf(self, name: str, files: Mapping[str, bytes], word: str = "1") -> Leaf:
        def make() -> Mapping[str, bytes]:
            self.made.append(name)
            return files

        return Leaf(name, word, make)

    def write(self, *leaves: Leaf) -> Written:
        self.made.clear()
        return write_leaves(leaves, self.folder, self.memory, inside=self.root)


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path)


def test_what_is_known_is_not_made_again(folder: Folder) -> None:
    leaves = [folder.leaf("a", {"a.html": b"a"}), folder.leaf("b", {"b/1": b"1", "b/2": b"2"})]
    assert folder.write(*leaves).changed == ["a.html", "b/1", "b/2"]

    again = folder.write(*leaves)

    assert (again.changed, again.same, again.removed, folder.made) == ([], 3, [], [])


def test_what_depends_on_something_new_is_made_again_and_written_if_it_differs(folder: Folder) -> None:
    folder.write(folder.leaf("a", {"a": b"a"}), folder.leaf("b", {"b/1": b"1", "b/2": b"2"}))

    report = folder.write(folder.leaf("a", {"a": b"a"}, "2"), folder.leaf("b", {"b/1": b"1", "b/2": b"new"}, "2"))

    assert (report.changed, report.same, folder.made) == (["b/2"], 2, ["a", "b"])


def test_a_file_that_somebody_removed_comes_back(folder: Folder) -> None:
    leaves = [folder.leaf("a", {"a": b"a"}), folder.leaf("b", {"b/1": b"1", "b/2": b"2"})]
    folder.write(*leaves)
    (folder.folder / "b" / "1").unlink()

    assert folder.write(*leaves).changed == ["b/1"]
    assert folder.made == ["b"]


def test_what_nobody_makes_now_is_removed_with_its_empty_folder(folder: Folder) -> None:
    folder.write(folder.leaf("a", {"a": b"a"}), folder.leaf("old", {"old/deep/page.html": b""}))
    (folder.folder / "foreign.txt").write_bytes(b"somebody else's")

    report = folder.write(folder.leaf("a", {"a": b"a"}))

    assert report.removed == ["old/deep/page.html"]
    assert everything(folder.folder) == {"a": b"a", "foreign.txt": b"somebody else's"}
    assert not (folder.folder / "old").exists()


def test_a_file_that_another_leaf_makes_now_stays(folder: Folder) -> None:
    folder.write(folder.leaf("before", {"page": b"1"}))

    assert folder.write(folder.leaf("after", {"page": b"2"})).removed == []
    assert everything(folder.folder) == {"page": b"2"}


@pytest.mark.parametrize(
    "path",
    [
        "2021-03-30-an-example/1/en/index.html",
        "2021-03-30-an-example/12",
        "../outside",
        "/etc/passwd",
        "a/../../outside",
        "",
        "a//b",
        "./a",
    ],
)
def test_no_leaf_writes_into_a_seal_or_elsewhere(folder: Folder, path: str) -> None:
    with pytest.raises(ValueError, match=f"^{path}$"):
        folder.write(folder.leaf("bad", {path: b"x"}))

    assert everything(folder.root / "dist") == {}
    assert not (folder.root.parent / "outside").exists()


def test_a_memory_that_names_a_seal_or_something_elsewhere_is_not_believed(folder: Folder) -> None:
    """Else whoever can write in the cache could have a seal removed."""
    seal = folder.folder / "2021-03-30-an-example" / "1" / "manifest.json"
    outside = folder.root / "outside"
    for file in (seal, outside):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(b"precious")
    for path in ("2021-03-30-an-example/1/manifest.json", "../../outside"):
        folder.memory.parent.mkdir(parents=True, exist_ok=True)
        folder.memory.write_text(json.dumps({"layout": 1, "leaves": {"old": ["1", path]}}), encoding="utf-8")
        assert folder.write(folder.leaf("a", {"a": b"a"})).removed == []

    assert seal.read_bytes() == outside.read_bytes() == b"precious"


@pytest.mark.parametrize(
    "memory", [b"", b"{", b"[]", b'{"layout": 1}', b'{"layout": 1, "leaves": {"a": 3}}', b"[" * 100_000]
)
def test_a_broken_memory_is_as_good_as_none(folder: Folder, memory: bytes) -> None:
    folder.write(folder.leaf("a", {"a": b"a"}))
    folder.memory.write_bytes(memory)

    report = folder.write(folder.leaf("a", {"a": b"a"}))

    assert (report.changed, folder.made) == ([], ["a"])


def test_what_was_written_before_a_failure_is_remembered(folder: Folder) -> None:
    def fail() -> Mapping[str, bytes]:
        raise RuntimeError

    good = folder.leaf("good", {"good": b"good"})
    with pytest.raises(RuntimeError):
        folder.write(good, Leaf("bad", "1", fail))

    assert folder.write(good).changed == []
    assert folder.made == []


def stopped_at(step: int, folder: Folder, *leaves: Leaf) -> bool:
    """Write in a process that ends at once when something is forced to the disk for the n-th time; True if it ended."""
    child = os.fork()
    if not child:
        count, force = 0, os.fsync

        def die(number: int) -> None:
            nonlocal count
            count += 1
            if count > step:
                os._exit(9)
            force(number)

        setattr(os, "fsync", die)  # noqa: B010  # in this child alone
        folder.write(*leaves)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9


def test_whoever_is_stopped_at_any_step_leaves_nothing_that_the_next_does_not_tidy_up(tmp_path: Path) -> None:
    step, ended = 0, True
    while ended:
        folder = Folder(tmp_path / str(step))
        first = folder.leaf("a", {"a": b"a"}), folder.leaf("b", {"b/1": b"1", "b/one": b"1"})
        folder.write(*first)
        ended = stopped_at(
            step, folder, folder.leaf("a", {"a": b"new"}, "2"), folder.leaf("b", {"b/2": b"2", "b/two": b"2"}, "2")
        )

        folder.write(*first)

        assert everything(folder.folder) == {"a": b"a", "b/1": b"1", "b/one": b"1"}, step
        assert everything(folder.memory.parent).keys() == {"site.json"} | {
            name for name in everything(folder.memory.parent) if name.endswith("~")
        }
        step += 1

    assert step > 4


def test_what_an_error_stopped_halfway_is_tidied_up_too(folder: Folder) -> None:
    with pytest.raises(ValueError, match="outside"):
        folder.write(folder.leaf("a", {"a": b"a"}), folder.leaf("b", {"new/b": b"b", "../outside": b""}))
    assert everything(folder.folder) == {"a": b"a", "new/b": b"b"}

    folder.write(folder.leaf("a", {"a": b"a"}))

    assert everything(folder.folder) == {"a": b"a"}
    assert folder.made == []


@pytest.mark.parametrize(
    "left", ["../outside\n", "2021-03-30-an-example/1/manifest.json\n", "here", "a/\n", "\n", "\udc80\n"]
)
def test_a_damaged_note_removes_nothing_that_is_somebody_elses(folder: Folder, left: str) -> None:
    folder.write(folder.leaf("a", {"a": b"a"}))
    theirs = [
        folder.folder / "2021-03-30-an-example/1/manifest.json",
        folder.folder / "here",
        folder.folder.parent / "outside",
    ]
    for file in theirs:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(b"theirs")
    folder.memory.with_suffix(".writing").write_bytes(left.encode("utf-8", "surrogateescape"))

    folder.write(folder.leaf("a", {"a": b"a"}))

    assert [file.read_bytes() for file in theirs] == [b"theirs"] * 3
