"""What stands above the text: title, dates, standfirst and the like, as YAML between two lines `---`."""

import datetime as dt
import re
from dataclasses import dataclass
from typing import Annotated, Any, TypeAlias

from pydantic import Field, PlainValidator, ValidationInfo, WithJsonSchema, field_validator

from publish.blocks import Alt, Day, Fields, Line, Mistake, PictureName, Reading, Words, refuse
from publish.problems import Place, Problem
from publish.prose import plain

_PREHEADER = 100
"""Characters that mail programs show beside the subject, at most."""


@dataclass(frozen=True, slots=True)
class EditionReading(Reading):
    """What reading an edition's front matter depends on."""

    day: dt.date | None = None
    """The date in the folder's name."""


_ALIAS = re.compile(r"[A-Za-z0-9_~-][A-Za-z0-9._~-]*(?:/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)*/?")
_LONGEST_ALIAS = 200


def is_alias(path: str) -> bool:
    """Whether this can be an old address of an edition, as a path below the archive's."""
    return bool(_ALIAS.fullmatch(path)) and len(path) <= _LONGEST_ALIAS


def _alias(value: Any) -> str:
    path = str(value).strip()
    if not is_alias(path):
        hint = "write the part after the archive's address, without `/` before it: 2015/newsletter-3.html"
        refuse(Mistake("E125", f"expected an old address of this edition, found '{path}'", hint))
    return path


Alias: TypeAlias = Annotated[str, PlainValidator(_alias), WithJsonSchema({"type": "string"})]


class CoverFields(Fields):
    """The picture of the whole edition."""

    picture: PictureName = Field(
        title="Upright picture", description="A file beside the text, for pages that are higher than wide"
    )
    wide: PictureName = Field(
        default="", title="Wide picture", description="The same for screens and mail. The upright one, if left out"
    )
    alt: Alt = Field(title="Text alternative", description="What one would say instead of the picture")


class FrontMatter(Fields):
    """What is known about an edition besides its text."""

    title: Words = Field(title="Title", description="The headline of the whole edition")
    date: Day = Field(
        title="Date", description="The day it is published, like 2021-03-30. The folder's name begins with it"
    )
    updated: Day | None = Field(
        default=None, title="Updated", description="The day of the last change, if it changed after it was published"
    )
    category: Words = Field(title="Category", description="The subject it belongs to, one or two words")
    standfirst: Line = Field(
        title="Standfirst", description="One or two sentences that say what it is about and make one read on"
    )
    preheader: Words = Field(
        default="",
        title="Preheader",
        description="What mail programs show beside the subject. The standfirst's beginning, if left out",
    )
    subject: Words = Field(default="", title="Subject", description="The subject of the mail. The title, if left out")
    cover: CoverFields | None = Field(default=None, title="Cover", description="The picture of the whole edition")
    aliases: tuple[Alias, ...] = Field(
        default=(),
        title="Old addresses",
        description="Paths below the archive's address that lead here, like 2015/newsletter-3.html",
    )

    @field_validator("date")
    @classmethod
    def _as_the_folder_says(cls, day: dt.date, info: ValidationInfo) -> dt.date:
        expected = getattr(info.context, "day", None)
        if expected and expected != day:
            message = f"the date {day} is not the one in the folder's name, {expected}"
            hint = "change the one that is wrong; the folder's name is the edition's address for good"
            refuse(Mistake("E123", message, hint))
        return day

    @field_validator("updated")
    @classmethod
    def _after_the_date(cls, updated: Any, info: ValidationInfo) -> Any:
        published = info.data.get("date")
        if updated and published and updated < published:
            refuse(Mistake("E124", f"it was updated on {updated}, before it was published on {published}"))
        return updated

    def mail_preheader(self) -> str:
        """The preheader, or else the beginning of the standfirst."""
        return self.preheader or _cut(plain(self.standfirst))


def _cut(text: str) -> str:
    if len(text) <= _PREHEADER:
        return text
    return text[: _PREHEADER - 1].rpartition(" ")[0].rstrip(" ,;:–-") + "…"


def split(text: str, path: str) -> tuple[str, str, int, tuple[Problem, ...]]:
    """
    Divide *text* at its lines `---`: the YAML, the Markdown, the Markdown's first line, and problems.

    The YAML begins on line 2.
    """
    lines = text.split("\n")
    if lines[0].rstrip() != "---":
        return "", "", 0, (_unopened(lines, path),)
    for number, line in enumerate(lines[1:], start=2):
        if line.rstrip() == "---":
            return "\n".join(lines[1 : number - 1]), "\n".join(lines[number:]), number + 1, ()
    hint = "write `---` on a line of its own below the last field"
    return "", "", 0, (Problem("E121", "the front matter that begins here is never closed", Place(path, 1, 1), hint),)


def _unopened(lines: list[str], path: str) -> Problem:
    first = next(number for number, line in enumerate(lines, start=1) if line.strip())
    found = lines[first - 1].strip()
    if found == "---":
        return Problem(
            "E120", "blank lines stand above the front matter", Place(path, 1, 1), "let the file begin with `---`"
        )
    hint = "write `---`, the fields `title`, `date`, `category` and `standfirst`, and `---` again"
    shown = found if len(found) <= 30 else f"{found[:29]}…"
    return Problem(
        "E120", f"expected the front matter to begin with `---`, found '{shown}'", Place(path, first, 1), hint
    )
