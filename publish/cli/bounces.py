"""`publish bounces`."""

import json
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from publish.cli.problems import for_machines as problems_for_machines
from publish.cli.problems import show
from publish.members.visible import visible
from publish.problems import MemberError
from publish.workspace import find

if TYPE_CHECKING:
    from publish.bounces.acting import Done
    from publish.bounces.mailbox import Maildir, Mbox
    from publish.bounces.working import Sum

_EXAMPLES = """\b
Examples:
  publish bounces --from maildir:/var/mail/bounces --dry-run
  publish bounces --from maildir:~/Maildir
  publish bounces --from mbox:bounces.mbox --soft 5
"""
_MEANING = {
    "hard": "there is no such mailbox",
    "soft": "it did not arrive; the next may",
    "about-us": "they refuse us, not the member; `publish doctor` may tell why",
    "delayed": "they still try",
    "delivered": "it arrived",
    "auto-reply": "a machine answered",
    "complaint": "a reader called it spam",
    "unsubscribe": "a mail that asks to leave",
    "unknown": "nothing that can be told",
}
_MOST = 20
"""So many are told one by one."""
_TOLD = ("suppressed", "already", "counted")


def _mailbox(_ctx: click.Context, _param: click.Parameter, url: str) -> "Maildir | Mbox":
    from publish.bounces.mailbox import open_mailbox

    try:
        return open_mailbox(url)
    except ValueError:
        raise click.BadParameter(f"expected maildir:DIR or mbox:FILE, found '{visible(url)}'") from None


@click.command("bounces", epilog=_EXAMPLES)
@click.option("--from", "box", required=True, callback=_mailbox, metavar="URL", help="maildir:DIR or mbox:FILE.")
@click.option(
    "--soft",
    type=click.IntRange(min=1),
    default=3,
    show_default=True,
    metavar="N",
    help="Soft bounces in a row, over two sends or more, after which a member is not written to.",
)
@click.option("--dry-run", "dry", is_flag=True, help="Only tell what would be done.")
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON, without names and addresses.")
@click.pass_context
def command(ctx: click.Context, *, box: "Maildir | Mbox", soft: int, dry: bool, as_json: bool) -> None:
    """
    Read what came back, and stop writing where it asks for that.

    A mail counts only if it proves, by something that we have signed, to be about a letter of ours. Nothing is deleted:
    what is done is moved to the folder .done of a Maildir, and an mbox file is only read. Say it as often as you like:
    no mail counts twice. Exit code 1 says that a mail could not be read.
    """
    from publish.bounces.acting import Rules
    from publish.bounces.working import keys_of, look, work
    from publish.database import is_there, open_database

    root = find(Path.cwd())
    if not is_there(root):
        click.echo("nobody was written to yet, so nothing can have come back", err=True)
        return
    told: list[Done] = []
    engine, rules = open_database(root), Rules(keys_of(root), soft, int(time.time()))
    try:
        total = (look if dry else work)(engine, box, rules, told.append)
    except MemberError:
        if not dry and not as_json:
            _show_actions(told)  # they are done, whatever came then
        raise
    if as_json:
        click.echo(json.dumps(_for_machines(total, told, written=not dry), indent=2))
    else:
        _show(total, told)
        if dry:
            click.echo("nothing was changed", err=True)
    ctx.exit(1 if total.problems else 0)


def _show(total: "Sum", told: "list[Done]") -> None:
    for kind, meaning in _MEANING.items():
        count = sum(number for one, number in total.kinds.items() if one == kind)
        click.echo(f"{kind:<11} {count:>6}  {meaning if count else ''}".rstrip())
    _show_actions(told)
    left, before = (sum(n for action, n in total.actions.items() if action == name) for name in ("left", "before"))
    if before:
        click.echo(f"{before} had been dealt with before", err=True)
    unproven = [done for done in told if done.is_left and done.verdict.kind != "unknown"]
    for done in unproven[:_MOST]:
        click.echo(f"{visible(done.place)}: {done.verdict.kind}, but nothing proves about whom", err=True)
    if left:
        click.echo(f"{left} left in the mailbox, for a person to look at", err=True)
    show(total.problems)


def _show_actions(told: "list[Done]") -> None:
    for done in told:
        if done.action in _TOLD:
            click.echo(_line(done))


def _line(done: "Done") -> str:
    what = {
        "suppressed": f"not written to any more: {done.reason}",
        "already": f"was not written to any more: {done.reason}",
        "counted": "a soft one was counted",
    }[done.action]
    return f"member {done.member}, {visible(done.name)}: {what}; {done.evidence}"


def _for_machines(total: "Sum", told: "list[Done]", *, written: bool) -> dict[str, Any]:
    return {
        "written": written,
        "kinds": {kind: sum(n for one, n in total.kinds.items() if one == kind) for kind in _MEANING},
        "actions": {str(action): count for action, count in sorted(total.actions.items())},
        "members": [
            {"member": done.member, "kind": str(done.verdict.kind), "action": str(done.action), "reason": done.reason,
             "status": done.verdict.status}
            for done in told
            if done.member
        ],
        "problems": problems_for_machines(total.problems),
    }  # fmt: skip
