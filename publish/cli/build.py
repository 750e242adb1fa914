"""`publish build`."""

import json
import time
from pathlib import Path

import click

from publish.build import Report, Wanted, build
from publish.cli.editions import EditionName, check_languages, edition_ids, latest
from publish.cli.problems import for_machines, show
from publish.cli.progress import Bar
from publish.cli.table import files, summary, table
from publish.formats import FORMATS
from publish.problems import PublishError
from publish.workspace import find

_EXAMPLES = """\b
Examples:
  publish build                       the latest edition, or the one you stand in
  publish build 2021-03-30            an edition, by a part of its name
  publish build --all                 every edition; only what has changed is made
  publish build --format web --lang en
  publish build --json | jq '.files[].path'
"""


@click.command("build", epilog=_EXAMPLES)
@click.argument("editions", metavar="[EDITION]...", nargs=-1, type=EditionName())
@click.option("--all", "everything", is_flag=True, help="Every edition.")
@click.option("--format", "formats", multiple=True, type=click.Choice(list(FORMATS)), help="Only this format.")
@click.option("--lang", "languages", multiple=True, metavar="LANG", help="Only this language, like sv.")
@click.option(
    "--jobs", type=click.IntRange(min=1), default=None, metavar="N", help="Processes; one a core if not given."
)
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
@click.pass_context
def command(
    ctx: click.Context,
    editions: tuple[str, ...],
    formats: tuple[str, ...],
    languages: tuple[str, ...],
    jobs: int | None,
    *,
    everything: bool,
    as_json: bool,
) -> None:
    """
    Make brochure, newsletter and web page of EDITION.

    EDITION is a folder in content/, a part of its name, or a path to it. Without one, the edition whose folder
    you stand in is built, else the latest. The files are put in dist/EDITION/LANG/. What has not changed is not
    made again.
    """
    if everything and editions:
        raise click.UsageError("name editions, or say --all, not both", ctx)
    started, root = time.perf_counter(), find(Path.cwd())
    chosen = tuple(dict.fromkeys(edition_ids(root) if everything else editions)) or (latest(root),)
    check_languages(root, chosen, languages)
    wanted = Wanted(chosen, formats or tuple(FORMATS), languages)
    report = _build(root, wanted, jobs or 0)
    if as_json:
        click.echo(json.dumps({"files": files(report), "problems": for_machines(report.problems)}, indent=2))
    else:
        table(report)
        show(report.problems)
        summary(report, time.perf_counter() - started)
    ctx.exit(1 if report.problems else 0)


def _build(root: Path, wanted: Wanted, jobs: int) -> Report:
    with Bar() as bar:
        try:
            return build(root, wanted, jobs=jobs, watcher=bar)
        except PublishError as error:
            return Report((), error.problems)
