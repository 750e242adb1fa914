"""The structure tree with the words in it: what a screen reader says, in its order."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from publish.formats.pdf.conformance.kinds import listed
from publish.formats.pdf.conformance.reading import Reading
from publish.formats.pdf.report.text import Key, Piece

_INLINE = frozenset({"Span", "Quote", "Link", "Reference", "Code", "Note"})


@dataclass(frozen=True, slots=True)
class Token:
    """A run of words, and the element that it stands in."""

    text: str
    element: int
    """Counts from 0 in `Report.elements`."""


@dataclass(slots=True)
class Element:
    """A part of the structure."""

    kind: str
    """A standard type, like `H2`; empty if it is none."""
    name: str
    """What problems call it, like `Figure 2`."""
    page: int
    """From 1; 0 if it is on none."""
    language: str
    """Its own or that of what it stands in."""
    alt: str
    parent: int
    """-1 for the first."""
    words: str = ""
    """All words in it, blanks as one."""
    annotations: list[Key] = field(default_factory=list)
    """The areas to click on."""


def read_structure(pdf: Any, pieces: Iterable[Piece]) -> tuple[tuple[Element, ...], tuple[Token, ...]]:
    """All elements, and all words in them, in the order of the tree."""
    walk = _Walk(Reading(pdf, b""), pieces)
    for top in listed(pdf.Root.get("/StructTreeRoot", {}).get("/K")):
        walk.into(top, -1, str(pdf.Root.get("/Lang", "")))
    return tuple(walk.elements), tuple(walk.tokens)


class _Walk:
    """Goes through the tree once."""

    def __init__(self, reading: Reading, pieces: Iterable[Piece]) -> None:
        self._reading = reading
        self._texts: defaultdict[tuple[Key, int], str] = defaultdict(str)
        for piece in pieces:
            if piece.mark >= 0:
                self._texts[piece.home, piece.mark] += piece.text
        self._counts: defaultdict[str, int] = defaultdict(int)
        self._seen: set[Key] = set()
        self.elements: list[Element] = []
        self.tokens: list[Token] = []

    def into(self, pdf: Any, parent: int, language: str) -> None:
        """An element and all below it."""
        if pdf.objgen in self._seen:
            # Where one may stand twice, ten can stand a million times.
            raise ValueError("a part of the structure stands in two places")
        if pdf.is_indirect:
            self._seen.add(pdf.objgen)
        element = self._element(pdf, parent, language)
        at, start = len(self.elements), len(self.tokens)
        self.elements.append(element)
        own = pdf.get("/Pg")
        for kid in listed(pdf.get("/K")):
            if isinstance(kid, int):
                self._say((own.objgen if own is not None else (0, 0), kid), at)
            elif "/S" in kid:
                self.into(kid, at, element.language)
            elif "/MCID" in kid:
                self._say((kid.get("/Stm", kid.get("/Pg", own)).objgen, int(kid.MCID)), at)
            elif "/Obj" in kid:
                element.annotations.append(kid.Obj.objgen)
        element.words = self._joined(start)
        below = (inner.page for inner in self.elements[at + 1 :] if inner.page)
        element.page = element.page or next(below, 0)

    def _element(self, pdf: Any, parent: int, language: str) -> Element:
        type_ = str(pdf.get("/S", "/"))[1:]
        self._counts[type_] += 1
        own = pdf.get("/Pg")
        return Element(
            kind=self._reading.kind(type_),
            name=f"{type_} {self._counts[type_]}",
            page=self._reading.number.get(own.objgen, 0) if own is not None else 0,
            language=str(pdf.get("/Lang", "")).strip() or language,
            alt=str(pdf.get("/Alt", "")).strip(),
            parent=parent,
        )

    def _say(self, place: tuple[Key, int], element: int) -> None:
        if text := self._texts.get(place):
            self.tokens.append(Token(text, element))

    def _joined(self, start: int) -> str:
        """The words from one token on. Between blocks there is a space."""
        words, last = [], -1
        for token in self.tokens[start:]:
            apart = token.element != last and self.elements[token.element].kind not in _INLINE
            words.append(" " + token.text if apart else token.text)
            last = token.element
        return " ".join("".join(words).split())
