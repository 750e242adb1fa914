"""`publish status`."""

import json
import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from publish.cli.sealed import SealedEdition
from publish.workspace import find

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from publish.send.status import Status

_EXAMPLES = """\b
Examples:
  publish status                 the latest send
  publish status 2021-03-30      all sends of an edition
  publish status --watch
  publish status --json | jq '.sends[].counts'
"""
_EVERY = 2.0


@click.command("status", epilog=_EXAMPLES)
@click.argument("edition", required=False, type=SealedEdition())
@click.option("--watch", is_flag=True, help="Look again every two seconds, until it has ended.")
@click.option("--json", "as_json", is_flag=True, help="Print the status as JSON, without names and addresses.")
@click.pass_context
def command(ctx: click.Context, edition: str | None, *, watch: bool, as_json: bool) -> None:
    """
    Show who has got EDITION, who has not, and of whom nobody knows.

    Without EDITION the latest send is shown. Exit code 1 says that something is left to be done.
    """
    from publish.cli.sending.words import for_machines, shown_status, sum_of
    from publish.database import is_there, open_database

    root = find(Path.cwd())
    found = _statuses(open_database(root), edition) if is_there(root) else ()
    while watch and any(status.left for status in found):
        click.clear()
        for status in found:
            shown_status(status)
            click.echo(sum_of(status))
        time.sleep(_EVERY)
        found = _statuses(open_database(root), edition)
    if as_json:
        click.echo(json.dumps({"sends": [for_machines(status) for status in found]}, indent=2))
    elif not found:
        click.echo("nothing was sent yet; `publish send EDITION` sends an edition", err=True)
    else:
        for status in found:
            shown_status(status)
            click.echo(sum_of(status))
    ctx.exit(1 if any(status.left or status.uncertain for status in found) else 0)


def _statuses(engine: "Engine", edition: str | None) -> "tuple[Status, ...]":
    from publish.send.sends import all_sends
    from publish.send.status import status

    with engine.connect() as connection:
        sends = all_sends(connection, edition or "")
        return tuple(status(connection, send, time.time()) for send in (sends if edition else sends[-1:]))
