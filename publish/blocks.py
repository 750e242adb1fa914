"""
The kinds of block: what an editor writes in a fence, as one class a kind.

A kind is a class here and one partial a format (`templates/<format>/_<kind>.*`). A title and a
description on a field are what editors show as help (`publish schema`), so they speak to a
communicator. A kind whose YAML is a list keeps it in the field `items`.

Text fields are typed by what they may hold: `Words` (no Markdown), `Line` (inline Markdown) and
`Prose` (paragraphs). Reading them needs the edition's language: `model_validate(…, context=Reading(…))`.
"""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, ClassVar, TypeAlias

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    PlainValidator,
    ValidationInfo,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError

from publish import markdown, prose


@dataclass(frozen=True, slots=True)
class Reading:
    """What reading a field depends on."""

    language: str
    icons: frozenset[str] = frozenset()


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise PydanticCustomError("text_expected", "expected text")
    if not value.strip():
        raise PydanticCustomError("empty", "expected text, found nothing")
    return value


def _words(value: Any, info: ValidationInfo) -> str:
    return markdown.typeset(" ".join(_text(value).split()), info.context.language)


def _faulty(faults: tuple[markdown.Fault, ...]) -> PydanticCustomError:
    """All faults of one text in one error; the reader gives each its place."""
    return PydanticCustomError("markdown", "faulty text", {"faults": faults})


def _line(value: Any, info: ValidationInfo) -> tuple[prose.Inline, ...]:
    children, faults = markdown.read_line(_text(value), info.context.language)
    if faults:
        raise _faulty(faults)
    return children


def _prose(value: Any, info: ValidationInfo) -> tuple[prose.Node, ...]:
    nodes, faults = markdown.read_nodes(_text(value), info.context.language)
    if faults:
        raise _faulty(faults)
    return nodes


def _href(value: Any) -> str:
    href = _text(value).strip()
    if fault := markdown.link_fault(href):
        raise PydanticCustomError("link", "{reason}", {"reason": fault})
    return href


def _icon(value: Any, info: ValidationInfo) -> str:
    name = _text(value).strip()
    if name not in info.context.icons:
        known = tuple(sorted(info.context.icons))
        raise PydanticCustomError("icon", "unknown icon", {"found": name, "known": known})
    return name


def _language(value: str) -> str:
    if not markdown.is_language(value):
        raise PydanticCustomError("language", "expected a language like `sv` or `en-GB`")
    return value


def _day(value: Any) -> date:
    """A calendar date as ISO 8601 writes it, and nothing that merely resembles one."""
    text = _text(value).strip()
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise PydanticCustomError("date", "expected a date like 2021-03-30") from None
    if day.isoformat() != text:
        raise PydanticCustomError("date", "expected a date like 2021-03-30")
    return day


_STRING = WithJsonSchema({"type": "string"})
Words: TypeAlias = Annotated[str, PlainValidator(_words), _STRING]
Line: TypeAlias = Annotated[tuple[prose.Inline, ...], PlainValidator(_line), _STRING]
Prose: TypeAlias = Annotated[tuple[prose.Node, ...], PlainValidator(_prose), _STRING]
Href: TypeAlias = Annotated[str, PlainValidator(_href), WithJsonSchema({"type": "string", "format": "uri"})]
Icon: TypeAlias = Annotated[str, PlainValidator(_icon), _STRING]
Day: TypeAlias = Annotated[date, PlainValidator(_day), WithJsonSchema({"type": "string", "format": "date"})]
Language: TypeAlias = Annotated[str, AfterValidator(_language)]
PictureName: TypeAlias = Annotated[str, PlainValidator(_text), _STRING]
"""A file beside the edition's Markdown; the reader looks at the file itself."""


class Fields(BaseModel):
    """A mapping an editor writes: no field too many, none changed afterwards."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, populate_by_name=True, alias_generator=lambda name: name.replace("_", "-")
    )


class Block(Fields):
    """A part of an edition's body that is more than prose."""

    kind: ClassVar[str]
    """The info string of its fence, and its partial's name."""


