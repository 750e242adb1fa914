"""Dates and times as the language of the text writes them."""

import re

from publish.check.finding import Rule, Severity
from publish.check.language.slips import Pattern
from publish.check.language.texts import Form

DATES = Rule(
    "C607",
    Severity.COSMETIC,
    "Dates and times are written as the text's language writes them",
    "03/04 is April in Stockholm and March in New York, and a reader who must think about a date may come on the wrong "
    "day. Swedish writes 30 mars 2021 and 08.30, with small letters for months and days; English writes 30 March 2021, "
    "with capitals. 2021-03-30 is understood everywhere.",
    clauses=(
        "Svenska skrivregler (Språkrådet): datum och klockslag",
        "New Hart’s Rules (Oxford): dates",
        "ISO 8601-1:2019",
    ),
)
RULES = (DATES,)

_B = "[ \u00a0]"
_SV = "januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december"
_EN = "January|February|March|April|May|June|July|August|September|October|November|December"
_SMALL_EN = "january|february|april|june|july|august|september|october|november|december"
"""Without march and may, which are other words too."""
_ONLY_SV = "januari|februari|mars|maj|juni|juli|augusti|oktober"
_ONLY_EN = "January|February|March|May|June|July|August|October"
_DAYS_SV = "måndag|tisdag|onsdag|torsdag|fredag|lördag|söndag"
_DAYS_EN = "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"


def _capital(words: str) -> str:
    return "|".join(word.capitalize() for word in words.split("|"))


_SWEDISH = (
    Pattern(
        rule=DATES,
        says="a month has a capital in Swedish",
        spelt=re.compile(rf"(?<!\d)\d{{1,2}}(?::e)?{_B}(?:{_capital(_SV)})\b"),
        better="",
        languages=("sv",),
        hint="months are written with a small letter in Swedish",
    ),
    Pattern(
        rule=DATES,
        says="a day or month has a capital in Swedish",
        spelt=re.compile(
            rf"\b(?:i|på|den|från|till|sedan|under|varje|nästa|förra){_B}"
            rf"(?:(?:{_capital(_DAYS_SV)})(?:en|ar)?|(?:{_capital(_SV)}))\b(?!-|{_B}[A-ZÅÄÖ])"
        ),
        better="",
        languages=("sv",),
        hint="days and months are written with a small letter in Swedish",
    ),
    Pattern(
        rule=DATES,
        says="a date is written as in English",
        spelt=re.compile(
            rf"\b(?:{_ONLY_EN}|april|April|september|September|november|November|december|December|{_ONLY_SV})"
            rf"{_B}\d{{1,2}}(?:st|nd|rd|th)?,{_B}\d{{4}}\b|(?<!\d)\d{{1,2}}(?:st|nd|rd|th)?{_B}(?:{_ONLY_EN})\b"
        ),
        better="",
        languages=("sv",),
        forms=frozenset(Form),
        hint="write it like 30 mars 2021",
    ),
    Pattern(
        rule=DATES,
        says="a time is written as in English",
        spelt=re.compile(rf"\b\d{{1,2}}(?:[.:]\d\d)?{_B}?(?:[AaPp]\.?[Mm])\b"),
        better="",
        languages=("sv",),
        hint="write it like 08.30 or 20.30",
    ),
)
_ENGLISH = (
    Pattern(
        rule=DATES,
        says="a month has a small letter in English",
        spelt=re.compile(
            rf"(?<![\d.])\d{{1,2}}(?:st|nd|rd|th)?{_B}(?:(?:{_SMALL_EN})\b|(?:march|may),?{_B}(?:19|20)\d\d\b)"
        ),
        better="",
        languages=("en",),
        hint="months are written with a capital in English",
    ),
    Pattern(
        rule=DATES,
        says="a day has a small letter in English",
        spelt=re.compile(rf"\b(?:{_DAYS_EN.lower()})s?\b"),
        better="",
        languages=("en",),
        hint="days are written with a capital in English",
    ),
    Pattern(
        rule=DATES,
        says="a date is written as in Swedish",
        spelt=re.compile(
            rf"(?<!\d)\d{{1,2}}(?::e)?{_B}(?:{_ONLY_SV})\b|(?<![\d/])(?:[12]?\d|3[01])/(?:1[0-2]|[1-9]){_B}(?:19|20)\d\d\b"
        ),
        better="",
        languages=("en",),
        hint="write it like 30 March 2021",
    ),
    Pattern(
        rule=DATES,
        says="a time is written as in Swedish",
        spelt=re.compile(rf"\bkl\.?{_B}?\d{{1,2}}(?:[.:]\d\d)?"),
        better="",
        languages=("en",),
        hint="write it like 8.30 am or 20:30",
    ),
    Pattern(
        rule=DATES,
        says="a time after noon is counted to 24 and has pm too",
        spelt=re.compile(rf"\b(?:1[3-9]|2[0-4])(?:[.:]\d\d)?{_B}?[AaPp]\.?[Mm]\b"),
        better="",
        languages=("en",),
        hint="keep one of the two: 1 pm or 13:00",
    ),
)
_EITHER = (
    Pattern(
        rule=DATES,
        says="a date in figures can be read in two ways",
        spelt=re.compile(r"(?<![\w/.])(?:0?[1-9]|1[0-2])([/.])(?:0?[1-9]|1[0-2])\1(?:19|20)\d\d(?![\w/])"),
        better="",
        hint="write the month in letters, or 2021-03-30",
    ),
    Pattern(
        rule=DATES,
        says="a date in figures is not in a form of this language",
        spelt=re.compile(
            r"(?<![\w/.])(?:(?:19|20)\d\d([./])(?:0?[1-9]|1[0-2])\1(?:0?[1-9]|[12]\d|3[01])"
            r"|(?:1[3-9]|2\d|3[01])([./])(?:0?[1-9]|1[0-2])\2(?:19|20)\d\d"
            r"|(?:0?[1-9]|1[0-2])/(?:1[3-9]|2\d|3[01])/(?:19|20)\d\d)(?![\w/])"
        ),
        better="",
        hint="write the month in letters, or 2021-03-30",
    ),
)
PATTERNS = (*_SWEDISH, *_ENGLISH, *_EITHER)
