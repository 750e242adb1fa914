"""What a rule is, and what it finds: the words in which all families of checks speak."""

from dataclasses import dataclass
from enum import StrEnum

from publish.check import wcag
from publish.problems import Place, Problem


class Severity(StrEnum):
    """How much a reader loses. A build refuses what breaks."""

    BREAKS = "breaks"
    """Something cannot be read, seen, heard, or is not what it claims to be."""
    DEGRADES = "degrades"
    """It can be read, but worse than it was meant."""
    COSMETIC = "cosmetic"
    """Nobody loses anything but polish."""

    @property
    def rank(self) -> int:
        """0 for the worst."""
        return list(Severity).index(self)


@dataclass(frozen=True, slots=True)
class Finding:
    """One place where a rule is broken. All texts are one line each."""

    code: str
    """Stable, like `C301`; see docs/checks.md. Problems of other stages keep their own, like `E510`."""
    severity: Severity
    message: str
    """What was found and what was expected: lower case, no full stop."""
    place: Place
    """In the source: a line of the Markdown, of a template, or of a file of settings."""
    hint: str = ""
    evidence: tuple[str, ...] = ()
    """Who says so, each in one line: `WCAG 2.2, 1.1.1 Non-text Content (A)`, `Gmail on Android, tested 2024-03`."""
    artefact: str = ""
    """Where it shows, like `newsletter.html`; empty when it is the source itself."""
    edition: str = ""
    language: str = ""
    """Both are filled in by `check.findings`."""

    def __post_init__(self) -> None:
        for name in ("message", "hint"):
            object.__setattr__(self, name, " ".join(getattr(self, name).split()))

    def problem(self) -> Problem:
        """The same, as something that stops a build."""
        return Problem(self.code, self.message, self.place, self.hint)


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing that is asked of what we make. `publish explain` tells it."""

    code: str
    severity: Severity
    """Of its findings, as a rule; a finding may weigh less or more."""
    asks: str
    """What must be so, in one line without a full stop: `Every picture has a text alternative`."""
    why: str
    """What happens to whom otherwise, and what to do, in a few sentences."""
    criteria: tuple[str, ...] = ()
    """Success criteria of WCAG 2.2, like `1.1.1`."""
    clauses: tuple[str, ...] = ()
    """Other sources: an RFC, an ISO clause, a document."""

    def finding(  # noqa: PLR0913  # each is a field of what is found
        self,
        message: str,
        place: Place,
        *,
        hint: str = "",
        evidence: tuple[str, ...] = (),
        artefact: str = "",
        severity: Severity | None = None,
    ) -> Finding:
        """Where it is broken. What stands in *evidence* comes before the rule's own sources."""
        sources = (*evidence, *self.sources(artefact))
        return Finding(self.code, severity or self.severity, message, place, hint, sources, artefact)

    def sources(self, artefact: str = "") -> tuple[str, ...]:
        """Where it is asked for: WCAG, EN 301 549 for that kind of *artefact*, and others."""
        return (*(clause for number in self.criteria for clause in wcag.clauses(number, artefact)), *self.clauses)
