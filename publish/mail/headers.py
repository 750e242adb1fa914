"""Headers that only a letter to somebody has: its recipient, and where a list's commands lead (RFC 2369)."""

import re
from urllib.parse import quote

from publish.formats.headers import LINE, named_address

_LONGEST_NAME = 256
"""A name with more characters than that is none, and some servers cut headers off."""
_WIDTH = 78
"""Of a line without encoded words (RFC 5322, 2.1.1)."""
_UTF8 = r"\u00a1-\u2027\u202a-\ud7ff\ue000-\U0010ffff"
_WORD = rf"[A-Za-z0-9!#$%&'*+/=?^_`{{|}}~{_UTF8}-]+"
_QUOTED = rf'"(?:[!#-\[\]-~{_UTF8}]|\\[!-~])+"'
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_ADDRESS = re.compile(rf"(?=\S+\Z)(?:{_WORD}(?:\.{_WORD})*|{_QUOTED})@{_LABEL}(?:\.{_LABEL})*")
_URI = re.compile(r"[!#-;=?-\[\]_a-z~]+")


def is_address(address: str) -> bool:
    """Whether *address* may stand in a header: a local part (RFC 5321, RFC 6531) and a domain in A-labels."""
    if len(address) > 254 or not _ADDRESS.fullmatch(address):
        return False
    local = address.rpartition("@")[0]
    return len(local) <= 64 and (local.isascii() or len(local.encode()) <= 64)


def is_uri(uri: str) -> bool:
    """Whether *uri* may stand between angle brackets: no white space, no brackets, nothing but ASCII."""
    return _URI.fullmatch(uri) is not None


def recipient(display: str, address: str) -> str:
    """
    What stands after `To: `: the address, and before it the name if there is one.

    Between lines stands a line's end and one blank; there is no other white space than single blanks in it. An
    address that is not ASCII stands as it is, which only SMTPUTF8 carries (RFC 6532).
    """
    if not display or len(display) > _LONGEST_NAME:
        return address
    return named_address(display, address, LINE - len("To: "))


def mailto(address: str, subject: str) -> str:
    """The URI that writes to *address* (RFC 6068)."""
    local, _, domain = address.rpartition("@")
    return f"mailto:{quote(local, safe='!$*+')}@{domain}?subject={quote(subject, safe='')}"


def uris(name: str, *addresses: str) -> str:
    """A header of URIs (RFC 2369, 2): one a line, nothing inserted between the brackets."""
    value = ",\r\n ".join(f"<{address}>" for address in addresses)
    return line(name, value)


def line(name: str, value: str) -> str:
    """A header with a value that must not be broken: on the next line if it does not fit into the first."""
    first = value.partition("\r\n")[0]
    gap = " " if len(name) + 2 + len(first) <= _WIDTH else "\r\n "
    return f"{name}:{gap}{value}"
