"""
The social card: the picture that a link to the page is shown with.

The words are set like any page, with a ground that fades at its lower edge; the cover lies below them.
"""

import io
import sys
from typing import Any

from publish.edition import Edition, Picture
from publish.formats import raster
from publish.theme import Theme

WIDTH = 1200
HEIGHT = 630
BYTES = 300_000
"""What those who show cards fetch without complaint."""
SIZES = {"short": 26, "medium": 48, "long": 84, "longest": sys.maxsize}
"""A step of type by name, and the longest title in characters that is set in it."""
_PICTURE = 410
"""Height of the cover, from the lower edge."""
_SKY = 0.22
"""How much of what is cut off the cover is cut above."""


def render(edition: Edition, theme: Theme) -> bytes:
    """A PNG of 1200 × 630 pixels, lighter than 300 kB. The same edition gives the same bytes."""
    page = theme.render("card/card.html.j2", edition, width=WIDTH, height=HEIGHT, size=_size(edition.title))
    words = raster.png_of_html(
        page,
        files=lambda name: theme.file(name, edition),
        width=WIDTH,
        height=HEIGHT,
        transparent=edition.cover is not None,
    )
    if edition.cover is None:
        return words
    return _light(_joined(words, edition.pictures[edition.cover.wide], theme.brand.print.deep))


def _size(title: str) -> str:
    """The step of type in which *title* keeps to three lines."""
    return next(name for name, most in SIZES.items() if len(title) <= most)


def _joined(words: bytes, picture: Picture, ground: str) -> Any:
    """The *picture* along the lower edge of a *ground*, and the *words* before it."""
    from PIL import Image

    with Image.open(io.BytesIO(_cover(picture))) as cover, Image.open(io.BytesIO(words)) as text:
        card = Image.new("RGBA", (WIDTH, HEIGHT), ground)
        card.alpha_composite(_cut(cover.convert("RGBA")), (0, HEIGHT - _PICTURE))
        return Image.alpha_composite(card, text.convert("RGBA")).convert("RGB")


def _cut(cover: Any) -> Any:
    """Cut to the shape of its place; made larger only if it is too small for that."""
    share = max(1.0, WIDTH / cover.width, _PICTURE / cover.height)
    # Cut first: a strip made as high as its place would be a hundred times as wide.
    width, height = WIDTH / share, _PICTURE / share
    left, top = (cover.width - width) // 2, round((cover.height - height) * _SKY)
    box = left, top, min(left + width, cover.width), min(top + height, cover.height)
    return cover.resize((WIDTH, _PICTURE), box=box) if share > 1 else cover.crop(tuple(map(round, box)))


def _cover(picture: Picture) -> bytes:
    """As wide as the card, whole: the letter shows the same drawing in the same size, so it is painted once."""
    if picture.media_type == "image/svg+xml":
        height = max(1, round(picture.height * WIDTH / picture.width))
        return raster.png_of_svg(picture.data, width=WIDTH, height=height)
    return raster.fit(picture, WIDTH, None)


def _light(card: Any) -> bytes:
    """As PNG; with no more colours than its weight allows, since photographs are heavy."""
    for colours in (0, 256, 128, 64, 32, 16):
        output = io.BytesIO()
        (card.quantize(colours) if colours else card).save(output, "PNG")
        if output.tell() < BYTES:
            break
    return output.getvalue()
