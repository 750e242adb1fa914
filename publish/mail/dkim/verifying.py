"""
Whether a receiver will find our signatures right: asked of a program that had no part in making them (dkimpy).

Before the first letter of a send leaves, it is verified against the public halves of our own keys.
"""

import logging
from collections.abc import Iterator, Sequence

import dkim

from publish.mail.dkim.headers import CLOSED, OPEN
from publish.mail.dkim.keys import Key
from publish.problems import Place, Problem
from publish.workspace import SETTINGS

_HINT = "nothing has left; this is a fault in `publish` or in a key, please report it"
_SILENT = logging.getLogger(f"{__name__}.silent")
_SILENT.addHandler(logging.NullHandler())
_SILENT.propagate = False


def verify_first(message: bytes, keys: Sequence[Key]) -> Problem | None:
    """
    What is wrong with the signatures of *message*, which *keys* should have made; None if all are right.

    Each must cover all headers that are there and should be signed.
    """
    fault = next(_faults(message, keys), None)
    return (
        Problem("E855", f"the first letter is not signed as it should be: {fault}", Place(SETTINGS), _HINT)
        if fault
        else None
    )


def _faults(message: bytes, keys: Sequence[Key]) -> Iterator[str]:
    missing = {key.name: key for key in keys}
    for index in range(len(keys)):
        reader = dkim.DKIM(message, logger=_SILENT)
        try:
            is_right = reader.verify(index, dnsfunc=_Records(keys))
        except dkim.DKIMException as error:
            yield f"dkimpy says of signature {index + 1}: {error}"
            continue
        if not is_right:
            yield f"dkimpy does not verify signature {index + 1} of {len(keys)}"
            continue
        missing.pop(f"{reader.selector.decode()}._domainkey.{reader.domain.decode()}", None)
        yield from (f"`{name}` is not covered" for name in _left_open(reader))
    yield from (f"no signature by {name}" for name in missing)


def _left_open(reader: dkim.DKIM) -> Iterator[str]:
    """Headers that could be changed or added without breaking the signature."""
    present = [name.decode().lower() for name, _ in reader.headers]
    covered = [name.decode() for name in reader.include_headers]
    yield from (name for name in CLOSED if covered.count(name) <= present.count(name))
    yield from (name for name in OPEN if covered.count(name) < present.count(name))


class _Records:
    """A DNS that knows nothing but the public halves of *keys*."""

    def __init__(self, keys: Sequence[Key]) -> None:
        self._records = {f"{key.name}.".encode(): key.record.encode() for key in keys}

    def __call__(self, name: bytes, timeout: int = 0) -> bytes | None:  # noqa: ARG002  # dkimpy gives it
        return self._records.get(name)
