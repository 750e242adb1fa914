"""
Lengths into pixels, `calc()`, `min()`, `max()` and `clamp()` among them.

What needs the font's own measures (`ch`, `ex`) or a layout (`%` of a box that nobody has laid out) is None.
"""

from collections.abc import Callable
from dataclasses import dataclass

from publish.check.html.tokens import Token, Value, is_mark, solid, split

_ABSOLUTE = {"px": 1.0, "in": 96.0, "cm": 96 / 2.54, "mm": 96 / 25.4, "q": 96 / 101.6, "pt": 96 / 72, "pc": 16.0}
_VIEW = {"vw": "width", "vi": "width", "vh": "height", "vb": "height"}
_DEEPEST = 32


@dataclass(frozen=True, slots=True)
class Measure:
    """What lengths are relative to."""

    em: float | None
    rem: float | None
    width: float
    height: float
    percent: float | None = None
    """What 100 % is."""

    def unit(self, name: str) -> float | None:
        """Pixels in one *name*."""
        if name in _ABSOLUTE:
            return _ABSOLUTE[name]
        if name in {"em", "rem"}:
            return self.em if name == "em" else self.rem
        name = name[1:] if name[:1] in {"s", "l", "d"} and name[1:] in {*_VIEW, "vmin", "vmax"} else name
        if name in {"vmin", "vmax"}:
            return (min if name == "vmin" else max)(self.width, self.height) / 100
        return float(getattr(self, _VIEW[name])) / 100 if name in _VIEW else None


@dataclass(frozen=True, slots=True)
class _Amount:
    """A number or a length in pixels."""

    value: float
    is_length: bool


def length(value: Value, measure: Measure) -> float | None:
    """Pixels; None if nobody can tell, and for a bare number that is not 0."""
    found = _amount(solid(value), measure, 0)
    if found is None or not (found.is_length or found.value == 0):
        return None
    return found.value


def number(value: Value) -> float | None:
    """A bare number, `calc()` or not."""
    found = _amount(solid(value), Measure(None, None, 0, 0), 0)
    return found.value if found and not found.is_length else None


def _amount(tokens: Value, measure: Measure, depth: int) -> _Amount | None:
    """What one token, or a sum of products, comes to."""
    if not tokens or depth > _DEEPEST:
        return None
    if len(tokens) == 1:
        return _single(tokens[0], measure, depth)
    terms = _operands(tokens, ("+", "-"))
    if len(terms) > 1:
        return _folded([(mark, _amount(part, measure, depth + 1)) for mark, part in terms], _add)
    factors = _operands(tokens, ("*", "/"))
    if len(factors) > 1:
        return _folded([(mark, _amount(part, measure, depth + 1)) for mark, part in factors], _multiply)
    return None


def _single(token: Token, measure: Measure, depth: int) -> _Amount | None:
    if token.type == "number":
        return _Amount(token.value, is_length=False)
    if token.type == "dimension":
        unit = measure.unit(token.lower_unit)
        return None if unit is None else _Amount(token.value * unit, is_length=True)
    if token.type == "percentage":
        whole = measure.percent
        return None if whole is None else _Amount(token.value * whole / 100, is_length=True)
    if token.type == "() block":
        return _amount(solid(token.content), measure, depth + 1)
    return _function(token, measure, depth) if token.type == "function" else None


def _function(token: Token, measure: Measure, depth: int) -> _Amount | None:
    parts = [_amount(solid(part), measure, depth + 1) for part in split(token.arguments)]
    known = [part for part in parts if part]
    if len(known) != len(parts) or len({part.is_length for part in known}) != 1:
        return None
    values, is_length = [part.value for part in known], known[0].is_length
    if token.lower_name == "calc" and len(values) == 1:
        return known[0]
    if token.lower_name in {"min", "max"}:
        return _Amount((min if token.lower_name == "min" else max)(values), is_length)
    if token.lower_name == "clamp" and len(values) == 3:
        return _Amount(max(values[0], min(values[1], values[2])), is_length)
    return None


def _operands(tokens: Value, marks: tuple[str, str]) -> list[tuple[str, Value]]:
    """The parts between *marks*, each with the mark before it."""
    parts: list[tuple[str, list[Token]]] = [(marks[0], [])]
    for token in tokens:
        mark = next((mark for mark in marks if is_mark(token, mark)), "")
        if mark:
            parts.append((mark, []))
        else:
            parts[-1][1].append(token)
    return [(mark, tuple(part)) for mark, part in parts]


def _folded(
    operands: list[tuple[str, _Amount | None]], combine: Callable[[_Amount, str, _Amount], _Amount | None]
) -> _Amount | None:
    total = operands[0][1]
    for mark, amount in operands[1:]:
        if total is None or amount is None:
            return None
        total = combine(total, mark, amount)
    return total


def _add(one: _Amount, mark: str, other: _Amount) -> _Amount | None:
    if one.is_length != other.is_length:
        return None
    return _Amount(one.value + (other.value if mark == "+" else -other.value), one.is_length)


def _multiply(one: _Amount, mark: str, other: _Amount) -> _Amount | None:
    if mark == "/":
        return None if other.is_length or not other.value else _Amount(one.value / other.value, one.is_length)
    if one.is_length and other.is_length:
        return None
    return _Amount(one.value * other.value, one.is_length or other.is_length)
