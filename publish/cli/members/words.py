"""How people's data is put into words on a terminal."""

import datetime as dt


def visible(text: str) -> str:
    """*text* as it can be shown: nothing in it does anything to a terminal; at most 60 characters."""
    shown = "".join(one if one.isprintable() else f"\\u{{{ord(one):x}}}" for one in text[:61])
    return f"{shown[:60]}…" if len(text) > 60 else shown


def day(seconds: int) -> str:
    """A time as a date and a time of day, UTC."""
    return dt.datetime.fromtimestamp(seconds, dt.UTC).strftime("%Y-%m-%d %H:%M")


def iso(seconds: int) -> str:
    """A time as machines read it."""
    return dt.datetime.fromtimestamp(seconds, dt.UTC).isoformat().replace("+00:00", "Z")
