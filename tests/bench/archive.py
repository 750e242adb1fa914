"""
A site of many editions beside a site of ten, and verifying beside hashing.

    python -m tests.bench.archive                   1 000 editions
    python -m tests.bench.archive --editions 200

The editions are small and were never built: their seals are written straight, in a right chain. The search index is
left aside; it is made anew whenever a seal has come.
"""

import argparse
import datetime as dt
import resource
import subprocess
import tempfile
import time
from pathlib import Path

from publish.archive import durable
from publish.archive.manifest import LAYOUT, About, Link, Manifest, SealedFile, written
from publish.archive.seal import FOLDER, Wish, archive_of, seal
from publish.archive.site import copies, feeds, machines, pages
from publish.archive.site.leaves import write_leaves
from publish.archive.site.making import making
from publish.archive.site.model import site_of
from publish.archive.verify import verify
from publish.build.digests import digest
from publish.cli import starters
from publish.workspace import open_workspace
from tests.archive.making import write_edition

_START = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
_PADDING = 60_000
"""Bytes of each of an edition's pages."""


def main() -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--editions", type=int, default=1000)
    count = parser.parse_args().editions
    with tempfile.TemporaryDirectory() as name:
        few, many = (_workspace(Path(name) / word, number) for word, number in (("few", 10), ("many", count)))
        of_ten, of_many = _adding(few), _adding(many)
        _row(f"one edition more, sealed and shown: of {count} : of 10", of_many[0], of_ten[0], 1.5)
        _row("of this, the site alone", of_many[1], of_ten[1])
        ours, hashing = _verifying(many), _hashing(many)
        _row("verify : sha256sum over the same files", ours, hashing, 2.0)
        print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")  # noqa: T201


def _row(what: str, one: float, other: float, limit: float = 0) -> None:
    """One line of the table; without a *limit* it is there to be looked at."""
    most = f"at most {limit:.2f}{'' if one / other <= limit else '  too slow'}" if limit else ""
    print(f"{what:58} {one:>8.3f} : {other:>7.3f} s  {one / other:>6.2f}  {most}", flush=True)  # noqa: T201


def _workspace(root: Path, count: int) -> Path:
    (root / "content").mkdir(parents=True)
    (root / "publish.yaml").write_bytes(starters.settings("The Baltic Society"))
    before: tuple[str, str] | None = None
    for number in range(count):
        before = _seal(root, number, before)
    return root


def _seal(root: Path, number: int, before: tuple[str, str] | None) -> tuple[str, str]:
    """Write a seal, its edition's name and the hash of its manifest."""
    edition = f"{2000 + number // 40}-{number // 4 % 10 + 1:02}-{number % 4 + 1:02}-edition-{number}"
    data = f"<html lang='en'><title>{number}</title><main>Edition {number}</main>".encode().ljust(_PADDING)
    files = {f"{language}/{name}": data for language in ("en", "sv") for name in ("index.html", "text.html")}
    manifest = Manifest(
        layout=LAYOUT,
        number=number + 1,
        edition=edition,
        version=1,
        date=edition[:10],
        languages={language: About(f"Edition {number}", "What it is about.", "News") for language in ("en", "sv")},
        sealed=(_START + dt.timedelta(minutes=number)).strftime("%Y-%m-%dT%H:%M:%SZ"),
        correction="",
        previous=Link(before[0], 1, before[1]) if before else None,
        public_key="",
        commit="",
        made_by={},
        accepted=(),
        ingredients=(),
        files=tuple(SealedFile(path, digest(content), len(content), "text/html") for path, content in files.items()),
    )
    contents = {**files, "manifest.json": written(manifest)}
    durable.settle(contents, root / FOLDER / edition / "1", inside=root)
    return edition, digest(contents["manifest.json"])


def _adding(root: Path) -> tuple[float, float]:
    """Seconds to seal one more edition and write the site, and of these for the site; the best of three."""
    _write(root)
    time.sleep(2.5)  # files have to be at rest before their stats are believed
    _write(root)
    times = []
    for number in range(3):
        edition = write_edition(root, edition=f"2030-01-0{number + 1}-one-more")
        started = time.perf_counter()
        seal(root, Wish(edition, dt.datetime.now(dt.UTC)))
        sealed = time.perf_counter()
        _write(root)
        times.append((time.perf_counter() - started, time.perf_counter() - sealed))
    return min(times)


def _write(root: Path) -> None:
    """As `write_site` does, but for the search."""
    workspace = open_workspace(root)
    made = making(site_of(archive_of(root).seals(), workspace.settings), workspace)
    leaves = [leaf for sort in (pages, copies, feeds, machines) for leaf in sort.leaves(made)]
    write_leaves(leaves, root / FOLDER, root / ".publish" / "cache" / "site.json", inside=root)


def _verifying(root: Path) -> float:
    started = time.perf_counter()
    assert not verify(archive_of(root)).problems
    return time.perf_counter() - started


def _hashing(root: Path) -> float:
    paths = [str(file) for seal in archive_of(root).seals() for file in seal.folder.rglob("*") if file.is_file()]
    started = time.perf_counter()
    subprocess.run(["xargs", "-0", "sha256sum"], input="\0".join(paths).encode(), check=True, capture_output=True)
    return time.perf_counter() - started


if __name__ == "__main__":
    main()
