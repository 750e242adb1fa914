"""
Whether links lead where they are meant to.

    addresses   every address in letter and page
    written     addresses that are none
    within      places in the same file
    ours        files, languages and editions of our own
    outside     other people's pages, asked only on request
        asking, exchange, network   how that is done without harm to anybody
        answer, memory              what was answered, and kept for today
"""

from collections.abc import Iterator

from publish.check.finding import Finding, Rule
from publish.check.links import ours, outside, within, written
from publish.check.subject import Subject

RULES: tuple[Rule, ...] = (*within.RULES, *ours.RULES, *written.RULES, *outside.RULES)


def check(subject: Subject) -> Iterator[Finding]:
    """Every link that leads nowhere; to other sites only with `online`."""
    for part in (written, within, ours):
        yield from part.check(subject)
    yield from outside.check(subject)
