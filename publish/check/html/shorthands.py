"""Shorthands into single properties: `margin`, `background`, `font`, `border`, and their logical sisters."""

from collections.abc import Callable, Mapping
from functools import lru_cache

from publish.check.html.colours import is_colour
from publish.check.html.tokens import Token, Value, ident, is_mark, read, solid, split

Longhands = Mapping[str, Value]

_SIDES = ("top", "right", "bottom", "left")
_STYLES = frozenset(["none", "hidden", "dotted", "dashed", "solid", "double", "groove", "ridge", "inset", "outset"])
_WIDE = frozenset({"inherit", "initial", "unset", "revert", "revert-layer"})
_WIDTHS = frozenset({"thin", "medium", "thick"})
_AXES = {"block": ("top", "bottom"), "inline": ("inline-start", "inline-end")}
_LINES = frozenset({"none", "underline", "overline", "line-through", "blink"})
_IMAGES = ("gradient", "image-set", "image", "element", "cross-fade", "paint")
_BLOCKS = {"block-start": "top", "block-end": "bottom"}
_PHYSICAL = {
    **{f"{box}-{ours}": f"{box}-{side}" for box in ("margin", "padding") for ours, side in _BLOCKS.items()},
    **{f"inset-{ours}": side for ours, side in _BLOCKS.items()},
    **{
        f"border-{ours}-{part}": f"border-{side}-{part}"
        for ours, side in _BLOCKS.items()
        for part in ("width", "style", "color")
    },
    **{f"{least}block-size": f"{least}height" for least in ("", "min-", "max-")},
    **{f"{least}inline-size": f"{least}width" for least in ("", "min-", "max-")},
}
"""Blocks run from top to bottom in every language that we publish in."""


@lru_cache(maxsize=4096)
def names(name: str) -> tuple[str, ...]:
    """The properties that *name* stands for; *name* alone, if it is no shorthand."""
    return tuple(expanded(name, read("inherit"))) or (name,)


def expanded(name: str, value: Value) -> Longhands:
    """What `name: value` says of each property; nothing, if a browser would not take it."""
    take = _TAKERS.get(name)
    if take is None:
        return {_PHYSICAL.get(name, name): value}
    if ident(value) in _WIDE:
        return dict.fromkeys(_parts(name), value)
    return take(name, value)


@lru_cache(maxsize=256)
def _parts(name: str) -> tuple[str, ...]:
    samples = {
        "font": "1px x",
        "background": "none",
        "text-decoration": "none",
        "animation": "none",
        "flex-flow": "row",
    }
    samples |= {"grid-row": "1", "grid-column": "1", "grid-area": "1", "overflow": "hidden"}
    return tuple(_TAKERS[name](name, read(samples.get(name, "0"))))


def _four(name: str, value: Value) -> Longhands:
    parts = [(token,) for token in solid(value)]
    if len(parts) not in {1, 2, 3, 4}:
        return {}
    top, right, bottom, left = (parts * 4)[:4] if len(parts) < 3 else (*parts, parts[1])[:4]
    return {_of_side(name, side): part for side, part in zip(_SIDES, (top, right, bottom, left), strict=True)}


def _of_side(name: str, side: str) -> str:
    """`border-top-color` of `border-color`, `top` of `inset`."""
    if name == "inset":
        return side
    first, _, last = name.partition("-")
    return f"{first}-{side}-{last}" if last else f"{name}-{side}"


def _axis(name: str, value: Value) -> Longhands:
    """`padding-block: 1em 2em`, `inset-inline: 0`, `border-block-color: red`."""
    parts = [(token,) for token in solid(value)]
    first, axis, *kind = name.split("-")
    if len(parts) not in {1, 2}:
        return {}
    before = [] if first == "inset" and axis == "block" else [first]
    keys = ("-".join([*before, side, *kind]) for side in _AXES[axis])
    return dict(zip(keys, (parts[0], parts[-1]), strict=True))


def _border(name: str, value: Value) -> Longhands:
    """`border: 1px solid red` and its sides; also `outline`."""
    found = _line(value)
    if found is None:
        return {}
    _, _, side = name.partition("-")
    if name == "outline":
        return {f"outline-{part}": token for part, token in found.items()}
    sides = _AXES.get(side) or ([_BLOCKS.get(side, side)] if side else _SIDES)
    return {f"border-{one}-{part}": token for one in sides for part, token in found.items()}


def _line(value: Value) -> dict[str, Value] | None:
    found = {"width": read("medium"), "style": read("none"), "color": read("currentcolor")}
    for token in solid(value):
        word = ident((token,))
        if word in _STYLES or word == "auto":
            found["style"] = (token,)
        elif word in _WIDTHS or token.type in {"dimension", "number"}:
            found["width"] = (token,)
        elif is_colour((token,)):
            found["color"] = (token,)
        elif token.type == "function":
            found["width"] = (token,)
        else:
            return None
    return found


