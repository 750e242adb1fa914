"""`publish members prove`."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from publish.cli.members.words import day, iso
from publish.cli.terminal import paint
from publish.workspace import find

if TYPE_CHECKING:
    from publish.members.consent import Verified
    from publish.members.prove import Proof

_EXAMPLES = """\b
Examples:
  publish members prove anna@ek.example
  publish members prove anna@ek.example --json
"""


@click.command("prove", epilog=_EXAMPLES)
@click.argument("address", metavar="ADDRESS")
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")
def command(address: str, *, as_json: bool) -> None:
    """
    Print what ADDRESS has agreed to, when and where.

    Every row ever recorded stands in one chain of hashes; the whole chain is followed, so that a row that was changed
    or removed is found. Ends with 1 if one was.
    """
    from publish.database import FILE, open_database
    from publish.members import finding, prove
    from publish.problems import MemberError, Place, Problem

    root = find(Path.cwd())
    who = finding.asked(root, address)
    with open_database(root).connect() as connection:
        proof = prove.prove(connection, who.key)
    if as_json:
        click.echo(json.dumps(_for_machines(proof), indent=2, ensure_ascii=False))
    else:
        _show(proof)
    if proof.chain.broken:
        rows = ", ".join(map(str, proof.chain.broken))
        hint = "compare with a backup; what stands in these rows proves nothing"
        message = f"the chain of consents is broken at row {rows}"
        raise MemberError(Problem("E823", message, Place(FILE), hint))


def _show(proof: "Proof") -> None:
    for row in proof.history:
        words = f": {row.basis}, {row.source}" if row.source else f": {row.basis}"
        click.echo(f"{row.given:<25} {row.action:<10} row {row.number}, recorded {day(row.recorded)}{words}")
        if row.shown:
            click.echo(f"  the person saw: {row.shown}")
    if proof.out:
        evidence = f": {proof.out.evidence}" if proof.out.evidence else ""
        click.echo(f"{day(proof.out.since):<25} {proof.out.reason}; never written to again{evidence}")
    if not proof.history and not proof.out:
        click.echo("nothing is recorded of this address", err=True)
    elif not proof.is_member:
        click.echo("nobody here has this address", err=True)
    _show_chain(proof.chain)


def _show_chain(chain: "Verified") -> None:
    if chain.rows and not chain.broken:
        whole = paint(f"the chain of all {chain.rows} consents is whole", "green", err=True)
        gone = f"; of {chain.erased} the words are erased" if chain.erased else ""
        click.echo(f"{whole}{gone}\nits head is {chain.head}; write it down where nobody can change it", err=True)


def _for_machines(proof: "Proof") -> dict[str, Any]:
    return {
        "isMember": proof.is_member,
        "history": [{**row._asdict(), "recorded": iso(row.recorded)} for row in proof.history],
        "suppressed": {**proof.out._asdict(), "since": iso(proof.out.since)} if proof.out else None,
        "chain": {"rows": proof.chain.rows, "erased": proof.chain.erased, "head": proof.chain.head,
                  "broken": list(proof.chain.broken)},
    }  # fmt: skip
