"""`publish archive site`."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from publish.workspace import find

if TYPE_CHECKING:
    from publish.archive.site import Written


@click.command("site")
def command() -> None:
    """
    Write the public pages of the archive.

    They are made from the seals alone: front page, years, editions, feeds, search. Only what has changed is written
    again. dist/archive/ is then a plain folder for any host, to be shown at the `base-url` of publish.yaml.
    """
    from publish.archive.site import write_site

    show(write_site(find(Path.cwd())))


def show(written: "Written") -> None:
    """One line for people, and what they should know."""
    parts = [f"{len(written.changed)} written"] * bool(written.changed)
    parts += [f"{len(written.removed)} removed"] * bool(written.removed)
    parts += [f"{written.same} unchanged"] * bool(written.same)
    click.echo(f"dist/archive/: {', '.join(parts) or 'nothing to show yet'}")
    for note in written.notes:
        click.echo(note, err=True)
