"""`publish members export`."""

from pathlib import Path

import click

from publish.workspace import find

_EXAMPLES = """\b
Examples:
  publish members export ~/members.csv
  publish members export .publish/board.csv --segment styrelsen
"""


@click.command("export", epilog=_EXAMPLES)
@click.argument("file", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--segment", default="", metavar="NAME", help="Only who belongs to this segment.")
def command(file: Path, segment: str) -> None:
    """
    Write members to FILE, as CSV.

    Excel opens it, and `publish members import` reads it back. You alone may read FILE, which must be new and must not
    lie where git would find it. Delete it when you are done.
    """
    from publish.database import open_database
    from publish.members import export, listing, segments
    from publish.members.private import private_file

    root = find(Path.cwd())
    with open_database(root).connect() as connection:
        if segment:
            segments.check(connection, segment)
        with private_file(file, root) as stream:
            count = export.write(listing.listed(connection, segment_name=segment), stream)
    click.echo(f"{file}: {count} member{'s' * (count != 1)}")
    click.echo("it holds people's data: delete it when you are done", err=True)
