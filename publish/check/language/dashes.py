"""Dashes, hyphens and minus signs that typesetting could not put right."""

import re

from publish.check.finding import Rule, Severity
from publish.check.language.slips import Pattern

_SWEDISH = "Svenska skrivregler (Språkrådet)"
_ENGLISH = "New Hart’s Rules (Oxford)"
DASHES = Rule(
    "C602",
    Severity.COSMETIC,
    "A dash is a dash, a hyphen a hyphen and a minus a minus",
    "A hyphen joins the parts of a word. Between numbers that mean from–to, and around a remark, stands a dash. "
    "A hyphen with blanks on both sides is set as a dash by itself; what is found here has to be typed.",
    clauses=(f"{_SWEDISH}: tankstreck, bindestreck", f"{_ENGLISH}: hyphens and dashes"),
)
RULES = (DASHES,)

_DASH = "type –: Alt+0150 in Windows, ⌥- on a Mac"
_B = "[ \u00a0]"
_LETTER = r"[^\W\d_]"
_SUSPENDED = (
    r"(?:och|eller|samt|respektive|resp|men|utan|inte|till|som|plus|and|or|to|nor|but|as|versus|och/eller|and/or|&)"
)
_TIME = r"(?:[01]?\d|2[0-4])[.:][0-5]\d"
_YEAR = r"(?:1[5-9]|20)\d\d"


def _no_range(match: re.Match[str]) -> bool:
    """Whether two numbers with a hyphen between them are a name, a result or a code rather than from–to."""
    first, second = int(match[1]), int(match[2])
    return first >= second or match[0] in {"7-11", "9-11"} or "0" in (match[1][0], match[2][0])


def _no_years(match: re.Match[str]) -> bool:
    """Whether it may be a month: 2021-03."""
    first, second = match[1], match[2]
    whole = int(second) if len(second) == 4 else int(first[:2] + second)
    return whole <= int(first) or (len(second) == 2 and int(second) <= 12)


PATTERNS = (
    Pattern(
        rule=DASHES,
        says="a hyphen stands between years",
        spelt=re.compile(rf"(?<![\w/.-])({_YEAR})-({_YEAR}|\d\d)(?![\w/-])(?!\.\d)"),
        better=r"\1–\2",
        hint=_DASH,
        unless=_no_years,
    ),
    Pattern(
        rule=DASHES,
        says="a hyphen stands between times",
        spelt=re.compile(rf"(?<![\w/.:-])({_TIME})-({_TIME})(?![\w/-])"),
        better=r"\1–\2",
        hint=_DASH,
    ),
    Pattern(
        rule=DASHES,
        says="a hyphen stands between numbers",
        spelt=re.compile(rf"(?<![\w/.:,+–-])(?<!\d{_B})(\d{{1,3}})-(\d{{1,3}})(?![\w/:-])(?![.,]\d)(?!{_B}\d)"),
        better=r"\1–\2",
        hint=f"{_DASH}; a hyphen is right if they do not mean from–to",
        unless=_no_range,
    ),
    Pattern(
        rule=DASHES,
        says="blanks stand around the dash between times or years",
        spelt=re.compile(rf"(?<![\w.:/-])(?:({_TIME}){_B}[–-]{_B}({_TIME})|({_YEAR}){_B}[–-]{_B}({_YEAR}))(?![\w:/-])"),
        better="",
        hint="write it without blanks, like 08.30–10.00",
    ),
    Pattern(
        rule=DASHES,
        says="a hyphen stands for a minus",
        spelt=re.compile(
            rf"(?<![^\s(])-(\d{{1,6}}(?:[.,]\d{{1,3}})?{_B}?(?:%|‰|°|grader|degrees|procent|per cent)"
            r"|\d{1,6}[.,]\d{1,6}$)"
        ),
        better=r"−\1",
        hint="type −, or copy it from here",
    ),
    Pattern(
        rule=DASHES,
        says="two hyphens stand for a dash",
        spelt=re.compile(rf"({_LETTER}{{1,40}})--({_LETTER}{{1,40}})"),
        better="",
        hint="write a blank, a hyphen and a blank: it is set as a dash",
    ),
    Pattern(
        rule=DASHES,
        says="a hyphen stands for a dash, with a blank on one side",
        spelt=re.compile(
            rf"{_LETTER}{{1,40}}(?:-{_B}(?!{_SUSPENDED}\b|-){_LETTER}{{1,40}}|{_B}-(?!{_SUSPENDED}\b){_LETTER}{{4,}})"
        ),
        better="",
        hint="write blanks on both sides: it is set as a dash; or none, if it joins two words",
    ),
    Pattern(
        rule=DASHES,
        says="a dash has a blank on one side alone",
        spelt=re.compile(rf"{_LETTER}{{1,40}}(?:[–—]{_B}{_LETTER}{{1,40}}|{_B}[–—]{_LETTER}{{1,40}})"),
        better="",
        hint="write blanks on both sides",
    ),
    Pattern(
        rule=DASHES,
        says="the long dash of English stands in Swedish text",
        spelt=re.compile(rf"[^\s—\ufffc]{{1,40}}{_B}?—{_B}?[^\s—\ufffc]{{1,40}}"),
        better="",
        languages=("sv",),
        hint="write a blank, a hyphen and a blank: it is set as a dash",
    ),
)
