"""How long an animated GIF moves, read from its blocks without drawing any of them (GIF89a, 23 and 26)."""

from dataclasses import dataclass

_MOST = 100_000
"""Blocks; no picture in a letter has more."""


@dataclass(frozen=True, slots=True)
class Film:
    """What a GIF says of its frames."""

    frames: int
    once: float
    """Seconds from the first frame to the last."""
    rounds: int
    """How often it runs; 0: without end."""

    @property
    def seconds(self) -> float:
        """How long it moves in all."""
        return self.once * self.rounds if self.rounds else float("inf")


def film(data: bytes) -> Film | None:
    """The film in *data*; None if it is no GIF or has one frame only. What is cut off ends it."""
    if data[:6] not in (b"GIF87a", b"GIF89a") or len(data) < 13:
        return None
    at = 13 + _table(data[10])
    frames, delays, rounds = 0, 0, 1
    for _ in range(_MOST):
        kind, body = data[at : at + 1], data[at + 1 : at + 20]
        if kind == b"\x21" and body:
            if body[:1] == b"\xf9" and len(body) >= 5:
                delays += int.from_bytes(body[3:5], "little")
            if body[:15] in (b"\xff\x0bNETSCAPE2.0\x03\x01", b"\xff\x0bANIMEXTS1.0\x03\x01") and len(body) >= 17:
                loops = int.from_bytes(body[15:17], "little")
                rounds = loops + 1 if loops else 0
            at = _after(data, at + 2)
        elif kind == b"\x2c" and len(body) >= 9:
            frames += 1
            at = _after(data, at + 10 + _table(body[8]) + 1)
        else:
            break
    return Film(frames, delays / 100, rounds) if frames > 1 else None


def _table(flags: int) -> int:
    """Octets of a colour table."""
    return 3 << ((flags & 7) + 1) if flags & 0x80 else 0


def _after(data: bytes, at: int) -> int:
    """The end of a row of sub-blocks."""
    while at < len(data) and data[at]:
        at += data[at] + 1
    return at + 1
