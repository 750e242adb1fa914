"""
One source, one message: what the edition says, every output says; the outputs agree, and so do the languages.

    facts         what the edition says, generic over the fields of its blocks; `lines` where it stands in the Markdown
    outputs       what a finished file says (`hidden`: what of it nobody sees); `letters` how texts are compared
    accounts      which words of a file are which facts; `frames` what it may say besides; `rest` what is left over
    comparison    one output against the edition: `presence` tells what is lost, `additions` what was added
    agreement     the outputs against each other; `machines` what the page tells machines
    translation   one language against the main one
"""

from collections.abc import Iterator

from publish.check.finding import Finding
from publish.check.identity import additions, agreement, translation
from publish.check.identity.comparison import Comparison
from publish.check.identity.facts import facts_of
from publish.check.identity.frames import frames_of
from publish.check.identity.lines import Lines
from publish.check.identity.outputs import of_outlook, outputs
from publish.check.identity.rules import RULES
from publish.check.subject import Subject
from publish.problems import PublishError

__all__ = ["RULES", "check"]


def check(subject: Subject) -> Iterator[Finding]:
    """Everything that is lost, added or different on the way from the source to its readers."""
    facts = facts_of(subject.edition, _locale(subject))
    yield from additions.mangled_source(facts.all, Lines(subject.sources.text))
    there = tuple(outputs(subject))
    frames = frames_of(subject)
    compared = [Comparison(subject, output, facts, frames) for output in there]
    for comparison in compared:
        yield from comparison.findings()
    outlook = of_outlook(subject)
    if outlook is not None:
        yield from Comparison(subject, outlook, facts, frames).lost_besides(compared[0])
    yield from agreement.check(subject, {one.output.name: one for one in compared})
    yield from translation.check(subject)


def _locale(subject: Subject) -> str:
    try:
        return subject.theme.words(subject.edition.language).date_locale
    except PublishError:
        return subject.edition.language
