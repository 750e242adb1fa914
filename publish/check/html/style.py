"""The computed style of one element. Every property is worked out when it is asked for, and once."""

from collections.abc import Mapping
from typing import Any, TypeAlias

from lxml import etree

from publish.check.html import colours, shorthands, variables
from publish.check.html.colours import Colour
from publish.check.html.declarations import Declaration
from publish.check.html.defaults import of_all_browsers
from publish.check.html.lengths import Measure, length, number
from publish.check.html.medium import Medium
from publish.check.html.once import once
from publish.check.html.properties import INHERITED, KEYWORD_SIZES, RELATIVE_SIZES, initial, is_valid
from publish.check.html.tokens import Value, ident, read, solid, spelling

Said: TypeAlias = Mapping[str, tuple[Declaration, Value | None]]
"""What won the cascade, by property; None where variables must be filled in."""

_BLOCK_FORMS = {
    **dict.fromkeys(("inline", "inline-block", "table-cell", "table-row", "table-row-group", "run-in"), "block"),
    **dict.fromkeys(("table-header-group", "table-footer-group", "table-caption", "table-column"), "block"),
    "inline-flex": "flex",
    "inline-grid": "grid",
    "inline-table": "table",
}
_BOXES_OF_ITEMS = frozenset({"flex", "inline-flex", "grid", "inline-grid"})
_UNSET: Value = read("unset")
_BROWSERS = of_all_browsers()
_UNSETTING = frozenset({"unset", "revert", "revert-layer"})


