"""
Sends the queued rows of a database over real connections, in a process of its own that tests may kill.

    python -m tests.send.killed ROOT PORT CONNECTIONS [STEP COUNT]

Says `ready` when it begins. With STEP and COUNT it kills itself when a connection comes to that step for that time.
"""

import asyncio
import os
import signal
import sys
from pathlib import Path

from publish.database import open_database
from publish.mail.ledger import Ledger, Result, Row, Writer
from publish.mail.outcome import Message
from publish.mail.transport import transport
from publish.send.lock import only_sender
from publish.send.loop import Sender
from publish.send.pace import Limits, Pace
from publish.send.resolve import How, resolve
from publish.send.steps import Step
from tests.send.making import FROZEN

BODY = b"Hello.\r\n" * 500


class Death:
    """Kills this process at a step."""

    def __init__(self, step: str, count: int) -> None:
        self._step, self._left = step, count

    def at(self, step: Step, row: Row | None) -> None:  # noqa: ARG002
        if step == self._step:
            self._left -= 1
            if self._left == 0:
                os.kill(os.getpid(), signal.SIGKILL)

    def judged(self, result: Result) -> None:
        pass


def compose(row: Row) -> Message:
    """A letter whose octets depend on the row alone."""
    recipient = row.recipient
    message_id = f"{recipient.code.hex()}@example.org"
    head = f"From: news@example.org\r\nTo: {recipient.address}\r\nMessage-ID: <{message_id}>\r\n\r\n"
    return Message(recipient.number, "news@example.org", recipient.address, message_id, head.encode() + BODY)


async def main(root: Path, port: str, connections: int, death: Death) -> None:
    """Send all that is left."""
    relay = transport(f"smtp://127.0.0.1:{port}", root)
    stop = asyncio.Event()
    with only_sender(root), Writer(open_database(root)) as writer:
        ledger = Ledger(writer, 1)
        await ledger.recover()
        await resolve(ledger, How.RESEND, lambda row: compose(row).message_id)
        for number in (signal.SIGINT, signal.SIGTERM):
            asyncio.get_running_loop().add_signal_handler(number, stop.set)
        print("ready", flush=True)  # noqa: T201
        pace = Pace(Limits(connections=connections))
        await Sender(ledger, relay, compose, pace, death, FROZEN, connections, stop=stop).run()
    print("stopped" if stop.is_set() else "done", flush=True)  # noqa: T201


if __name__ == "__main__":
    root, port, connections, *rest = sys.argv[1:]
    step, count = rest or ("", "0")
    asyncio.run(main(Path(root), port, int(connections), Death(step, int(count))))
