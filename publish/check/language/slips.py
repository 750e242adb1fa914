"""
What is found in a text, and how it is told: one finding for each cause, at its first place.

A `Pattern` is a way of writing that is wrong wherever it stands, with what is right in its stead.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from publish.check.finding import Finding, Rule
from publish.check.language.texts import Form, Text

_SHOWN = 5
"""Further lines that a hint names."""
_WORDY = frozenset(Form) - {Form.NAME}


@dataclass(frozen=True, slots=True)
class Slip:
    """One place where something is written otherwise than it should be."""

    rule: Rule
    cause: str
    """Slips of one cause are one finding."""
    text: Text
    start: int
    message: str
    hint: str = ""


def _never(_match: re.Match[str]) -> bool:
    return False


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """A way of writing that is wrong."""

    rule: Rule
    says: str
    """What it is, like `a hyphen stands in a range`."""
    spelt: re.Pattern[str]
    better: str
    """What is right, as `Match.expand` takes it; or empty."""
    languages: tuple[str, ...] = ("sv", "en")
    forms: frozenset[Form] = _WORDY
    hint: str = ""
    unless: Callable[[re.Match[str]], bool] = _never

    def slips(self, text: Text) -> Iterator[Slip]:
        """Where *text* is written so."""
        if text.form not in self.forms or not text.speaks(*self.languages):
            return
        for found in self.spelt.finditer(text.own):
            if not self.unless(found):
                yield Slip(self.rule, self.says, text, found.start(), self._message(found), self.hint)

    def _message(self, found: re.Match[str]) -> str:
        right = f", expected '{found.expand(self.better)}'" if self.better else ""
        return f"{self.says}: '{found[0].strip()}'{right}"


def told(slips: Iterable[Slip]) -> Iterator[Finding]:
    """One finding for each cause; its hint names the lines of the others."""
    causes: dict[tuple[str, str], list[Slip]] = {}
    for slip in slips:
        causes.setdefault((slip.rule.code, slip.cause), []).append(slip)
    for first, *others in causes.values():
        hint = "; ".join(part for part in (first.hint, _also(first, others)) if part)
        yield first.rule.finding(first.message, first.text.place(first.start), hint=hint)


def _also(first: Slip, others: list[Slip]) -> str:
    if not others:
        return ""
    here = first.text.place(first.start).line
    lines = sorted({slip.text.place(slip.start).line for slip in others[:200]} - {here})
    if not lines:
        return f"it stands {len(others) + 1} times on this line"
    more = " and more" if len(lines) > _SHOWN else ""
    return f"also on line{'s' if len(lines) > 1 else ''} {', '.join(map(str, lines[:_SHOWN]))}{more}"


def excerpt(words: str, longest: int = 60) -> str:
    """The beginning of *words*, for a message."""
    flat = " ".join(words.split())
    return flat if len(flat) <= longest else f"{flat[: longest - 1].rpartition(' ')[0] or flat[: longest - 1]}…"
