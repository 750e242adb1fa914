"""What is said in place of something, and how: pictures, links, and words in other languages."""

from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import quote

from publish.check.accessibility.brochure import source
from publish.check.accessibility.brochure.heard import Heard, is_same_language
from publish.check.accessibility.brochure.origins import Origins
from publish.check.finding import Finding, Rule, Severity
from publish.check.places import letters_of
from publish.check.subject import Subject
from publish.problems import Place

if TYPE_CHECKING:
    from publish.formats.pdf.report import Link

PICTURES = Rule(
    "C390",
    Severity.BREAKS,
    "Every picture of the edition is heard by its own text alternative",
    "The words that the editor wrote for a picture are all that a blind reader gets of it. If the template leaves them "
    'out, or puts the file\'s name there, the picture says nothing. Pass the text on: `alt="{{ part.block.alt }}"`.',
    ("1.1.1",),
    ("ISO 14289-1, 7.3",),
)
PARTS = Rule(
    "C391",
    Severity.DEGRADES,
    "Words in another language are heard in that language",
    "An English quotation read by a Swedish voice cannot be understood. The language that the editor set has to come "
    "along into the PDF: write `lang` on the element that holds the words.",
    ("3.1.2",),
    ("ISO 14289-1, 7.2",),
)
LINKS = Rule(
    "C392",
    Severity.DEGRADES,
    "Every link in the brochure is heard by its words",
    "A screen reader says the name of a link. An address is spelt out letter by letter, and a name that is not what "
    "stands there cannot be spoken to a computer that listens. Let the words say where the link leads, and leave "
    "`aria-label` out.",
    ("2.4.4", "2.5.3"),
    ("ISO 14289-1, 7.18.5",),
)
RULES = (PICTURES, PARTS, LINKS)

_NAME = "brochure.pdf"
_LONG = 80


def check(subject: Subject, heard: Heard, origins: Origins) -> Iterator[Finding]:
    """What of it is wrong."""
    yield from _pictures(subject, heard, origins)
    yield from _parts(subject, heard, origins)
    yield from _links(subject, heard, origins)


def _pictures(subject: Subject, heard: Heard, origins: Origins) -> Iterator[Finding]:
    figures = [element.alt for element in heard.report.elements if element.kind == "Figure"]
    for picture, alt in dict.fromkeys(source.alternatives(subject.edition)):
        if not any(letters_of(alt) in letters_of(said) for said in figures):
            instead = next((other for other in figures if picture.rsplit(".", 1)[0].casefold() in other.casefold()), "")
            heard_as = f"is heard as '{instead}', not as" if instead else "is not heard by its text alternative"
            place = _picture_place(origins, picture)
            hint = 'write alt="{{ … }}" with the text alternative of the edition'
            message = f"the picture {picture} {heard_as} '{_cut(alt)}'"
            yield PICTURES.finding(message, place, hint=hint, artefact=_NAME)


def _picture_place(origins: Origins, picture: str) -> Place:
    spellings = (picture, quote(picture))
    found = origins.element(lambda element: any(str(element.get("src", "")).endswith(f"/{one}") for one in spellings))
    return found or origins.first


def _parts(subject: Subject, heard: Heard, origins: Origins) -> Iterator[Finding]:
    for language, words, by_block in dict.fromkeys(source.foreign(subject.edition)):
        times = [elements for elements in heard.elements(words) if elements]
        if times and not any(
            all(is_same_language(element.language, language) for element in elements) for elements in times
        ):
            place = None if by_block else subject.sources.in_edition(words)
            message = f"'{words[:60]}' is in '{language}', and is heard in '{times[0][0].language}'"
            hint = f'write lang="{language}" on the element'
            yield PARTS.finding(message, place or origins.words(words), hint=hint, artefact=_NAME)


def _links(subject: Subject, heard: Heard, origins: Origins) -> Iterator[Finding]:
    faults: defaultdict[tuple[str, str], list[Link]] = defaultdict(list)
    for link in heard.report.links:
        if link.label.startswith(("http://", "https://")):
            faults[link.label, "an address"].append(link)
        elif link.words and letters_of(link.words) not in letters_of(link.label):
            faults[link.label, "another name"].append(link)
    for (label, what), found in faults.items():
        words = found[0].words
        if what == "an address":
            message = f"the link '{_cut(words or label)}' is heard as the address '{_cut(label)}'"
        else:
            message = f"the link '{_cut(words)}' is heard as '{_cut(label)}', and not by its own words"
        given = origins.element(lambda element, label=label: element.get("aria-label") == label)  # type: ignore[misc]
        place = given or subject.sources.in_edition(label) or origins.words(words, "a")
        hint = "take aria-label away, and let the words say where the link leads"
        yield LINKS.finding(message, place, hint=hint if given else "give the link words", artefact=_NAME)


def _cut(words: str) -> str:
    return words if len(words) <= _LONG else f"{words[:_LONG].rstrip()}…"
