"""Which characters the bundled fonts can draw."""

import unicodedata
from collections.abc import Iterable
from io import BytesIO

from fontTools.ttLib import TTFont

from publish.workspace import Face, Workspace

_INVISIBLE = {"Cc", "Cf", "Zs", "Zl", "Zp"}
"""Controls, format characters and spaces: the engine lays them out without a glyph of their own."""


def covered(faces: Iterable[Face], workspace: Workspace) -> frozenset[int]:
    """The code points that one of *faces* has a glyph for."""
    points: set[int] = set()
    for face in faces:
        file = workspace.asset(face.path)
        if file is not None:
            with TTFont(BytesIO(file.read_bytes()), lazy=True) as font:
                points |= set(font.getBestCmap())
    return frozenset(points)


def missing(text: str, points: frozenset[int]) -> list[str]:
    """Characters of *text* that are to be seen and are not among *points*, each once, in order."""
    return [char for char in dict.fromkeys(text) if ord(char) not in points and not _invisible(char)]


def name(char: str) -> str:
    """How a problem names a character: `☃ SNOWMAN (U+2603)`."""
    return f"{char} {unicodedata.name(char, 'without a name')} (U+{ord(char):04X})"


def _invisible(char: str) -> bool:
    return unicodedata.category(char) in _INVISIBLE or 0xFE00 <= ord(char) <= 0xFE0F
