"""A block of declarations, its shorthands taken apart: which single property is given which value."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

import tinycss2

from publish.check.html import shorthands
from publish.check.html.properties import is_valid
from publish.check.html.tokens import Token, Value, spelling, trimmed

_START = {"ltr": ("left", "right"), "rtl": ("right", "left")}


@dataclass(frozen=True, slots=True, eq=False)
class Declaration:
    """One property and its value, as it was written."""

    name: str
    """As written: `background` where `background-color` is asked for."""
    value: Value
    important: bool
    line: int
    """In its style sheet or attribute."""

    @property
    def text(self) -> str:
        """Like `color: #495966`."""
        return f"{self.name}: {spelling(self.value)}"


Longhands = Mapping[str, tuple[Declaration, Value | None]]
"""By property: who says it, and its value; None where variables must be filled in first."""


@dataclass(frozen=True, eq=False)
class Block:
    """What stands between two braces, or in a style attribute."""

    declarations: tuple[Declaration, ...]

    @cached_property
    def _sorted(self) -> tuple[dict[str, tuple[Declaration, Value | None]], ...]:
        plain: dict[str, tuple[Declaration, Value | None]] = {}
        important: dict[str, tuple[Declaration, Value | None]] = {}
        for declaration in self.declarations:
            chosen = important if declaration.important else plain
            for name, value in longhands(declaration):
                # A later declaration goes to the end, so that order is kept among logical and physical names.
                chosen.pop(name, None)
                chosen[name] = (declaration, value)
        return plain, important

    def longhands(self, direction: str, *, important: bool) -> Longhands:
        """What it says of each property, where text runs in *direction*."""
        found = self._sorted[important]
        return self._turned(direction)[important] if self._has_logical else found

    @cached_property
    def _has_logical(self) -> bool:
        return any("inline-" in name for found in self._sorted for name in found)

    @cached_property
    def _by_direction(self) -> dict[str, tuple[Longhands, Longhands]]:
        return {}

    def _turned(self, direction: str) -> tuple[Longhands, Longhands]:
        if direction not in self._by_direction:
            plain, important = (_turned(found, direction) for found in self._sorted)
            self._by_direction[direction] = plain, important
        return self._by_direction[direction]


def _turned(found: Longhands, direction: str) -> Longhands:
    start, end = _START.get(direction, _START["ltr"])
    turned: dict[str, tuple[Declaration, Value | None]] = {}
    for name, said in found.items():
        physical = name.replace("inset-inline-start", start).replace("inset-inline-end", end)
        physical = physical.replace("inline-start", start).replace("inline-end", end)
        turned.pop(physical, None)
        turned[physical] = said
    return turned


def longhands(declaration: Declaration) -> Iterable[tuple[str, Value | None]]:
    """The properties that *declaration* sets; none, if a browser would not take it."""
    if declaration.name.startswith("--"):
        return ((declaration.name, declaration.value),)
    if has_variables(declaration.value):
        return tuple((name, None) for name in shorthands.names(declaration.name))
    parts = shorthands.expanded(declaration.name, declaration.value)
    return tuple((name, value) for name, value in parts.items() if is_valid(name, value))


def has_variables(value: Iterable[Token]) -> bool:
    """Whether `var()` stands in *value*."""
    for token in value:
        if token.type == "function" and (token.lower_name in {"var", "env"} or has_variables(token.arguments)):
            return True
        if token.type in {"() block", "[] block", "{} block"} and has_variables(token.content):
            return True
    return False


@lru_cache(maxsize=4096)
def read(text: str) -> Block:
    """What stands in a style attribute."""
    return block(tinycss2.parse_blocks_contents(text))


def block(content: Iterable[Token]) -> Block:
    """The declarations among what tinycss2 found between braces."""
    return Block(
        tuple(
            Declaration(_name(found), trimmed(found.value), bool(found.important), int(found.source_line))
            for found in content
            if found.type == "declaration"
        )
    )


def _name(found: Token) -> str:
    return str(found.name if found.name.startswith("--") else found.lower_name)
