"""Links that look like what they are not: spam filters and readers take them for fraud."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from urllib.parse import urlsplit

from lxml import etree

from publish.check.delivery.domains import ascii_host, host_of, registered
from publish.check.document import Document, words
from publish.check.finding import Finding, Rule, Severity
from publish.check.subject import Subject

SHOWN = Rule(
    "C230",
    Severity.DEGRADES,
    "A link whose text is an address leads to that address",
    "A text that shows one organisation's address and leads to another's is how people are robbed. Gmail, Outlook "
    "and every spam filter look for it, and warn. Show the address it leads to, or words instead of an address.",
    clauses=("SpamAssassin, URI_PHISH and __SPOOFED_URL",),
)
DISGUISED = Rule(
    "C231",
    Severity.BREAKS,
    "No link disguises where it leads",
    "A name before an `@`, a number instead of a name, the publisher's own name as a part of somebody else's, letters "
    "that look like others: readers believe that they go to one place, and go to another. Mostly it is a slip. "
    "Write the address as it stands in the browser when the page is open.",
    clauses=("RFC 3986, 7.6",),
)
SHORTENED = Rule(
    "C232",
    Severity.DEGRADES,
    "No link goes through a shortening service",
    "Nobody can see where a shortened link leads, so spammers use them and filters count them against a letter. The "
    "service sees who clicks, and when it closes the link is dead. Use the address that it stands for.",
    clauses=("RFC 3986, 7.6",),
)
SCHEME = Rule(
    "C233",
    Severity.BREAKS,
    "Links lead to pages, e-mail addresses or telephone numbers",
    "Mail programs take links with `javascript:`, `data:`, `file:` and the like away or block the letter; a file on "
    "one's own computer opens for nobody else. Publish it and link to its https address.",
)
RULES = (SHOWN, DISGUISED, SHORTENED, SCHEME)

_SERVICES = (
    "bit.ly bitly.com buff.ly cutt.ly dub.sh fb.me fwd.to goo.gl ht.ly is.gd j.mp lnkd.in ow.ly rb.gy rebrand.ly "
    "s.id short.io shorturl.at soo.gd t.co t.ly tiny.cc tiny.one tinyurl.com trib.al v.gd"
)
_SHORTENERS = frozenset(_SERVICES.split())
_SLIP = re.compile(r"h?t?t?ps?|htt?")
"""What was to be https; the family of links tells."""
_SCHEMES = frozenset({"", "http", "https", "mailto", "tel", "sms"})
_GENERIC = "com|org|net|info|eu|nu|app|dev|io|ai|biz|name|online|site|shop|se|example|test"
_ADDRESS = re.compile(
    rf"(?:https?://)?(?:[\w.+-]+@)?((?:[\w-]+\.)+(?:{_GENERIC}|[a-z]{{2}}))(?::\d+)?(?:[/?#]\S*)?", re.IGNORECASE
)
"""A text that is nothing but an address of the web or of a mailbox."""
_ENDINGS = frozenset({"cc", "cs", "db", "gz", "hs", "js", "kt", "md", "pl", "ps", "py", "rb", "rs", "sh", "ts", "vb"})
"""Of files rather than of hosts, where nothing else makes an address of a word."""
_SEARCHED = 300
_WITHIN = re.compile(r"(?:https?://|www\.)(?:www\.)?((?:[\w-]+\.)+[a-z]{2,24})", re.IGNORECASE)
_LOOKS = str.maketrans("аеорсухіјѕһԁԛԝοαν013$", "aeopcyxijshdqwoavoies")
"""Letters of other scripts, and figures, that pass for Latin letters."""
_PAIRS = (("rn", "m"), ("vv", "w"), ("cl", "d"))
_ALIKE = 0.9
_LONG_ENOUGH = 8
"""Letters; short names resemble each other by chance."""


@dataclass(frozen=True, eq=False)
class _Link:
    document: Document
    element: etree._Element
    href: str


def check(subject: Subject) -> Iterator[Finding]:
    """What is wrong with links, each address once."""
    seen: set[tuple[str, str]] = set()
    for document in subject.documents:
        for element in document.all("a", "area"):
            href = str(element.get("href", "")).strip()
            key = (href, words(element))
            if href and key not in seen:
                seen.add(key)
                yield from _judged(subject, _Link(document, element, href))


def _judged(subject: Subject, link: _Link) -> Iterator[Finding]:
    scheme = re.match(r"[\s\x00-\x1f]*([a-zA-Z][a-zA-Z0-9+.\s-]*):", link.href)
    name = re.sub(r"\s", "", scheme[1]).lower() if scheme else ""
    if name not in _SCHEMES and not _SLIP.fullmatch(name):
        message = f"the link '{_short(link.href)}' leads to no page, expected https, mailto or tel"
        yield _finding(subject, SCHEME, link, message, "publish it and link to its https address")
        return
    host = host_of(link.href)
    if registered(host) in _SHORTENERS or host in _SHORTENERS:
        message = f"the link '{_short(link.href)}' hides its target behind '{host}'"
        yield _finding(subject, SHORTENED, link, message, "open it and use the address that the browser shows then")
        return
    if message := _disguise(subject, link.href, host):
        yield _finding(subject, DISGUISED, link, message, "write the address as the browser shows it on that page")
        return
    yield from _spoofed(subject, link, host)


def _disguise(subject: Subject, href: str, host: str) -> str:
    """How an address hides where it leads; empty if it does not."""
    try:
        netloc = urlsplit(href).netloc
    except ValueError:
        return ""
    if "@" in netloc:
        return f"the link '{_short(href)}' leads to '{host}', whatever stands before the @"
    if not host:
        return ""
    for own in _own(subject):
        if registered(host) != own and f".{own}." in f".{host}":
            return f"the link '{_short(href)}' leads to '{registered(host)}', not to '{own}'"
        if _resembles(registered(host), own):
            return f"the link '{_short(href)}' leads to '{registered(host)}', which only looks like '{own}'"
    return ""


def _own(subject: Subject) -> tuple[str, ...]:
    settings, language = subject.theme.workspace.settings, subject.edition.language
    addresses = (settings.base_url, settings.publisher[language].website)
    return tuple(dict.fromkeys(registered(host_of(address)) for address in addresses))


def _resembles(name: str, own: str) -> bool:
    """Whether a name differs from the publisher's only in letters that nobody can tell apart."""
    return name != own and len(own) >= _LONG_ENOUGH and _as_seen(name) == _as_seen(own)


