"""A workspace's database, and lists to be taken in."""

import datetime as dt
from pathlib import Path

from publish.members.arrival import Note, Report, Wish
from publish.members.bases import Basis
from publish.members.importing import Source, look, take_in
from publish.members.people import Fallback
from publish.members.received import Refused

NOW = dt.datetime(2026, 11, 24, 9, 0, tzinfo=dt.UTC)
AGREED = Fallback(Basis.CONSENT, "a form", "2024-05-17")
ANNA, BO = "anna@ek.example", "bo@ek.example"


def write_list(folder: Path, text: str, encoding: str = "utf-8") -> Source:
    """A list of this *text*."""
    file = folder / "members.csv"
    file.write_bytes(text.encode(encoding))
    return Source(file)


def taken(
    root: Path, text: str, *, update: bool = False, fallback: Fallback = AGREED, now: dt.datetime = NOW
) -> tuple[Report, list[Refused | Note]]:
    """Take a list of this *text* in; the report, and what was told of rows."""
    told: list[Refused | Note] = []
    with write_list(root, text).opened() as list_:
        return take_in(root, list_, Wish(now, update=update, fallback=fallback), told.append), told


def looked(root: Path, text: str, *, fallback: Fallback = AGREED) -> tuple[Report, list[Refused | Note]]:
    """Only look at it."""
    told: list[Refused | Note] = []
    with write_list(root, text).opened() as list_:
        return look(root, list_, Wish(NOW, fallback=fallback), told.append), told
