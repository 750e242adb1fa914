"""
Who really runs the mail of a domain, asked of the DNS.

What a provider says of our pace holds for all domains whose mail it takes (Google asks to count by MX): thousands of
companies have theirs at two or three providers. Where there is no DNS, each domain stands for itself.
"""

from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from urllib.parse import urlsplit

import dns.exception
import dns.resolver
from sqlalchemy import Engine, func, select, update

from publish.check.delivery.domains import registered
from publish.database.tables import delivery
from publish.mail.outcome import State
from publish.send.providers import PROVIDERS

OPERATORS: Mapping[str, str] = {
    "google.com": "google", "googlemail.com": "google", "outlook.com": "microsoft", "mx.microsoft": "microsoft",
    "yahoodns.net": "yahoo", "icloud.com": "apple", "pphosted.com": "proofpoint", "mimecast.com": "mimecast",
}  # fmt: skip
"""Names of those who run mail for many, by the registered domain of their servers."""
_FEWEST = 5
"""Members of a domain that is worth a question."""
_MOST = 2000
_AT_ONCE = 16
_PATIENCE = 2.0
"""Seconds for one domain."""


def is_worth_asking(relay: str) -> bool:
    """Whether *relay* passes on what providers say: one on this computer keeps a queue, and paces by itself."""
    parts = urlsplit(relay)
    return parts.scheme.startswith("smtp") and parts.hostname not in ("localhost", "127.0.0.1", "::1")


def group(engine: Engine, send: int, resolver: dns.resolver.Resolver | None = None) -> None:
    """Let the domains of a *send* whose mail goes to the same provider stand under its name."""
    asked = _domains(engine, send)
    if not asked:
        return
    try:
        found = ask(asked, resolver or dns.resolver.Resolver())
    except dns.resolver.NoResolverConfiguration:
        return
    with engine.begin() as connection:
        for name in sorted(set(found.values())):
            domains = [domain for domain, operator in found.items() if operator == name]
            rows = update(delivery).where(delivery.c.send == send, delivery.c.provider.in_(domains))
            connection.execute(rows.values(provider=name))


def ask(domains: Iterable[str], resolver: dns.resolver.Resolver) -> dict[str, str]:
    """Who takes the mail of each of *domains*; without those of whom nobody knows."""
    names, found = iter(sorted(domains)), dict[str, str]()
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        while some := list(islice(names, _AT_ONCE)):
            answers = list(pool.map(lambda name: _operator(name, resolver), some))
            found |= {name: answer for name, answer in zip(some, answers, strict=True) if answer}
            if answers.count(None) == len(answers):
                break  # there is no DNS here
    return found


def _operator(domain: str, resolver: dns.resolver.Resolver) -> str | None:
    """Who takes the mail of *domain*; empty if it has no server of its own, None if nobody could be asked."""
    try:
        answers = resolver.resolve(domain, "MX", lifetime=_PATIENCE)
    except (dns.resolver.NXDOMAIN, dns.resolver.NoAnswer):
        return ""
    except (dns.exception.DNSException, OSError):
        return None
    best = min(answers, key=lambda answer: (answer.preference, answer.exchange))
    name = registered(best.exchange.to_text(omit_final_dot=True).lower())
    return OPERATORS.get(name, name)[:64] if "." in name.strip(".") else ""  # `.` takes no mail (RFC 7505)


def _domains(engine: Engine, send: int) -> tuple[str, ...]:
    """The domains with the most members, but for those whose provider is known."""
    query = (
        select(delivery.c.provider)
        .where(delivery.c.send == send, delivery.c.state.in_((State.QUEUED, State.DEFERRED)))
        .group_by(delivery.c.provider)
        .having(func.count() >= _FEWEST)
        .order_by(func.count().desc())
        .limit(_MOST)
    )
    with engine.connect() as connection:
        return tuple(name for name in connection.scalars(query) if "." in name and name not in PROVIDERS)
