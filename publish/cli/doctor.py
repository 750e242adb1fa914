"""`publish doctor`."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from publish.cli.terminal import is_terminal
from publish.workspace import find, open_workspace

if TYPE_CHECKING:
    from publish.mail.doctor import Answer

_EXAMPLES = """\b
Examples:
  publish doctor
  publish doctor --nameserver 9.9.9.9
  publish doctor --json
"""
_MARKS = {"pass": ("✓", "green"), "fail": ("✗", "red"), "unknown": ("?", "yellow"), "note": ("·", "dim")}


@click.command("doctor", epilog=_EXAMPLES)
@click.option("--nameserver", default="", metavar="IP", help="Ask this DNS server, not the one of this computer.")
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
@click.pass_context
def command(ctx: click.Context, nameserver: str, *, as_json: bool) -> None:
    """
    Look whether mailbox providers would take letters from here.

    Asks the DNS about SPF, DKIM, DMARC and mail servers, the relay what it offers, and the one-click address whether
    it answers; looks whether secrets are kept. Nothing is sent or changed. Exit code 0 if all is well, 1 if something
    fails or cannot be told.
    """
    from publish.mail.doctor import Surroundings, diagnose, open_names

    root = find(Path.cwd())
    settings = open_workspace(root).settings
    try:
        names = open_names(nameserver)
    except ValueError as error:
        raise click.UsageError(f"--nameserver takes an IP address, not '{nameserver}'", ctx) from error
    answers = diagnose(Surroundings(root, settings, names))
    if as_json:
        click.echo(json.dumps(_for_machines(answers), indent=2, ensure_ascii=False))
    elif is_terminal():
        _table(answers)
    else:
        _lines(answers)
    _summary(_counts(answers))
    ctx.exit(1 if {"fail", "unknown"} & {answer.verdict.value for answer in answers} else 0)


def _counts(answers: Iterable["Answer"]) -> dict[str, int]:
    counts = dict.fromkeys(_MARKS, 0)
    for answer in answers:
        counts[answer.verdict.value] += 1
    return counts


def _summary(counts: dict[str, int]) -> None:
    words = {"pass": "as it should be", "fail": "to put right", "unknown": "that cannot be told", "note": "to know"}
    told = ", ".join(f"{count} {words[verdict]}" for verdict, count in counts.items() if count)
    click.echo(told, err=True)


def _details(answer: "Answer") -> list[tuple[str, str]]:
    """What is told below what was found, if all is not well."""
    rows = [("do", answer.remedy)]
    if answer.verdict == "unknown":
        rows = [("expected", answer.demand.asks), *rows]
    elif answer.verdict == "fail":
        rows = [("expected", answer.expected), ("why", answer.demand.why), *rows]
        rows += [("" if number else "source", source) for number, source in enumerate(answer.demand.sources)]
    return [(name, text) for name, text in rows if text]


def _lines(answers: Iterable["Answer"]) -> None:
    """For programs and files: each answer begins a line of its own."""
    for answer in answers:
        click.echo(f"{_MARKS[answer.verdict][0]} {answer.demand.name} {answer.about}: {answer.found}")
        for name, text in _details(answer):
            click.echo(f"    {f'{name}:' if name else '':9} {text}")


def _table(answers: Iterable["Answer"]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(show_header=False, box=None, padding=(0, 1, 0, 0))
    table.add_column(no_wrap=True)
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for answer in answers:
        mark, style = _MARKS[answer.verdict]
        table.add_row(Text(mark, style), Text(answer.demand.name, "bold"), Text(f"{answer.about}: {answer.found}"))
        for name, text in _details(answer):
            table.add_row("", Text(name, "cyan"), Text(text, "dim" if name in {"", "source"} else ""))
    Console().print(table)


def _for_machines(answers: tuple["Answer", ...]) -> dict[str, Any]:
    return {
        "version": 1,
        "summary": _counts(answers),
        "answers": [
            {
                "check": answer.demand.name,
                "verdict": answer.verdict.value,
                "about": answer.about,
                "found": answer.found,
                "expected": answer.expected,
                "remedy": answer.remedy,
                "asks": answer.demand.asks,
                "why": answer.demand.why,
                "sources": list(answer.demand.sources),
            }
            for answer in answers
        ],
    }
