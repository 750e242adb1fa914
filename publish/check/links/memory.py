"""What was at an address today: who checks twice a day asks once."""

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path

from publish.check.keeping import keep
from publish.check.links.answer import Answer, Kind

FILE = "links.json"
_KEPT = frozenset({Kind.THERE, Kind.MOVED})
"""Answers that are believed for a day. What was wrong may be put right in a minute, so that is asked again."""


def recall(folder: Path | None, today: dt.date) -> dict[str, Answer]:
    """The answers of *today*; what cannot be read is forgotten."""
    if folder is None:
        return {}
    try:
        entries = json.loads((folder / FILE).read_text("utf-8"))["answers"].items()
        return {
            str(address): Answer(Kind(entry["kind"]), str(entry["detail"]), str(entry["address"]))
            for address, entry in entries
            if entry["day"] == today.isoformat()
        }
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return {}


def remember(folder: Path | None, today: dt.date, answers: Mapping[str, Answer]) -> None:
    """Keep what is there for today, together with what was kept before."""
    good = {address: answer for address, answer in answers.items() if answer.kind in _KEPT}
    if folder is None or not good:
        return
    every = {**recall(folder, today), **good}
    entries = {address: {**asdict(answer), "day": today.isoformat()} for address, answer in sorted(every.items())}
    keep(folder / FILE, json.dumps({"answers": entries}, ensure_ascii=False, indent=1).encode())
