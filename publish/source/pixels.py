"""Pictures of pixels: PNG, JPEG, WebP and GIF, measured and checked. Pillow is loaded with the first of them."""

import struct
import warnings
import zlib
from io import BytesIO
from typing import TYPE_CHECKING

from publish.blocks import Mistake

if TYPE_CHECKING:
    from PIL.Image import Image

PIXELS = 50_000_000
SIDE = 20_000
"""Pixels a side, as for drawings."""
SMALLER = "save it with at most 4000 pixels a side"
_ORIENTATION = 0x0112
_ON_ITS_SIDE = (5, 6, 7, 8)
_FORMATS = {"PNG": "image/png", "JPEG": "image/jpeg", "WEBP": "image/webp", "GIF": "image/gif"}
_DAMAGE = (
    OSError,
    SyntaxError,
    ValueError,
    EOFError,
    LookupError,
    TypeError,
    ArithmeticError,
    AttributeError,
    struct.error,
    zlib.error,
)
"""What Pillow raises on data that is not what it says."""

Size = tuple[int, int]


def read_pixels(data: bytes, name: str, media_type: str) -> tuple[Size, tuple[Mistake, ...]]:
    """Width and height of the picture as it is to be seen, and what is wrong with it."""
    from PIL import Image, UnidentifiedImageError

    try:
        with warnings.catch_warnings():
            # Pillow warns about large pictures; we refuse them, by our own limit.
            warnings.simplefilter("ignore")
            with Image.open(BytesIO(data), formats=list(_FORMATS)) as image:
                return _checked(image, name, media_type)
    except Image.DecompressionBombError:
        return (0, 0), (_too_many(name),)
    except UnidentifiedImageError:
        hint = "export it again as PNG or JPEG from the program it was made with"
        return (0, 0), (Mistake("E143", f"'{name}' holds no picture, whatever its name says", hint),)
    except _DAMAGE:
        return (0, 0), (Mistake("E143", f"the picture '{name}' is damaged or cut off", "copy or export it again"),)


def _checked(image: "Image", name: str, media_type: str) -> tuple[Size, tuple[Mistake, ...]]:
    width, height = image.size
    if width * height > PIXELS:
        return (0, 0), (_too_many(name),)
    # Telephones put several pictures into one JPEG, which Pillow calls MPO.
    if (found := _FORMATS.get(image.format or "", "image/jpeg")) != media_type:
        suffix = found.removeprefix("image/").replace("jpeg", "jpg")
        message = f"'{name}' holds a picture of the kind {image.format}"
        return (0, 0), (Mistake("E143", message, f"call it `{name.rpartition('.')[0]}.{suffix}`"),)
    if max(width, height) > SIDE:
        return (0, 0), (Mistake("E142", f"the picture '{name}' has a side of more than {SIDE} pixels", SMALLER),)
    on_its_side = _orientation(image) in _ON_ITS_SIDE
    _decode(image)
    return ((height, width) if on_its_side else (width, height)), ()


def _orientation(image: "Image") -> object:
    """How the camera was held. `getexif` would decode a whole PNG for it."""
    from PIL.Image import Exif

    exif = Exif()
    exif.load(image.info.get("exif", b""))
    return exif.get(_ORIENTATION)


def _decode(image: "Image") -> None:
    """Read the data to its end, as cheaply as shows that nothing is missing."""
    if image.format == "PNG":
        image.verify()
        return
    image.draft(None, (image.width // 8 or 1, image.height // 8 or 1))
    image.load()


def _too_many(name: str) -> Mistake:
    return Mistake("E142", f"the picture '{name}' has more than {PIXELS / 1e6:.0f} million pixels", SMALLER)