def _as_seen(host: str) -> str:
    """A host's name as a reader takes it in."""
    try:
        spoken = host.encode("ascii").decode("idna")
    except UnicodeError:
        spoken = host
    letters = unicodedata.normalize("NFKD", spoken.casefold().translate(_LOOKS))
    plain = "".join(char for char in letters if not unicodedata.combining(char)).replace("l", "i")
    for pair, letter in _PAIRS:
        plain = plain.replace(pair, letter)
    return plain


def _spoofed(subject: Subject, link: _Link, host: str) -> Iterator[Finding]:
    text = words(link.element).strip(" .,;:!?()<>«»“”\"'")
    shown = _shown(text)
    target = _mail_host(link.href) or host
    if not shown or not target or registered(shown) == registered(target):
        return
    is_trick = registered(shown) in target or _as_seen(registered(shown)) == _as_seen(registered(target))
    message = f"the text of the link shows '{shown}', but it leads to '{target}'"
    hint = (
        f"did you mean https://{shown}?" if _is_near(shown, target) else "show the address that it leads to, or words"
    )
    found = _finding(subject, SHOWN, link, message, hint)
    yield replace(found, severity=Severity.BREAKS) if is_trick else found


def _shown(text: str) -> str:
    """The host in a text that is, or holds, an address; empty if there is none."""
    found = _WITHIN.search(text[:_SEARCHED])
    if not found and (whole := _ADDRESS.fullmatch(text[:_SEARCHED])):
        found = None if whole[0].rpartition(".")[2].lower() in _ENDINGS else whole
    return ascii_host(found[1]) if found else ""


def _mail_host(href: str) -> str:
    if not href.lower().startswith("mailto:"):
        return ""
    return ascii_host(href[7:].partition("?")[0].rpartition("@")[2])


def _is_near(shown: str, target: str) -> bool:
    return SequenceMatcher(None, registered(shown), registered(target)).ratio() >= _ALIKE


def _finding(subject: Subject, rule: Rule, link: _Link, message: str, hint: str) -> Finding:
    place = subject.place_of_words(link.href, link.document, link.element)
    return rule.finding(message, place, hint=hint, artefact=link.document.name)


def _short(href: str) -> str:
    return href if len(href) <= 80 else f"{href[:79]}…"
