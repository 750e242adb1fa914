"""Asks the DNS. A name that is not there is an answer; silence is none, and never taken for one."""

from dataclasses import dataclass, field
from functools import cached_property

import dns.exception
import dns.inet
import dns.name
import dns.resolver
import dns.reversename

_LIFETIME = 6.0
"""Seconds until a question is given up."""
_PAYLOAD = 1232
"""Octets of an answer by UDP that come through everywhere; longer ones are asked for by TCP."""
NO_DNS = "no DNS here"


class UnansweredError(Exception):
    """A question to which there was no answer; the text says why."""


@dataclass
class Names:
    """The DNS as one resolver sees it."""

    resolver: dns.resolver.Resolver | None
    """None where none is configured."""
    _known: dict[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)

    def txt(self, name: str) -> tuple[str, ...]:
        """
        The texts at *name*, the strings of each joined; none if there is no such name.

        Raises:
            UnansweredError: if nobody can say.
        """
        return self._ask(name, "TXT")

    def mx(self, domain: str) -> tuple[str, ...]:
        """The servers that take mail for *domain*, the preferred first; `.` stands for: it takes none (RFC 7505)."""
        return self._ask(domain, "MX")

    def addresses(self, host: str) -> tuple[str, ...]:
        """The IP addresses of *host*; of one that is an address itself, that."""
        if dns.inet.is_address(host):
            return (host,)
        return (*self._ask(host, "A"), *self._ask(host, "AAAA"))

    def pointers(self, address: str) -> tuple[str, ...]:
        """The names that an IP address says it has."""
        return self._ask(dns.reversename.from_address(address).to_text(), "PTR")

    def _ask(self, name: str, kind: str) -> tuple[str, ...]:
        key = (name.lower().rstrip("."), kind)
        if key not in self._known:
            self._known[key] = self._answer(name, kind)
        return self._known[key]

    def _answer(self, name: str, kind: str) -> tuple[str, ...]:
        if self.resolver is None or not self.is_there:
            raise UnansweredError(NO_DNS)
        try:
            asked = dns.name.from_text(name)
        except dns.exception.DNSException:
            return ()  # too long, or with an empty label: there can be no such name
        try:
            answer = self.resolver.resolve(asked, kind)
        except (dns.resolver.NXDOMAIN, dns.resolver.NoAnswer):
            return ()
        except dns.resolver.LifetimeTimeout as error:
            raise UnansweredError(f"the DNS did not answer about {name} in time") from error
        except dns.resolver.NoNameservers as error:
            raise UnansweredError(f"the DNS could not answer about {name} (SERVFAIL or the like)") from error
        except dns.exception.DNSException as error:
            raise UnansweredError(f"the DNS cannot be asked about {name}: {type(error).__name__}") from error
        return tuple(_texts(answer, kind))

    @cached_property
    def is_there(self) -> bool:
        """Whether anybody answers: asked once, of the root, so that one is not kept waiting for every name."""
        try:
            if self.resolver is not None:
                self.resolver.resolve(".", "NS")
        except dns.resolver.LifetimeTimeout:
            return False
        except dns.resolver.NoNameservers as error:
            # Each server refused, was told wrong, or could not be reached; only the last is silence.
            return any(response is not None for *_, response in error.kwargs["errors"])
        except dns.exception.DNSException:
            return True
        return self.resolver is not None


def open_names(server: str = "", lifetime: float = _LIFETIME) -> Names:
    """
    The DNS as this computer is told to ask it, or as *server* sees it: `address` or `address:port`.

    Raises:
        ValueError: if *server* is no address.
    """
    try:
        resolver = dns.resolver.Resolver(configure=not server)
    except (dns.resolver.NoResolverConfiguration, OSError):
        return Names(None)
    if server:
        address, _, port = server.rpartition(":") if server.count(":") == 1 else (server, "", "")
        resolver.nameservers = [address]
        resolver.port = int(port or 53)
    resolver.lifetime, resolver.timeout = lifetime, lifetime / 2
    resolver.use_edns(0, 0, _PAYLOAD)
    return Names(resolver)


def _texts(answer: dns.resolver.Answer, kind: str) -> list[str]:
    if kind == "MX":
        return [record.exchange.to_text(omit_final_dot=True) for record in sorted(answer, key=lambda r: r.preference)]
    if kind == "TXT":
        return [b"".join(record.strings).decode("ascii", "replace") for record in answer]
    if kind == "PTR":
        return [record.target.to_text(omit_final_dot=True).lower() for record in answer]
    return [record.address for record in answer]
