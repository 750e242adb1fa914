"""What manifests said is remembered, and never believed against the file."""

import os
from pathlib import Path

import pytest

from publish.archive.seal import archive_of
from tests.archive.making import EDITION, opened, sealed, write_edition

LONG_AGO = 1_000_000_000


@pytest.fixture
def root(workspace: Path) -> Path:
    """A workspace with a seal that has been at rest for long."""
    write_edition(workspace)
    seal = sealed(workspace)
    opened(seal.folder)
    return workspace


def at_rest(root: Path) -> Path:
    """The seal's manifest as of long ago; its change time is made so by what the reader believes."""
    manifest = root / "dist" / "archive" / EDITION / "1" / "manifest.json"
    os.utime(manifest, (LONG_AGO, LONG_AGO))
    return manifest


def test_an_archive_says_the_same_with_and_without_memory(root: Path) -> None:
    first, second = archive_of(root).seals(), archive_of(root).seals()
    (root / ".publish" / "cache" / "archive.json").unlink(missing_ok=True)

    assert first == second == archive_of(root).seals()


def test_a_manifest_at_rest_is_not_read_again(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at_rest(root)
    monkeypatch.setattr("publish.archive.memory._AT_REST", -(10**12))
    before = archive_of(root).seals()

    monkeypatch.setattr("publish.archive.store.manifest_data", None)

    assert archive_of(root).seals() == before


def test_a_manifest_that_changed_is_read_again(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    manifest = at_rest(root)
    monkeypatch.setattr("publish.archive.memory._AT_REST", -(10**12))
    archive_of(root).seals()

    manifest.write_bytes(manifest.read_bytes().replace(b"An example", b"As example"))

    assert archive_of(root).seals()[0].head.languages["en"].title == "As example"


@pytest.mark.parametrize(
    "content", [b"", b"[]", b"{}", b'{"layout": 1, "manifests": {"x": 1}}', b"\xff", b"[" * 100_000]
)
def test_a_memory_that_is_none_does_no_harm(root: Path, content: bytes) -> None:
    before = archive_of(root).seals()
    file = root / ".publish" / "cache" / "archive.json"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)

    assert archive_of(root).seals() == before
