"""
Drawings: SVG that stands on its own.

An edition's drawings are shown by browsers, by mail programs (as pixels) and in print. So they may hold
shapes, text and styles, and nothing that runs, moves, or comes from somewhere else.
"""

import re
from functools import cache
from math import inf
from xml.parsers import expat

from publish.blocks import Mistake
from publish.problems import Place

BYTES = 2_000_000
_DEPTH = 100
_SVG, _XHTML, _XLINK = "http://www.w3.org/2000/svg", "http://www.w3.org/1999/xhtml", "http://www.w3.org/1999/xlink"
_REFUSED = {
    "script": "a script",
    "handler": "a script",
    "listener": "a script",
    "foreignObject": "HTML",
    "iframe": "another page",
    "embed": "another file",
    "object": "another file",
    "audio": "sound",
    "video": "a film",
    "animate": "a movement",
    "animateColor": "a movement",
    "animateMotion": "a movement",
    "animateTransform": "a movement",
    "set": "a movement",
    "discard": "a movement",
    "a": "a link",
}
_INSIDE = re.compile(r"#|data:image/(png|jpe?g|webp|gif);base64,", re.IGNORECASE)
_URL = re.compile(r"(?:url|src|image|image-set)\(\s*[\"']?\s*([^\"')]*)|@import\s*([^;]*)", re.IGNORECASE)
_STYLES = re.compile(r"style|fill|stroke|filter|mask|clip-path|cursor|marker(-start|-mid|-end)?|font-family")
_LENGTH = re.compile(r"\s*((?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+)(?:e[+-]?[0-9]+)?)\s*(px|pt|pc|mm|cm|in|)\s*", re.IGNORECASE)
_PX = {"": 1.0, "px": 1.0, "pt": 4 / 3, "pc": 16.0, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96.0}
_LARGEST = 20_000
_NONSENSE = 1e9

Size = tuple[int, int]


_COPIES = 10_000
_NESTED = 20
"""Copies in copies; a circle has no end."""


class _StopError(Exception):
    """The rest of the file is not worth reading."""


def read_svg(data: bytes, path: str) -> tuple[Size, tuple[Mistake, ...]]:
    """Width and height in CSS px, and what is wrong, each with its place in the drawing's own file *path*."""
    if len(data) > BYTES:
        message = f"the drawing has {len(data) / 1e6:.1f} MB, expected at most {BYTES / 1e6:.0f} MB"
        return (0, 0), (Mistake("E142", message, "simplify it, or save it as PNG", place=Place(path)),)
    reader = _Reader(path)
    reader.read(data)
    if not reader.mistakes and not reader.size:
        hint = 'give the element `svg` a view box, like `viewBox="0 0 400 300"`'
        reader.mistakes.append(Mistake("E146", "the drawing does not say how large it is", hint, place=Place(path, 1)))
    return reader.size or (0, 0), tuple(reader.mistakes)


