"""
The content streams of the pages, gone through once more: each piece is given its place or called an artifact.

The engine numbers every text and picture. Here those that belong to the document are numbered again, without gaps;
those that do not become artifacts; those for which nothing was drawn go. Broken words are given whole.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from publish.formats.pdf.lines import Words
from publish.formats.pdf.nodes import ArtifactKind, Mark, Pydyf
from publish.formats.pdf.tree import Box

Item: TypeAlias = Any
"""One piece of a content stream, as pydyf keeps it: an operator with its operands, or one operand."""

Said: TypeAlias = dict[tuple[int, int], str]
"""What ranges of glyphs say."""

JOINER = "\u200d"
"""Takes no room and joins nothing that is not joined."""

_PLAIN = {"\u00a0": " ", "\u2010": "-", "\u2011": "-", "\u00ad": "-"}
_DRAWS = re.compile(rb"(^|[\s\]])(TJ|Tj|Do|sh|f\*?|F|S|s|B\*?|b\*?|EI)$")
_FONT = re.compile(rb"^/(\S+) \S+ Tf$")
_TEXT = re.compile(rb"^\[(.*)\] TJ$", re.DOTALL)
_SHOWN = re.compile(rb"<([0-9a-f]*)>|([-0-9.e]+)")
_FROM_THE_RIGHT = re.compile("R(?:[RN]*R)?")
_KINDS = {
    "Header": b"/Type/Pagination/Subtype/Header",
    "Footer": b"/Type/Pagination/Subtype/Footer",
    "Pagination": b"/Type/Pagination",
    "Layout": b"/Type/Layout",
}


@dataclass(frozen=True, slots=True)
class Drawn:
    """What the engine painted on one page."""

    stream: Pydyf
    boxes: Mapping[int, Box]
    """By the number that the engine gave."""


@dataclass(frozen=True, slots=True)
class Places:
    """Where each box belongs."""

    marks: Mapping[Box, Mark]
    artifacts: Mapping[Box, ArtifactKind]
    words: Words
    letters: Mapping[bytes, Mapping[bytes, str]]
    """What each glyph means, by the name of its font."""


def place(stream: Pydyf, boxes: Mapping[int, Box], places: Places) -> list[Mark]:
    """
    Rewrite *stream*, and give the marks in it in the order of their new numbers.

    What is neither in the document nor an artifact is left without a mark, for the check to find.
    """
    marks: list[Mark] = []
    items: list[Item] = []
    for piece in _pieces(stream.stream):
        if isinstance(piece, _Piece):
            items.extend(_placed(piece, boxes[piece.number], places, marks))
        else:
            items.append(piece)
    stream.stream[:] = items
    return marks


def groups(stream: Pydyf, resources: bytes, objects: Sequence[Any]) -> Iterator[Pydyf]:
    """Name the form XObjects that *stream* draws, and those that they draw: parts that are drawn with opacity."""
    for item in stream.stream:
        if isinstance(item, bytes) and item.endswith(b" Do"):
            forms = objects[int(resources.split()[0])]["XObject"]
            form = objects[int(forms[item[1:-3].decode()].split()[0])]
            if form.extra.get("Subtype") == "/Form":
                yield form
                yield from groups(form, form.extra["Resources"], objects)


@dataclass(frozen=True, slots=True)
class _Piece:
    """A marked-content sequence that the engine numbered."""

    tag: str
    number: int
    items: Sequence[Item]


def _pieces(items: Sequence[Item]) -> Iterator["Item | _Piece"]:
    """Cut out the numbered pieces."""
    at = 0
    while at < len(items):
        following = items[at + 1] if at + 1 < len(items) else None
        if isinstance(following, dict) and "MCID" in following:
            end = _end(items, at + 3)
            yield _Piece(items[at], following["MCID"], items[at + 3 : end])
            at = end + 1
        else:
            yield items[at]
            at += 1


def _end(items: Sequence[Item], at: int) -> int:
    """Find the EMC of the piece whose content begins at *at*."""
    depth = 1
    while True:
        if items[at] in (b"BDC", b"BMC"):
            depth += 1
        elif items[at] == b"EMC":
            depth -= 1
            if not depth:
                return at
        at += 1


def _placed(piece: _Piece, box: Box, places: Places, marks: list[Mark]) -> Iterator[Item]:
    import pydyf

    if not any(isinstance(item, bytes) and _DRAWS.search(item) and item != b"[] TJ" for item in piece.items):
        yield from piece.items
        return
    if kind := places.artifacts.get(box):
        yield from ("/Artifact", b"<<" + _KINDS[kind] + b">>", b"BDC", *piece.items, b"EMC")
        return
    mark = places.marks.get(box)
    if mark is None:
        yield from piece.items
        return
    mark.number = len(marks)
    marks.append(mark)
    properties = pydyf.Dictionary({"MCID": mark.number})
    yield from (piece.tag, properties, b"BDC", *_said(piece.items, box, places), b"EMC")


@dataclass(frozen=True, slots=True)
class _Glyph:
    """A glyph, or room between two."""

    code: bytes
    letter: str
    direction: str
    """R from right to left, L from left to right, N for neither."""
    room: bytes = b""


def _said(items: Sequence[Item], box: Box, places: Places) -> Sequence[Item]:
    """Add what a piece of text says where that is not what is drawn."""
    begins, goes_on = places.words.begins.get(box), box in places.words.goes_on
    arabic = any(_direction(letter) == "R" for letter in getattr(box, "text", ""))
    if begins is None and not goes_on and not arabic:
        return items
    atoms = list(_atoms(items, places.letters))
    said = _from_the_right(atoms, box) if arabic else _whole_words(atoms, begins, goes_on=goes_on)
    return list(_with_actual_text(atoms, said))


def _whole_words(atoms: Sequence["Item | _Glyph"], begins: str | None, *, goes_on: bool) -> "Said":
    """Say a broken word whole where it begins, and as a space where it goes on."""
    drawn = [at for at, atom in enumerate(atoms) if isinstance(atom, _Glyph) and atom.code]
    # The space that the line was given at its end is no part of the word before it.
    while begins is not None and drawn and atoms[drawn[-1]].letter.isspace():
        drawn.pop()
    spaces = [at for at in drawn if atoms[at].letter.isspace()]
    said: Said = {}
    if drawn and goes_on:
        said[drawn[0], spaces[0] if spaces else drawn[-1] + 1] = " "
    if drawn and begins is not None:
        said[spaces[-1] + 1 if spaces else drawn[0], drawn[-1] + 1] = begins
    return said


def _from_the_right(atoms: Sequence["Item | _Glyph"], box: Box) -> "Said":
    """
    Say Arabic and Hebrew in the order of speech.

    Their letters are drawn in pieces and from the right; what the glyphs mean one by one makes no word.
    """
    drawn = [at for at, atom in enumerate(atoms) if isinstance(atom, _Glyph) and atom.code]
    runs = _FROM_THE_RIGHT.finditer("".join(atoms[at].direction for at in drawn))
    places = [(drawn[run.start()], drawn[run.end() - 1] + 1) for run in runs]
    words = [
        box.text[run.start() : run.end()]
        for run in _FROM_THE_RIGHT.finditer("".join(_direction(letter) for letter in box.text))
    ]
    if box.style["direction"] == "rtl":
        words.reverse()
    if len(places) != len(words):
        return {(drawn[0], drawn[-1] + 1): box.text} if drawn else {}
    return dict(zip(places, words, strict=True))


def _direction(letter: str) -> str:
    return {"R": "R", "AL": "R", "L": "L"}.get(unicodedata.bidirectional(letter or " "), "N")


def meaning(letter: str) -> str:
    """
    Give what a glyph shall mean, of what the engine says that it means.

    Fonts often draw a hyphen and its likes with one glyph, and the engine takes the first that it meets for all. A
    glyph with no letter of its own gets a joiner, or readers take its number for a letter. So does one that runs
    from the right: PDFium turns `ActualText` about if what is drawn runs from the right too.
    """
    if not letter or _direction(letter[0]) == "R":
        return JOINER + letter
    return _PLAIN.get(letter, letter)


def _atoms(items: Sequence[Item], letters: Mapping[bytes, Mapping[bytes, str]]) -> Iterator["Item | _Glyph"]:
    """Take the text apart into glyphs."""
    known: Mapping[bytes, str] = {}
    for item in items:
        text = _TEXT.match(item) if isinstance(item, bytes) else None
        if font := isinstance(item, bytes) and _FONT.match(item):
            known = letters.get(font[1], {})
        if text is None:
            yield item
        else:
            yield from _glyphs(text[1], known)


def _glyphs(text: bytes, known: Mapping[bytes, str]) -> Iterator[_Glyph]:
    arabic = any(_direction(letter[-1:]) == "R" for letter in known.values())
    for codes, room in _SHOWN.findall(text):
        if room:
            yield _Glyph(b"", "", "", room)
        for at in range(0, len(codes), 4):
            code = codes[at : at + 4]
            letter = known.get(code, JOINER)
            # A dot or a mark that belongs to the letter beside it means nothing by itself.
            yield _Glyph(code, letter, "R" if arabic and letter == JOINER else _direction(letter[-1:]))


def _with_actual_text(atoms: Sequence["Item | _Glyph"], said: "Said") -> Iterator[Item]:
    """Put the text together again, with each range of *said* marked as what it says."""
    import pydyf

    starts = {start: text for (start, _), text in said.items()}
    ends = {end for _, end in said}
    run: list[_Glyph] = []
    for at, atom in enumerate([*atoms, None]):
        if run and (at in starts or at in ends or not isinstance(atom, _Glyph)):
            yield _shown(run)
            run = []
        if at in ends:
            yield b"EMC"
        if at in starts:
            yield from ("/Span", pydyf.Dictionary({"ActualText": pydyf.String(starts[at])}), b"BDC")
        if isinstance(atom, _Glyph):
            run.append(atom)
        elif atom is not None:
            yield atom


def _shown(run: Sequence[_Glyph]) -> bytes:
    # Two rooms may follow one another, and their numbers must not run together.
    return b"[" + b" ".join(glyph.room or b"<" + glyph.code + b">" for glyph in run) + b"] TJ"
