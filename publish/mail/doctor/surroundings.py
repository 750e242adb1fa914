"""What the checks look at: the settings, the folder they are in, the DNS, and whose certificates are trusted."""

import ssl
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from publish.check.delivery.domains import is_placeholder
from publish.mail.doctor.answer import Answer, Demand
from publish.mail.doctor.names import Names, UnansweredError
from publish.mail.transport.relay import is_this_computer
from publish.workspace import Settings


@dataclass(frozen=True)
class Surroundings:
    """All that a check may look at."""

    root: Path
    settings: Settings
    names: Names
    context: ssl.SSLContext = field(default_factory=ssl.create_default_context)
    patience: float = 10.0
    """Seconds for each step of a connection."""

    @property
    def senders(self) -> tuple[str, ...]:
        """The domains that letters come from."""
        return tuple(dict.fromkeys(domain_of(mail.sender) for mail in self.settings.mail.values()))

    @property
    def envelope(self) -> str:
        """The domain that bounces go to; the sender's if none is set."""
        return domain_of(self.settings.sending.bounces) or self.senders[0]

    @property
    def relay_host(self) -> str:
        """Where letters go; empty if that is a folder or this computer, of which others see another name."""
        try:
            host = urlsplit(self.settings.sending.via).hostname or ""
        except ValueError:
            return ""
        return "" if is_this_computer(host) else host


def domain_of(address: str) -> str:
    """What stands after `@`; empty if nothing does."""
    return address.rpartition("@")[2].lower()


def answered(demand: Demand, about: str, question: Callable[[], Answer]) -> Answer:
    """What *question* finds; that it cannot be told, where the DNS is silent or *about* can be nobody's name."""
    if is_placeholder(about):
        return demand.unknown(about, "a placeholder, nobody's name", "put your own into publish.yaml")
    try:
        return question()
    except UnansweredError as error:
        return demand.unknown(about, str(error))
