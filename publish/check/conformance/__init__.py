"""
Whether each PDF is what it says that it is: PDF/UA-1 and PDF/A.

    claims    what the file says, what it was asked to be, and what our own check (E510 to E592) says to that
    verapdf   what the reference checker says, where it is installed
    placing   from what our own check says of a file that was not written to the line that is at fault
    counting  how much of the reference checker our own check is
"""

from collections.abc import Iterator

from publish.check.conformance import claims
from publish.check.conformance.counting import coverage
from publish.check.conformance.placing import placed
from publish.check.finding import Finding, Rule
from publish.check.subject import Subject

__all__ = ["RULES", "check", "coverage", "placed"]

RULES: tuple[Rule, ...] = claims.RULES


def check(subject: Subject) -> Iterator[Finding]:
    """What breaks them. veraPDF is asked only if there is a place to remember what it says."""
    return claims.check(subject)
