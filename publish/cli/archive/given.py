"""What a person said of an edition made elsewhere: all of it, or everything that is missing or cannot be."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from publish.archive.manifest import About, is_edition
from publish.cli import starters
from publish.problems import did_you_mean
from publish.source.front_matter import is_alias
from publish.source.text import hidden_in

if TYPE_CHECKING:
    from publish.archive.bring import Old

_LONGEST = {"--title": 200, "--standfirst": 500, "--correct": 1000}
"""Characters."""


@dataclass(frozen=True, slots=True)
class Given:
    """The arguments, as they were typed."""

    files: tuple[Path, ...]
    day: dt.date | None
    languages: tuple[str, ...]
    titles: tuple[str, ...]
    standfirsts: tuple[str, ...]
    aliases: tuple[str, ...]
    name: str
    correction: str

    @property
    def each(self) -> tuple[str, ...]:
        """The language of each file: its own, or the one that was said for all."""
        return self.languages * len(self.files) if len(self.languages) == 1 else self.languages

    @property
    def edition(self) -> str:
        """The edition's id."""
        name = self.name or starters.slug(self.titles[0] if self.titles else "")
        return f"{self.day or '0000-00-00'}-{name}"

    @property
    def olds(self) -> "tuple[Old, ...]":
        """The files with their languages; while it is not said which have which, each has one of its own."""
        from publish.archive.bring import Old

        each = self.each if len(self.each) == len(self.files) else map(str, range(len(self.files)))
        return tuple(Old(file, language) for file, language in zip(self.files, each, strict=True))

    @property
    def abouts(self) -> dict[str, About]:
        """What the edition says of itself, by language, the first one first; to that, old addresses lead."""
        found = tuple(dict.fromkeys(self.each))
        titles, standfirsts = (_for_all(texts, len(found)) for texts in (self.titles, self.standfirsts))
        first, *others = (
            (one, About(title, standfirst))
            for one, title, standfirst in zip(found, titles, standfirsts or ("",) * len(found), strict=True)
        )
        return dict([(first[0], replace(first[1], aliases=self.aliases)), *others])


def _for_all(texts: tuple[str, ...], count: int) -> tuple[str, ...]:
    return texts * count if len(texts) == 1 else texts


def mistakes(given: Given, known: tuple[str, ...], today: dt.date) -> Iterator[str]:
    """Everything that keeps *given* from being an edition in a workspace of the languages *known*."""
    yield from _of_day(given.day, today)
    yield from _of_languages(given, known)
    yield from _of_titles(given)
    for option, texts in (("--standfirst", given.standfirsts), ("--correct", (given.correction,))):
        yield from _of_texts(option, texts)
    yield from _of_aliases(given.aliases)
    if given.name and not is_edition(f"2000-01-01-{given.name}"):
        suggestion = starters.slug(given.name)
        yield f"--name takes small letters, digits and hyphens, like `{suggestion}`, not {given.name[:80]!r}"


def missing(given: Given) -> bool:
    """Whether something was left out that the files may tell."""
    return not (given.day and given.languages and given.titles)


def offers(given: Given) -> Iterator[str]:
    """What the files say of themselves."""
    from publish.archive.bring.known import known_of

    for old in given.olds:
        known = known_of(old)
        said = (
            f"--date {known.day}" if known.day and not given.day else "",
            f"--lang {known.language}" if known.language and not given.languages else "",
            f'--title "{known.title}"' if known.title and not given.titles and not hidden_in(known.title) else "",
        )
        if any(said):
            yield f"{old.shown} says of itself: {' '.join(filter(None, said))}"


def _of_day(day: dt.date | None, today: dt.date) -> Iterator[str]:
    if day is None:
        yield "--date is missing: when was it published?"
    elif day > today:
        yield f"--date: {day} is still to come"


def _of_languages(given: Given, known: tuple[str, ...]) -> Iterator[str]:
    files, languages = len(given.files), len(given.languages)
    if not languages:
        yield f"--lang is missing: in which language is it? ({' or '.join(known)})"
    elif languages not in {1, files}:
        yield f"--lang was given {languages} times for {files} files: write it after each FILE, or once for all"
    for language in dict.fromkeys(given.languages):
        if language not in known:
            hint = did_you_mean(language, known)
            yield f"--lang: `{language}` is no language of this workspace; {hint}"


def _of_titles(given: Given) -> Iterator[str]:
    count = len(dict.fromkeys(given.each))
    if not given.titles:
        yield "--title is missing: what is it called?"
    for option, texts in (("--title", given.titles), ("--standfirst", given.standfirsts)):
        if given.languages and len(texts) > 1 and len(texts) != count:
            yield f"{option} was given {len(texts)} times for {count} language{'s' * (count > 1)}: write one for each"
    if "" in given.titles:
        yield "--title: expected some words"
    yield from _of_texts("--title", given.titles)


def _of_aliases(aliases: tuple[str, ...]) -> Iterator[str]:
    for alias in aliases:
        if not is_alias(alias):
            yield f"--alias takes an address below the archive's, like 2015/newsletter-3.html, not {alias[:80]!r}"


def _of_texts(option: str, texts: tuple[str, ...]) -> Iterator[str]:
    for text in texts:
        if found := hidden_in(text):
            yield f"{option}: found {found}; type it without"
        elif len(text) > _LONGEST[option]:
            yield f"{option}: {len(text)} characters, expected at most {_LONGEST[option]}"
