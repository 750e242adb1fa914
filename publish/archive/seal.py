"""Seals an edition: builds it, says what it is and what it was made from, and puts all of it in its place for good."""

import subprocess
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from publish.archive import aliases, durable
from publish.archive.manifest import About, Accepted, Ingredient, Manifest
from publish.archive.sources import FONTS, HOME, artefacts, sources
from publish.archive.steps import Wish, begun, packed, refuse, refuse_the_same
from publish.archive.store import Archive, Sealed
from publish.build import Nobody, Report, Wanted, Watcher, build
from publish.build.inputs import engines
from publish.build.lock import only_one
from publish.edition import Edition
from publish.formats import FORMATS
from publish.problems import PublishError
from publish.prose import plain
from publish.source import read_edition
from publish.workspace import CONTENT, Workspace, open_workspace

__all__ = ["FOLDER", "Wish", "archive_of", "seal"]

FOLDER = Path("dist", "archive")
_SILENCE = "?"
"""When git does not answer: there is none, or the workspace is not under it."""


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
        refuse(wish, seals)
        report = build(root, Wanted((wish.edition,), tuple(FORMATS)), watcher=watcher, today=wish.now.date())
        if report.problems:
            raise PublishError(*report.problems)
        workspace = open_workspace(root)
        contents, manifest = _contents(workspace, wish, report, seals)
        refuse_the_same(wish, manifest, seals)
        aliases.refuse(manifest, seals, workspace.settings.languages, root)
        folder = archive.folder / wish.edition / str(manifest.version)
        durable.settle(contents, folder, inside=root)
    return archive.read(folder)


def _contents(
    workspace: Workspace, wish: Wish, report: Report, seals: tuple[Sealed, ...]
) -> tuple[dict[str, bytes], Manifest]:
    """Every file of the seal by path, and its manifest."""
    made_from = sources(workspace, report.results)
    kept = {f"{HOME}{path}": data for path, data in made_from.items() if not path.startswith(FONTS)}
    pages = {f"{r.target.language}/{name}": o.pages for r in report.results for name, o in r.made.outputs.items()}
    fonts = {path: sha256(data).hexdigest() for path, data in made_from.items() if path.startswith(FONTS)}
    accepted = (Accepted(a.code, a.message) for r in report.results for a in r.made.accepted)
    manifest = replace(
        begun(wish, seals, _languages(workspace, wish.edition), engines()),
        commit=_commit(workspace.root, wish.edition),
        accepted=tuple(dict.fromkeys(accepted)),
        ingredients=tuple(Ingredient(path, digest) for path, digest in fonts.items()),
    )
    return packed(manifest, {**artefacts(workspace, report.results), **kept}, pages, wish.key)


def _languages(workspace: Workspace, edition: str) -> dict[str, About]:
    folder = workspace.folder(edition)
    return {
        language: _about(read_edition(folder, language, root=workspace.root, icons=workspace.icons))
        for language in workspace.languages(edition)
    }


def _about(edition: Edition) -> About:
    updated = edition.updated.isoformat() if edition.updated else ""
    return About(edition.title, plain(edition.standfirst), edition.category, updated, edition.aliases)


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
