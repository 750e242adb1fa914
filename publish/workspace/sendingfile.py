"""The section `sending` of `publish.yaml` as it is written: how letters leave, and how fast."""

import re
from typing import Annotated, Any, TypeAlias
from urllib.parse import urlsplit

from pydantic import Field, PlainValidator, WithJsonSchema

from publish.blocks import Fields
from publish.workspace.reading import typed, unexpected
from publish.workspace.sending import Dkim, Sending
from publish.workspace.values import HOST, Address, Base

SELECTOR = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?(?:\.[A-Za-z0-9-]{1,63})*")
_SENDER_ID = re.compile(r"[A-Za-z0-9_-]{5,15}")
_SCHEMES = ("outbox", "smtp", "smtps")


def _via(value: Any) -> str:
    via = typed(value)
    scheme, colon, _ = via.partition(":")
    if not colon or scheme not in _SCHEMES:
        unexpected("E202", "outbox:, smtp://… or smtps://…", f"'{via}'")
    if scheme != "outbox" and _holds_secret(via):
        hint = "keep it out of git: set PUBLISH_SMTP_PASSWORD, or put it into .publish/smtp-password"
        unexpected("E208", "an address without a password", "one with a password", hint)
    return via


def _holds_secret(via: str) -> bool:
    try:
        return urlsplit(via).password is not None
    except ValueError:
        return "@" in via


def _whole(value: Any) -> int:
    number = typed(value)
    if not re.fullmatch(r"[1-9][0-9]{0,5}", number):
        unexpected("E202", "a whole number from 1 to 999999", f"'{number}'")
    return int(number)


def _host(value: Any) -> str:
    host = typed(value).lower()
    if not HOST.fullmatch(host):
        unexpected("E202", "a domain like example.org", f"'{host}'")
    return host


def _selector(value: Any) -> str:
    selector = typed(value)
    if not SELECTOR.fullmatch(selector):
        unexpected("E202", "a selector like news2026 (RFC 6376, 3.1)", f"'{selector}'")
    return selector


def _sender_id(value: Any) -> str:
    name = typed(value)
    if not _SENDER_ID.fullmatch(name):
        unexpected("E202", "5 to 15 letters and digits", f"'{name}'")
    return name


_STRING = {"type": "string"}
_NUMBER = {"type": "integer", "minimum": 1, "maximum": 999999}
Via: TypeAlias = Annotated[str, PlainValidator(_via), WithJsonSchema(_STRING)]
Whole: TypeAlias = Annotated[int, PlainValidator(_whole), WithJsonSchema(_NUMBER)]
Host: TypeAlias = Annotated[str, PlainValidator(_host), WithJsonSchema(_STRING)]
Selector: TypeAlias = Annotated[str, PlainValidator(_selector), WithJsonSchema(_STRING)]
SenderId: TypeAlias = Annotated[str, PlainValidator(_sender_id), WithJsonSchema(_STRING)]
Line: TypeAlias = Annotated[str, PlainValidator(typed), WithJsonSchema(_STRING)]


class DkimFields(Fields):
    """One key that letters are signed with (RFC 6376)."""

    domain: Host = Field(title="Domain", description="The sender's, or one above it")
    selector: Selector = Field(title="Selector", description="The key's name in the DNS")
    key: Line = Field(title="Private key", description="A PEM file outside git, like .publish/dkim/news.pem")


class PaceFields(Fields):
    """How fast letters leave, through this relay."""

    per_second: Whole | None = Field(default=None, title="Letters a second")
    per_minute: Whole | None = Field(default=None, title="Letters a minute")
    connections: Whole | None = Field(default=None, title="Connections at a time")


class SendingFields(Fields):
    """How letters leave."""

    via: Via = Field(default="outbox:", title="Through what", description="outbox:, smtp://HOST or smtps://HOST")
    service_url: Base | None = Field(
        default=None, title="Where `publish serve` answers", description="https; one-click unsubscribing needs it"
    )
    bounces: Address | None = Field(default=None, title="Where bounces go", description="Given a tag for each letter")
    unsubscribe_to: Address | None = Field(default=None, title="Where one leaves the list by mail")
    feedback_id: SenderId | None = Field(default=None, title="SenderId of Feedback-ID", description="5 to 15 letters")
    dkim: tuple[DkimFields, ...] = Field(default=(), max_length=2, title="Keys for signing")
    pace: PaceFields = Field(default=PaceFields(), title="Pace")


def sending(form: SendingFields) -> Sending:
    """What is written, as the rest of the program knows it."""
    return Sending(
        via=form.via,
        service_url=form.service_url or "",
        bounces=form.bounces or "",
        unsubscribe_to=form.unsubscribe_to or "",
        feedback_id=form.feedback_id or "",
        dkim=tuple(Dkim(key.domain, key.selector, key.key) for key in form.dkim),
        per_second=form.pace.per_second or 0,
        per_minute=form.pace.per_minute or 0,
        connections=form.pace.connections or 0,
    )
