"""Seals an edition: builds it, says what it is and what it was made from, and puts all of it in its place for good."""

import datetime as dt
import mimetypes
import subprocess
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from publish.archive import aliases, durable
from publish.archive.chain import problems as chain_problems
from publish.archive.keys import Key, signature
from publish.archive.manifest import LAYOUT, NAME, About, Accepted, Ingredient, Link, Manifest, SealedFile, written
from publish.archive.sources import FONTS, HOME, artefacts, sources
from publish.archive.store import Archive, Sealed
from publish.build import Nobody, Report, Wanted, Watcher, build
from publish.build.inputs import engines
from publish.build.lock import only_one
from publish.edition import Edition
from publish.formats import FORMATS
from publish.problems import ArchiveError, Place, Problem, PublishError
from publish.prose import plain
from publish.source import read_edition
from publish.workspace import CONTENT, Workspace, open_workspace

FOLDER = Path("dist", "archive")
SIGNATURE = "manifest.sig"
_TYPES = {".md": "text/markdown", ".yml": "application/yaml", ".yaml": "application/yaml", ".j2": "text/plain",
          ".eml": "message/rfc822", ".woff2": "font/woff2", ".webp": "image/webp"}  # fmt: skip
_SILENCE = "?"
"""When git does not answer: there is none, or the workspace is not under it."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be sealed."""

    edition: str
    now: dt.datetime
    """In UTC."""
    correction: str = ""
    """What was wrong with the version that is sealed; empty for the first."""
    key: Key | None = None
    """Signs the seal."""


def archive_of(root: Path) -> Archive:
    """The archive of the workspace in *root*."""
    return Archive(root / FOLDER, cache=root / ".publish" / "cache" / "archive.json")


def seal(root: Path, wish: Wish, *, watcher: Watcher | None = None) -> Sealed:
    """
    Build the edition, and seal it.

    Raises:
        PublishError: if it has problems, is sealed already, corrects nothing, or the disk does not allow it.
            Then nothing was sealed, and nothing that was is changed.
    """
    watcher = watcher or Nobody()
    archive = archive_of(root)
    with only_one(root, "archive.lock", watcher.waiting):
        durable.remove_unfinished(archive.folder)
        seals = archive.seals()
        _refuse(wish, seals)
        report = build(root, Wanted((wish.edition,), tuple(FORMATS)), watcher=watcher, today=wish.now.date())
        if report.problems:
            raise PublishError(*report.problems)
        workspace = open_workspace(root)
        contents, manifest = _contents(workspace, wish, report, seals)
        _refuse_the_same(manifest, seals)
        _refuse_addresses(workspace, manifest, seals)
        folder = archive.folder / wish.edition / str(manifest.version)
        durable.settle(contents, folder, inside=root)
    return archive.read(folder)


def _refuse(wish: Wish, seals: tuple[Sealed, ...]) -> None:
    """What cannot be sealed, found before anything is built."""
    if broken := chain_problems(seals, "dist/archive"):
        raise ArchiveError(*broken)
    place = Place(f"{CONTENT}/{wish.edition}")
    versions = [sealed for sealed in seals if sealed.head.edition == wish.edition]
    if versions and not wish.correction:
        hint = '`--correct "what was wrong"` seals a new version beside it'
        sealed = versions[-1].head.sealed[:10]
        raise ArchiveError(Problem("E701", f"the edition was sealed on {sealed}", place, hint))
    if wish.correction and not versions:
        raise ArchiveError(
            Problem("E702", "nothing is sealed yet that could be corrected", place, "leave out --correct")
        )
    if seals and _moment(wish.now) < max(sealed.head.sealed for sealed in seals):
        last = max(sealed.head.sealed for sealed in seals)
        message = f"the clock says {_moment(wish.now)}, but something was sealed at {last}"
        raise ArchiveError(Problem("E704", message, place, "set the computer's clock right"))


def _refuse_the_same(manifest: Manifest, seals: tuple[Sealed, ...]) -> None:
    before = [sealed.manifest for sealed in seals if sealed.head.edition == manifest.edition]
    if before and before[-1].files == manifest.files:
        message = f"nothing differs from version {before[-1].version}"
        place = Place(f"{CONTENT}/{manifest.edition}")
        raise ArchiveError(Problem("E705", message, place, "mend the text first, then seal it"))


