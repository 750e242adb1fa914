"""`publish members import`."""

import datetime as dt
import json
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from publish.cli.members import reporting
from publish.members.bases import Basis, read_date
from publish.workspace import find

if TYPE_CHECKING:
    from publish.members.arrival import Report, Wish
    from publish.members.importing import Source
    from publish.members.people import Fallback

_EXAMPLES = """\b
Examples:
  publish members import members.csv
  publish members import members.csv --map "Adress 1=address" --map "Anteckning=-"
  publish members import members.csv --consent membership --source "the register" --date 2026-03-01 --yes
"""


@click.command("import", epilog=_EXAMPLES)
@click.argument("file", metavar="FILE", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--map", "maps", multiple=True, metavar="HEADING=FIELD", help="What a column holds; `-` leaves it out.")
@click.option("--encoding", default="", metavar="NAME", help="The encoding, if it is not recognised: mac-roman …")
@click.option(
    "--consent",
    "basis",
    type=click.Choice([basis.value for basis in Basis]),
    help="The ground for rows that name none.",
)
@click.option("--source", default="", metavar="TEXT", help="Where the consent was given, for rows that do not say.")
@click.option("--date", "given", default="", metavar="DAY", help="When it was given, for rows that do not say.")
@click.option("--language", default="", metavar="TAG", help="The language of rows that name none.")
@click.option("--segment", "segments", multiple=True, metavar="NAME", help="A segment that everybody in it belongs to.")
@click.option("--update", is_flag=True, help="Let the list replace names, companies and languages that differ.")
@click.option("--online", is_flag=True, help="Ask the DNS which domains take mail.")
@click.option("--report", "report_file", type=click.Path(path_type=Path), metavar="CSV", help="Write all that is told.")
@click.option("--yes", is_flag=True, help="Take it in without asking.")
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON, without addresses.")
@click.pass_context
def command(
    ctx: click.Context,
    *,
    file: Path,
    maps: Sequence[str],
    encoding: str,
    basis: str | None,
    source: str,
    given: str,
    language: str,
    segments: tuple[str, ...],
    report_file: Path | None,
    update: bool,
    online: bool,
    yes: bool,
    as_json: bool,
) -> None:
    """
    Look at the list in FILE, and take it in.

    FILE is CSV as Excel saves it. First you are told what would happen: who is new, changed, unchanged, suppressed or
    refused, and why. Nothing is written before you say yes (or --yes). Nobody is removed, nothing is replaced without
    --update, and who was suppressed or forgotten stays out. Ends with 1 if a row was refused; the others are taken in.
    """
    from publish.members import importing
    from publish.members.people import Fallback

    root = find(Path.cwd())
    fallback = Fallback(Basis(basis) if basis else None, source, given, language, segments)
    wish = _wish(ctx, fallback, update=update)
    list_ = importing.Source(file, _maps(ctx, maps), _encoding(ctx, encoding))
    if online:
        wish = _asked_online(list_, wish)
    asks = not yes and not as_json and sys.stdin.isatty() and sys.stdout.isatty()
    report = _run(root, list_, wish, report_file, write=yes, as_json=as_json)
    if asks and reporting.is_worth_writing(report):
        if click.confirm(reporting.question(report)):
            _take_in(root, list_, wish, report)
        else:
            click.echo("nothing was taken in", err=True)
    elif yes and not as_json:
        click.echo(reporting.done(report), err=True)
    elif not as_json:
        reporting.what_next(report, sys.argv[1:])
    ctx.exit(1 if report.verdicts["refused"] else 0)


def _run(
    root: Path, list_: "Source", wish: "Wish", report_file: Path | None, *, write: bool, as_json: bool
) -> "Report":
    """Look or take in, telling all of it."""
    from publish.members import importing

    with ExitStack() as stack:
        opened = stack.enter_context(list_.opened())
        telling = stack.enter_context(reporting.telling(list_.shown, report_file, root))
        report = (importing.take_in if write else importing.look)(root, opened, wish, telling.tell)
    if as_json:
        click.echo(json.dumps(reporting.for_machines(report, opened, telling, written=write), indent=2))
    else:
        reporting.show(report, opened, telling)
    return report


def _take_in(root: Path, list_: "Source", wish: "Wish", report: "Report") -> None:
    from publish.members import importing

    with list_.opened() as opened:
        importing.take_in(root, opened, wish, lambda _: None, expected=report)
    click.echo(reporting.done(report))


def _wish(ctx: click.Context, fallback: "Fallback", *, update: bool) -> "Wish":
    from publish.members.arrival import Wish
    from publish.members.cells import segment_fault
    from publish.members.languages import read_language

    now = dt.datetime.now(dt.UTC)
    day = read_date(fallback.given, now.date()) if fallback.given else ""
    if fallback.given and not day:
        raise click.UsageError("--date takes a day that has been, like 2024-05-17", ctx)
    if fallback.basis and not (fallback.source and day):
        raise click.UsageError("--consent needs --source and --date: where it was given, and when", ctx)
    tag = read_language(fallback.language) if fallback.language else ""
    if tag is None:
        raise click.UsageError("--language takes a language like sv or en", ctx)
    fault = next(filter(None, map(segment_fault, fallback.segments)), "")
    if fault:
        raise click.UsageError(f"--segment: {fault}", ctx)
    return Wish(now, update=update, fallback=replace(fallback, given=day, language=tag))


def _maps(ctx: click.Context, maps: Sequence[str]) -> dict[str, str]:
    from publish.members.headings import FIELDS, IGNORE

    found = {}
    for text in maps:
        heading, sign, name = text.rpartition("=")
        if not sign or name not in (*FIELDS, IGNORE):
            known = ", ".join((*FIELDS, IGNORE))
            raise click.UsageError(f"--map takes HEADING=FIELD, with one of {known}; found '{text}'", ctx)
        found[heading] = name
    return found


def _encoding(ctx: click.Context, name: str) -> str:
    from publish.members.encoding import is_known

    if name and not is_known(name):
        raise click.UsageError(f"--encoding takes a name like mac-roman or iso-8859-4, found '{name}'", ctx)
    return name


def _asked_online(list_: "Source", wish: "Wish") -> "Wish":
    from publish.members.online import UNKNOWN, domains, faults

    with list_.opened() as opened:
        found = faults(domains(opened))
    unknown = sum(fault == UNKNOWN for fault in found.values())
    if unknown:
        click.echo(f"the DNS could not be asked about {unknown} domains; they are taken as they are", err=True)
    return replace(wish, undeliverable={name: fault for name, fault in found.items() if fault != UNKNOWN})
