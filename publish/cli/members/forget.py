"""`publish members forget`."""

import time
from pathlib import Path

import click

from publish.workspace import find

_EXAMPLES = """\b
Examples:
  publish members forget anna@ek.example
  publish members forget anna@ek.example --yes
"""


@click.command("forget", epilog=_EXAMPLES)
@click.argument("address", metavar="ADDRESS")
@click.option("--yes", is_flag=True, help="Without asking.")
def command(address: str, *, yes: bool) -> None:
    """
    Erase everything about ADDRESS, for good.

    Address, names and words of consent are erased from the database's files; that they are gone is checked by
    searching the files. What stays is a keyed hash, by which no list brings the person back. Backups, lists of your
    own and the mail server are not reached from here.
    """
    from publish.database import FILE, open_database
    from publish.members import finding
    from publish.members.forget import forget

    root = find(Path.cwd())
    who = finding.asked(root, address)
    if not yes:
        click.confirm(f"Erase everything about {who.text}? Nobody can undo it.", abort=True)
    done = forget(root, open_database(root), who, int(time.time()))
    click.echo("forgotten" if done.was_member else "nobody here had this address; it stays out from now on")
    if done.deliveries:
        click.echo(f"{done.deliveries} letters no longer say to whom they went", err=True)
    if done.letters:
        click.echo(f"{done.letters} files with letters to them were removed from .publish/", err=True)
    searched = (
        f"the address is in no file of {FILE}" if done.is_searched else "see to the server's own files and backups"
    )
    click.echo(searched, err=True)
    click.echo("lists, backups and mail outside of the workspace may still have it", err=True)
