"""The words that inboxes show after the subject."""

from collections.abc import Iterator

from publish.check.delivery.subject_line import place_of
from publish.check.document import Document
from publish.check.finding import Finding, Rule, Severity
from publish.check.places import letters_of
from publish.check.subject import Subject

SHORTEST = 40
LONGEST = 110

FIRST = Rule(
    "C244",
    Severity.DEGRADES,
    "The letter begins with its preheader",
    "Inboxes show the first words of a letter after its subject. Without a preheader there, those are “View in "
    "browser” and the publisher's name, in every edition. The template puts it first in the letter's body, hidden.",
)
LENGTH = Rule(
    "C245",
    Severity.COSMETIC,
    "The preheader has 40 to 110 characters",
    "Inboxes show between 40 and some 110 characters after the subject. When the preheader is shorter, they fill "
    "up with what comes next in the letter; when it is longer, its end is not read.",
)
REPEATED = Rule(
    "C246",
    Severity.COSMETIC,
    "The preheader says more than subject and title",
    "Subject and preheader stand side by side in the inbox. A preheader that says the same again wastes the only "
    "other line that readers see before they decide. Say what else is in the letter.",
)
RULES = (FIRST, LENGTH, REPEATED)


def check(subject: Subject) -> Iterator[Finding]:
    """What is wrong with the preheader."""
    preheader, place = subject.edition.preheader, place_of(subject, "preheader")
    if subject.letter is None:
        return
    yield from _first(subject, subject.letter)
    length = len(preheader)
    if not SHORTEST <= length <= LONGEST:
        message = f"the preheader has {length} characters, expected {SHORTEST} to {LONGEST}: '{_begin(preheader)}'"
        hint = "say what else is in the letter" if length < SHORTEST else "shorten it"
        yield LENGTH.finding(message, place, hint=hint, artefact="newsletter.html")
    if same := _repeated(subject):
        message = f"the preheader repeats the {same}: '{_begin(preheader)}'"
        yield REPEATED.finding(message, place, hint="say what else is in the letter", artefact="newsletter.html")


def _repeated(subject: Subject) -> str:
    """What the preheader repeats; empty if it is something new."""
    said = letters_of(subject.edition.preheader)
    for name, words in (("subject", subject.edition.subject), ("title", subject.edition.title)):
        other = letters_of(words)
        if said and other and (said == other or said.startswith(other) or other.startswith(said)):
            return name
    return ""


def _first(subject: Subject, letter: Document) -> Iterator[Finding]:
    begin = _first_words(letter)
    wanted = letters_of(subject.edition.preheader)
    if wanted and not wanted.startswith(letters_of(begin)[: len(wanted)] or "-"):
        message = f"the letter begins with '{_begin(begin)}', expected the preheader"
        place = subject.place_of(letter, letter.body)
        hint = "put the preheader first in the body of `letter.mjml.j2`"
        yield FIRST.finding(message, place, hint=hint, artefact=letter.name)


def _first_words(letter: Document) -> str:
    texts = (" ".join(str(text).split()) for text in letter.body.itertext())
    return next(filter(None, texts), "")


def _begin(words: str) -> str:
    return words if len(words) <= 60 else f"{words[:59]}…"
