"""
What a reader who listens gets of the brochure: what its structure says, held against the edition.

The rules of PDF/UA that a program can see are in `publish.formats.pdf.conformance`; they are kept before the file is
written. Here is asked what they do not: whether what is tagged is what was meant.

    source     what the edition has to say
    heard      what the file says, to be searched
    origins    which line of a template wrote it
    identity   language, title, bookmarks, page numbers
    structure  headings, order, lists, tables, what is not heard at all
    words      pictures, links, other languages
    legible    small print and faint print
"""

from collections.abc import Iterator

from publish.check.accessibility.brochure import identity, legible, structure, words
from publish.check.finding import Finding, Rule
from publish.check.subject import Subject

RULES: tuple[Rule, ...] = (*identity.RULES, *structure.RULES, *words.RULES, *legible.RULES)


def check(subject: Subject) -> Iterator[Finding]:
    """What breaks them. A file that cannot be read is told of elsewhere (C400)."""
    from publish.check.accessibility.brochure.heard import Heard
    from publish.check.accessibility.brochure.origins import Origins
    from publish.formats.pdf import report

    if subject.brochure is None:
        return
    try:
        heard = Heard(report.read(subject.brochure))
    except report.UnreadableError:
        return
    origins = Origins(subject)
    for part in (identity, structure, words):
        yield from part.check(subject, heard, origins)
    yield from legible.check(heard, origins)
