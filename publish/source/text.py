"""
Bytes into text that every later step can rely on: UTF-8, one sort of line end, no byte order mark, and no
character that an editor hides and a format cannot draw.

A byte order mark and Windows line ends mean nothing, so they go in silence. All else that is wrong is a
problem at its place.
"""

import re
import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from unicodedata import normalize

from publish.problems import Place, Problem

LIMIT = 1_000_000
"""Bytes in a text file."""
_SHOWN = 10
"""Places of one file where hidden characters are reported: enough to see where they come from."""

_LONGEST_WORD = 900
"""Characters without a blank; a line of mail takes 998 octets. Scripts that break anywhere have no such limit."""
_ENDLESS = re.compile(rf"[^\s\u0e00-\U0010ffff]{{{_LONGEST_WORD + 1},}}")
_HIDDEN = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"  # controls
    r"\u2028\u2029\ufff9-\ufffb\ufffc"  # separators and anchors that word processors leave behind
    r"\u202a-\u202e\u2066-\u2069"  # turn the direction of writing: what is read is not what is stored
    r"\ufeff\ufffd\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff"  # no characters, or the mark of a lost one
    + "".join(f"\\U{plane:04x}fffe\\U{plane:04x}ffff" for plane in range(1, 15))
    + r"\ue000-\uf8ff\U000f0000-\U0010ffff]"  # private: looks right in one font only
)
_REFERENCE = re.compile(r"&#(?:[xX]([0-9a-fA-F]{1,6})|([0-9]{1,7}));")
_NAMES = {
    "\0": "NUL",
    "\x0b": "a vertical tab",
    "\x0c": "a form feed",
    "\x85": "a next-line mark",
    "\u2028": "a line separator",
    "\u2029": "a paragraph separator",
    "\ufeff": "a byte order mark inside the text",
    "\ufffc": "the place of an object that was not pasted along",
    "\ufffd": "the mark of a lost character",
}
DELETE = "delete it and type what was meant; such characters come along with pasted text"
_SAVE = "save the file as UTF-8: in VS Code, click the encoding at the bottom and choose “Save with Encoding”"


def read_bytes(file: Path, path: str) -> tuple[bytes, tuple[Problem, ...]]:
    """The file's bytes; problems if it is not there, too large or empty."""
    try:
        if not file.is_file() and file.exists():
            return b"", (Problem("E100", "this is a folder or a device, expected a file", Place(path)),)
        size = file.stat().st_size
        if size > LIMIT:
            message = f"the file has {size / 1e6:.1f} MB, expected at most {LIMIT / 1e6:.0f} MB"
            hint = "pictures belong in files of their own; divide a long text into editions"
            return b"", (Problem("E103", message, Place(path), hint),)
        data = file.read_bytes()
    except FileNotFoundError:
        return b"", (Problem("E100", "there is no such file", Place(path)),)
    except OSError as error:
        return b"", (Problem("E100", f"cannot read the file: {error.strerror}", Place(path)),)
    if not data.strip():
        return b"", (_empty(path),)
    return data, ()


def read_text(data: bytes, path: str) -> tuple[str, tuple[Problem, ...]]:
    """The text of *data*; empty when there are problems."""
    if problem := _not_utf_8(data, path):
        return "", (problem,)
    text = data.decode("utf-8").removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    # Macs type å as a and a ring: it looks the same, but no font, hyphenation or search takes it so.
    text = normalize("NFC", text)
    if not text.strip():
        return "", (_empty(path),)
    problems = tuple(hidden(text, path)) or tuple(_endless(text, path))
    return ("", problems) if problems else (text, ())


def hidden(text: str, path: str) -> Iterator[Problem]:
    """The first characters in *text* that nobody can see or draw, each with its place."""
    for at, name in islice(_hidden(text), _SHOWN):
        line, column = text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)
        yield Problem("E102", f"found {name}", Place(path, line, column), DELETE)


def _endless(text: str, path: str) -> Iterator[Problem]:
    """Words that no line can hold: no mail program takes them, and the PDF engine sets one for minutes."""
    for match in islice(_ENDLESS.finditer(text), _SHOWN):
        line, column = text.count("\n", 0, match.start()) + 1, match.start() - text.rfind("\n", 0, match.start())
        message = f"a word or an address of {len(match[0])} characters, expected at most {_LONGEST_WORD}"
        yield Problem("E119", message, Place(path, line, column), "divide it, or give a shorter address")


def _hidden(text: str) -> Iterator[tuple[int, str]]:
    for match in _HIDDEN.finditer(text):
        yield match.start(), hidden_name(match[0])
    for match in _REFERENCE.finditer(text):
        number = int(match[1], 16) if match[1] else int(match[2])
        if number <= sys.maxunicode and _HIDDEN.match(chr(number)):
            yield match.start(), f"{hidden_name(chr(number))}, written as '{match[0]}'"


def hidden_in(text: str) -> str:
    """The name of the first hidden character in *text*; empty when there is none."""
    found = _HIDDEN.search(text)
    return hidden_name(found[0]) if found else ""


def hidden_name(char: str) -> str:
    """What to call a character that nobody can see, like `NUL (U+0000)`."""
    private = "\ue000" <= char <= "\uf8ff" or char >= "\U000f0000"
    turning = "\u202a" <= char <= "\u202e" or "\u2066" <= char <= "\u2069"
    kind = "a private" if private else "a direction-turning" if turning else "a control"
    name = _NAMES.get(char, f"{kind} character")
    return f"{name} (U+{ord(char):04X})"


def _empty(path: str) -> Problem:
    return Problem("E106", "the file is empty", Place(path))


def _not_utf_8(data: bytes, path: str) -> Problem | None:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or data[:200].count(0) > len(data[:200]) // 4:
        return Problem("E101", "the file is UTF-16, expected UTF-8", Place(path, 1, 1), _SAVE)
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start].replace(b"\r\n", b"\n").replace(b"\r", b"\n")
        column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8").removeprefix("\ufeff")) + 1
        byte = data[error.start]
        likely = bytes([byte]).decode("cp1252", errors="ignore")
        message = f"the byte {byte:#04x} is not UTF-8" + (
            f" (in Windows-1252 it is '{likely}')" if likely.isalpha() else ""
        )
        return Problem("E101", message, Place(path, before.count(b"\n") + 1, column), _SAVE)
    return None
