"""
Colours as a browser paints them: every notation of CSS, its system colours in both schemes, `color-mix()` and
`light-dark()`.

What this cannot work out (relative colours, mixes in other spaces than sRGB, wide gamuts) is None, never a guess.
"""

from collections.abc import Iterable
from typing import NamedTuple

from tinycss2 import color4

from publish.check.html.spaces import D50_TO_D65, XYZ_TO_LINEAR, gamma, times
from publish.check.html.tokens import Token, Value, ident, solid, split, trimmed

_PLAIN = frozenset({"rgb", "rgba", "hsl", "hsla", "hwb", "lab", "lch", "oklab", "oklch", "color"})
_MIXED = frozenset({"color-mix", "light-dark", "device-cmyk", "contrast-color"})
_SYSTEM = {
    "canvas": ("#ffffff", "#121212"),
    "canvastext": ("#000000", "#ffffff"),
    "linktext": ("#0000ee", "#9e9eff"),
    "visitedtext": ("#551a8b", "#d0adf0"),
    "activetext": ("#ff0000", "#ff9e9e"),
    "buttonface": ("#efefef", "#6b6b6b"),
    "buttontext": ("#000000", "#ffffff"),
    "buttonborder": ("#000000", "#ffffff"),
    "field": ("#ffffff", "#3b3b3b"),
    "fieldtext": ("#000000", "#ffffff"),
    "graytext": ("#808080", "#808080"),
    "mark": ("#ffff00", "#ffff00"),
    "marktext": ("#000000", "#000000"),
}
"""In Chromium, light and dark."""


class Colour(NamedTuple):
    """Red, green, blue and alpha, each from 0 to 1."""

    red: float
    green: float
    blue: float
    alpha: float = 1.0

    @property
    def hexadecimal(self) -> str:
        """`#rrggbb`, without the alpha."""
        return "#" + bytes(int(255 * channel + 0.5) for channel in self[:3]).hex()

    def over(self, ground: "Colour") -> "Colour":
        """What is seen where this lies on *ground*."""
        if self.alpha == 1 or not ground.alpha:
            return self
        if not self.alpha:
            return ground
        alpha = self.alpha + ground.alpha * (1 - self.alpha)
        if not alpha:
            return CLEAR
        return _clipped(
            (
                (ours * self.alpha + theirs * ground.alpha * (1 - self.alpha)) / alpha
                for ours, theirs in zip(self[:3], ground[:3], strict=True)
            ),
            alpha,
        )

    def faded(self, opacity: float) -> "Colour":
        """The same, seen through by so much."""
        return self._replace(alpha=self.alpha * min(1.0, max(0.0, opacity)))


CLEAR = Colour(0, 0, 0, 0)
BLACK = Colour(0, 0, 0)
WHITE = Colour(1, 1, 1)


def from_hex(text: str) -> Colour:
    """`#rrggbb`."""
    return Colour(*(channel / 255 for channel in bytes.fromhex(text.removeprefix("#"))))


def system(name: str, *, dark: bool) -> Colour | None:
    """A system colour like `canvastext`; None if *name* is none."""
    return from_hex(_SYSTEM[name][dark]) if name in _SYSTEM else None


def is_colour(value: Value) -> bool:
    """Whether a browser would take *value* for a colour, known here or not."""
    if len(value) != 1:
        return False
    token = value[0]
    if token.type == "function":
        is_simple = all(part.type not in {"ident", "function"} for part in token.arguments)
        return token.lower_name in _MIXED or (token.lower_name in _PLAIN and not (is_simple and _plain(token) is None))
    return ident(value) in {*_SYSTEM, "currentcolor"} or (token.type in {"ident", "hash"} and bool(_plain(token)))


def colour(value: Value, *, current: Colour | None = None, dark: bool = False) -> Colour | None:
    """The colour that *value* means where text is *current*; None if that cannot be told."""
    if len(value) != 1:
        return None
    token, word = value[0], ident(value)
    if word == "currentcolor":
        return current
    if word in _SYSTEM:
        return system(word, dark=dark)
    if token.type == "function" and token.lower_name in {"light-dark", "color-mix"}:
        parts = [solid(part) for part in split(token.arguments)]
        if token.lower_name == "light-dark":
            return colour(parts[dark], current=current, dark=dark) if len(parts) == 2 else None
        return _mixed(parts, current, dark=dark)
    return _plain(token)


def _plain(token: Token) -> Colour | None:
    """What tinycss2 knows, in sRGB."""
    try:
        found = color4.parse_color(token)
    except (ValueError, TypeError, ArithmeticError):
        return None
    if found is None or found == "currentcolor":
        return None
    channels = _in_srgb(found)
    return _clipped(channels, found.alpha) if channels else None


def _clipped(channels: Iterable[float], alpha: float) -> Colour:
    red, green, blue = (min(1.0, max(0.0, channel)) for channel in channels)
    return Colour(red, green, blue, alpha)


def _in_srgb(found: color4.Color) -> tuple[float, ...] | None:
    if found.space in {"srgb", "hsl", "hwb"}:
        return tuple(found.to("srgb").coordinates)
    try:
        if found.space in {"lab", "lch", "xyz-d50"}:
            return _from_light(times(XYZ_TO_LINEAR, times(D50_TO_D65, found.to("xyz-d50").coordinates)))
        if found.space in {"oklab", "oklch", "xyz", "xyz-d65"}:
            return _from_light(times(XYZ_TO_LINEAR, found.to("xyz-d65").coordinates))
    except (NotImplementedError, ArithmeticError):
        return None
    return _from_light(tuple(c or 0 for c in found.coordinates)) if found.space == "srgb-linear" else None


def _from_light(light: Iterable[float]) -> tuple[float, ...]:
    return tuple(gamma(channel) for channel in light)


def _mixed(parts: list[Value], current: Colour | None, *, dark: bool) -> Colour | None:
    """`color-mix(in srgb, one 40%, other)`."""
    if len(parts) != 3 or [token.type == "ident" and token.lower_value for token in parts[0]] != ["in", "srgb"]:
        return None
    colours = [colour(_without_share(part), current=current, dark=dark) for part in parts[1:]]
    one, other = colours
    shares = _shares(*(_share(part) for part in parts[1:]))
    if one is None or other is None or shares is None:
        return None
    first, second, whole = shares
    alpha = one.alpha * first + other.alpha * second
    if not alpha:
        return CLEAR
    channels = (
        (a * one.alpha * first + b * other.alpha * second) / alpha for a, b in zip(one[:3], other[:3], strict=True)
    )
    return _clipped(channels, alpha * whole)


def _without_share(part: Value) -> Value:
    return trimmed(token for token in part if token.type != "percentage")


def _share(part: Value) -> float | None:
    return next((float(token.value) / 100 for token in part if token.type == "percentage"), None)


def _shares(one: float | None, other: float | None) -> tuple[float, float, float] | None:
    """Both shares so that they make up 1, and how much of the whole is there."""
    if one is None:
        one = 1 - other if other is not None else 0.5
    if other is None:
        other = 1 - one
    whole = one + other
    return (one / whole, other / whole, min(1.0, whole)) if whole > 0 and min(one, other) >= 0 else None
