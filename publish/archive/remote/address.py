"""Where an archive is on the web, as a person types it."""

from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from publish.problems import ArchiveError, Place, Problem

PORTS = {"http": 80, "https": 443}
"""By scheme; no other is asked."""
PLAIN = "/%:@!$&'()*+,;=~-._"
"""Signs that stand in a path as they are."""
LIST = "seals.json"


@dataclass(frozen=True, slots=True)
class Address:
    """Of an archive's front page."""

    scheme: str
    host: str
    """ASCII; a number of the newer kind without brackets."""
    port: int
    path: str
    """ASCII, without a slash at its end."""

    @property
    def named(self) -> str:
        """The host as a server is told it."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def root(self) -> str:
        """The address without its path."""
        return f"{self.scheme}://{self.named}"

    def of(self, path: str) -> str:
        """The address of what lies at *path* below this one."""
        return f"{self.root}{self.path}/{quote(path)}"


def address_of(text: str) -> Address:
    """
    The address that *text* is; that of the list of seals is as good.

    Raises:
        ArchiveError: if it is none that can be asked. What is secret in it is not repeated.
    """
    try:
        parts = urlsplit(text)
        port = parts.port
        host = (parts.hostname or "").encode("idna").decode("ascii")
    except ValueError:
        raise _refused("this is not an address", "URL") from None
    shown = f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}"
    if parts.scheme not in PORTS or not host:
        raise _refused("expected an address that begins with https:// or http://", shown)
    if "@" in parts.netloc:
        raise _refused("the address has a name or a password in it; what is public needs none", shown)
    if parts.query or parts.fragment:
        raise _refused("the address has a `?` or a `#` in it, expected that of a folder", shown)
    path = quote(parts.path, safe=PLAIN).removesuffix(f"/{LIST}").rstrip("/")
    return Address(parts.scheme, host, port or PORTS[parts.scheme], path)


def printable(text: str, most: int = 200) -> str:
    """What a server said, fit to be shown: no signs that a terminal would obey, and not too much."""
    return "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in text[:most])


def _refused(message: str, shown: str) -> ArchiveError:
    hint = "give the address of the archive's front page"
    return ArchiveError(Problem("E721", message, Place(printable(shown)), hint))
