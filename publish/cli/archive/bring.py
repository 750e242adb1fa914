"""`publish archive import`."""

import datetime as dt
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from publish.cli.problems import for_machines, show
from publish.cli.terminal import paint
from publish.problems import PublishError
from publish.workspace import find, open_workspace

if TYPE_CHECKING:
    from publish.archive.bring import Brought
    from publish.archive.steps import Wish
    from publish.cli.archive.given import Given

_EXAMPLES = """\b
Examples:
  publish archive import brev.pdf --date 2015-04-01 --lang sv --title "Vårbrev"
  publish archive import brev.pdf brev.html --date 2015-04-01 --lang sv --title "Vårbrev"
\b
In two languages, write --lang and --title after each FILE:
  publish archive import --date 2015-04-01 \\
      brev.pdf --lang sv --title "Vårbrev"  letter.pdf --lang en --title "Spring letter"
"""


@click.command("import", epilog=_EXAMPLES)
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--date", "day", type=click.DateTime(["%Y-%m-%d"]), metavar="DATE", help="The day it was published.")
@click.option("--lang", "languages", multiple=True, metavar="LANG", help="Of the FILE before it; once, of all.")
@click.option("--title", "titles", multiple=True, metavar="TITLE", help="One for each language; once, for all.")
@click.option("--standfirst", "standfirsts", multiple=True, metavar="TEXT", help="What it is about; as --title.")
@click.option("--alias", "aliases", multiple=True, metavar="PATH", help="An old address, which shall lead to it.")
@click.option("--name", default="", metavar="NAME", help="Name it DATE-NAME; else the first title does.")
@click.option("--correct", "correction", default="", metavar="WHAT", help="Seal a new version; say what was wrong.")
@click.option("--sign", is_flag=True, help="Sign it with the key of `publish archive keygen`.")
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
@click.pass_context
def command(
    ctx: click.Context,
    *,
    files: tuple[Path, ...],
    day: dt.datetime | None,
    languages: tuple[str, ...],
    titles: tuple[str, ...],
    standfirsts: tuple[str, ...],
    aliases: tuple[str, ...],
    name: str,
    correction: str,
    sign: bool,
    as_json: bool,
) -> None:
    """
    Seal an edition that was made elsewhere: a PDF, a web page.

    All FILEs are one edition: in each language one PDF, one web page (.html, with the pictures and styles that lie
    beside it), or both. They are kept byte for byte in dist/archive/DATE-NAME/, and the public site shows them among
    the others.

    What acts by itself or asks others for something is refused: scripts, forms, pictures from elsewhere. Look
    yourself that nothing in it is one reader's own, like the link to leave the list in a letter that was sent.
    """
    from publish.archive.steps import Wish
    from publish.cli.archive.given import Given

    root = find(Path.cwd())
    texts = (tuple(" ".join(text.split()) for text in some) for some in (titles, standfirsts, (correction,)))
    title, standfirst, (what,) = texts
    given = Given(files, day.date() if day else None, languages, title, standfirst, aliases, name, what)
    now = dt.datetime.now(dt.UTC)
    _refuse_mistakes(root, given, now, ctx)
    try:
        wish = Wish(given.edition, now, given.correction, _key(root) if sign else None)
        brought = _brought(root, wish, given)
    except PublishError as error:
        if not as_json:
            raise
        click.echo(json.dumps({"problems": for_machines(error.problems)}, indent=2))
        ctx.exit(1)
    if as_json:
        click.echo(json.dumps(_for_machines(root, brought), indent=2))
    else:
        _show(root, brought)


def _refuse_mistakes(root: Path, given: "Given", now: dt.datetime, ctx: click.Context) -> None:
    """And tell, too, what is wrong with the files, so that nobody has to come twice."""
    from publish.archive.bring.taking import take
    from publish.cli.archive.given import missing, mistakes, offers

    known = open_workspace(root).settings.languages
    if found := [*mistakes(given, known, now.astimezone().date())]:
        show(take(given.olds).problems)
        raise click.UsageError("\n  ".join([*found, *(offers(given) if missing(given) else ())]), ctx)


def _key(root: Path) -> Any:
    from publish.archive.keys import FILE, read_key

    return read_key(root / ".publish" / FILE, f".publish/{FILE}")


def _brought(root: Path, wish: "Wish", given: "Given") -> "Brought":
    from publish.archive.bring import bring
    from publish.cli.progress import Bar

    with Bar() as bar:
        return bring(root, wish, given.olds, given.abouts, watcher=bar)


def _show(root: Path, brought: "Brought") -> None:
    sealed = brought.sealed
    folder = sealed.folder.relative_to(root)
    count = len(sealed.manifest.files)
    size = f"{sealed.manifest.size / 1e6:.1f} MB"
    click.echo(f"{paint('imported', 'green')} {folder}/  {count} file{'s' * (count != 1)}  {size}")
    click.echo(f"manifest sha256 {sealed.sha256}")
    for file in brought.silent:
        click.echo(f"{file}: no text can be read in it, so the search finds it by its title alone", err=True)
    click.echo("commit the folder to git, and write down the hash where nobody can change it", err=True)


def _for_machines(root: Path, brought: "Brought") -> dict[str, Any]:
    head = brought.sealed.head
    return {
        "edition": head.edition,
        "version": head.version,
        "number": head.number,
        "sealed": head.sealed,
        "folder": brought.sealed.folder.relative_to(root).as_posix(),
        "files": [file.path for file in brought.sealed.manifest.files],
        "size": brought.sealed.manifest.size,
        "sha256": brought.sealed.sha256,
        "silent": list(brought.silent),
        "problems": [],
    }
