"""A server's address is understood or refused, its password is kept to ourselves."""

import asyncio
import sys
from pathlib import Path

import pytest

from publish.mail.transport import UnavailableError, transport
from publish.mail.transport.password import FILE, VARIABLE
from publish.mail.transport.relay import Tls, read_relay
from publish.problems import TransportError


@pytest.mark.parametrize(
    ("via", "name"),
    [
        ("smtp://relay.example.org", "smtp://relay.example.org:25"),
        ("smtp://news@relay.example.org", "smtp://relay.example.org:587"),
        ("smtp://news%40example.org@relay.example.org:2525?tls=required", "smtp://relay.example.org:2525"),
        ("smtp://news@example.org@relay.example.org", "smtp://relay.example.org:587"),
        ("smtps://relay.example.org/", "smtps://relay.example.org:465"),
        ("smtps://Relay.example.org./", "smtps://relay.example.org:465"),
        ("smtps://[::1]:4465?hello=news.example.org", "smtps://[::1]:4465"),
        ("smtp://brevlåda.example", "smtp://xn--brevlda-ixa.example:25"),
        ("outbox:", "outbox:.publish/outbox"),
        ("outbox:trial", "outbox:trial"),
    ],
)
def test_a_server_is_named_by_scheme_host_and_port(
    via: str, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(VARIABLE, "hunter2")

    server = transport(via, tmp_path)

    assert server.name == name
    assert "hunter2" not in repr(vars(server))
    assert "news" not in repr(server).replace("news.example", "")


@pytest.mark.parametrize(
    ("via", "code"),
    [
        ("", "E860"),
        ("http://relay.example.org", "E860"),
        ("smtp://", "E860"),
        ("smtp:relay", "E860"),
        ("smtp://relay example", "E860"),
        ("smtp://relay:99999", "E860"),
        ("smtp://relay:x", "E860"),
        ("smtp://[::1", "E860"),
        ("smtp://relay/path", "E860"),
        ("smtp://relay?tsl=required", "E860"),
        ("smtp://relay?tls=never", "E860"),
        ("smtp://relay?hello=a%0d%0aMAIL", "E860"),
        ("smtp://a%0d%0ab@relay", "E860"),
        ("smtp://news:hunter2@relay", "E861"),
        ("smtp://news:@relay", "E861"),
        ("smtp://news@relay", "E862"),
    ],
)
def test_an_address_that_cannot_be_used_is_a_problem(
    via: str, code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)

    with pytest.raises(TransportError) as caught:
        transport(via, tmp_path)

    assert [problem.code for problem in caught.value.problems] == [code]
    assert "hunter2" not in str(caught.value)


def test_the_password_comes_from_the_environment_before_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / FILE
    file.parent.mkdir()
    file.write_text("from the file\n", encoding="utf-8")
    file.chmod(0o600)
    monkeypatch.delenv(VARIABLE, raising=False)
    assert read_relay("smtps://news@relay", tmp_path).password == "from the file"  # noqa: S105

    monkeypatch.setenv(VARIABLE, "from the environment")
    assert read_relay("smtps://news@relay", tmp_path).password == "from the environment"  # noqa: S105
    assert "from the" not in repr(read_relay("smtps://news@relay", tmp_path))


KEYRING = """
from keyring import errors
def get_password(service, account):
    if account == "locked@relay":
        raise errors.KeyringError("locked")
    return {("publish", "news@relay"): "from the keyring"}.get((service, account))
"""


def test_the_password_comes_from_the_keyring_at_last(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "installed" / "keyring"
    package.mkdir(parents=True)
    (package / "errors.py").write_text("class KeyringError(Exception): pass\n", encoding="utf-8")
    (package / "__init__.py").write_text(KEYRING, encoding="utf-8")
    monkeypatch.delenv(VARIABLE, raising=False)
    monkeypatch.syspath_prepend(str(package.parent))
    try:
        assert read_relay("smtps://news@relay", tmp_path).password == "from the keyring"  # noqa: S105
        for user in ("another", "locked"):
            with pytest.raises(TransportError) as caught:
                read_relay(f"smtps://{user}@relay", tmp_path)
            assert [problem.code for problem in caught.value.problems] == ["E862"]
    finally:
        for name in ("keyring", "keyring.errors"):
            monkeypatch.delitem(sys.modules, name)


def test_a_link_is_no_file_of_a_password(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)
    (tmp_path / "elsewhere").write_text("hunter2", encoding="utf-8")
    (tmp_path / "elsewhere").chmod(0o600)
    (tmp_path / FILE).parent.mkdir()
    (tmp_path / FILE).symlink_to(tmp_path / "elsewhere")

    with pytest.raises(TransportError) as caught:
        read_relay("smtps://news@relay", tmp_path)

    assert [problem.code for problem in caught.value.problems] == ["E863"]


def test_tls_is_begun_wherever_it_is_offered_and_needed_wherever_a_password_goes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(VARIABLE, "hunter2")
    wanted = {
        "smtps://relay": Tls.AT_ONCE,
        "smtps://localhost": Tls.AT_ONCE,
        "smtp://relay": Tls.OFFERED,
        "smtp://relay?tls=required": Tls.REQUIRED,
        "smtp://news@relay": Tls.REQUIRED,
        "smtp://news@localhost": Tls.REQUIRED,
        "smtp://localhost": Tls.NEVER,
        "smtp://127.0.0.1": Tls.NEVER,
        "smtp://[::1]": Tls.NEVER,
        "smtp://localhost.example.org": Tls.OFFERED,
        "smtp://localhost?tls=required": Tls.REQUIRED,
    }

    assert {via: read_relay(via, tmp_path).tls for via in wanted} == wanted


@pytest.mark.parametrize(
    ("octets", "mode"),
    [(b"hunter2", 0o644), (b"hunter2", 0o660), (b"\xff\xfe", 0o600), (b"a\0b", 0o600), (b"x" * 2000, 0o600)],
)
def test_a_password_that_others_may_read_or_that_is_none_is_refused(
    octets: bytes, mode: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)
    file = tmp_path / FILE
    file.parent.mkdir()
    file.write_bytes(octets)
    file.chmod(mode)

    with pytest.raises(TransportError) as caught:
        transport("smtps://news@relay", tmp_path)

    assert [problem.code for problem in caught.value.problems] == ["E863"]
    assert "hunter2" not in str(caught.value)


def test_a_file_to_trust_that_is_none_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "ca.pem").write_text("no certificate", encoding="utf-8")
    for name in ("ca.pem", "missing.pem"):
        with pytest.raises(UnavailableError) as caught:
            asyncio.run(transport(f"smtps://127.0.0.1?ca={name}", tmp_path).session())
        assert (caught.value.problems[0].code, caught.value.is_lasting) == ("E867", True)
