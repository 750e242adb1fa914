"""What feeds say, whatever their form: a channel and its entries."""

import datetime as dt
from dataclasses import dataclass
from functools import cached_property

from publish.archive.manifest import BROCHURE, About
from publish.archive.site.making import Making
from publish.archive.site.model import Site
from publish.archive.store import Sealed


@dataclass(frozen=True)
class Channel:
    """A feed as a whole, in one language."""

    language: str
    title: str
    about: str
    address: str
    """Of the front page."""
    base: str
    """Of the feed's files, with a slash at its end."""
    author: str
    email: str


@dataclass(frozen=True)
class Entry:
    """One seal, in one language."""

    sealed: Sealed
    language: str
    base: str
    correction_word: str
    """What stands in front of a correction."""

    @property
    def id(self) -> str:
        """The public address of the edition in this language: the same for all its versions."""
        return f"{self.base}/{self.sealed.head.edition}/{self.language}/"

    @property
    def sha256(self) -> str:
        return self.sealed.sha256

    @property
    def about(self) -> About:
        return self.sealed.head.languages[self.language]

    @property
    def published(self) -> dt.datetime:
        """The edition's own day; a day has no hour, so it is noon in UTC, which is the same day almost everywhere."""
        return dt.datetime.combine(dt.date.fromisoformat(self.sealed.head.date), dt.time(12), dt.UTC)

    @property
    def updated(self) -> dt.datetime:
        """When this version was sealed."""
        return dt.datetime.fromisoformat(self.sealed.head.sealed)

    @property
    def summary(self) -> str:
        """The standfirst, or for want of one the title; and what was corrected."""
        correction, words = self.sealed.head.correction, self.about.standfirst or self.about.title
        return f"{words} {self.correction_word}: {correction}" if correction else words

    @cached_property
    def brochure(self) -> tuple[str, int]:
        """Address and bytes of the PDF; two empty values if there is none."""
        path = f"{self.language}/{BROCHURE}"
        size = next((file.size for file in self.sealed.manifest.files if file.path == path), 0)
        return (f"{self.id}{BROCHURE}", size) if size else ("", 0)


def channel_of(made: Making, language: str) -> Channel:
    """The feed of one language."""
    publisher = made.workspace.settings.publisher[language]
    base = f"{made.site.base}/{language}/"
    return Channel(language, publisher.name, publisher.about, base, base, publisher.name, publisher.email)


def entries_of(site: Site, language: str) -> tuple[Entry, ...]:
    """Every seal that has the language, in the order they were made."""
    seals = sorted(
        (sealed for kept in site.editions for sealed in kept.versions if language in sealed.head.languages),
        key=lambda sealed: sealed.head.number,
    )
    word = _CORRECTED.get(language.partition("-")[0], _CORRECTED["en"])
    return tuple(Entry(sealed, language, site.base, word) for sealed in seals)


_CORRECTED = {"sv": "Rättelse", "en": "Correction"}
