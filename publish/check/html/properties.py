"""What properties start from, which are inherited, and which values a browser would drop."""

from publish.check.html.colours import is_colour
from publish.check.html.tokens import Value, ident, read

INHERITED = frozenset({
    *("color", "font-size", "font-weight", "font-style", "font-family", "line-height", "direction", "visibility"),
    *("text-align", "text-indent", "text-transform", "white-space", "letter-spacing", "word-spacing", "color-scheme"),
    *("list-style-type", "border-collapse", "hyphens", "cursor", "fill", "stroke", "text-size-adjust"),
})  # fmt: skip
_INITIAL = {
    "display": "inline",
    "position": "static",
    "float": "none",
    "visibility": "visible",
    "direction": "ltr",
    "flex-direction": "row",
    "flex-wrap": "nowrap",
    "text-align": "start",
    "text-decoration-line": "none",
    "text-decoration-color": "currentcolor",
    "background-color": "transparent",
    "background-image": "none",
    "opacity": "1",
    "order": "0",
    "font-weight": "normal",
    "font-style": "normal",
    "line-height": "normal",
    "font-size": "medium",
    "overflow-x": "visible",
    "overflow-y": "visible",
    "text-transform": "none",
    "white-space": "normal",
    "color-scheme": "normal",
    "animation-name": "none",
    "animation-duration": "0s",
    "animation-iteration-count": "1",
    "outline-style": "none",
    "outline-width": "medium",
    "outline-color": "currentcolor",
    "transform": "none",
    "clip": "auto",
    "clip-path": "none",
    "content": "normal",
    "box-sizing": "content-box",
    "fill": "black",
    "stroke": "none",
    **{f"{box}-{side}": "0" for box in ("margin", "padding") for side in ("top", "right", "bottom", "left")},
    **{f"border-{side}-style": "none" for side in ("top", "right", "bottom", "left")},
    **{f"border-{side}-width": "medium" for side in ("top", "right", "bottom", "left")},
    **{f"border-{side}-color": "currentcolor" for side in ("top", "right", "bottom", "left")},
    **{f"min-{side}": "auto" for side in ("width", "height")},
    **{f"max-{side}": "none" for side in ("width", "height")},
}
KEYWORD_SIZES = {
    "xx-small": 9.0,
    "x-small": 10.0,
    "small": 13.0,
    "medium": 16.0,
    "large": 18.0,
    "x-large": 24.0,
    "xx-large": 32.0,
    "xxx-large": 48.0,
}
RELATIVE_SIZES = {"smaller": 1 / 1.2, "larger": 1.2}
_WIDE = frozenset({"inherit", "initial", "unset", "revert", "revert-layer"})
_WORDS = {
    "display": frozenset(
        [
            "none",
            "inline",
            "block",
            "inline-block",
            "list-item",
            "flex",
            "inline-flex",
            "grid",
            "inline-grid",
            "table",
            "inline-table",
            "table-row",
            "table-cell",
            "table-row-group",
            "table-header-group",
            "table-footer-group",
            "table-column",
            "table-column-group",
            "table-caption",
            "flow-root",
            "contents",
            "ruby",
            "ruby-text",
            "run-in",
            "math",
            "-webkit-box",
            "-webkit-inline-box",
        ]
    ),
    "position": frozenset({"static", "relative", "absolute", "fixed", "sticky", "-webkit-sticky"}),
    "float": frozenset({"none", "left", "right", "inline-start", "inline-end"}),
    "visibility": frozenset({"visible", "hidden", "collapse"}),
    "direction": frozenset({"ltr", "rtl"}),
    "flex-direction": frozenset({"row", "row-reverse", "column", "column-reverse"}),
}
_SIZES = frozenset(
    ["xx-small", "x-small", "small", "medium", "large", "x-large", "xx-large", "xxx-large", "smaller", "larger", "math"]
)
_WEIGHTS = frozenset({"normal", "bold", "bolder", "lighter"})


def initial(name: str) -> Value:
    """What *name* starts from; nothing, if that is not known here."""
    return read(_INITIAL.get(name, ""))


def is_valid(name: str, value: Value) -> bool:
    """Whether a browser would take *value*; what is not judged here passes."""
    word = ident(value)
    if word in _WIDE:
        return True
    if not value:
        return False
    if name == "color" or name.endswith("-color"):
        return is_colour(value) or (name == "outline-color" and word in {"auto", "invert"})
    if name in _WORDS:
        return word in _WORDS[name] or (name == "display" and len(value) > 1)
    return _is_size(name, value, word)


def _is_size(name: str, value: Value, word: str) -> bool:
    kind = value[0].type
    if name == "font-size":
        return len(value) == 1 and (
            word in _SIZES or kind in {"dimension", "percentage", "function"} or _is_zero(value)
        )
    if name == "font-weight":
        return len(value) == 1 and (word in _WEIGHTS or kind in {"number", "function"})
    if name == "line-height":
        return len(value) == 1 and (word == "normal" or kind in {"number", "dimension", "percentage", "function"})
    return True


def _is_zero(value: Value) -> bool:
    return bool(value[0].type == "number" and value[0].value == 0)
