"""The argument EDITION where it has to be a sealed one."""

from pathlib import Path

import click
from click.shell_completion import CompletionItem

from publish.cli.editions import EditionName
from publish.problems import PublishError
from publish.workspace import find

_ARCHIVE = Path("dist", "archive")


class SealedEdition(click.ParamType[str]):
    """Turns what was typed into the id of an edition that is sealed, or that could be."""

    name = "edition"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        alike = [name for name in _sealed(find(Path.cwd())) if value.lower() in name.lower()]
        if value in alike:
            return value
        return alike[0] if len(alike) == 1 else EditionName().convert(value, param, ctx)

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        try:
            ids = _sealed(find(Path.cwd()))
        except PublishError:
            return []
        return [CompletionItem(name) for name in reversed(ids) if name.startswith(incomplete)]


def _sealed(root: Path) -> tuple[str, ...]:
    from publish.archive.manifest import is_edition

    folder = root / _ARCHIVE
    found = folder.iterdir() if folder.is_dir() else ()
    return tuple(sorted(f.name for f in found if is_edition(f.name) and any(v.name.isdecimal() for v in f.iterdir())))
