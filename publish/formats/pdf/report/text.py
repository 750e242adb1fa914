"""The words that pages draw, piece by piece: how large they are, on what ground, and whether a reader hears them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, TypeAlias

from publish.formats.pdf.conformance.kinds import has_entries
from publish.formats.pdf.report.canvas import OPERATORS, SAME, Canvas, Colour, Matrix, as_matrix, moved, times

Key: TypeAlias = tuple[int, int]
"""A page's or a form's number and generation."""

_OPERATORS = f"{OPERATORS} Tf Tm Tr BT TJ Tj ' \" BDC BMC EMC Do"
_INVISIBLE = 3
_MEANS = re.compile(rb"<([0-9a-fA-F]{4})>\s*<([0-9a-fA-F]*)>")
_DEEPEST, _MOST = 20, 20_000
"""Forms in forms, and forms in all; ours has two and some hundred."""
_JOINER = "\u200d"


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text, mostly a line or a part of one."""

    page: int
    """From 1."""
    text: str
    """What it says, which is not always what it shows."""
    size: float
    """In points, as it is printed."""
    home: Key
    """The page or form that draws it."""
    mark: int
    """Its number in the structure; -1 if it has none."""
    artifact: str
    """What sort of thing it is that nobody hears, like `Header`; empty if it is heard."""
    ink: Colour | None
    ground: Colour | None
    """What it is set in and on; None where that is not sure."""


def read_text(pages: Sequence[Any]) -> tuple[Piece, ...]:
    """All text of all pages, in the order in which it is drawn."""
    shared = _Shared()
    return tuple(
        piece
        for number, page in enumerate(pages, start=1)
        for piece in _Stream(page, Canvas(page.get("/Resources", {})), number, shared).pieces()
    )


@dataclass(slots=True)
class _Shared:
    """What all streams know."""

    fonts: dict[Key, dict[bytes, str]] = field(default_factory=dict)
    """What each font's codes mean."""
    forms: int = 0
    """How many have been drawn."""


@dataclass(slots=True)
class _Mark:
    """Marked content that is open."""

    number: int = -1
    artifact: str = ""
    says: str | None = None


@dataclass(slots=True)
class _Stream:
    """One content stream while it is read."""

    stream: Any
    canvas: Canvas
    page: int
    shared: _Shared
    outer: tuple[_Mark, ...] = ()
    depth: int = 0
    _text: Matrix = SAME
    _mode: int = 0
    _size: float = 0.0
    _font: dict[bytes, str] = field(default_factory=dict)
    _open: list[_Mark] = field(default_factory=list)

    def pieces(self) -> Iterator[Piece]:
        """Its text, and that of the forms it draws."""
        import pikepdf

        self._open.extend(self.outer)
        for found in pikepdf.parse_content_stream(self.stream, _OPERATORS):
            operator, operands = str(found.operator), found.operands
            if operator in {"TJ", "Tj", "'", '"'}:
                yield from self._shown(operands[-1])
            elif operator == "Do":
                yield from self._drawn(str(operands[0]))
            elif operator in {"BDC", "BMC"}:
                self._open.append(self._mark(operands))
            else:
                self._step(operator, operands)

    def _step(self, operator: str, operands: Any) -> None:
        match operator:
            case "EMC" if len(self._open) > len(self.outer):
                self._open.pop()
            case "Tf":
                self._size, self._font = float(operands[1]), self._letters(str(operands[0]))
            case "Tm":
                self._text = as_matrix(operands)
            case "Tr":
                self._mode = int(operands[0])
            case "BT":
                self._text = SAME
            case _:
                self.canvas.step(operator, operands)

    def _mark(self, operands: Any) -> _Mark:
        properties = operands[1] if len(operands) > 1 else {}
        if len(operands) > 1 and not has_entries(properties):
            properties = self.canvas.resources.get("/Properties", {}).get(str(properties), {})
        if operands[0] == "/Artifact":
            return _Mark(artifact=str(properties.get("/Subtype", properties.get("/Type", "/Artifact")))[1:])
        says = properties.get("/ActualText")
        return _Mark(int(properties.get("/MCID", -1)), says=None if says is None else str(says))

    def _shown(self, operand: Any) -> Iterator[Piece]:
        import pikepdf

        parts = operand if isinstance(operand, pikepdf.Array) else [operand]
        codes = b"".join(bytes(part) for part in parts if isinstance(part, pikepdf.String))
        text = "".join(self._font.get(codes[at : at + 2], "") for at in range(0, len(codes), 2)).replace(_JOINER, "")
        for mark in self._open:
            if mark.says is not None:
                # What stands for several pieces is said once, with the first.
                text, mark.says = mark.says, ""
                break
        number = next((mark.number for mark in reversed(self._open) if mark.number >= 0), -1)
        artifact = next((mark.artifact for mark in self._open if mark.artifact), "")
        matrix = times(self._text, self.canvas.state.matrix)
        size = abs(self._size) * (matrix[2] ** 2 + matrix[3] ** 2) ** 0.5
        ink = self.canvas.ink() if self._mode < _INVISIBLE else None
        # The middle of the first letter's lower half: inside the ground that it stands on, above any underline.
        ground = self.canvas.ground(*moved(matrix, self._size * 0.3, self._size * 0.25))
        yield Piece(self.page, text, round(size, 2), self.stream.objgen, number, artifact, ink, ground)

    def _drawn(self, name: str) -> Iterator[Piece]:
        form, canvas = self.canvas.resources.get("/XObject", {}).get(name), self.canvas
        if form is None or form.get("/Subtype") != "/Form" or self.depth >= _DEEPEST:
            canvas.paint_unknown(canvas.unit())
            return
        self.shared.forms += 1
        if self.shared.forms > _MOST:
            raise ValueError("the pages draw forms without end")
        matrix = times(as_matrix(form.get("/Matrix", SAME)), canvas.state.matrix)
        resources = form.get("/Resources", canvas.resources)
        is_faded = canvas.is_faded or not canvas.state.is_solid
        inner = Canvas(resources, replace(canvas.state, matrix=matrix), canvas.areas, is_faded)
        yield from _Stream(form, inner, self.page, self.shared, tuple(self._open), self.depth + 1).pieces()

    def _letters(self, name: str) -> dict[bytes, str]:
        fonts, font = self.shared.fonts, self.canvas.resources.get("/Font", {}).get(name)
        if font is None or "/ToUnicode" not in font:
            return {}
        if font.objgen not in fonts:
            found = _MEANS.findall(font.ToUnicode.read_bytes())
            fonts[font.objgen] = {bytes.fromhex(code.decode()): _decoded(means) for code, means in found}
        return fonts[font.objgen]


def _decoded(digits: bytes) -> str:
    return bytes.fromhex(digits.decode()).decode("utf-16-be", "replace") if len(digits) % 4 == 0 else ""
