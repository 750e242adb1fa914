"""Dates as people of a language write them. Babel takes a while to load, so only what writes dates does."""

from datetime import date

_NO_BREAK = "\u00a0"


def day(value: date, locale: str) -> str:
    """The date in words, with spaces at which no line ends."""
    from babel.dates import format_date

    return _whole(format_date(value, "long", locale=locale.replace("-", "_")))


def days(first: date, last: date, locale: str) -> str:
    """From the first to the last day, what they share written once."""
    from babel.dates import format_interval

    if first == last:
        return day(first, locale)
    return _whole(format_interval(first, last, "yMMMMd", locale=locale.replace("-", "_")))


def _whole(text: str) -> str:
    return _NO_BREAK.join(text.split())
