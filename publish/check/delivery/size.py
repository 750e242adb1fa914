"""How large the letter is: Gmail hides the end of a long one, and drops style rules beyond its limit."""

import re
from collections.abc import Iterator
from html import escape, unescape

from publish.check.delivery.post import Post
from publish.check.finding import Finding, Rule, Severity
from publish.check.places import letters_of
from publish.check.subject import Subject
from publish.edition import Chapter
from publish.problems import Place

GATE = 90_000
"""Octets of HTML. Gmail cuts at some 102 kB; services that send make every link longer."""
NEAR = 75_000
STYLE = 16_384
STYLE_NEAR = 13_000
WHOLE = 1_000_000

_GMAIL = "Gmail clips messages: https://github.com/hteumeuleu/email-bugs/issues/41"
LENGTH = Rule(
    "C201",
    Severity.BREAKS,
    "The letter stays below 90 kB, where Gmail does not cut it off",
    "Gmail shows some 102 kB of a letter and hides the rest behind “View entire message”: the end of the text, "
    "and with it the link to unsubscribe. What is sent is often longer than what was made, as services replace "
    "links by longer ones. Shorten the chapter that takes the most room: all of it can be read on the web page.",
    clauses=(_GMAIL,),
)
RULES_OF_STYLE = Rule(
    "C202",
    Severity.BREAKS,
    "Style rules stay below 16 kB, where Gmail reads all of them",
    "Gmail reads 16,384 octets of style rules and drops those that follow: the look on phones goes first. "
    "Delete rules that no element needs any longer, or move them into `_inline.css.j2`, which does not count.",
    clauses=("Gmail's limit for <style>: https://github.com/hteumeuleu/email-bugs/issues/90",),
)
MESSAGE = Rule(
    "C203",
    Severity.DEGRADES,
    "The whole message stays below 1 MB",
    "A large message is slow on a phone, fills mailboxes, and is refused by some of them. Pictures belong on the "
    "web, where the letter fetches them, and long texts on the web page.",
)
RULES = (LENGTH, RULES_OF_STYLE, MESSAGE)


def check(subject: Subject, post: Post) -> Iterator[Finding]:
    """What is too large, or nearly so."""
    size = len(post.html.encode()) if post.html else 0
    if size > NEAR:
        yield _too_long(subject, post.html or "", size)
    yield from _style(subject)
    if len(post.data) > WHOLE:
        message = f"the message has {_kilo(len(post.data))}, expected at most 1,000 kB"
        hint = "look for text that stands in it twice, and for pictures that are not on the web"
        yield MESSAGE.finding(
            message, _largest(subject, post), hint=hint, evidence=_parts(post), artefact="newsletter.eml"
        )


def _parts(post: Post) -> tuple[str, ...]:
    parts = (("HTML", post.html), ("plain text", post.text))
    return tuple(f"{name}: {_kilo(len(text.encode()))}" for name, text in parts if text)


def _largest(subject: Subject, post: Post) -> Place:
    """What writes the part that takes the most room."""
    name = "text/letter.txt.j2" if len(post.text or "") > len(post.html or "") else "newsletter/letter.mjml.j2"
    file = subject.theme.workspace.template(name)
    return Place(subject.theme.workspace.shown(file)) if file else subject.sources.whole


def _too_long(subject: Subject, html: str, size: int) -> Finding:
    costs = sorted(_costs(subject, html), key=lambda cost: -cost[1])
    rest = f"{_kilo(GATE - size)} are left" if size <= GATE else f"{_kilo(size - GATE)} too much"
    evidence = tuple(f"{_name(chapter)}: {_kilo(cost)}" for chapter, cost in costs[:3])
    chapter, cost = costs[0] if costs else (None, 0)
    hint = "shorten the text; all of it can be read on the web page"
    if chapter:
        hint = f"shorten {_name(chapter)}, which takes {_kilo(cost)}; all of it can be read on the web page"
    place = Place(subject.edition.path, chapter.line) if chapter and chapter.line else subject.sources.whole
    message = f"the letter has {_kilo(size)} of at most {_kilo(GATE)}: {rest} before Gmail hides its end"
    severity = Severity.DEGRADES if size <= GATE else None
    return LENGTH.finding(message, place, hint=hint, evidence=evidence, artefact="newsletter.html", severity=severity)


def _costs(subject: Subject, html: str) -> Iterator[tuple[Chapter, int]]:
    """Each chapter with the octets from its heading to the next one; the imprint belongs to none."""
    starts: list[tuple[int, Chapter]] = []
    waiting = [chapter for chapter in subject.edition.chapters if chapter.heading]
    for heading in re.finditer(r"<h2\b[^>]*>(.{0,500}?)</h2>", html, re.DOTALL):
        title = letters_of(unescape(re.sub(r"<[^<>]*>", "", heading[1])))
        if waiting and title == letters_of(waiting[0].title):
            starts.append((heading.start(), waiting.pop(0)))
    onward = html.rfind(escape(subject.theme.address(subject.edition).brochure))
    ends = [start for start, _ in starts[1:]] + [onward if starts and onward > starts[-1][0] else len(html)]
    for (start, chapter), end in zip(starts, ends, strict=False):
        yield chapter, len(html[start:end].encode())


def _name(chapter: Chapter) -> str:
    blocks = ", ".join(dict.fromkeys(f"`{part.kind}`" for part in chapter.parts if part.kind != "prose"))
    return f"'{chapter.title}' ({blocks})" if blocks else f"'{chapter.title}'"


def _style(subject: Subject) -> Iterator[Finding]:
    if subject.letter is None:
        return
    blocks = subject.letter.all("style")
    sizes = [len("".join(str(text) for text in block.itertext()).encode()) for block in blocks]
    total = sum(sizes)
    if total <= STYLE_NEAR:
        return
    largest = blocks[sizes.index(max(sizes))]
    message = f"the style rules have {total} octets of the {STYLE} that Gmail reads"
    hint = "delete rules that nothing needs, or move them to `_inline.css.j2`, which does not count"
    yield RULES_OF_STYLE.finding(
        message,
        _written(subject, str(largest.text)),
        hint=hint,
        evidence=(f"{len(blocks)} blocks, the largest has {max(sizes)} octets",),
        artefact="newsletter.html",
        severity=Severity.DEGRADES if total <= STYLE else None,
    )


def _written(subject: Subject, css: str) -> Place:
    """The template that holds most of the classes of a style sheet."""
    classes = set(re.findall(r"\.[a-z][a-z-]+", css))
    texts = [text for text in subject.sources.templates("newsletter") if not text.path.endswith("_inline.css.j2")]
    known = [(sum(name in text.content for name in classes), text.path) for text in texts if ".css." in text.path]
    best = max(known, default=(0, ""))
    return Place(best[1]) if best[0] else subject.sources.whole


def _kilo(octets: int) -> str:
    return f"{octets / 1000:.1f}".removesuffix(".0") + " kB"
