"""
The public site of an archive: what it shows, and where.

    index.html                      the front page in the main language, and below /<language>/ in each
    <language>/<year>/              the editions of a year
    <language>/feed.atom …          feeds
    <edition>/                      the page of an edition, in all its languages, with all its versions
    <edition>/<language>/           the edition itself: web page, brochure, letter, as it was sealed last
    <edition>/<version>/            the seals; nothing of the site is written there

Every address is for good. What is at `<edition>/<language>/` is a copy of the last seal's files; what letters of
earlier versions refer to stays beside it. An edition that was made elsewhere may have no web page, or one that is not
fit for everybody: there, a page of ours leads to its PDF, and to its web page below `original/`.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from publish.archive.manifest import ORIGINAL, About, SealedFile
from publish.archive.store import Sealed
from publish.workspace import Settings

LETTER, PAGE, CARD = "newsletter.html", "index.html", "card.png"
ORIGINAL_PAGE = f"{ORIGINAL}{PAGE}"
"""The web page of an edition that was made elsewhere."""


@dataclass(frozen=True)
class Kept:
    """One edition as the site shows it: its versions, the last of which counts."""

    versions: tuple[Sealed, ...]
    """Oldest first; at least one."""

    @property
    def last(self) -> Sealed:
        return self.versions[-1]

    @property
    def id(self) -> str:
        return self.last.head.edition

    @property
    def date(self) -> dt.date:
        return dt.date.fromisoformat(self.last.head.date)

    @property
    def languages(self) -> Mapping[str, About]:
        """What it says of itself, by language, the main one first."""
        return self.last.head.languages

    @property
    def published(self) -> dt.datetime:
        """When it was sealed first."""
        return dt.datetime.fromisoformat(self.versions[0].head.sealed)

    @property
    def updated(self) -> dt.datetime:
        """When it was sealed last."""
        return dt.datetime.fromisoformat(self.last.head.sealed)

    @property
    def is_imported(self) -> bool:
        """Whether its last version was made elsewhere."""
        return self.last.manifest.is_imported

    @property
    def in_each_language(self) -> "dict[str, Kept]":
        """For every language it ever had, the edition as it was when it last had it: its addresses are for good."""
        found: dict[str, Kept] = {}
        for number, sealed in enumerate(self.versions, start=1):
            found |= dict.fromkeys(sealed.head.languages, Kept(self.versions[:number]))
        return found

    @property
    def corrections(self) -> tuple[Sealed, ...]:
        """The versions that correct the one before them, oldest first."""
        return self.versions[1:]

    @cached_property
    def files(self) -> Mapping[str, SealedFile]:
        """The files of the last version, by path; read only when somebody asks."""
        return {file.path: file for file in self.last.manifest.files}

    def file(self, language: str, name: str) -> SealedFile | None:
        """One of the edition's files in *language*, like `brochure.pdf`."""
        return self.files.get(f"{language}/{name}")


@dataclass(frozen=True)
class Site:
    """All of it. Addresses are paths below the base address, without a slash in front."""

    editions: tuple[Kept, ...]
    """The newest first."""
    settings: Settings

    @property
    def base(self) -> str:
        """The public address, without a slash at its end."""
        return self.settings.base_url

    @property
    def languages(self) -> tuple[str, ...]:
        """Of its interface, the main one first."""
        return self.settings.languages

    def in_language(self, language: str) -> tuple[Kept, ...]:
        """The editions that are written in *language*, the newest first."""
        return self._in_language[language]

    def years(self, language: str) -> dict[int, tuple[Kept, ...]]:
        """The editions of each year, the newest first."""
        return self._years[language]

    def neighbours(self, kept: Kept) -> tuple[Kept | None, Kept | None]:
        """The edition before this one, and the one after it."""
        at = self._position[kept.id]
        after = self.editions[at - 1] if at else None
        return (self.editions[at + 1] if at + 1 < len(self.editions) else None), after

    @cached_property
    def _in_language(self) -> dict[str, tuple[Kept, ...]]:
        return {
            language: tuple(kept for kept in self.editions if language in kept.languages) for language in self.languages
        }

    @cached_property
    def _years(self) -> dict[str, dict[int, tuple[Kept, ...]]]:
        return {
            language: {year: tuple(some) for year, some in groupby(editions, key=lambda kept: kept.date.year)}
            for language, editions in self._in_language.items()
        }

    @cached_property
    def _position(self) -> dict[str, int]:
        return {kept.id: at for at, kept in enumerate(self.editions)}


def site_of(seals: Iterable[Sealed], settings: Settings) -> Site:
    """The site that shows *seals*."""
    by_edition = sorted(seals, key=lambda sealed: (sealed.head.edition, sealed.head.version))
    kept = [Kept(tuple(versions)) for _, versions in groupby(by_edition, key=lambda sealed: sealed.head.edition)]
    return Site(tuple(sorted(kept, key=lambda one: (one.date, one.id), reverse=True)), settings)
