"""The site is written again from the seals: only what changed, always the same bytes, and no seal is touched."""

import datetime as dt
import re
import shutil
from pathlib import Path

import pytest

from publish.archive.seal import FOLDER, Wish, seal
from publish.archive.site import write_site
from publish.archive.verify import verify
from tests.archive.making import NOW, archive, everything
from tests.archive.site.writing import CORRECTED, write_short
from tests.made import SECOND

SEAL = re.compile(r"\d{4}-\d{2}-\d{2}-[a-z0-9-]+/\d+/")
NEW = "2026-06-30-between-two"


@pytest.fixture(scope="module")
def written(sealed_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace of its own whose site is written."""
    root = tmp_path_factory.mktemp("written") / "workspace"
    shutil.copytree(sealed_once, root, ignore=shutil.ignore_patterns(".publish", "dist"))
    for manifest in (sealed_once / FOLDER).glob("*/*/manifest.json"):
        shutil.copytree(manifest.parent, root / FOLDER / manifest.parent.relative_to(sealed_once / FOLDER))
    write_site(root)
    return root


def _site(root: Path) -> dict[str, bytes]:
    return {path: data for path, data in everything(root / FOLDER).items() if not SEAL.match(path)}


def _seals(root: Path) -> dict[str, bytes]:
    return {path: data for path, data in everything(root / FOLDER).items() if SEAL.match(path)}


def test_written_twice_nothing_is_written(written: Path) -> None:
    report = write_site(written)

    assert (report.changed, report.removed) == ([], [])
    assert report.same > 300


def test_written_from_nothing_it_has_the_same_bytes(written: Path) -> None:
    """All of it, the index of the search too."""
    before = _site(written)
    shutil.rmtree(written / ".publish")
    for path in before:
        (written / FOLDER / path).unlink()

    write_site(written)

    assert _site(written) == before


def test_without_a_memory_nothing_that_is_right_is_written(written: Path) -> None:
    shutil.rmtree(written / ".publish" / "cache")

    assert write_site(written).changed == []


def test_a_file_that_somebody_removed_comes_back(written: Path) -> None:
    lost = ["index.html", "en/feed.json", f"{CORRECTED}/sv/first-page.webp", f"{CORRECTED}/index.html", "seals.json"]
    before = _site(written)
    for path in lost:
        (written / FOLDER / path).unlink()

    assert sorted(write_site(written).changed) == sorted(lost)
    assert _site(written) == before


def test_one_more_edition_changes_only_what_shows_it(written: Path) -> None:
    before, seals = _site(written), _seals(written)
    write_short(written, NEW)
    seal(written, Wish(NEW, NOW + dt.timedelta(hours=2)))

    report = write_site(written)

    after = _site(written)
    own = {path for path in after if path.startswith((f"{NEW}/", "pagefind/"))}
    pages = {"index.html", "sitemap.xml", "seals.json", f"{SECOND.name}/index.html", f"{CORRECTED}/index.html"}
    pages |= {
        f"{one}/{name}"
        for one in ("sv", "en")
        for name in ("index.html", "2026/index.html", "feed.atom", "feed.rss", "feed.json")
    }
    assert set(report.changed) - own == pages
    assert {path for path in after if after[path] != before.get(path)} - own == pages
    assert all(path.startswith("pagefind/") for path in before.keys() - after.keys())
    assert {path: data for path, data in _seals(written).items() if path in seals} == seals


def test_no_seal_is_touched_and_all_are_whole(written: Path, sealed_once: Path) -> None:
    seals = _seals(sealed_once)

    assert {path: data for path, data in _seals(written).items() if path in seals} == seals
    assert verify(archive(written)).problems == ()
