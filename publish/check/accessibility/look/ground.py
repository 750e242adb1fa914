"""
What lies behind words: every background up to the window, each as clear as it is.

An image or a gradient has no single colour. Then *is_pictured* is set, and the colour is what is left where it does
not load.
"""

from collections.abc import Iterator
from functools import lru_cache
from itertools import takewhile
from typing import NamedTuple

from publish.check.html import Style
from publish.check.html.colours import CLEAR, WHITE, Colour, from_hex
from publish.workspace import contrast

_NIGHT = from_hex("#121212")


class Pair(NamedTuple):
    """Words and what is behind them, as they meet the eye; both opaque."""

    ink: Colour
    ground: Colour
    is_pictured: bool
    """Whether an image or a gradient lies between."""

    @property
    def ratio(self) -> float:
        """From 1 to 21."""
        return ratio(self.ink, self.ground)


@lru_cache(maxsize=1024)
def ratio(one: Colour, other: Colour) -> float:
    """The contrast of two opaque colours, from 1 to 21."""
    return contrast.ratio(one.hexadecimal, other.hexadecimal)


def pair(style: Style) -> Pair | None:
    """The text of an element on what is behind it; None if a colour cannot be told."""
    return meeting(style, style.color)


def meeting(style: Style, ink: Colour | None) -> Pair | None:
    """*ink* on what is behind an element."""
    box = painted(style)
    if box.is_faded:
        return _through(style, ink)
    return Pair(ink.over(box.colour), box.colour, box.is_pictured) if ink and box.colour else None


class Box(NamedTuple):
    """What is seen where an element lies."""

    colour: Colour | None
    """None if it cannot be told."""
    is_pictured: bool
    """Whether a picture shows in it."""
    is_faded: bool
    """Whether it, or what it stands in, lets through what is behind it with all that is in it."""


def painted(style: Style) -> Box:
    """The box of an element as it is seen."""
    unknown = list(takewhile(lambda one: "painted" not in one.kept, upwards(style)))
    for one in reversed(unknown):
        one.kept["painted"] = _painted(one)
    known: Box = style.kept["painted"]
    return known


def _painted(style: Style) -> Box:
    """The same, where what lies behind is known."""
    own = style.background
    behind = style.parent.kept["painted"] if style.parent else Box(canvas(style), is_pictured=False, is_faded=False)
    is_faded = behind.is_faded or style.number("opacity") != 1
    if own is None or (behind.colour is None and own.alpha < 1):
        return Box(None, behind.is_pictured, is_faded)
    shown = own.over(behind.colour) if behind.colour else own
    return Box(shown, style.has_picture or (behind.is_pictured and own.alpha < 1), is_faded)


def _through(style: Style, ink: Colour | None) -> Pair | None:
    """The same where something is not quite opaque: it fades with all that is in it."""
    ground, is_pictured = CLEAR, False
    for around in upwards(style):
        background, opacity = around.background, around.number("opacity")
        if ink is None or background is None or opacity is None:
            return None
        is_pictured = is_pictured or (around.has_picture and ground.alpha < 1)
        ink, ground = ink.over(background).faded(opacity), ground.over(background).faded(opacity)
    window = canvas(style)
    return None if ink is None else Pair(ink.over(window), ground.over(window), is_pictured)


def behind(style: Style) -> Colour | None:
    """What an element's box lies on."""
    return painted(style.parent)[0] if style.parent else canvas(style)


def owner(style: Style) -> Style:
    """Who paints what is behind the words of an element; the root, if nobody does."""
    found = style
    for found in upwards(style):
        background = found.background
        if found.has_picture or background is None or background.alpha:
            break
    return found


def upwards(style: Style | None) -> Iterator[Style]:
    """*style* and those of all that it stands in."""
    while style:
        yield style
        style = style.parent


def canvas(style: Style) -> Colour:
    """What a window shows where nobody paints."""
    return _NIGHT if style.root.is_dark else WHITE
