"""Links to what we make ourselves: files beside the page, other languages, other editions."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import unquote

from publish.check.document import Document
from publish.check.finding import Finding, Rule, Severity
from publish.check.links.addresses import Link, absolute, links, place_of
from publish.check.subject import Subject
from publish.problems import did_you_mean

FILES = Rule(
    "C702",
    Severity.BREAKS,
    "Addresses of our own files lead to files that are made",
    "A picture, a font, the brochure or the page in another language is missing where letter or page look for it: "
    "readers get a gap or an error. The file's name is misspelt in the template, or it is not made.",
)
EDITIONS = Rule(
    "C703",
    Severity.DEGRADES,
    "Links to other editions lead to editions that are there",
    "The address looks like that of an edition, and the workspace has none of that name or not in that language. "
    "Copy the address from the page it is to lead to.",
)
HEAD = Rule(
    "C704",
    Severity.DEGRADES,
    "The page names its own address, its translations and its social card",
    "Search engines and social media go by the addresses in the page's head: a wrong canonical address takes the page "
    "out of search, a missing translation is not offered, a wrong card shows no picture. The template "
    "`web/_head.html.j2` writes them.",
    clauses=("RFC 6596, 3", "https://ogp.me"),
)
RELATIVE = Rule(
    "C709",
    Severity.BREAKS,
    "Every address in the letter is a whole one",
    "A letter has no place on the web, so `brochure.pdf` alone leads nowhere, and a picture named so is not shown. "
    "Write the whole address; in templates `address.file(…)` does that.",
    clauses=("RFC 2557, 5",),
)
RULES = (FILES, EDITIONS, HEAD, RELATIVE)
_EDITION = re.compile(r"\d{4}-\d{2}-\d{2}(?:-[a-z0-9-]+)?")
_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:")


@dataclass(frozen=True, slots=True)
class Target:
    """What one of our own addresses leads to."""

    edition: str
    language: str
    file: str


def check(subject: Subject, documents: Iterable[Document]) -> Iterator[Finding]:
    """What leads to nothing of ours."""
    base = subject.theme.address(subject.edition).page
    seen: set[str] = set()
    for document in documents:
        for link in links(document):
            whole = absolute(link.address, base)
            if document is subject.letter and _is_relative(link.address):
                yield from _relative(subject, link, whole)
            elif whole not in seen:
                seen.add(whole)
                yield from _judged(subject, link, whole)
    if subject.page:
        yield from _head(subject, subject.page)


def _is_relative(address: str) -> bool:
    return bool(address) and not address.startswith("#") and not _SCHEME.match(address)


def _relative(subject: Subject, link: Link, whole: str) -> Iterator[Finding]:
    message = f"the address '{link.address}' in the letter is not a whole one"
    yield RELATIVE.finding(message, place_of(subject, link), hint=f"write {whole}", artefact=link.document.name)


def target(address: str, base_url: str) -> Target | None:
    """What an address leads to below *base_url*; None if that is no edition."""
    path = address.partition("#")[0].partition("?")[0]
    if not path.startswith(f"{base_url}/"):
        return None
    edition, _, rest = unquote(path[len(base_url) + 1 :]).partition("/")
    language, _, file = rest.partition("/")
    return Target(edition, language, file or "index.html") if _EDITION.fullmatch(edition) else None


def _judged(subject: Subject, link: Link, whole: str) -> Iterator[Finding]:
    found = target(whole, subject.theme.workspace.settings.base_url)
    if found is None or not found.language:
        return
    if found.edition != subject.edition.id:
        yield from _other(subject, link, found)
    elif found.language not in subject.edition.languages:
        message = f"'{link.address}' leads to the edition in '{found.language}', which it is not written in"
        hint = f"it is written in: {', '.join(subject.edition.languages)}"
        yield FILES.finding(message, place_of(subject, link), hint=hint, artefact=link.document.name)
    elif not _is_made(subject, found.file):
        message = f"'{link.address}' leads to the file '{found.file}', which is not made"
        hint = did_you_mean(found.file, _made(subject))
        yield FILES.finding(message, place_of(subject, link), hint=hint, artefact=link.document.name)


def _is_made(subject: Subject, file: str) -> bool:
    """Whether a file is among those made; what another format makes that was not asked for is taken on trust."""
    maker = "brochure" if file.startswith("brochure") else "newsletter" if _is_of_letter(file) else "web"
    return maker not in subject.files or file in _made(subject)


def _is_of_letter(file: str) -> bool:
    return file.startswith(("newsletter.", "mail/"))


def _made(subject: Subject) -> tuple[str, ...]:
    return tuple(name for files in subject.files.values() for name in files)


def _other(subject: Subject, link: Link, found: Target) -> Iterator[Finding]:
    """An edition of this workspace is known; one that is gone from it may still be on the web, but hardly so."""
    content = subject.theme.workspace.folder(found.edition).parent
    there = sorted(folder.name for folder in content.iterdir() if folder.is_dir()) if content.is_dir() else []
    if found.edition not in there:
        message = f"'{link.address}' leads to the edition '{found.edition}', which is not in this workspace"
        hint = did_you_mean(found.edition, there)
    elif found.language not in (written := subject.theme.workspace.languages(found.edition)):
        message = f"'{link.address}' leads to '{found.edition}' in '{found.language}', which it is not written in"
        hint = f"it is written in: {', '.join(written)}"
    else:
        return
    yield EDITIONS.finding(message, place_of(subject, link), hint=hint, artefact=link.document.name)


def _head(subject: Subject, page: Document) -> Iterator[Finding]:
    """What the page's head says of itself."""
    for name, found, expected in _named(subject, page):
        if found != expected:
            message = f"{name} is '{found}', expected '{expected}'" if found else f"{name} is missing: '{expected}'"
            place = subject.sources.template("web", _SPELLING[name.split()[0]]) or subject.place_of(page, page.root)
            yield HEAD.finding(message, place, hint="see `_head.html.j2`", artefact=page.name)


_SPELLING = {"the": 'rel="canonical"', "og:url": "og:url", "og:image": "og:image", "alternate": 'rel="alternate"'}


def _named(subject: Subject, page: Document) -> Iterator[tuple[str, str, str]]:
    """Each address that the head names: what it is called, what was found, what was expected."""
    own = subject.theme.address(subject.edition)
    rels = {
        (str(link.get("rel")).lower(), link.get("hreflang") or ""): link.get("href", "") for link in page.all("link")
    }
    metas = {str(meta.get("property")): str(meta.get("content", "")) for meta in page.all("meta")}
    yield "the canonical address", str(rels.get(("canonical", ""), "")), own.page
    yield "og:url", metas.get("og:url", ""), own.page
    yield "og:image", metas.get("og:image", ""), own.card
    for language in subject.edition.languages:
        expected = subject.theme.address(subject.edition, language).page
        yield f"alternate in '{language}'", str(rels.get(("alternate", language), "")), expected
