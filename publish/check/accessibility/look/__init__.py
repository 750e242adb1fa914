"""
Colours, sizes and order in letter and page: as light and dark modes, phones and mail programs show them.

    contrast    words and what is behind them               inversion   in programs that turn colours themselves
    pictures    transparent ones on a dark ground           marks       links in a sentence, and the focus
    targets     what a finger must hit                      sizes       letters and lines
    reflow      phones, zooming, boxes that do not grow     order       what is seen first is read first
    motion      what moves unasked                          hidden      words that nobody sees

    views       the ways to look at a document              ground      what is behind something
    lines       from a style back to the line of a template
"""

from collections.abc import Iterator

from publish.check.accessibility.look import (
    contrast,
    hidden,
    inversion,
    marks,
    motion,
    order,
    pictures,
    reflow,
    sizes,
    targets,
)
from publish.check.finding import Finding, Rule
from publish.check.subject import Subject

_PARTS = (contrast, inversion, marks, pictures, targets, sizes, reflow, order, motion, hidden)
RULES: tuple[Rule, ...] = tuple(sorted((rule for part in _PARTS for rule in part.RULES), key=lambda rule: rule.code))


def check(subject: Subject) -> Iterator[Finding]:
    """What breaks them, in letter and page."""
    for part in _PARTS:
        yield from part.check(subject)
