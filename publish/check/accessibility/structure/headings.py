"""Headings: one title, no level left out, none empty, and none that only look like headings."""

import re
from collections.abc import Iterator

from lxml import etree

from publish.check.accessibility.structure import written
from publish.check.accessibility.structure.heard import Heard, is_decoration
from publish.check.document import words
from publish.check.finding import Finding, Rule, Severity
from publish.check.places import letters_of
from publish.check.subject import Subject
from publish.edition import Prose
from publish.prose import Heading, plain

RULES = (
    ONE := Rule(
        "C310",
        Severity.DEGRADES,
        "There is one heading of level 1, the title",
        "The heading of level 1 names the whole. Without one, or with several, those who jump from heading to heading"
        " cannot tell what the page or letter is called. Write the edition's title as `<h1>`, and nothing else.",
        ("1.3.1",),
    ),
    SKIPPED := Rule(
        "C311",
        Severity.DEGRADES,
        "No level of headings is left out on the way down",
        "Listeners find their way by the levels of headings: a 4 after a 2 makes them look for a 3 that they have"
        " missed. Choose the level by the order of things, and the size with a style.",
        ("1.3.1",),
    ),
    EMPTY := Rule(
        "C312",
        Severity.DEGRADES,
        "Every heading has words",
        "An empty heading is spoken as “heading level 2” and nothing more, and stands as a gap in the list of"
        " headings. Delete it, or make space with a style.",
        ("1.3.1", "2.4.6"),
    ),
    LOST := Rule(
        "C313",
        Severity.DEGRADES,
        "Every heading of the source is a heading in the output",
        "A template shows this heading as large text, but not as a heading. Those who listen do not find it in the"
        " list of headings and cannot jump to what it stands above. Write it as `<h2>`, `<h3>` … with a style.",
        ("1.3.1",),
    ),
    LOOKS := Rule(
        "C314",
        Severity.DEGRADES,
        "What looks like a heading is one",
        "A line in bold above a text looks like a heading, but only to those who see it. Write it as a heading: in"
        " Markdown with `##`, `###`, … before it.",
        ("1.3.1",),
    ),
)

_TAGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_LONGEST = 70
_BLOCKS = frozenset({"p", "ul", "ol", "table", "dl", "blockquote", "div", "figure", "section"})


def check(subject: Subject, heard: Heard) -> Iterator[Finding]:
    """What is wrong with the headings of one file."""
    levels = [(element, level) for element in heard.elements if (level := level_of(element))]
    yield from _one(subject, heard, levels)
    yield from _skipped(subject, heard, levels)
    yield from _empty(subject, heard, levels)
    known = {letters_of(title) for title in _titles(subject)}
    names = {letters_of(name) for block in subject.edition.blocks for name in _names(block)}
    yield from _lost(subject, heard, levels, known)
    yield from _looks(subject, heard, known | names)


def level_of(element: etree._Element) -> int:
    """The level of a heading; 0 for what is none."""
    role = element.get("role") or ""
    if element.tag in _TAGS:
        return int(str(element.tag)[1]) if role in ("", "heading") else 0
    if role != "heading":
        return 0
    level = element.get("aria-level") or "2"
    return int(level) if re.fullmatch(r"[1-9]", level) else 2


def _one(subject: Subject, heard: Heard, levels: list[tuple[etree._Element, int]]) -> Iterator[Finding]:
    document = heard.document
    ones = [element for element, level in levels if level == 1]
    if len(ones) > 1:
        title = letters_of(subject.edition.title)
        other = next((one for one in ones if letters_of(heard.name(one)) != title), ones[1])
        message = f"{len(ones)} headings of level 1, expected one; another is '{heard.name(other)}'"
        yield ONE.finding(message, subject.place_of(document, other), hint="write `<h2>`", artefact=document.name)
    elif not ones:
        title = letters_of(subject.edition.title)
        same = next((element for element, _ in levels if letters_of(heard.name(element)) == title), None)
        element = same if same is not None else _holding(heard, title)
        place = subject.place_of(document, document.root if element is None else element)
        message = "no heading of level 1, expected the title"
        yield ONE.finding(message, place, hint="write the title as `<h1>`", artefact=document.name)


def _holding(heard: Heard, letters: str) -> etree._Element | None:
    return next(
        (element for element in heard.all("p", "div", "td", "span", "b") if letters_of(_own(element)) == letters), None
    )


def _own(element: etree._Element) -> str:
    """The words that stand directly in an element, or in one that is all it holds."""
    return words(element) if len(element) <= 1 else ""