class Figure(Fields):
    value: Words = Field(title="Figure", description="The number as it is to be read, like 40 %")
    text: Line = Field(title="What it measures")


class Figures(Block):
    """Numbers set large, each with what it measures."""

    kind = "figures"
    items: tuple[Figure, ...] = Field(min_length=1)


class FocusArea(Fields):
    title: Words = Field(title="Name of the area")
    question: Line = Field(title="The question it asks")
    text: Prose = Field(default=(), title="More about it")
    icon: Icon = Field(default="", title="Icon", description="A file in assets/icons, without .svg")


class FocusAreas(Block):
    """Areas of equal weight, each with its question."""

    kind = "focus-areas"
    items: tuple[FocusArea, ...] = Field(min_length=1)


class Partner(Fields):
    name: Words = Field(title="Name")
    link: Href = Field(default="", title="Web address")


class Partners(Block):
    """Names of partners, in the order written. An item may be the bare name."""

    kind = "partners"
    items: tuple[Partner, ...] = Field(min_length=1)


class Quote(Block):
    """One pulled sentence."""

    kind = "quote"
    text: Line = Field(title="What is said")
    by: Words = Field(default="", title="Who said it")
    role: Words = Field(default="", title="Title and organisation of the speaker")
    lang: Language = Field(default="", validate_default=False, title="Language, if not the edition's")


class Image(Block):
    """A picture with its text alternative."""

    kind = "image"
    picture: PictureName = Field(title="File", description="A picture beside the text, PNG, JPEG, WebP or SVG")
    alt: Words = Field(title="Text alternative", description="What one would say instead of the picture")
    caption: Line = Field(default=(), title="Caption")
    credit: Words = Field(default="", title="Who made it")


class CallToAction(Block):
    """One thing to do, as a button."""

    kind = "call-to-action"
    label: Words = Field(title="Text on the button")
    link: Href = Field(title="Where it leads")
    text: Line = Field(default=(), title="A sentence above the button")


class Article(Fields):
    headline: Words = Field(title="Headline")
    byline: Words = Field(default="", title="Byline")
    standfirst: Line = Field(default=(), title="Standfirst")
    text: Prose = Field(default=(), title="Text")
    picture: PictureName = Field(default="", title="Picture")
    alt: Words = Field(default="", title="Text alternative of the picture")
    link: Href = Field(default="", title="Where to read on")
    link_text: Words = Field(default="", title="Text of the link", description="Says what one gets, not “read more”")


class Articles(Block):
    """Short articles with headline, text, picture and link."""

    kind = "articles"
    items: tuple[Article, ...] = Field(min_length=1)


class Event(Fields):
    title: Words = Field(title="Name")
    date: Day = Field(title="Date")
    end: Day | None = Field(default=None, title="Last day, if it is not the first")
    time: Words = Field(default="", title="Time, like 08.30–10.00")
    place: Words = Field(default="", title="Place")
    link: Href = Field(default="", title="Where to sign up")
    link_text: Words = Field(default="", title="Text of the link")
    text: Line = Field(default=(), title="What happens")


class Events(Block):
    """Dates to come."""

    kind = "events"
    items: tuple[Event, ...] = Field(min_length=1)


class Contact(Block):
    """Whom to turn to."""

    kind = "contact"
    name: Words = Field(title="Person or organisation")
    role: Words = Field(default="", title="Role")
    address: Words = Field(default="", title="Postal address")
    email: Annotated[str, Field(pattern=r"^[^@\s]+@[^@\s]+\.[^@\s]+$")] = Field(default="", title="E-mail address")
    phone: Annotated[str, Field(pattern=r"^\+?[0-9][0-9 \-()]{4,}$")] = Field(default="", title="Telephone")
    website: Href = Field(default="", title="Web address")


KINDS: dict[str, type[Block]] = {
    kind.kind: kind
    for kind in (Figures, FocusAreas, Partners, Quote, Image, CallToAction, Articles, Events, Contact)
}
