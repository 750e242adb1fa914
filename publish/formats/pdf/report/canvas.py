"""
What lies behind a point of a page: the colour that was painted there last, if that is sure.

Only flat, opaque rectangles are sure. Where a picture, a gradient, a curve or anything translucent was painted, the
colour is unknown, and stays so until something sure covers it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, TypeAlias

from publish.formats.pdf.conformance.kinds import has_entries

Matrix: TypeAlias = tuple[float, float, float, float, float, float]
Colour: TypeAlias = tuple[float, float, float]
"""Red, green and blue, from 0 to 1."""
Box: TypeAlias = tuple[float, float, float, float]
"""Left, low, right, high."""

SAME: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
OPERATORS = "q Q cm gs rg g k cs sc scn re m l c v y h W W* n f F f* B B* b b* S s sh"
_PAPER: Colour = (1.0, 1.0, 1.0)
_BLACK: Colour = (0.0, 0.0, 0.0)
_FILLS = frozenset({"f", "F", "f*", "B", "B*", "b", "b*"})
_EVEN_ODD = frozenset({"f*", "B*", "b*"})


def times(one: Matrix, other: Matrix) -> Matrix:
    """First *one*, then *other*."""
    a, b, c, d, e, f = one
    g, h, i, j, k, l = other  # noqa: E741 (as everybody names them)
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + l


def moved(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    """Where a point comes to lie."""
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def as_matrix(numbers: Sequence[Any]) -> Matrix:
    """Six numbers of a file."""
    a, b, c, d, e, f = (float(number) for number in numbers)
    return a, b, c, d, e, f


@dataclass(frozen=True, slots=True)
class State:
    """How things are painted now."""

    matrix: Matrix = SAME
    fill: Colour | None = _BLACK
    is_solid: bool = True
    """Whether what is painted hides what lies below."""
    clip: Box | None = None
    is_clip_sure: bool = True
    """Whether the clip is a rectangle, and not only inside one."""


@dataclass(frozen=True, slots=True)
class _Area:
    """What was painted: all that lies in one of the boxes, or in an odd number of them."""

    boxes: tuple[Box, ...]
    is_even_odd: bool
    clip: Box | None
    colour: Colour | None

    def covers(self, x: float, y: float) -> bool:
        """Whether a point lies in it."""
        if self.clip and not _within(self.clip, x, y):
            return False
        count = sum(_within(box, x, y) for box in self.boxes)
        return bool(count % 2 if self.is_even_odd else count)


@dataclass(slots=True)
class Canvas:
    """One content stream's way of painting a page; what is painted is shared with the streams that it draws."""

    resources: Any
    state: State = field(default_factory=State)
    areas: list[_Area] = field(default_factory=list)
    is_faded: bool = False
    """Whether all of it is drawn translucently."""
    _saved: list[State] = field(default_factory=list)
    _boxes: list[Box] = field(default_factory=list)
    _points: list[tuple[float, float]] = field(default_factory=list)
    """Of lines and curves."""
    _clips: bool = False

    def ground(self, x: float, y: float) -> Colour | None:
        """The colour at a point; None if it is not sure."""
        found = (area.colour for area in reversed(self.areas) if area.covers(x, y))
        return next(found, _PAPER)

    def ink(self) -> Colour | None:
        """The colour that text is set in; None if it is not sure."""
        return self.state.fill if self.state.is_solid and not self.is_faded else None

    def paint_unknown(self, box: Box | None = None) -> None:
        """Something was painted whose colours nobody knows: in *box*, or all that may be painted."""
        everywhere = (float("-inf"), float("-inf"), float("inf"), float("inf"))
        self.areas.append(_Area((box or everywhere,), False, self.state.clip, None))

    def unit(self) -> Box:
        """Where a picture comes to lie."""
        return _around([moved(self.state.matrix, x, y) for x in (0, 1) for y in (0, 1)])

    def step(self, operator: str, operands: Any) -> None:
        """Take one operator, if it has to do with painting."""
        if does := _STEPS.get(operator):
            does(self, operands)
        elif operator in _FILLS or operator in {"n", "S", "s"}:
            self._end(operator)

    def _restore(self, _: Any) -> None:
        if self._saved:
            self.state = self._saved.pop()

    def _turn(self, operands: Any) -> None:
        self.state = replace(self.state, matrix=times(as_matrix(operands), self.state.matrix))

    def _colour(self, operands: Any) -> None:
        numbers = [float(number) for number in operands] * (3 if len(operands) == 1 else 1)
        self.state = replace(self.state, fill=(numbers[0], numbers[1], numbers[2]))

    def _unknown_colour(self, _: Any) -> None:
        self.state = replace(self.state, fill=None)

    def _set(self, operands: Any) -> None:
        found = self.resources.get("/ExtGState", {}).get(str(operands[0]))
        if has_entries(found):
            is_solid = float(found.get("/ca", 1)) >= 1 and str(found.get("/SMask", "/None")) == "/None"
            is_plain = str(found.get("/BM", "/Normal")) == "/Normal"
            self.state = replace(self.state, is_solid=is_solid and is_plain)

    def _rectangle(self, operands: Any) -> None:
        x, y, width, height = (float(number) for number in operands)
        corners = [
            moved(self.state.matrix, *at) for at in ((x, y), (x + width, y), (x + width, y + height), (x, y + height))
        ]
        if abs(self.state.matrix[1]) + abs(self.state.matrix[2]) > 1e-9 * (1 + abs(self.state.matrix[0])):
            self._points.extend(corners)
        else:
            self._boxes.append(_around(corners))

    def _line(self, operands: Any) -> None:
        numbers = [float(number) for number in operands]
        self._points.extend(moved(self.state.matrix, *at) for at in zip(numbers[::2], numbers[1::2], strict=True))

    def _clip(self, _: Any) -> None:
        self._clips = True

    def _end(self, operator: str) -> None:
        """The path is painted, or only clipped with, and forgotten."""
        boxes = tuple(self._boxes) + ((_around(self._points),) if self._points else ())
        if boxes and operator in _FILLS:
            is_sure = not self._points and self.state.is_clip_sure and self.ink() is not None
            is_even_odd = operator in _EVEN_ODD and not self._points
            self.areas.append(_Area(boxes, is_even_odd, self.state.clip, self.ink() if is_sure else None))
        if boxes and self._clips:
            box = _around([corner for one in boxes for corner in (one[:2], one[2:])])
            is_sure = self.state.is_clip_sure and len(boxes) == 1 and not self._points
            self.state = replace(self.state, clip=_common(self.state.clip, box), is_clip_sure=is_sure)
        self._boxes, self._points, self._clips = [], [], False


