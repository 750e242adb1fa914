"""
Breaks the one long line of HTML that the compiler writes, only where a line break means nothing.

That is where a blank stands in text or between the attributes of a tag; never inside a value, a
conditional comment's condition or `<pre>`.
"""

import re
from collections.abc import Iterator

LINE = 500
"""Octets to aim at. Mail servers take 998, but some programs in between are stricter."""

_PIECE = re.compile(
    r"""
    (?P<whole> <!--\[if[^\]]*\]>(?:<!-->)? | <!--<!\[endif\]--> | <!\[endif\]--> | <pre\b.*?</pre> )
    | (?P<tag> </?[A-Za-z][^\s<>"]* (?: [^<>"] | "[^"]*" )* > )
    | (?P<blank> \s+ )
    | (?P<word> [^\s<]+ | < )
    """,
    re.VERBOSE | re.DOTALL | re.ASCII,
)
_IN_TAG = re.compile(r'\s+|(?:[^\s"]|"[^"]*")+', re.ASCII)


def break_lines(html: str) -> str:
    """*html* in lines of at most `LINE` octets, as far as it has places to break."""
    lines = [""]
    length = 0
    for word in _words(html):
        size = len(word.encode())
        if lines[-1] and length + 1 + size > LINE:
            lines.append(word)
        else:
            lines[-1] += f" {word}" if lines[-1] else word
            size += length + 1
        length = size if "\n" not in word else len(word.rpartition("\n")[2].encode())
    return "\n".join(lines) + "\n"


def _words(html: str) -> Iterator[str]:
    """What must stay in one piece; a blank stood between each two."""
    word = ""
    for piece in _pieces(html):
        if piece.strip(" \t\n\r\f\v"):
            word += piece
        elif word:
            yield word
            word = ""
    if word:
        yield word


def _pieces(html: str) -> Iterator[str]:
    for match in _PIECE.finditer(html):
        if match["tag"]:
            yield from _IN_TAG.findall(match["tag"])
        else:
            yield match[0]
