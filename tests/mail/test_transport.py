"""Messages reach a real server, and a folder, as they are."""

import asyncio
import socket
from collections.abc import Generator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from publish.mail.outcome import Phase, Receipt, State
from publish.mail.transport import UnavailableError, transport
from publish.problems import TransportError
from tests.mail.sending import message, send


@dataclass
class Taker:
    """What the server took, in the order it came."""

    taken: list[tuple[str, str, bytes]] = field(default_factory=list)
    options: list[str] = field(default_factory=list)

    async def handle_RCPT(  # noqa: N802
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        if address.startswith("nobody"):
            return f"550 5.1.1 <{address}>: no such user here"
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 Ok"

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        self.options += envelope.mail_options
        content = envelope.original_content
        assert isinstance(content, bytes)
        self.taken.append((str(envelope.mail_from), envelope.rcpt_tos[0], content))
        return "250 2.0.0 Ok: queued"


@pytest.fixture
def taker() -> Taker:
    return Taker()


@pytest.fixture
def server(taker: Taker) -> Generator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    controller = Controller(taker, hostname="127.0.0.1", port=port, enable_SMTPUTF8=True)
    controller.start()
    try:
        yield f"smtp://127.0.0.1:{port}"
    finally:
        controller.stop()


def test_every_message_arrives_once_with_its_own_octets(server: str, taker: Taker, tmp_path: Path) -> None:
    messages = [message(number, f"reader{number}@example.org") for number in range(20)]

    outcome = send(server, tmp_path, messages)

    accepted = Receipt(State.ACCEPTED, Phase.DOT, 250, "2.0.0", "Ok: queued")
    assert outcome.receipts == dict.fromkeys(range(20), accepted)
    assert outcome.sessions == 1
    assert taker.taken == [(each.sender, each.recipient, each.octets) for each in messages]


def test_a_refused_recipient_is_data_and_the_others_are_served(server: str, taker: Taker, tmp_path: Path) -> None:
    messages = [message(1), message(2, "nobody.at.all@example.org"), message(3, "nobody@example.org"), message(4)]

    receipts = send(server, tmp_path, messages).receipts

    refusal = Receipt(State.REJECTED, Phase.RCPT, 550, "5.1.1", "<…>: no such user here")
    accepted = Receipt(State.ACCEPTED, Phase.DOT, 250, "2.0.0", "Ok: queued")
    assert list(receipts.values()) == [accepted, refusal, refusal, accepted]
    assert [content for _, _, content in taker.taken] == [messages[0].octets, messages[3].octets]


def test_an_address_that_is_not_ascii_goes_only_where_it_is_taken(server: str, taker: Taker, tmp_path: Path) -> None:
    receipts = send(server, tmp_path, [message(1, "åsa@example.org")]).receipts

    assert receipts[1].state is State.ACCEPTED
    assert taker.taken[0][1] == "åsa@example.org"
    assert "SMTPUTF8" in taker.options


def test_a_message_that_was_offered_can_be_withdrawn(server: str, taker: Taker, tmp_path: Path) -> None:
    async def run() -> bool:
        session = await transport(server, tmp_path).session()
        assert await session.offer(message()) is None
        await session.withdraw()
        return session.is_open

    assert not asyncio.run(run())
    assert taker.taken == []


def test_a_server_that_is_away_is_no_answer_to_anybody(tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        via = f"smtp://127.0.0.1:{free.getsockname()[1]}"

    with pytest.raises(UnavailableError) as caught:
        asyncio.run(transport(via, tmp_path).session())

    assert caught.value.phase is Phase.CONNECT
    assert not caught.value.is_lasting
    assert caught.value.problems[0].message == "the server cannot be reached: connection refused"


def test_the_outbox_keeps_the_octets_and_the_envelope(tmp_path: Path) -> None:
    messages = [message(1), message(2, "bo@example.org", message_id="../../etc/passwd")]

    for _ in range(2):
        receipts = send("outbox:", tmp_path, messages).receipts

    folder = tmp_path / ".publish" / "outbox"
    assert [receipt.state for receipt in receipts.values()] == [State.ACCEPTED] * 2
    assert len(list(folder.iterdir())) == 4
    assert (folder / "1@example.se.eml").read_bytes() == messages[0].octets
    envelope = "MAIL FROM:<news+1@example.se>\nRCPT TO:<reader1@example.org>\n"
    assert (folder / "1@example.se.envelope").read_text(encoding="utf-8") == envelope
    assert folder.stat().st_mode & 0o777 == 0o700


def test_an_envelope_cannot_be_forged_by_an_address(tmp_path: Path) -> None:
    messages = [message(0), message(1, "a@b.se>\nRCPT TO:<c@d.se"), message(2)]

    receipts = send("outbox:", tmp_path, messages).receipts

    assert [receipt.state for receipt in receipts.values()] == [State.ACCEPTED, State.REJECTED, State.ACCEPTED]
    assert len(list((tmp_path / ".publish" / "outbox").glob("*.envelope"))) == 2


def test_an_outbox_that_others_may_look_into_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "open"
    folder.mkdir(mode=0o755)
    folder.chmod(0o755)

    with pytest.raises(TransportError) as caught:
        asyncio.run(transport("outbox:open", tmp_path).session())

    assert [problem.code for problem in caught.value.problems] == ["E873"]
    assert list(folder.iterdir()) == []
