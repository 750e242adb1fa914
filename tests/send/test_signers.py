"""What is signed beside the loop is what would be signed in it, whatever becomes of those that sign."""

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from publish.mail.dkim import Key, Signing
from publish.mail.ledger import Ledger, Row, Writer
from publish.mail.outcome import Message
from publish.mail.transport import transport
from publish.send.composing import Composer
from publish.send.loop import Sender
from publish.send.pace import Limits, Pace
from publish.send.signers import Signers
from tests.mail.composing import recipient, template
from tests.mail.signed import SIGNED_AT, ed25519_key, is_verified, rsa_key
from tests.send.making import FROZEN, addresses, made, states
from tests.send.sink import Sink
from tests.send.test_loop import Seen

ROOT = Path(__file__).parents[2]
ROWS = [
    Row(n, recipient(number=n, code=n.to_bytes(8), address=f"member{n}@exempel.example", name=f"Åsa {n}"), "", 0)
    for n in range(1, 60)
]


def _composer(*keys: Key) -> Composer:
    letters = template()
    return Composer({"sv": letters}, {"sv": Signing(keys, letters.headers, letters.body, SIGNED_AT)} if keys else {})


async def _letters(composer: Composer, count: int, *, dying: int = 0) -> Sequence[Message]:
    """All letters, asked for at once; so many of those that sign are killed while they are asked."""
    async with Signers(composer, count) as signers:
        asked = [asyncio.ensure_future(signers(row)) for row in ROWS]
        await asyncio.sleep(0)
        for process in signers.processes[:dying]:
            os.kill(process.pid or 0, signal.SIGKILL)
        letters = await asyncio.gather(*asked)
        again = await signers(ROWS[0])
        assert again == letters[0]
    assert not any(process.is_alive() for process in signers.processes)
    return letters


@pytest.mark.parametrize("count", [0, 1, 3])
def test_letters_signed_beside_the_loop_are_those_that_would_be_signed_in_it(count: int) -> None:
    keys = rsa_key(), ed25519_key()
    composer = _composer(*keys)

    letters = asyncio.run(_letters(composer, count))

    assert letters == [composer(row) for row in ROWS]
    assert is_verified(letters[-1].octets, *keys)


@pytest.mark.parametrize("dying", [1, 2])
def test_who_signs_may_die_and_no_letter_is_missing(dying: int) -> None:
    composer = _composer(rsa_key())

    assert asyncio.run(_letters(composer, 2, dying=dying)) == [composer(row) for row in ROWS]


def test_ctrl_c_which_reaches_all_is_left_to_the_sender() -> None:
    composer = _composer(rsa_key())

    async def work() -> bool:
        async with Signers(composer, 1) as signers:
            (process,) = signers.processes
            await signers(ROWS[0])
            os.kill(process.pid or 0, signal.SIGINT)
            await signers(ROWS[1])
            return process.is_alive()

    assert asyncio.run(work())


def test_without_a_key_nobody_is_started() -> None:
    async def work() -> int:
        async with Signers(_composer(), 4) as signers:
            await signers(ROWS[0])
            return len(signers.processes)

    assert asyncio.run(work()) == 0


def test_a_value_that_cannot_be_signed_is_told_where_it_was_asked_for() -> None:
    composer = _composer(rsa_key())
    signing = composer.signings["sv"]

    class Refusing(Signing):
        def __init__(self) -> None: ...

        def sign(self, values: Sequence[bytes]) -> bytes:
            raise ValueError(values[0])

    async def work() -> None:
        async with Signers(Composer(composer.templates, {"sv": Refusing()}), 1) as signers:
            await signers(ROWS[0])

    assert signing.sign(composer.templates["sv"].values(ROWS[0].recipient))
    with pytest.raises(ValueError, match="exempel"):
        asyncio.run(work())


def test_the_loop_sends_what_is_signed_beside_it(tmp_path: Path) -> None:
    engine, composer = made(tmp_path, addresses(60), language="sv"), _composer(rsa_key())

    async def work(port: int) -> list[Row]:
        via = transport(f"smtp://127.0.0.1:{port}", tmp_path)
        async with Signers(composer, 2) as signers:
            with Writer(engine) as writer:
                ledger, pace = Ledger(writer, 1), Pace(Limits(connections=3))
                rows = await ledger.queued(0, 60)
                await Sender(ledger, via, composer, pace, Seen(), FROZEN, 3, press=signers).run()
        return rows

    with Sink() as sink:
        rows = asyncio.run(work(sink.port))

    assert dict(sink.taken) == {row.recipient.address: [composer(row).message_id] for row in rows}
    assert set(states(engine).values()) == {"accepted"}


_SENDER = """
import asyncio, os, signal, sys
from pathlib import Path
from publish.send.lock import only_sender
from publish.send.signers import Signers
from tests.mail.signed import rsa_key
from tests.send.test_signers import _composer

async def main():
    async with Signers(_composer(rsa_key()), 2) as signers:
        print(*(process.pid for process in signers.processes), flush=True)
        os.kill(os.getpid(), signal.SIGKILL)

with only_sender(Path(sys.argv[1])):
    asyncio.run(main())
"""


def test_those_that_sign_end_with_a_sender_that_is_killed_and_hold_no_lock(tmp_path: Path) -> None:
    command = [sys.executable, "-c", _SENDER, str(tmp_path)]
    # They have the sender's output open: reading it ends when all of them have ended.
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=False, text=True, timeout=60)

    assert done.returncode == -signal.SIGKILL, done.stderr
    assert len(done.stdout.split()) == 2
