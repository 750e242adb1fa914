"""
Makes a sealed edition once more, from what was sealed with it, and compares the two byte for byte.

Where the engines are those of the day it was sealed, the files come out the same. Where they are not, the versions
that differ are told beside the files that do.
"""

import datetime as dt
import shutil
import tempfile
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from publish.archive.manifest import Manifest
from publish.archive.sources import HOME
from publish.build import Wanted, build
from publish.build.digests import files_below
from publish.build.inputs import engines
from publish.formats import FORMATS
from publish.problems import ArchiveError, Place, Problem, PublishError
from publish.workspace import stock


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What came of it."""

    same: tuple[str, ...]
    """The files that came out as they were sealed, by path."""
    differing: tuple[str, ...]
    missing: tuple[str, ...]
    """Sealed, and not made now."""
    new: tuple[str, ...]
    """Made now, and not sealed."""
    versions: tuple[tuple[str, str, str], ...]
    """Name of an engine, its version then and its version now, where the two differ; "" for none."""

    @property
    def is_same(self) -> bool:
        """Whether everything came out as it was."""
        return not (self.differing or self.missing or self.new)


def rebuild(folder: Path, manifest: Manifest, *, fonts: tuple[Path, ...]) -> Rebuilt:
    """
    Make what is sealed in *folder* once more. *fonts* are folders in which its fonts are looked for, by their hashes.

    Raises:
        ArchiveError: if it was made elsewhere, or a font it was made with is nowhere to be found.
        PublishError: if it cannot be made any more.
    """
    if manifest.is_imported:
        message = "the edition was made elsewhere and imported, so it cannot be made again"
        place = Place(f"{manifest.edition}/{manifest.version}")
        raise ArchiveError(
            Problem("E736", message, place, "`publish archive verify` proves that it is as it was sealed")
        )
    with tempfile.TemporaryDirectory(prefix="publish-") as name:
        root = Path(name).resolve()
        shutil.copytree(folder / HOME, root, dirs_exist_ok=True, copy_function=_copy)
        _add_fonts(manifest, root, fonts)
        day = dt.date.fromisoformat(manifest.sealed[:10])
        report = build(root, Wanted((manifest.edition,), tuple(FORMATS)), today=day)
        if report.problems:
            raise PublishError(*report.problems)
        return _compared(manifest, root / "dist" / manifest.edition)


def _copy(source: str, target: str) -> None:
    """Without the mode: sealed files are closed for writing."""
    shutil.copyfile(source, target)


def _add_fonts(manifest: Manifest, root: Path, homes: tuple[Path, ...]) -> None:
    known: dict[str, Path] = {}
    for home in (*homes, stock() / "assets" / "fonts"):
        for file in files_below(str(home)):
            known.setdefault(sha256(Path(file).read_bytes()).hexdigest(), Path(file))
    lost = [one for one in manifest.ingredients if one.sha256 not in known]
    if lost:
        hint = "put the fonts of that time into assets/fonts/"
        raise ArchiveError(
            *(Problem("E706", f"no file here has the hash {one.sha256[:12]}…", Place(one.path), hint) for one in lost)
        )
    for one in manifest.ingredients:
        (root / one.path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(known[one.sha256], root / one.path)


def _compared(manifest: Manifest, folder: Path) -> Rebuilt:
    then = {file.path: file.sha256 for file in manifest.files if not file.path.startswith(HOME)}
    now = {
        Path(file).relative_to(folder).as_posix(): sha256(Path(file).read_bytes()).hexdigest()
        for file in files_below(str(folder))
    }
    both = sorted(then.keys() & now.keys())
    return Rebuilt(
        same=tuple(path for path in both if then[path] == now[path]),
        differing=tuple(path for path in both if then[path] != now[path]),
        missing=tuple(sorted(then.keys() - now.keys())),
        new=tuple(sorted(now.keys() - then.keys())),
        versions=_versions(dict(manifest.made_by)),
    )


def _versions(then: dict[str, str]) -> tuple[tuple[str, str, str], ...]:
    now = engines()
    names = sorted(then.keys() | now.keys())
    return tuple(
        (name, then.get(name, ""), now.get(name, "")) for name in names if then.get(name, "") != now.get(name, "")
    )
