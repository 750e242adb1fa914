"""Dates as people of a language write them. Babel takes a while to load, so only what writes dates does."""

from datetime import date

_NO_BREAK = "\u00a0"


def day(value: date, locale: str) -> str:
    """The date in words, with spaces at which no line ends."""
    from babel.dates import format_date

    return _whole(format_date(_date(value), "long", locale=_babel(locale)))


def days(first: date, last: date, locale: str) -> str:
    """From the first to the last day, what they share written once: `4–6 May 2021`, `4 May–1 June 2021`."""
    start, end = day(first, locale), day(last, locale)
    if first == last:
        return end
    number = start.split(_NO_BREAK, maxsplit=1)[0]
    if (first.year, first.month) == (last.year, last.month) and number.rstrip(".") == str(first.day):
        return f"{number}–{end}"
    if first.year == last.year and end.endswith(str(last.year)):
        start = start.removesuffix(str(first.year)).rstrip(f"{_NO_BREAK},")
    return f"{start}–{end}"


def _date(value: date) -> date:
    if not isinstance(value, date):
        raise TypeError(f"expected a date, found '{value}'")
    return value


def _babel(locale: str) -> str:
    return locale.replace("-", "_")


def _whole(text: str) -> str:
    return _NO_BREAK.join(text.split())
