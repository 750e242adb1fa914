"""What a tag of HTML or SVG loads, runs or sends: names in small letters, as browsers read them."""

import re
from collections.abc import Iterator, Mapping

from publish.archive.bring.found import Found, Use
from publish.archive.bring.sheets import read_sheet

_REFUSED = {
    "script": "a program in the page",
    "handler": "a script",
    "listener": "a script",
    "noscript": "a part that is read only where scripts are not",
    "iframe": "a frame",
    "frame": "a frame",
    "frameset": "a frame",
    "portal": "a frame",
    "fencedframe": "a frame",
    "object": "something from another program",
    "embed": "something from another program",
    "applet": "something from another program",
    "audio": "sound",
    "bgsound": "sound",
    "video": "a film",
    "base": "`<base>`, which turns every address of the page",
    "form": "a form, which nobody would answer",
    "animate": "an animation, which can change addresses",
    "set": "an animation, which can change addresses",
    "animatemotion": "an animation, which can change addresses",
    "animatetransform": "an animation, which can change addresses",
}
_ADDRESSES = frozenset({"background", "dynsrc", "lowsrc", "poster", "src"})
_REFUSED_ATTRIBUTES = frozenset({"action", "attributionsrc", "archive", "classid", "codebase", "formaction", "manifest",
                                 "ping", "srcdoc", "xml:base"})  # fmt: skip
_STYLED = frozenset({"clip-path", "cursor", "fill", "filter", "marker", "marker-end", "marker-mid", "marker-start",
                     "mask", "stroke"})  # fmt: skip
_CALM = frozenset({"alternate", "author", "bookmark", "canonical", "contents", "copyright", "first", "generator",
                   "glossary", "help", "home", "index", "last", "license", "me", "prev", "previous", "publisher",
                   "section", "shortlink", "start", "top", "up"})  # fmt: skip
"""Relations that browsers do not load."""
_ICONS = frozenset({"apple-touch-icon", "apple-touch-icon-precomposed", "icon", "image_src", "mask-icon", "shortcut"})
_TURNING = frozenset({"refresh", "set-cookie"})
_CANDIDATE = re.compile(r"[\s,]*([^\s]*[^\s,])\s*(?:\([^)]*\)|[^,(])*,?")


def read_tag(name: str, attributes: Mapping[str, str], line: int, found: Found) -> None:
    """Note in *found* what this start tag needs, and what of it cannot be kept."""
    if thing := _REFUSED.get(name):
        found.refuse(f"`<{name}>` is {thing}" if thing[0] != "`" else thing, line, "remove it")
        return
    for attribute, value in attributes.items():
        _read_attribute(name, attribute, value, line, found)
    if name == "link":
        _read_link(attributes, line, found)
    elif name == "meta" and attributes.get("http-equiv", "").strip().lower() in _TURNING:
        found.refuse(f"`<meta http-equiv={attributes['http-equiv'].strip()}>` acts by itself", line, "remove it")


def _read_attribute(name: str, attribute: str, value: str, line: int, found: Found) -> None:
    if attribute.startswith("on"):
        found.refuse(f"`{attribute}` is a script", line, "remove the attribute")
    elif attribute in _REFUSED_ATTRIBUTES:
        found.refuse(f"`{attribute}` loads or sends something", line, "remove the attribute")
    elif attribute in _ADDRESSES:
        found.need(value, Use.PICTURE, line)
    elif attribute in {"srcset", "imagesrcset"}:
        for address in candidates(value):
            found.need(address, Use.PICTURE, line)
    elif attribute in {"href", "xlink:href"} and name != "link":
        found.need(value, Use.PICTURE if name in _DRAWN else Use.LINK, line)
    elif attribute == "style" or attribute in _STYLED:
        read_sheet(value, found, lambda _: line)


_DRAWN = frozenset({"feimage", "image", "lineargradient", "mpath", "pattern", "radialgradient", "textpath", "tref",
                    "use", "filter", "cursor", "color-profile", "font-face-uri", "glyphref", "altglyph"})  # fmt: skip
"""Elements of SVG that load what they refer to."""


def _read_link(attributes: Mapping[str, str], line: int, found: Found) -> None:
    relations = set(attributes.get("rel", "").lower().split())
    address = attributes.get("href", "")
    if "stylesheet" in relations:
        found.need(address, Use.STYLE, line)
    elif relations & _ICONS:
        found.need(address, Use.PICTURE, line)
    elif relations - _CALM:
        what = " ".join(sorted(relations - _CALM))[:60]
        found.refuse(f"`<link rel={what}>` may load something", line, "remove it")


def candidates(srcset: str) -> Iterator[str]:
    """The addresses in a `srcset`."""
    for match in _CANDIDATE.finditer(srcset):
        yield match[1]
