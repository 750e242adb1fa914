"""Keys for signing are refused unless they are fit for it and kept as a secret."""

import base64
import os
import subprocess
from contextlib import suppress
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_der_public_key
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from publish.mail.dkim import Key, read_key
from publish.problems import TransportError
from publish.workspace import Dkim
from tests.mail.signed import ed25519_key, rsa_key, write_key, write_locked_key

NAME = ".publish/dkim/news.pem"
DKIM = Dkim("example.org", "news2026", NAME)


def refusal(root: Path, dkim: Dkim = DKIM) -> list[tuple[str, str]]:
    with pytest.raises(TransportError) as error:
        read_key(root, dkim)
    assert {problem.place.path for problem in error.value.problems} == {dkim.key}
    return [(problem.code, problem.message) for problem in error.value.problems]


@pytest.mark.parametrize("key", [rsa_key(), rsa_key(3072), ed25519_key()], ids=["rsa", "longer", "ed25519"])
def test_a_key_is_read(tmp_path: Path, key: Key) -> None:
    write_key(tmp_path / NAME, key.private)

    read = read_key(tmp_path, DKIM)

    assert (read.domain, read.selector, read.algorithm) == ("example.org", "news2026", key.algorithm)
    assert read.name == "news2026._domainkey.example.org"
    assert read.sign(b"x") == key.sign(b"x")


def test_a_key_is_never_shown(tmp_path: Path) -> None:
    write_key(tmp_path / NAME, rsa_key().private)

    assert repr(read_key(tmp_path, DKIM)) == "Key(domain='example.org', selector='news2026')"


def test_the_record_holds_the_public_half() -> None:
    key = rsa_key()
    head, _, encoded = key.record.partition("p=")
    public = load_der_public_key(base64.b64decode(encoded, validate=True))

    assert head == "v=DKIM1; k=rsa; "
    assert isinstance(public, rsa.RSAPublicKey)
    assert public == key.private.public_key()


def test_a_key_that_is_not_there_is_missed(tmp_path: Path) -> None:
    assert refusal(tmp_path) == [("E850", "there is no key for signing here")]
    (tmp_path / NAME).mkdir(parents=True)
    assert refusal(tmp_path) == [("E850", "there is no key for signing here")]


def test_a_key_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    unreadable = Dkim("example.org", "s", "/proc/self/mem")

    assert refusal(tmp_path, unreadable) == [("E850", "cannot read the key for signing: Input/output error")]


def test_a_name_that_no_file_can_have_is_told(tmp_path: Path) -> None:
    assert refusal(tmp_path, Dkim("example.org", "s", "a\0b"))[0][0] == "E850"
    assert refusal(tmp_path, Dkim("example.org", "s", "a" * 5000))[0][0] == "E850"


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o666])
def test_a_key_that_others_may_read_is_refused(tmp_path: Path, mode: int) -> None:
    write_key(tmp_path / NAME, rsa_key().private).chmod(mode)

    assert refusal(tmp_path) == [("E851", f"others may read the key for signing (mode {mode:o})")]


def test_a_key_of_somebody_else_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = write_key(tmp_path / NAME, rsa_key().private)
    if os.geteuid() == 0:
        os.chown(file, 12345, 0)
    else:
        monkeypatch.setattr(os, "geteuid", lambda: 12345)

    assert refusal(tmp_path) == [("E851", "the key for signing belongs to somebody else")]


@pytest.mark.parametrize("data", [b"", b"\xff\xfe", b"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"])
def test_what_is_no_key_is_refused(tmp_path: Path, data: bytes) -> None:
    write_key(tmp_path / NAME, rsa_key().private).write_bytes(data)

    assert refusal(tmp_path) == [("E852", "expected a private key in PEM, found something else")]


def test_a_public_key_is_recognised(tmp_path: Path) -> None:
    public = rsa_key().private.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    write_key(tmp_path / NAME, rsa_key().private).write_bytes(public)

    assert refusal(tmp_path) == [("E852", "expected a private key in PEM, found a public key")]


def test_a_key_with_a_passphrase_is_refused(tmp_path: Path) -> None:
    private = rsa_key().private
    assert isinstance(private, rsa.RSAPrivateKey)
    write_key(tmp_path / NAME, private)
    write_locked_key(tmp_path / NAME, private)

    assert refusal(tmp_path) == [("E852", "the key for signing has a passphrase")]


@pytest.mark.parametrize("bits", [1024, 4104])
def test_a_key_that_is_too_short_or_too_long_is_refused(tmp_path: Path, bits: int) -> None:
    write_key(tmp_path / NAME, rsa_key(bits).private)

    assert refusal(tmp_path) == [("E853", f"expected a key of 2048 to 4096 bits, found {bits} (RFC 8301, 3.2)")]


@given(start=st.integers(0, 1800), data=st.binary(max_size=8))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=40)
def test_a_damaged_key_is_refused_or_still_a_key(tmp_path: Path, start: int, data: bytes) -> None:
    file = write_key(tmp_path / NAME, rsa_key().private)
    pem = file.read_bytes()
    file.write_bytes(pem[:start] + data + pem[start + len(data) :])

    with suppress(TransportError):  # and nothing else
        read_key(tmp_path, DKIM).sign(b"x")


def test_a_key_of_another_kind_is_refused(tmp_path: Path) -> None:
    write_key(tmp_path / NAME, ec.generate_private_key(ec.SECP256R1()))

    assert [code for code, _ in refusal(tmp_path)] == ["E853"]


def git(folder: Path, *arguments: str) -> None:
    subprocess.run(["git", "-c", "user.name=a", "-c", "user.email=a@b", *arguments], cwd=folder, check=True)


def test_a_key_that_git_would_take_along_is_refused(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q")
    write_key(tmp_path / NAME, ed25519.Ed25519PrivateKey.generate())

    assert refusal(tmp_path) == [("E854", "the next `git add` would take the key for signing along")]

    (tmp_path / ".gitignore").write_text("/.publish/\n", encoding="utf-8")
    assert read_key(tmp_path, DKIM).algorithm == "ed25519-sha256"


def test_a_key_in_git_is_refused(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q")
    write_key(tmp_path / NAME, ed25519.Ed25519PrivateKey.generate())
    git(tmp_path, "add", ".")
    (tmp_path / ".gitignore").write_text("/.publish/\n", encoding="utf-8")

    assert refusal(tmp_path) == [("E854", "the key for signing is in git, where everybody who has a copy can sign")]


def test_a_link_to_a_key_in_git_is_refused(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q")
    key = write_key(tmp_path / "keys" / "news.pem", ed25519.Ed25519PrivateKey.generate())
    git(tmp_path, "add", ".")
    (tmp_path / ".gitignore").write_text("/.publish/\n", encoding="utf-8")
    (tmp_path / NAME).parent.mkdir(parents=True)
    (tmp_path / NAME).symlink_to(key)

    assert [code for code, _ in refusal(tmp_path)] == ["E854"]


def test_all_that_is_wrong_with_a_key_is_told_at_once(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q")
    write_key(tmp_path / NAME, rsa_key(1024).private).chmod(0o644)

    assert [code for code, _ in refusal(tmp_path)] == ["E851", "E854", "E853"]


def test_a_key_may_lie_anywhere(tmp_path: Path) -> None:
    file = write_key(tmp_path / "elsewhere" / "news.pem", ed25519_key().private)

    assert read_key(tmp_path / "workspace", Dkim("example.org", "s", str(file))).sign(b"x") == ed25519_key().sign(b"x")
