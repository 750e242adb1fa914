"""What the pages draw: which of it is tagged, which an artifact, which neither; in what fonts and colours."""

import re
import struct
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from publish.formats.pdf.conformance.kinds import has_entries, listed

Key: TypeAlias = tuple[int, int]
"""An object's number and generation."""
Fault: TypeAlias = tuple[int, str]
"""A page and what is wrong on it."""

_OPERATORS = "BDC BMC EMC Tf Tr TJ Tj ' \" Do f F f* S s B B* b b* sh k K cs CS gs ri BI ID EI"
_SHOW = frozenset({"TJ", "Tj", "'", '"'})
_PAINT = frozenset({"f", "F", "f*", "S", "s", "B", "B*", "b", "b*", "sh", "INLINE IMAGE"})
_INTENTS = frozenset({"/RelativeColorimetric", "/AbsoluteColorimetric", "/Perceptual", "/Saturation"})
_INVISIBLE = 3
_DEEPEST = 28
_STATE = re.compile(rb"(?<!\S)[qQ](?!\S)")
_ARTIFACT = "artifact"


@dataclass(slots=True)
class FontUse:
    """A font, and the codes that it is shown with."""

    pdf: Any
    page: int
    codes: set[int] = field(default_factory=set)


@dataclass(slots=True)
class Content:
    """What was seen on all pages."""

    marks: dict[Key, list[int]] = field(default_factory=dict)
    """The numbers of tagged pieces, by the stream that they are in, in order."""
    pages: dict[Key, int] = field(default_factory=dict)
    """Which page a stream is drawn on."""
    untagged: list[Fault] = field(default_factory=list)
    mixed: list[Fault] = field(default_factory=list)
    """Artifacts in tagged content, and the other way round."""
    unbalanced: list[Fault] = field(default_factory=list)
    cmyk: list[Fault] = field(default_factory=list)
    intents: list[Fault] = field(default_factory=list)
    deep: list[Fault] = field(default_factory=list)
    missing: list[Fault] = field(default_factory=list)
    """Resources that a stream names and does not have."""
    fonts: dict[Key, FontUse] = field(default_factory=dict)
    states: list[tuple[int, Any]] = field(default_factory=list)
    """Graphics states that are set, with their pages."""
    actual: list[tuple[int, Key, str]] = field(default_factory=list)
    """Texts that stand for what is drawn, with page and stream."""


def read_content(pages: Sequence[Any]) -> Content:
    """Read the content of all pages, and of the forms that they draw."""
    content = Content()
    for number, page in enumerate(pages, start=1):
        _Reader(content, number, page, page).read()
    return content


