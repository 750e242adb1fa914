"""Nothing is sent to a server that cannot be trusted, and a password only where nobody can overhear it."""

import asyncio
import ssl
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from publish.mail.outcome import Phase, State
from publish.mail.transport import Limits, UnavailableError, transport
from publish.mail.transport.login import log_in
from publish.mail.transport.wire import Wire
from tests.mail import misbehaving
from tests.mail.certificates import Authority
from tests.mail.misbehaving import Misbehaving, on
from tests.mail.sending import PATIENT, message, send

PASSWORD = "hunter2 åäö"  # noqa: S105 — of nobody


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("authority"))


@pytest.fixture
def root(authority: Authority, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace that trusts the test's authority, and has a password."""
    (tmp_path / "ca.pem").write_bytes(authority.file.read_bytes())
    monkeypatch.setenv("PUBLISH_SMTP_PASSWORD", PASSWORD)
    return tmp_path


def via(server: Misbehaving, user: str = "news") -> str:
    scheme, _, host = server.via.partition("://")
    return f"{scheme}://{user}@{host}?ca=ca.pem" if user else f"{scheme}://{host}?ca=ca.pem&tls=required"


def refused(address: str, root: Path, limits: Limits = PATIENT) -> UnavailableError:
    with pytest.raises(UnavailableError) as caught:
        asyncio.run(transport(address, root, limits=limits).session())
    return caught.value


@pytest.mark.parametrize("at_once", [False, True], ids=["STARTTLS", "smtps"])
@pytest.mark.parametrize("way", ["PLAIN", "LOGIN"])
def test_letters_leave_over_tls_after_a_login(at_once: bool, way: str, authority: Authority, root: Path) -> None:
    words = (f"AUTH XOAUTH2 {way}", *misbehaving.EXTENSIONS)
    messages = [message(number) for number in range(3)]
    with Misbehaving(extensions=words, tls=authority.server(), at_once=at_once) as server:
        outcome = send(via(server), root, messages)

    assert {receipt.state for receipt in outcome.receipts.values()} == {State.ACCEPTED}
    assert [each.octets for each in server.accepted] == [each.octets for each in messages]
    assert server.logins == [("news", PASSWORD)]
    assert [line[:4] for line in server.overheard] == ([] if at_once else ["EHLO", "STAR"])


def test_a_large_letter_passes_through_tls_whole(authority: Authority, root: Path) -> None:
    large = message(octets=b"Subject: x\r\n\r\n" + b"All work and no play.\r\n" * 100_000)
    with Misbehaving(tls=authority.server(), at_once=True) as server:
        send(via(server, user=""), root, [large, message(2)])

    assert [each.octets for each in server.accepted] == [large.octets, message(2).octets]


@pytest.mark.parametrize("user", ["news", ""], ids=["with a password", "with tls=required"])
def test_a_server_without_tls_gets_neither_password_nor_letter(user: str, root: Path) -> None:
    with Misbehaving(extensions=("AUTH PLAIN LOGIN", "PIPELINING")) as server:
        error = refused(via(server, user), root)

    assert (error.problems[0].code, error.phase, error.is_lasting) == ("E866", Phase.TLS, True)
    assert [line[:4] for line in server.commands] == ["EHLO"]
    assert server.logins == []


def test_a_server_that_takes_back_its_offer_of_tls_gets_nothing(authority: Authority, root: Path) -> None:
    rule = on("starttls", misbehaving.say("454 4.7.0 not now"))
    with Misbehaving(rule, tls=authority.server()) as server:
        error = refused(via(server), root)

    assert (error.problems[0].code, error.phase, error.receipt.code) == ("E866", Phase.TLS, 454)
    assert [line[:4] for line in server.commands] == ["EHLO", "STAR"]


@pytest.mark.parametrize("at_once", [False, True], ids=["STARTTLS", "smtps"])
@pytest.mark.parametrize(
    "made",
    [
        pytest.param(lambda authority: authority.self_signed(), id="self-signed"),
        pytest.param(lambda authority: authority.server("relay.example.org"), id="another's name"),
        pytest.param(lambda authority: authority.server(days=(-3, -1)), id="expired"),
        pytest.param(lambda authority: authority.server(days=(1, 3)), id="not yet valid"),
    ],
)
def test_a_certificate_that_is_not_to_be_trusted_ends_it(
    made: Callable[[Authority], ssl.SSLContext], at_once: bool, authority: Authority, root: Path
) -> None:
    with Misbehaving(extensions=("AUTH PLAIN",), tls=made(authority), at_once=at_once) as server:
        error = refused(via(server), root)

    assert (error.problems[0].code, error.phase, error.is_lasting) == ("E867", Phase.TLS, True)
    assert [line[:4] for line in server.commands] == ([] if at_once else ["EHLO", "STAR"])
    assert server.logins == []


def test_a_certificate_of_the_system_s_own_authorities_is_wanted_unless_another_is_named(
    authority: Authority, root: Path
) -> None:
    with Misbehaving(extensions=("AUTH PLAIN",), tls=authority.server()) as server:
        error = refused(via(server).partition("?")[0], root)

    assert error.problems[0].code == "E867"
    assert server.logins == []


def test_tls_that_is_too_old_is_refused(authority: Authority, root: Path) -> None:
    old = authority.server()
    old.minimum_version = ssl.TLSVersion.MINIMUM_SUPPORTED
    with pytest.warns(DeprecationWarning, match="TLSv1_1"):
        old.maximum_version = ssl.TLSVersion.TLSv1_1
    with Misbehaving(extensions=("AUTH PLAIN",), tls=old) as server:
        error = refused(via(server), root)

    assert error.phase is Phase.TLS
    assert server.logins == []


@pytest.mark.parametrize("octets", [b"250 injected\r\n", b"250-injected", b"\r\n"])
def test_words_slipped_in_before_tls_end_it(octets: bytes, authority: Authority, root: Path) -> None:
    with Misbehaving(on("starttls", misbehaving.usual_and(octets)), tls=authority.server()) as server:
        error = refused(via(server), root)

    assert (error.problems[0].code, error.phase) == ("E871", Phase.TLS)
    assert [line[:4] for line in server.commands] == ["EHLO", "STAR"]


def test_a_server_that_speaks_no_tls_after_promising_it_is_not_understood(root: Path, authority: Authority) -> None:
    async def act(connection: misbehaving.Connection, _usual: str) -> str:
        await connection.send(b"220 go ahead\r\n")
        await connection._more()
        await connection.send(b"250 in clear\r\n")
        return ""

    with Misbehaving(on("starttls", act), tls=authority.server()) as server:
        error = refused(via(server), root)

    assert (error.problems[0].code, error.phase) == ("E871", Phase.TLS)
    assert server.logins == []


def test_a_server_that_does_not_shake_hands_is_not_waited_for(root: Path) -> None:
    with Misbehaving(on("greeting", misbehaving.silence())) as server:
        error = refused(server.via.replace("smtp:", "smtps:"), root, replace(PATIENT, tls=0.15))

    assert (error.problems[0].code, error.phase) == ("E872", Phase.TLS)


@pytest.mark.parametrize("phase", ["mail", "dot"])
def test_a_server_that_ends_tls_is_seen_at_once(phase: str, authority: Authority, root: Path) -> None:
    """It says goodbye within TLS, and waits for ours before it hangs up."""
    with Misbehaving(on(phase, misbehaving.close(), message=0), tls=authority.server(), at_once=True) as server:
        outcome = send(via(server, user=""), root, [message(0), message(1)])

    words = outcome.lost[0].problems[0].message if phase == "mail" else outcome.receipts[0].text
    assert words.startswith("the server closed the connection")
    assert outcome.receipts[1].state is State.ACCEPTED


def test_a_server_in_clear_at_the_port_for_tls_is_not_understood(root: Path) -> None:
    with Misbehaving() as server:
        error = refused(server.via.replace("smtp:", "smtps:"), root)

    assert (error.problems[0].code, error.phase) == ("E871", Phase.TLS)
    assert server.commands == []


@pytest.mark.parametrize(
    ("answer", "lasting"), [("535 5.7.8 wrong", True), ("534 5.7.9 too weak", True), ("454 4.7.0 later", False)]
)
def test_a_login_that_is_refused_says_so_and_whether_it_lasts(
    answer: str, lasting: bool, authority: Authority, root: Path
) -> None:
    rule = on("auth", misbehaving.say(f"{answer} for news"))
    with Misbehaving(rule, extensions=("AUTH PLAIN",), tls=authority.server()) as server:
        error = refused(via(server), root)

    code, status, text = f"{answer} for …".split(" ", 2)
    assert (error.problems[0].code, error.phase, error.is_lasting) == ("E868", Phase.LOGIN, lasting)
    assert (error.receipt.code, error.receipt.status, error.receipt.text) == (int(code), status, text)


def test_a_password_is_never_said_in_clear_even_by_mistake() -> None:
    async def run() -> None:
        await log_in(Wire(), "PLAIN", "news", PASSWORD, within=1)

    with pytest.raises(ValueError, match="login"):
        asyncio.run(run())


@pytest.mark.parametrize("said", [PASSWORD, "AUTH PLAIN AG5ld3MAaHVudGVyMiDDpcOkw7Y", "aHVudGVyMiDDpcOkw7Y="])
def test_a_server_that_repeats_the_password_is_not_quoted(said: str, authority: Authority, root: Path) -> None:
    rule = on("auth", misbehaving.say(f"535 5.7.8 wrong: {said}"))
    with Misbehaving(rule, extensions=("AUTH PLAIN",), tls=authority.server()) as server:
        error = refused(via(server), root)

    assert error.problems[0].message == "the server refuses the login: 535 …"
    assert error.receipt.text == "…"


@pytest.mark.parametrize("words", [("AUTH CRAM-MD5 XOAUTH2",), ("PIPELINING",)], ids=["other ways", "none"])
def test_a_server_without_a_way_to_log_in_is_named(words: tuple[str, ...], authority: Authority, root: Path) -> None:
    with Misbehaving(extensions=words, tls=authority.server()) as server:
        error = refused(via(server), root)

    assert (error.problems[0].code, error.phase, error.is_lasting) == ("E869", Phase.LOGIN, True)
    assert server.logins == []


def test_only_what_is_said_over_tls_counts(authority: Authority, root: Path) -> None:
    """What came before may have been said by anybody (RFC 3207, 4.2)."""
    rule = on("ehlo", misbehaving.raw(b"250-x\r\n250-SIZE 1\r\n250 STARTTLS\r\n"), connection=0)
    heard: list[str] = []

    async def once(connection: misbehaving.Connection, usual: str) -> str:
        act = rule.act if not heard else misbehaving.raw(usual.replace("\n", "\r\n").encode() + b"\r\n")
        heard.append(usual)
        return await act(connection, usual)

    with Misbehaving(on("ehlo", once), tls=authority.server()) as server:
        outcome = send(via(server, user=""), root, [message()])

    assert outcome.receipts[1].state is State.ACCEPTED
    assert len(heard) == 2
