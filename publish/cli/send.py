"""`publish send`."""

import datetime as dt
import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from publish.cli.sealed import SealedEdition
from publish.workspace import find

if TYPE_CHECKING:
    from publish.send.ready import Ready
    from publish.send.relaylog import Log
    from publish.send.sends import Send

_EXAMPLES = """\b
Examples:
  publish send 2021-03-30 --rehearsal             makes every letter, sends none
  publish send 2021-03-30 --test me@example.org   one letter, to look at
  publish send 2021-03-30                         to everybody, once the number is typed
  publish send 2021-03-30 --at "2021-03-30 08:00"
  publish send 2021-03-30                         once more: goes on where it stopped
  publish send 2021-03-30 --resolve ask --log /var/log/mail.log
"""
_WAYS = ("hold", "resend", "ask")


def _moment(_ctx: click.Context, _param: click.Parameter, text: str | None) -> dt.datetime | None:
    """A time of this computer's zone."""
    if not text:
        return None
    try:
        moment = dt.datetime.fromisoformat(text.strip())
    except ValueError:
        raise click.BadParameter(f"expected a time like 2021-03-30 08:00, found '{text}'") from None
    return moment.astimezone()


@click.command("send", epilog=_EXAMPLES)
@click.argument("edition", type=SealedEdition())
@click.option("--segment", default="", metavar="NAME", help="Only members of this segment.")
@click.option("--via", default="", metavar="URL", help="outbox:, smtp://HOST or smtps://HOST, instead of the settings.")
@click.option("--at", "moment", callback=_moment, metavar="TIME", help='Wait until then, like "2021-03-30 08:00".')
@click.option("--rehearsal", is_flag=True, help="Make and check every letter, and send none.")
@click.option(
    "--test", "address", default="", metavar="ADDRESS", help="Send one marked letter to ADDRESS, and no more."
)
@click.option("--as", "member", default="", metavar="MEMBER", help="With --test: as this member would get it.")
@click.option("--resolve", "how", type=click.Choice(_WAYS), default="hold", help="What becomes of uncertain letters.")
@click.option(
    "--log", type=click.Path(dir_okay=False, path_type=Path), help="With --resolve ask: the log of the relay."
)
@click.option("--confirm", type=click.IntRange(min=0), metavar="N", help="The number of the audience, for scripts.")
@click.option(
    "--wait", type=click.IntRange(min=0), default=60, metavar="MINUTES", help="How long deferred ones are waited for."
)
@click.pass_context
def command(  # noqa: PLR0917  # Click gives them by name
    ctx: click.Context,
    edition: str,
    segment: str,
    via: str,
    moment: dt.datetime | None,
    address: str,
    member: str,
    how: str,
    log: Path | None,
    confirm: int | None,
    wait: int,
    *,
    rehearsal: bool,
) -> None:
    """
    Send the sealed EDITION to members, once to each.

    The audience is shown and frozen when its number has been typed. Stop at any time with Ctrl-C; the same command
    goes on where it stopped. Nobody gets an edition twice; if it cannot be known whether somebody got it, they are
    named.
    """
    from publish.send.lock import only_sender
    from publish.send.ready import ready

    _refuse(ctx, how, log, address, member, rehearsal=rehearsal)
    root = find(Path.cwd())
    if address:
        from publish.cli.sending.trial import send_one

        ctx.exit(send_one(ready(root, edition, via), address, member))
    if rehearsal:
        from publish.cli.sending.rehearsing import rehearse

        ctx.exit(rehearse(ready(root, edition, "outbox:"), segment))
    with only_sender(root):
        found = ready(root, edition, via)
        _refuse_another(found, segment)
        send = found.send or _begin(found, segment, moment, confirm)
        ctx.exit(send if isinstance(send, int) else _carry_out(found, send, how, log, wait * 60.0))


def _refuse(ctx: click.Context, how: str, log: Path | None, address: str, member: str, *, rehearsal: bool) -> None:
    if (how == "ask") != bool(log):
        raise click.UsageError("--resolve ask and --log FILE go together", ctx)
    if member and not address:
        raise click.UsageError("--as MEMBER needs --test ADDRESS", ctx)
    if address and rehearsal:
        raise click.UsageError("say --test or --rehearsal, not both", ctx)


def _refuse_another(found: "Ready", segment: str) -> None:
    """Whoever asks for another segment than that of the send that goes on means something else."""
    if found.send and segment not in ("", found.send.segment):
        from publish.problems import MemberError, Place, Problem

        whom = f"segment `{found.send.segment}`" if found.send.segment else "all members"
        message = f"a send of this edition to {whom} has not ended"
        hint = "let it end first: the same command without --segment"
        raise MemberError(Problem("E893", message, Place(found.sealed.shown), hint))


def _begin(found: "Ready", segment: str, moment: dt.datetime | None, confirm: int | None) -> "Send | int":
    """Show the audience, and freeze it once its number was typed; the exit code if nothing is to be sent."""
    from publish.cli.sending.audience import is_confirmed, show_audience
    from publish.send.freeze import Wish, audience, freeze
    from publish.send.run import approve

    now = int(time.time())
    starts = int(moment.timestamp()) if moment else now
    wish = Wish(found.sealed, tuple(found.letters), segment, found.transport.name, now, starts)
    with found.engine.connect() as connection:
        counted = audience(connection, wish)
    show_audience(found, wish, counted)
    if not counted.count:
        has_it = dict(counted.excluded).get("has it", 0)
        click.echo("everybody who may get it has it" if has_it else "nobody may get this", err=True)
        return 0 if has_it else 1
    if not is_confirmed(counted.count, confirm):
        click.echo("nothing was sent", err=True)
        return 1
    return freeze(found.engine, wish, counted.count, lambda connection, send: approve(found, connection, send))


def _carry_out(found: "Ready", send: "Send", how: str, log: Path | None, wait: float) -> int:
    from publish.cli.sending.carrying import carry_out
    from publish.send.relaylog import read_log
    from publish.send.resolve import How
    from publish.send.run import Options

    noted: Log | None = read_log(log, now=dt.datetime.now().astimezone()) if log else None
    return carry_out(found, send, Options(how=How(how), log=noted, wait=wait))
