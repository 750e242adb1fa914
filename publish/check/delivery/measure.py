"""How many pixels wide a picture is, read from its head without decoding it."""

_SIZES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
"""Markers of a JPEG that tell its size (ITU-T T.81, B.2.2)."""
_BARE = frozenset({0x01, *range(0xD0, 0xD8)})
"""Markers with nothing behind them."""


def width(data: bytes) -> int:
    """Of a PNG, GIF or JPEG; 0 for what is none, or is cut off."""
    if data[:8] == b"\x89PNG\r\n\x1a\n":
        return int.from_bytes(data[16:20], "big")
    if data[:6] in (b"GIF87a", b"GIF89a"):
        return int.from_bytes(data[6:8], "little")
    return _of_jpeg(data) if data[:2] == b"\xff\xd8" else 0


def _of_jpeg(data: bytes) -> int:
    at = 2
    while at + 9 <= len(data) and data[at] == 0xFF:
        marker = data[at + 1]
        if marker in _SIZES:
            return int.from_bytes(data[at + 7 : at + 9], "big")
        if marker == 0xFF:
            at += 1
        else:
            at += 2 if marker in _BARE else 2 + int.from_bytes(data[at + 2 : at + 4], "big")
    return 0
