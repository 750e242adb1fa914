"""The line that decides whether a letter is opened."""

import re
from collections.abc import Iterator

from publish.check.delivery.post import Post
from publish.check.document import words
from publish.check.finding import Finding, Rule, Severity
from publish.check.places import letters_of
from publish.check.subject import Subject
from publish.problems import Place

LONGEST = 70
PHONE = 40
"""Characters that a phone held upright shows."""
SHORTEST = 12

LENGTH = Rule(
    "C240",
    Severity.COSMETIC,
    "The subject is as long as inboxes show it",
    "A phone shows some 40 characters of a subject, a computer some 70; what follows is not read. A subject of one "
    "word, the same for every edition, gives nobody a reason to open the letter. Say in 30 to 60 characters what is "
    "in it, the most important word first.",
)
SHOUTING = Rule(
    "C241",
    Severity.DEGRADES,
    "The subject does not shout",
    "Capitals, rows of exclamation marks and many emoji are what spam looks like, to filters and to people; screen "
    "readers spell capitals out and read every emoji by its name. Write the subject as a sentence.",
    clauses=("SpamAssassin, SUBJ_ALL_CAPS",),
)
PRETENDING = Rule(
    "C242",
    Severity.DEGRADES,
    "The subject does not pretend to be an answer",
    "'Re:', 'Sv:' or 'Fwd:' says that the reader has written before. In a newsletter that is untrue, and Gmail "
    "and SpamAssassin count it against the sender. Delete it.",
    clauses=("RFC 5322, 3.6.5", "Google, email sender guidelines: https://support.google.com/mail/answer/81126"),
)
TITLE = Rule(
    "C243",
    Severity.COSMETIC,
    "The title of the HTML is the subject",
    "Some mail programs show the title as the name of the letter's window, and screen readers say it first. A title "
    "that says something else than the subject is a sign of spam. Write {{ edition.subject }} in the template.",
    clauses=("SpamAssassin, HTML_TITLE_SUBJ_DIFF",),
)
RULES = (LENGTH, SHOUTING, PRETENDING, TITLE)

_ANSWER = re.compile(r"\s*((?:re|sv|vs|aw|fw|fwd|vb|vl|wg|ang|antw|tr|rv)\s*(?:\[\d+\])?\s*:)", re.IGNORECASE)
_EMOJI = re.compile("[\u2600-\u27bf\u2b50\u2b55\u231a-\u23ff\U0001f300-\U0001faff]")
_MOST_EMOJI = 2
_EXCLAIMED = re.compile(r"[!?]{2,}|![^!]*!")
_SPACED = re.compile(r"\b(?:\w ){4,}\w\b")


def check(subject: Subject, post: Post) -> Iterator[Finding]:
    """What is wrong with the subject."""
    line = " ".join(post.header("Subject")) or subject.edition.subject
    place = place_of(subject)
    yield from _length(line, place)
    yield from _shouting(line, place)
    if answer := _ANSWER.match(line):
        message = f"the subject begins with '{answer[1]}', as if it were an answer: '{line}'"
        yield PRETENDING.finding(message, place, hint="delete it", artefact="newsletter.eml")
    yield from _title(subject, line)


def place_of(subject: Subject, field: str = "subject") -> Place:
    """The line of the front matter that *field* stands in; that of the title, which stands in for a subject."""
    text = subject.sources.text
    for name in (field, "title"):
        if found := re.search(rf"(?m)^{name}\s*:", text.content):
            return text.place(found.start())
    return subject.sources.whole


def _length(line: str, place: Place) -> Iterator[Finding]:
    if len(line) > LONGEST:
        message = f"the subject has {len(line)} characters, expected at most {LONGEST}; a phone shows '{line[:PHONE]}…'"
        hint = "shorten it, the most important word first"
        yield LENGTH.finding(message, place, hint=hint, artefact="newsletter.eml")
    elif len(line) < SHORTEST:
        message = f"the subject '{line}' has {len(line)} characters, expected at least {SHORTEST}"
        hint = "say what is in the letter"
        yield LENGTH.finding(message, place, hint=hint, artefact="newsletter.eml")


def _shouting(line: str, place: Place) -> Iterator[Finding]:
    signs = []
    letters = [char for char in line if char.isalpha()]
    capitals = [char for char in letters if char.isupper()]
    if len(letters) >= SHORTEST and len(capitals) >= 0.6 * len(letters):
        signs.append(f"{len(capitals)} of {len(letters)} letters are capitals")
    if _EXCLAIMED.search(line):
        signs.append("more than one exclamation mark")
    if len(_EMOJI.findall(line)) > _MOST_EMOJI:
        signs.append(f"{len(_EMOJI.findall(line))} emoji")
    if _SPACED.search(line):
        signs.append("letters with blanks between them")
    if signs:
        message = f"the subject shouts ({', '.join(signs)}): '{line}'"
        yield SHOUTING.finding(message, place, hint="write it as a sentence", artefact="newsletter.eml")


def _title(subject: Subject, line: str) -> Iterator[Finding]:
    letter = subject.letter
    title = next(iter(letter.all("title")), None) if letter else None
    if letter and title is not None and letters_of(words(title)) != letters_of(line):
        message = f"the title of the HTML is '{words(title)}', expected the subject: '{line}'"
        place = subject.sources.template("newsletter", "<mj-title>") or subject.place_of(letter, title)
        yield TITLE.finding(message, place, hint="write {{ edition.subject }} there", artefact=letter.name)
