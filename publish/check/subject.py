"""What is checked: one edition in one language, with all that was made of it."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from lxml import etree

from publish.check import origins
from publish.check.document import Document, as_outlook_sees
from publish.check.places import Sources
from publish.edition import Edition
from publish.problems import Place
from publish.theme import Theme


@dataclass(frozen=True, slots=True)
class Options:
    """What the person who checks has asked for."""

    today: dt.date
    clients: tuple[str, ...] = ()
    """Mail clients or families of them, like `outlook.windows` or `gmail`; all of the audience, if none are named."""
    online: bool = False
    """Whether other machines may be asked."""
    audience: Mapping[str, float] = field(default_factory=dict)
    """Share of each mail client among the readers, in per cent, as `checks.yml` has it; empty: the stock audience."""
    cache: Path | None = None
    """A private folder in which a family may remember what others answered; None: nowhere."""


@dataclass(frozen=True, eq=False)
class Subject:
    """
    One edition in one language.

    Formats that were not made, or are not to be checked, are missing in *files*; then `letter`, `page` and
    the like are None, and a family says nothing about them.
    """

    edition: Edition
    theme: Theme
    files: Mapping[str, Mapping[str, bytes]]
    """By format, then by the name of the artefact."""
    options: Options
    translations: Mapping[str, Edition] = field(default_factory=dict)
    """The same edition in its other languages, by language; empty when a single format is being built."""

    @cached_property
    def sources(self) -> Sources:
        """The files that all of it is written from."""
        return Sources(self.edition, self.theme.workspace)

    @cached_property
    def letter(self) -> Document | None:
        """The HTML of the newsletter, as all clients but classic Outlook read it."""
        data = self.file("newsletter", "newsletter.html")
        return Document("newsletter.html", "newsletter", data.decode("utf-8", "replace")) if data is not None else None

    @cached_property
    def letter_in_outlook(self) -> Document | None:
        """The same as classic Outlook for Windows reads it."""
        if self.letter is None:
            return None
        return Document(self.letter.name, self.letter.format, self.letter.html, as_outlook_sees)

    @cached_property
    def page(self) -> Document | None:
        """The web page."""
        data = self.file("web", "index.html")
        return Document("index.html", "web", data.decode("utf-8", "replace")) if data is not None else None

    @property
    def documents(self) -> tuple[Document, ...]:
        """Letter and page, as far as they are there."""
        return tuple(document for document in (self.letter, self.page) if document)

    @property
    def text(self) -> str | None:
        """The newsletter as plain text."""
        data = self.file("newsletter", "newsletter.txt")
        return data.decode("utf-8", "replace") if data is not None else None

    @property
    def message(self) -> bytes | None:
        """The newsletter as a message (`newsletter.eml`)."""
        return self.file("newsletter", "newsletter.eml")

    @property
    def brochure(self) -> bytes | None:
        """The PDF."""
        return self.file("brochure", "brochure.pdf")

    def file(self, format_: str, name: str) -> bytes | None:
        """One artefact; None if there is none."""
        return self.files.get(format_, {}).get(name)

    def place_of(self, document: Document, element: etree._Element) -> Place:
        """The line of the template that wrote *element*; the format's first template, if nobody can tell."""
        if document.format not in self._origins:
            self._origins[document.format] = origins.of(document, self.edition, self.theme)
        return self._origins[document.format].place(document, element)

    def place_of_words(self, words: str, document: Document, element: etree._Element) -> Place:
        """Where the edition's text holds *words*, else where they stand in settings or words.yml, else the template."""
        place = self.sources.in_edition(words) or self.sources.words(words)
        return place or self.place_of(document, element)

    @cached_property
    def _origins(self) -> dict[str, origins.Origins]:
        return {}
