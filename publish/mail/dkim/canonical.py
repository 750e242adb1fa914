"""
The canonical form `relaxed/relaxed` (RFC 6376, 3.4.2 and 3.4.4): what a server on the way may change without harm.

White space is spaces and tabs. What is canonical already is given back as it is.
"""

import re

_FOLDED = re.compile(rb"(?:(?:\r\n)?[ \t])+")
_LINE_END = re.compile(rb"[ \t]+(?=\r\n)")
_SPACES = re.compile(rb"[ \t]{2,}|\t")


def header_value(value: bytes) -> bytes:
    """
    What stands after the colon, on one line.

    Raises:
        ValueError: if it holds a line's end that does not fold it. What follows would be a header of its own.
    """
    unfolded = _FOLDED.sub(b" ", value).strip(b" ")
    if b"\r" in unfolded or b"\n" in unfolded:
        raise ValueError("a line's end within a header's value")
    return unfolded


def lines(text: bytes) -> bytes:
    """A piece of a body that no other white space stands beside."""
    return _SPACES.sub(b" ", _LINE_END.sub(b"", text))


def body(text: bytes) -> bytes:
    """A whole body: it ends with one line's end, or is empty."""
    kept = lines(text).rstrip(b" \r\n")
    return kept + b"\r\n" if kept else b""
