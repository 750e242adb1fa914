"""What the doctor finds when it calls the relay and the one-click address: real servers, real TLS, real faults."""

import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from publish.mail.doctor import Answer, Surroundings, Verdict, one_click, open_names
from publish.mail.doctor import relay as relays
from publish.workspace import Sending, open_workspace
from tests.mail.network import certificate, dns_server, free_port, relay, site

ALL = ("PIPELINING", "SIZE 35882577", "DSN", "SMTPUTF8")


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate for 127.0.0.1 and localhost."""
    return certificate(tmp_path_factory.mktemp("tls"), "127.0.0.1", "localhost")


@pytest.fixture(scope="module")
def foreign(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One for another host."""
    return certificate(tmp_path_factory.mktemp("tls"), "other.se")


@pytest.fixture
def around(workspace: Path) -> Iterator[Surroundings]:
    """A workspace in a network with a DNS that knows nothing."""
    with dns_server({}) as server:
        yield Surroundings(workspace, open_workspace(workspace).settings, open_names(server, 0.4), patience=3.0)


def asked(around: Surroundings, trusted: Path | None = None, **sending: str) -> Surroundings:
    """The same with these settings, trusting this certificate and no other."""
    context = ssl.create_default_context(cafile=str(trusted) if trusted else None)
    return replace(around, settings=replace(around.settings, sending=Sending(**sending)), context=context)  # type: ignore[arg-type]


def said(around: Surroundings) -> dict[str, Answer]:
    answers = list(relays.check(around))
    assert len({answer.demand.name for answer in answers}) == len(answers)
    return {answer.demand.name: answer for answer in answers}


def verdicts(answers: dict[str, Answer]) -> dict[str, str]:
    return {name: answer.verdict.value for name, answer in answers.items()}


# The relay


@pytest.mark.parametrize("scheme", ["smtp", "smtps"])
def test_a_relay_with_tls_and_all_it_should_offer_passes(around: Surroundings, own: Path, scheme: str) -> None:
    with relay(ALL, tls=own, at_once=scheme == "smtps") as port:
        answers = said(asked(around, own, via=f"{scheme}://127.0.0.1:{port}"))

    assert verdicts(answers) == {"relay": "pass", "relay-name": "note", "relay-tls": "pass", "relay-offers": "pass"}
    assert answers["relay-tls"].found == "TLSv1.3, certificate trusted"
    assert answers["relay-offers"].found == "all of them, letters of 35882577 octets"


def test_authorities_of_its_own_can_be_named_with_the_relay(around: Surroundings, own: Path) -> None:
    (around.root / "ca.pem").write_bytes(own.read_bytes())
    with relay(ALL, tls=own) as port:
        answers = said(asked(around, via=f"smtp://127.0.0.1:{port}?ca=ca.pem"))

    assert answers["relay-tls"].verdict == Verdict.PASS


@pytest.mark.parametrize("scheme", ["smtp", "smtps"])
def test_a_certificate_that_nobody_trusts_fails(around: Surroundings, own: Path, scheme: str) -> None:
    with relay(ALL, tls=own, at_once=scheme == "smtps") as port:
        answer = said(asked(around, via=f"{scheme}://127.0.0.1:{port}"))["relay-tls"]

    assert answer.verdict == Verdict.FAIL
    assert "self-signed certificate" in answer.found


def test_a_certificate_for_another_name_fails(around: Surroundings, foreign: Path) -> None:
    with relay(ALL, tls=foreign) as port:
        answer = said(asked(around, foreign, via=f"smtp://127.0.0.1:{port}"))["relay-tls"]

    assert answer.verdict == Verdict.FAIL
    assert "IP address mismatch" in answer.found


def test_no_tls_is_right_only_on_this_computer(around: Surroundings) -> None:
    with relay(ALL) as port:
        here = said(asked(around, via=f"smtp://127.0.0.1:{port}"))["relay-tls"]
        elsewhere = asked(around, via=f"smtp://0.0.0.0:{port}")
        there = said(elsewhere)["relay-tls"]

    assert here.verdict == Verdict.NOTE
    assert (there.verdict, there.found) == (Verdict.FAIL, "no STARTTLS")


