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

_DRAWS = re.compile(rb"(^|[\s\]])(TJ|Tj|Do|sh|f\*?|F|S|s|B\*?|b\*?|EI)$")
_FONT = re.compile(rb"^/(\S+) \S+ Tf$")
_TEXT = re.compile(rb"^\[(.*)\] TJ$", re.DOTALL)
_SHOWN = re.compile(rb"<([0-9a-f]*)>|([-0-9.e]+)")
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
    spaces: Mapping[bytes, frozenset[bytes]]
    """The glyphs that are spaces, by the name of a font."""


def place(stream: Pydyf, boxes: Mapping[int, Box], places: Places) -> list[Mark]:
    """
    Rewrite *stream*, and give the marks in it in the order of their new numbers.

    Raises:
        KeyError: if something was painted that is neither in the document nor an artifact.
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
    mark = places.marks[box]
    mark.number = len(marks)
    marks.append(mark)
    properties = pydyf.Dictionary({"MCID": mark.number})
    items = piece.items
    if _is_from_right(getattr(box, "text", "")):
        properties["ActualText"] = pydyf.String(box.text)
    else:
        items = _whole_words(items, box, places)
    yield from (piece.tag, properties, b"BDC", *items, b"EMC")


def _is_from_right(text: str) -> bool:
    return any(unicodedata.bidirectional(letter) in {"R", "AL"} for letter in text)


@dataclass(frozen=True, slots=True)
class _Glyph:
    """A glyph, or room between two."""

    code: bytes
    is_space: bool
    room: bytes = b""


def _whole_words(items: Sequence[Item], box: Box, places: Places) -> Sequence[Item]:
    """Say the broken words of a line whole where they begin, and as a space where they go on."""
    begins, goes_on = places.words.begins.get(box), box in places.words.goes_on
    if begins is None and not goes_on:
        return items
    atoms = list(_atoms(items, places.spaces))
    drawn = [at for at, atom in enumerate(atoms) if isinstance(atom, _Glyph) and atom.code]
    spaces = [at for at in drawn if atoms[at].is_space]
    # The space that the line was given at its end is no part of the word before it.
    while drawn and spaces and spaces[-1] == drawn[-1] and begins is not None:
        spaces.pop()
        drawn.pop()
    if not drawn:
        return items
    first_space = spaces[0] if spaces else drawn[-1] + 1
    last_space = spaces[-1] if spaces else drawn[0] - 1
    said = {}
    if goes_on:
        said[drawn[0], first_space] = " "
    if begins is not None:
        said[last_space + 1, drawn[-1] + 1] = begins
    return list(_with_actual_text(atoms, said))


def _atoms(items: Sequence[Item], spaces: Mapping[bytes, frozenset[bytes]]) -> Iterator["Item | _Glyph"]:
    """Take the text apart into glyphs."""
    blank: frozenset[bytes] = frozenset()
    for item in items:
        text = _TEXT.match(item) if isinstance(item, bytes) else None
        if font := isinstance(item, bytes) and _FONT.match(item):
            blank = spaces.get(font[1], frozenset())
        if text is None:
            yield item
        else:
            yield from _glyphs(text[1], blank)


def _glyphs(text: bytes, blank: frozenset[bytes]) -> Iterator[_Glyph]:
    for codes, room in _SHOWN.findall(text):
        if room:
            yield _Glyph(b"", is_space=False, room=room)
        for at in range(0, len(codes), 4):
            code = codes[at : at + 4]
            yield _Glyph(code, code in blank)


def _with_actual_text(atoms: Sequence["Item | _Glyph"], said: Mapping[tuple[int, int], str]) -> Iterator[Item]:
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
