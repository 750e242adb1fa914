"""
How classic Outlook, which draws with Word, comes to the same picture by other means.

Templates and MJML's compiler put tables round boxes for it, give it `width` attributes, VML and properties of
its own. What has such a stand-in is no loss.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from publish.check.clients.uses import Element, Use
from publish.check.clients.values import declarations

_NEAR = 3
"""Steps outwards within which a stand-in is looked for."""


def style(element: Element) -> dict[str, str]:
    """What the style attribute of an element says, the last word of each property."""
    return _style(element.get("style") or "")


@lru_cache(maxsize=2048)
def _style(text: str) -> dict[str, str]:
    return {one.name: one.value for one in declarations(text)}


def is_hidden(element: Element, *, from_word: bool = False) -> bool:
    """Whether it is not to be seen in the first place, or what it stands in."""
    styles = (style(one) for one in (element, *element.iterancestors()))
    return any(own.get("display") == "none" or (from_word and own.get("mso-hide") == "all") for own in styles)


def near(element: Element) -> Iterator[Element]:
    """The element's parent, and a few outwards."""
    for steps, outer in enumerate(element.iterancestors()):
        if steps == _NEAR:
            return
        yield outer


def is_in_sized_cell(_: Use, element: Element) -> bool:
    """Whether a table or shape that only holds this box has its width, or is all that is in it: a ghost table."""
    inside = [one for one in element if isinstance(one.tag, str)]
    width = inside[0].get("width", "") if len(inside) == 1 and inside[0].tag == "table" else ""
    if is_number(width) and "%" not in width:
        return True
    for outer in near(element):
        tag = str(outer.tag)
        if tag in {"td", "th", "table", "v:rect"} and is_number(outer.get("width") or style(outer).get("width")):
            return True
        if tag not in {"td", "th", "tr", "tbody", "div", "center", "v:rect", "v:textbox"}:
            return False
    return False


def is_number(text: str | None) -> bool:
    """Whether a size begins with a number that is not nought."""
    return bool(re.match(r"[1-9]", (text or "").strip()))


def is_as_high_as_its_line(use: Use, element: Element) -> bool:
    """Whether its line height makes a box as high as it should be: a spacer."""
    return style(element).get("line-height") == use.value


def is_centred_by_table(use: Use, element: Element) -> bool:
    """Whether a table with `align="center"` centres it, or is as wide as it, so that there is nothing to centre."""
    tables = [outer for outer in (element, *near(element)) if outer.tag in {"table", "td", "th"}]
    return any(table.get("align") == "center" for table in tables) or is_in_sized_cell(use, element)


def has_its_padding(use: Use, element: Element) -> bool:
    """Whether the cell round it, or Word's own property, has the padding; or Word indents by itself, as in lists."""
    if element.tag in {"ul", "ol", "li", "dl", "body", "tr", "tbody", "thead"}:
        return True
    cell = next((style(one) for one in near(element) if one.tag in {"td", "th"}), {})
    return any("mso-padding-alt" in own for own in (style(element), cell)) or cell.get("padding") == use.value


def has_vml(use: Use, element: Element) -> bool:
    """Whether a shape of VML draws the same picture, or stands round it."""
    if any(str(one.tag).startswith("v:") for one in near(element)):
        return True
    shapes = (one for one in element.getroottree().iter("v:fill", "v:image", "v:imagedata"))
    return any(address and address in use.value for address in ((one.get("src") or "").lower() for one in shapes))


def is_aligned_by_attribute(_: Use, element: Element) -> bool:
    """Whether `align` moves a table or picture to the side as the float does."""
    return element.tag in {"table", "img"} and element.get("align", "") in {"left", "right"}


def is_alone(use: Use, element: Element) -> bool:
    """Whether nothing stands beside it that is placed in the same way."""
    parent = element.getparent()
    beside = [one for one in parent if isinstance(one.tag, str)] if parent is not None else []
    return sum(style(one).get("display", "") == use.value for one in beside) < 2


def is_hidden_for_word(use: Use, element: Element) -> bool:
    """Whether Word is told in its own property to hide the box and all tables in it."""
    boxes = (element, *element.iterdescendants("table"))
    return all("mso-hide" in style(box) or style(box).get("display") == "none" for box in boxes) and (
        use.name == "display" or "mso-hide" in style(element)
    )
