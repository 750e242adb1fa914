"""`publish archive verify`."""

import json
from pathlib import Path

import click

from publish.cli.problems import for_machines, show
from publish.cli.terminal import paint
from publish.workspace import find

_EXAMPLES = """\b
Examples:
  publish archive verify
  publish archive verify /mnt/backup/archive
  publish archive verify --key 3b6a27bcceb6a42d62a3a8d02a6f0d73653215771de243a63ac048a18b59da29
"""


@click.command("verify", epilog=_EXAMPLES)
@click.argument(
    "folder", metavar="[DIR]", required=False, type=click.Path(exists=True, file_okay=False, path_type=Path)
)
@click.option("--key", default="", metavar="HEX", help="The public key that must have signed everything.")
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
@click.pass_context
def command(ctx: click.Context, folder: Path | None, key: str, *, as_json: bool) -> None:
    """
    Read everything that was sealed, and tell what changed.

    Every file is compared with the hash in its seal's manifest, every manifest with the one sealed after it, every
    signature with its key. DIR is an archive's folder, dist/archive of this workspace if none is given.
    """
    from publish.archive.seal import FOLDER
    from publish.archive.store import Archive
    from publish.archive.verify import verify

    if key and (len(key) != 64 or not set(key.lower()) <= set("0123456789abcdef")):
        raise click.UsageError("--key takes the 64 hexadecimal digits that `publish archive keygen` printed", ctx)
    archive = Archive(folder, str(folder)) if folder else Archive(find(Path.cwd()) / FOLDER)
    found = verify(archive, public_key=key.lower())
    if as_json:
        head = found.seals[-1].sha256 if found.seals else ""
        counts = {"seals": len(found.seals), "files": found.files, "size": found.size, "head": head}
        click.echo(json.dumps({**counts, "problems": for_machines(found.problems)}, indent=2))
    else:
        show(found.problems, err=False)
        _summary(len(found.seals), found.files, found.size, found.seals[-1].sha256 if found.seals else "")
        count = len(found.problems)
        verdict = paint("everything is as it was sealed", "green", err=True)
        click.echo(f"{count} problem{'s' * (count > 1)}" if count else verdict, err=True)
    ctx.exit(1 if found.problems else 0)


def _summary(seals: int, files: int, size: int, head: str) -> None:
    click.echo(f"{seals} seal{'s' * (seals != 1)}, {files} files, {size / 1e6:.1f} MB", err=True)
    if head:
        click.echo(f"the last seal's manifest has sha256 {head}; compare it with what was written down", err=True)
