"""Links to other people's pages. They are asked only when the person who checks wants that."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from publish.check.document import Document
from publish.check.finding import Finding, Rule, Severity
from publish.check.links.addresses import Link, links, place_of
from publish.check.links.answer import Answer, Kind
from publish.check.links.memory import recall, remember
from publish.check.subject import Subject

if TYPE_CHECKING:
    from publish.check.links.network import Network

GONE = Rule(
    "C720",
    Severity.DEGRADES,
    "Pages that are linked to exist",
    "The server says that it has no such page (404) or no longer has it (410). Readers who follow the link get an "
    "error. Find the page's new address, or take the link away.",
    clauses=("RFC 9110, 15.5.5 and 15.5.11",),
)
UNREACHABLE = Rule(
    "C721",
    Severity.DEGRADES,
    "Sites that are linked to can be reached safely",
    "No machine has the name, it refuses the connection, or its certificate is not valid, so that browsers warn "
    "their readers. Mostly the name is misspelt or the site is gone. Open the address in a browser and see.",
)
UNSURE = Rule(
    "C722",
    Severity.COSMETIC,
    "Every link to other sites could be checked",
    "The server was too slow, had an error of its own, or answers people only. The link may be right: open it in a "
    "browser, or check once more later.",
)
MOVED = Rule(
    "C723",
    Severity.COSMETIC,
    "Links lead to where a page is, not to where it was",
    "The server says that the page has moved for good. As long as it sends readers on nothing is lost, but such "
    "signposts are taken away some day. Use the new address.",
    clauses=("RFC 9110, 15.4.2 and 15.4.9",),
)
PRIVATE = Rule(
    "C724",
    Severity.DEGRADES,
    "Links lead to public machines",
    "The name belongs to a machine of a private network, the office's for example, or the page sends one on to such a "
    "machine. Readers elsewhere get an error. It has not been asked. Link to the public address.",
    clauses=("RFC 1918, 3", "RFC 6890, 2.2"),
)
RULES = (GONE, UNREACHABLE, UNSURE, MOVED, PRIVATE)
_RESERVED = (".example", ".test", ".invalid", ".localhost", ".local", ".internal")
_EXAMPLES = ("example.com", "example.net", "example.org", "localhost")


def check(subject: Subject, documents: Iterable[Document], network: "Network | None" = None) -> Iterator[Finding]:
    """What is wrong with links to other sites; nobody is asked unless the options say so."""
    if not subject.options.online:
        return
    from publish.check.links.asking import answers
    from publish.check.links.network import Network

    outer = _outer(subject, documents)
    known = recall(subject.options.cache, subject.options.today)
    asked = answers((address for address in outer if address not in known), network or Network())
    remember(subject.options.cache, subject.options.today, asked)
    unsure: list[tuple[Link, Answer]] = []
    for address, link in outer.items():
        answer = known.get(address) or asked[address]
        if answer.kind is Kind.UNSURE:
            unsure.append((link, answer))
        elif answer.kind is not Kind.THERE:
            yield _finding(subject, link, answer)
    yield from _unsure(subject, unsure)


def _outer(subject: Subject, documents: Iterable[Document]) -> dict[str, Link]:
    """Every address of other sites, without its fragment, and where it stands first."""
    every = (link for document in documents for link in links(document) if link.is_followed)
    found: dict[str, Link] = {}
    for link in every:
        address = link.address.partition("#")[0]
        if address not in found and _is_asked(subject, address):
            found[address] = link
    return found


def _is_asked(subject: Subject, address: str) -> bool:
    """
    Whether to ask for an address.

    Not for what is to be published yet, nor for the one at which one unsubscribes: to ask may be to leave. Names
    for examples and bare numbers are the business of other rules.
    """
    settings = subject.theme.workspace.settings
    leaving = settings.mail[subject.edition.language].unsubscribe_url
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").rstrip(".")
    except ValueError:
        return False
    is_ours = address.startswith((f"{settings.base_url}/", leaving)) or address == settings.base_url
    is_example = host.endswith(_RESERVED) or any(host == name or host.endswith(f".{name}") for name in _EXAMPLES)
    is_name = "." in host and not host.rpartition(".")[2].isdigit()
    return parts.scheme in ("http", "https") and is_name and not is_ours and not is_example


def _finding(subject: Subject, link: Link, answer: Answer) -> Finding:
    found = f"the link '{link.address}'"
    rule, message, hint = {
        Kind.GONE: (GONE, f"{found} leads to no page: {answer.detail}", "find its new address, or take the link away"),
        Kind.UNREACHABLE: (UNREACHABLE, f"{found} cannot be reached: {answer.detail}", "open it in a browser and see"),
        Kind.MOVED: (MOVED, f"{found} has moved to '{answer.address}'", f"write {answer.address}"),
        Kind.PRIVATE: (PRIVATE, f"{found} was not asked: {answer.detail}", "link to the public address"),
    }[answer.kind]
    return rule.finding(message, place_of(subject, link), hint=hint, artefact=link.document.name)


def _unsure(subject: Subject, found: list[tuple[Link, Answer]]) -> Iterator[Finding]:
    """One finding for all: mostly it is one cause, like a network that is away."""
    if found:
        link, answer = found[0]
        message = (
            f"{len(found)} link(s) to other sites could not be checked, the first is '{link.address}': {answer.detail}"
        )
        evidence = tuple(f"{one.address}: {said.detail}" for one, said in found[1:10])
        hint = "open them in a browser, or check again later"
        place = place_of(subject, link)
        yield UNSURE.finding(message, place, hint=hint, evidence=evidence, artefact=link.document.name)
