"""The settings of a workspace, as `publish.yaml` holds them: who publishes, in which languages, from where."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from publish.workspace.sending import Sending


@dataclass(frozen=True, slots=True)
class Publisher:
    """Who publishes, in one language."""

    name: str
    about: str
    """One sentence: what kind of organisation it is."""
    address: str
    """Postal, in one line."""
    email: str
    phone: str
    website: str


@dataclass(frozen=True, slots=True)
class Mail:
    """How mail is addressed, in one language."""

    from_name: str
    sender: str
    """The address that letters come from (`from` in the file)."""
    reply_to: str
    """The same as `sender` if nothing else is set."""
    unsubscribe_url: str
    list_id: str


@dataclass(frozen=True)
class Settings:
    """All of it, checked."""

    languages: tuple[str, ...]
    """The first is the main one."""
    base_url: str
    """https, without a slash at its end. An edition is at `{base_url}/{edition}/{language}/`."""
    publisher: Mapping[str, Publisher]
    """By language."""
    mail: Mapping[str, Mail]
    """By language."""
    brochure_also_as: tuple[str, ...] = ()
    """The variants of the brochure besides brochure.pdf, like `pdf/a-2a`."""
    sending: Sending = field(default_factory=Sending)
