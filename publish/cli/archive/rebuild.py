"""`publish archive rebuild`."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from publish.cli.editions import nearest
from publish.cli.terminal import paint
from publish.workspace import find

if TYPE_CHECKING:
    from publish.archive.rebuild import Rebuilt

_EXAMPLES = """\b
Examples:
  publish archive rebuild 2021-03-30
  publish archive rebuild 2021-03-30 --version 1
"""


@click.command("rebuild", epilog=_EXAMPLES)
@click.argument("edition", metavar="EDITION")
@click.option("--version", type=click.IntRange(min=1), help="Which version; the last, if not given.")
@click.pass_context
def command(ctx: click.Context, edition: str, version: int | None) -> None:
    """
    Make a sealed EDITION once more, and compare.

    It is made in a folder of its own, from the text, templates and assets that were sealed with it. With the same
    versions of all engines every file comes out byte for byte; else the versions that differ are told.
    """
    from publish.archive.rebuild import rebuild
    from publish.archive.seal import archive_of

    root = find(Path.cwd())
    seals = archive_of(root).seals()
    name = nearest(edition, tuple(dict.fromkeys(sealed.head.edition for sealed in seals)))
    versions = {sealed.head.version: sealed for sealed in seals if sealed.head.edition == name}
    if version is not None and version not in versions:
        raise click.UsageError(f"{name} has versions {', '.join(map(str, versions))}", ctx)
    sealed = versions[version or max(versions)]
    found = rebuild(sealed.folder, sealed.manifest, fonts=(root / "assets" / "fonts",))
    _show(found)
    ctx.exit(0 if found.is_same else 1)


def _show(found: "Rebuilt") -> None:
    for word, paths in (("differs", found.differing), ("not made now", found.missing), ("not sealed", found.new)):
        for path in paths:
            click.echo(f"{path}: {paint(word, 'red')}")
    for name, then, now in found.versions:
        click.echo(f"{name}: {then or 'none'} then, {now or 'none'} now")
    verdict = "byte for byte as it was sealed" if found.is_same else "not as it was sealed"
    click.echo(f"{len(found.same)} files the same: {verdict}", err=True)
