"""What a mail server does to a message on its way: long lines, and characters that no text has."""

import re
from collections.abc import Iterator

from publish.check.delivery.post import Post
from publish.check.delivery.settings_file import setting
from publish.check.finding import Finding, Rule, Severity
from publish.check.subject import Subject
from publish.problems import Place

LONGEST = 998
"""Octets in a line (RFC 5322, 2.1.1)."""
FOLDED = 78
"""Octets in a line that needs no folding (RFC 5322, 2.1.1)."""

LINES = Rule(
    "C204",
    Severity.BREAKS,
    "Lines are as short as mail allows, and no header has to be folded where it must not be",
    "A mail server may break a line of more than 998 octets wherever it likes, in the middle of a link too. A header "
    "of more than 78 is folded by many programs on the way; an address in it is then no address any longer, and "
    "unsubscribing with one click fails. Use a shorter address.",
    clauses=("RFC 5322, 2.1.1", "RFC 2369, 2"),
)
CONTROLS = Rule(
    "C205",
    Severity.BREAKS,
    "The message holds no control characters",
    "Control characters come along with text that was pasted from old programs, where they stood for quotation marks "
    "and dashes. Mail programs show a box, or nothing; Gmail cuts the letter off there. "
    "Delete them and type what was meant.",
    clauses=("RFC 5322, 2.3", "Gmail clips messages: https://github.com/hteumeuleu/email-bugs/issues/41"),
)
RULES = (LINES, CONTROLS)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_MEANT = {"\x91": "‘", "\x92": "’", "\x93": "“", "\x94": "”", "\x96": "–", "\x97": "—", "\x85": "…", "\x80": "€"}
"""What Windows programs meant by them."""


def check(subject: Subject, post: Post) -> Iterator[Finding]:
    """What would be damaged on the way."""
    yield from _long_lines(subject, post)
    yield from _folded(subject, post)
    yield from _controls(subject, post)


def _long_lines(subject: Subject, post: Post) -> Iterator[Finding]:
    long = [line for line in post.lines if len(line) > LONGEST]
    if long:
        begins = max(long, key=len)[:40].decode("ascii", "replace")
        message = f"{len(long)} line(s) of the message have more than {LONGEST} octets, the longest begins '{begins}'"
        yield LINES.finding(message, subject.sources.whole, hint="is an address that long?", artefact="newsletter.eml")


def _folded(subject: Subject, post: Post) -> Iterator[Finding]:
    """Only headers that have no blank where they could be folded; what has one was folded when it was written."""
    for line in post.heads:
        name, _, value = line.decode("ascii", "replace").partition(": ")
        if FOLDED < len(line) <= LONGEST and name.lower().startswith("list-"):
            message = f"the header {name} has {len(line)} octets in one line, expected at most {FOLDED}: '{value}'"
            yield LINES.finding(
                message,
                setting(subject, "unsubscribe-url" if name.lower() == "list-unsubscribe" else "list-id"),
                hint="use a shorter address; programs on the way fold longer headers, and break the address",
                artefact="newsletter.eml",
                severity=Severity.COSMETIC,
            )


def _controls(subject: Subject, post: Post) -> Iterator[Finding]:
    parts = {
        "newsletter.html": post.html,
        "newsletter.txt": post.text,
        "newsletter.eml": " ".join(post.header("Subject")),
    }
    seen: set[str] = set()
    for artefact, text in parts.items():
        for control in sorted(set(_CONTROL.findall(text or "")) - seen):
            seen.add(control)
            meant = _MEANT.get(control)
            count = (text or "").count(control)
            message = f"the control character U+{ord(control):04X} stands in the message {count} time(s)"
            hint = f"did you mean '{meant}'?" if meant else "delete it; such characters come along with pasted text"
            yield CONTROLS.finding(message, _place(subject, control), hint=hint, artefact=artefact)


def _place(subject: Subject, control: str) -> Place:
    texts = (subject.sources.text, *subject.sources.templates("newsletter"))
    spellings = (control, f"&#{ord(control)};", f"&#x{ord(control):x};", f"&#x{ord(control):X};")
    for text in texts:
        at = next((at for spelling in spellings if (at := text.content.find(spelling)) >= 0), -1)
        if at >= 0:
            return text.place(at)
    return subject.sources.whole
