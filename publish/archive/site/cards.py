"""How templates see an edition: its facts in one language, ready to be shown."""

import datetime as dt
from dataclasses import dataclass
from functools import cached_property

from publish.archive.site.copies import FIRST_PAGE, LETTER_PAGE
from publish.archive.site.model import BROCHURE, LETTER, PAGE, Kept
from publish.theme import Theme

_RATIO = 1.414
"""Height of A4 by its width, until the picture of a first page says otherwise."""


@dataclass(frozen=True)
class Link:
    """Somewhere to go from a page."""

    text: str
    href: str
    language: str = ""


@dataclass(frozen=True)
class Download:
    """A file, and what to know before one opens it."""

    href: str
    pages: int
    size: str
    """In words: `91 kB`."""


@dataclass(frozen=True)
class Version:
    """One version of an edition, as its page tells of it."""

    number: int
    sealed: dt.date
    correction: str
    folder: str
    """From the edition's page, with a slash at its end."""
    is_last: bool
    sha256: str
    languages: tuple[str, ...]
    """In which it can be read: a language may have come with a correction."""


@dataclass(frozen=True)
class Card:
    """One edition in one language."""

    kept: Kept
    language: str
    root: str
    """The way from the page it stands on to the archive's front, like `../../`; empty there."""
    locale: str

    @property
    def title(self) -> str:
        return self.kept.languages[self.language].title

    @property
    def standfirst(self) -> str:
        return self.kept.languages[self.language].standfirst

    @property
    def category(self) -> str:
        return self.kept.languages[self.language].category

    @property
    def date(self) -> dt.date:
        return self.kept.date

    @property
    def corrected(self) -> dt.date | None:
        """The day it was corrected last."""
        return self.kept.updated.date() if self.kept.corrections else None

    @property
    def page(self) -> str:
        """The edition's page."""
        return f"{self.root}{self.kept.id}/"

    @cached_property
    def web(self) -> str:
        """The edition itself on the web; empty if it has no web page."""
        return f"{self._folder}" if self.kept.file(self.language, PAGE) else ""

    @cached_property
    def letter(self) -> str:
        """The newsletter; empty if there is none."""
        return f"{self._folder}{LETTER_PAGE.removesuffix(PAGE)}" if self.kept.file(self.language, LETTER) else ""

    @cached_property
    def brochure(self) -> Download | None:
        """The PDF."""
        file = self.kept.file(self.language, BROCHURE)
        return Download(f"{self._folder}{BROCHURE}", file.pages, in_words(file.size, self.locale)) if file else None

    @property
    def picture(self) -> str:
        """The picture of the brochure's first page."""
        return f"{self._folder}{FIRST_PAGE}"

    @property
    def _folder(self) -> str:
        return f"{self.root}{self.kept.id}/{self.language}/"


def versions(kept: Kept) -> tuple[Version, ...]:
    """All versions, the newest first."""
    return tuple(
        Version(
            number=sealed.head.version,
            sealed=dt.date.fromisoformat(sealed.head.sealed[:10]),
            correction=sealed.head.correction,
            folder=f"{sealed.head.version}/",
            is_last=sealed is kept.last,
            sha256=sealed.sha256,
            languages=tuple(sealed.head.languages),
        )
        for sealed in reversed(kept.versions)
    )


def card(kept: Kept, language: str, root: str, theme: Theme) -> Card:
    """An edition for a page in *language*: in that language, or in its main one."""
    shown = language if language in kept.languages else next(iter(kept.languages))
    return Card(kept, shown, root, theme.words(shown).date_locale)


def in_words(size: int, locale: str) -> str:
    """`91 kB`, `1.2 MB`: with the language's decimal mark, and a space at which no line ends."""
    if size < 999_500:
        return f"{max(1, round(size / 1000))}\u00a0kB"
    number = f"{size / 1_000_000:.1f}"
    return f"{number if locale.startswith('en') else number.replace('.', ',')}\u00a0MB"
