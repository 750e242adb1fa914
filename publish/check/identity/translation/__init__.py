"""
One language of an edition against its main one: what is missing, moved, changed or not translated.

    units      both editions as rows of chapters, paragraphs and blocks
    alignment  which unit is which
    structure  what is missing, too many or moved
    details    what two units that belong together say differently: `numbers`, days, addresses, names, pictures
    tongue     in which language a text is
"""

from collections.abc import Iterator

from publish.check.finding import Finding
from publish.check.identity import rules
from publish.check.identity.translation import details, structure
from publish.check.identity.translation.alignment import align
from publish.check.identity.translation.units import head_of, units_of
from publish.check.subject import Subject


def check(subject: Subject) -> Iterator[Finding]:
    """The differences, told in the file of the translation; in that of the main language, what was not translated."""
    edition, languages = subject.edition, subject.theme.workspace.settings.languages
    written = [language for language in languages if language in edition.languages]
    if not written or edition.language == written[0]:
        yield from _not_translated(subject)
        return
    original = subject.translations.get(written[0])
    if original is None:
        return
    pair = details.Comparison(subject, original)
    aligned = align(units_of(original), units_of(edition))
    yield from structure.check(subject, original, aligned)
    yield from details.of_head(pair, head_of(original), head_of(edition))
    yield from details.of_units(pair, aligned.both)


def _not_translated(subject: Subject) -> Iterator[Finding]:
    edition = subject.edition
    missing = [language for language in subject.theme.workspace.settings.languages if language not in edition.languages]
    if missing and edition.languages:
        names = ", ".join(f"`{language}`" for language in missing)
        yield rules.LANGUAGE.finding(
            f"the edition is not there in {names}, which `publish.yaml` names",
            subject.sources.whole,
            hint=f"write {missing[0]}.md beside it",
        )
