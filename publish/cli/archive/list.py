"""`publish archive list`."""

import json
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from publish.cli.terminal import paint
from publish.workspace import find

if TYPE_CHECKING:
    from publish.archive import Sealed
    from publish.archive.glance import Seen


@click.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print the list as JSON.")
@click.pass_context
def command(ctx: click.Context, *, as_json: bool) -> None:
    """
    List what is sealed.

    One line an edition, the oldest first: date, title, languages, versions, size, when it was sealed, state. The
    state tells damage that is seen without reading all files; `publish archive verify` reads them.
    """
    from publish.archive.glance import glance
    from publish.archive.seal import archive_of

    seen = glance(archive_of(find(Path.cwd())))
    by_edition = sorted(seen.seals, key=lambda sealed: (sealed.head.edition, sealed.head.version))
    editions = [tuple(versions) for _, versions in groupby(by_edition, key=lambda sealed: sealed.head.edition)]
    if as_json:
        trees = [*map(_for_machines, editions), *map(_nameless_for_machines, _nameless(seen))]
        click.echo(json.dumps({"editions": [_judged_for_machines(tree, seen) for tree in trees]}, indent=2))
    else:
        _print(seen, editions)
    ctx.exit(1 if seen.damage else 0)


def _print(seen: "Seen", editions: Sequence[Sequence["Sealed"]]) -> None:
    rows = [_judged(_row(versions), seen.damage.get(versions[0].head.edition, "")) for versions in editions]
    rows += [(name[:10], name[11:], "", "", "", "", seen.damage[name]) for name in _nameless(seen)]
    rows.sort()
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = [cell.ljust(width) for cell, width in zip(row, widths, strict=True)]
        colour = "red" if row[-1] in seen.damage.values() else "dim"
        click.echo("  ".join([*cells[:-1], paint(cells[-1].rstrip(), colour)]))
    if not rows:
        click.echo("nothing is sealed yet; `publish archive seal EDITION` seals an edition", err=True)
    if seen.damage:
        click.echo("something is damaged; `publish archive verify` tells what and where", err=True)


def _nameless(seen: "Seen") -> list[str]:
    """Editions of which no manifest tells anything."""
    return sorted(seen.damage.keys() - {sealed.head.edition for sealed in seen.seals})


def _judged(row: tuple[str, ...], damage: str) -> tuple[str, ...]:
    return (*row[:-1], damage or row[-1])


def _nameless_for_machines(name: str) -> dict[str, Any]:
    return {"edition": name, "date": name[:10], "title": {}, "state": "", "size": 0, "versions": []}


def _judged_for_machines(tree: dict[str, Any], seen: "Seen") -> dict[str, Any]:
    return {**tree, "state": seen.damage.get(tree["edition"], tree["state"])}


def _row(versions: Sequence["Sealed"]) -> tuple[str, ...]:
    last = versions[-1].head
    size = sum(sealed.manifest.size for sealed in versions)
    count = f"{len(versions)} version{'s' * (len(versions) > 1)}"
    title = next(about.title for about in last.languages.values())
    return (
        last.date,
        title if len(title) <= 48 else f"{title[:47]}…",
        " ".join(last.languages),
        count,
        f"{size / 1e6:.1f} MB",
        last.sealed.replace("T", " ").removesuffix(":00Z").removesuffix("Z"),
        _state(versions),
    )


def _state(versions: Sequence["Sealed"]) -> str:
    words = ["imported"] * versions[-1].manifest.is_imported + ["corrected"] * (len(versions) > 1)
    signed = all(sealed.head.public_key for sealed in versions)
    return ", ".join([*(words or ["sealed"]), *["signed"] * signed])


def _for_machines(versions: Sequence["Sealed"]) -> dict[str, Any]:
    last = versions[-1].head
    return {
        "edition": last.edition,
        "date": last.date,
        "title": {language: about.title for language, about in last.languages.items()},
        "state": _state(versions),
        "size": sum(sealed.manifest.size for sealed in versions),
        "versions": [
            {
                "version": sealed.head.version,
                "number": sealed.head.number,
                "sealed": sealed.head.sealed,
                "correction": sealed.head.correction,
                "files": len(sealed.manifest.files),
                "sha256": sealed.sha256,
            }
            for sealed in versions
        ],
    }
