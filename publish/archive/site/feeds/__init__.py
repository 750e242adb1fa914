"""
Feeds of each language, newest first: Atom for good, RSS 2.0 and JSON Feed 1.1 for the last entries.

An entry is a seal, not an edition: a correction is a new entry with the same id and a later `updated`. So the log of
entries only grows, and the archive documents of RFC 5005 (`atom`) never change once they are full.
"""

from collections.abc import Iterator

from publish.archive.site.feeds import atom, json_feed, rss
from publish.archive.site.feeds.entry import Channel, Entry, channel_of, entries_of
from publish.archive.site.leaves import Leaf, fingerprint
from publish.archive.site.making import Making

PER_DOCUMENT = 20
"""Entries of the current feed, and of each archive document."""


def leaves(made: Making) -> Iterator[Leaf]:
    """The feeds of every language of the interface."""
    for language in made.site.languages:
        entries = entries_of(made.site, language)
        channel = channel_of(made, language)
        full = len(entries) // PER_DOCUMENT
        for number in range(1, full + 1):
            yield _archived(made, channel, entries, number, full)
        yield _current(made, channel, entries, full)


def _current(made: Making, channel: Channel, entries: tuple[Entry, ...], full: int) -> Leaf:
    latest = _each_once(entries[::-1])[:PER_DOCUMENT]
    folder = channel.language

    def make() -> dict[str, bytes]:
        return {
            f"{folder}/feed.atom": atom.current(channel, latest, full),
            f"{folder}/feed.rss": rss.document(channel, latest),
            f"{folder}/feed.json": json_feed.document(channel, latest),
        }

    return Leaf(f"feed {folder}", _word(made, latest, str(full)), make)


def _archived(made: Making, channel: Channel, entries: tuple[Entry, ...], number: int, full: int) -> Leaf:
    """The document of some old entries; it changes once more when the one after it is full."""
    some = entries[(number - 1) * PER_DOCUMENT : number * PER_DOCUMENT][::-1]
    path = f"{channel.language}/feeds/{number}.atom"
    has_next = number < full

    def make() -> dict[str, bytes]:
        return {path: atom.archived(channel, some, number, has_next=has_next)}

    return Leaf(f"feed {path}", _word(made, some, str(has_next)), make)


def _each_once(entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """The newest entry of each edition."""
    seen: dict[str, Entry] = {}
    for entry in entries:
        seen.setdefault(entry.id, entry)
    return tuple(seen.values())


def _word(made: Making, entries: tuple[Entry, ...], more: str) -> str:
    return fingerprint(made.look, more, *(entry.sha256 for entry in entries))
