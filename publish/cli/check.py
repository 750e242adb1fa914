"""`publish check`."""

import json
from pathlib import Path

import click

from publish.cli.editions import EditionName, edition_ids
from publish.cli.problems import for_machines, show
from publish.workspace import find

_EXAMPLES = """\b
Examples:
  publish check
  publish check 2021-03-30
  publish check --json
"""


@click.command("check", epilog=_EXAMPLES)
@click.argument("editions", metavar="[EDITION]...", nargs=-1, type=EditionName())
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
@click.pass_context
def command(ctx: click.Context, editions: tuple[str, ...], *, as_json: bool) -> None:
    """
    Read everything and report every problem.

    Settings, brand and the texts of EDITION are read; of all editions, if none is named. Nothing is made.
    """
    from publish.build.check import check

    root = find(Path.cwd())
    chosen = editions or edition_ids(root)
    problems = check(root, chosen)
    if as_json:
        click.echo(json.dumps({"problems": for_machines(problems)}, indent=2))
    else:
        show(problems, err=False)
        count = f"{len(problems)} problem{'s' * (len(problems) > 1)}" if problems else "no problems"
        click.echo(f"{count} in {len(chosen)} edition{'s' * (len(chosen) != 1)}", err=True)
    ctx.exit(1 if problems else 0)
