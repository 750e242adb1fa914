"""
Keys that sign seals: Ed25519 (RFC 8032), the private one in a file that its owner alone may read.

A seal proves that nothing changed since its hash was written down somewhere; a signature proves who sealed it.
"""

import os
from dataclasses import dataclass, field
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, load_pem_private_key

from publish.problems import ArchiveError, BuildError, Place, Problem

FILE = "archive.key"
"""Of the private key, in `.publish/`."""
_OTHERS = 0o077


@dataclass(frozen=True, slots=True)
class Key:
    """A private key."""

    private: Ed25519PrivateKey = field(repr=False)

    @property
    def public(self) -> str:
        """The public one, in hexadecimal."""
        return self.private.public_key().public_bytes_raw().hex()


def generate(file: Path, shown: str) -> Key:
    """
    A new key, written to *file*.

    Raises:
        BuildError: if there is a file already, or it cannot be written.
    """
    key = Key(Ed25519PrivateKey.generate())
    data = key.private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    try:
        number = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError as error:
        hint = "a key is never replaced; move it away if it is to be used no more"
        raise BuildError(Problem("E602", "a key with this name is there already", Place(shown), hint)) from error
    except OSError as error:
        raise BuildError(Problem("E601", f"cannot write: {error.strerror}", Place(shown))) from error
    with os.fdopen(number, "wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())
    return key


def read_key(file: Path, shown: str) -> Key:
    """
    The key in *file*.

    Raises:
        ArchiveError: if it is none, or others may read it.
    """
    try:
        mode, data = file.stat().st_mode, file.read_bytes()
    except OSError as error:
        raise ArchiveError(Problem("E720", f"cannot read the key: {error.strerror}", Place(shown))) from error
    if mode & _OTHERS:
        hint = f"type `chmod 600 {shown}`; if others may have seen it, make a new one"
        raise ArchiveError(Problem("E720", "others may read the key", Place(shown), hint))
    try:
        private = load_pem_private_key(data, password=None)
    except (ValueError, TypeError) as error:
        raise ArchiveError(_no_key(shown)) from error
    if not isinstance(private, Ed25519PrivateKey):
        raise ArchiveError(_no_key(shown))
    return Key(private)


def signature(key: Key, data: bytes) -> bytes:
    """The signature of *data*, as a line of hexadecimal."""
    return f"{key.private.sign(data).hex()}\n".encode()


def is_signed(public: str, data: bytes, line: bytes) -> bool:
    """Whether *line* is the signature of *data* by the owner of the *public* key."""
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(public)).verify(bytes.fromhex(line.decode().strip()), data)
    except (InvalidSignature, ValueError):
        return False
    return True


def _no_key(shown: str) -> Problem:
    return Problem("E720", "this is not an Ed25519 key", Place(shown), "`publish archive keygen` makes one")
