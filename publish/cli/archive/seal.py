"""`publish archive seal`."""

import datetime as dt
from pathlib import Path

import click

from publish.cli.editions import EditionName
from publish.cli.progress import Bar
from publish.cli.terminal import paint
from publish.workspace import find

_EXAMPLES = """\b
Examples:
  publish archive seal 2021-03-30
  publish archive seal 2021-03-30 --correct "The date of the spring meeting was wrong."
  publish archive seal 2021-03-30 --sign
"""
_LONGEST = 1000


@click.command("seal", epilog=_EXAMPLES)
@click.argument("edition", metavar="EDITION", type=EditionName())
@click.option("--correct", "correction", default="", metavar="WHAT", help="Seal a new version; say what was wrong.")
@click.option("--sign", is_flag=True, help="Sign it with the key of `publish archive keygen`.")
def command(edition: str, correction: str, *, sign: bool) -> None:
    """
    Seal EDITION: build it, and keep it for good.

    All languages and formats are built and checked. If nothing breaks, they and everything they were made from are
    put into dist/archive/EDITION/, with a manifest that names every file by its hash. Nothing there is ever
    changed. Commit the folder to git.
    """
    from publish.archive.keys import FILE, read_key
    from publish.archive.seal import Wish, seal

    correction = " ".join(correction.split())
    if len(correction) > _LONGEST:
        raise click.UsageError(f"say in at most {_LONGEST} characters what was wrong")
    root = find(Path.cwd())
    key = read_key(root / ".publish" / FILE, f".publish/{FILE}") if sign else None
    with Bar() as bar:
        sealed = seal(root, Wish(edition, dt.datetime.now(dt.UTC), correction, key), watcher=bar)
    folder = sealed.folder.relative_to(root)
    count = len(sealed.manifest.files)
    click.echo(f"{paint('sealed', 'green')} {folder}/  {count} files  {sealed.manifest.size / 1e6:.1f} MB")
    click.echo(f"manifest sha256 {sealed.sha256}")
    click.echo("commit the folder to git, and write down the hash where nobody can change it", err=True)
