"""`publish init`."""

from pathlib import Path

import click

from publish.build.files import write_files
from publish.cli import starters
from publish.problems import BuildError, Place, Problem
from publish.workspace import CONTENT, SETTINGS, stock

_EXAMPLES = """\b
Examples:
  publish init
  publish init my-newsletter --name "The Baltic Society"
"""


@click.command("init", epilog=_EXAMPLES)
@click.argument("folder", metavar="[DIR]", default=".", type=click.Path(file_okay=False, path_type=Path))
@click.option("--name", default="", help="Who publishes; the folder's name if not given.")
def command(folder: Path, name: str) -> None:
    """
    Make a workspace in DIR (here, if no DIR is given).

    It holds publish.yaml with the settings, assets/brand.yml with colours and fonts, and content/ for editions.
    Files that are there already are left as they are.
    """
    root = folder.absolute()
    if (root / SETTINGS).exists():
        hint = 'begin an edition with `publish new "Title"`'
        raise BuildError(Problem("E608", "this is a workspace already", Place(str(folder / SETTINGS)), hint))
    name = name or root.resolve().name or "Newsletter"
    starters.refuse_hidden(name, "--name")
    written = _write(root, name)
    for file in written:
        click.echo(folder / file)
    click.echo('now change publish.yaml, and begin an edition with `publish new "Title"`', err=True)


def _write(root: Path, name: str) -> list[str]:
    brand = (stock() / "assets" / "brand.yml").read_bytes()
    files = {
        SETTINGS: starters.settings(name),
        "assets/brand.yml": starters.brand(brand, name),
        f"{CONTENT}/.gitkeep": b"",
        ".gitignore": starters.gitignore(),
    }
    missing = {file: data for file, data in files.items() if not (root / file).exists()}
    write_files(root, missing.items(), inside=root)
    return list(missing)
