"""`publish members list`."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from publish.cli.members.words import iso
from publish.cli.terminal import paint
from publish.members.visible import visible
from publish.workspace import find

if TYPE_CHECKING:
    from publish.members.listing import Listed

_EXAMPLES = """\b
Examples:
  publish members list
  publish members list --segment styrelsen
  publish members list --search ericsson
"""


@click.command("list", epilog=_EXAMPLES)
@click.option("--segment", default="", metavar="NAME", help="Only who belongs to this segment.")
@click.option(
    "--search", default="", metavar="TEXT", help="Only in whose address, name, company or number TEXT stands."
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
def command(segment: str, search: str, *, as_json: bool) -> None:
    """
    List members.

    One line each, in the order in which they came: address, name, company, language, segments, and why they are not
    written to, if so. The forgotten are counted, for there is nothing else left of them.
    """
    from publish.database import is_there, open_database
    from publish.members import listing, segments

    root = find(Path.cwd())
    if not is_there(root):
        click.echo("there are no members yet; `publish members import FILE` takes a list in", err=True)
        return
    count = 0
    with open_database(root).connect() as connection:
        if segment:
            segments.check(connection, segment)
        for person in listing.listed(connection, segment_name=segment, search=search):
            click.echo(json.dumps(for_machines(person), ensure_ascii=False) if as_json else _line(person))
            count += 1
        gone, out = listing.forgotten(connection), listing.suppressions(connection)
    click.echo(f"{count} member{'s' * (count != 1)}", err=True)
    if gone and not segment and not search:
        click.echo(f"{gone} forgotten", err=True)
    if out and not segment and not search:
        told = ", ".join(f"{reason} {number}" for reason, number in sorted(out.items()))
        click.echo(f"never written to: {told}", err=True)


def for_machines(person: "Listed") -> dict[str, Any]:
    """All of a member."""
    last = person.consent
    return {
        "address": person.address,
        "name": person.name,
        "firstName": person.first_name,
        "company": person.company,
        "language": person.language,
        "externalId": person.external_id,
        "segments": list(person.segments),
        "since": iso(person.since),
        "notWrittenTo": person.standing,
        "consent": dict(last._asdict()) if last else None,
    }


def _line(person: "Listed") -> str:
    cells = (person.address.ljust(32), person.name.ljust(22), person.company.ljust(22), person.language.ljust(2),
             ", ".join(person.segments))  # fmt: skip
    line = "  ".join("".join(one if one.isprintable() else "?" for one in cell) for cell in cells).rstrip()
    return f"{line}  {paint(visible(person.standing), 'dim')}" if person.standing else line
