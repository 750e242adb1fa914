"""A family of checks with one rule, which every page breaks at the same line: its findings are always the same."""

from collections.abc import Iterator

from publish.check import Finding, Rule, Severity, Subject
from publish.problems import Place

RULE = Rule("C999", Severity.BREAKS, "Every page is square", "A round page rolls away. Make it square.", ("1.1.1",))
RULES = (RULE,)
PLACE = Place("templates/web/page.html.j2", 3, 7)
weighs = Severity.BREAKS


def check(subject: Subject) -> Iterator[Finding]:
    if subject.page:
        message = "the page is round, expected a square"
        yield RULE.finding(message, PLACE, hint="make it square", artefact=subject.page.name, severity=weighs)
