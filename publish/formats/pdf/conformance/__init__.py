"""
Whether a finished PDF is what it says it is: PDF/UA-1 (ISO 14289-1) and PDF/A-3a (ISO 19005-3).

This is a check of what a machine can see, on the file as it leaves. It is not the whole of the two standards:
veraPDF, the reference checker, has 106 rules for the first and 155 for the second. The rules here are fewer and
coarser. They cover what a file made by our engine can break, and forbid altogether what such a file has no use for
(forms, scripts, layers, annotations other than links). Not looked at are the syntax of single objects (the PDF
library writes it), the inside of colour profiles, JPEGs and attached files, the makeup of the XMP packet (we write it
as a whole), and limits that a document of a few hundred pages does not reach. And no machine sees whether an
alternative text is a good one, whether the order of reading makes sense, or whether colours differ enough: PDF/UA
asks a person for that. The tests let veraPDF judge every file that they make, so the two opinions can be compared.
"""

from typing import Any

from publish.formats.pdf.conformance import of_annotations, of_content, of_document, of_fonts, of_structure, of_tables
from publish.formats.pdf.conformance.reading import Reading
from publish.formats.pdf.conformance.rule import Rule
from publish.problems import Problem

__all__ = ["RULES", "Rule", "problems"]

RULES: tuple[Rule, ...] = (
    *of_document.RULES,
    *of_structure.RULES,
    *of_tables.RULES,
    *of_content.RULES,
    *of_fonts.RULES,
    *of_annotations.RULES,
)


def problems(pdf: Any, data: bytes, *, name: str) -> tuple[Problem, ...]:
    """Give what keeps *pdf* (of pikepdf, read from *data*) from being both; nothing if a machine finds nothing."""
    reading = Reading(pdf, data)
    return tuple(problem for rule in RULES for problem in rule.problems(reading, name))
