"""How people's data is put into words on a terminal."""

import datetime as dt


def day(seconds: int) -> str:
    """A time as a date and a time of day, UTC."""
    return dt.datetime.fromtimestamp(seconds, dt.UTC).strftime("%Y-%m-%d %H:%M")


def iso(seconds: int) -> str:
    """A time as machines read it."""
    return dt.datetime.fromtimestamp(seconds, dt.UTC).isoformat().replace("+00:00", "Z")
