"""
Which features a declaration of CSS uses: its property, and what stands in its value.

Features have the names that caniemail gives them: `css-margin`, `css-unit-rem`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from publish.check.clients.facts import facts

_NAMED = {
    "background-attachment": "css-background",
    "block-size": "css-block-inline-size",
    "column-fill": "css-column-layout-properties",
    "column-gap": "css-gap",
    "column-rule": "css-column-layout-properties",
    "column-span": "css-column-layout-properties",
    "column-width": "css-column-count",
    "columns": "css-column-count",
    "flex-flow": "css-flex-wrap",
    "grid": "css-grid-template",
    "inline-size": "css-block-inline-size",
    "margin-block": "css-margin-inline-block",
    "margin-inline": "css-margin-inline-block",
    "padding-block": "css-padding-inline-block",
    "padding-inline": "css-padding-inline-block",
    "place-content": "css-justify-content",
    "place-items": "css-align-items",
    "align-content": "css-align-items",
    "align-self": "css-align-items",
    "justify-items": "css-justify-content",
    "row-gap": "css-gap",
    "rotate": "css-transform",
    "scale": "css-transform",
    "translate": "css-transform",
    **dict.fromkeys(("left", "right", "top", "bottom"), "css-left-right-top-bottom"),
}
_PREFIXES = (
    ("margin-block-", "css-margin-block-start-end"),
    ("margin-inline-", "css-margin-inline-start-end"),
    ("padding-block-", "css-padding-block-start-end"),
    ("padding-inline-", "css-padding-inline-start-end"),
    ("border-block-", "css-border-inline-block-longhand"),
    ("border-inline-", "css-border-inline-block-longhand"),
    ("grid-", "css-grid-template"),
    ("mask-", "css-mask-image"),
)
_FUNCTIONS = {
    "calc": "css-unit-calc",
    "clamp": "css-function-clamp",
    "min": "css-function-min",
    "max": "css-function-max",
    "light-dark": "css-function-light-dark",
    "var": "css-variables",
    "linear-gradient": "css-linear-gradient",
    "repeating-linear-gradient": "css-linear-gradient",
    "radial-gradient": "css-radial-gradient",
    "repeating-radial-gradient": "css-radial-gradient",
    "conic-gradient": "css-conic-gradient",
    "repeating-conic-gradient": "css-conic-gradient",
    "rgb": "css-rgb",
    "rgba": "css-rgba",
    **dict.fromkeys(("oklch", "oklab", "lch", "lab", "color", "color-mix", "hwb"), "css-modern-color"),
}
_UNITS = {"%": "percent"}
_WORDS = {
    "initial": "css-unit-initial",
    "min-content": "css-intrinsic-size",
    "max-content": "css-intrinsic-size",
    "fit-content": "css-intrinsic-size",
}
_DISPLAYS = {
    "flex": "css-display-flex",
    "inline-flex": "css-display-flex",
    "grid": "css-display-grid",
    "inline-grid": "css-display-grid",
    "none": "css-display-none",
}
_QUOTED = re.compile(r"""url\([^)]*\)?|"[^"]*"?|'[^']*'?""")
_NUMBER = re.compile(r"(?<![\w#-])[-+]?(?:\d+\.?\d*|\.\d+)(%|[a-z]+)")
_FUNCTION = re.compile(r"(?<![\w-])([a-z-]+)\(")
_WORD = re.compile(r"(?<![\w-])[a-z][a-z-]*(?![\w(-])")


_MOST_NESTED = 5
_LONGEST = 1000
"""Characters of a value that are looked at; pictures written into it have many more."""


@dataclass(frozen=True, slots=True)
class Declaration:
    """One property and its value, both in small letters."""

    name: str
    value: str
    important: bool = False

    def __str__(self) -> str:
        return f"{self.name}: {self.value}"


