"""What a rule is, and what it finds."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from publish.problems import Place, Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from publish.formats.pdf.conformance.reading import Reading

UA = "ISO 14289-1"
A = "ISO 19005-3"
PDF = "ISO 32000-1"


@dataclass(frozen=True, slots=True)
class Finding:
    """One place where a rule is broken."""

    message: str
    page: int = 0
    """From 1; 0 for the whole file."""
    element: str = ""
    """Like `Figure 2`: the second Figure of the file."""

    def __str__(self) -> str:
        """`page 3, Figure 2: …`."""
        where = [f"page {self.page}"] if self.page else []
        where += [self.element] if self.element else []
        return ": ".join(filter(None, (", ".join(where), self.message)))


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing that a file must be, and how to see whether it is."""

    code: str
    clauses: tuple[str, ...]
    """Where it is asked for, like `ISO 14289-1, 7.3`."""
    asks: str
    """What the file must be, in one line."""
    check: "Callable[[Reading], Iterable[Finding]]"
    hint: str = ""

    def problems(self, reading: "Reading", name: str) -> list[Problem]:
        """What breaks it."""
        clauses = "; ".join(self.clauses)
        return [Problem(self.code, f"{finding} ({clauses})", Place(name), self.hint) for finding in self.check(reading)]
