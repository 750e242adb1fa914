"""
Finds the marks of a letter and where they stand: `%%name%%`, to be replaced for each recipient.

There is no language in them, so nothing that a member is called can be run. A mark may stand where its value can be
escaped so that it stays what it is; everywhere else it is a problem.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from publish.mail.message.fields import FIELDS, PERSONAL, UNSUBSCRIBE, VIEW, Spot
from publish.problems import Place, Problem, did_you_mean

_MARK = re.compile(r"%%[ \t]*([A-Za-z][\w.-]{0,63})[ \t]*%%", re.ASCII)
_PIECE = re.compile(
    r"""
    (?P<outlook> <!--\[if[^\]]*\]>(?:<!-->)? | <!--<!\[endif\]--> | <!\[endif\]--> )
    | (?P<comment> <!--.*?(?:-->|\Z) )
    | (?P<code> <(?P<element>style|script|noscript|textarea|iframe|xmp|plaintext|svg|math)\b .*?
        (?: </(?P=element)\s*> | \Z ) )
    | (?P<tag> </?[A-Za-z!?] (?: [^<>"'] | "[^"]*" | '[^']*' )* > )
    | (?P<broken> <[A-Za-z/!?][^>]* )
    | (?P<words> [^<]+ | < )
    """,
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)
_VALUE = re.compile(r"""([^\s"'<>/=]+)\s*=\s*("[^"]*"|'[^']*')""")
_ADDRESSES = frozenset(("href", "src", "action", "background", "cite", "poster"))
_WORDS = frozenset(("alt", "title", "aria-label", "aria-description", "label", "placeholder", "summary"))
_OUTSIDE = {"comment": "a comment", "outlook": "a comment", "broken": "a tag that is not closed"}
_BEGUN = re.compile(r"https?://[A-Za-z0-9.:-]+[/?#][^\s]*|mailto:[^\s]*", re.IGNORECASE)
"""An address of which a value can change no more than the end."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A field, and how its value is escaped."""

    field: str
    spot: Spot


@dataclass(frozen=True, slots=True)
class Cut:
    """A text cut at its marks."""

    path: str
    pieces: tuple[str | Mark, ...]
    problems: tuple[Problem, ...]

    @property
    def fields(self) -> frozenset[str]:
        """The fields that stand in it."""
        return frozenset(piece.field for piece in self.pieces if isinstance(piece, Mark))


@dataclass(frozen=True, slots=True)
class _Found:
    match: re.Match[str]
    spot: Spot | None
    """None where no mark may stand."""
    where: str


def cut_text(text: str, path: str) -> Cut:
    """Plain text: a mark may stand anywhere."""
    return _cut(text, path, (_Found(match, Spot.TEXT, "") for match in _MARK.finditer(text)))


def cut_subject(subject: str, path: str) -> Cut:
    """A subject: only what a person is called, no addresses."""
    found = _MARK.finditer(subject)
    where = "the subject"
    return _cut(subject, path, (_Found(match, Spot.TEXT if match[1] in PERSONAL else None, where) for match in found))


def cut_html(html: str, path: str) -> Cut:
    """HTML: a mark may stand among words, in the words of an attribute and in a web address, whole or at its end."""
    return _cut(html, path, _found_in(html))


def _cut(text: str, path: str, marks: Iterator[_Found]) -> Cut:
    pieces: list[str | Mark] = []
    problems: list[Problem] = []
    end = 0
    for found in marks:
        pieces.append(text[end : found.match.start()])
        end = found.match.end()
        if problem := _problem(found, text, path):
            problems.append(problem)
        elif found.spot:
            pieces.append(Mark(found.match[1], found.spot))
    pieces.append(text[end:])
    return Cut(path, tuple(piece for piece in pieces if piece), tuple(problems))


def _problem(found: _Found, text: str, path: str) -> Problem | None:
    mark, name = found.match[0], found.match[1]
    start = found.match.start()
    place = Place(path, text.count("\n", 0, start) + 1, start - text.rfind("\n", 0, start))
    if mark != f"%%{name}%%" or name not in FIELDS:
        hint = re.sub(r"`(\w+)`", r"`%%\1%%`", did_you_mean(name, FIELDS))
        return Problem("E840", f"unknown mark {mark}", place, hint)
    if found.spot is None:
        return Problem("E841", f"the mark {mark} cannot stand in {found.where}", place, _hint(name))
    return None


def _hint(name: str) -> str:
    if name in (VIEW, UNSUBSCRIBE):
        return "it stands for a whole address: among words, or as the whole of a link"
    return "it may stand among words, in `alt` and `title`, or in a link after `https://host/`"


def _found_in(html: str) -> Iterator[_Found]:
    for piece in _PIECE.finditer(html):
        if "%%" not in piece[0]:
            continue
        if piece["tag"]:
            yield from _in_tag(html, piece)
            continue
        for match in _MARK.finditer(html, piece.start(), piece.end()):
            yield _Found(match, Spot.HTML if piece["words"] else None, _where(piece))


def _where(piece: re.Match[str]) -> str:
    return f"<{piece['element']}>" if piece["element"] else _OUTSIDE.get(str(piece.lastgroup), "")


def _in_tag(html: str, tag: re.Match[str]) -> Iterator[_Found]:
    values = {value.span(2): value for value in _VALUE.finditer(html, tag.start(), tag.end())}
    for match in _MARK.finditer(html, tag.start(), tag.end()):
        inside = (value for (start, end), value in values.items() if start < match.start() and match.end() < end)
        value = next(inside, None)
        if value is None:
            yield _Found(match, None, "a tag outside a quoted value")
        else:
            yield _Found(match, _spot(value, match), f"this place of `{value[1]}`")


def _spot(value: re.Match[str], mark: re.Match[str]) -> Spot | None:
    attribute = value[1].lower()
    if attribute in _WORDS:
        return Spot.HTML
    if attribute not in _ADDRESSES:
        return None
    before = mark.string[value.start(2) + 1 : mark.start()]
    if not before:
        is_whole = mark.end() == value.end(2) - 1
        return Spot.HTML if is_whole and mark[1] in (VIEW, UNSUBSCRIBE) else None
    return Spot.URL if _BEGUN.fullmatch(before) else None
