"""
What a printer, a mail client and a screen reader would say, before they do.

    subject    one edition in one language with all that was made of it
    finding    what a rule is and what it finds
    places     from what was found in a file back to the line that wrote it
    clients, delivery, accessibility, conformance, identity, language, links   the families

A family is a module or package with `RULES` and `check(subject)`, and one line in the table here. It looks at
what there is of a subject and says nothing about what there is not. It neither writes nor asks the clock.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from importlib import import_module

from publish.check.finding import Finding, Rule, Severity
from publish.check.subject import Options, Subject

__all__ = ["FAMILIES", "Family", "Finding", "Options", "Rule", "Severity", "Subject", "findings", "rules"]


@dataclass(frozen=True, slots=True)
class Family:
    """Rules of one sort."""

    name: str
    title: str
    first: str
    """What its codes begin with, like `C3`."""
    is_advice: bool = False
    """Whether its findings never make a run fail."""

    def rules(self) -> tuple[Rule, ...]:
        """All its rules, by code."""
        found: tuple[Rule, ...] = import_module(f"publish.check.{self.name}").RULES
        return found

    def check(self, subject: Subject) -> Iterator[Finding]:
        """What breaks them."""
        found: Iterator[Finding] = import_module(f"publish.check.{self.name}").check(subject)
        return found


_ALL = (
    Family("clients", "Mail clients", "C1"),
    Family("delivery", "Size and delivery", "C2"),
    Family("accessibility", "Accessibility", "C3"),
    Family("conformance", "Conformance of the PDF", "C4"),
    Family("identity", "Content identity", "C5"),
    Family("language", "Language", "C6", is_advice=True),
    Family("links", "Links", "C7"),
)
FAMILIES: dict[str, Family] = {family.name: family for family in _ALL}


def findings(subject: Subject, families: Iterable[Family] = _ALL) -> tuple[Finding, ...]:
    """Everything that *families* find, each once: the worst first, then by place."""
    found = dict.fromkeys(
        replace(finding, edition=subject.edition.id, language=subject.edition.language)
        for family in families
        for finding in family.check(subject)
    )
    return tuple(sorted(found, key=lambda f: (f.severity.rank, f.place, f.code, f.message)))


def rules() -> dict[str, Rule]:
    """Every rule of every family, by code."""
    return {rule.code: rule for family in _ALL for rule in family.rules()}
