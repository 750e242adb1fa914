"""
Whether the letter arrives whole, is let through, and is opened.

    post            the message as it goes over the wire
    size, wire      what is cut off or damaged on the way
    pictures        how heavy, how large, how long they move (measure, gif)
    hosts           what is loaded from other people's machines
    lures           links that look like what they are not
    subject_line, preheader, plain_text, headers   what inboxes and filters read first
    placeholders    addresses at which nobody is
    spam            what SpamAssassin says, where it is installed
"""

from collections.abc import Iterator

from publish.check.delivery import (
    headers,
    hosts,
    lures,
    pictures,
    placeholders,
    plain_text,
    preheader,
    size,
    spam,
    subject_line,
    wire,
)
from publish.check.delivery.post import Post
from publish.check.delivery.spam import spamassassin_is_missing
from publish.check.finding import Finding, Rule
from publish.check.subject import Subject

__all__ = ["RULES", "check", "spamassassin_is_missing"]

RULES: tuple[Rule, ...] = (
    *size.RULES,
    *wire.RULES,
    *pictures.RULES,
    *hosts.RULES,
    *lures.RULES,
    *subject_line.RULES,
    *preheader.RULES,
    *plain_text.RULES,
    *headers.RULES,
    *placeholders.RULES,
    *spam.RULES,
)


def check(subject: Subject) -> Iterator[Finding]:
    """What keeps the letter from its readers; and what the page loads and links to."""
    if subject.message is not None:
        post = Post(subject.message)
        for part in (size, wire, subject_line, plain_text, headers):
            yield from part.check(subject, post)
        yield from spam.check(subject)
    for other in (pictures, hosts, lures, preheader, placeholders):
        yield from other.check(subject)
