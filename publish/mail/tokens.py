"""
What stands for a member in a link and in a return path: signed, so that nobody can make up one for somebody else.

A token names nobody, and needs no look-up to be known as ours. Each kind is signed under a label of its own, so that
the one cannot be used as the other though both have the same key.
"""

import hmac
import re
from base64 import b32decode, b32encode, urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping

CODE = 8
"""Octets of a member's code."""
TOKEN = 32
"""Characters of a token."""
ROOM = 31
"""Characters that the part before `@` may have where bounces go; with a tag they are 64 (RFC 5321, 4.5.3.1.1)."""
_LINK = b"publish: leave the list\0"
_PATH = b"publish: return path\0"
_TOKEN = re.compile(r"[A-Za-z0-9_-]{32}")
_TAGGED = re.compile(r".+\+([a-z2-7]{32})@[^@]+", re.IGNORECASE)
_SEND = 4
_PATH_PROOF = 8
_LINK_PROOF = 15


def token(key: bytes, code: bytes, key_id: int = 1) -> str:
    """
    The 32 characters that let a member leave the list without a password.

    Raises:
        ValueError: if *code* has not eight octets, or *key_id* does not fit into one.
    """
    if len(code) != CODE or not 0 <= key_id <= 255:
        raise ValueError(f"expected a code of {CODE} octets and a key from 0 to 255, found {len(code)} and {key_id}")
    told = bytes((key_id,)) + code
    return urlsafe_b64encode(told + _proof(key, _LINK, told, _LINK_PROOF)).decode()


def code_of(keys: Mapping[int, bytes], token: str) -> bytes | None:
    """Whose *token* this is; None unless one of *keys* made all of it. Takes as long for every forgery."""
    if not _TOKEN.fullmatch(token):
        return None
    octets = urlsafe_b64decode(token)
    told, proof = octets[: 1 + CODE], octets[1 + CODE :]
    key = keys.get(told[0])
    if key is None or not hmac.compare_digest(proof, _proof(key, _LINK, told, _LINK_PROOF)):
        return None
    return told[1:]


def return_path(key: bytes, bounces: str, send: int, code: bytes) -> str:
    """
    *bounces* with a tag that tells which letter of which *send* comes back (VERP).

    The tag is in small letters: some servers on the way know no others.

    Raises:
        ValueError: if the part before `@` has no room for a tag, or a number does not fit into it.
    """
    local, at, domain = bounces.rpartition("@")
    if not at or not 0 < len(local) <= ROOM or len(code) != CODE or not 0 <= send < 256**_SEND:
        raise ValueError(f"no room for a tag in {bounces!r}, or none in the tag for send {send}")
    told = send.to_bytes(_SEND) + code
    tag = b32encode(told + _proof(key, _PATH, told, _PATH_PROOF)).decode().lower()
    return f"{local}+{tag}@{domain}"


def of_return_path(key: bytes, address: str) -> tuple[int, bytes] | None:
    """Which send and whose letter came back to *address*; None unless *key* made its tag."""
    found = _TAGGED.fullmatch(address)
    if not found or not address.isascii():
        return None
    octets = b32decode(found[1].upper())
    told, proof = octets[: _SEND + CODE], octets[_SEND + CODE :]
    if not hmac.compare_digest(proof, _proof(key, _PATH, told, _PATH_PROOF)):
        return None
    return int.from_bytes(told[:_SEND]), told[_SEND:]


def _proof(key: bytes, label: bytes, told: bytes, size: int) -> bytes:
    return hmac.digest(key, label + told, "sha256")[:size]
