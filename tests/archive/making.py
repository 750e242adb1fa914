"""A workspace with one short edition, and its archive."""

import datetime as dt
import os
from pathlib import Path

from publish.archive import Archive, Sealed
from publish.archive.keys import Key
from publish.archive.seal import FOLDER, Wish, seal

EDITION = "2021-03-30-an-example"
NOW = dt.datetime(2026, 11, 23, 8, 0, tzinfo=dt.UTC)


def write_edition(root: Path, *, edition: str = EDITION, title: str = "An example", body: str = "Text.") -> str:
    """Write an edition in English, or write it anew; its id."""
    folder = root / "content" / edition
    folder.mkdir(parents=True, exist_ok=True)
    head = f"---\ntitle: {title}\ndate: {edition[:10]}\ncategory: News\nstandfirst: What it is about, in short.\n---\n"
    (folder / "en.md").write_text(f"{head}\n{body}\n", encoding="utf-8")
    return edition


def sealed(
    root: Path, edition: str = EDITION, *, now: dt.datetime = NOW, correction: str = "", key: Key | None = None
) -> Sealed:
    """Seal an edition."""
    return seal(root, Wish(edition, now, correction, key))


def archive(root: Path) -> Archive:
    """The archive of a workspace."""
    return Archive(root / FOLDER)


def opened(folder: Path) -> None:
    """Let everything below *folder* be written to: what an intruder, or a careless person, does first."""
    for where, _, names in os.walk(folder):
        Path(where).chmod(0o755)
        for name in names:
            if not Path(where, name).is_symlink():
                Path(where, name).chmod(0o644)


def everything(folder: Path) -> dict[str, bytes]:
    """Every file below *folder*, by path."""
    return {
        file.relative_to(folder).as_posix(): file.read_bytes() for file in sorted(folder.rglob("*")) if file.is_file()
    }
