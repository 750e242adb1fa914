"""
What is an address, and when two of them are the same.

A text becomes an `Address` or the reason why it is none. What is not plain ASCII is judged by email-validator and
idna; a plain address is recognised by one expression, which gives the same answer (a test compares them).

Stricter than RFC 6531 where strictness protects readers: no quoted local parts, no comments, no `[192.0.2.1]`, at
most 64 characters before the @ (RFC 5321, 4.5.3.1.1), no word of two scripts, no look-alikes of plain letters.
"""

import re
import unicodedata
from collections.abc import Callable
from typing import NamedTuple

from publish.members.scripts import mixed

_ATOM = r"[A-Za-z0-9_!#$%&'*+\-/=?^`{|}~]+"
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_PLAIN = re.compile(rf"({_ATOM}(?:\.{_ATOM})*)@((?:{_LABEL}\.)+([A-Za-z](?:[A-Za-z0-9-]{{0,61}}[A-Za-z])?))", re.ASCII)
_RESERVED = frozenset({"arpa", "invalid", "local", "localhost", "onion", "test"})
"""Names that nobody can be reached at (IANA, special-use domain names)."""
_ROLES = frozenset({"info", "marketing", "sales", "support", "abuse", "noc", "security", "postmaster", "hostmaster",
                    "usenet", "news", "webmaster", "www", "uucp", "ftp"})  # fmt: skip
"""Mailboxes whose names are the same in any case (RFC 2142)."""
_LONGEST_LOCAL = 64
_LONGEST = 254
_INVISIBLE = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")


class Address(NamedTuple):
    """An address that letters can go to."""

    text: str
    """The local part as given, in NFC; the domain in small letters and A-labels (RFC 5891)."""
    folded: str
    """The same for all ways to write the address."""

    @property
    def domain(self) -> str:
        """What stands after the @."""
        return self.text.rpartition("@")[2]


class Refusal(NamedTuple):
    """Why a text is no address."""

    code: str
    reason: str
    """Without the text itself, so that it can stand in any report."""
    hint: str = ""


def read_address(text: str) -> Address | Refusal:
    """The address in *text*, whose outer spaces do not count; or why there is none."""
    text = text.strip()
    plain = _PLAIN.fullmatch(text)
    if plain:
        local, domain, top = plain.groups()
        if len(local) <= _LONGEST_LOCAL and len(text) <= _LONGEST and "--" not in domain:
            domain = domain.lower()
            if top.lower() not in _RESERVED and len(domain) <= 253:
                return _address(local, domain)
    return _look_at_it_closely(text)


def fold(address: str) -> str:
    """*address* as it is compared: without case, composed."""
    if address.isascii():
        return address.lower()
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", address).casefold())


def _address(local: str, domain: str) -> Address:
    if local.lower() in _ROLES:
        local = local.lower()
    text = f"{local}@{domain}"
    return Address(text, fold(text))


def _look_at_it_closely(text: str) -> Address | Refusal:
    refusal = _common_mistake(text) or _look_alike(text)
    if refusal:
        return refusal
    local = text.rpartition("@")[0]
    if len(local) > _LONGEST_LOCAL:
        return Refusal("E812", f"{len(local)} characters stand before the @, at most {_LONGEST_LOCAL} can")
    return _judged_by_the_library(text)


def _common_mistake(text: str) -> Refusal | None:
    """What people do often, in words that help them."""
    if not text:
        return Refusal("E812", "there is no address")
    if len(text) > 4 * _LONGEST:
        return Refusal("E812", f"{len(text)} characters are no address, at most {_LONGEST} can be")
    unseen = next((one for one in text if unicodedata.category(one) in _INVISIBLE), "")
    if unseen:
        name = unicodedata.name(unseen, "a control character").lower()
        hint = "delete the address and type it anew"
        return Refusal("E812", f"an invisible character stands in the address, U+{ord(unseen):04X} ({name})", hint)
    return next((Refusal("E812", *told) for holds, *told in _MISTAKES if holds(text)), None)


def _are_several(text: str) -> bool:
    return text.count("@") > 1 and any(sign in text for sign in ",; /")


_ONLY = "leave only name@domain"
_MISTAKES: tuple[tuple[Callable[[str], bool], str, str], ...] = (
    (lambda text: "@" not in text, "there is no @ in it", ""),
    (
        lambda text: text.startswith('"') or '"@' in text,
        "the part before the @ is quoted; many servers refuse that",
        "",
    ),
    (lambda text: "<" in text or text.lower().startswith("mailto:"), "more stands there than an address", _ONLY),
    (_are_several, "several addresses stand in one cell", "give each address a row of its own"),
    (lambda text: text.count("@") > 1, "more than one @ stands in it", ""),
    (lambda text: any(map(str.isspace, text)), "a space stands in the address", ""),
    (lambda text: "(" in text or ")" in text, "a comment stands in the address", _ONLY),
    (lambda text: "@[" in text, "the number of a computer stands in place of a domain", ""),
)


def _look_alike(text: str) -> Refusal | None:
    """Characters that pass for others: a Cyrillic letter in a Latin word, a full-width x."""
    if text.isascii():
        return None
    composed = unicodedata.normalize("NFC", text)
    if unicodedata.normalize("NFKC", composed) != composed:
        return Refusal("E813", "characters stand in the address that only look like plain ones", "type it anew")
    scripts = mixed(composed)
    if scripts:
        message = f"letters of {' and '.join(scripts)} stand in one word of the address"
        return Refusal("E813", message, "one of them only looks right; type the address anew")
    return None


def _judged_by_the_library(text: str) -> Address | Refusal:
    from email_validator import EmailNotValidError, validate_email

    try:
        found = validate_email(text, check_deliverability=False, strict=True)
    except EmailNotValidError as error:
        return Refusal("E812", _in_our_form(str(error)))
    if not found.ascii_domain:  # it says so of no domain that it takes
        return Refusal("E812", "there is no domain after the @")
    alike = _look_alike(found.domain)  # as the letters behind `xn--` show themselves
    if alike:
        return alike
    text = f"{found.local_part}@{found.ascii_domain}"
    if len(text.encode()) > _LONGEST:
        return Refusal("E812", f"{len(text.encode())} bytes are too many, at most {_LONGEST} can be")
    return Address(text, fold(text))


def _in_our_form(message: str) -> str:
    """A sentence of the library as problems are written here."""
    return f"{message[:1].lower()}{message[1:]}".rstrip(".")
