"""
What a run of the checks leaves out, and what would bring it in: judges that are not installed, other machines.

A family that depends on something tells so by a function in the table here.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from typing import Any


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that was not checked."""

    family: str
    what: str
    """Like `external links`."""
    remedy: str
    """What brings it in, as it is told: `ask for it with --online`."""


def gaps(languages: tuple[str, ...], *, online: bool) -> tuple[Gap, ...]:
    """What is not checked of editions in *languages*."""
    found = [] if online else [Gap("links", "external links", "--online follows them")]
    for family, name, tell in _TABLE:
        told = getattr(import_module(f"publish.check.{family}"), name, None)
        found += tell(told, languages) if told else ()
    return tuple(found)


def _spam(is_missing: Callable[[], bool], _languages: tuple[str, ...]) -> Iterator[Gap]:
    if is_missing():
        yield Gap("delivery", "spam points", "SpamAssassin is not installed")


def _spelling(missing: Callable[[tuple[str, ...]], Any], languages: tuple[str, ...]) -> Iterator[Gap]:
    if without := sorted(missing(languages)):
        yield Gap("language", f"spelling in {', '.join(without)}", "no Hunspell dictionary is installed")


def _conformance(coverage: Callable[[], str], _languages: tuple[str, ...]) -> Iterator[Gap]:
    if told := coverage():
        yield Gap("conformance", "all of PDF/UA and PDF/A", told)


_Teller = Callable[[Any, tuple[str, ...]], Iterator[Gap]]
_TABLE: tuple[tuple[str, str, _Teller], ...] = (
    ("delivery", "spamassassin_is_missing", _spam),
    ("language", "missing_dictionaries", _spelling),
    ("conformance", "coverage", _conformance),
)
