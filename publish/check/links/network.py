"""
Which machines may be asked: public ones, and no others.

A name is resolved once, and what is connected to is the number that was judged: a name that means another machine a
moment later changes nothing.
"""

import ipaddress
import socket
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from queue import Empty, SimpleQueue

_FORBIDDEN = tuple(
    ipaddress.ip_network(block)
    for block in (
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24",
        "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24",
        "224.0.0.0/4", "240.0.0.0/4", "::/96", "::ffff:0:0/96", "::ffff:0:0:0/96", "64:ff9b::/96", "64:ff9b:1::/48",
        "100::/64", "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20", "5f00::/16", "fc00::/7", "fe80::/10",
        "fec0::/10", "ff00::/8",
    )
)  # fmt: skip
"""Private, shared, local and test networks, and all that carry an older address inside (IANA's registries)."""
_GLOBAL = ipaddress.ip_network("2000::/3")


class UnknownHostError(OSError):
    """No machine has that name."""


def is_public(number: str) -> bool:
    """Whether an IP address belongs to the public Internet, whatever older address is wrapped into it."""
    try:
        address = ipaddress.ip_address(number.partition("%")[0])
    except ValueError:
        return False
    if isinstance(address, ipaddress.IPv6Address) and address not in _GLOBAL:
        return False
    is_forbidden = any(address in block for block in _FORBIDDEN if block.version == address.version)
    return not is_forbidden and address.is_global and not address.is_multicast


def resolve(host: str, port: int) -> tuple[str, ...]:
    """
    The numbers of a host.

    Raises:
        UnknownHostError: if no machine has the name.
        OSError: if nobody could be asked.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except socket.gaierror as error:
        if error.errno in (socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME)):
            raise UnknownHostError(str(error)) from error
        raise
    except UnicodeError as error:
        raise UnknownHostError(str(error)) from error
    return tuple(dict.fromkeys(str(entry[4][0]) for entry in found))


@dataclass(frozen=True, slots=True)
class Network:
    """How other machines are reached, and which."""

    resolve: Callable[[str, int], Sequence[str]] = resolve
    allows: Callable[[str], bool] = is_public
    ports: frozenset[int] = frozenset({80, 443})
    seconds: float = 5.0
    """For one answer, from the name to the last line of its head."""
    budget: float = 60.0
    """For all of them; what is not asked by then is not asked."""

    def numbers(self, host: str, port: int) -> tuple[str, ...]:
        """
        The numbers of a host; not all libraries can be told how long to wait, so another thread waits.

        Raises:
            UnknownHostError: if no machine has the name.
            OSError: if nobody could be asked in time.
        """
        answer: SimpleQueue[Sequence[str] | OSError] = SimpleQueue()

        def ask() -> None:
            try:
                answer.put(self.resolve(host, port))
            except OSError as error:
                answer.put(error)

        threading.Thread(target=ask, daemon=True).start()
        try:
            found = answer.get(timeout=self.seconds)
        except Empty:
            raise TimeoutError(f"no answer to where '{host}' is") from None
        if isinstance(found, OSError):
            raise found
        return tuple(found)
