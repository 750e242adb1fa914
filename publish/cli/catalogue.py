"""Every code there is, and what is known of it: rules of the checks, and problems as docs/problems.md tells them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from publish.check import FAMILIES, Rule
from publish.check.wishes import FILE
from publish.check.wishes import RULES as OF_ACCEPTANCES
from publish.workspace import stock

_ROW = re.compile(r"\| `(E\d{3})` \| (.+?) \|(?: (.+) \|)?")


@dataclass(frozen=True, slots=True)
class Entry:
    """What is known of one code."""

    code: str
    severity: str
    """`error` for a problem, which keeps something from being read, made or sent."""
    group: str
    """The family of a rule, or the chapter of a problem."""
    asks: str
    """What must be so; for a problem, what is wrong."""
    why: str = ""
    hint: str = ""
    sources: tuple[str, ...] = ()
    is_advice: bool = False

    @property
    def can_be_accepted(self) -> bool:
        return self.code.startswith("C") and not self.code.startswith("C0")


def catalogue() -> dict[str, Entry]:
    """All codes: those of the families, of acceptances, and of problems."""
    entries = [*_of_families(), *(_of_rule(rule, f"Acceptances in {FILE}") for rule in OF_ACCEPTANCES), *_of_problems()]
    return {entry.code: entry for entry in entries}


def _of_families() -> Iterator[Entry]:
    for family in FAMILIES.values():
        for rule in family.rules():
            yield _of_rule(rule, family.title, is_advice=family.is_advice)


def _of_rule(rule: Rule, group: str, *, is_advice: bool = False) -> Entry:
    why = " ".join(rule.why.split())
    return Entry(rule.code, rule.severity.value, group, rule.asks, why, "", rule.sources(), is_advice)


def _of_problems() -> Iterator[Entry]:
    from publish.formats.pdf.conformance import RULES

    hints = {rule.code: rule.hint for rule in RULES}
    chapter = ""
    for line in (stock() / "docs" / "problems.md").read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            chapter = line.strip("# ")
        elif row := _ROW.match(line):
            code, means, clauses = row.groups()
            asks = f"The file {means}" if clauses else _plain(means)
            sources = tuple(clauses.split("; ")) if clauses else ()
            yield Entry(code, "error", chapter, asks.removesuffix("."), "", hints.get(code, ""), sources)


def _plain(text: str) -> str:
    return text.replace("\\|", "|")
