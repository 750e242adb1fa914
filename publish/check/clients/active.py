"""What no mail client runs or opens, whoever the readers are."""

from collections.abc import Iterator

from publish.check.clients import rules
from publish.check.clients.report import ARTEFACT
from publish.check.clients.uses import Styled
from publish.check.finding import Finding
from publish.check.subject import Subject

_TAGS = ("script", "iframe", "embed", "applet", "frameset", "frame", "canvas")


def check(subject: Subject, styled: Styled) -> Iterator[Finding]:
    """Scripts, frames and what is drawn by them: each kind once."""
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
