"""What a file says it is, and the large parts one can jump between."""

from collections.abc import Iterator

from lxml import etree

from publish.check.accessibility.structure import written
from publish.check.accessibility.structure.heard import Heard
from publish.check.document import words
from publish.check.finding import Finding, Rule, Severity
from publish.check.places import letters_of
from publish.check.subject import Subject

RULES = (
    TITLE := Rule(
        "C305",
        Severity.DEGRADES,
        "The page has a title that says what it is and whose",
        "The title is the first thing that a screen reader says, and the name of the tab, the bookmark and the printed"
        " page. A page is titled by its own title first and then by the publisher, a letter by its subject.",
        ("2.4.2",),
    ),
    LETTER := Rule(
        "C306",
        Severity.DEGRADES,
        "The letter is an article of its own inside the mail program",
        "On the web a letter is shown inside the mail program's own page. `role=article` with a label on the first"
        " element of its body lets listeners jump to the letter and hear what it is.",
        ("1.3.1", "4.1.2"),
    ),
    LANDMARKS := Rule(
        "C307",
        Severity.DEGRADES,
        "The page has one `<main>`, a header and a footer, and all its text stands in them",
        "Screen readers jump between these parts. Without them, or with two of the same, one has to listen to the"
        " whole page to find out where the text begins. Put the masthead in `<header>`, the text in one `<main>`, the"
        " imprint in `<footer>`.",
        ("1.3.1", "2.4.1"),
    ),
    SKIP := Rule(
        "C308",
        Severity.DEGRADES,
        "The first link of the page leads past the masthead to the text",
        "Those who use a keyboard instead of a mouse go from link to link. Without a link that skips the masthead they"
        " go through it on every page. The first link should lead to the id of `<main>`.",
        ("2.4.1",),
    ),
)

_ROLES = {"main": "main", "header": "banner", "footer": "contentinfo", "nav": "navigation", "aside": "complementary"}
_SECTIONS = frozenset({"article", "aside", "main", "nav", "section"})
_LANDMARKS = frozenset({"main", "banner", "contentinfo", "navigation", "complementary", "search", "form", "region"})
_SHOWN = {"main": "`<main>`", "banner": "page `<header>`", "contentinfo": "page `<footer>`"}


def check(subject: Subject, heard: Heard) -> Iterator[Finding]:
    """What is wrong with the frame of one file."""
    yield from _title(subject, heard)
    if heard.document.format == "newsletter":
        yield from _letter(subject, heard)
    else:
        yield from _landmarks(subject, heard)
        yield from _outside(subject, heard)
        yield from _skip(subject, heard)


def _title(subject: Subject, heard: Heard) -> Iterator[Finding]:
    document, edition = heard.document, subject.edition
    is_letter = document.format == "newsletter"
    known = subject.theme.workspace.settings.publisher.get(edition.language)
    publisher = "" if is_letter or known is None else known.name
    expected = edition.subject if is_letter else f"{edition.title} – {publisher}"
    title = next(iter(document.all("title")), None)
    found = "" if title is None else words(title)
    place = written.template(subject, document, "<mj-title" if is_letter else "<title")
    if not letters_of(found):
        message = f"there is no title, expected '{expected}'"
        yield TITLE.finding(message, place, artefact=document.name, severity=Severity.BREAKS)
    elif letters_of(publisher) not in letters_of(found):
        message = f"the title, '{found}', does not say whose page it is; expected '{expected}'"
        yield TITLE.finding(message, place, artefact=document.name)


def _letter(subject: Subject, heard: Heard) -> Iterator[Finding]:
    document = heard.document
    articles = [element for element in heard.elements if element.get("role") == "article"]
    place = written.template(subject, document, "<mj-body")
    if not any(article.getparent() is document.body for article in articles):
        message = "nothing in the letter says that it is one: no role=article around it"
        yield LETTER.finding(message, place, artefact=document.name)
    for article in articles:
        if not heard.name(article) or (article.get("aria-label") is None and article.get("aria-labelledby") is None):
            where = place if article.getparent() is document.body else subject.place_of(document, article)
            message = "an element with role=article has no label"
            hint = "write `aria-label`, or leave the role out"
            yield LETTER.finding(message, where, hint=hint, artefact=document.name)
            return


def landmark(element: etree._Element) -> str:
    """The role by which one can jump to *element*; none for what only looks like such a part."""
    role = (element.get("role") or "").lower() or _ROLES.get(str(element.tag), "")
    if role in ("banner", "contentinfo") and not element.get("role"):
        inner = any(one.tag in _SECTIONS for one in element.iterancestors())
        return "" if inner else role
    if element.tag in ("section", "form") and (element.get("aria-label") or element.get("aria-labelledby")):
        return role or "region"
    return role if role in _LANDMARKS else ""


def _landmarks(subject: Subject, heard: Heard) -> Iterator[Finding]:
    document = heard.document
    roles: dict[str, list[etree._Element]] = {name: [] for name in _SHOWN}
    for element in heard.elements:
        roles.get(landmark(element), []).append(element)
    for role, found in roles.items():
        if len(found) == 1:
            continue
        place = subject.place_of(document, found[1]) if found else written.template(subject, document, "<body")
        count = "two or more" if found else "no"
        message = f"the page has {count} {_SHOWN[role]}, expected one"
        yield LANDMARKS.finding(message, place, artefact=document.name)


def _outside(subject: Subject, heard: Heard) -> Iterator[Finding]:
    """Text that stands in none of the parts; the link that skips them may."""
    document = heard.document
    for child in document.body:
        if child not in heard.document.number or child in heard.hidden or landmark(child):
            continue
        is_skip = child.tag == "a" and (child.get("href") or "").startswith("#")
        if not is_skip and heard.words(child) and not any(landmark(inner) for inner in child.iterdescendants()):
            message = f"'{_short(heard.words(child))}' stands outside header, main and footer"
            yield LANDMARKS.finding(message, subject.place_of(document, child), artefact=document.name)


def _skip(subject: Subject, heard: Heard) -> Iterator[Finding]:
    document = heard.document
    first = next((link for link in heard.all("a") if link.get("href")), None)
    mains = [element for element in heard.elements if landmark(element) == "main"]
    if first is None or not mains:
        return
    href = first.get("href") or ""
    target = heard.by_id.get(href[1:]) if href.startswith("#") else None
    if target is not None and (target is mains[0] or mains[0] in target.iterancestors()):
        return
    before = any(link.get("href") for link in heard.all("a") if document.number[link] < document.number[mains[0]])
    if href.startswith("#") and target is None:
        message = f"the link that skips the masthead leads nowhere: there is no id '{href[1:]}'"
    elif before:
        message = f"the first link is '{heard.name(first)}', expected one that leads past the masthead to the text"
    else:
        return
    yield SKIP.finding(message, subject.place_of(document, first), artefact=document.name)


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:57].rstrip()}…"
