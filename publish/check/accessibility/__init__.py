"""
What a reader who listens, zooms, or sees few colours gets: the letter, the page and the brochure.

    structure   languages, titles, headings, text alternatives, links, tables and roles in HTML
    look        colours, sizes and order in HTML, in light, in dark and inverted
    brochure    the structure tree of the PDF
    statement   the accessibility statement, made of what was found
"""

from collections.abc import Iterator

from publish.check.accessibility import brochure, look, structure
from publish.check.finding import Finding, Rule
from publish.check.subject import Subject

RULES: tuple[Rule, ...] = (*structure.RULES, *look.RULES, *brochure.RULES)


def check(subject: Subject) -> Iterator[Finding]:
    """What breaks them, in letter, page and brochure."""
    yield from structure.check(subject)
    yield from look.check(subject)
    yield from brochure.check(subject)
