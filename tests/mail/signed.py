"""Keys that nobody else has, and a reader of signatures that had no part in making them."""

import logging
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import dkim
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, NoEncryption, PrivateFormat

from publish.mail.dkim import Key
from publish.mail.segments import Segments

SIGNED_AT = 1_700_000_000
_SILENT = logging.getLogger("silent")
_SILENT.addHandler(logging.NullHandler())
_SILENT.propagate = False


@cache
def rsa_key(bits: int = 2048, domain: str = "example.org", selector: str = "news2026") -> Key:
    return Key(domain, selector, rsa.generate_private_key(65537, bits))


@cache
def ed25519_key(domain: str = "example.org", selector: str = "small") -> Key:
    return Key(domain, selector, ed25519.Ed25519PrivateKey.generate())


def template(*parts: bytes | int) -> Segments:
    """Constants and slots, in any order."""
    constants, slots = [b""], []
    for part in parts:
        if isinstance(part, bytes):
            constants[-1] += part
        else:
            slots.append(part)
            constants.append(b"")
    return Segments(tuple(constants), tuple(slots))


def is_verified(message: bytes, *keys: Key) -> bool:
    """Whether dkimpy finds as many signatures as there are *keys*, and all of them right."""

    def dns(name: bytes, timeout: int = 0) -> bytes | None:
        return next((key.record.encode() for key in keys if name == f"{key.name}.".encode()), None)

    try:
        return all(dkim.DKIM(message, logger=_SILENT).verify(index, dnsfunc=dns) for index in range(len(keys)))
    except (dkim.DKIMException, IndexError):
        return False


def write_key(file: Path, private: rsa.RSAPrivateKey | ed25519.Ed25519PrivateKey | ec.EllipticCurvePrivateKey) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    file.chmod(0o600)
    return file


def write_locked_key(file: Path, private: rsa.RSAPrivateKey) -> None:
    file.write_bytes(private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(b"secret")))
    file.chmod(0o600)


def values(*some: str) -> Sequence[bytes]:
    return tuple(value.encode() for value in some)
