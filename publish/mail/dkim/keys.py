"""
Keys that letters are signed with: files in PEM, for their owner alone and outside git.

RSA with 2048 bits or more, which every receiver verifies (RFC 8301), and Ed25519 (RFC 8463).
"""

import base64
import hashlib
import os
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_private_key

from publish.problems import Place, Problem, TransportError
from publish.workspace import Dkim

RSA = "rsa-sha256"
ED25519 = "ed25519-sha256"
SHORTEST, LONGEST = 2048, 4096
"""Bits. Whoever verifies need not know longer keys (RFC 8301, 3.2)."""
_OTHERS = 0o077
_LARGEST = 100_000
_NEW = "`publish dkim new` makes one"


@dataclass(frozen=True, slots=True)
class Key:
    """A private key, and where the DNS has its public half."""

    domain: str
    selector: str
    private: RSAPrivateKey | Ed25519PrivateKey = field(repr=False)

    @property
    def algorithm(self) -> str:
        """As `a=` says it."""
        return RSA if isinstance(self.private, RSAPrivateKey) else ED25519

    @property
    def name(self) -> str:
        """The DNS name of the public half (RFC 6376, 3.6.2.1)."""
        return f"{self.selector}._domainkey.{self.domain}"

    @property
    def public(self) -> bytes:
        """The public half as `p=` has it, before base64 (RFC 6376, 3.6.1; RFC 8463, 4.2)."""
        public = self.private.public_key()
        if isinstance(self.private, Ed25519PrivateKey):
            return public.public_bytes(Encoding.Raw, PublicFormat.Raw)
        return public.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)

    @property
    def record(self) -> str:
        """The text that the DNS should have."""
        kind = "rsa" if self.algorithm == RSA else "ed25519"
        return f"v=DKIM1; k={kind}; p={base64.b64encode(self.public).decode()}"

    def sign(self, data: bytes) -> bytes:
        """The signature; the same data give the same octets."""
        if isinstance(self.private, RSAPrivateKey):
            return self.private.sign(data, PKCS1v15(), SHA256())
        return self.private.sign(hashlib.sha256(data).digest())  # RFC 8463, 3: of the hash


def read_key(root: Path, dkim: Dkim) -> Key:
    """
    The key that *dkim* names, its path taken from *root*.

    Raises:
        TransportError: with all that is wrong with it: it is not there, is none or not fit for DKIM, or is not kept
            as a secret.
    """
    file, place = root / dkim.key, Place(dkim.key)
    try:
        if not file.is_file():
            raise TransportError(Problem("E850", "there is no key for signing here", place, _NEW))
        status = file.stat()
        with file.open("rb") as stream:
            data = stream.read(_LARGEST)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "this is no path"
        raise TransportError(Problem("E850", f"cannot read the key for signing: {reason}", place)) from error
    exposures = [*_exposures(status, place), *_in_git(file, place)]
    try:
        key = Key(dkim.domain, dkim.selector, _private(data, place))
    except TransportError as error:
        raise TransportError(*exposures, *error.problems) from error
    if exposures:
        raise TransportError(*exposures)
    return key


def _exposures(status: os.stat_result, place: Place) -> Iterator[Problem]:
    if status.st_uid not in (os.geteuid(), 0):
        yield Problem("E851", "the key for signing belongs to somebody else", place, f"sudo chown $(id -u) {place}")
    if status.st_mode & _OTHERS:
        hint = f"type `chmod 600 {place}`; if others may have seen it, make a new one and a new selector"
        yield Problem("E851", f"others may read the key for signing (mode {status.st_mode & 0o777:o})", place, hint)


def _private(data: bytes, place: Place) -> RSAPrivateKey | Ed25519PrivateKey:
    try:
        private = load_pem_private_key(data, password=None)
    except TypeError as error:
        hint = "nobody is there to type it when letters leave; `openssl pkey -in OLD -out NEW` removes it"
        raise TransportError(Problem("E852", "the key for signing has a passphrase", place, hint)) from error
    except (ValueError, UnsupportedAlgorithm) as error:
        found = "a public key" if b"PUBLIC KEY-----" in data else "something else"
        message = f"expected a private key in PEM, found {found}"
        raise TransportError(Problem("E852", message, place, _NEW)) from error
    if isinstance(private, RSAPrivateKey):
        if SHORTEST <= private.key_size <= LONGEST:
            return private
        message = f"expected a key of {SHORTEST} to {LONGEST} bits, found {private.key_size} (RFC 8301, 3.2)"
        raise TransportError(Problem("E853", message, place, _NEW))
    if isinstance(private, Ed25519PrivateKey):
        return private
    kind = type(private).__name__.removesuffix("PrivateKey").removeprefix("_")
    message = f"expected an RSA or Ed25519 key (RFC 8463), found one for {kind}"
    raise TransportError(Problem("E853", message, place, _NEW))


def _in_git(file: Path, place: Place) -> Iterator[Problem]:
    """Whether a key could leave with the text, or has. Where there is no git, it cannot."""
    file = file.resolve()
    if _git(file, "ls-files", "--error-unmatch") == 0:
        hint = f"type `git rm --cached {place}`; it stays in git's history, so make a new key and a new selector"
        yield Problem("E854", "the key for signing is in git, where everybody who has a copy can sign", place, hint)
    elif _git(file, "check-ignore", "--quiet") == 1:
        hint = "keep it in .publish/dkim/, which git never sees"
        yield Problem("E854", "the next `git add` would take the key for signing along", place, hint)


def _git(file: Path, *arguments: str) -> int:
    """How git answers about *file*; 128 if it does not."""
    command = ("git", "-c", "core.fsmonitor=false", "--no-optional-locks", *arguments, "--", file.name)
    try:
        return subprocess.run(command, cwd=file.parent, capture_output=True, timeout=20, check=False).returncode
    except (OSError, subprocess.TimeoutExpired):
        return 128