def _refuse_addresses(workspace: Workspace, manifest: Manifest, seals: tuple[Sealed, ...]) -> None:
    found = aliases.problems(manifest, seals, workspace.settings.languages, workspace.root)
    if problems := tuple(dict.fromkeys(found)):
        raise ArchiveError(*problems)


def _contents(
    workspace: Workspace, wish: Wish, report: Report, seals: tuple[Sealed, ...]
) -> tuple[dict[str, bytes], Manifest]:
    """Every file of the seal by path, and its manifest."""
    made_from = sources(workspace, report.results)
    kept = {f"{HOME}{path}": data for path, data in made_from.items() if not path.startswith(FONTS)}
    files = dict(sorted({**artefacts(workspace, report.results), **kept}.items()))
    pages = {f"{r.target.language}/{name}": o.pages for r in report.results for name, o in r.made.outputs.items()}
    fonts = {path: sha256(data).hexdigest() for path, data in made_from.items() if path.startswith(FONTS)}
    manifest = replace(
        _manifest(workspace, wish, report, seals),
        ingredients=tuple(Ingredient(path, digest) for path, digest in fonts.items()),
        files=tuple(_file(path, data, pages.get(path, 0)) for path, data in files.items()),
    )
    contents = {**files, NAME: written(manifest)}
    if wish.key:
        contents[SIGNATURE] = signature(wish.key, contents[NAME])
    return contents, manifest


def _manifest(workspace: Workspace, wish: Wish, report: Report, seals: tuple[Sealed, ...]) -> Manifest:
    """All that it says but the files."""
    last = seals[-1] if seals else None
    version = 1 + sum(sealed.head.edition == wish.edition for sealed in seals)
    return Manifest(
        layout=LAYOUT,
        number=last.head.number + 1 if last else 1,
        edition=wish.edition,
        version=version,
        date=wish.edition[:10],
        languages=_languages(workspace, wish.edition),
        sealed=_moment(wish.now),
        correction=wish.correction,
        previous=Link(last.head.edition, last.head.version, last.sha256) if last else None,
        commit=_commit(workspace.root, wish.edition),
        made_by=engines(),
        public_key=wish.key.public if wish.key else "",
        accepted=tuple(dict.fromkeys(Accepted(a.code, a.message) for r in report.results for a in r.made.accepted)),
        ingredients=(),
        files=(),
    )


def _languages(workspace: Workspace, edition: str) -> dict[str, About]:
    folder = workspace.folder(edition)
    return {
        language: _about(read_edition(folder, language, root=workspace.root, icons=workspace.icons))
        for language in workspace.languages(edition)
    }


def _about(edition: Edition) -> About:
    updated = edition.updated.isoformat() if edition.updated else ""
    return About(edition.title, plain(edition.standfirst), edition.category, updated, edition.aliases)


def _file(path: str, data: bytes, pages: int) -> SealedFile:
    suffix = Path(path).suffix
    media_type = _TYPES.get(suffix) or mimetypes.guess_type(path, strict=True)[0] or "application/octet-stream"
    return SealedFile(path, sha256(data).hexdigest(), len(data), media_type, pages)


def _moment(now: dt.datetime) -> str:
    return now.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _commit(root: Path, edition: str) -> str:
    """The commit of which the edition is made; empty when there is none, or when something differs from it."""
    asked = (f"{CONTENT}/{edition}", "publish.yaml", "templates", "assets")
    changes = _git(
        root, "status", "--porcelain", "--ignored", "--", *(name for name in asked if (root / name).exists())
    )
    commit = "" if changes else _git(root, "rev-parse", "--verify", "HEAD").strip()
    return "" if commit == _SILENCE else commit


def _git(root: Path, *arguments: str) -> str:
    """What git answers."""
    command = ("git", "-c", "core.fsmonitor=false", "--no-optional-locks", *arguments)
    try:
        done = subprocess.run(command, cwd=root, capture_output=True, text=True, timeout=20, check=False)
    except (OSError, subprocess.TimeoutExpired, UnicodeDecodeError):
        return _SILENCE
    return done.stdout if done.returncode == 0 else _SILENCE
