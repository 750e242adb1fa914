"""`publish.yaml` as it is written, and how it becomes `Settings`."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, Literal, Self, TypeAlias

from pydantic import BeforeValidator, Field, WithJsonSchema, model_validator

from publish import markdown
from publish.blocks import Fields, Language, Mistake, refuse
from publish.problems import Problem
from publish.workspace.reading import read
from publish.workspace.sendingfile import SendingFields, sending
from publish.workspace.settings import Mail, Publisher, Settings
from publish.workspace.values import STRING, URI, Address, Base, ListId, Phone, Secure, Words


def _by_language(value: Any) -> Any:
    """One text for all languages, or one for each."""
    return {"": value} if isinstance(value, str) else value


def _texts(kind: dict[str, str]) -> WithJsonSchema:
    return WithJsonSchema({"anyOf": [kind, {"type": "object", "additionalProperties": kind, "minProperties": 1}]})


Texts: TypeAlias = Annotated[dict[str, Words], BeforeValidator(_by_language), _texts(STRING)]
Secures: TypeAlias = Annotated[dict[str, Secure], BeforeValidator(_by_language), _texts(URI)]


class PublisherFields(Fields):
    """Who publishes. Each text may be one for all languages, or one for each: `{sv: …, en: …}`."""

    name: Texts = Field(title="Name")
    about: Texts = Field(title="What it is", description="One sentence")
    address: Texts = Field(title="Postal address", description="In one line")
    email: Address = Field(title="E-mail address")
    phone: Phone = Field(default="", title="Telephone")
    website: Secures = Field(title="Web address")


class MailFields(Fields):
    """How mail is addressed."""

    from_name: Texts = Field(title="Name of the sender")
    from_: Address = Field(alias="from", title="Address of the sender")
    reply_to: Address = Field(default="", title="Where answers go, if not to the sender")
    unsubscribe_url: Secures = Field(title="Where one leaves the list", description="https")
    list_id: ListId = Field(title="The list's name", description="Like newsletter.example.org (RFC 2919)")


class BrochureFields(Fields):
    """How the brochure is written."""

    also_as: tuple[Literal["pdf/a-2a"], ...] = Field(
        default=(),
        title="Other variants",
        description="pdf/a-2a adds brochure-a2a.pdf, without attachments, for archives that take none",
    )


class SettingsFields(Fields):
    """The settings of a workspace."""

    publisher: PublisherFields = Field(title="Publisher")
    languages: tuple[Language, ...] = Field(min_length=1, title="Languages", description="The main one first")
    base_url: Base = Field(title="Where editions are published", description="https")
    mail: MailFields = Field(title="Mail")
    brochure: BrochureFields = Field(default=BrochureFields(), title="Brochure")
    sending: SendingFields = Field(default=SendingFields(), title="Sending")

    @model_validator(mode="after")
    def _texts_fit_languages(self) -> Self:
        refuse(*_mistakes(self))
        return self


def read_settings(file: Path, path: str) -> tuple[Settings | None, tuple[Problem, ...]]:
    """The settings in *file*, None if they cannot be used; and all problems. *path* is its name in them."""
    written, problems = read(SettingsFields, file, path)
    return (_settings(written) if written else None), problems


def _mistakes(written: SettingsFields) -> Iterator[Mistake]:
    for index, language in enumerate(written.languages):
        if language in written.languages[:index]:
            yield Mistake("E204", f"`{language}` stands twice among the languages", at=("languages", index))
    for at, texts in _translated(written):
        if "" not in texts:
            yield from _untranslated(at, texts, written.languages)


def _untranslated(at: tuple[str, ...], texts: dict[str, str], languages: tuple[str, ...]) -> Iterator[Mistake]:
    for language in languages:
        if language not in texts:
            yield Mistake("E203", f"`{at[-1]}` has no text for the language `{language}`", f"add `{language}: …`", at)
    known = ", ".join(f"`{name}`" for name in languages)
    for language in texts:
        if language not in languages:
            yield Mistake("E203", f"`{language}` is none of the languages", f"they are {known}", (*at, language))


def _translated(written: SettingsFields) -> Iterator[tuple[tuple[str, ...], dict[str, str]]]:
    """Every field that may have a text for each language, and its texts."""
    for section, form in (("publisher", written.publisher), ("mail", written.mail)):
        for name, info in type(form).model_fields.items():
            value = getattr(form, name)
            if isinstance(value, dict):
                yield (section, info.alias or name), value


def _settings(written: SettingsFields) -> Settings:
    return Settings(
        languages=written.languages,
        base_url=written.base_url,
        publisher={language: _publisher(written.publisher, language) for language in written.languages},
        mail={language: _mail(written.mail, language) for language in written.languages},
        brochure_also_as=tuple(dict.fromkeys(written.brochure.also_as)),
        sending=sending(written.sending),
    )


def _publisher(form: PublisherFields, language: str) -> Publisher:
    return Publisher(
        name=_typeset(form.name, language),
        about=_typeset(form.about, language),
        address=_typeset(form.address, language),
        email=form.email,
        phone=form.phone,
        website=_in(form.website, language),
    )


def _mail(form: MailFields, language: str) -> Mail:
    return Mail(
        from_name=_in(form.from_name, language),
        sender=form.from_,
        reply_to=form.reply_to or form.from_,
        unsubscribe_url=_in(form.unsubscribe_url, language),
        list_id=form.list_id,
    )


def _in(texts: dict[str, str], language: str) -> str:
    return texts.get(language) or texts[""]


def _typeset(texts: dict[str, str], language: str) -> str:
    return markdown.typeset(_in(texts, language), language)
