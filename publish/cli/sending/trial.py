"""Sends one letter to look at, and tells what the server said."""

import asyncio
from typing import TYPE_CHECKING

import click

from publish.cli.terminal import paint
from publish.mail.outcome import State

if TYPE_CHECKING:
    from publish.send.ready import Ready


def send_one(found: "Ready", address: str, member: str) -> int:
    """Send it; the exit code."""
    from publish.send.trial import send_test

    trials = asyncio.run(send_test(found, address, member))
    for trial in trials:
        receipt = trial.receipt
        said = " ".join(str(part) for part in (receipt.code, receipt.status, receipt.text) if part)
        is_taken = receipt.state is State.ACCEPTED
        state = paint(str(receipt.state), "green" if is_taken else "red")
        click.echo(f"{trial.language}  {state}  {said}")
    if found.transport.name.startswith("outbox"):
        click.echo(f"the letters are files: {found.transport.name}", err=True)
    return 0 if all(trial.receipt.state is State.ACCEPTED for trial in trials) else 1
