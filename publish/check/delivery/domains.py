"""
Who owns a host name.

The part that somebody registered is told without the Public Suffix List, which would have to be refreshed: by the
second levels that countries use, and by the services under whose name everybody can publish.
"""

import ipaddress
import re
from urllib.parse import urlsplit

_COUNTRIES = (
    "ac co com edu firm fhs gen go gob gouv gov gv ind info kommune lg lib ltd mil museum net nhs nic nom or org "
    "parliament plc pol police pp press priv sch school tm web"
)
_SECOND_LEVELS = frozenset(_COUNTRIES.split())
"""Second levels under which countries register names, as in `co.uk`."""
_SERVICES = (
    "amazonaws.com appspot.com azurewebsites.net blogspot.com cloudfront.net firebaseapp.com fly.dev github.io "
    "gitlab.io herokuapp.com netlify.app onrender.com pages.dev squarespace.com tumblr.com vercel.app web.app "
    "weebly.com wixsite.com wordpress.com workers.dev windows.net"
)
_SHARED = frozenset(_SERVICES.split())
"""Services under whose name anybody can have one."""
_LABEL = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?")
RESERVED = ("example", "test", "invalid", "localhost", "local", "internal", "example.com", "example.net", "example.org")
"""Names that nobody can own (RFC 2606, RFC 6761) or that only one network knows."""


def host_of(address: str) -> str:
    """The host of a web address, in ASCII and lower case; empty if it has none."""
    try:
        parts = urlsplit(address.strip())
        host = parts.hostname or "" if parts.scheme.lower() in ("http", "https", "") else ""
    except ValueError:
        return ""
    return ascii_host(host)


def ascii_host(host: str) -> str:
    """A host's name as the network knows it; empty if it cannot be one."""
    host = host.strip().rstrip(".").lower()
    try:
        plain = host if host.isascii() else host.encode("idna").decode("ascii")
    except UnicodeError:
        return ""
    return plain if is_number(plain) or all(map(_LABEL.fullmatch, plain.split("."))) else ""


def is_number(host: str) -> bool:
    """Whether a host is an IP address, in any spelling that a program would take for one."""
    try:
        ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return bool(re.fullmatch(r"(?:0x[0-9a-f]+|[0-9]+)(?:\.(?:0x[0-9a-f]+|[0-9]+)){0,3}", host))
    return True


def registered(host: str) -> str:
    """The part of a host's name that somebody registered: `handelskammaren.se` of `www.handelskammaren.se`."""
    labels = host.removeprefix("www.").split(".")
    if is_number(host) or len(labels) <= 2:
        return ".".join(labels)
    pair = ".".join(labels[-2:])
    is_suffix = pair in _SHARED or (len(labels[-1]) == 2 and labels[-2] in _SECOND_LEVELS)
    return ".".join(labels[-3:]) if is_suffix else pair


def is_placeholder(host: str) -> bool:
    """Whether a name is reserved for examples: nobody is reached there."""
    return any(host == name or host.endswith(f".{name}") for name in RESERVED)