def test_tls_at_once_from_a_server_without_it_fails(around: Surroundings) -> None:
    with relay(ALL) as port:
        answer = said(asked(around, via=f"smtps://127.0.0.1:{port}"))["relay-tls"]

    assert answer.verdict == Verdict.FAIL
    assert "TLS cannot be begun" in answer.found


@pytest.mark.parametrize("missing", ["PIPELINING", "SIZE", "DSN", "SMTPUTF8"])
def test_what_a_relay_does_not_offer_is_told_with_what_is_lost(around: Surroundings, missing: str) -> None:
    with relay(tuple(offer for offer in ALL if not offer.startswith(missing))) as port:
        answer = said(asked(around, via=f"smtp://127.0.0.1:{port}"))["relay-offers"]

    assert answer.verdict == Verdict.NOTE
    assert answer.found.startswith(f"without {missing}: ")


def test_a_relay_that_takes_only_tiny_letters_fails(around: Surroundings) -> None:
    with relay((*ALL[:1], "SIZE 1000", *ALL[2:])) as port:
        answer = said(asked(around, via=f"smtp://127.0.0.1:{port}"))["relay-offers"]

    assert (answer.verdict, answer.found) == (Verdict.FAIL, "letters of at most 1000 octets")


def test_a_relay_that_is_not_there_fails(around: Surroundings) -> None:
    answer = said(asked(around, via=f"smtp://127.0.0.1:{free_port()}"))["relay-tls"]

    assert (answer.verdict, answer.found) == (Verdict.FAIL, "cannot be reached: Connection refused")


@contextmanager
def speaking(*lines: bytes) -> Iterator[int]:
    """The port of a server that says *lines*, one for each that it hears, the first at once; then nothing more."""
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def serve() -> None:
            connection, _ = listening.accept()
            with connection:
                for line in lines:
                    connection.sendall(line)
                    if not connection.recv(1000):
                        return
                while connection.recv(1000):
                    pass

        thread = threading.Thread(target=serve)
        thread.start()
        yield listening.getsockname()[1]
        thread.join()


def test_a_relay_that_says_nothing_is_no_pass_and_no_fail(around: Surroundings) -> None:
    with speaking() as port:
        impatient = replace(asked(around, via=f"smtp://127.0.0.1:{port}"), patience=0.2)
        answer = said(impatient)["relay-tls"]

    assert answer.verdict == Verdict.UNKNOWN
    assert "no answer in time" in answer.found


@pytest.mark.parametrize(
    "lines",
    [
        (b"HTTP/1.1 400 Bad Request\r\n\r\n",),
        (b"554 no\r\n",),
        (b"220 x\r\n", b"\xff\xfe\r\n"),
        (b"220 " + b"x" * 10_000 + b"\r\n",),
    ],
    ids=["http", "refusing", "garbage", "endless"],
)
def test_what_is_no_relay_fails_without_a_traceback(around: Surroundings, lines: tuple[bytes, ...]) -> None:
    with speaking(*lines) as port:
        answers = said(asked(around, via=f"smtp://127.0.0.1:{port}"))

    assert answers["relay-tls"].verdict in {Verdict.FAIL, Verdict.NOTE}
    assert all(answer.found.isprintable() for answer in answers.values())


def test_tls_that_is_offered_and_refused_fails(around: Surroundings) -> None:
    with speaking(
        b"220 x\r\n", b"250-x\r\n250 STARTTLS\r\n", b"454 not now\r\n", b"250 x\r\n", b"500 what\r\n"
    ) as port:
        answer = said(asked(around, via=f"smtp://127.0.0.1:{port}"))["relay-tls"]

    assert (answer.verdict, answer.found) == (Verdict.FAIL, "it answers 454 not now")


