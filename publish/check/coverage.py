"""
What a run of the checks leaves out, and what would bring it in: judges that are not installed, other machines.

A family that depends on something has a function in the table here.
"""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that was not checked."""

    family: str
    what: str
    """Like `links to other sites`."""
    remedy: str
    """What brings it in, as it is told: `--online follows them`."""


@dataclass(frozen=True, slots=True)
class Scope:
    """What is checked."""

    languages: Collection[str]
    formats: Collection[str]
    online: bool


def gaps(scope: Scope) -> tuple[Gap, ...]:
    """What is left out of *scope*."""
    return tuple(gap for look in _TABLE for gap in look(scope))


def _links(scope: Scope) -> Iterator[Gap]:
    if not scope.online:
        yield Gap("links", "links to other sites", "--online follows them")


def _spam(scope: Scope) -> Iterator[Gap]:
    from publish.check.delivery import spamassassin_is_missing

    if "newsletter" in scope.formats and spamassassin_is_missing():
        yield Gap("delivery", "spam points", "sudo apt-get install spamassassin")


def _spelling(scope: Scope) -> Iterator[Gap]:
    from publish.check.language import missing_dictionaries

    if installing := missing_dictionaries(scope.languages):
        yield Gap("language", "spelling", "; ".join(installing))


def _pdf(scope: Scope) -> Iterator[Gap]:
    from publish.check.conformance import counting, verapdf

    if "brochure" in scope.formats and verapdf.program() is None:
        asked = [
            f"{len(counting.rules(counting.FULL, claim))} of {counting.TOTALS[claim]} rules of {claim}"
            for claim in ("PDF/UA-1", "PDF/A-3a")
        ]
        yield Gap("conformance", "the rest of PDF/UA and PDF/A", f"asked are {' and '.join(asked)}; veraPDF asks all")


_TABLE: tuple[Callable[[Scope], Iterator[Gap]], ...] = (_links, _spam, _spelling, _pdf)
