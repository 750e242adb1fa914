"""The social card: the picture that a link to the page is shown with."""

import sys

from publish.edition import Edition
from publish.formats import raster
from publish.theme import Theme

WIDTH = 1200
HEIGHT = 630
SIZES = {"short": 26, "medium": 48, "long": 84, "longest": sys.maxsize}
"""A step of type by name, and the longest title in characters that is set in it."""


def render(edition: Edition, theme: Theme) -> bytes:
    """A PNG of 1200 × 630 pixels. The same edition gives the same bytes."""
    page = theme.render("card/card.html.j2", edition, width=WIDTH, height=HEIGHT, size=_size(edition.title))
    return raster.png_of_html(page, files=lambda name: theme.file(name, edition), width=WIDTH, height=HEIGHT)


def _size(title: str) -> str:
    """The step of type in which *title* keeps to three lines."""
    return next(name for name, most in SIZES.items() if len(title) <= most)