class Style:
    """
    What an element looks like in one medium.

    Colours, sizes in pixels and numbers are None where they cannot be told.
    """

    def __init__(
        self, element: etree._Element, parent: "Style | None", said: Said, medium: Medium, root_scheme: str = ""
    ) -> None:
        self.element = element
        self.parent = parent
        self.root: Style = parent.root if parent else self
        self.depth: int = parent.depth + 1 if parent else 0
        self.medium = medium
        self.root_scheme = root_scheme
        """The schemes that `<meta name="color-scheme">` offers."""
        self._said = said
        self.kept: dict[object, Any] = {}
        """What was worked out once, here and by others."""

    def __repr__(self) -> str:
        return f"Style({self.element.tag}, {self.medium})"

    # What was said

    def declaration(self, name: str) -> tuple[etree._Element, Declaration] | None:
        """Who says what *name* is here, and of which element: of this one, or of one that it inherits from."""
        style: Style | None = self
        while style and style.is_passed_on(name):
            style = style.parent
        return style.own_declaration(name) if style else None

    def own_declaration(self, name: str) -> tuple[etree._Element, Declaration] | None:
        """The same, of this very element alone."""
        return (self.element, self._said[name][0]) if name in self._said else None

    def says(self, name: str) -> bool:
        """Whether anybody says it of this very element; a browser's own sheet counts."""
        return name in self._said

    def is_asked(self, name: str) -> bool:
        """Whether a rule or attribute of the document says it of this very element."""
        return name in self._said and self._said[name][0] not in _BROWSERS

    def is_passed_on(self, name: str) -> bool:
        """Whether it is what the element around this one has."""
        if name not in self._said:
            return name in INHERITED
        word = ident(self._own(name))
        return word == "inherit" or (word in _UNSETTING and name in INHERITED)

    def _own(self, name: str) -> Value:
        """The value given to this very element, variables filled in; `unset` if there is none."""
        if name not in self._said:
            return _UNSET
        declaration, value = self._said[name]
        if value is not None:
            return value
        key = ("own", name)
        if key not in self.kept:
            self.kept[key] = self._filled(name, declaration)
        filled: Value | None = self.kept[key]
        return filled or _UNSET

    def _filled(self, name: str, declaration: Declaration) -> Value | None:
        filled = variables.filled(declaration.value, self.variable)
        if filled is None:
            return None
        value = shorthands.expanded(declaration.name, filled).get(name)
        if value is None:  # a side of an inline axis, which has been turned into left or right
            sides = shorthands.expanded(declaration.name, filled)
            value = next(
                (v for key, v in sides.items() if "inline-" in key and _side(key, self.direction) == name), None
            )
        return value if value is not None and is_valid(name, value) else None

    def variable(self, name: str) -> Value | None:
        """The value of a custom property; None if it has none, or goes round in a circle."""
        style: Style | None = self
        while style and not style.says(name):
            style = style.parent
        return style.own_variable(name) if style else None

    def own_variable(self, name: str) -> Value | None:
        """The same, where it is this element that gives it a value."""
        if name not in self.kept:
            self.kept[name] = None  # who asks for it while it is worked out finds nothing
            self.kept[name] = self._worked_out(name)
        value: Value | None = self.kept[name]
        return value

    def _worked_out(self, name: str) -> Value | None:
        value = variables.filled(self._said[name][0].value, self.variable)
        if value is None or ident(value) == "initial":
            return None
        if ident(value) not in {"inherit", *_UNSETTING}:
            return value
        return self.parent.variable(name) if self.parent else None

    def settle(self) -> None:
        """Work out all that is inherited, so that those below need not ask upwards through many."""
        for name in INHERITED:
            self.value(name)
        _ = self.color, self.font_size, self.line_height, self.font_weight, self.is_dark

    # What it comes to

    def value(self, name: str) -> Value:
        """The value of any property, inherited or initial if nobody gives one; lengths as they were written."""
        if name not in self.kept:
            self.kept[name] = self._value(name)
        value: Value = self.kept[name]
        return value

    def _value(self, name: str) -> Value:
        is_inherited = name in INHERITED
        own = self._own(name) if name in self._said else _UNSET
        word = ident(own)
        if word == "inherit" or (is_inherited and word in _UNSETTING):
            return self.parent.value(name) if self.parent else initial(name)
        return initial(name) if word in _UNSETTING or word == "initial" else own

    def word(self, name: str) -> str:
        """The value of any property as text, in small letters."""
        value = self.value(name)
        return ident(value) or spelling(value)

    def length(self, name: str, percent: float | None = None) -> float | None:
        """A size in pixels; *percent* is what 100 % would be."""
        return length(self.value(name), self._measure(self.font_size, percent))

    def number(self, name: str) -> float | None:
        """A bare number, like `opacity` or `order`."""
        value = self.value(name)
        if name == "opacity" and name not in self._said:
            return 1.0
        if name == "opacity" and len(value) == 1 and value[0].type == "percentage":
            return float(value[0].value) / 100
        return number(value)

    def colour(self, name: str) -> Colour | None:
        """A colour."""
        if name == "color":
            return self.color
        return colours.colour(solid(self.value(name)), current=self.color, dark=self.is_dark)

    @once
    def color(self) -> Colour | None:
        """Of the text."""
        if self.is_passed_on("color"):
            return self.parent.color if self.parent else colours.system("canvastext", dark=self.is_dark)
        own = self._own("color")
        if ident(own) == "currentcolor":
            return self.parent.color if self.parent else colours.system("canvastext", dark=self.is_dark)
        if ident(own) in {"initial", "unset", "revert", "revert-layer"}:
            return colours.system("canvastext", dark=self.is_dark)
        return colours.colour(solid(own), current=self.parent.color if self.parent else None, dark=self.is_dark)

    @once
    def background(self) -> Colour | None:
        """Its own, clear if it has none; what lies behind it is `ground`'s to tell."""
        if "background-color" not in self._said:
            return colours.CLEAR
        return self.colour("background-color")

    @property
    def has_picture(self) -> bool:
        """Whether an image or a gradient is painted on its background."""
        return "background-image" in self._said and any(
            shorthands.is_picture(token) for token in self.value("background-image")
        )

    @once
    def is_dark(self) -> bool:
        """Whether the browser's own colours are the dark ones here."""
        schemes = self.word("color-scheme").split()
        if "normal" in schemes or not schemes:
            schemes = self.root_scheme.lower().replace(",", " ").split()
        return "dark" in schemes and (self.medium.dark or "light" not in schemes)

    @once
    def direction(self) -> str:
        """`ltr` or `rtl`."""
        return "rtl" if self.word("direction") == "rtl" else "ltr"

    @once
    def font_size(self) -> float | None:
        """In pixels."""
        own, inherited = self._own("font-size"), self.parent.font_size if self.parent else 16.0
        word = ident(own)
        if self.is_passed_on("font-size"):
            return inherited
        if word in RELATIVE_SIZES:
            return None if inherited is None else inherited * RELATIVE_SIZES[word]
        if word in KEYWORD_SIZES or word == "initial":
            return KEYWORD_SIZES.get(word, 16.0)
        return length(own, self._measure(inherited, inherited, is_own_size=True))

    def _measure(self, em: float | None, percent: float | None, *, is_own_size: bool = False) -> Measure:
        rem = 16.0 if is_own_size and self.parent is None else self.root.font_size
        return Measure(em, rem, self.medium.width, self.medium.height, percent)

    @once
    def line_height(self) -> float | None:
        """In pixels; None where the font decides (`normal`)."""
        if self.is_passed_on("line-height") and self.parent:
            factor = number(self.value("line-height"))
            size = self.font_size
            return self.parent.line_height if factor is None else (None if size is None else factor * size)
        value, size = self.value("line-height"), self.font_size
        factor = number(value)
        if factor is not None:
            return None if size is None else factor * size
        return length(value, self._measure(size, size))

    @once
    def font_weight(self) -> int:
        """From 1 to 1000; 400 is regular, 700 bold."""
        if self.is_passed_on("font-weight"):
            return self.parent.font_weight if self.parent else 400
        word = ident(self._own("font-weight"))
        inherited = self.parent.font_weight if self.parent else 400
        if word == "bolder":
            return 400 if inherited < 350 else 700 if inherited < 550 else max(900, inherited)
        if word == "lighter":
            return 100 if inherited < 550 else 400 if inherited < 750 else 700
        found = number(self._own("font-weight"))
        return {"bold": 700}.get(word, 400) if found is None else int(found)

    @once
    def position(self) -> str:
        return self.word("position").removeprefix("-webkit-")

    @once
    def float(self) -> str:
        """What is placed absolutely does not float."""
        return "none" if self.position in {"absolute", "fixed"} else self.word("float")

    @once
    def display(self) -> str:
        """As a browser computes it: what floats, is placed, or lies in a flex box or grid is a block."""
        word = self.word("display")
        if word in {"none", "contents"}:
            return word
        around = self.parent
        while around and around.word("display") == "contents":
            around = around.parent
        is_item = around is None or around.word("display") in _BOXES_OF_ITEMS
        if is_item or self.float != "none" or self.position in {"absolute", "fixed"}:
            return _BLOCK_FORMS.get(word, word)
        return word


def _side(name: str, direction: str) -> str:
    start, end = ("right", "left") if direction == "rtl" else ("left", "right")
    return name.replace("inset-", "").replace("inline-start", start).replace("inline-end", end)
