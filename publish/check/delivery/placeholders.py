"""Addresses at which nobody is: those of examples, and those of one's own computer."""

from collections.abc import Iterator

from publish.check.delivery.domains import ascii_host, host_of, is_number, is_placeholder
from publish.check.delivery.settings_file import setting
from publish.check.finding import Finding, Rule, Severity
from publish.check.subject import Subject

OWN = Rule(
    "C270",
    Severity.COSMETIC,
    "The publisher's addresses are its own, not placeholders",
    "Names under `.example` and the like are reserved for examples and lead nowhere. As long as they stand in "
    "publish.yaml, no picture of the letter is shown and nobody can answer or unsubscribe. "
    "Put the organisation's own addresses there before anything is sent.",
    clauses=("RFC 2606, 2", "RFC 6761, 6"),
)
NOWHERE = Rule(
    "C271",
    Severity.DEGRADES,
    "Links lead to addresses that everybody can reach",
    "A link to `localhost`, to a number of the office network or to `.example` works for the one who wrote it, or for "
    "nobody. Replace it with the public address of the page.",
    clauses=("RFC 2606, 2", "RFC 6761, 6"),
)
RULES = (OWN, NOWHERE)


def check(subject: Subject) -> Iterator[Finding]:
    """One finding for the settings, and one for each link of the text that leads nowhere."""
    yield from _settings(subject)
    hosts = {registered for registered in map(_host, _own(subject).values()) if is_placeholder(registered)}
    seen: set[str] = set()
    for document in subject.documents:
        for element in document.all("a"):
            href = str(element.get("href", ""))
            host = _host(href)
            if href in seen or not host or host in hosts:
                continue
            seen.add(href)
            if is_number(host) or (is_placeholder(host) and not (hosts and host.endswith(".example"))):
                message = f"the link '{href}' leads to '{host}', "
                message += "a page about examples" if _is_shown(host) else "which readers cannot reach"
                place = subject.place_of_words(href, document, element)
                hint = "use the public address of the page"
                severity = Severity.COSMETIC if _is_shown(host) else None
                yield NOWHERE.finding(message, place, hint=hint, artefact=document.name, severity=severity)


def _is_shown(host: str) -> bool:
    """Whether it is one of the example domains that do show a page (RFC 2606, 3): a new text begins with one."""
    return host.removeprefix("www.") in {"example.com", "example.net", "example.org"}


def _own(subject: Subject) -> dict[str, str]:
    """The publisher's addresses by the settings that hold them."""
    settings, language = subject.theme.workspace.settings, subject.edition.language
    publisher, mail = settings.publisher[language], settings.mail[language]
    return {
        "base-url": settings.base_url,
        "website": publisher.website,
        "email": publisher.email,
        "from": mail.sender,
        "reply-to": mail.reply_to,
        "unsubscribe-url": mail.unsubscribe_url,
        "list-id": mail.list_id,
    }


def _settings(subject: Subject) -> Iterator[Finding]:
    if not subject.files:
        return
    found = {key: value for key, value in _own(subject).items() if is_placeholder(_host(value))}
    if found:
        first = next(iter(found))
        named = ", ".join(f"`{key}`" for key in found)
        message = f"{len(found)} of the publisher's addresses are placeholders: {named}, like '{found[first]}'"
        hint = "put the organisation's own addresses there before anything is sent"
        yield OWN.finding(message, setting(subject, first), hint=hint)


def _host(address: str) -> str:
    """The host of a web address, a mailbox or a list's name."""
    if "://" in address:
        return host_of(address)
    mailbox = address.removeprefix("mailto:").partition("?")[0]
    is_mailbox = "@" in mailbox and not address.startswith(("tel:", "#"))
    return ascii_host(mailbox.rpartition("@")[2]) if is_mailbox or _is_list(address) else ""


def _is_list(address: str) -> bool:
    return "." in address and ":" not in address and "/" not in address and "#" not in address
