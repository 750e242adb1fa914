"""`publish members suppress`."""

import time
from pathlib import Path

import click

from publish.workspace import find

_EXAMPLES = """\b
Examples:
  publish members suppress anna@ek.example --evidence "phoned on 3 March"
  publish members suppress anna@ek.example --reason unsubscribed --evidence "mail to info@"
  publish members suppress anna@ek.example --lift
"""
_REASONS = ("manual", "unsubscribed", "complained", "bounced")


@click.command("suppress", epilog=_EXAMPLES)
@click.argument("address", metavar="ADDRESS")
@click.option("--reason", type=click.Choice(_REASONS), default="manual", show_default=True, help="Why.")
@click.option("--evidence", default="", metavar="TEXT", help="How you know it. Write no address into it.")
@click.option("--lift", is_flag=True, help="Let them be written to again, because they ask for it.")
def command(address: str, reason: str, evidence: str, *, lift: bool) -> None:
    """
    Never write to ADDRESS again.

    That also withdraws the consent, and holds for whatever lists bring the address later, member or not. --lift
    takes it back; for letters the person must then agree anew.
    """
    from publish.database import open_database
    from publish.members import finding, suppression
    from publish.members.writing import writing

    root = find(Path.cwd())
    who = finding.asked(root, address)
    if "@" in evidence:
        raise click.UsageError("--evidence outlives the person's data; write no address into it")
    with writing(open_database(root)) as connection:
        if lift:
            before = suppression.lift(connection, who.key)
            click.echo(f"{before} no longer" if before else "they were not suppressed")
            return
        done = suppression.suppress_address(connection, who.key, suppression.Reason(reason), evidence, int(time.time()))
        now = suppression.is_suppressed(connection, who.key)
    click.echo(f"suppressed: {now}" if done else f"suppressed already: {now}")
