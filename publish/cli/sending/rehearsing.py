"""Shows what came of a rehearsal."""

from typing import TYPE_CHECKING

import click

from publish.cli.problems import show
from publish.cli.terminal import is_terminal, paint

if TYPE_CHECKING:
    from publish.send.ready import Ready


def rehearse(found: "Ready", segment: str) -> int:
    """Rehearse, and tell what came of it; the exit code."""
    from publish.cli.sending.audience import show_audience
    from publish.send.freeze import Wish
    from publish.send.rehearsal import rehearse as rehearsed

    def told(count: int) -> None:
        if is_terminal(err=True):
            click.echo(f"\r\x1b[2K{count} letters made", nl=False, err=True)

    done = rehearsed(found, segment, told)
    if is_terminal(err=True):
        click.echo("\r\x1b[2K", nl=False, err=True)
    show_audience(found, Wish(found.sealed, tuple(found.letters), segment, "", 0, 0), done.audience)
    show(done.problems)
    rate = f", {done.letters / done.seconds:.0f} a second" if done.seconds > 0.01 else ""
    click.echo(
        f"{done.letters} letters made and looked at, none sent; the largest has {done.largest / 1000:.0f} kB{rate}"
    )
    for file in (*done.samples, *([done.report] if done.report else ())):
        click.echo(f"  {file.relative_to(found.root)}")
    if not found.keys:
        click.echo("they are not signed: no `dkim` in publish.yaml (`publish doctor` tells more)", err=True)
    verdict = f"{len(done.problems)} problems" if done.problems else paint("ready to be sent", "green", err=True)
    click.echo(verdict, err=True)
    return 1 if done.problems else 0
