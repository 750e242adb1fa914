"""From one space of colours to another: sRGB, linear light, CIE XYZ under D65 and under D50."""

from collections.abc import Iterable

Matrix = tuple[tuple[float, ...], ...]

LINEAR_TO_XYZ: Matrix = (
    (0.4123907993, 0.3575843394, 0.1804807884),
    (0.2126390059, 0.7151686788, 0.0721923154),
    (0.0193308187, 0.1191947798, 0.9505321522),
)
XYZ_TO_LINEAR: Matrix = (
    (3.2409699419, -1.5373831776, -0.4986107603),
    (-0.9692436363, 1.8759675015, 0.0415550574),
    (0.0556300797, -0.2039769589, 1.0569715142),
)
D50_TO_D65: Matrix = (
    (0.9554734528, -0.0230985369, 0.0632593087),
    (-0.0283697070, 1.0099954580, 0.0210413990),
    (0.0123140017, -0.0205076964, 1.3303659366),
)


def times(matrix: Matrix, vector: Iterable[float]) -> tuple[float, ...]:
    """A matrix on three coordinates."""
    found = tuple(vector)
    return tuple(sum(a * b for a, b in zip(row, found, strict=True)) for row in matrix)


def linear(channel: float) -> float:
    """Light of a channel of sRGB."""
    return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)


def gamma(light: float) -> float:
    """A channel of sRGB for so much light."""
    return 12.92 * light if light <= 0.0031308 else float(1.055 * light ** (1 / 2.4) - 0.055)
