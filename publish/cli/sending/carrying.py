"""Carries a send out where a person watches: progress, an ear for Ctrl-C, and the sum at the end."""

import asyncio
import signal
import time
from collections import Counter
from typing import TYPE_CHECKING

import click

from publish.cli.sending.words import shown_status, sum_of
from publish.cli.terminal import is_terminal
from publish.mail.ledger import Result, Row
from publish.send.run import Options, Run
from publish.send.steps import Step

if TYPE_CHECKING:
    from publish.mail.outcome import State
    from publish.send.ready import Ready
    from publish.send.sends import Send
    from publish.send.status import Status

_EVERY = 0.2
_STOPS = (signal.SIGINT, signal.SIGTERM)
_PATIENCE = 2
"""How often one says stop until nothing is waited for any more."""


class Progress:
    """One line that tells how far it is, where a person reads it."""

    def __init__(self) -> None:
        self.counts: Counter[State] = Counter()
        self._started = self._drawn = time.monotonic()
        self._is_shown = is_terminal(err=True)

    def at(self, step: Step, row: Row | None) -> None:
        """Nothing is shown of single steps."""

    def judged(self, result: Result) -> None:
        """Count, and draw now and then."""
        self.counts[result.receipt.state] += 1
        now = time.monotonic()
        if self._is_shown and now - self._drawn > _EVERY:
            self._drawn = now
            rate = self.counts.total() / max(now - self._started, 0.001)
            told = ", ".join(f"{count} {state}" for state, count in sorted(self.counts.items()))
            click.echo(f"\r\x1b[2K{told}  {rate:.0f} a second", nl=False, err=True)

    def clear(self) -> None:
        """Leave a clean line behind."""
        if self._is_shown:
            click.echo("\r\x1b[2K", nl=False, err=True)


def carry_out(found: "Ready", send: "Send", options: Options) -> int:
    """Send, and tell what came of it; the exit code."""
    progress, heard = Progress(), Counter[int]()
    run = Run(found, send, progress, options)
    if found.send:
        click.echo(f"going on with the send of {send.edition} that was begun", err=True)
    try:
        status = asyncio.run(_listening(run, heard))
    except KeyboardInterrupt:
        progress.clear()
        click.echo("stopped at once: letters under way are uncertain; `publish status` names them", err=True)
        return 130
    finally:
        progress.clear()
    _tell(run, status)
    if heard:
        click.echo("stopped; the same command goes on", err=True)
        return 128 + next(iter(heard))
    return 0 if status.left == 0 and not status.uncertain else 1


async def _listening(run: Run, heard: Counter[int]) -> "Status":
    """Carry *run* out; who says stop is heard, who says it twice is obeyed at once."""
    loop, task = asyncio.get_running_loop(), asyncio.current_task()

    def stop(number: int) -> None:
        heard[number] += 1
        run.stop.set()
        if heard.total() >= _PATIENCE and task:
            task.cancel()
        else:
            click.echo("\nfinishing what is under way; once more stops at once", err=True)

    for number in _STOPS:
        loop.add_signal_handler(number, stop, number)
    try:
        return await run.carry_out()
    except asyncio.CancelledError:
        raise KeyboardInterrupt from None
    finally:
        for number in _STOPS:
            loop.remove_signal_handler(number)


def _tell(run: Run, status: "Status") -> None:
    done = run.resolved
    if done.accepted or done.again:
        click.echo(f"of the uncertain, {done.accepted} had been taken and {done.again} were sent again")
    shown_status(status, brief=True)
    click.echo(sum_of(status))
