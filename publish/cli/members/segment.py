"""`publish members segment`."""

from collections.abc import Sequence
from pathlib import Path

import click

from publish.workspace import find

_EXAMPLES = """\b
Examples:
  publish members segment
  publish members segment styrelsen --add anna@ek.example --add bo@ek.example
  publish members segment styrelsen --remove anna@ek.example
"""


@click.command("segment", epilog=_EXAMPLES)
@click.argument("name", metavar="[NAME]", default="")
@click.option("--add", "added", multiple=True, metavar="ADDRESS", help="Put a member into it.")
@click.option("--remove", "removed", multiple=True, metavar="ADDRESS", help="Take a member out of it.")
@click.pass_context
def command(ctx: click.Context, name: str, added: Sequence[str], removed: Sequence[str]) -> None:
    """
    List the segments, or change who belongs to NAME.

    A segment is a part of the members that an edition can go to. It is there as soon as somebody belongs to it.
    """
    from publish.database import is_there, open_database
    from publish.members import segments

    root = find(Path.cwd())
    if (added or removed) and not name:
        raise click.UsageError("name the segment to change", ctx)
    if added or removed:
        _change(root, name, added, removed)
        return
    if not is_there(root):
        click.echo("there are no members yet; `publish members import FILE` takes a list in", err=True)
        return
    with open_database(root).connect() as connection:
        if name:
            segments.check(connection, name)
        for each, count in segments.segments(connection).items():
            if name in {"", each}:
                click.echo(f"{each}  {count}")


def _change(root: Path, name: str, added: Sequence[str], removed: Sequence[str]) -> None:
    from publish.database import open_database
    from publish.members import finding, segments
    from publish.members.writing import writing

    come, gone = ([finding.asked(root, text) for text in texts] for texts in (added, removed))
    with writing(open_database(root)) as connection:
        if gone:
            segments.check(connection, name)
        put = sum(segments.add(connection, name, finding.number_of(connection, who)) for who in come)
        taken = sum(segments.remove(connection, name, finding.number_of(connection, who)) for who in gone)
        count = segments.segments(connection).get(name, 0)
    click.echo(f"{name}: {put} added, {taken} removed, {count} now")
