"""`publish.yaml` as it is written, and how it becomes `Settings`."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, TypeAlias
from urllib.parse import urlsplit

from pydantic import BeforeValidator, Field, PlainValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from publish.blocks import Fields, Href, Language
from publish.problems import Problem
from publish.workspace.reading import Finding, read
from publish.workspace.settings import Mail, Publisher, Settings

_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_HOST = rf"{_LABEL}(?:\.{_LABEL})+"
_ADDRESS = re.compile(rf"{_ATOM}(?:\.{_ATOM})*@{_HOST}")
_LIST_ID = re.compile(rf"{_ATOM}(?:\.{_ATOM})*\.{_LABEL}")
_PHONE = re.compile(r"\+?[0-9][0-9 ()-]{4,}")


def _words(value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        raise PydanticCustomError("text_expected", "expected text")
    return " ".join(value.split())


def _address(value: Any) -> str:
    address = _words(value)
    local = address.partition("@")[0]
    if not _ADDRESS.fullmatch(address) or len(local) > 64 or len(address) > 254:
        raise PydanticCustomError("address", "expected an e-mail address like name@example.org")
    return address


def _phone(value: Any) -> str:
    phone = _words(value)
    if not _PHONE.fullmatch(phone):
        raise PydanticCustomError("phone", "expected a telephone number like +46 8 555 100 00")
    return phone


def _list_id(value: Any) -> str:
    name = _words(value)
    if not _LIST_ID.fullmatch(name) or len(name) > 255:
        raise PydanticCustomError("list_id", "expected a list's name like newsletter.example.org")
    return name


def _secure(value: Any) -> str:
    """An https address of a named host."""
    address = _words(value)
    try:
        parts = urlsplit(address)
        named = bool(re.fullmatch(_HOST, parts.hostname or "")) and parts.port is None
    except ValueError:
        named = False
    if not named or parts.scheme != "https" or "@" in parts.netloc or re.search(r"[\s\\\"<>]", address):
        raise PydanticCustomError("https", "expected an address like https://www.example.org/news")
    return address


def _base(value: Any) -> str:
    address = _secure(value)
    if "?" in address or "#" in address:
        raise PydanticCustomError("base_url", "expected an address without `?` and `#`")
    return address.rstrip("/")


def _by_language(value: Any) -> Any:
    """One text for all languages, or one for each."""
    return {"": value} if isinstance(value, str) else value


_STRING = WithJsonSchema({"type": "string"})
_EITHER = WithJsonSchema({
    "anyOf": [{"type": "string"}, {"type": "object", "additionalProperties": {"type": "string"}}]
})
Words: TypeAlias = Annotated[str, PlainValidator(_words), _STRING]
Address: TypeAlias = Annotated[str, PlainValidator(_address), WithJsonSchema({"type": "string", "format": "email"})]
Phone: TypeAlias = Annotated[str, PlainValidator(_phone), _STRING]
ListId: TypeAlias = Annotated[str, PlainValidator(_list_id), _STRING]
Secure: TypeAlias = Annotated[str, PlainValidator(_secure), WithJsonSchema({"type": "string", "format": "uri"})]
Base: TypeAlias = Annotated[str, PlainValidator(_base), WithJsonSchema({"type": "string", "format": "uri"})]
Texts: TypeAlias = Annotated[dict[str, Words], BeforeValidator(_by_language), _EITHER]
Secures: TypeAlias = Annotated[dict[str, Secure], BeforeValidator(_by_language), _EITHER]
Hrefs: TypeAlias = Annotated[dict[str, Href], BeforeValidator(_by_language), _EITHER]


class PublisherFields(Fields):
    """Who publishes. Each text may be one for all languages, or one for each: `{sv: …, en: …}`."""

    name: Texts = Field(title="Name")
    about: Texts = Field(title="What it is", description="One sentence")
    address: Texts = Field(title="Postal address", description="In one line")
    email: Address = Field(title="E-mail address")
    phone: Phone = Field(default="", title="Telephone")
    website: Hrefs = Field(title="Web address")


class MailFields(Fields):
    """How mail is addressed."""

    from_name: Texts = Field(title="Name of the sender")
    from_: Address = Field(alias="from", title="Address of the sender")
    reply_to: Address = Field(default="", title="Where answers go, if not to the sender")
    unsubscribe_url: Secures = Field(title="Where one leaves the list", description="https")
    list_id: ListId = Field(title="The list's name", description="Like newsletter.example.org (RFC 2919)")


class SettingsFields(Fields):
    """The settings of a workspace."""

    publisher: PublisherFields = Field(title="Publisher")
    languages: tuple[Language, ...] = Field(min_length=1, title="Languages", description="The main one first")
    base_url: Base = Field(title="Where editions are published", description="https")
    mail: MailFields = Field(title="Mail")


def read_settings(file: Path, path: str) -> tuple[Settings | None, tuple[Problem, ...]]:
    """The settings in *file*, None if they cannot be used; and all problems."""
    source, written, problems = read(SettingsFields, file, path)
    if written is None:
        return None, problems
    problems += source.problems(_findings(written))
    return (None, problems) if problems else (_settings(written), ())


def _findings(written: SettingsFields) -> Iterator[Finding]:
    for index, language in enumerate(written.languages):
        if language in written.languages[:index]:
            yield Finding("E204", f"`{language}` stands twice among the languages", ("languages", index))
    for field, texts in _translated(written):
        if "" in texts:
            continue
        for language in written.languages:
            if language not in texts:
                yield Finding("E203", f"no text for the language `{language}`", field, f"add `{language}: …`")
        for language in texts:
            if language not in written.languages:
                known = ", ".join(f"`{name}`" for name in written.languages)
                yield Finding("E203", f"`{language}` is not one of the languages", (*field, language), f"they are {known}")


def _translated(written: SettingsFields) -> Iterator[tuple[tuple[str, ...], dict[str, str]]]:
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
    )


def _publisher(form: PublisherFields, language: str) -> Publisher:
    return Publisher(
        name=_in(form.name, language),
        about=_in(form.about, language),
        address=_in(form.address, language),
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
