"""
Which line wrote a declaration that a letter has in a style attribute or a rule.

Style attributes come from rules of the templates' style sheets, so those are read again, with Jinja's
expressions as they stand, and the last rule is taken that is for the element and has the property.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from publish.check.clients.matching import Matching
from publish.check.clients.uses import Element, Styled, Use
from publish.check.places import Text
from publish.check.subject import Subject
from publish.problems import Place

_JINJA = re.compile(r"\{\{.{0,4000}?\}\}|\{%.{0,4000}?%\}|\{#.{0,4000}?#\}|/\*.{0,4000}?\*/", re.DOTALL)
_DECLARATION = re.compile(r"(?:^|(?<=;))\s*([a-z-]+)\s*:([^;]*)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Written:
    """A declaration in a template."""

    selector: str
    name: str
    value: str
    """With `?` for what Jinja fills in."""
    offset: int


@lru_cache(maxsize=64)
def written_in(content: str) -> tuple[Written, ...]:
    """The declarations of a style sheet's template."""
    plain = _JINJA.sub(_blank, content)
    return tuple(
        Written(selector, part[1].lower(), _folded(part[2]), start + part.start(1))
        for selector, start, body in _rules(plain)
        for part in _DECLARATION.finditer(body)
    )


def _rules(plain: str) -> Iterator[tuple[str, int, str]]:
    """Selector, where its declarations begin, and these; of nested braces the innermost."""
    selector, start, last = "", -1, 0
    for brace in re.finditer(r"[{}]", plain):
        if brace[0] == "{":
            selector, start = " ".join(plain[last : brace.start()].rpartition(";")[2].split()), brace.end()
        elif start >= 0:
            yield selector, start, plain[start : brace.start()]
            start = -1
        last = brace.end()


def _blank(match: re.Match[str]) -> str:
    """As long as it was, lines kept, so that nothing moves: a value stays a value."""
    sign = "?" if match[0].startswith("{{") else " "
    return re.sub(r"[^\n]", sign, match[0])


def _folded(value: str) -> str:
    value = re.sub(r"\?+", "?", value.lower())
    return re.sub(r"\s+", "", value.replace("!important", ""))


def place_of(subject: Subject, styled: Styled, use: Use, element: Element) -> Place:
    """The line to change."""
    rank, place = _in_sheets(subject, styled.matching, use, element) if use.block and use.name else (0, None)
    if place and rank > 1:
        return place
    if use.selector and (in_sheet := subject.sources.template("newsletter", use.selector)):
        return in_sheet
    if in_text := _in_text(subject, use):
        return in_text
    origin = subject.place_of(styled.document, element)
    return place if place and use.name not in _line(subject, origin) else origin


def _line(subject: Subject, place: Place) -> str:
    """What stands there in a template."""
    text = next((text.content for text in subject.sources.templates("newsletter") if text.path == place.path), "")
    return "".join(text.split("\n")[place.line - 1 : place.line]) if place.line else ""


def _in_sheets(subject: Subject, matching: Matching, use: Use, element: Element) -> tuple[int, Place | None]:
    """The last of the rules that fit best, and how well it does."""
    best, place = 0, None
    for text, one in _sheets(subject):
        rank = _rank(one, use)
        if rank and rank >= best and _is_for(one, use, matching, element):
            best, place = rank, text.place(one.offset)
    return best, place


def _sheets(subject: Subject) -> Iterator[tuple[Text, Written]]:
    for text in subject.sources.templates("newsletter"):
        if ".css" in text.path or "<style" in text.content or "mj-style" in text.content:
            yield from ((text, one) for one in written_in(text.content))


def _rank(one: Written, use: Use) -> int:
    """3 for the very words, 2 where Jinja fills in what would fit, 1 for the same property with another value."""
    if one.name != use.name:
        return 0
    value = _folded(use.value)
    if one.value == value:
        return 3
    return 2 if "?" in one.value and _fits(one.value, value) else 0 if use.selector else 1


def _fits(pattern: str, value: str) -> bool:
    return bool(re.fullmatch(".*".join(map(re.escape, pattern.split("?"))), value))


def _is_for(one: Written, use: Use, matching: Matching, element: Element) -> bool:
    if use.selector:
        return re.sub(r"\s+", "", one.selector) == re.sub(r"\s+", "", use.selector)
    return element in matching.elements(one.selector)


def _in_text(subject: Subject, use: Use) -> Place | None:
    """What the edition's own text says: where a link goes, or the name of a picture."""
    if use.name not in {"href", "src"}:
        return None
    name = use.value.rpartition("/")[2]
    spellings = [f"]({use.value}", *([use.value, name] if use.name == "src" else [])]
    return next((place for one in spellings if len(one) > 4 and (place := subject.sources.text.exactly(one))), None)
