"""How templates see an edition: its facts in one language, ready to be shown."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from publish.archive.manifest import BROCHURE, ORIGINAL
from publish.archive.site.copies import FIRST_PAGE, FIRST_PAGE_WIDTH, LETTER_PAGE
from publish.archive.site.model import CARD, LETTER, ORIGINAL_PAGE, PAGE, Kept
from publish.archive.store import Sealed
from publish.archive.texts import first_page_size
from publish.theme import Theme

_SHAPE = 640, 905
"""Width and height of the picture of a brochure's first page: A4."""


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
class Picture:
    """A picture, and how large it is."""

    href: str
    width: int
    height: int


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
    languages: Mapping[str, str]
    """In which it can be read, and where from its folder: a language may have come with a correction."""


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
        if self.kept.file(self.language, ORIGINAL_PAGE):
            return f"{self._folder}{ORIGINAL}"
        return f"{self._folder}" if self.kept.file(self.language, PAGE) else ""

    @property
    def is_imported(self) -> bool:
        """Whether it was made elsewhere."""
        return self.kept.is_imported

    @cached_property
    def social(self) -> str:
        """The picture that social media show, from the archive's front; empty if there is none."""
        names = {CARD: CARD, BROCHURE: FIRST_PAGE}
        name = next((shown for name, shown in names.items() if self.kept.file(self.language, name)), "")
        return f"{self.kept.id}/{self.language}/{name}" if name else ""

    @cached_property
    def letter(self) -> str:
        """The newsletter; empty if there is none."""
        return f"{self._folder}{LETTER_PAGE.removesuffix(PAGE)}" if self.kept.file(self.language, LETTER) else ""

    @cached_property
    def brochure(self) -> Download | None:
        """The PDF."""
        file = self.kept.file(self.language, BROCHURE)
        return Download(f"{self._folder}{BROCHURE}", file.pages, in_words(file.size, self.locale)) if file else None

    @cached_property
    def picture(self) -> Picture:
        """The picture of the brochure's first page."""
        return Picture(f"{self._folder}{FIRST_PAGE}", *(self._shape() if self.is_imported else _SHAPE))

    def _shape(self) -> tuple[int, int]:
        """Of a page that may have any."""
        width, height = first_page_size((self.kept.last.folder / self.language / BROCHURE).read_bytes())
        return FIRST_PAGE_WIDTH, round(FIRST_PAGE_WIDTH * height / width)

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
            languages={language: way for language in sealed.head.languages if (way := _way(sealed, language))},
        )
        for sealed in reversed(kept.versions)
    )


def _way(sealed: Sealed, language: str) -> str:
    """What to open of a seal; empty if there is nothing to look at."""
    files = {file.path for file in sealed.manifest.files}
    ways = (f"{language}/{name}" for name in (PAGE, ORIGINAL_PAGE, BROCHURE))
    return next((way for way in ways if way in files), "")


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
