"""
Drawings: SVG that stands on its own.

An edition's drawings are shown by browsers, by mail programs (as pixels) and in print. So they may hold
shapes, text and styles, and nothing that runs, moves, or comes from somewhere else.
"""

import re
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
_URL = re.compile(r"(?:url|src|image)\(\s*[\"']?\s*(?!#)([^\"')]{0,40})|@import\s*([^;]{0,40})", re.IGNORECASE)
_LENGTH = re.compile(r"\s*([0-9]*\.?[0-9]+(?:e[+-]?[0-9]+)?)\s*(px|pt|pc|mm|cm|in|)\s*", re.IGNORECASE)
_PX = {"": 1.0, "px": 1.0, "pt": 4 / 3, "pc": 16.0, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96.0}
_LARGEST = 20_000

Size = tuple[int, int]


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
        self._in_style = False
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
            self._tell(
                "E144",
                f"a drawing cannot hold {_REFUSED[local]}: `{local}`",
                "delete it, or export the drawing without it",
            )
        self._in_style = local == "style"
        for attribute, value in attributes.items():
            self._attribute(attribute.rpartition(" ")[2], value)

    def _end(self, _: str) -> None:
        self._depth -= 1
        self._in_style = False

    def _characters(self, text: str) -> None:
        if self._in_style:
            self._css(text)

    def _attribute(self, name: str, value: str) -> None:
        if name.lower().startswith("on"):
            self._tell("E144", f"a drawing cannot hold a script: `{name}`", "delete the attribute")
        elif name in ("href", "src") and not _INSIDE.match(value.strip()):
            self._tell(
                "E144", f"the drawing refers to something outside itself: '{value[:40]}'", "embed it, or delete it"
            )
        elif "(" in value or "\\" in value:
            self._css(value)

    def _css(self, text: str) -> None:
        if "\\" in text:
            self._tell("E144", "a style in the drawing holds the escape '\\'", "write the character itself")
        for found in _URL.finditer(text):
            target = (found[1] or found[2] or "").strip()
            if not _INSIDE.match(target):
                self._tell(
                    "E144",
                    f"a style in the drawing refers to something outside it: '{target}'",
                    "embed it, or delete it",
                )

    def _root(self, namespace: str, local: str, attributes: dict[str, str]) -> None:
        if local != "svg" or namespace != _SVG:
            hint = f'expected `<svg xmlns="{_SVG}" …>`'
            self._stop("E143", f"the file holds no drawing but `{local}`", hint)
        self.size = _declared(attributes)
        if self.size and not all(0 < side <= _LARGEST for side in self.size):
            self._tell(
                "E146", f"the drawing says that it is {self.size[0]} by {self.size[1]} px", f"expected 1 to {_LARGEST}"
            )


def _declared(attributes: dict[str, str]) -> Size | None:
    """The size that the attributes tell: their own, or the view box's."""
    lengths = [_px(attributes.get(name, "")) for name in ("width", "height")]
    box = [_px(part) for part in re.split(r"[\s,]+", attributes.get("viewBox", "").strip())]
    if len(box) == 4 and box[2] and box[3]:
        lengths = _filled(lengths, box[2], box[3])
    width, height = lengths
    return None if width is None or height is None else (round(width), round(height))


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
    return float(found[1]) * _PX[found[2].lower()] if found else None
