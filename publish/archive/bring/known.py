"""
What a file from elsewhere says of itself: its day, title and language.

That is offered to the person who did not say it, and never believed: programs write down the day a file was saved,
and the title of the text before.
"""

import datetime as dt
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from publish.archive.bring.beside import LARGEST
from publish.archive.bring.taking import Old
from publish.archive.bring.trial import tried
from publish.problems import PublishError

_DAYS = frozenset({"article:published_time", "date", "dc.date", "dcterms.created", "dcterms.issued", "pubdate"})

_HEAD = 65_536
"""Bytes of a page that are looked at; its head is there."""


@dataclass(frozen=True, slots=True)
class Known:
    """What it says; empty is what it does not say."""

    day: dt.date | None = None
    title: str = ""
    language: str = ""


def known_of(old: Old) -> Known:
    """What the file says of itself. One that cannot be read says nothing."""
    with suppress(OSError, PublishError):
        if old.file.is_file() and old.file.stat().st_size <= LARGEST:
            data = old.file.read_bytes()
            return _of_page(data[:_HEAD]) if old.is_page else _of_pdf(data, old.shown)
    return Known()


def _of_pdf(data: bytes, shown: str) -> Known:
    found = tried(data, shown)
    return Known(dt.date.fromisoformat(found.day) if found.day else None, found.title, found.language)


def _of_page(data: bytes) -> Known:
    from lxml import html

    try:
        root: Any = html.document_fromstring(data, parser=html.HTMLParser(encoding="utf-8"))
    except (html.etree.ParserError, ValueError):
        return Known()
    title = " ".join(str(root.findtext(".//title") or "").split())
    return Known(next(_days(root), None), title, str(root.get("lang") or root.get("xml:lang") or ""))


def _days(root: Any) -> Iterator[dt.date]:
    texts = [meta.get("content", "") for meta in root.iter("meta") if _name(meta) in _DAYS]
    for text in (*texts, *(time.get("datetime", "") for time in root.iter("time"))):
        with suppress(ValueError):
            yield dt.date.fromisoformat(text.strip()[:10])


def _name(meta: Any) -> str:
    return str(meta.get("name") or meta.get("property") or "").lower()
