"""The folder of an edition into an `Edition`, or into all its problems."""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from publish import markdown
from publish.edition import Cover, Edition
from publish.problems import Place, Problem, SourceError, in_order
from publish.source.body import Body, read_body
from publish.source.front_matter import EditionReading, FrontMatter, split
from publish.source.pictures import Pictures
from publish.source.text import read_bytes, read_text
from publish.source.yaml import load

_ID = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})-[a-z0-9]+(-[a-z0-9]+)*")


class _Read(NamedTuple):
    front: FrontMatter | None
    body: Body | None
    problems: tuple[Problem, ...]


def read_edition(folder: Path, language: str, *, root: Path, icons: frozenset[str]) -> Edition:
    """
    Read the edition in *folder*, below the workspace *root*, in one language.

    Raises:
        SourceError: with every problem that the text, its blocks and its pictures have.
    """
    file = folder / f"{language}.md"
    path = (file.relative_to(root) if file.is_relative_to(root) else file).as_posix()
    day, folder_problems = _day(folder.name, path)
    data, problems = _inside(file, root, path) or read_bytes(file, path)
    if problems:
        raise SourceError(*in_order((*folder_problems, *problems)))
    pictures = Pictures(folder, root)
    front, body, problems = _read(data, path, EditionReading(language, icons, pictures.look, day=day))
    if not front or not body or folder_problems or problems:
        raise SourceError(*in_order((*folder_problems, *problems)))
    return Edition(
        id=folder.name,
        language=language,
        languages=languages(folder),
        **_fields(front),
        chapters=body.chapters,
        notes=body.notes,
        pictures=pictures.found,
        path=path,
        source=data,
    )


def languages(folder: Path) -> tuple[str, ...]:
    """The languages that the edition in *folder* is written in, by the names of its files."""
    return tuple(sorted(file.stem for file in folder.glob("*.md") if markdown.is_language(file.stem)))


def _inside(file: Path, root: Path, path: str) -> tuple[bytes, tuple[Problem, ...]] | None:
    """The problem of a text that is a link to somewhere else."""
    if file.resolve().is_relative_to(root.resolve()):
        return None
    message = "the file is a link to a file outside the workspace"
    return b"", (Problem("E100", message, Place(path), "copy the file itself into the folder"),)


def _read(data: bytes, path: str, reading: EditionReading) -> _Read:
    text, problems = read_text(data, path)
    if problems:
        return _Read(None, None, problems)
    yaml, below, first_line, problems = split(text, path)
    if problems:
        return _Read(None, None, problems)
    body = read_body("\n" * (first_line - 1) + below, path, reading)
    reading = replace(reading, targets=body.targets)
    front, problems = load(FrontMatter, yaml, path=path, first_line=2, context=reading)
    return _Read(front, body, (*problems, *body.problems))


def _fields(front: FrontMatter) -> dict[str, Any]:
    """The front matter as fields of an edition; what was left out comes from what is there."""
    cover = front.cover
    return {
        "title": front.title,
        "date": front.date,
        "updated": front.updated,
        "category": front.category,
        "standfirst": front.standfirst,
        "preheader": front.mail_preheader(),
        "subject": front.subject or front.title,
        "aliases": front.aliases,
        "cover": Cover(cover.picture, cover.wide or cover.picture, cover.alt) if cover else None,
    }


def _day(name: str, path: str) -> tuple[date | None, tuple[Problem, ...]]:
    """The date in the name of an edition's folder."""
    hint = "name it after its date and its title, in small letters without accents; the name is its address for good"
    if found := _ID.fullmatch(name):
        try:
            return date.fromisoformat(found[1]), ()
        except ValueError:
            return None, (
                Problem(
                    "E122",
                    f"the folder's name '{name}' begins with a day that the calendar does not have",
                    Place(path),
                    hint,
                ),
            )
    return None, (
        Problem("E122", f"expected a folder name like `2021-03-30-a-title`, found '{name}'", Place(path), hint),
    )
