"""What no mail client runs, opens or finds, whoever the readers are."""

from collections.abc import Iterator

from publish.check.clients import rules
from publish.check.clients.excuses import has_place
from publish.check.clients.report import ARTEFACT
from publish.check.clients.uses import Styled
from publish.check.clients.written import place_of
from publish.check.finding import Finding
from publish.check.subject import Subject

_TAGS = ("script", "iframe", "embed", "applet", "frameset", "frame", "canvas")


def check(subject: Subject, styled: Styled) -> Iterator[Finding]:
    """Scripts, frames and links to nowhere."""
    yield from _run(subject, styled)
    yield from _lost(subject, styled)


def _run(subject: Subject, styled: Styled) -> Iterator[Finding]:
    """What would have to be run: each kind once."""
    for tag in _TAGS:
        found = [one for one in styled.document.all(tag) if "json" not in (one.get("type") or "")]
        if found:
            count = f" ({len(found)} of them)" if len(found) > 1 else ""
            yield rules.ACTIVE.finding(
                f"'<{tag}>'{count} is taken out by every mail client",
                subject.place_of(styled.document, found[0]),
                hint="link to the web page, where it works",
                artefact=ARTEFACT,
            )


def _lost(subject: Subject, styled: Styled) -> Iterator[Finding]:
    """Links to a place that the letter does not have: each place once."""
    links = {use.value: use for use in styled.uses.get("html-anchor-links", ())}
    for address, use in links.items():
        element = use.elements[0]
        if not has_place(element, address.removeprefix("#")):
            yield rules.ANCHORS.finding(
                f"the link to '{address}' leads nowhere: the letter has no such place",
                place_of(subject, styled, use, element),
                hint="lead to the place on the web page, with its whole address",
                artefact=ARTEFACT,
            )
