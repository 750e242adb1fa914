"""What can be wrong with a text, a link or a language tag."""

import re
import unicodedata
from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

SCHEMES = ("http", "https", "mailto", "tel")

_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?")
_ADDRESS = re.compile(r"(?=.{3,254}$)[^@\s,;<>]+@[^@\s,;<>]+\.[^@\s,;<>]+")
"""An e-mail address, and no longer than one can be (RFC 5321, 4.5.3.1.3)."""
_LOOK_LATIN = frozenset("аеорсухіјѕһӏԁԛԝ" + "ορνικυ" + "օսոհզցյ")
"""Cyrillic, Greek and Armenian letters that nobody can tell from a, e, o, p, c …"""
_NUMBER = re.compile(r"\+?[0-9][0-9().\-]*")


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong at a point of the text that was read. Counts from 1; column 0: not known."""

    code: str
    message: str
    line: int
    column: int
    hint: str = ""


def is_language(tag: str) -> bool:
    """Whether *tag* is a language, script and region as BCP 47 writes them (RFC 5646, 2.1): sv, en-GB, sr-Latn."""
    return _LANGUAGE.fullmatch(tag) is not None


def link_fault(href: str) -> str:
    """What is wrong with a link's address; empty when it is one that all outputs can carry."""
    if href.startswith("#"):
        return "" if len(href) > 1 else "the address is a lone '#'"
    if re.search(r"[\s<>\"\\\x00-\x1f\x7f]", href) or any(unicodedata.category(char) in ("Cf", "Cs") for char in href):
        return f"the address holds a blank or a character that no address has: '{href}'"
    try:
        parts = urlsplit(href)
        _ = parts.port
    except ValueError:
        return f"'{href}' is no address"
    if parts.scheme not in SCHEMES:
        return f"expected an address with http, https, mailto or tel, found '{href}'"
    if parts.scheme in ("http", "https"):
        return _host_fault(parts, href)
    rule = _ADDRESS if parts.scheme == "mailto" else _NUMBER
    return "" if rule.fullmatch(parts.path) else f"expected {parts.scheme}:… to hold one address, found '{href}'"


def _host_fault(parts: SplitResult, href: str) -> str:
    host = parts.hostname or ""
    if "." not in host and host != "localhost":
        return f"the address has no host name: '{href}'"
    if "@" in parts.netloc:
        return f"a name or password stands before the host: '{href}'"
    if found := next((label for label in map(_spoken, host.split(".")) if _is_disguised(label)), ""):
        return f"the host of '{href}' is spelt with letters that look like others: '{found}'"
    return ""


def _spoken(label: str) -> str:
    """A part of a host's name in its own letters."""
    try:
        return label.removeprefix("xn--").encode("ascii").decode("punycode") if label.startswith("xn--") else label
    except UnicodeError:
        return label


def _is_disguised(label: str) -> bool:
    """Whether letters of another script pass for Latin ones: among Latin letters, or all of them."""
    letters = [char for char in label if char.isalpha()]
    scripts = {unicodedata.name(char, "").partition(" ")[0] for char in letters}
    return scripts & {"CYRILLIC", "GREEK", "ARMENIAN"} != set() and (
        "LATIN" in scripts or _LOOK_LATIN.issuperset(letters)
    )


def link_hint(href: str) -> str:
    """What was probably meant by an address that has a fault."""
    if _ADDRESS.fullmatch(href):
        return f"write `mailto:{href}`"
    if re.fullmatch(r"[\w-]+(\.[\w-]+)+(/\S*)?", href):
        return f"write `https://{href}`"
    if href.startswith("#"):
        return "write the id of a heading after the #"
    return "an address begins with https://, mailto: or tel:"