def _skipped(subject: Subject, heard: Heard, levels: list[tuple[etree._Element, int]]) -> Iterator[Finding]:
    before = 0
    first: tuple[etree._Element, int, int] | None = None
    count = 0
    for element, level in levels:
        if before and level > before + 1:
            first, count = first or (element, before, level), count + 1
        before = level
    if first:
        element, above, level = first
        more = f", and {count - 1} more like it" if count > 1 else ""
        message = f"'{heard.name(element)}' is a heading of level {level} after one of level {above}{more}"
        hint = f"write it as `<h{above + 1}>`"
        place = subject.place_of(heard.document, element)
        yield SKIPPED.finding(message, place, hint=hint, artefact=heard.document.name)


def _empty(subject: Subject, heard: Heard, levels: list[tuple[etree._Element, int]]) -> Iterator[Finding]:
    empty = [element for element, _ in levels if not heard.name(element).strip("\u00a0\u200b\u00ad ")]
    if empty:
        more = f", {len(empty)} times" if len(empty) > 1 else ""
        message = f"a heading (`<{empty[0].tag}>`) has no words{more}"
        yield EMPTY.finding(message, subject.place_of(heard.document, empty[0]), artefact=heard.document.name)


def _titles(subject: Subject) -> Iterator[str]:
    """Every heading of the source, but for the edition's own title."""
    for chapter in subject.edition.chapters:
        if chapter.heading:
            yield chapter.title
        for part in chapter.parts:
            if isinstance(part, Prose):
                yield from (plain(node.children) for node in part.nodes if isinstance(node, Heading))
            else:
                for item in getattr(part.block, "items", ()):
                    yield getattr(item, "headline", "") or getattr(item, "title", "")


def _names(block: object) -> Iterator[str]:
    """Names of people and partners: templates may set them in bold."""
    for one in (block, *getattr(block, "items", ())):
        yield from (getattr(one, field) for field in ("name", "by", "role") if getattr(one, field, ""))


def _lost(
    subject: Subject, heard: Heard, levels: list[tuple[etree._Element, int]], known: set[str]
) -> Iterator[Finding]:
    """Headings of the source that are shown, but as something else."""
    headed = {letters_of(heard.name(element)) for element, _ in levels}
    lost = known - headed - {"", letters_of(subject.edition.title)}
    if not lost:
        return
    holders = [element for element in heard.all("p", "div", "td", "span") if letters_of(_own(element)) in lost]
    holders = [element for element in holders if not any(child in holders for child in element.iterdescendants())]
    if holders:
        first = min(holders, key=lambda element: heard.document.number[element])
        more = f", and {len(holders) - 1} more" if len(holders) > 1 else ""
        message = f"the heading '{heard.words(first)}' is shown as `<{first.tag}>`{more}"
        place = subject.place_of(heard.document, first)
        yield LOST.finding(message, place, hint="write it as a heading", artefact=heard.document.name)


def _looks(subject: Subject, heard: Heard, known: set[str]) -> Iterator[Finding]:
    title = letters_of(subject.edition.title)
    found = [
        paragraph
        for paragraph in heard.all("p")
        if _is_bold_line(paragraph)
        and not _is_in_item(paragraph)
        and letters_of(heard.words(paragraph)) not in (known | {title})
    ]
    if found:
        line = heard.words(found[0])
        more = f", and {len(found) - 1} more like it" if len(found) > 1 else ""
        message = f"'{line}' is a line in bold that looks like a heading{more}"
        place = written.paragraph(subject, heard.document, found[0], line)
        yield LOOKS.finding(message, place, hint="write `###` before it instead of stars", artefact=heard.document.name)


def _is_in_item(paragraph: etree._Element) -> bool:
    return any(
        one.tag in ("li", "th", "dd", "dt", "blockquote", "figcaption", "address") for one in paragraph.iterancestors()
    )


def _is_bold_line(paragraph: etree._Element) -> bool:
    """Whether a paragraph is one short run of bold, and something follows that it could stand above."""
    children = [child for child in paragraph if isinstance(child.tag, str)]
    if len(children) != 1 or children[0].tag not in ("b", "strong") or (paragraph.text or "").strip():
        return False
    line = words(children[0])
    after = paragraph.getnext()
    return (
        not (children[0].tail or "").strip()
        and 2 <= len(line) <= _LONGEST
        and not line.endswith((".", "!", "…", ",", ";"))
        and not any(char.isdigit() for char in line[:1])
        and after is not None
        and after.tag in _BLOCKS
        and not is_decoration(after)
        and not (after.tag == "p" and _is_bold_line(after))
    )
