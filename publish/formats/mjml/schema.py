"""
What MJML knows: its elements, where they may stand, their attributes and what these may hold.

The table is `schema.json`, taken from npm's mjml by tests/judges/mjml_schema.mjs. Below it stands what
our compiler leaves out of that, found by comparing the two (mjml-python 1.4.2, which is mrml 6.0.1).
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

EVERYWHERE = ("css-class", "mj-class")
"""Attributes that all elements take."""


@dataclass(frozen=True, slots=True)
class Known:
    """One element of MJML."""

    children: frozenset[str]
    attributes: Mapping[str, str]
    """Name -> what it may hold, as MJML writes it: `unit(px,%){1,4}`."""
    text: bool
    """Whether it holds HTML or text rather than elements of MJML."""


@dataclass(frozen=True, slots=True)
class Schema:
    version: str
    elements: Mapping[str, Known]
    colours: frozenset[str]

    @property
    def attributes(self) -> frozenset[str]:
        """All attributes there are."""
        return frozenset(name for known in self.elements.values() for name in known.attributes)

    def kinds(self, attribute: str) -> frozenset[str]:
        """What an attribute may hold in any element: for `mj-all` and `mj-class`."""
        return frozenset(
            known.attributes[attribute] for known in self.elements.values() if attribute in known.attributes
        )

    def parents(self, name: str) -> tuple[str, ...]:
        """Where an element may stand."""
        return tuple(parent for parent, known in self.elements.items() if name in known.children)

    def accepts(self, kind: str, value: str) -> bool:
        """Whether *value* is what an attribute of that kind may hold."""
        if kind == "color":
            return value.lower() in self.colours or bool(_COLOUR.fullmatch(value))
        return bool(_pattern(kind).fullmatch(value))


_COLOUR = re.compile(
    r"#(?:[0-9a-f]{3}|[0-9a-f]{6})|rgb\((?:\d{1,3},\s?){2}\d{1,3}\)|rgba\((?:\d{1,3},\s?){3}[01]?(?:\.\d{1,3})?\)",
    re.IGNORECASE,
)


@cache
def schema() -> Schema:
    """The table, read once."""
    table = json.loads(files(__package__).joinpath("schema.json").read_text(encoding="utf-8"))
    elements = {name: _known(entry) for name, entry in table["elements"].items()}
    return Schema(table["version"], MappingProxyType(elements), frozenset(table["colours"].split()))


def _known(entry: Mapping[str, object]) -> Known:
    kinds = entry["attributes"]
    attributes = {name: kind for kind, names in kinds.items() for name in names.split()}  # type: ignore[attr-defined]
    return Known(frozenset(str(entry["children"]).split()), attributes, bool(entry.get("text")))


@cache
def _pattern(kind: str) -> re.Pattern[str]:
    """`unit(px,%){1,4}`, `enum(a,b)`, `boolean`, `integer` or `string` as a regular expression."""
    name, _, rest = kind.partition("(")
    if name in ("unit", "unitWithNegative"):
        return _unit(rest, minus="-?" if name == "unitWithNegative" else "")
    if name == "enum":
        return re.compile("|".join(re.escape(value) for value in rest.removesuffix(")").split(",")))
    return re.compile({"boolean": "true|false", "integer": r"\d+"}.get(name, ".*"), re.DOTALL)


def _unit(rest: str, *, minus: str) -> re.Pattern[str]:
    units, _, times = rest.partition(")")
    names = [re.escape(unit) for unit in units.split(",") if unit != "auto"]
    one = rf"(?:{minus}\d*\.?\d+(?:{'|'.join(names)})|0{'|auto' if 'auto' in units else ''})"
    most = int(times.strip("{}").split(",")[1]) if times else 1
    return re.compile(rf"{one}(?: {one}){{0,{most - 1}}}")


def in_words(kind: str) -> str:
    """What an attribute of that kind may hold, as one would say it."""
    name, _, rest = kind.partition("(")
    options = [option or "a number" for option in rest.partition(")")[0].split(",")]
    match name:
        case "enum":
            return _either([option for option in options if option != "a number"])
        case "unit" | "unitWithNegative":
            return f"{'up to four lengths' if '{' in kind else 'a length'} in {_either(options)}"
        case _:
            return {"color": "a colour like #0b3454", "boolean": "true or false", "integer": "a whole number"}[name]


def _either(options: list[str]) -> str:
    return " or ".join([*([", ".join(options[:-1])] if options[1:] else []), options[-1]])


IDLE: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "mj-body": frozenset({"id"}),
        "mj-button": frozenset({"title"}),
        "mj-image": frozenset({"sizes", "border-top", "border-right", "border-bottom", "border-left"}),
        "mj-section": frozenset({"gutter"}),
        "mj-wrapper": frozenset({"gap", "gutter"}),
        "mj-table": frozenset({"role"}),
        "mj-hero": frozenset({"border-radius"}),
        "mj-social": frozenset({"border"}),
        "mj-social-element": frozenset({"border", "icon-position", "srcset", "sizes"}),
    }
)
"""Attributes of MJML that our compiler passes over in silence."""

UNUSED: Mapping[str, str] = MappingProxyType(
    {
        "mj-accordion": "its arrows would be fetched from a stranger's server; write the text out",
        "mj-carousel": "its arrows would be fetched from a stranger's server; set the pictures below each other",
        "mj-font": "nothing is fetched from strangers; a letter uses the fonts under `mail` in assets/brand.yml",
        "mj-html-attributes": "the compiler does not know it; write HTML with these attributes in `<mj-text>`",
        "mj-include": "write `{% include … %}`: Jinja knows the edition and cannot run in circles",
        "mj-preview": "it writes white on white, which spam filters punish; write the preheader in `<mj-raw>`",
    }
)
"""Elements of MJML that letters do without, and why or what to write instead."""
