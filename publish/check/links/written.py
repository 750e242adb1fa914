"""Addresses that are not written as addresses are."""

import re
from collections.abc import Iterable, Iterator
from urllib.parse import unquote, urlsplit

from publish.check.document import Document
from publish.check.finding import Finding, Rule, Severity
from publish.check.links.addresses import links, place_of
from publish.check.subject import Subject

WRITTEN = Rule(
    "C707",
    Severity.BREAKS,
    "Every address is written as its kind is",
    "With a blank in it, a letter missing in `https` or two addresses after `mailto:`, an address opens nothing, or "
    "something else in each program. Write one e-mail address after `mailto:`, figures after `tel:`, and "
    "https:// before the name of a site.",
    clauses=("RFC 3986, 3", "RFC 6068, 2", "RFC 3966, 3"),
)
RULES = (WRITTEN,)

_ATOM = r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~\u0080-\U0010ffff-]{1,64}"
_MAILBOX = re.compile(rf"{_ATOM}@[\w-]{{1,63}}(?:\.[\w-]{{1,63}}){{1,10}}")
_NUMBER = re.compile(r"\+?[0-9][0-9().-]{2,20}(?:;[\w=+.-]{1,60})?")
_SLIP = re.compile(r"(?:h?t?tps?:?/{1,3}|https?;//|https?:/?(?!/)|htt?p?s?:\\\\|www\.)", re.IGNORECASE)
_BLANK = re.compile(r"[\s<>\"{}|\\^`\x00-\x1f\x7f]")


def check(subject: Subject, documents: Iterable[Document]) -> Iterator[Finding]:
    """Each address that is no address, once."""
    seen: set[str] = set()
    for document in documents:
        for link in links(document):
            if link.address and link.address not in seen and (fault := fault_of(link.address)):
                seen.add(link.address)
                message, hint = fault
                yield WRITTEN.finding(message, place_of(subject, link), hint=hint, artefact=document.name)


def fault_of(address: str) -> tuple[str, str] | None:
    """What is wrong with an address, and what to write instead; None if nothing is."""
    scheme, _, rest = address.partition(":")
    kind = scheme.lower()
    if kind == "mailto":
        return _mailbox(address, rest)
    if kind in ("tel", "sms"):
        number = unquote(rest)
        is_number = _NUMBER.fullmatch(number)
        return (
            None
            if is_number
            else (f"expected a number after {kind}:, found '{number}'", "figures alone, like +4685550100")
        )
    if kind in ("http", "https"):
        return _web(address)
    if _SLIP.match(address) and not address.startswith("//"):
        bare = re.sub(r"^[a-z]{0,5}[:;]?[/\\]*", "", address, flags=re.IGNORECASE)
        right = f"https://{address if address.lower().startswith('www.') else bare}"
        return f"the address '{address}' does not begin with https://", f"did you mean {right}?"
    if "@" in address and _MAILBOX.fullmatch(address):
        return f"the mailbox '{address}' stands where an address should", f"write mailto:{address}"
    return None


def _mailbox(address: str, rest: str) -> tuple[str, str] | None:
    whole = unquote(rest.partition("?")[0])
    boxes = [box.strip() for box in whole.split(",")]
    if not rest.startswith("//") and all(_MAILBOX.fullmatch(box) for box in boxes):
        return None
    return f"expected an e-mail address after mailto:, found '{address}'", "write it like mailto:name@example.org"


def _web(address: str) -> tuple[str, str] | None:
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        return f"'{address}' is no address", "copy it from the browser"
    if not host or ("." not in host and ":" not in host and host != "localhost") or ".." in host:
        return f"the address '{address}' has no host name", "write it like https://www.example.org/"
    if _BLANK.search(address):
        return f"the address '{address}' holds a blank or a sign that no address has", "copy it from the browser"
    return None
