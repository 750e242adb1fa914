"""The part in plain text: for readers, watches and programs that show no HTML, and for spam filters that compare."""

import re
from collections import Counter
from collections.abc import Iterator

from lxml import etree

from publish.check.delivery.post import Post
from publish.check.document import Document, words
from publish.check.finding import Finding, Rule, Severity
from publish.check.places import letters_of
from publish.check.subject import Subject
from publish.problems import Place

LEAST = 0.9
"""Share of the HTML's words that the text must have; it writes captions, dates and links in its own way."""
ROOM = 30
"""Words that a short letter says twice in HTML and once in text: its title, what mail programs show first, captions."""
WIDEST = 78

SAME = Rule(
    "C250",
    Severity.DEGRADES,
    "The plain text says what the HTML says",
    "Who reads plain text, by choice, on a watch or in a program for the blind, gets less than the others. "
    "Spam filters compare the two parts: a text that is empty or says 'see the web' counts as a sign of spam. "
    "Write in templates/text/ whatever the letter says.",
    clauses=("RFC 2046, 5.1.4", "SpamAssassin, MPART_ALT_DIFF"),
)
LINES = Rule(
    "C251",
    Severity.COSMETIC,
    "Lines of the plain text have at most 78 characters",
    "Old mail programs do not wrap lines, others wrap them a second time in odd places. Use `fold` or `line` "
    "in the template, which wrap at 72. An address may be longer, on a line of its own.",
    clauses=("RFC 5322, 2.1.1",),
)
MARKUP = Rule(
    "C252",
    Severity.DEGRADES,
    "The plain text holds no HTML",
    "In plain text nobody hides tags and `&amp;`: readers see them as they stand. Use the filters that write plain "
    "text in templates/text/, not those for HTML.",
)
RULES = (SAME, LINES, MARKUP)

_TAG = re.compile(r"</?(?:a|b|br|div|em|h[1-6]|hr|i|img|li|ol|p|span|strong|table|td|tr|ul)(?:\s[^<>\n]{0,300})?/?>")
_NAMED = re.compile(r"&(?:amp|lt|gt|quot|nbsp|shy|ndash|mdash|hellip|[aou]uml|aring|#\d{2,6}|#x[0-9a-f]{2,6});")
_SILENT = frozenset({"style", "script"})


def check(subject: Subject, post: Post) -> Iterator[Finding]:
    """How the two parts differ, and what is wrong with the text by itself."""
    text = post.text or ""
    yield from _missing(subject, text)
    yield from _wide(subject, text)
    yield from _markup(subject, text)


def _missing(subject: Subject, text: str) -> Iterator[Finding]:
    letter = subject.letter
    if letter is None:
        return
    said, written = _words(_visible(letter)), _words(text)
    total = said.total()
    kept = total - (said - written).total()
    if total and kept < LEAST * total and (total - kept > ROOM or not text.strip()):
        first = _first_missing(letter, written)
        where = f", '{_begin(words(first))}' for one" if first is not None else ""
        share = f"{kept} of the {total} words"
        message = f"the plain text has {share} of the HTML, expected {LEAST:.0%}{where}"
        severity = Severity.BREAKS if not text.strip() else None
        hint = "write in templates/text/ what the letter says"
        yield SAME.finding(message, _template(subject), hint=hint, artefact="newsletter.txt", severity=severity)


def _template(subject: Subject) -> Place:
    file = subject.theme.workspace.template("text/letter.txt.j2")
    return Place(subject.theme.workspace.shown(file) if file else "templates/text/letter.txt.j2")


def _visible(letter: Document) -> str:
    """All words of the body but those of style sheets and scripts."""
    inner = (element.text for element in letter.body.iter() if element.tag not in _SILENT)
    after = (element.tail for element in letter.body.iter())
    return " ".join(text for texts in (inner, after) for text in texts if text)


def _words(text: str) -> Counter[str]:
    return Counter(letters for word in text.split() if len(letters := letters_of(word)) > 1)


def _first_missing(letter: Document, written: Counter[str]) -> etree._Element | None:
    for element in letter.all("p", "h1", "h2", "h3", "li", "td"):
        said = _words(words(element)) if not len(element) else Counter()
        if said.total() > 3 and (said - written).total() > said.total() / 2:
            return element
    return None


def _wide(subject: Subject, text: str) -> Iterator[Finding]:
    wide = [line for line in text.split("\n") if len(line) > WIDEST and " " in line.strip()]
    if wide:
        message = (
            f"{len(wide)} line(s) of the plain text have more than {WIDEST} characters: '{_begin(wide[0].strip())}'"
        )
        place = _place(subject, wide[0])
        yield LINES.finding(message, place, hint="wrap it with `fold` or `line`", artefact="newsletter.txt")


def _markup(subject: Subject, text: str) -> Iterator[Finding]:
    for number, line in enumerate(text.split("\n")):
        found = _TAG.search(line) or _NAMED.search(line)
        if found and found[0] not in subject.sources.text.content:
            message = f"the plain text holds HTML in line {number + 1}: '{found[0]}'"
            place = _in_template(subject, found[0]) or _place(subject, line)
            yield MARKUP.finding(message, place, hint="write plain text here", artefact="newsletter.txt")
            return


def _place(subject: Subject, line: str) -> Place:
    return _in_template(subject, line.strip()) or subject.sources.in_edition(line) or _template(subject)


def _in_template(subject: Subject, spelling: str) -> Place | None:
    """In a template of the text; by how it begins, since the rest may be written by the edition."""
    for text in subject.sources.templates("newsletter"):
        if text.path.endswith(".txt.j2"):
            for piece in (spelling, spelling[:20]):
                at = text.content.find(piece)
                if piece and at >= 0:
                    return text.place(at)
    return None


def _begin(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:59]}…"
