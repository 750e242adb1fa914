"""`publish members show`."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from publish.cli.members.list import for_machines
from publish.cli.members.words import day, iso
from publish.workspace import find

if TYPE_CHECKING:
    from publish.members.listing import Letter, Listed

_EXAMPLES = """\b
Examples:
  publish members show anna@ek.example
  publish members show anna@ek.example --json > anna.json
"""


@click.command("show", epilog=_EXAMPLES)
@click.argument("address", metavar="ADDRESS")
@click.option("--json", "as_json", is_flag=True, help="Everything as JSON, to be handed over when somebody asks.")
def command(address: str, *, as_json: bool) -> None:
    """
    Show all that is kept of a member.

    That is what a person may ask for (GDPR, articles 15 and 20); `publish members prove` has their consents.
    """
    from publish.database import open_database
    from publish.members import finding, listing

    root = find(Path.cwd())
    who = finding.asked(root, address)
    with open_database(root).connect() as connection:
        number = finding.number_of(connection, who)
        person = next(listing.listed(connection, number=number))
        letters = listing.letters(connection, number)
    if as_json:
        sent = [{"edition": one.edition, "state": one.state, "changed": iso(one.changed)} for one in letters]
        click.echo(json.dumps({**for_machines(person), "letters": sent}, indent=2, ensure_ascii=False))
        return
    _show(person, letters)


def _show(person: "Listed", letters: tuple["Letter", ...]) -> None:
    last = person.consent
    rows = {
        "address": person.address,
        "name": person.name,
        "first name": person.first_name,
        "company": person.company,
        "language": person.language or "none said: the main one",
        "external id": person.external_id,
        "segments": ", ".join(person.segments),
        "member since": day(person.since),
        "consent": f"{last.action} {last.given}: {last.basis}, {last.source}" if last else "none recorded",
        "written to": f"no: {person.standing}" if person.standing else "yes",
    }
    for name, value in rows.items():
        if value:
            click.echo(f"{name:<13} {value}")
    for letter in letters:
        click.echo(f"{'letter':<13} {letter.edition}: {letter.state}, {day(letter.changed)}")
