"""How light a colour looks (L* of CIELAB, from 0 to 100), and the colour that is as dark as it is light."""

from functools import lru_cache

from publish.check.html.colours import Colour

_TO_XYZ = (
    (0.4123907993, 0.3575843394, 0.1804807884),
    (0.2126390059, 0.7151686788, 0.0721923154),
    (0.0193308187, 0.1191947798, 0.9505321522),
)
_FROM_XYZ = (
    (3.2409699419, -1.5373831776, -0.4986107603),
    (-0.9692436363, 1.8759675015, 0.0415550574),
    (0.0556300797, -0.2039769589, 1.0569715142),
)
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
    red, green, blue = (_gamma(max(0.0, channel)) for channel in _times(_FROM_XYZ, tuple(xyz)))
    return Colour(min(1.0, red), min(1.0, green), min(1.0, blue), colour.alpha)


def _xyz(colour: Colour) -> tuple[float, ...]:
    return _times(_TO_XYZ, tuple(_linear(channel) for channel in colour[:3]))


def _times(matrix: tuple[tuple[float, ...], ...], vector: tuple[float, ...]) -> tuple[float, ...]:
    return tuple(sum(a * b for a, b in zip(row, vector, strict=True)) for row in matrix)


def _curve(value: float) -> float:
    return float(value ** (1 / 3)) if value > _EDGE**3 else value / (3 * _EDGE**2) + 4 / 29


def _back(value: float) -> float:
    return value**3 if value > _EDGE else 3 * _EDGE**2 * (value - 4 / 29)


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)


def _gamma(linear: float) -> float:
    return 12.92 * linear if linear <= 0.0031308 else float(1.055 * linear ** (1 / 2.4) - 0.055)
