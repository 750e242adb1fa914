"""Makes keys for signing, and writes what the DNS and `publish.yaml` have to say about them."""

import os
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from publish.build.files import private_folder, told
from publish.mail.dkim.keys import RSA, SHORTEST, Key
from publish.problems import BuildError, Place, Problem

_FOLDER = "dkim"
_STRING = 255
"""Octets in one string of a TXT record (RFC 1035, 3.3.14)."""


def make_key(root: Path, domain: str, selector: str, algorithm: str = RSA) -> tuple[Key, str]:
    """
    A new key and its file's path from *root*, below `.publish/`, where git never looks.

    Raises:
        BuildError: if there is such a key already, or it cannot be written.
    """
    private = generate_private_key(65537, SHORTEST) if algorithm == RSA else Ed25519PrivateKey.generate()
    file = private_folder(root) / _FOLDER / f"{selector}.{domain}.pem"
    shown = file.relative_to(root).as_posix()
    with told(file, root):
        file.parent.mkdir(mode=0o700, exist_ok=True)
        try:
            number = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError as error:
            hint = "a key is never replaced; take another `--selector`"
            raise BuildError(Problem("E602", "a key with this name is there already", Place(shown), hint)) from error
        with os.fdopen(number, "wb") as stream:
            stream.write(private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
            stream.flush()
            os.fsync(stream.fileno())
    return Key(domain, selector, private), shown


def zone_lines(key: Key) -> str:
    """The record of *key* as a zone's file has it (RFC 1035, 5.1), in strings that are not too long."""
    strings = [key.record[start : start + _STRING] for start in range(0, len(key.record), _STRING)]
    return "\n".join([f"{key.name}. 3600 IN TXT (", *(f'  "{string}"' for string in strings), ")"])


def settings_lines(key: Key, path: str) -> str:
    """What `publish.yaml` says of *key*."""
    return f"sending:\n  dkim:\n    - domain: {key.domain}\n      selector: {key.selector}\n      key: {path}"