@pytest.mark.parametrize("via", ["smtp://", "smtp://host:99999", "smtp://[host", "smtps:x"])
def test_a_relay_that_cannot_be_understood_fails(around: Surroundings, via: str) -> None:
    assert verdicts(said(asked(around, via=via))) == {"relay": "fail"}


def test_a_user_without_a_password_fails_before_the_send(around: Surroundings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PUBLISH_SMTP_PASSWORD", raising=False)

    (answer,) = relays.check(asked(around, via="smtp://chamber@127.0.0.1"))

    assert (answer.about, answer.verdict) == (".publish/smtp-password", Verdict.FAIL)
    assert "PUBLISH_SMTP_PASSWORD" in answer.remedy


def test_authorities_that_are_not_there_are_told(around: Surroundings) -> None:
    answer = said(asked(around, via=f"smtp://127.0.0.1:{free_port()}?ca=none.pem"))["relay-tls"]

    assert answer.found == "the file of `ca=` cannot be used: No such file or directory"


def test_a_name_that_does_not_exist_is_not_taken_for_a_fault_of_ours(around: Surroundings) -> None:
    answer = said(asked(around, via="smtp://nowhere.invalid"))["relay-tls"]

    assert answer.verdict in {Verdict.FAIL, Verdict.UNKNOWN}
    assert answer.found in {"there is no host of this name", "cannot tell: no DNS here"}


# One click


def clicked(around: Surroundings) -> Answer:
    (answer,) = one_click.check(around)
    return answer


URLENCODED, MULTIPART = "application/x-www-form-urlencoded", "multipart/form-data"


def test_an_address_that_answers_both_forms_passes(around: Surroundings, own: Path) -> None:
    with site(own, {}) as (address, posts):
        answer = clicked(asked(around, own, service_url=address))

    assert answer.verdict == Verdict.PASS
    assert [(path, kind) for path, kind, _ in posts] == [("/u/test", URLENCODED), ("/u/test", MULTIPART)]
    assert posts[0][2] == b"List-Unsubscribe=One-Click"
    assert b'name="List-Unsubscribe"\r\n\r\nOne-Click\r\n' in posts[1][2]


@pytest.mark.parametrize("kind", [URLENCODED, MULTIPART])
@pytest.mark.parametrize(
    ("status", "found"),
    [(301, "a redirect"), (303, "a redirect"), (308, "a redirect"), (404, "404 to a POST"), (405, "405"), (500, "500")],
)
def test_a_redirect_or_a_refusal_fails(around: Surroundings, own: Path, kind: str, status: int, found: str) -> None:
    with site(own, {kind: status}) as (address, posts):
        answer = clicked(asked(around, own, service_url=address))

    assert answer.verdict == Verdict.FAIL
    assert found in answer.found
    assert all(path.startswith("/u/") for path, _, _ in posts)


def test_a_site_that_nobody_trusts_fails(around: Surroundings, own: Path) -> None:
    with site(own, {}) as (address, posts):
        answer = clicked(asked(around, service_url=address))

    assert answer.verdict == Verdict.FAIL
    assert "self-signed certificate" in answer.found
    assert posts == []


def test_a_site_that_is_not_there_fails(around: Surroundings) -> None:
    answer = clicked(asked(around, service_url=f"https://127.0.0.1:{free_port()}"))

    assert (answer.verdict, answer.found) == (Verdict.FAIL, "cannot be reached: Connection refused")


def test_an_address_without_tls_is_never_called(around: Surroundings) -> None:
    answer = clicked(asked(around, service_url=f"http://127.0.0.1:{free_port()}"))

    assert answer.verdict == Verdict.FAIL
    assert answer.found == "http, which everybody on the way can read"


def test_an_address_that_is_not_set_fails(around: Surroundings) -> None:
    assert clicked(asked(around)).verdict == Verdict.FAIL


def test_a_placeholder_is_not_called(around: Surroundings) -> None:
    assert clicked(asked(around, service_url="https://news.baltic.example")).verdict == Verdict.UNKNOWN
