"""`publish check`."""

import datetime as dt
import json
from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.shell_completion import CompletionItem

from publish.build.targets import Wanted
from publish.cli.editions import EditionName, check_languages, edition_ids
from publish.cli.progress import Bar
from publish.formats import FORMATS
from publish.workspace import find

if TYPE_CHECKING:
    from publish.build.check import Checked
    from publish.check import Finding, Options
    from publish.cli.findings import Told

_EXAMPLES = """\b
Examples:
  publish check                       everything
  publish check 2021-03-30            an edition, by a part of its name
  publish check --format newsletter --clients outlook.windows --clients gmail
  publish check --online              follows the links to other sites, too
  publish check --sarif > checks.sarif
"""


def _clients(_ctx: click.Context, _param: click.Parameter, names: tuple[str, ...]) -> tuple[str, ...]:
    """Names of mail clients, several in one word too; refuses all that nobody knows."""
    asked = tuple(dict.fromkeys(name.strip().lower() for word in names for name in word.split(",") if name.strip()))
    if asked:
        from publish.check.clients.audience import known_clients, unknown

        if strange := unknown(asked):
            told = [f"there is no mail client `{name}`" + f", {hint}" * bool(hint) for name, hint in strange.items()]
            known = [] if all(strange.values()) else [f"known are {', '.join(known_clients())}"]
            raise click.BadParameter("; ".join((*told, *known)))
    return asked


def _complete(_ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    from publish.check.clients.audience import known_clients

    return [CompletionItem(name) for name in known_clients() if name.startswith(incomplete.lower())]


@click.command("check", epilog=_EXAMPLES)
@click.argument("editions", metavar="[EDITION]...", nargs=-1, type=EditionName())
@click.option("--format", "formats", multiple=True, type=click.Choice(list(FORMATS)), help="Only this format.")
@click.option("--lang", "languages", multiple=True, metavar="LANG", help="Only this language, like sv.")
@click.option(
    "--clients",
    multiple=True,
    metavar="NAME",
    callback=_clients,
    shell_complete=_complete,
    help="Only this mail client, like gmail.",
)
@click.option("--online", is_flag=True, help="Follow links to other sites.")
@click.option("--strict", is_flag=True, help="Fail for what degrades and what is cosmetic, too; never for advice.")
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
@click.option("--sarif", "as_sarif", is_flag=True, help="Print the result as SARIF 2.1.0.")
@click.option("--statement", is_flag=True, help="Print the accessibility statement that follows from it.")
@click.pass_context
def command(
    ctx: click.Context,
    editions: tuple[str, ...],
    formats: tuple[str, ...],
    languages: tuple[str, ...],
    clients: tuple[str, ...],
    *,
    online: bool,
    strict: bool,
    as_json: bool,
    as_sarif: bool,
    statement: bool,
) -> None:
    """
    Tell what would break for readers, before they see it.

    Settings, brand and the texts of EDITION are read, of all editions if none is named; and brochure, newsletter and
    web page are looked at as mail clients, screen readers and printers would. Files that a build would make anew are
    made for that and not kept. What one has to live with for a while can be accepted in checks.yml.
    """
    if as_json + as_sarif + statement > 1:
        raise click.UsageError("--json, --sarif and --statement are three different results; ask for one", ctx)
    if statement and (formats or clients):
        raise click.UsageError("--statement speaks of all formats and readers; leave out --format and --clients", ctx)
    root = find(Path.cwd())
    chosen = tuple(dict.fromkeys(editions or edition_ids(root)))
    check_languages(root, chosen, languages)
    from publish.check import Options

    options = Options(dt.datetime.now().astimezone().date(), clients, online)
    checked = _check(root, Wanted(chosen, formats or tuple(FORMATS), languages), options)
    if statement:
        from publish.cli.statement import show_statement

        show_statement(root, checked, options.today)
        ctx.exit(1 if checked.problems else 0)
    from publish.cli.findings import told_once

    told = told_once(checked)
    _print(checked, told, as_json=as_json, as_sarif=as_sarif)
    ctx.exit(1 if checked.problems or any(_fails(finding, strict=strict) for finding in checked.findings) else 0)


def _check(root: Path, wanted: Wanted, options: "Options") -> "Checked":
    from publish.build.check import check

    with Bar() as bar:
        return check(root, wanted, options, bar)


def _print(checked: "Checked", told: "tuple[Told, ...]", *, as_json: bool, as_sarif: bool) -> None:
    if as_json:
        from publish.cli.report import report

        click.echo(json.dumps(report(checked, told), indent=2))
    elif as_sarif:
        from publish.cli.sarif import sarif

        click.echo(json.dumps(sarif(checked, told), indent=2))
    else:
        from publish.cli.findings import show, summary

        show(checked.problems, told)
        summary(checked, told)


def _fails(finding: "Finding", *, strict: bool) -> bool:
    """Whether a run with *finding* fails. Advice never makes it fail."""
    from publish.check import FAMILIES, Severity

    is_advice = any(family.is_advice and finding.code.startswith(family.first) for family in FAMILIES.values())
    return not is_advice and (strict or finding.severity is Severity.BREAKS)
