"""
When a note matters: what it looks for in the way a letter uses the feature.

Each test takes the use and one of the elements it is on.
"""

import re
from collections.abc import Callable

from publish.check.clients.uses import Element, Use
from publish.check.clients.values import bare, flat, lengths
from publish.check.clients.word import is_centred_by_table, style

Test = Callable[[Use, Element], bool]


def always(_use: Use, _element: Element) -> bool:
    return True


def never(_use: Use, _element: Element) -> bool:
    """It is a remark, or asks for a rare mistake that a letter from MJML does not make."""
    return False


def negative(use: Use, _: Element) -> bool:
    return any(length < 0 for length in lengths(use.value))


def auto(use: Use, element: Element) -> bool:
    """And no table does the same."""
    return "auto" in use.value.split() and not is_centred_by_table(use, element)


def several(use: Use, _: Element) -> bool:
    """More than one layer, with a comma between them."""
    return "," in flat(use.value)


def is_sized_by_slash_alone(use: Use, _: Element) -> bool:
    return "/" in bare(use.value) and not any(one.name == "background-size" for one in use.block)


def says(pattern: str) -> Test:
    compiled = re.compile(pattern)
    return lambda use, _: bool(compiled.search(use.value))


def on(*tags: str) -> Test:
    return lambda _, element: element.tag in tags


def not_on(*tags: str) -> Test:
    return lambda _, element: element.tag not in tags


def holds_a_table(_: Use, element: Element) -> bool:
    return element.find(".//table") is not None


def has_ground(use: Use, element: Element) -> bool:
    """A colour of its own, and space round it that the colour would run into."""
    own = style(element)
    grounds = own.get("background-color") or own.get("background") or element.get("bgcolor") or "transparent"
    return any(lengths(use.value)) and grounds not in {"transparent", "none"} and "auto" not in use.value.split()


def is_beside_another_padding(_: Use, element: Element) -> bool:
    parent = element.getparent()
    cells = [one for one in parent if one is not element and one.tag in {"td", "th"}] if parent is not None else []
    return element.tag in {"td", "th"} and any(_vertical(style(one)) != _vertical(style(element)) for one in cells)


def _vertical(own: dict[str, str]) -> tuple[str, str]:
    sides = own.get("padding", "0px").split() or ["0px"]
    return own.get("padding-top", sides[0]), own.get("padding-bottom", sides[2] if len(sides) > 2 else sides[0])


def is_not_flexible(use: Use, _: Element) -> bool:
    return not any(one.name == "display" and "flex" in one.value for one in use.block)


def is_rule_of_other(use: Use, _: Element) -> bool:
    """Not a selector of elements alone, like `p::before`."""
    return bool(re.search(r"[.#\[*]", use.selector))


def names_no_class(use: Use, _: Element) -> bool:
    return not re.search(r"[.#]", use.selector)


_PARAGRAPHS = frozenset({"p", "div", "td", "li", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6"})


def loose_lines(use: Use, element: Element) -> bool:
    own = style(element)
    if element.tag not in _PARAGRAPHS or "mso-line-height-rule" in own or _is_empty(element):
        return False
    return bool(re.search(r"[\d.](px|em)$", use.value))


def _is_empty(element: Element) -> bool:
    return not "".join(map(str, element.itertext())).strip("\u200a\u200b\u00a0 \n") or len(element) > 0


def wide_border(use: Use, _: Element) -> bool:
    return "radius" not in use.name and any(length > 8 for length in lengths(use.value))


def thick_border_in_text(use: Use, element: Element) -> bool:
    """Word draws hairlines round paragraphs; thicker ones only round cells."""
    return element.tag in {"p", "div"} and any(length > 4 for length in lengths(use.value))


def per_cent_picture(use: Use, element: Element) -> bool:
    return element.tag == "img" and use.value.strip().endswith("%") and use.value.strip() != "100%"


def lacks(name: str) -> Test:
    return lambda _, element: element.get(name) is None


def has(name: str, part: str) -> Test:
    """An attribute with this in it."""
    return lambda _, element: part in (element.get(name) or "")


def is_named(*names: str) -> Test:
    """One of these properties or attributes."""
    return lambda use, _: use.name in names


def is_very_negative(use: Use, _: Element) -> bool:
    return any(length < -5 for length in lengths(use.value))


def leads_to_an_id(use: Use, element: Element) -> bool:
    """Whether the place that a link leads to has no `name`, which more clients find than an `id`."""
    name = use.value.removeprefix("#")
    return not any(one.get("name") == name for one in element.getroottree().iter("a"))
