"""Pictures that are dark and transparent: on a dark ground they are gone."""

import io
from collections.abc import Iterator
from functools import lru_cache

from lxml import etree

from publish.check.accessibility.look.ground import painted
from publish.check.accessibility.look.inversion import PROGRAMS
from publish.check.accessibility.look.views import DARK, PHONE, grouped, view
from publish.check.document import Document
from publish.check.finding import Finding, Rule, Severity
from publish.check.html import Style
from publish.check.html.colours import Colour
from publish.check.subject import Subject
from publish.workspace import contrast

LOST = Rule(
    "C356",
    Severity.DEGRADES,
    "A transparent picture can be seen on a dark ground",
    "A dark logo on nothing looks well on white. In dark mode the ground turns dark and the logo is gone, in Gmail and "
    "Outlook too, which ask nobody. Give the picture a background colour, or a light edge.",
    ("1.4.11",),
)
RULES = (LOST,)

LEAST = 1.8
"""Below this, what is drawn cannot be made out. A drawing has edges and shades of its own, so less than 3."""
_SIDE = 32
_OPAQUE = 200
_CLEAR_SHARE = 0.05
_MOST_BYTES = 4_000_000


def check(subject: Subject) -> Iterator[Finding]:
    for document in subject.documents:
        found = [one for image in document.all("img") if (one := lost(subject, document, image))]
        for group in grouped(found, lambda one: (one[0].get("src"), one[1])):
            image, where = group[0]
            named = image.get("alt") or str(image.get("src", "")).rpartition("/")[2]
            yield LOST.finding(
                f"the picture '{named}' is dark and transparent, and cannot be made out {where}",
                subject.place_of(document, image),
                hint="give the picture a background colour that stays",
                artefact=document.name,
                severity=Severity.DEGRADES if image.get("alt") else Severity.COSMETIC,
            )


def lost(subject: Subject, document: Document, image: etree._Element) -> tuple[etree._Element, str] | None:
    """Where a picture is seen in light mode and not in dark; None if it is seen everywhere, or nobody can tell."""
    ink = _ink(_data(subject, document, image.get("src") or ""))
    if ink is None:
        return None
    light = view(document, PHONE).seen.get(image)
    if light is None or _ratio(ink, _ground(light)) < LEAST:
        return None
    for where, ground in _dark_grounds(document, light):
        if _ratio(ink, ground) < LEAST:
            return image, where
    return None


def _dark_grounds(document: Document, light: Style) -> Iterator[tuple[str, Colour | None]]:
    yield "in dark mode", _ground(view(document, DARK).styles[light.element])
    ground = _ground(light)
    if document.format == "newsletter" and ground:
        for program in PROGRAMS[:2]:
            yield f"in {program.name} in dark mode", program.ground(ground)


def _ground(style: Style) -> Colour | None:
    return painted(style)[0]


def _ratio(ink: Colour, ground: Colour | None) -> float:
    return contrast.ratio(ink.hexadecimal, ground.hexadecimal) if ground else 21.0


def _data(subject: Subject, document: Document, source: str) -> bytes:
    """The file that an address means, among those of the artefact."""
    files = subject.files.get(document.format, {})
    path = source.partition("?")[0]
    return next(
        (data for name, data in files.items() if name.endswith((".png", ".gif", ".webp")) and path.endswith(name)), b""
    )


@lru_cache(maxsize=64)
def _ink(data: bytes) -> Colour | None:
    """The colour that a transparent picture is drawn in, on the whole; None if it is not transparent."""
    from PIL import Image

    if not data or len(data) > _MOST_BYTES:
        return None
    try:
        with Image.open(io.BytesIO(data)) as opened:
            opened.thumbnail((_SIDE, _SIDE))
            raw = opened.convert("RGBA").tobytes()
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None
    pixels = [raw[at : at + 4] for at in range(0, len(raw), 4)]
    drawn = [pixel for pixel in pixels if pixel[3] >= _OPAQUE]
    clear = sum(pixel[3] < 255 - _OPAQUE for pixel in pixels)
    if not drawn or clear < _CLEAR_SHARE * len(pixels):
        return None
    red, green, blue = (sum(pixel[at] for pixel in drawn) / len(drawn) / 255 for at in range(3))
    return Colour(red, green, blue)
