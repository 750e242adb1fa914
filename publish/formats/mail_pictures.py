"""
Pictures as a letter shows them: PNG, JPEG or GIF at a fixed width, twice as many pixels for sharp screens.

Mail programs draw no SVG, and Word draws no WebP. The files lie beside the web page and are fetched from there.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from html import escape
from io import BytesIO

from publish.blocks import FocusAreas
from publish.edition import Artefact, Edition, Picture
from publish.formats import raster
from publish.theme import Theme

FULL = 600
"""Pixels from edge to edge of a letter."""
TEXT = 520
"""Pixels across its text."""
ICON = 56
SHARP = 2
"""Pixels of the file for each of the letter."""
_VECTOR = "image/svg+xml"
_SEEN = 3.0
"""Root mean square of the difference that nobody notices, of 255."""
_WEBP = "image/webp"


@dataclass(frozen=True, slots=True)
class MailPicture:
    """One picture as it stands in the letter."""

    picture: Picture
    name: str
    """Of the file, below the edition's folder."""
    address: str
    """https, absolute."""
    width: int
    """In CSS pixels, on a screen wide enough."""

    def artefact(self) -> Artefact:
        """The file."""
        return Artefact(self.name, self._data())

    def _data(self) -> bytes:
        pixels = self.width * SHARP
        if self.picture.media_type == _VECTOR:
            height = max(1, round(self.picture.height * pixels / self.picture.width))
            return _painted(self.picture.data, pixels, height)
        if self.picture.media_type == "image/gif":
            # Made anew it would stop moving.
            return self.picture.data
        still = replace(self.picture, media_type="image/png") if self.picture.media_type == _WEBP else self.picture
        return raster.fit(still, min(pixels, self.picture.width), None)


@lru_cache(maxsize=64)
def _painted(drawing: bytes, width: int, height: int) -> bytes:
    """A drawing as PNG. Kept, since an edition shows the same ones in each of its languages."""
    return _lighter(raster.png_of_svg(drawing, width=width, height=height))


def _lighter(png: bytes) -> bytes:
    """The same picture with 256 colours, a third of the size, unless one could see that."""
    from PIL import Image, ImageChops, ImageStat  # letters without drawings do without

    with Image.open(BytesIO(png)) as whole:
        whole.load()
    few = whole.quantize(256, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    difference = ImageStat.Stat(ImageChops.difference(whole, few.convert(whole.mode)))
    if max(difference.rms) > _SEEN:
        return png
    output = BytesIO()
    few.save(output, "PNG", optimize=True)
    return output.getvalue()


@dataclass(frozen=True, slots=True)
class Pictures:
    """All pictures that a letter could show."""

    cover: MailPicture | None
    in_text: Mapping[str, MailPicture]
    """By the name that the edition has for them."""
    icons: Mapping[str, MailPicture]

    def shown_in(self, html: str) -> Iterator[MailPicture]:
        """Those that it does show, in the order of their names."""
        every = (*([self.cover] if self.cover else []), *self.in_text.values(), *self.icons.values())
        return (picture for picture in every if f'src="{escape(picture.address)}"' in html)


def of(edition: Edition, theme: Theme) -> Pictures:
    """The pictures of *edition* and the icons its focus areas name."""
    names = {area.icon for block in edition.blocks if isinstance(block, FocusAreas) for area in block.items}
    cover = edition.pictures[edition.cover.wide] if edition.cover else None
    return Pictures(
        _placed(cover, "mail/cover", FULL, edition, theme) if cover else None,
        {name: _placed(picture, "mail", TEXT, edition, theme) for name, picture in sorted(edition.pictures.items())},
        {
            name: _placed(_tile(name, edition, theme), "mail/icons", ICON, edition, theme)
            for name in sorted(names)
            if name
        },
    )


def _placed(picture: Picture, folder: str, width: int, edition: Edition, theme: Theme) -> MailPicture:
    suffix = ".png" if picture.media_type in (_VECTOR, _WEBP) else ""
    name = f"{folder}/{picture.name}{suffix}"
    is_vector = picture.media_type == _VECTOR
    shown = width if is_vector else min(width, picture.width)
    return MailPicture(picture, name, theme.address(edition).file(name), shown)


def _tile(icon: str, edition: Edition, theme: Theme) -> Picture:
    """An icon on a ground of its own, so that it is seen in light and dark."""
    drawing = theme.render("newsletter/_tile.svg.j2", edition, icon=icon)
    return Picture(icon, drawing.encode(), _VECTOR, ICON, ICON)