@lru_cache(maxsize=2048)
def declarations(text: str) -> tuple[Declaration, ...]:
    """What stands in a style attribute or between the braces of a rule, what is no CSS left out."""
    import tinycss2

    try:
        return tuple(
            Declaration(part.lower_name, _plain(tinycss2.serialize(part.value)), part.important)
            for part in tinycss2.parse_blocks_contents(text, skip_comments=True, skip_whitespace=True)
            if part.type == "declaration"
        )
    except (RecursionError, ValueError):  # brackets in brackets, a thousand deep; numbers of thousands of digits
        return ()


def _plain(value: str) -> str:
    return " ".join(value[:_LONGEST].lower().split())


@lru_cache(maxsize=4096)
def features_of(declaration: Declaration) -> tuple[str, ...]:
    """The features it uses, that of its property first."""
    found = dict.fromkeys((*_property(declaration), *_in_value(declaration.value)))
    if declaration.important:
        found["css-important"] = None
    return tuple(slug for slug in found if slug in facts().features)


def bare(value: str) -> str:
    """A value without its addresses and quoted words."""
    return _QUOTED.sub(" ", value)


def flat(value: str) -> str:
    """A value without its functions and what is in them."""
    plain = bare(value)
    for _ in range(_MOST_NESTED):
        plain, before = re.sub(r"[\w-]*\([^()]*\)", " ", plain), plain
        if plain == before:
            break
    return plain


def lengths(value: str) -> list[float]:
    """The numbers of a value, whatever their units."""
    return [float(number) for number in re.findall(r"(?<![\w#.])[-+]?(?:\d+\.?\d*|\.\d+)", bare(value))]


def _property(declaration: Declaration) -> Iterator[str]:
    name = declaration.name
    if name == "display":
        yield _DISPLAYS.get(declaration.value, "css-display")
    elif name == "font-family":
        if re.search(r"(system-ui|ui-(serif|sans-serif|rounded|monospace))", declaration.value):
            yield "css-sytem-ui"  # caniemail's own spelling
    elif slug := _slug(name):
        yield slug


@lru_cache(maxsize=512)
def _slug(name: str) -> str:
    """The feature of a property; of its shorthand, if it has none of its own."""
    if name.startswith(("-", "mso-")):
        return ""
    if name.startswith("border-") and name.endswith("-radius"):
        return "css-border-radius-logical" if name.split("-")[1] in {"start", "end"} else "css-border-radius"
    known = facts().features
    names = [f"css-{name}", _NAMED.get(name, ""), *(slug for prefix, slug in _PREFIXES if name.startswith(prefix))]
    parts = name.split("-")
    names += [f"css-{'-'.join(parts[:count])}" for count in range(len(parts) - 1, 0, -1)]
    return next((slug for slug in names if slug in known), "")


def _in_value(value: str) -> Iterator[str]:
    if "url(" in value:
        yield from _addresses(value)
    plain = bare(value)
    yield from (_FUNCTIONS[name] for name in _FUNCTION.findall(plain) if name in _FUNCTIONS)
    yield from (f"css-unit-{_UNITS.get(unit, unit)}" for unit in _NUMBER.findall(plain))
    yield from (_WORDS[word] for word in _WORD.findall(plain) if word in _WORDS)


def _addresses(value: str) -> Iterator[str]:
    for quoted in re.findall(r"url\(\s*([^)]*)", value):
        if slug := picture_feature(quoted.strip(" \"'")):
            yield slug


def picture_feature(address: str) -> str:
    """The feature of a picture's format, as its address tells it; whether a GIF moves it does not."""
    if address.startswith("data:"):
        return "image-base64"
    suffix = re.search(r"\.(\w+)(?:[?#]|$)", address)
    name = suffix[1].lower() if suffix else ""
    slug = f"image-{ {'jpeg': 'jpg', 'tif': 'tiff', 'heic': 'heif'}.get(name, name) }"
    return slug if slug in facts().features and slug != "image-gif" else ""
