"""Which domains take mail, by the DNS: a list of dead addresses costs the good name with every server."""

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor

import dns.exception
import dns.resolver

from publish.members.addresses import Address, read_address
from publish.members.received import Received, Row

_AT_ONCE = 16
_PATIENCE = 6.0
"""Seconds for one domain."""
UNKNOWN = "?"
"""Stands for a domain that nobody could be asked about."""


def domains(list_: Received) -> frozenset[str]:
    """Every domain in a list."""
    at = list_.columns.places["address"]
    found = (read_address(row.cells[at]) for row in list_.rows() if isinstance(row, Row))
    return frozenset(address.domain for address in found if isinstance(address, Address))


def faults(names: Iterable[str], resolver: dns.resolver.Resolver | None = None) -> dict[str, str]:
    """Why each of *names* takes no mail; only those that do not, and those nobody could be asked about (`UNKNOWN`)."""
    resolver = resolver or dns.resolver.Resolver()
    names = sorted(names)
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        found = pool.map(lambda name: _fault(name, resolver), names)
        return {name: fault for name, fault in zip(names, found, strict=True) if fault}


def _fault(name: str, resolver: dns.resolver.Resolver) -> str:
    try:
        answers = resolver.resolve(name, "MX", lifetime=_PATIENCE)
    except dns.resolver.NXDOMAIN:
        return "does not exist"
    except dns.resolver.NoAnswer:
        return "" if _has_a_host(name, resolver) else "has no mail server"
    except (dns.exception.DNSException, OSError):
        return UNKNOWN
    hosts = [answer.exchange.to_text() for answer in answers]
    return "says that it takes no mail (RFC 7505)" if hosts == ["."] else ""


def _has_a_host(name: str, resolver: dns.resolver.Resolver) -> bool:
    """Without an MX, a server at the domain's own address takes its mail (RFC 5321, 5.1)."""
    for kind in ("A", "AAAA"):
        try:
            if resolver.resolve(name, kind, lifetime=_PATIENCE):
                return True
        except dns.resolver.NoAnswer:
            continue
        except (dns.exception.DNSException, OSError):
            return True  # not known; nobody is refused for that
    return False
