"""Forms that are typed instead of marked: lists, tables and space made of signs, words in capitals, rows of emoji."""

import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise

from lxml import etree

from publish.check.accessibility.structure import written
from publish.check.accessibility.structure.heard import Heard
from publish.check.document import words
from publish.check.finding import Finding, Rule, Severity
from publish.check.subject import Subject

RULES = (
    LIST := Rule(
        "C315",
        Severity.DEGRADES,
        "A list is marked as a list",
        "Signs like • or – at the beginning of lines look like a list, but only to those who see them. A screen reader"
        " says how many items a list has and lets one skip it. In Markdown begin each item with a hyphen and a blank"
        " on a line of its own, or with `1.`; in a template write `<ul>` and `<li>`.",
        ("1.3.1",),
    ),
    TABLE := Rule(
        "C316",
        Severity.DEGRADES,
        "A table is marked as a table",
        "Columns that are made with blanks or tabs fall apart on phones, with another font, and when they are read out"
        " line by line. Write the table with `|` between the columns.",
        ("1.3.1", "1.3.2"),
    ),
    SPACE := Rule(
        "C317",
        Severity.COSMETIC,
        "Space is made with styles, not with empty lines",
        "Empty paragraphs and rows of line breaks are read out as “blank” by some screen readers, once for each. Begin"
        " a new paragraph, and leave the space to the style.",
        ("1.3.1",),
    ),
    CAPITALS := Rule(
        "C318",
        Severity.COSMETIC,
        "Templates write no sentences in capitals",
        "Long runs of capitals are slower to read for everybody, and some screen readers spell them letter by letter."
        " Write small letters; if a style wants capitals, let it make them.",
    ),
    EMOJI := Rule(
        "C319",
        Severity.COSMETIC,
        "Emoji stand alone",
        "Each emoji is read out by its name: three rockets are “rocket rocket rocket”. One, at the end of a sentence,"
        " does no harm.",
    ),
)

_BULLET = re.compile(r"\s{0,9}([•·▪◦‣●○■□➢➤►✓✔✅*]|[-–—](?=\s)|\(?(?:[0-9]{1,2}[.)]|[a-hA-H]\))(?=\s))\s{0,9}\S")
_SURE = frozenset("•▪◦‣●○■□➢➤►✓✔✅")
"""Signs that begin nothing but an item."""
_RUN_OF_BULLETS = re.compile(r"(?:^|\s)[•▪◦‣●■➢➤►]\s?\S")
_COLUMNS = re.compile(r"\S(?:[ \u00a0]{3,}|\t+[ \u00a0]*)\S")
_GAPS = re.compile(r"\S(?:[ ]*\u00a0){3,}[ ]*\S|\S[ \u00a0]*\t[ \u00a0\t]*\S")
_CAPITALS = re.compile(r"(?<!\w)[A-ZÅÄÖÉÜØÆ]{2,}+(?:[\s.:!?–-]{1,3}[A-ZÅÄÖÉÜØÆ]++){3,}")
_FEWEST_CAPITALS = 20
_EMOJI = re.compile(r"(?:[\U0001F000-\U0001FAFF\u2600-\u27BF][\uFE0F\u200D\U0001F3FB-\U0001F3FF]*\s?){3,}")


def check(subject: Subject, heard: Heard) -> Iterator[Finding]:
    """What is typed in one file that should be marked."""
    blocks = [one for one in heard.all("p", "div") if one.tag == "p" or not len(one) or _has_break(one)]
    paragraphs = [(one, _lines(one)) for one in blocks]
    yield from _lists(subject, heard, [(one, lines) for one, lines in paragraphs if any(lines)])
    yield from _tables(subject, heard)
    yield from _space(subject, heard, heard.all("p"))
    yield from _loud(subject, heard, CAPITALS, _CAPITALS, "words in capitals")
    yield from _loud(subject, heard, EMOJI, _EMOJI, "emoji in a row")


def text(element: etree._Element) -> str:
    """The text in an element, blanks as they are; of a comment none."""
    return "".join(str(run) for run in element.itertext()) if isinstance(element.tag, str) else ""


def _has_break(element: etree._Element) -> bool:
    return any(child.tag == "br" for child in element)


def _lines(element: etree._Element) -> list[str]:
    """The text of a paragraph, cut at its line breaks."""
    if not _has_break(element):
        return [words(element)]
    pieces = [element.text or ""]
    for child in element:
        if child.tag == "br":
            pieces.append(child.tail or "")
        else:
            pieces[-1] += text(child) + (child.tail or "")
    return [" ".join(piece.split()) for piece in pieces]


def _lists(subject: Subject, heard: Heard, paragraphs: list[tuple[etree._Element, list[str]]]) -> Iterator[Finding]:
    document = heard.document
    for run in _runs(paragraphs):
        items = [(one, line) for one, lines in run for line in lines if _BULLET.match(line)]
        signs = {line.lstrip()[0] for _, line in items}
        packed = sum(len(_RUN_OF_BULLETS.findall(line)) for _, lines in run for line in lines)
        if _is_list(items, signs) or packed >= 2:
            first, line = items[0] if items else (run[0][0], next(filter(None, run[0][1])))
            count = max(len(items), packed)
            message = f"{count} lines are typed as a list, beginning with '{line[:60]}'"
            place = written.typed(subject, document, first, line)
            yield LIST.finding(message, place, hint="begin each line with a hyphen and a blank", artefact=document.name)


