"""
MJML read as the XML that it is: a tree in which everything knows its line.

Strict, because the compiler is not: it takes half-closed tags for text and repeats of an attribute for
new values. It also dies of deep nesting, so depth has a limit here.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html.entities import html5
from typing import TypeAlias
from xml.parsers import expat  # expands no entities: a document type is refused

from publish.formats.mjml.faults import Fault, Faulty

DEEPEST = 100
"""Elements within elements. The compiler's stack ends somewhere above 5,000."""


@dataclass(frozen=True, slots=True)
class Text:
    text: str
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Comment:
    """Also what is written for Word alone: `<!--[if mso]>…<![endif]-->`."""

    text: str


@dataclass(frozen=True, slots=True)
class Element:
    name: str
    attributes: Mapping[str, str]
    children: "tuple[Node, ...]"
    line: int
    column: int

    def elements(self) -> "Iterator[Element]":
        """The children that are elements."""
        return (child for child in self.children if isinstance(child, Element))

    def texts(self) -> Iterator[Text]:
        """The text directly inside."""
        return (child for child in self.children if isinstance(child, Text))


Node: TypeAlias = Element | Text | Comment


def read(source: str) -> Element:
    """
    Read a whole document.

    Raises:
        Faulty: at the first place where it is not well-formed; what follows cannot be read then.
    """
    if controls := tuple(_controls(source)):
        raise Faulty(*controls)
    builder = _Builder(expat.ParserCreate())
    try:
        builder.parser.Parse(_numeric(source), True)
    except expat.ExpatError as error:
        raise Faulty(_malformed(error, builder)) from error
    return builder.root()


def _controls(source: str) -> Iterator[Fault]:
    """Characters that no one can see; HTML takes some of them for others, and Gmail cuts a letter off there."""
    for found in re.finditer(r"[\x7f-\x9f]", source):
        line, start = source.count("\n", 0, found.start()) + 1, source.rfind("\n", 0, found.start())
        message = f"control character U+{ord(found[0]):04X} in the text"
        yield Fault(line, found.start() - start, "E415", message, "delete it or type the character that was meant")


def _numeric(source: str) -> str:
    """Named characters as numbers: XML knows five names, HTML has two thousand."""
    return re.sub(r"&(?!(?:amp|lt|gt|quot|apos);)([A-Za-z][A-Za-z0-9]*;)", _number, source)


def _number(match: re.Match[str]) -> str:
    characters = html5.get(match[1])
    return "".join(f"&#{ord(char)};" for char in characters) if characters else match[0]


_SAID = {
    expat.errors.XML_ERROR_TAG_MISMATCH: "an element is closed that is not the last one opened",
    expat.errors.XML_ERROR_DUPLICATE_ATTRIBUTE: "an attribute stands twice in one element",
    expat.errors.XML_ERROR_UNDEFINED_ENTITY: "no character has that name",
    expat.errors.XML_ERROR_INVALID_TOKEN: "a character that may not stand here; `<` is written `&lt;`, `&` is `&amp;`",
    expat.errors.XML_ERROR_NO_ELEMENTS: "expected `<mjml>`",
    expat.errors.XML_ERROR_JUNK_AFTER_DOC_ELEMENT: "nothing may follow `</mjml>`",
}


def _malformed(error: expat.ExpatError, builder: "_Builder") -> Fault:
    said = expat.ErrorString(error.code)
    message = _SAID.get(said, f"not well-formed: {said}")
    hint = f"`<{builder.open}>` is open here" if builder.open else ""
    return Fault(error.lineno, error.offset + 1, "E401", message, hint)


@dataclass
class _Open:
    name: str
    attributes: Mapping[str, str]
    line: int
    column: int
    children: list[Node] = field(default_factory=list)


class _Builder:
    """Takes what expat meets and keeps the elements that are open."""

    def __init__(self, parser: expat.XMLParserType) -> None:
        self.parser = parser
        self._stack = [_Open("", {}, 0, 0)]
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        parser.CommentHandler = self._comment
        parser.StartDoctypeDeclHandler = self._refuse
        parser.ProcessingInstructionHandler = self._refuse

    @property
    def open(self) -> str:
        return self._stack[-1].name

    def root(self) -> Element:
        return next(node for node in self._stack[0].children if isinstance(node, Element))

    def _here(self) -> tuple[int, int]:
        return self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if len(self._stack) > DEEPEST:
            raise Faulty(Fault(*self._here(), "E407", f"`<{name}>` is nested more than {DEEPEST} deep"))
        self._stack.append(_Open(name, attributes, *self._here()))

    def _end(self, _: str) -> None:
        done = self._stack.pop()
        element = Element(done.name, done.attributes, tuple(done.children), done.line, done.column)
        self._stack[-1].children.append(element)

    def _characters(self, text: str) -> None:
        """Expat hands text over in pieces, one a line; a piece continues the text before it."""
        siblings = self._stack[-1].children
        if siblings and isinstance(last := siblings[-1], Text):
            siblings[-1] = Text(last.text + text, last.line, last.column)
        else:
            siblings.append(Text(text, *self._here()))

    def _comment(self, text: str) -> None:
        self._stack[-1].children.append(Comment(text))

    def _refuse(self, *_: object) -> None:
        raise Faulty(Fault(*self._here(), "E401", "expected `<mjml>`, no document type and no `<?…?>`"))
