"""What `conformance` holds against a finished file, each fault with the words that it is about."""

from dataclasses import dataclass

from publish.formats.pdf import conformance
from publish.formats.pdf.conformance.reading import Reading
from publish.formats.pdf.report import Report, read
from publish.formats.pdf.report.opening import opened


@dataclass(frozen=True, slots=True)
class Fault:
    """One place where a rule of `conformance` is broken."""

    code: str
    message: str
    """With its page and element, like `page 3, Figure 2: …`."""
    clauses: tuple[str, ...]
    hint: str
    words: str
    """What the element says, or what says it instead; empty for the whole file."""


def faults(data: bytes) -> tuple[Fault, ...]:
    """
    Everything that keeps a file from being PDF/UA-1 and PDF/A, as far as a machine sees it here.

    Raises:
        UnreadableError: if it cannot be read.
    """
    report = read(data)
    with opened(data) as pdf:
        reading = Reading(pdf, data)
        found = [(rule, finding) for rule in conformance.RULES for finding in rule.check(reading)]
    return tuple(
        Fault(rule.code, str(finding), rule.clauses, rule.hint, _words(report, finding.element))
        for rule, finding in found
    )


def _words(report: Report, name: str) -> str:
    element = next((element for element in report.elements if element.name == name), None)
    return (element.words or element.alt) if element else ""
