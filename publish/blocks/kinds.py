"""
The kinds of block, one class each. Titles and descriptions are the help that editors show.

A new kind is a class here, its name in `KINDS`, and one partial a format.
"""

from typing import Any, ClassVar, Self

from pydantic import ConfigDict, Field, ValidationInfo, field_validator, model_validator

from publish.blocks.fields import (
    Alt,
    Day,
    Email,
    Fields,
    Href,
    Icon,
    Language,
    Line,
    LinkWords,
    Mistake,
    Phone,
    PictureName,
    Prose,
    Words,
    alone,
    refuse,
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


def _or_bare_name(schema: dict[str, Any]) -> None:
    """Let the JSON Schema of a partner take the name alone."""
    whole = dict(schema)
    schema.clear()
    schema["anyOf"] = [{"type": ["string", "number", "boolean"]}, whole]


class Partner(Fields):
    model_config = ConfigDict(json_schema_extra=_or_bare_name)

    name: Words = Field(title="Name")
    link: Href = Field(default="", title="Web address")

    @model_validator(mode="before")
    @classmethod
    def _bare_name(cls, value: Any) -> Any:
        return {"name": value} if isinstance(value, str) else value


class Partners(Block):
    """Names of partners, in the order written. An item may be the bare name."""

    kind = "partners"
    items: tuple[Partner, ...] = Field(min_length=1)

    @field_validator("items")
    @classmethod
    def _each_once(cls, items: tuple[Partner, ...]) -> tuple[Partner, ...]:
        seen: set[str] = set()
        twice = []
        for position, name in enumerate(partner.name for partner in items):
            if name.casefold() in seen:
                message = f"the partner '{name}' stands here for the second time"
                twice.append(Mistake("E135", message, "delete one of the two", at=(position, "name")))
            seen.add(name.casefold())
        refuse(*twice)
        return items


class Quote(Block):
    """One pulled sentence."""

    kind = "quote"
    lang: Language = Field(default="", title="Language, if not the edition's")
    text: Line = Field(title="What is said")
    by: Words = Field(default="", title="Who said it")
    role: Words = Field(default="", title="Title and organisation of the speaker")


class Image(Block):
    """A picture with its text alternative."""

    kind = "image"
    picture: PictureName = Field(title="File", description="A picture beside the text, PNG, JPEG, WebP or SVG")
    alt: Alt = Field(title="Text alternative", description="What one would say instead of the picture")
    caption: Line = Field(default=(), title="Caption")
    credit: Words = Field(default="", title="Who made it")


class CallToAction(Block):
    """One thing to do, as a button."""

    kind = "call-to-action"
    label: LinkWords = Field(title="Text on the button")
    link: Href = Field(title="Where it leads")
    text: Line = Field(default=(), title="A sentence above the button")


class Article(Fields):
    headline: Words = Field(title="Headline")
    byline: Words = Field(default="", title="Byline")
    standfirst: Line = Field(default=(), title="Standfirst")
    text: Prose = Field(default=(), title="Text")
    picture: PictureName = Field(default="", title="Picture")
    alt: Alt = Field(default="", title="Text alternative of the picture")
    link: Href = Field(default="", title="Where to read on")
    link_text: LinkWords = Field(
        default="",
        title="Text of the link",
        description="Says what one gets, not “read more”. The headline, if left out",
    )

    @model_validator(mode="after")
    def _whole(self) -> Self:
        refuse(*alone("alt", self.alt, "picture", self.picture), *alone("link-text", self.link_text, "link", self.link))
        if self.picture and not self.alt:
            hint = "add `alt: …`, what one would say instead of the picture"
            refuse(Mistake("E154", f"the picture '{self.picture}' has no text alternative", hint, ("picture",)))
        return self


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
    link_text: LinkWords = Field(default="", title="Text of the link", description="The name of the event, if left out")
    text: Line = Field(default=(), title="What happens")

    @field_validator("end")
    @classmethod
    def _not_before_it_begins(cls, end: Any, info: ValidationInfo) -> Any:
        begin = info.data.get("date")
        if begin and end and end < begin:
            refuse(Mistake("E124", f"the event ends on {end}, before it begins on {begin}"))
        return end

    @model_validator(mode="after")
    def _link_leads_somewhere(self) -> Self:
        refuse(*alone("link-text", self.link_text, "link", self.link))
        return self


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
    email: Email = Field(default="", title="E-mail address")
    phone: Phone = Field(default="", title="Telephone")
    website: Href = Field(default="", title="Web address")


KINDS: dict[str, type[Block]] = {
    kind.kind: kind for kind in (Figures, FocusAreas, Partners, Quote, Image, CallToAction, Articles, Events, Contact)
}
