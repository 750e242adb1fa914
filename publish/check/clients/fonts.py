"""Fonts: a web font is a wish; what readers without it see is decided by the rest of the list."""

import re
from collections.abc import Iterator
from functools import lru_cache

from publish.check.clients import rules
from publish.check.clients.report import ARTEFACT, share
from publish.check.clients.uses import Element, Styled, Use
from publish.check.clients.values import Declaration, declarations
from publish.check.clients.written import place_of
from publish.check.finding import Finding
from publish.check.subject import Subject

_GENERIC = frozenset(
    {"serif", "sans-serif", "monospace", "cursive", "fantasy", "system-ui", "ui-sans-serif", "inherit"}
)
_EVERYWHERE = frozenset(
    ("arial", "helvetica", "verdana", "tahoma", "trebuchet ms", "georgia", "times", "times new roman", "courier")
) | {"courier new"}
"""Fonts that Windows, macOS, iOS and Android all draw, themselves or by a twin."""


def check(subject: Subject, others: Styled, in_word: Styled, shares: dict[str, float]) -> Iterator[Finding]:
    """Lists that end in a font which not all have, and web fonts that make Word take Times."""
    loaded = _loaded(in_word)
    told: set[str] = set()
    for use, element in _lists(others):
        names = families(use.value)
        if names and use.value not in told and names[-1] not in _GENERIC | _EVERYWHERE:
            told.add(use.value)
            yield _endless(subject, others, use, element)
    for use, element in _lists(in_word):
        names = families(use.value)
        if names and names[0] in loaded and names[0] not in told and shares.get("outlook.windows"):
            told.add(names[0])
            yield _times(subject, in_word, use, element, shares["outlook.windows"])


def _endless(subject: Subject, styled: Styled, use: Use, element: Element) -> Finding:
    return rules.FONTS.finding(
        f"'{use.text}' ends in a font that not all readers have: they get the one their client likes",
        place_of(subject, styled, use, element),
        hint="end the list in a common font and `serif` or `sans-serif`: `Inter, Arial, sans-serif`",
        artefact=ARTEFACT,
    )


def _times(subject: Subject, styled: Styled, use: Use, element: Element, hit: float) -> Finding:
    name = families(use.value)[0]
    return rules.FONTS.finding(
        f"classic Outlook shows text in the web font '{name}' in Times New Roman ({share(hit)} of the readers)",
        place_of(subject, styled, use, element),
        hint="hide the `@font-face` from it with `<!--[if !mso]><!-->`, or give it `mso-generic-font-family: swiss`",
        evidence=("caniemail, @font-face: https://www.caniemail.com/features/css-at-font-face/",),
        artefact=ARTEFACT,
    )


def _loaded(styled: Styled) -> set[str]:
    """The web fonts that Word hears of and is told no stand-in for."""
    faces = (dict(_pairs(face)) for sheet in styled.sheets for face in sheet.fonts)
    return {
        name
        for face in faces
        if not {"mso-generic-font-family", "mso-font-alt"} & face.keys()
        for name in families(face.get("font-family", ""))
    }


def _pairs(face: tuple[Declaration, ...]) -> Iterator[tuple[str, str]]:
    return ((one.name, one.value) for one in face)


def _lists(styled: Styled) -> Iterator[tuple[Use, Element]]:
    """Every different list of fonts, with the first element it is for."""
    seen: set[str] = set()
    for element in styled.document.elements:
        block = declarations(element.get("style") or "")
        for one in block:
            if one.name == "font-family" and one.value not in seen:
                seen.add(one.value)
                yield _use(one, block, (element,)), element
    for rule in styled.rules:
        for one in rule.declarations:
            if (
                one.name == "font-family"
                and one.value not in seen
                and (found := styled.matching.elements(rule.selector))
            ):
                seen.add(one.value)
                yield _use(one, rule.declarations, found, rule.selector), found[0]


def _use(one: Declaration, block: tuple[Declaration, ...], elements: tuple[Element, ...], selector: str = "") -> Use:
    return Use("css-font", str(one), lambda: elements, one.value, one.name, block, selector)


@lru_cache(maxsize=256)
def families(value: str) -> tuple[str, ...]:
    """The fonts of a list, in small letters and without quotation marks."""
    names = (" ".join(re.sub(r"[\"']", "", name).split()).lower() for name in value.split(","))
    return tuple(name for name in names if name)
