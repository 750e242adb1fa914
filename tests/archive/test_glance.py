"""What the list says of damage, without reading the files."""

import shutil
from pathlib import Path

import pytest

from publish.archive import Archive
from publish.archive.glance import BROKEN, CHANGED, MISSING, OTHER_SIZE, UNREADABLE, glance
from publish.archive.memory import Memory
from publish.archive.seal import archive_of
from tests.archive.making import EDITION
from tests.archive.test_verify import OTHER, TAMPERINGS, root, sealed_once  # noqa: F401  # fixtures

SEEN: dict[str, dict[str, str]] = {
    "a file is cut off": {EDITION: OTHER_SIZE},
    "a file grows": {OTHER: OTHER_SIZE},
    "a file is removed": {EDITION: MISSING},
    "a file is renamed": {EDITION: MISSING},
    "a file becomes a link": {EDITION: OTHER_SIZE},
    "the source is changed": {EDITION: OTHER_SIZE},
    "a manifest is changed, and no file": {OTHER: CHANGED},
    "a manifest is written anew without what was removed": {EDITION: CHANGED},
    "a manifest is removed": {OTHER: UNREADABLE},
    "a manifest is no JSON any more": {OTHER: UNREADABLE},
    "a manifest leads out of its folder": {EDITION: UNREADABLE},
    "a manifest is a link": {OTHER: UNREADABLE},
    "a seal is removed from the middle": {EDITION: BROKEN},
    "the first version is removed": {OTHER: BROKEN, EDITION: BROKEN},
    "two seals change places": {OTHER: UNREADABLE, EDITION: UNREADABLE},
    "a seal is copied as another version": {EDITION: UNREADABLE},
}
"""Of all that `verify` finds; the rest only it can see."""


@pytest.mark.parametrize("name", TAMPERINGS)
def test_damage_is_told_of_its_edition_and_of_no_other(root: Path, name: str) -> None:  # noqa: F811
    TAMPERINGS[name][0](root)

    assert glance(Archive(root, "copy")).damage == SEEN.get(name, {})


def test_what_is_whole_is_all_there(root: Path) -> None:  # noqa: F811
    seen = glance(Archive(root, "copy"))

    assert (seen.damage, [seal.head.number for seal in seen.seals]) == ({}, [1, 2, 3])


def test_a_manifest_that_changed_a_moment_ago_is_damage_whatever_was_remembered(
    sealed_once: Path,  # noqa: F811
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    shutil.copytree(sealed_once / "dist", tmp_path / "dist")
    seals = archive_of(tmp_path).seals()
    monkeypatch.setattr(Memory, "recall", lambda _self, _file: seals[0])  # as if the file were untouched

    assert glance(archive_of(tmp_path)).damage == {EDITION: UNREADABLE}
