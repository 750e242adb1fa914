"""Where a letter loses nothing, or little, though a client does not know what it uses: in any client."""

import re

from publish.check.clients import word
from publish.check.clients.uses import Element, Use
from publish.check.clients.values import bare, flat, lengths


def is_nothing(use: Use, _: Element) -> bool:
    """Noughts only."""
    return bool(use.value) and not any(lengths(use.value)) and not re.search(r"auto|inherit", use.value)


def is_usual_display(use: Use, _: Element) -> bool:
    return use.value in {"block", "inline", "list-item", "inherit", "initial"}


def is_in_line(use: Use, element: Element) -> bool:
    """Text or a picture, or a box with nothing like it beside it."""
    return use.value.startswith("inline") and (element.tag in {"a", "span", "img"} or word.is_alone(use, element))


def is_on_table(use: Use, element: Element) -> bool:
    return use.value.startswith("table") and element.tag in {"table", "tr", "td", "th", "tbody", "thead"}


def stays_in_place(use: Use, _: Element) -> bool:
    moves = {"top", "left", "right", "bottom", "inset"}
    return use.value == "static" or (use.value == "relative" and not any(one.name in moves for one in use.block))


def is_none(use: Use, _: Element) -> bool:
    return use.value == "none"


def turns_only(use: Use, _: Element) -> bool:
    """Turned or resized in its place, and not moved."""
    return use.name in {"rotate", "scale"} or not re.search("translate|matrix|perspective", f"{use.name} {use.value}")


def is_slight(use: Use, element: Element) -> bool:
    """Up to 24 px of space, and not what makes a button of a link."""
    return element.tag not in {"a", "span"} and max(map(abs, lengths(use.value)), default=0) <= 24


def is_in_boxes(use: Use, _: Element) -> bool:
    """Then the boxes themselves are told of."""
    return any(one.name == "display" and re.search("flex|grid", one.value) for one in use.block)


def is_placed(use: Use, _: Element) -> bool:
    return any(one.name == "position" for one in use.block)


def hides_nothing(use: Use, element: Element) -> bool:
    """Another value of the property, or nothing in it to be seen."""
    if use.name in {"display", "visibility", "opacity"} and not _hides(use):
        return True
    has_words = any(
        text.strip("\u034f\u200b\u200c\u200d\u00a0\u00ad\ufeff \n") for text in map(str, element.itertext())
    )
    return not has_words and element.tag != "img" and element.find(".//img") is None


def _hides(use: Use) -> bool:
    if use.name == "opacity":
        return use.value.rstrip("%").replace(".", "").strip("0") == ""
    return use.value in {"none", "hidden", "collapse"}


def is_hidden_otherwise(_: Use, element: Element) -> bool:
    """By a box without height that cuts off what is in it, which every client knows."""
    own = word.style(element)
    flat = any(own.get(name, "").rstrip("px") == "0" for name in ("max-height", "height"))
    return flat and own.get("overflow") == "hidden"


def has_plain_source(_: Use, element: Element) -> bool:
    """Whether there is an `img` with an address of its own."""
    return bool(element.get("src")) or element.find(".//img[@src]") is not None


def is_not_in_per_cent(use: Use, _: Element) -> bool:
    return not re.search(r"\d+%", use.value)


def does_not_float(use: Use, element: Element) -> bool:
    """Nothing flows round what fills the whole width, or stands in no row."""
    return use.value == "none" or word.style(element).get("width") == "100%"


def writes_nothing(use: Use, _: Element) -> bool:
    """A pseudo-element without words in it is an ornament."""
    content = next((one.value for one in use.block if one.name == "content"), "none")
    return not any(char.isalnum() for char in content.replace("none", "").replace("normal", ""))


def is_whole_or_nothing(use: Use, _: Element) -> bool:
    """Whether it is what every client does anyway: all of the width there is, or whatever height is needed."""
    value = bare(use.value).strip()
    return value in {"100%", "auto", "none", "inherit", "initial", "unset"} or not any(lengths(value))


def is_sized_by_attribute(use: Use, element: Element) -> bool:
    """Whether the element's own attribute says the same."""
    return word.is_number(element.get("height" if "height" in use.name else "width"))


def has_colour_under_it(use: Use, element: Element) -> bool:
    """Whether a colour stays when the picture or gradient does not."""
    names = {one.name: one.value for one in use.block}
    under = element.get("bgcolor") or names.get("background-color") or word.style(element).get("background-color", "")
    return under not in {"", "transparent", "none"} or (use.name == "background" and _has_colour(use.value))


def _has_colour(value: str) -> bool:
    return bool(re.search(r"#[0-9a-f]{3,8}\b", flat(value)))


def is_painted_by_style(use: Use, element: Element) -> bool:
    """Whether the style attribute says the same as the attribute, to those who do not know the latter."""
    return use.slug == "html-background" and "url(" in str(word.style(element))


def is_for_one_engine(use: Use, _: Element) -> bool:
    """A rule of nothing but properties that bear a client's or a browser's mark."""
    return all(one.name.startswith(("-", "mso-")) for one in use.block)


def leads_nowhere(use: Use, element: Element) -> bool:
    """Whether the letter has no such place, so that no client finds it: `active` tells of that."""
    return use.slug == "html-anchor-links" and not has_place(element, use.value.removeprefix("#"))


def has_place(element: Element, name: str) -> bool:
    """Whether something in the same file has this `id` or `name`."""
    return any(name in {one.get("id"), one.get("name")} for one in element.getroottree().iter())
