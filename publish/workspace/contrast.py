"""
Contrast as WCAG 2 measures it, and which colours must have how much of it.

4.5:1 for text; 3:1 for large text (from 24 px, or 18.7 px bold) and for lines and icons that carry meaning.
"""

import colorsys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

TEXT = 4.5
LARGE = 3.0

GROUNDS: dict[str, tuple[float, tuple[str, ...]]] = {
    "foreground": (TEXT, ("background", "surface")),
    "muted": (TEXT, ("background", "surface")),
    "primary": (TEXT, ("background", "surface")),
    "link": (TEXT, ("background", "surface")),
    "secondary": (LARGE, ("background", "surface")),
    "tertiary": (LARGE, ("background", "surface")),
    "signal": (LARGE, ("background", "surface")),
    "line": (LARGE, ("background", "surface")),
    "on_primary": (TEXT, ("primary",)),
    "on_signal": (TEXT, ("signal",)),
    "on_deep": (TEXT, ("deep",)),
    "on_deep_muted": (TEXT, ("deep",)),
    "on_deep_accent": (TEXT, ("deep",)),
}
"""What each colour is set on, and the least contrast. Every pair that a template uses is here."""


@dataclass(frozen=True, slots=True)
class Faint:
    """A colour with too little contrast on one of its grounds, the worst of them."""

    role: str
    ground: str
    ratio: float
    least: float


def ratio(one: str, other: str) -> float:
    """From 1 to 21."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def faint(colours: Mapping[str, str]) -> Iterator[Faint]:
    """Those of *colours*, by role, that cannot be read on a ground that is among them."""
    for role, (least, grounds) in GROUNDS.items():
        known = [ground for ground in grounds if ground in colours]
        if role not in colours or not known:
            continue
        worst = min(known, key=lambda ground: ratio(colours[role], colours[ground]))
        found = ratio(colours[role], colours[worst])
        if found < least:
            yield Faint(role, worst, found, least)


def remedy(colour: str, grounds: Iterable[str], least: float) -> str:
    """The colour nearest to *colour* in lightness that has *least* contrast on all *grounds*, or an empty text."""
    grounds = tuple(grounds)
    for candidate in _by_lightness(colour):
        if all(ratio(candidate, ground) >= least for ground in grounds):
            return candidate
    return ""


def distance(one: str, other: str) -> float:
    """How far apart two colours are, to tell the nearest of several."""
    return sum((a - b) ** 2 for a, b in zip(_channels(one), _channels(other), strict=True))


def _by_lightness(colour: str) -> Iterator[str]:
    """The same hue darker and lighter, step by step away from it."""
    hue, lightness, saturation = colorsys.rgb_to_hls(*_channels(colour))
    for step in range(1, 201):
        for moved in (lightness - step / 200, lightness + step / 200):
            if 0 <= moved <= 1:
                yield _hex(colorsys.hls_to_rgb(hue, moved, saturation))


def _luminance(colour: str) -> float:
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in _channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _channels(colour: str) -> tuple[float, float, float]:
    red, green, blue = bytes.fromhex(colour.removeprefix("#"))
    return red / 255, green / 255, blue / 255


def _hex(channels: tuple[float, float, float]) -> str:
    return "#" + bytes(round(255 * channel) for channel in channels).hex()
