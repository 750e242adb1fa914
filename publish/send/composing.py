"""The letters of one send: a template and a signature for each language, and from them a message for each row."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from publish.archive import Sealed
from publish.database import secret
from publish.mail.dkim import Key, Signing, read_key
from publish.mail.ledger import Row
from publish.mail.message import Frozen, Template
from publish.mail.outcome import Message
from publish.mail.recipient import Recipient
from publish.problems import Problem, PublishError
from publish.send.letters import letters
from publish.workspace import Settings

_MAIN = b"publish: template\0"


@dataclass(frozen=True, slots=True)
class Composer:
    """Makes messages. The same row gives the same octets, in every run of a send."""

    templates: Mapping[str, Template]
    """By language."""
    signings: Mapping[str, Signing]
    """By language; none without a key."""

    def __call__(self, row: Row) -> Message:
        """The message to *row*."""
        return self.to(row.recipient)

    def to(self, recipient: Recipient) -> Message:
        """The message to *recipient*, signed if there are keys."""
        template = self.templates[recipient.language]
        values = template.values(recipient)
        signing = self.signings.get(recipient.language)
        return template.message(recipient, signing.sign(values) if signing else b"", values)

    @property
    def digest(self) -> str:
        """SHA-256 over all that the copies share."""
        digest = sha256(_MAIN)
        for language, template in sorted(self.templates.items()):
            for part in (template.headers, template.body):
                digest.update(f"{language} {part.slots} {[len(c) for c in part.constants]}\0".encode())
                for constant in part.constants:
                    digest.update(constant)
        return digest.hexdigest()


def composer(
    settings: Settings, sealed: Sealed, frozen: Frozen, keys: tuple[Key, ...], *, test: bool = False
) -> Composer:
    """
    The composer of a send.

    Raises:
        PublishError: with all that is wrong with the letters in all languages.
    """
    templates: dict[str, Template] = {}
    problems: list[Problem] = []
    for language, letter in letters(sealed).items():
        view = f"{settings.base_url}/{sealed.head.edition}/{language}/"
        try:
            templates[language] = Template.of(
                letter,
                settings.mail[language],
                settings.sending,
                frozen,
                view_url=view,
                archive_url=f"{settings.base_url}/",
                test=test,
            )
        except PublishError as error:
            problems += error.problems
    if problems:
        raise PublishError(*problems)
    signed_at = int(frozen.at.timestamp())
    signings = {
        language: Signing(keys, template.headers, template.body, signed_at)
        for language, template in templates.items()
        if keys
    }
    return Composer(templates, signings)


def frozen_of(root: Path, sealed: Sealed, send: int, moment: int) -> Frozen:
    """What all copies of the send with this number share."""
    return Frozen(
        edition=sealed.head.edition,
        version=sealed.head.version,
        send=send,
        at=dt.datetime.fromtimestamp(moment, dt.UTC),
        message_key=secret(root, "message"),
        token_key=secret(root, "token"),
    )


def signing_keys(root: Path, settings: Settings) -> tuple[Key, ...]:
    """
    The keys that letters are signed with.

    Raises:
        PublishError: with all that is wrong with all of them.
    """
    keys: list[Key] = []
    problems: list[Problem] = []
    for dkim in settings.sending.dkim:
        try:
            keys.append(read_key(root, dkim))
        except PublishError as error:
            problems += error.problems
    if problems:
        raise PublishError(*problems)
    return tuple(keys)
