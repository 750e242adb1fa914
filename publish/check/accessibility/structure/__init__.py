from collections.abc import Iterator

from publish.check.finding import Finding, Rule
from publish.check.subject import Subject

RULES: tuple[Rule, ...] = ()


def check(_subject: Subject) -> Iterator[Finding]:
    yield from ()
