"""The argument EDITION: an edition's id, a part of it that no other has, or a path to its folder or text."""

import os
from collections.abc import Iterable
from pathlib import Path

import click
from click.shell_completion import CompletionItem

from publish.problems import BuildError, Place, Problem, PublishError, did_you_mean
from publish.workspace import CONTENT, find


def edition_ids(root: Path) -> tuple[str, ...]:
    """The folders in content/, oldest first."""
    content = root / CONTENT
    found = content.iterdir() if content.is_dir() else ()
    return tuple(sorted(folder.name for folder in found if folder.is_dir() and not folder.name.startswith(".")))


def latest(root: Path) -> str:
    """
    The edition whose folder one stands in, else the latest.

    Raises:
        BuildError: if there is none.
    """
    ids = edition_ids(root)
    if not ids:
        hint = 'begin one with `publish new "Title"`'
        raise BuildError(Problem("E607", "there is no edition yet", Place(CONTENT), hint))
    return _by_path(root, ".") or ids[-1]


def check_languages(root: Path, editions: Iterable[str], languages: Iterable[str]) -> None:
    """
    That each of *languages* is one that some of *editions* are written in.

    Raises:
        click.BadParameter: if not.
    """
    written = {file.stem for edition in editions for file in (root / CONTENT / edition).glob("*.md")}
    for language in languages:
        if language not in written:
            hint = did_you_mean(language, sorted(written))
            raise click.BadParameter(f"no edition asked for is written in `{language}`; {hint}", param_hint="--lang")


class EditionName(click.ParamType[str]):
    """Turns what was typed into an edition's id."""

    name = "edition"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        root = find(Path.cwd())
        ids = edition_ids(root)
        if value in ids:
            return value
        if by_path := _by_path(root, value):
            return by_path
        alike = [name for name in ids if value.lower() in name.lower()]
        if len(alike) != 1:
            self.fail(_refusal(value, alike, ids), param, ctx)
        return alike[0]

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        try:
            ids = edition_ids(find(Path.cwd()))
        except PublishError:
            return []
        return [CompletionItem(name) for name in reversed(ids) if name.startswith(incomplete)]


def nearest(value: str, ids: tuple[str, ...]) -> str:
    """
    The one of *ids* that was meant by *value*, a part of it.

    Raises:
        click.BadParameter: if there is none, or more than one.
    """
    alike = [value] if value in ids else [name for name in ids if value.lower() in name.lower()]
    if len(alike) != 1:
        raise click.BadParameter(_refusal(value, alike, ids), param_hint="EDITION")
    return alike[0]


def _refusal(value: str, alike: list[str], ids: tuple[str, ...]) -> str:
    if alike:
        return f"`{value}` can be any of {', '.join(alike)}"
    hint = did_you_mean(value, ids)
    return f"there is no edition `{value}`" + (f"; {hint}" if hint else "")


def _by_path(root: Path, text: str) -> str:
    """The edition that a path leads into, or an empty text."""
    path, content = Path(text), root / CONTENT
    if not path.exists():
        return ""
    for one, other in ((Path(os.path.abspath(path)), content), (path.resolve(), content.resolve())):  # noqa: PTH100
        parts = one.relative_to(other).parts if one.is_relative_to(other) else ()
        if parts and (content / parts[0]).is_dir():
            return parts[0]
    return ""