def _is_list(items: list[tuple[etree._Element, str]], signs: set[str]) -> bool:
    """Two with a sign that means nothing else; three with one that may: Swedish dialogue begins with a dash."""
    if len(items) < 2:
        return False
    if signs & _SURE:
        return True
    lines = [line for _, line in items]
    if signs <= set("-–—"):
        ends = (".", "?", "!", "”", "’")
        return len(items) >= 3 and all(len(line) <= 80 and not line.endswith(ends) for line in lines)
    return (len(signs) == len(items) and _counts(lines)) or (len(signs) == 1 and len(items) >= 3)


def _counts(lines: list[str]) -> bool:
    """Whether the lines are numbered in order: 1 2 3, a) b) c)."""
    marks = [line.lstrip(" (")[0].lower() for line in lines]
    return marks[0] in "1a" and all(ord(one) + 1 == ord(two) for one, two in pairwise(marks))


def _runs(
    paragraphs: list[tuple[etree._Element, list[str]]],
) -> Iterator[list[tuple[etree._Element, list[str]]]]:
    """Paragraphs that follow each other, all of them beginning like items; and others one by one."""
    run: list[tuple[etree._Element, list[str]]] = []
    for element, lines in paragraphs:
        is_item = any(_BULLET.match(line) for line in lines)
        if not is_item:
            continue
        if run and run[-1][0].getnext() is not element:
            yield run
            run = []
        run.append((element, lines))
    if run:
        yield run


def _tables(subject: Subject, heard: Heard) -> Iterator[Finding]:
    for element in heard.all("pre"):
        lines = [line for line in text(element).splitlines() if len(_COLUMNS.findall(line)) >= 1]
        if len(lines) >= 3 and _are_aligned(lines):
            yield from _typed_table(subject, heard, element, lines)
    for element in heard.all("p"):
        lines = [line for line in _raw_lines(element) if _GAPS.search(line)]
        if len(lines) >= 2:
            yield from _typed_table(subject, heard, element, lines)


def _typed_table(subject: Subject, heard: Heard, element: etree._Element, lines: list[str]) -> Iterator[Finding]:
    first = " ".join(lines[0].split())
    message = f"{len(lines)} lines are typed as a table, beginning with '{first[:60]}'"
    place = written.paragraph(subject, heard.document, element, first)
    yield TABLE.finding(message, place, hint="write `|` between the columns", artefact=heard.document.name)


def _are_aligned(lines: list[str]) -> bool:
    """Whether columns begin at the same place in most lines; tabs always mean columns."""
    starts = [{match.end() - 1 for match in _COLUMNS.finditer(line)} for line in lines]
    ends = [{match.start() for match in re.finditer(r"\s{2,}|$", line)} for line in lines]
    tabbed = sum("\t" in line for line in lines)
    return tabbed >= 3 or any(
        sum(start in row for row in places) >= max(3, len(lines) * 2 // 3)
        for places in (starts, ends)
        for start in set().union(*places)
    )


def _raw_lines(element: etree._Element) -> list[str]:
    pieces = [element.text or ""]
    for child in element:
        if child.tag == "br":
            pieces.append("")
        pieces[-1] += text(child) + (child.tail or "")
    return pieces


def _space(subject: Subject, heard: Heard, paragraphs: list[etree._Element]) -> Iterator[Finding]:
    document = heard.document
    empty = [one for one in paragraphs if not len(one) and not (one.text or "").strip("\u00a0\u200b\u00ad \n\t\r")]
    empty += [one for one in heard.all("br") if _is_second_break(one)]
    if empty:
        first = min(empty, key=lambda one: document.number[one])
        made_of = "line breaks" if first.tag == "br" else "an empty paragraph"
        more = f", and {len(empty) - 1} more like it" if len(empty) > 1 else ""
        place = subject.place_of(document, first)
        if first.tag == "br" and (after := " ".join((first.tail or "").split()[:8])):
            place = written.paragraph(subject, document, first, after)
        message = f"space is made with {made_of}{more}"
        yield SPACE.finding(message, place, hint="begin a new paragraph", artefact=document.name)


def _is_second_break(element: etree._Element) -> bool:
    before = element.getprevious()
    return before is not None and before.tag == "br" and not (before.tail or "").strip("\u00a0 \n\t\r")


def _loud(subject: Subject, heard: Heard, rule: Rule, pattern: re.Pattern[str], what: str) -> Iterator[Finding]:
    document = heard.document
    seen: dict[str, etree._Element] = {}
    for element in heard.elements:
        if element.tag in ("pre", "code", "abbr"):
            continue
        for run in (element.text, *(child.tail for child in element)):
            for match in pattern.finditer(run or ""):
                found = " ".join(match[0].split())
                if rule is EMOJI or _shouts(subject, found):
                    seen.setdefault(found, element)
    if seen:
        found, element = next(iter(seen.items()))
        more = f", and {len(seen) - 1} more" if len(seen) > 1 else ""
        spelt = found if rule is CAPITALS else ", ".join(_names(found))
        message = f"{what}: '{spelt[:80]}'{more}"
        place = subject.sources.text.exactly(found) or written.paragraph(subject, document, element, found)
        yield rule.finding(message, place, artefact=document.name)


def _shouts(subject: Subject, found: str) -> bool:
    """Whether a run of capitals is long, and no editor's own: those are told of among the advice on language."""
    return sum(char.isalpha() for char in found) >= _FEWEST_CAPITALS and not subject.sources.text.exactly(found)


def _names(emoji: str) -> list[str]:
    return [unicodedata.name(char, "sign").lower() for char in emoji if char > "\u2600"][:4]
