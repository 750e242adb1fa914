"""
Whether links lead where they are meant to.

    addresses   every address in letter and page
    brochure    those in the PDF
    written     addresses that are none
    within      places in the same file
    ours        files, languages and editions of our own
    outside     other people's pages, asked only on request
        asking, exchange, network   how that is done without harm to anybody
        answer, memory              what was answered, and kept for today
"""

from collections.abc import Iterator

from publish.check.finding import Finding, Rule
from publish.check.links import brochure, ours, outside, within, written
from publish.check.subject import Subject

RULES: tuple[Rule, ...] = tuple(
    sorted((*within.RULES, *ours.RULES, *written.RULES, *outside.RULES), key=lambda rule: rule.code)
)


def check(subject: Subject) -> Iterator[Finding]:
    """Every link that leads nowhere; to other sites only with `online`."""
    # What stands in letter and page is told there: their lines are known.
    pdf = (brochure.of(subject.brochure),) if subject.brochure else ()
    documents = (*subject.documents, *pdf)
    yield from written.check(subject, documents)
    yield from within.check(subject)
    yield from ours.check(subject, documents)
    yield from outside.check(subject, documents)
