"""
What a browser or a mail client makes of HTML and its styles.

    styles(document, Medium(width=375, dark=True))[element]    the style of an element: `.color`, `.font_size`, …
    cascade(document).sheets                                   the rules as they were written
    Medium                                                     window, scheme, and whether `<style>` is heard

A `Style` answers when it is asked: `.color`, `.background`, `.colour("border-top-color")` (a `Colour` from 0 to 1 with
alpha), `.font_size`, `.line_height`, `.length("padding-left")` (pixels), `.font_weight`, `.display`, `.float`,
`.position`, `.direction`, `.number("opacity")`, `.word("text-align")` (anything else, as text) and
`.declaration("color")` (who said so). What cannot be told without a layout or a font is None, never a guess.

    medium        in what a document is shown            queries    whether `@media` holds there
    sheet         style sheets into rules                declarations, shorthands, properties    rules into properties
    defaults      what a browser does unasked            cascade    which rule wins
    variables     `var()`                                style      computed values, by colours and lengths
    lightness     how light a colour looks, and its mirror image
"""

from publish.check.html.cascade import Cascade, Styles, cascade, styles
from publish.check.html.colours import Colour
from publish.check.html.medium import DESK, PHONE, Medium
from publish.check.html.style import Style

__all__ = ["DESK", "PHONE", "Cascade", "Colour", "Medium", "Style", "Styles", "cascade", "styles"]
