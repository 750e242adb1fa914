"""Just enough of a TrueType or OpenType file: how many glyphs it has and how wide they are."""

import struct
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Program:
    """What a font program says of its glyphs."""

    glyphs: int
    per_em: int
    advances: tuple[int, ...]
    """Of the first glyphs; the others are as wide as the last of these."""

    def width(self, glyph: int) -> float:
        """Give the advance of a glyph in thousandths of the type size."""
        return self.advances[min(glyph, len(self.advances) - 1)] * 1000 / self.per_em


def read_program(data: bytes) -> Program | None:
    """Read a font program; None if it is of another kind or is broken."""
    try:
        tables = dict(_tables(data))
        (per_em,) = struct.unpack_from(">H", tables["head"], 18)
        (glyphs,) = struct.unpack_from(">H", tables["maxp"], 4)
        (count,) = struct.unpack_from(">H", tables["hhea"], 34)
        advances = struct.unpack_from(">" + "Hh" * count, tables["hmtx"])[::2]
    except (struct.error, KeyError, UnicodeDecodeError):
        return None
    return Program(glyphs, per_em, advances) if advances and per_em else None


def _tables(data: bytes) -> list[tuple[str, bytes]]:
    (count,) = struct.unpack_from(">4xH", data)
    found = []
    for number in range(count):
        tag, offset, length = struct.unpack_from(">4s4xLL", data, 12 + 16 * number)
        found.append((tag.decode("ascii"), data[offset : offset + length]))
    return found