class _Reader:
    """Looks at each element as it goes by."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._depth = 0
        self._styles = 0
        """How many elements `style` are open."""
        self._css_text: list[str] = []
        self._open: list[str] = []
        self._uses: dict[str, list[str]] = {}
        self.size: Size | None = None
        self.mistakes: list[Mistake] = []
        self._parser = parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartDoctypeDeclHandler = self._doctype
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        parser.ProcessingInstructionHandler = self._instruction
        parser.buffer_text = True

    def read(self, data: bytes) -> None:
        """Read the whole drawing, or as much as can be understood."""
        try:
            self._parser.Parse(data, True)
            self._count_copies()
        except _StopError:
            pass
        except expat.ExpatError as error:
            place = Place(self._path, error.lineno, error.offset + 1)
            message = f"the drawing is not well-formed XML: {expat.ErrorString(error.code)}"
            self.mistakes.append(
                Mistake("E143", message, "export it again from the program it was made with", place=place)
            )
        except (ValueError, LookupError):
            hint = "save it as UTF-8"
            self.mistakes.append(
                Mistake("E143", "the drawing names an encoding that is not known", hint, place=Place(self._path, 1))
            )

    def _tell(self, code: str, message: str, hint: str = "") -> None:
        place = Place(self._path, self._parser.CurrentLineNumber, self._parser.CurrentColumnNumber + 1)
        self.mistakes.append(Mistake(code, message, hint, place=place))

    def _stop(self, code: str, message: str, hint: str = "") -> None:
        self._tell(code, message, hint)
        raise _StopError

    def _doctype(self, *_: object) -> None:
        self._stop(
            "E144", "a drawing cannot hold a DOCTYPE, which may define entities", "delete the line `<!DOCTYPE …>`"
        )

    def _instruction(self, target: str, _: str) -> None:
        if target == "xml-stylesheet":
            self._tell("E144", "the drawing takes its style from another file", "save it with its styles inside")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        namespace, _, local = name.rpartition(" ")
        if self._depth == 1:
            self._root(namespace, local, attributes)
        if self._depth > _DEPTH:
            self._stop("E144", f"the drawing has groups in groups, more than {_DEPTH} levels deep", "simplify it")
        if namespace == _XHTML:
            self._tell("E144", f"a drawing cannot hold HTML: `{local}`", "use the element `text`")
        elif namespace == _SVG and local in _REFUSED:
            hint = "delete it, or export the drawing without it"
            self._tell("E144", f"a drawing cannot hold {_REFUSED[local]}: `{local}`", hint)
        self._styles += local == "style"
        self._open.append(attributes.get("id", ""))
        if local == "use":
            target = attributes.get("href") or attributes.get(f"{_XLINK} href") or ""
            for identity in {"", *self._open}:
                self._uses.setdefault(identity, []).append(target.strip().removeprefix("#"))
        for attribute, value in attributes.items():
            namespace, _, local = attribute.rpartition(" ")
            # Drawing programs keep notes of their own in attributes of other namespaces.
            if namespace in ("", _XLINK):
                self._attribute(local, value)

    def _end(self, name: str) -> None:
        self._depth -= 1
        self._open.pop()
        if name.rpartition(" ")[2] == "style":
            self._styles -= 1
            # Comments and elements inside divide the text for us, and not for a browser.
            self._css("".join(self._css_text))
            self._css_text.clear()

    def _count_copies(self) -> None:
        """Refuse a drawing that is small only until its copies of copies are drawn."""
        if _copies(self._uses) > _COPIES:
            message = f"the drawing repeats its parts more than {_COPIES} times, or in a circle"
            hint = "export it with its copies drawn out"
            self.mistakes.append(Mistake("E144", message, hint, place=Place(self._path, 1)))

    def _characters(self, text: str) -> None:
        if self._styles:
            self._css_text.append(text)

    def _attribute(self, name: str, value: str) -> None:
        if name.lower().startswith("on"):
            self._tell("E144", f"a drawing cannot hold a script: `{name}`", "delete the attribute")
        elif name in ("href", "src") and not _INSIDE.match(value.strip()):
            self._outside(value)
        elif _STYLES.fullmatch(name):
            self._css(value)

    def _outside(self, target: str) -> None:
        message = f"the drawing refers to something outside itself: '{target.strip()[:40]}'"
        self._tell("E144", message, "embed it, or delete it")

    def _css(self, text: str) -> None:
        if "\\" in text:
            self._tell("E144", "a style in the drawing holds the escape '\\'", "write the character itself")
        for found in _URL.finditer(text):
            target = (found[1] or found[2] or "").strip()
            if not _INSIDE.match(target):
                self._outside(target)

    def _root(self, namespace: str, local: str, attributes: dict[str, str]) -> None:
        if local != "svg" or namespace != _SVG:
            hint = f'expected `<svg xmlns="{_SVG}" …>`'
            self._stop("E143", f"the file holds no drawing but `{local}`", hint)
        self.size = _declared(attributes)
        if self.size and not all(0 < side <= _LARGEST for side in self.size):
            self._tell(
                "E146", f"the drawing says that it is {self.size[0]} by {self.size[1]} px", f"expected 1 to {_LARGEST}"
            )


def _copies(uses: dict[str, list[str]]) -> float:
    """How many copies the whole drawing (the id "") is made of, when each id holds copies of others."""

    @cache
    def copies(identity: str, depth: int) -> float:
        if depth > _NESTED:
            return inf
        return sum(1 + copies(target, depth + 1) for target in uses.get(identity, ()))

    return copies("", 0)


def _declared(attributes: dict[str, str]) -> Size | None:
    """The size that the attributes tell: their own, or the view box's."""
    lengths = [_px(attributes.get(name, "")) for name in ("width", "height")]
    box = [_px(part) for part in re.split(r"[\s,]+", attributes.get("viewBox", "").strip())]
    if len(box) == 4 and box[2] and box[3]:
        lengths = _filled(lengths, box[2], box[3])
    width, height = lengths
    return None if width is None or height is None else (round(min(width, _NONSENSE)), round(min(height, _NONSENSE)))


def _filled(lengths: list[float | None], width: float, height: float) -> list[float | None]:
    """The lengths, and what is missing of them from the view box's proportions."""
    match lengths:
        case [None, None]:
            return [width, height]
        case [None, given]:
            return [given * width / height, given] if given else lengths
        case [given, None]:
            return [given, given * height / width] if given else lengths
        case _:
            return lengths


def _px(length: str) -> float | None:
    found = _LENGTH.fullmatch(length)
    # A number with too large an exponent is no length.
    px = float(found[1]) * _PX[found[2].lower()] if found else inf
    return px if px < _NONSENSE else None
