"""The outputs against each other: one subject, one title, one order, and a way from each to the others."""

from collections.abc import Iterator, Mapping

from publish.check.document import words
from publish.check.finding import Finding, Severity
from publish.check.identity import machines, rules
from publish.check.identity.comparison import Comparison
from publish.check.identity.frames import plain_address
from publish.check.identity.outputs import parts_of
from publish.check.places import letters_of
from publish.check.subject import Subject
from publish.formats.mjml import UNSUBSCRIBE
from publish.problems import Place


def check(subject: Subject, compared: Mapping[str, Comparison]) -> Iterator[Finding]:
    """Every difference between the outputs, and what leads from none of them to another."""
    yield from _message(subject)
    yield from _titles(subject, compared)
    yield from machines.check(subject)
    yield from _ways(subject, compared)
    if {"newsletter.txt", "newsletter.html"} <= compared.keys():
        yield from _order(subject, compared["newsletter.txt"], compared["newsletter.html"])


def _message(subject: Subject) -> Iterator[Finding]:
    """Subject and parts of what is sent."""
    if subject.message is None:
        return
    message, parts = parts_of(subject.message)
    name, edition = "newsletter.eml", subject.edition
    said = " ".join(str(message.get("Subject", "")).split())
    place = subject.sources.in_edition(edition.subject) or subject.sources.whole
    if said != " ".join(edition.subject.split()):
        yield rules.TITLE.finding(
            f"the subject of {name} is '{said[:80]}', that of the edition '{edition.subject[:80]}'",
            place,
            artefact=name,
            severity=Severity.BREAKS,
        )
    pairs = (("text/plain", subject.text), ("text/html", subject.letter.html if subject.letter else None))
    for kind, file in pairs:
        if file is not None and _plain(parts.get(kind, ""), subject) != _plain(file, subject):
            other = "newsletter.txt" if kind == "text/plain" else "newsletter.html"
            yield rules.ORDER.finding(
                f"the part {kind} of {name} is not what {other} says",
                subject.sources.whole,
                hint="build the newsletter again, so that all its files are of one run",
                artefact=name,
                severity=Severity.BREAKS,
            )


def _plain(text: str, subject: Subject) -> str:
    """Letters without line ends and without the address that is filled in when a letter is sent."""
    mail = subject.theme.workspace.settings.mail.get(subject.edition.language)
    address = mail.unsubscribe_url if mail else UNSUBSCRIBE
    return " ".join(text.replace(UNSUBSCRIBE, address).replace("&amp;", "&").split())


def _titles(subject: Subject, compared: Mapping[str, Comparison]) -> Iterator[Finding]:
    edition = subject.edition
    wanted = (
        ("newsletter.html", _title(subject.letter), "newsletter", "<mj-title>", (edition.subject, edition.title)),
        ("index.html", _title(subject.page), "web", "<title>", (edition.title,)),
        ("brochure.pdf", compared["brochure.pdf"].output.title if "brochure.pdf" in compared else None,
         "brochure", "<title>", (edition.title,)),
    )  # fmt: skip
    for name, said, format_, tag, titles in wanted:
        if said is not None and not any(letters_of(title) in letters_of(said) for title in titles):
            place = subject.sources.template(format_, tag) or subject.sources.whole
            yield rules.TITLE.finding(
                f"{name} calls itself '{said[:80]}', the edition '{titles[0][:80]}'", place, artefact=name
            )


def _title(document: object) -> str | None:
    from publish.check.document import Document

    if not isinstance(document, Document):
        return None
    found = document.root.find("head/title")
    return words(found) if found is not None else ""


def _ways(subject: Subject, compared: Mapping[str, Comparison]) -> Iterator[Finding]:
    address = subject.theme.address(subject.edition)
    wanted = (
        ("newsletter.html", address.page, "the web page"),
        ("newsletter.html", address.brochure, "the brochure"),
        ("newsletter.txt", address.page, "the web page"),
        ("newsletter.txt", address.brochure, "the brochure"),
        ("index.html", address.brochure, "the brochure"),
    )
    for name, href, what in wanted:
        if name in compared and not _leads(compared[name], href):
            template = "letter.txt.j2" if name == "newsletter.txt" else ""
            yield rules.WAYS.finding(
                f"{name} does not lead to {what} ({href})",
                _template(subject, compared[name], template),
                hint=f"add a link to `{'address.page' if what == 'the web page' else 'address.brochure'}`",
                artefact=name,
            )


def _leads(comparison: Comparison, href: str) -> bool:
    links = {plain_address(link.href) for link in comparison.output.links}
    if comparison.output.format == "web":
        links |= {
            plain_address(comparison.subject.theme.address(comparison.subject.edition).file(link)) for link in links
        }
    return plain_address(href) in links or (comparison.output.document is None and href in comparison.output.raw)


def _template(subject: Subject, comparison: Comparison, name: str) -> Place:
    texts = subject.sources.templates(comparison.output.format)
    first = ("letter.mjml.j2", "page.html.j2") if not name else (name,)
    found = next((text for text in texts if text.path.endswith(first)), None)
    return Place(found.path) if found else subject.sources.whole


def _order(subject: Subject, text: Comparison, html: Comparison) -> Iterator[Finding]:
    """The first part of the edition that stands elsewhere in the text than in the HTML."""
    ours, theirs = _begins(text), _begins(html)
    both = [part for part in sorted(ours, key=lambda part: ours[part]) if part in theirs]
    expected = sorted(both, key=lambda part: theirs[part])
    for part, other in zip(both, expected, strict=True):
        if part != other:
            facts = text.facts.all
            told, instead = (next(fact for fact in facts if fact.part == number) for number in (other, part))
            yield rules.ORDER.finding(
                f"newsletter.txt says '{instead.words[:60]}' where newsletter.html says '{told.words[:60]}'",
                _template(subject, text, "letter.txt.j2"),
                artefact="newsletter.txt",
            )
            return


def _begins(comparison: Comparison) -> dict[int, int]:
    """Where each part of the edition begins, by the texts that stand once."""
    said, facts = comparison.accounts[0]
    found: dict[int, int] = {}
    for number, place in said.found.items():
        if len(said.places[number]) == 1 and facts[number].role == "text" and facts[number].part:
            part = facts[number].part
            found[part] = min(found.get(part, place.start), place.start)
    return found
