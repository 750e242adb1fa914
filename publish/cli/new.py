"""`publish new`."""

from datetime import date, datetime
from pathlib import Path

import click

from publish.build.files import write_files
from publish.cli import starters
from publish.problems import BuildError, Place, Problem, did_you_mean
from publish.workspace import CONTENT, find, open_workspace

_EXAMPLES = """\b
Examples:
  publish new "Spring in the city"
  publish new "Vår i staden" --date 2021-03-30 --lang sv
"""


@click.command("new", epilog=_EXAMPLES)
@click.argument("title")
@click.option("--date", "day", type=click.DateTime(["%Y-%m-%d"]), metavar="DATE", help="Like 2021-03-30; else today.")
@click.option(
    "--lang", "languages", multiple=True, metavar="LANG", help="Only this language; else all of publish.yaml."
)
def command(title: str, day: datetime | None, languages: tuple[str, ...]) -> None:
    """
    Begin an edition with this TITLE.

    The text is put in content/DATE-TITLE/LANG.md. It builds as it is; change it into your own.
    """
    title = " ".join(title.split())
    if not title:
        raise click.BadParameter("expected some words", param_hint="TITLE")
    starters.refuse_hidden(title, "TITLE")
    root = find(Path.cwd())
    known = open_workspace(root).settings.languages
    for language in languages:
        if language not in known:
            hint = did_you_mean(language, known)
            raise click.BadParameter(f"`{language}` is no language of this workspace; {hint}", param_hint="--lang")
    for file in _write(root, title, day.date() if day else _today(), languages or known):
        click.echo(file)


def _write(root: Path, title: str, day: date, languages: tuple[str, ...]) -> list[str]:
    edition = f"{day.isoformat()}-{starters.slug(title)}"
    files = {
        f"{CONTENT}/{edition}/{language}.md": starters.edition_text(title, day, language) for language in languages
    }
    for file in files:
        if (root / file).exists():
            hint = "give the new one another title or date"
            raise BuildError(Problem("E609", "this edition is there already", Place(file), hint))
    write_files(root, files.items(), inside=root)
    return list(files)


def _today() -> date:
    return datetime.now().astimezone().date()
