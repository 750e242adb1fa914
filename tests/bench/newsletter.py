"""The first edition of this repository, sealed in a workspace of its own, and ways to send its newsletter."""

import asyncio
import datetime as dt
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from email.utils import parseaddr
from pathlib import Path

from sqlalchemy import Engine

from publish.archive import Sealed
from publish.archive.seal import Wish, seal
from publish.build.pool import cores
from publish.mail.dkim import Key
from publish.mail.ledger import Ledger, Result, Row, Writer
from publish.mail.outcome import Message, State
from publish.mail.transport import transport
from publish.send.composing import Composer, composer, frozen_of
from publish.send.loop import Sender
from publish.send.pace import Limits, Pace
from publish.send.signers import Signers
from publish.send.steps import Step
from publish.workspace import Settings, open_workspace
from tests.send.making import FROZEN, addresses, made, states

ROOT = Path(__file__).parents[2]
EDITION = "2021-03-30-partnerskap-for-stockholm"
LANGUAGE = "sv"
_FILES = ("content", "templates", "assets", "publish.yaml", "dictionary.txt")
_SENDING = """
sending:
  service-url: https://www.stockholmshandelskammare.example
  bounces: studs@stockholmshandelskammare.example
"""
_SEALED = dt.datetime(2026, 11, 23, 8, 0, tzinfo=dt.UTC)


@dataclass(frozen=True)
class Newsletter:
    """A sealed newsletter, and what its letters are made with."""

    root: Path
    settings: Settings
    sealed: Sealed

    def composer(self, *keys: Key) -> Composer:
        """What makes the letters of send 1."""
        return composer(self.settings, self.sealed, frozen_of(self.root, self.sealed, 1, FROZEN), keys)

    @property
    def sender(self) -> str:
        """Who the letters are from."""
        return parseaddr(self.settings.mail[LANGUAGE].sender)[1]


def newsletter(root: Path) -> Newsletter:
    """Seal the edition in *root*, which takes some seconds."""
    for name in _FILES:
        (shutil.copytree if (ROOT / name).is_dir() else shutil.copy)(ROOT / name, root / name)
    with (root / "publish.yaml").open("a", encoding="utf-8") as settings:
        settings.write(_SENDING)
    return Newsletter(root, open_workspace(root).settings, seal(root, Wish(EDITION, _SEALED)))


class Silent:
    """Watches a sending and says nothing."""

    def at(self, step: Step, row: Row | None) -> None:
        pass

    def judged(self, result: Result) -> None:
        pass


def queued(root: Path, count: int) -> Engine:
    """A new database in *root*, with so many members to whom nothing was sent yet."""
    return made(root, addresses(count), language=LANGUAGE)


def send_all(engine: Engine, root: Path, compose: Composer, port: int, connections: int) -> None:
    """The whole loop: read, compose, intend, send, record."""

    async def run() -> None:
        relay = transport(f"smtp://127.0.0.1:{port}", root)
        async with Signers(compose, cores()) as signers:
            with Writer(engine) as writer:
                pace, press = Pace(Limits(connections=connections)), signers if compose.signings else None
                await Sender(Ledger(writer, 1), relay, compose, pace, Silent(), FROZEN, connections, press=press).run()

    asyncio.run(run())
    if set(states(engine).values()) != {State.ACCEPTED}:
        raise RuntimeError("not every letter was sent")


def hand_over(letters: Iterator[Message], root: Path, port: int, connections: int) -> None:
    """The transport alone: letters that are ready, and no ledger."""

    async def one() -> None:
        session = await server.session()
        waiting = next(letters, None)
        if waiting and await session.offer(waiting):
            raise RuntimeError("refused")
        while waiting:
            following = next(letters, None)
            receipt, refusal = await session.deliver(waiting, following)
            if receipt.state is not State.ACCEPTED or refusal:
                raise RuntimeError(receipt)
            waiting = following
        await session.close()

    async def run() -> None:
        await asyncio.gather(*(one() for _ in range(connections)))

    server = transport(f"smtp://127.0.0.1:{port}", root)
    asyncio.run(run())
