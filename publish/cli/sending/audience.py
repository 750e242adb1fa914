"""Who would get an edition: shown as a sum, and confirmed by typing its number."""

import sys
from typing import TYPE_CHECKING

import click

from publish.cli.terminal import paint

if TYPE_CHECKING:
    from publish.members.audience import Audience
    from publish.send.freeze import Wish
    from publish.send.ready import Ready

_WORDS = {
    "forgotten": "forgotten",
    "segment": "not in the segment",
    "unsubscribed": "unsubscribed",
    "bounced": "address does not exist",
    "complained": "complained",
    "manual": "suppressed by hand",
    "no consent": "no consent",
    "has it": "have it already",
}


def show_audience(found: "Ready", wish: "Wish", counted: "Audience") -> None:
    """Everybody, less those who do not get it, is the audience."""
    head = found.sealed.head
    title = head.languages[next(iter(found.letters))].title
    click.echo(paint(title, "bold"))
    click.echo(f"{head.edition}, version {head.version}, sealed {head.sealed.replace('T', ' ').removesuffix('Z')} UTC")
    if wish.relay:
        click.echo(f"through {wish.relay}{_about(wish.relay)}")
    if wish.segment:
        click.echo(f"segment {wish.segment}")
    click.echo()
    rows = [("members", counted.members)]
    rows += [(f"- {_WORDS.get(reason, reason)}", count) for reason, count in counted.excluded]
    width = max(len(name) for name, _ in [*rows, ("audience", 0)])
    digits = len(str(counted.members))
    for name, count in rows:
        click.echo(f"  {name.ljust(width)}  {count:>{digits}}")
    languages = ", ".join(f"{count} in {language}" for language, count in counted.languages if count)
    total = f"  {'audience'.ljust(width)}  {counted.count:>{digits}}"
    click.echo(paint(total, "bold") + (f"   {languages}" if languages else ""))
    click.echo()


def is_confirmed(count: int, given: int | None) -> bool:
    """Whether the number was typed, or given."""
    if given is not None:
        if given != count:
            click.echo(f"the audience is {count}, --confirm says {given}", err=True)
        return given == count
    if not sys.stdin.isatty():
        click.echo(f"nobody is there to confirm; `--confirm {count}` does", err=True)
        return False
    typed: str = click.prompt(
        f"Type {count} to send to them, anything else to stop", default="", show_default=False, err=True
    )
    return typed.strip() == str(count)


def _about(relay: str) -> str:
    return "  (files on this computer; nothing leaves it)" if relay.startswith("outbox") else ""
