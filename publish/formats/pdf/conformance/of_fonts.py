"""Fonts: all in the file, and each glyph with its width and its meaning."""

import re
from collections.abc import Iterator
from functools import cache

from publish.formats.pdf.conformance.kinds import PdfObject, is_array, is_stream
from publish.formats.pdf.conformance.reading import Reading
from publish.formats.pdf.conformance.rule import UA, A, Finding, Rule
from publish.formats.pdf.conformance.sfnt import Program, read_program
from publish.formats.pdf.conformance.streams import FontUse

_MAPPED = re.compile(rb"<([0-9a-fA-F]{4})>\s*<([0-9a-fA-F]*)>")
_MEANINGLESS = frozenset("\0\ufeff\ufffe")
_PRIVATE = range(0xE000, 0xF900)
_TOLERANCE = 1


def _name(font: FontUse) -> str:
    return str(font.pdf.get("/BaseFont", "/?"))[1:].partition("+")[2]


def _descendant(font: FontUse) -> PdfObject:
    return next(iter(font.pdf.get("/DescendantFonts", ())), {})


def _data(font: FontUse) -> bytes:
    descriptor = _descendant(font).get("/FontDescriptor", font.pdf.get("/FontDescriptor", {}))
    stream = next((descriptor[key] for key in ("/FontFile2", "/FontFile3") if key in descriptor), None)
    return b"" if stream is None else bytes(stream.read_bytes())


@cache
def _program(data: bytes) -> Program | None:
    return read_program(data)


def _uses(reading: Reading) -> Iterator[FontUse]:
    return (font for font in reading.content.fonts.values() if font.codes)


def _is_embedded(reading: Reading) -> Iterator[Finding]:
    for font in _uses(reading):
        if not _data(font):
            yield Finding(f"the font {_name(font)} is not in the file", font.page)


def _is_simple(reading: Reading) -> Iterator[Finding]:
    """Every font is of the one kind that the engine writes, with codes of two bytes that are glyph numbers."""
    for font in _uses(reading):
        below = _descendant(font)
        known = font.pdf.get("/Subtype") == "/Type0" and font.pdf.get("/Encoding") == "/Identity-H"
        mapped = below.get("/Subtype") != "/CIDFontType2" or below.get("/CIDToGIDMap") == "/Identity"
        if not known or not mapped or "/CIDSystemInfo" not in below:
            yield Finding(f"the font {_name(font)} does not say which glyph a code means", font.page)


def _meanings(font: FontUse) -> dict[int, str]:
    stream = font.pdf.get("/ToUnicode")
    data = stream.read_bytes() if is_stream(stream) else b""
    return {
        int(code, 16): bytes.fromhex(meaning.decode()).decode("utf-16-be", "replace")
        for code, meaning in _MAPPED.findall(data)
        if len(meaning) % 4 == 0
    }


def _has_meanings(reading: Reading) -> Iterator[Finding]:
    for font in _uses(reading):
        meanings = _meanings(font)
        lost = [code for code in font.codes if not meanings.get(code) or _MEANINGLESS & set(meanings[code])]
        if lost:
            yield Finding(f"{len(lost)} glyphs of the font {_name(font)} mean nothing", font.page)


def _has_public_meanings(reading: Reading) -> Iterator[Finding]:
    for font in _uses(reading):
        meanings = _meanings(font)
        if any(ord(letter) in _PRIVATE for code in font.codes for letter in meanings.get(code, "")):
            yield Finding(f"a glyph of the font {_name(font)} means a private character", font.page)


def _has_glyphs(reading: Reading) -> Iterator[Finding]:
    for font in _uses(reading):
        program = _program(_data(font))
        missing = [code for code in font.codes if code == 0 or (program and code >= program.glyphs)]
        if missing:
            meanings = _meanings(font)
            letters = " ".join(filter(None, (meanings.get(code, "") for code in sorted(missing))))
            yield Finding(f"the font {_name(font)} cannot draw {letters or 'a character'}", font.page)


def _has_widths(reading: Reading) -> Iterator[Finding]:
    for font in _uses(reading):
        program = _program(_data(font))
        if program is None:
            continue
        said = _widths(_descendant(font))
        wrong = [code for code in font.codes if abs(said.get(code, 1000) - program.width(code)) > _TOLERANCE]
        if wrong:
            yield Finding(f"the widths of {len(wrong)} glyphs of the font {_name(font)} are wrong", font.page)


def _widths(font: PdfObject) -> dict[int, float]:
    found: dict[int, float] = {}
    entries = list(font.get("/W", ()))
    while entries:
        first, following = int(entries.pop(0)), entries.pop(0)
        if is_array(following):
            found.update({first + at: float(width) for at, width in enumerate(following)})
        else:
            width = float(entries.pop(0))
            found.update(dict.fromkeys(range(first, int(following) + 1), width))
    return found


def _names(reading: Reading) -> Iterator[Finding]:
    for font in reading.content.fonts.values():
        below = _descendant(font)
        names = (font.pdf.get("/BaseFont"), below.get("/BaseFont"), below.get("/FontDescriptor", {}).get("/FontName"))
        if any(name is not None and not str(name).isascii() for name in names):
            yield Finding(f"the name of the font {_name(font)} is not written in plain letters", font.page)


def _sets(reading: Reading) -> Iterator[Finding]:
    for font in reading.content.fonts.values():
        if "/CIDSet" in _descendant(font).get("/FontDescriptor", {}):
            yield Finding(f"the font {_name(font)} has a list of glyphs that nobody keeps right", font.page)


RULES = (
    Rule("E570", (f"{UA}, 7.21.4.1", f"{A}, 6.2.11.4.1"), "has its fonts with it", _is_embedded),
    Rule("E571", (f"{UA}, 7.21.3", f"{A}, 6.2.11.3"), "has fonts that say which glyph a code means", _is_simple),
    Rule("E572", (f"{UA}, 7.21.7", f"{A}, 6.2.11.7.2"), "has a meaning for each glyph", _has_meanings),
    Rule("E573", (f"{A}, 6.2.11.7.3",), "has meanings that are public", _has_public_meanings,
         "draw icons as pictures, not as letters of an icon font"),
    Rule("E574", (f"{UA}, 7.21.4.1 and 7.21.8", f"{A}, 6.2.11.4.1 and 6.2.11.8"), "has a glyph for each character",
         _has_glyphs, "name a font that has these characters"),
    Rule("E575", (f"{UA}, 7.21.5", f"{A}, 6.2.11.5"), "gives glyphs the widths of their fonts", _has_widths),
    Rule("E576", (f"{A}, 6.1.8",), "names its fonts in plain letters", _names, "name the font-family in plain letters"),
    Rule("E577", (f"{UA}, 7.21.4.2", f"{A}, 6.2.11.4.2"), "has no outdated lists of glyphs", _sets),
)  # fmt: skip
