"""
What a letter loses in the mail clients of its readers.

    facts               what caniemail knows of clients (tools/refresh_clients.py)
    meanings, when      what its notes mean, and when they matter
    audience            whose clients count, and for how much
    uses, sheets, values, matching   what the letter uses, in the view of classic Outlook and in that of the others
    losses, word        what is lost without it, and what makes up for it
    judge               every use before every client
    fonts, stylesheets, active       what no single feature tells
    written, report     the line that wrote it, and the finding
"""

from collections.abc import Iterator

from publish.check.clients.audience import known_clients, unknown
from publish.check.clients.rules import RULES
from publish.check.finding import Finding
from publish.check.subject import Subject

__all__ = ["RULES", "check", "known_clients", "unknown"]


def check(subject: Subject) -> Iterator[Finding]:
    """Everything that goes wrong in a mail client that counts, once for each cause."""
    if subject.letter is None or subject.letter_in_outlook is None:
        return
    from publish.check.clients import active, audience, fonts, judge, pictures, report, stylesheets, uses

    shares = audience.shares(subject.options.audience, subject.options.clients)
    formats = pictures.formats(subject)
    others = uses.Styled(subject.letter, formats)
    in_word = uses.Styled(subject.letter_in_outlook, formats)
    yield from report.findings(subject, judge.worth_telling(judge.causes(others, in_word, shares)))
    yield from fonts.check(subject, others, in_word, shares)
    yield from stylesheets.check(subject, others, shares)
    yield from active.check(subject, others)
