"""SPF: which servers may send for the envelope's domain (RFC 7208)."""

import ipaddress
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from publish.mail.doctor.answer import APPLE, GOOGLE, MICROSOFT, YAHOO, Answer, Demand, rfc
from publish.mail.doctor.names import Names
from publish.mail.doctor.surroundings import Surroundings, answered

SPF = Demand(
    "spf",
    "The domain that bounces go to has one SPF record, and it can be evaluated",
    "Receivers ask it whether the server may send for the domain. Without one, or with two, nobody may.",
    (rfc(7208, "4.5"), rfc(7208, "4.6.4"), GOOGLE, YAHOO, MICROSOFT, APPLE),
)
DEMANDS = (SPF,)
_MOST = 10
"""Terms that ask the DNS (RFC 7208, 4.6.4)."""
_TERM = re.compile(r"([+?~-]?)([a-z0-9]+)(?::([^/\s]+))?((?:/[0-9]{1,3})?(?://[0-9]{1,3})?)", re.IGNORECASE)
_MODIFIER = re.compile(r"([a-z][a-z0-9_.-]*)=(\S*)", re.IGNORECASE)

Network = ipaddress.IPv4Network | ipaddress.IPv6Network


def check(around: Surroundings) -> Iterator[Answer]:
    """One answer."""
    yield answered(SPF, around.envelope, lambda: _answer(around))


def records(names: Names, domain: str) -> tuple[str, ...]:
    """The SPF records of *domain*."""
    return tuple(text for text in names.txt(domain) if re.match(r"v=spf1(?: |$)", text, re.IGNORECASE))


@dataclass
class _Walk:
    """What following a record to its end has shown."""

    names: Names
    lookups: int = 0
    networks: list[Network] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def follow(self, domain: str, record: str) -> str:
        """Follow all terms of *record*; the qualifier of its `all`, empty if it has none."""
        rest, redirect = "", ""
        for term in record.split()[1:]:
            if modifier := _MODIFIER.fullmatch(term):
                redirect = modifier[2] if modifier[1].lower() == "redirect" else redirect
            elif mechanism := _TERM.fullmatch(term):
                qualifier, name, value, length = mechanism.groups(default="")
                if name.lower() == "all":
                    return qualifier or "+"
                self._mechanism(name.lower(), value or domain, length, term)
            else:
                self.faults.append(f"`{term}` is no term of SPF")
        if redirect:
            rest = self._other(redirect, f"redirect={redirect}")
        return rest

    def _mechanism(self, name: str, value: str, length: str, term: str) -> None:
        if name in {"ip4", "ip6"}:
            self._add(value, length, term)
        elif name == "include":
            self._other(value, term)
        elif name in {"exists", "ptr"}:
            self._may_ask()
        elif name in {"a", "mx"}:
            if self._may_ask() and "%" not in value:
                hosts = self.names.mx(value)[:_MOST] if name == "mx" else (value,)
                for address in (address for host in hosts if host != "." for address in self.names.addresses(host)):
                    short, _, long = length.partition("//")
                    self._add(address, f"/{long or 128}" if ":" in address else short, term)
        else:
            self.faults.append(f"`{term}` is no term of SPF")

    def _add(self, address: str, length: str, term: str) -> None:
        try:
            self.networks.append(ipaddress.ip_network(f"{address}{length}", strict=False))
        except ValueError:
            self.faults.append(f"`{term}` holds no IP address")

    def _other(self, domain: str, term: str) -> str:
        if not self._may_ask() or "%" in domain:
            return ""
        found = records(self.names, domain)
        if len(found) == 1:
            return self.follow(domain, found[0])
        self.faults.append(f"`{term}` leads to {len(found) or 'no'} SPF record{'s' * (len(found) > 1)}")
        return ""

    def _may_ask(self) -> bool:
        self.lookups += 1
        return self.lookups <= _MOST


def _answer(around: Surroundings) -> Answer:
    domain = around.envelope
    found = records(around.names, domain)
    if not found:
        expected = "one TXT record like `v=spf1 include:RELAY'S-DOMAIN -all`"
        return SPF.failed(
            domain, "no SPF record", expected, "ask who runs the relay for the record to put into the DNS"
        )
    if len(found) > 1:
        remedy = "join them into one record"
        return SPF.failed(domain, f"{len(found)} SPF records: {' | '.join(found)}", "one; two count as none", remedy)
    walk = _Walk(around.names)
    rest = walk.follow(domain, found[0])
    if walk.lookups > _MOST:
        asked = f"{found[0]}: it takes more than {_MOST} questions to the DNS"
        return SPF.failed(
            domain, asked, f"at most {_MOST}", "remove what is not needed; write addresses as ip4: and ip6:"
        )
    if walk.faults:
        return SPF.failed(
            domain, f"{found[0]}: {'; '.join(walk.faults)}", "terms as in RFC 7208, 5", "correct the record"
        )
    if rest == "+":
        everybody = f"{found[0]}: everybody may send for the domain"
        return SPF.failed(domain, everybody, "`-all` or `~all` at the end", "correct the record")
    return SPF.passed(domain, f"{found[0]} ({walk.lookups} of {_MOST} questions){_about_relay(around, walk.networks)}")


def _about_relay(around: Surroundings, networks: list[Network]) -> str:
    """Whether the record names the relay. One that passes letters on to other servers of its own need not be named."""
    host = around.relay_host
    addresses = around.names.addresses(host) if host else ()
    if not addresses:
        return ""
    if all(any(ipaddress.ip_address(address) in network for network in networks) for address in addresses):
        return f"; it names {host}"
    return f"; it does not name {host}, which is right only if that sends from other addresses"
