"""`publish archive verify`."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from publish.cli.problems import for_machines, show
from publish.cli.terminal import paint
from publish.problems import ArchiveError
from publish.workspace import find

if TYPE_CHECKING:
    from publish.archive.origin import Origin
    from publish.archive.verify import Verified

_EXAMPLES = """\b
Examples:
  publish archive verify
  publish archive verify /mnt/backup/archive
  publish archive verify https://www.example.org/editions/
  publish archive verify --last 5f2b8c0e6a51d1f7b9d4c83e2a7f60915c4be83d7a926f1e0b8d5c4a39f2e716
  publish archive verify --key 3b6a27bcceb6a42d62a3a8d02a6f0d73653215771de243a63ac048a18b59da29
"""
_UNSEEN = ("files that nobody sealed", "seals that the list leaves out, if they are the newest")
"""What cannot be seen from outside."""


class _Hash(click.ParamType[str]):
    """The 64 hexadecimal digits of a key or a hash."""

    name = "HEX"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        text = str(value).strip().lower()
        if text and (len(text) != 64 or not set(text) <= set("0123456789abcdef")):
            option = param.opts[0] if param else ""
            raise click.UsageError(f"{option} takes the 64 hexadecimal digits that `publish archive` printed", ctx)
        return text


class _Where(click.ParamType[str | Path]):
    """A folder that is there, or an address."""

    name = "DIR|URL"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str | Path:
        if "://" in str(value):
            return str(value)
        return Path(str(click.Path(exists=True, file_okay=False).convert(value, param, ctx)))


@click.command("verify", epilog=_EXAMPLES)
@click.argument("where", metavar="[DIR|URL]", required=False, type=_Where())
@click.option("--key", default="", metavar="HEX", type=_Hash(), help="The public key that must have signed everything.")
@click.option("--last", default="", metavar="HEX", type=_Hash(), help="The hash of a seal that you wrote down.")
@click.option(
    "--within", default=60, metavar="MINUTES", type=click.IntRange(1, 10_000), help="Time to read a URL (60)."
)
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
@click.pass_context
def command(ctx: click.Context, where: str | Path | None, key: str, last: str, within: int, *, as_json: bool) -> None:
    """
    Read everything that was sealed, and tell what changed.

    Every file is compared with the hash in its seal's manifest, every manifest with the one sealed after it, every
    signature with its key. DIR is an archive's folder, dist/archive of this workspace if none is given. URL is the
    address of a public archive's front page; everything is read from there, as anybody can.
    """
    from publish.archive.verify import Verified, verify_from

    try:
        with _origin(where, within) as origin:
            found = verify_from(origin, public_key=key, last=last)
    except ArchiveError as error:
        found = Verified((), error.problems, 0, 0)
    unseen = _UNSEEN if isinstance(where, str) else ()
    (_print_json if as_json else _print)(found, unseen)
    ctx.exit(1 if found.problems else 0)


@contextmanager
def _origin(where: str | Path | None, minutes: int) -> Iterator["Origin"]:
    from publish.archive.origin import OnDisk
    from publish.archive.seal import FOLDER
    from publish.archive.store import Archive

    if isinstance(where, str):
        from publish.archive.remote import Patience, reading

        with reading(where, Patience(total=60.0 * minutes)) as origin:
            yield origin
    else:
        yield OnDisk(Archive(where, str(where)) if where else Archive(find(Path.cwd()) / FOLDER))


def _print_json(found: "Verified", unseen: tuple[str, ...]) -> None:
    last = found.seals[-1] if found.seals else None
    tree = {
        "seals": len(found.seals),
        "files": found.files,
        "size": found.size,
        "number": last.head.number if last else 0,
        "head": last.sha256 if last else "",
        "unseen": unseen,
        "problems": for_machines(found.problems),
    }
    click.echo(json.dumps(tree, indent=2))


def _print(found: "Verified", unseen: tuple[str, ...]) -> None:
    show(found.problems, err=False)
    seals, count = len(found.seals), len(found.problems)
    click.echo(f"{seals} seal{'s' * (seals != 1)}, {found.files} files, {found.size / 1e6:.1f} MB", err=True)
    if found.seals:
        last = found.seals[-1]
        click.echo(f"the last is number {last.head.number}, {last.name}; its manifest has sha256", err=True)
        click.echo(f"{last.sha256}; compare it with what was written down", err=True)
    if unseen:
        click.echo(f"from outside one cannot see {' and '.join(unseen)}", err=True)
    verdict = paint("everything is as it was sealed", "green", err=True)
    click.echo(f"{count} problem{'s' * (count > 1)}" if count else verdict, err=True)
