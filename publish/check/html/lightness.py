"""How light a colour looks (L* of CIELAB, from 0 to 100), and the colour that is as dark as it is light."""

from functools import lru_cache

from publish.check.html.colours import Colour
from publish.check.html.spaces import LINEAR_TO_XYZ, XYZ_TO_LINEAR, gamma, linear, times

_WHITE = (0.9504559271, 1.0, 1.0890577508)
_EDGE = 6 / 29


@lru_cache(maxsize=1024)
def lightness(colour: Colour) -> float:
    """From 0 (black) to 100 (white)."""
    return 116 * _curve(_xyz(colour)[1]) - 16


@lru_cache(maxsize=1024)
def mirrored(colour: Colour) -> Colour:
    """The same hue with the lightness turned round: white becomes black, and a dark blue a light one."""
    x, y, z = (_curve(value / white) for value, white in zip(_xyz(colour), _WHITE, strict=True))
    # L is 116 f - 16, so 100 - L has the f of 132/116 - f.
    turned = 132 / 116 - y
    xyz = (_back(value) * white for value, white in zip((turned + x - y, turned, turned + z - y), _WHITE, strict=True))
    red, green, blue = (gamma(max(0.0, channel)) for channel in times(XYZ_TO_LINEAR, xyz))
    return Colour(min(1.0, red), min(1.0, green), min(1.0, blue), colour.alpha)


def _xyz(colour: Colour) -> tuple[float, ...]:
    return times(LINEAR_TO_XYZ, (linear(channel) for channel in colour[:3]))


def _curve(value: float) -> float:
    return float(value ** (1 / 3)) if value > _EDGE**3 else value / (3 * _EDGE**2) + 4 / 29


def _back(value: float) -> float:
    return value**3 if value > _EDGE else 3 * _EDGE**2 * (value - 4 / 29)
