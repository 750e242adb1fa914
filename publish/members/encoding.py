"""
In which encoding a list was written: UTF-8, UTF-16 or Windows' cp1252, with or without a mark at its beginning.

A list is read once from end to end before anything is believed, so that no half of it is taken in as something else.
"""

import codecs
import re
from typing import BinaryIO

from publish.problems import MemberError, Place, Problem

_CHUNK = 1 << 20
_SAMPLE = 4096
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark is its beginning
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_OTHERS = (
    (b"PK\x03\x04", "a workbook or another packed file"),
    (b"\xd0\xcf\x11\xe0", "an old workbook"),
    (b"%PDF-", "a PDF"),
    (b"{\\rtf", "a text of a word processor"),
    (b"\x1f\x8b", "a packed file"),
)
_SAVE_AS = "in Excel: save as “CSV UTF-8 (comma delimited)”, and import that file"
_KNOWN = re.compile(r"[\w.:-]+", re.ASCII)


def detect(stream: BinaryIO, place: Place) -> str:
    """
    The name of the encoding of all of *stream*, which is left at its beginning.

    Raises:
        MemberError: if it is no text, or not in one of these encodings from end to end; with the line.
    """
    head = stream.read(_SAMPLE)
    for mark, what in _OTHERS:
        if head.startswith(mark):
            raise MemberError(Problem("E808", f"expected a list as CSV, found {what}", place, _SAVE_AS))
    if not head.strip(b"\0 \r\n\t\xef\xbb\xbf\xff\xfe"):
        raise MemberError(Problem("E808", "the list is empty", place))
    named = next((name for mark, name in _MARKS if head.startswith(mark)), "") or _wide(head)
    for name in (named,) if named else ("utf-8", "cp1252"):
        try:
            _read_all(stream, name)
        except _BrokenError as broken:
            if name != "utf-8" or named or broken.mixed:
                raise MemberError(_problem(broken, name, place)) from broken
        else:
            return name
    raise AssertionError("cp1252 is the last resort, and has its own problem")


def is_known(name: str) -> bool:
    """Whether text can be read in the encoding *name*."""
    try:
        return bool(_KNOWN.fullmatch(name)) and codecs.lookup(name)._is_text_encoding  # noqa: SLF001  # else `rot13`
    except LookupError:
        return False


def check(stream: BinaryIO, name: str, place: Place) -> None:
    """
    Make sure that all of *stream* is text in the encoding *name*, and leave it at its beginning.

    Raises:
        MemberError: if it is not; with the line.
    """
    try:
        _read_all(stream, name)
    except _BrokenError as broken:
        raise MemberError(_problem(broken, name, place)) from broken


class _BrokenError(Exception):
    """A line that is not in the encoding."""

    def __init__(self, line: int, found: bytes, *, mixed: bool) -> None:
        super().__init__(line)
        self.line, self.found, self.mixed = line, found, mixed


def _wide(head: bytes) -> str:
    """UTF-16 without a mark: every other byte of Western text is 0."""
    pairs = len(head) // 2
    if pairs < 2:
        return ""
    even, odd = head[0 : 2 * pairs : 2].count(0), head[1 : 2 * pairs : 2].count(0)
    if odd > 0.6 * pairs and even < 0.05 * pairs:
        return "utf-16-le"
    return "utf-16-be" if even > 0.6 * pairs and odd < 0.05 * pairs else ""


def _read_all(stream: BinaryIO, name: str) -> None:
    decoder = codecs.getincrementaldecoder(name)()
    line, plain = 1, True
    stream.seek(0)
    while True:
        data = stream.read(_CHUNK)
        try:
            text = decoder.decode(data, final=not data)
        except UnicodeDecodeError as error:
            before = error.object[: error.start].decode(name, errors="replace")
            found = error.object[error.start : error.start + 1]
            mixed = not (plain and before.removeprefix("\ufeff").isascii())
            raise _BrokenError(line + before.count("\n"), found, mixed=mixed) from error
        line += text.count("\n")
        plain = plain and text.isascii()
        if not data:
            break
    stream.seek(0)


def _problem(broken: _BrokenError, name: str, place: Place) -> Problem:
    shown = {"cp1252": "UTF-8 nor Windows-1252 (cp1252)"}.get(name, name.upper())
    word = "neither" if name == "cp1252" else "not"
    message = f"the byte 0x{broken.found.hex().upper()} is {word} {shown}"
    if name == "utf-8" and broken.mixed:
        message += ", but what stands before it is: two lists were put together"
    hint = f"{_SAVE_AS}; or name the encoding: --encoding mac-roman"
    return Problem("E807", message, Place(place.path, broken.line), hint)
