"""
Language: what a proof-reader would mark, in Swedish and English. Advice, never a failure.

    reading     the edition into its texts: `texts`, each with its place by `passages`
    typography, dates, numbers   ways of writing that are wrong wherever they stand: `slips`
    style       `sentences` that are too long, words and marks too many or too few
    tongues     words in another language that are not marked as such
    spelling    Hunspell's dictionaries, if they are installed; words of one's own in dictionary.txt

Text is judged as it was set: what typesetting puts right by itself is no finding.
"""

from collections.abc import Iterator

from publish.check.finding import Finding, Rule
from publish.check.language import dates, numbers, spelling, style, tongues, typography
from publish.check.language.hunspell import missing as missing_dictionaries
from publish.check.language.reading import texts
from publish.check.language.slips import Slip, told
from publish.check.language.texts import Text
from publish.check.subject import Subject

RULES: tuple[Rule, ...] = (
    *typography.RULES,
    *dates.RULES,
    *numbers.RULES,
    *spelling.RULES,
    *tongues.RULES,
    *style.RULES,
)

_PATTERNS = (*typography.PATTERNS, *dates.PATTERNS, *numbers.PATTERNS)

__all__ = ["RULES", "check", "missing_dictionaries"]


def check(subject: Subject) -> Iterator[Finding]:
    """What a proof-reader would mark."""
    found = texts(subject)
    yield from told((*_slips(found), *spelling.slips(subject, found)))


def _slips(found: tuple[Text, ...]) -> Iterator[Slip]:
    for text in found:
        if not text.is_foreign:
            for pattern in _PATTERNS:
                yield from pattern.slips(text)
        yield from tongues.slips(text)
        yield from style.slips(text)
