"""How letters leave, as the section `sending` of `publish.yaml` says it. All of it may be left out."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Dkim:
    """A key that letters are signed with (RFC 6376)."""

    domain: str
    selector: str
    key: str
    """The PEM file's path, from the workspace's root."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sending:
    """Which relay, which addresses, how fast. Empty text and 0 stand for what is not set."""

    via: str = "outbox:"
    """`outbox:`, `smtp://HOST[:PORT]` or `smtps://…`; never with a password."""
    service_url: str = ""
    """https, without a slash at its end; one-click addresses are `{service_url}/u/{token}` (RFC 8058)."""
    bounces: str = ""
    """The return path is this address with a tag that tells whose letter it was (VERP)."""
    unsubscribe_to: str = ""
    """Where one leaves the list by mail (RFC 2369, 3.2)."""
    feedback_id: str = ""
    """Our SenderId in Feedback-ID."""
    dkim: tuple[Dkim, ...] = ()
    """At most two; the first is the one that every receiver can verify."""
    per_second: int = 0
    per_minute: int = 0
    connections: int = 0
