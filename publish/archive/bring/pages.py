"""
What a web page from elsewhere needs, and what in it cannot be kept.

The page is read twice as browsers read it, with and without scripts, because `<noscript>` hides from each what the
other sees. Every start tag counts, also one that a browser would leave out.
"""

import io
import re
from collections.abc import Iterator, Mapping
from typing import Any

from publish.archive.bring.found import Found
from publish.archive.bring.sheets import read_sheet
from publish.archive.bring.tags import read_tag

_MOST_TAGS = 20_000
_CHARSET = re.compile(rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]+)", re.IGNORECASE)
_LOOKED_AT = 1024
"""Bytes in which a page must say its encoding (HTML, 4.2.5.4)."""
_ASCII = frozenset({"us-ascii", "ascii", "iso-8859-1", "iso-8859-15", "latin1", "windows-1252"})
"""Encodings in which plain English letters are the same bytes."""


class _TooLongError(Exception):
    """The page has more tags than anybody writes."""


def read_page(data: bytes, found: Found) -> None:
    """Note in *found* what the page needs."""
    if problem := encoding_problem(data):
        found.refuse(problem, 0, 'save it as UTF-8, with `<meta charset="utf-8">` at its beginning', "E735")
        return
    text = data.decode("utf-8-sig")
    if "\0" in text:
        found.refuse("the page holds a NUL, which no text has", 0, code="E735")
        return
    for scripting in (False, True):
        try:
            _Reader(found).read(text, scripting=scripting)
        except _TooLongError:
            found.refuse(f"the page has more than {_MOST_TAGS} tags", 0)
            return
        except (AssertionError, AttributeError, LookupError, RecursionError, TypeError, ValueError):
            # The parser trips over itself, on input that nobody wrote by hand.
            found.refuse("the page cannot be read as HTML", 0)
            return


def encoding_problem(data: bytes) -> str:
    """Why hosts would show the page with wrong letters; empty if they would not."""
    declared = _CHARSET.search(data[:_LOOKED_AT])
    name = declared[1].decode().lower() if declared else ""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return f"the page is not UTF-8{f', but {name}' if name not in {'', 'utf-8'} else ''}"
    if name in {"utf-8", "utf8"} or data.startswith(b"\xef\xbb\xbf"):
        return ""
    if data.isascii() and name in _ASCII | {""}:
        return ""
    return f"the page says that it is {name}" if name else "the page does not say that it is UTF-8"


class _Reader:
    """Reads one page, one time."""

    def __init__(self, found: Found) -> None:
        self._found = found
        self._tags = 0
        self._style: list[str] | None = None
        self._style_line = 0

    def read(self, text: str, *, scripting: bool) -> None:
        import tinyhtml5.parser
        from tinyhtml5.tokenizer import HTMLTokenizer, Token

        reader = self

        class Tokenizer(HTMLTokenizer):  # type: ignore[misc]  # the library has no types
            def __iter__(self) -> Iterator[Mapping[str, Any]]:
                for token in super().__iter__():
                    reader.see(token, self.stream.position()[0], Token)
                    yield token

            def cdata_section_state(self) -> bool:
                reader.hidden(self.stream.position()[0])
                return bool(super().cdata_section_state())

        class Parser(tinyhtml5.parser.HTMLParser):  # type: ignore[misc]
            def _parse(self, stream: Any, container: Any = None, scripting: bool = False, **_: Any) -> None:
                self.container, self.scripting = container, scripting
                self.tokenizer = Tokenizer(stream, parser=self)
                self.reset()
                self.main_loop()

        Parser().parse(io.StringIO(text), scripting=scripting)
        self._end_style()

    def see(self, token: Mapping[str, Any], line: int, kinds: Any) -> None:
        """Look at one token."""
        kind = token["type"]
        if kind in {kinds.START_TAG, kinds.EMPTY_TAG}:
            self._start(token, line)
        elif kind == kinds.END_TAG and token["name"] == "style":
            self._end_style()
        elif kind in {kinds.CHARACTERS, kinds.SPACE_CHARACTERS} and self._style is not None:
            self._style.append(token["data"])

    def hidden(self, line: int) -> None:
        """Refuse what is text to a browser, but tags to its scanner, which loads ahead what stands in them."""
        self._found.refuse("`<![CDATA[` is read in two ways", line, "write its text without")

    def _start(self, token: Mapping[str, Any], line: int) -> None:
        self._tags += 1
        if self._tags > _MOST_TAGS:
            raise _TooLongError
        read_tag(token["name"], dict(token["data"]), line, self._found)
        if token["name"] == "style":
            self._end_style()
            self._style, self._style_line = [], line

    def _end_style(self) -> None:
        if self._style is not None:
            start = self._style_line
            read_sheet("".join(self._style), self._found, lambda line: start + line - 1)
        self._style = None
