"""`publish archive keygen`."""

from pathlib import Path

import click

from publish.build.files import private_folder
from publish.workspace import find


@click.command("keygen")
def command() -> None:
    """
    Make the key that signs seals.

    The private key goes to .publish/archive.key, which you alone may read and which never enters git: keep a copy
    in a safe place. The public key is printed; publish it, so that others can say `verify --key`.
    """
    from publish.archive.keys import FILE, generate

    root = find(Path.cwd())
    key = generate(private_folder(root) / FILE, f".publish/{FILE}")
    click.echo(key.public)
    click.echo(f"the private key is in .publish/{FILE}; keep a copy of it in a safe place", err=True)