_STEPS: dict[str, Callable[[Canvas, Any], None]] = {
    "q": lambda canvas, _: canvas._saved.append(canvas.state),  # noqa: SLF001 (the table belongs to the class)
    "Q": Canvas._restore,  # noqa: SLF001
    "cm": Canvas._turn,  # noqa: SLF001
    **dict.fromkeys(("rg", "g"), Canvas._colour),  # noqa: SLF001
    **dict.fromkeys(("k", "cs", "sc", "scn"), Canvas._unknown_colour),  # noqa: SLF001
    "gs": Canvas._set,  # noqa: SLF001
    "re": Canvas._rectangle,  # noqa: SLF001
    **dict.fromkeys(("m", "l", "c", "v", "y"), Canvas._line),  # noqa: SLF001
    **dict.fromkeys(("W", "W*"), Canvas._clip),  # noqa: SLF001
    "sh": lambda canvas, _: canvas.paint_unknown(),
}


def _within(box: Box, x: float, y: float) -> bool:
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def _around(points: Sequence[tuple[float, float]]) -> Box:
    across, up = [x for x, _ in points], [y for _, y in points]
    return min(across), min(up), max(across), max(up)


def _common(one: Box | None, other: Box) -> Box:
    if one is None:
        return other
    return max(one[0], other[0]), max(one[1], other[1]), min(one[2], other[2]), min(one[3], other[3])
