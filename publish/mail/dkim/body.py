"""
The hash of a body whose constants were canonicalised once.

That is right as long as no white space meets other white space where a slot is filled. Values hold none but soft line
breaks, and a constant that ends with a space meets one that begins with it only if the value between them is empty.
Where it is not right, the body is filled and canonicalised as a whole: slower, and the same for every reader.
"""

import hashlib
from collections.abc import Sequence

from publish.mail.dkim import canonical
from publish.mail.segments import Segments

_SOFT_BREAK = b"=\r\n"
_WHITE = (b" ", b"\t", b"\r", b"\n")


class SignedBody:
    """A template's body."""

    def __init__(self, template: Segments) -> None:
        self._template = template
        *before, last = template.constants
        first, *rest = (*map(canonical.lines, before), canonical.body(last))
        self._rest = tuple(rest)
        self._start = hashlib.sha256(first)
        self._slots = tuple(sorted(set(template.slots)))
        self._delicate = tuple(sorted(_delicate(template)))
        self._is_whole = not canonical.body(last)

    def digest(self, values: Sequence[bytes]) -> bytes:
        """SHA-256 of the canonical form."""
        if self._is_whole or not self._is_plain(values):
            return hashlib.sha256(canonical.body(self._template.fill(values))).digest()
        parts: list[bytes] = []
        for slot, constant in zip(self._template.slots, self._rest, strict=True):
            parts += (values[slot], constant)
        hashing = self._start.copy()
        hashing.update(b"".join(parts))
        return hashing.digest()

    def _is_plain(self, values: Sequence[bytes]) -> bool:
        """Whether no value brings white space together."""
        filled = b"\0".join([values[slot] for slot in self._slots]).replace(_SOFT_BREAK, b"")
        if b" " in filled or b"\t" in filled or b"\r" in filled or b"\n" in filled:
            return False
        return all(values[slot] for slot in self._delicate)


def _delicate(template: Segments) -> set[int]:
    """The slots with white space before them, and after them white space or another slot."""
    gaps = zip(template.constants, template.slots, template.constants[1:], strict=False)
    return {slot for before, slot, after in gaps if before[-1:] in _WHITE and after[:1] in (b"", *_WHITE)}