class _Reader:
    """Reads one stream from its first operator to its last."""

    def __init__(self, content: Content, page: int, stream: Any, owner: Any, *, inside: str = "") -> None:
        self._content = content
        self._page = page
        self._stream = stream
        self._resources = owner.get("/Resources", {})
        self._stack: list[str | int] = [inside] if inside else []
        self._base = len(self._stack)
        self._font: FontUse | None = None
        self._mode = 0
        self._states: set[str] = set()
        self._known: dict[tuple[str, str], Any] = {}
        self._key: Key = stream.objgen
        content.pages[self._key] = page

    def read(self) -> None:
        """Go through the stream."""
        import pikepdf

        self._measure_depth()
        steps = self._steps()
        for found in pikepdf.parse_content_stream(self._stream, _OPERATORS):
            operator = str(found.operator)
            if operator in _PAINT:
                self._paint("a drawing")
            else:
                steps[operator](found.operands)
        if len(self._stack) != self._base:
            self._note(self._content.unbalanced, "marked content is not closed")

    def _steps(self) -> dict[str, Callable[[Any], None]]:
        return {
            **dict.fromkeys(("BDC", "BMC"), self._open),
            "EMC": self._close,
            "Tf": self._set_font,
            "Tr": self._set_mode,
            "Do": self._draw,
            **dict.fromkeys(("k", "K"), self._set_ink),
            **dict.fromkeys(("cs", "CS"), self._set_space),
            "gs": self._set_state,
            "ri": self._set_intent,
            **dict.fromkeys(_SHOW, self._show),
        }

    def _measure_depth(self) -> None:
        """Graphics states are many, so they are counted without taking the stream apart."""
        import pikepdf

        depth = 0
        data = self._stream.Contents if "/Contents" in self._stream else self._stream
        parts = list(data) if isinstance(data, pikepdf.Array) else [data]
        for step in _STATE.findall(b"\n".join(part.read_bytes() for part in parts)):
            depth += 1 if step == b"q" else -1
            if depth > _DEEPEST:
                self._note(self._content.deep, f"graphics states lie {depth} deep")
                return

    def _set_mode(self, operands: Any) -> None:
        self._mode = int(operands[0])

    def _set_ink(self, _: Any) -> None:
        self._note(self._content.cmyk, "a colour is CMYK")

    def _set_space(self, operands: Any) -> None:
        if operands[0] == "/DeviceCMYK":
            self._set_ink(operands)

    def _set_state(self, operands: Any) -> None:
        state = self._find("/ExtGState", operands[0])
        if state is not None and operands[0] not in self._states:
            self._states.add(str(operands[0]))
            self._content.states.append((self._page, state))

    def _set_intent(self, operands: Any) -> None:
        if str(operands[0]) not in _INTENTS:
            self._note(self._content.intents, f"rendering intent {operands[0]}")

    def _note(self, faults: list[Fault], message: str) -> None:
        faults.append((self._page, message))

    def _open(self, operands: Any) -> None:
        properties = operands[1] if len(operands) > 1 else {}
        if len(operands) > 1 and not has_entries(properties):
            properties = self._find("/Properties", properties) or {}
        if "/ActualText" in properties:
            self._content.actual.append((self._page, self._key, str(properties["/ActualText"])))
        if operands[0] == "/Artifact":
            if self._tagged():
                self._note(self._content.mixed, "an artifact lies in tagged content")
            self._stack.append(_ARTIFACT)
        elif "/MCID" in properties:
            if self._stack and (self._tagged() or _ARTIFACT in self._stack):
                self._note(self._content.mixed, "tagged content lies in an artifact or in tagged content")
            self._stack.append(int(properties["/MCID"]))
            self._content.marks.setdefault(self._key, []).append(int(properties["/MCID"]))
        else:
            self._stack.append("")

    def _close(self, _: Any) -> None:
        if len(self._stack) > self._base:
            self._stack.pop()
        else:
            self._note(self._content.unbalanced, "marked content is closed that was not opened")

    def _tagged(self) -> bool:
        return any(isinstance(entry, int) or entry == "tagged" for entry in self._stack)

    def _paint(self, what: str) -> None:
        if not self._tagged() and _ARTIFACT not in self._stack:
            self._note(self._content.untagged, what)

    def _set_font(self, operands: Any) -> None:
        font = self._find("/Font", operands[0])
        self._font = None
        if font is not None:
            self._font = self._content.fonts.setdefault(font.objgen, FontUse(font, self._page))

    def _show(self, operands: Any) -> None:
        parts = _strings(operands[-1])
        if not any(parts):
            return
        self._paint("text")
        if self._font and self._mode != _INVISIBLE:
            shown = b"".join(parts)
            self._font.codes.update(struct.unpack(f">{len(shown) // 2}H", shown[: len(shown) // 2 * 2]))

    def _draw(self, operands: Any) -> None:
        drawn = self._find("/XObject", operands[0])
        if drawn is None:
            return
        if drawn.get("/Subtype") == "/Form":
            inside = "tagged" if self._tagged() else _ARTIFACT if _ARTIFACT in self._stack else ""
            owner = drawn if "/Resources" in drawn else {"/Resources": self._resources}
            _Reader(self._content, self._page, drawn, owner, inside=inside).read()
        else:
            self._paint("a picture")

    def _find(self, kind: str, name: Any) -> Any:
        place = kind, str(name)
        if place not in self._known:
            self._known[place] = self._resources.get(kind, {}).get(str(name))
            if self._known[place] is None:
                self._note(self._content.missing, f"{name} is not among the resources of its stream")
        return self._known[place]


def _strings(shown: Any) -> list[bytes]:
    import pikepdf

    return [bytes(part) for part in listed(shown) if isinstance(part, pikepdf.String)]
