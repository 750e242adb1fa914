"""
Media queries: whether what stands inside `@media` holds in a medium.

Three-valued, as the standard has it: what is not known stays unknown through `not`, and an unknown query does
not hold.
"""

from functools import lru_cache

import tinycss2

from publish.check.html.lengths import Measure, length
from publish.check.html.medium import Medium
from publish.check.html.tokens import Token, Value, ident, is_mark, solid, split

_DEEPEST = 32
_LENGTHS = frozenset({"width", "height", "device-width", "device-height"})
_DISCRETE = {
    "prefers-contrast": "no-preference",
    "prefers-reduced-transparency": "no-preference",
    "prefers-reduced-data": "no-preference",
    "forced-colors": "none",
    "inverted-colors": "none",
    "scripting": "enabled",
    "update": "fast",
    "overflow-block": "scroll",
    "overflow-inline": "scroll",
    "display-mode": "browser",
    "color-gamut": "srgb",
    "dynamic-range": "standard",
    "grid": "0",
    "monochrome": "0",
}
_OFF = frozenset({"none", "no-preference", "0"})


@lru_cache(maxsize=4096)
def holds(query: str, medium: Medium) -> bool:
    """Whether *query*, like `screen and (max-width: 479px)`, holds; an empty one does."""
    parts = split(tinycss2.parse_component_value_list(query))
    return parts == [()] or any(_query(solid(part), medium) is True for part in parts)


def _query(tokens: Value, medium: Medium) -> bool | None:
    if not tokens or tokens[0].type != "ident" or (_word(tokens[0]) == "not" and _is_enclosed(tokens[1:2])):
        return _condition(tokens, medium, 0)
    words = list(tokens)
    prefix = _word(words[0]) if _word(words[0]) in {"not", "only"} else ""
    words = words[1:] if prefix else words
    kind = _word(words[0]) if words else ""
    if not kind or kind in {"not", "only", "and", "or"}:
        return None
    found: bool | None = kind in {"all", medium.kind}
    if len(words) > 1:
        found = _both(found, _condition(tuple(words[2:]), medium, 0)) if _word(words[1]) == "and" else None
    return _not(found) if prefix == "not" else found


def _condition(tokens: Value, medium: Medium, depth: int) -> bool | None:
    """`(…) and (…)`, `(…) or (…)`, `not (…)`."""
    if not tokens or depth > _DEEPEST:
        return None
    if _word(tokens[0]) == "not":
        return _not(_enclosed(tokens[1:], medium, depth))
    parts, links = tokens[::2], {_word(token) for token in tokens[1::2]}
    if len(tokens) % 2 == 0 or links - {"and", "or"} or len(links) > 1:
        return None
    found = _enclosed(parts[:1], medium, depth)
    for part in parts[1:]:
        other = _enclosed((part,), medium, depth)
        found = _both(found, other) if links == {"and"} else _not(_both(_not(found), _not(other)))
    return found


def _enclosed(tokens: Value, medium: Medium, depth: int) -> bool | None:
    if len(tokens) != 1 or tokens[0].type != "() block":
        return None
    content = solid(tokens[0].content)
    if content and (_is_enclosed(content[:1]) or _word(content[0]) == "not"):
        return _condition(content, medium, depth + 1)
    return _feature(content, medium)


def _feature(tokens: Value, medium: Medium) -> bool | None:
    """`max-width: 479px`, `width <= 479px`, `400px < width < 600px`, or a bare `hover`."""
    if len(tokens) >= 3 and is_mark(tokens[1], ":"):
        return _plain(_word(tokens[0]), tokens[2:], medium)
    if len(tokens) == 1:
        return _bare(_word(tokens[0]), medium)
    return _range(tokens, medium)


def _plain(name: str, value: Value, medium: Medium) -> bool | None:
    for prefix, mark in (("min-", ">="), ("max-", "<=")):
        if name.startswith(prefix):
            return _compared(_actual(name.removeprefix(prefix), medium), mark, _asked(value, medium))
    if name in _LENGTHS:
        return _compared(_actual(name, medium), "=", _asked(value, medium))
    known = _words_of(medium).get(name)
    return None if known is None else (ident(value) or tinycss2.serialize(value)) in known.split()


def _bare(name: str, medium: Medium) -> bool | None:
    if name in _LENGTHS:
        return _actual(name, medium) != 0
    known = _words_of(medium).get(name)
    return None if known is None else known not in _OFF


def _range(tokens: Value, medium: Medium) -> bool | None:
    """One or two comparisons; the feature's name stands at either end, or in the middle."""
    sides, marks = _sides(tokens)
    if len(marks) not in {1, 2} or not all(sides):
        return None
    amounts = [_actual(ident(side), medium) if ident(side) in _LENGTHS else _asked(side, medium) for side in sides]
    if sum(ident(side) in _LENGTHS for side in sides) != 1:
        return None
    found: bool | None = True
    for mark, one, other in zip(marks, amounts, amounts[1:], strict=False):
        found = _both(found, _compared(one, mark, other))
    return found


def _sides(tokens: Value) -> tuple[list[Value], list[str]]:
    """What is compared, and with which marks; `<=` comes as two tokens."""
    sides: list[list[Token]] = [[]]
    marks: list[str] = []
    for token in tokens:
        if token.type == "literal" and token.value in {"<", ">", "=", "<=", ">="}:
            if token.value == "=" and marks and not sides[-1]:
                marks[-1] += "="
            else:
                marks.append(token.value)
                sides.append([])
        else:
            sides[-1].append(token)
    return [tuple(side) for side in sides], marks


def _actual(name: str, medium: Medium) -> float | None:
    if name in _LENGTHS:
        return medium.width if "width" in name else medium.height
    return None


def _asked(value: Value, medium: Medium) -> float | None:
    # In a media query 1em is the reader's own size of text, whatever the page says.
    return length(value, Measure(16.0, 16.0, medium.width, medium.height))


def _compared(one: float | None, mark: str, other: float | None) -> bool | None:
    if one is None or other is None:
        return None
    results = {"<": one < other, ">": one > other, "=": one == other, "<=": one <= other, ">=": one >= other}
    return results.get(mark)


def _words_of(medium: Medium) -> dict[str, str]:
    pointer = "none" if medium.kind == "print" else "fine"
    return {
        **_DISCRETE,
        "prefers-color-scheme": "dark" if medium.dark else "light",
        "prefers-reduced-motion": "reduce" if medium.still else "no-preference",
        "orientation": "portrait" if medium.height >= medium.width else "landscape",
        "hover": "hover",
        "any-hover": "hover",
        "pointer": pointer,
        "any-pointer": pointer,
    }


def _both(one: bool | None, other: bool | None) -> bool | None:
    if one is False or other is False:
        return False
    return None if one is None or other is None else True


def _not(found: bool | None) -> bool | None:
    return None if found is None else not found


def _word(token: Token) -> str:
    return str(token.lower_value) if token.type == "ident" else ""


def _is_enclosed(tokens: Value) -> bool:
    return bool(tokens) and tokens[0].type in {"() block", "function"}
