"""
What a build lets through: files in which the checks find nothing that breaks.

What a person has accepted in `checks.yml` is let through too, and remembered: when the acceptance ends, the files
are stale. Advice about the text is left to `publish check`.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from publish.build.record import Accepted
from publish.check import FAMILIES, Finding, Options, Severity, Subject, findings
from publish.check.wishes import Wishes, read_wishes
from publish.edition import Artefact, Edition
from publish.problems import Place, Problem
from publish.theme import Theme

_FAMILIES = tuple(family for family in FAMILIES.values() if not family.is_advice)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the checks say of one target."""

    problems: tuple[Problem, ...]
    """What breaks and was not accepted: the files must not be written."""
    accepted: tuple[Accepted, ...]
    degrades: int
    """How many findings of that severity there are."""


@dataclass(frozen=True)
class Gate:
    """Judges what is made in one workspace on one day."""

    wishes: Wishes
    today: dt.date

    def load(self) -> None:
        """Load now what `judge` would load at its first call."""
        for family in _FAMILIES:
            family.rules()

    def accepts(self, remembered: Iterable[Accepted]) -> bool:
        """Whether everything that was accepted once still is."""
        return not self.wishes.divide(map(_recalled, remembered), self.today)[0]

    def judge(self, edition: Edition, theme: Theme, format_: str, artefacts: Iterable[Artefact]) -> Verdict:
        """What the checks say of the files of *edition* in one format."""
        files = {format_: {artefact.name: artefact.data for artefact in artefacts}}
        options = Options(self.today, audience=self.wishes.audience)
        found = findings(Subject(edition, theme, files, options), _FAMILIES)
        left, accepted = self.wishes.divide(found, self.today)
        return Verdict(
            tuple(finding.problem() for finding in left if finding.severity is Severity.BREAKS),
            tuple(_remembered(finding) for finding, _ in accepted if finding.severity is Severity.BREAKS),
            sum(finding.severity is Severity.DEGRADES for finding in left),
        )


def gate_of(root: Path, today: dt.date) -> Gate:
    """
    The gate of a workspace.

    Raises:
        SourceError: if `checks.yml` cannot be used.
    """
    return Gate(read_wishes(root), today)


def _remembered(finding: Finding) -> Accepted:
    place = finding.place
    return Accepted(finding.code, place.path, place.line, place.column, finding.message)


def _recalled(accepted: Accepted) -> Finding:
    place = Place(accepted.path, accepted.line, accepted.column)
    return Finding(accepted.code, Severity.BREAKS, accepted.message, place)
