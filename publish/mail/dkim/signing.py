"""
Signs the letters of one send (RFC 6376, relaxed/relaxed, never `l=`).

What is the same for everybody is canonicalised and hashed once; the same values give the same octets, since the time
in `t=` is the send's and not the clock's.
"""

from base64 import b64encode
from collections.abc import Iterable, Iterator, Sequence

from publish.mail.dkim.body import SignedBody
from publish.mail.dkim.canonical import header_value
from publish.mail.dkim.headers import SignedHeaders
from publish.mail.dkim.keys import RSA, Key
from publish.mail.segments import Segments

_FIELD = b"DKIM-Signature:"
_WIDTH = 72


class Signing:
    """Signs every letter made of one template."""

    def __init__(self, keys: Iterable[Key], headers: Segments, body: Segments, signed_at: int) -> None:
        """
        Prepare for signing what is made of *headers* and *body*, as of *signed_at* (seconds since 1970).

        Raises:
            ValueError: if *headers* is no block of headers with one From.
        """
        self._headers = SignedHeaders(headers)
        self._body = SignedBody(body)
        ordered = sorted(keys, key=lambda key: key.algorithm != RSA)
        self._signatures = tuple(_Signature(key, self._headers.names, signed_at) for key in ordered)

    def sign(self, values: Sequence[bytes]) -> bytes:
        """
        The headers that sign the letter with *values*, one for each key, RSA first. They go before all others.

        Raises:
            ValueError: if a value would end the header that it stands in.
        """
        digest = b64encode(self._body.digest(values))
        headers = self._headers.canonical(values)
        return b"".join([signature.of(headers, digest) for signature in self._signatures])


class _Signature:
    """The header of one key."""

    def __init__(self, key: Key, names: Sequence[str], signed_at: int) -> None:
        self._key = key
        tags = [
            f" v=1; a={key.algorithm}; c=relaxed/relaxed; t={signed_at};",
            f" d={key.domain};",
            f" s={key.selector};",
            *_folded(names),
            " bh=",
        ]
        before, after = "\r\n".join(tags).encode(), b";\r\n b="
        self._shown = (_FIELD + before, after)
        self._canonical = (_FIELD.lower() + header_value(before), header_value(b"." + after)[1:])

    def of(self, headers: bytes, digest: bytes) -> bytes:
        """The whole header."""
        before, after = self._canonical
        signed = b64encode(self._key.sign(b"".join((headers, before, digest, after))))
        before, after = self._shown
        lines = [signed[start : start + _WIDTH] for start in range(0, len(signed), _WIDTH)]
        return b"".join((before, digest, after, b"\r\n ".join(lines), b"\r\n"))


def _folded(names: Sequence[str]) -> Iterator[str]:
    """`h=` in lines of at most 76 characters."""
    line = " h="
    for number, name in enumerate(names):
        piece = f"{name}{':' if number < len(names) - 1 else ';'}"
        if len(line) + len(piece) > _WIDTH + 4:
            yield line
            line = " "
        line += piece
    yield line
