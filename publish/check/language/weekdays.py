"""Weekdays that do not belong to their dates, and days that no month has."""

import datetime as dt
import re
from collections.abc import Iterator

from publish.check.finding import Rule, Severity
from publish.check.language.slips import Slip
from publish.check.language.texts import Form, Text

WEEKDAYS = Rule(
    "C611",
    Severity.COSMETIC,
    "A date exists, and its weekday belongs to it",
    "Who reads 'tisdag 31 mars' and finds a Wednesday in the calendar does not know which of the two is meant, and "
    "may come on the wrong day. Look the date up and correct the one that is wrong. Where no year is written, the one "
    "nearest to the edition's date is taken.",
)
RULES = (WEEKDAYS,)

_NEAR = dt.timedelta(days=150)
"""How far from the edition's date a day without a year is taken to be."""
_B = "[ \u00a0]"
_DAYS = {
    "sv": ("måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
_MONTHS = {
    "sv": [
        "januari",
        "februari",
        "mars",
        "april",
        "maj",
        "juni",
        "juli",
        "augusti",
        "september",
        "oktober",
        "november",
        "december",
    ],
    "en": [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
}
_DATES = {
    "sv": re.compile(
        rf"\b(?:({'|'.join(_DAYS['sv'])})(?:en)?{_B}(?:den{_B})?)?(?<!\d)(\d{{1,2}})(?::[ae])?{_B}"
        rf"({'|'.join(_MONTHS['sv'])})\b(?:{_B}(\d{{4}})\b)?",
        re.IGNORECASE,
    ),
    "en": re.compile(
        rf"\b(?:({'|'.join(_DAYS['en'])}),?{_B}(?:the{_B})?)?(?<!\d)(\d{{1,2}})(?:st|nd|rd|th)?{_B}(?:of{_B})?"
        rf"({'|'.join(_MONTHS['en'])})\b(?:,?{_B}(\d{{4}})\b)?"
    ),
}


def slips(text: Text, published: dt.date) -> Iterator[Slip]:
    """Days of *text* that the calendar does not have; an edition is *published* in the year that is meant."""
    language = text.language.partition("-")[0]
    if language not in _DATES or text.form is Form.NAME:
        return
    for found in _DATES[language].finditer(text.own):
        weekday, day, month, year = found.groups()
        number = [name.lower() for name in _MONTHS[language]].index(month.lower()) + 1
        dates = _dates(int(day), number, int(year) if year else None, published)
        if not dates:
            message = f"the calendar has no day '{found[0]}'"
        elif weekday and (meant := _mistaken(weekday, dates, language, published)):
            message = f"the weekday in '{found[0]}' is not that of the date: {meant}"
        else:
            continue
        yield Slip(WEEKDAYS, found[0].lower(), text, found.start(), message, "correct the weekday or the date")


def _dates(day: int, month: int, year: int | None, published: dt.date) -> list[dt.date]:
    """The dates that can be meant: one with a year, else that day in the years around."""
    found = []
    for one in (year,) if year is not None else range(max(published.year - 4, 1), min(published.year + 5, 9999)):
        try:
            found.append(dt.date(one, month, day))
        except ValueError:
            continue
    return found if year is not None else sorted(found, key=lambda date: abs(date - published))


def _mistaken(weekday: str, dates: list[dt.date], language: str, published: dt.date) -> str:
    """The weekday of the date that is meant, if it is another; empty where nobody can tell."""
    meant = dates[0]
    names = _DAYS[language]
    if len(dates) > 1 and abs(meant - published) > _NEAR:
        return ""
    if names[meant.weekday()].lower() == weekday.lower():
        return ""
    return f"it is '{names[meant.weekday()]}' in {meant.year}"
