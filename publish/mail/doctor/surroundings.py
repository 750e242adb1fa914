"""What the checks look at: the settings, the folder they are in, the DNS, and whose certificates are trusted."""

import ssl
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from publish.check.delivery.domains import is_placeholder
from publish.mail.doctor.answer import Answer, Demand
from publish.mail.doctor.names import Names, UnansweredError
from publish.workspace import Settings

_PORTS = {"smtp": 25, "smtps": 465}
_SUBMISSION = 587


@dataclass(frozen=True, slots=True)
class Relay:
    """The server that letters leave through, without who logs in."""

    scheme: str
    host: str
    port: int
    authorities: str = ""
    """A file of certificates that are trusted instead of the system's, from the workspace's root."""

    @property
    def is_here(self) -> bool:
        """Whether it is a server on this computer."""
        return self.host in {"localhost", "::1"} or self.host.startswith("127.")


@dataclass(frozen=True)
class Surroundings:
    """All that a check may look at."""

    root: Path
    settings: Settings
    names: Names
    token: str = "A" * 32
    """Stands for nobody in a one-click address."""
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
    def relay(self) -> Relay | None:
        """None where letters go into a folder, or nobody knows where."""
        try:
            url = urlsplit(self.settings.sending.via)
            port = url.port
        except ValueError:
            return None
        if url.scheme not in _PORTS or not url.hostname:
            return None
        port = port or (_SUBMISSION if url.username and url.scheme == "smtp" else _PORTS[url.scheme])
        authorities = parse_qs(url.query).get("ca", [""])[0]
        return Relay(url.scheme, url.hostname, port, authorities)


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
