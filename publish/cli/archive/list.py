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


@click.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print the list as JSON.")
def command(*, as_json: bool) -> None:
    """
    List what is sealed.

    One line an edition, the oldest first: date, title, languages, versions, size, when it was sealed, state.
    """
    from publish.archive.seal import archive_of

    seals = archive_of(find(Path.cwd())).seals()
    by_edition = sorted(seals, key=lambda sealed: (sealed.head.edition, sealed.head.version))
    editions = [tuple(versions) for _, versions in groupby(by_edition, key=lambda sealed: sealed.head.edition)]
    if as_json:
        click.echo(json.dumps({"editions": [_for_machines(versions) for versions in editions]}, indent=2))
        return
    rows = [_row(versions) for versions in editions]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = [cell.ljust(width) for cell, width in zip(row, widths, strict=True)]
        click.echo("  ".join([*cells[:-1], paint(cells[-1].rstrip(), "dim")]))
    if not rows:
        click.echo("nothing is sealed yet; `publish archive seal EDITION` seals an edition", err=True)


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