def _background(_name: str, value: Value) -> Longhands:
    """Only its colour and whether there are pictures matter to us."""
    layers = [solid(layer) for layer in split(value)]
    if not all(layers):
        return {}
    pictures = tuple(token for layer in layers for token in layer if is_picture(token))
    colours = [token for token in layers[-1] if is_colour((token,))]
    known = all(_is_of_background(token) for layer in layers for token in layer)
    if len(colours) > 1 or not known or any(is_colour((token,)) for layer in layers[:-1] for token in layer):
        return {}
    return {
        "background-color": (colours[0],) if colours else read("transparent"),
        "background-image": pictures or read("none"),
    }


_PLACED = frozenset(
    [
        "none",
        "left",
        "right",
        "top",
        "bottom",
        "center",
        "repeat",
        "no-repeat",
        "repeat-x",
        "repeat-y",
        "space",
        "round",
        "fixed",
        "local",
        "scroll",
        "cover",
        "contain",
        "auto",
        "border-box",
        "padding-box",
        "content-box",
        "text",
    ]
)


def _is_of_background(token: Token) -> bool:
    if token.type == "ident" and token.lower_value in _PLACED:
        return True
    number = token.type in {"number", "dimension", "percentage"} or is_mark(token, "/")
    return bool(number or token.type in {"function", "url"} or is_colour((token,)))


def is_picture(token: Token) -> bool:
    """Whether *token* paints something that has no single colour."""
    if token.type == "url":
        return True
    return bool(token.type == "function" and (token.lower_name == "url" or token.lower_name.endswith(_IMAGES)))


def _font(_name: str, value: Value) -> Longhands:
    tokens = list(solid(value))
    found = {part: read("normal") for part in ("font-style", "font-weight", "line-height")}
    while tokens and (word := ident((tokens[0],)) or tokens[0].type == "number"):
        if word in {"italic", "oblique"}:
            found["font-style"] = (tokens[0],)
        elif word in {"bold", "bolder", "lighter"} or word is True:
            found["font-weight"] = (tokens[0],)
        elif word not in {"normal", "small-caps", "condensed", "expanded", "semi-condensed", "semi-expanded"}:
            break
        tokens.pop(0)
    if len(tokens) < 2:
        return {}
    found["font-size"] = (tokens.pop(0),)
    if len(tokens) > 2 and is_mark(tokens[0], "/"):
        found["line-height"] = (tokens[1],)
        tokens = tokens[2:]
    return {**found, "font-family": tuple(tokens)}


def _decoration(_name: str, value: Value) -> Longhands:
    tokens = solid(value)
    lines = tuple(token for token in tokens if ident((token,)) in _LINES)
    colours = [(token,) for token in tokens if is_colour((token,))]
    return {
        "text-decoration-line": lines or read("none"),
        "text-decoration-color": colours[0] if colours else read("currentcolor"),
    }


def _flow(_name: str, value: Value) -> Longhands:
    words = {ident((token,)): (token,) for token in solid(value)}
    direction = next((words[word] for word in words if word.startswith(("row", "column"))), read("row"))
    return {"flex-direction": direction, "flex-wrap": next((words[w] for w in words if "wrap" in w), read("nowrap"))}


def _overflow(_name: str, value: Value) -> Longhands:
    parts = solid(value)
    return {"overflow-x": parts[:1], "overflow-y": parts[-1:]} if len(parts) in {1, 2} else {}


def _grid(name: str, value: Value) -> Longhands:
    """Lines of a grid; `span 2` alone places nothing."""
    parts = split(value, "/")
    area = ("grid-row-start", "grid-column-start", "grid-row-end", "grid-column-end")
    keys = area if name == "grid-area" else (f"{name}-start", f"{name}-end")
    return {key: parts[at] if at < len(parts) else read("auto") for at, key in enumerate(keys)}


def _animation(_name: str, value: Value) -> Longhands:
    """Only whether anything moves, and for how long."""
    tokens = solid(value)
    times = [(token,) for token in tokens if token.type == "dimension" and token.lower_unit in {"s", "ms"}]
    counts = [(t,) for t in tokens if t.type == "number" or ident((t,)) == "infinite"]
    return {
        "animation-name": read("none") if ident(value) == "none" else tokens,
        "animation-duration": times[0] if times else read("0s"),
        "animation-iteration-count": counts[0] if counts else read("1"),
    }


_TAKERS: dict[str, Callable[[str, Value], Longhands]] = {
    **dict.fromkeys(("margin", "padding", "inset", "border-width", "border-style", "border-color"), _four),
    **{f"{name}-{axis}": _axis for name in ("margin", "padding", "inset") for axis in _AXES},
    **{f"border-{axis}-{part}": _axis for axis in _AXES for part in ("width", "style", "color")},
    **dict.fromkeys(("border", "outline", *(f"border-{side}" for side in (*_SIDES, *_AXES))), _border),
    **dict.fromkeys((f"border-{axis}-{end}" for axis in _AXES for end in ("start", "end")), _border),
    "background": _background,
    "font": _font,
    "text-decoration": _decoration,
    "flex-flow": _flow,
    "overflow": _overflow,
    **dict.fromkeys(("grid-row", "grid-column", "grid-area"), _grid),
    "animation": _animation,
}
