from collections.abc import Iterator

from publish.check.finding import Finding
from publish.check.subject import Subject


def check(_subject: Subject) -> Iterator[Finding]:
    yield from ()
