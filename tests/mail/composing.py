"""A letter, its settings and a recipient, complete but for what a test is about."""

import datetime as dt
from typing import Any

from publish.formats.message import Letter
from publish.mail.message import Frozen, Template
from publish.mail.recipient import Recipient
from publish.workspace import Mail, Sending

VIEW = "https://handel.example/2026-05-12-varbrevet/sv/"
TEXT = "Hej %%first_name%%!\n\nAvsluta:\n%%unsubscribe_url%%\n"
HTML = '<p>Hej %%first_name%%! <a href="%%unsubscribe_url%%">Avsluta</a></p>\n'


def letter(**changed: Any) -> Letter:
    """A short letter that greets its reader."""
    fields: dict[str, Any] = {"subject": "Nu startar vi om", "language": "sv", "text": TEXT, "html": HTML}
    return Letter(**(fields | changed))


def mail(**changed: Any) -> Mail:
    """Who it is from."""
    fields: dict[str, Any] = {
        "from_name": "Stockholms Handelskammare",
        "sender": "brev@handel.example",
        "reply_to": "info@handel.example",
        "unsubscribe_url": "https://handel.example/avsluta?a=1&b=2",
        "list_id": "brev.handel.example",
    }
    return Mail(**(fields | changed))


def sending(**changed: Any) -> Sending:
    """How it leaves: with a service that one click reaches."""
    fields: dict[str, Any] = {
        "service_url": "https://brev.handel.example",
        "bounces": "studs@handel.example",
        "unsubscribe_to": "avreg@handel.example",
        "feedback_id": "handel",
    }
    return Sending(**(fields | changed))


def frozen(**changed: Any) -> Frozen:
    """The send."""
    fields: dict[str, Any] = {
        "edition": "2026-05-12-varbrevet",
        "version": 1,
        "send": 7,
        "at": dt.datetime(2026, 11, 24, 8, 0, tzinfo=dt.UTC),
        "message_key": b"m" * 32,
        "token_key": b"t" * 32,
    }
    return Frozen(**(fields | changed))


def recipient(**changed: Any) -> Recipient:
    """Ada."""
    fields: dict[str, Any] = {
        "number": 17,
        "code": b"ada-code",
        "address": "ada@exempel.example",
        "language": "sv",
        "first_name": "Ada",
        "name": "Ada Lovelace",
        "company": "Analytiska Maskiner AB",
    }
    return Recipient(**(fields | changed))


def template(**changed: Any) -> Template:
    """The letter's template."""
    fields: dict[str, Any] = {"letter": letter(), "mail": mail(), "sending": sending(), "frozen": frozen()}
    given = fields | {"view_url": VIEW} | changed
    of = (given.pop("letter"), given.pop("mail"), given.pop("sending"), given.pop("frozen"))
    return Template.of(*of, **given)
