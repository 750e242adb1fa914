"""
The order in which letter, page and plain text say what the source says.

Only texts that stand once in the source and once in the output are compared, so that a title that is said again
in the imprint, or a name that stands in many places, is out of the question.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator

from lxml import etree

from publish.check.accessibility.structure.heard import Heard
from publish.check.finding import Finding, Rule, Severity
from publish.check.subject import Subject
from publish.edition import Prose
from publish.problems import Place
from publish.prose import BlockQuote, Heading, ItemList, Node, Paragraph, Table, plain

RULES = (
    ORDER := Rule(
        "C309",
        Severity.DEGRADES,
        "Letter, page and plain text keep the order of the source",
        "Those who listen, and those who use the keyboard, get the parts in the order in which they stand in the file,"
        " whatever a style makes of it for the eye. Write the parts in a template in the order in which they are to be"
        " read.",
        ("1.3.2",),
    ),
)

_FEWEST = 12
_MOST = 60
"""Letters of a text by which it is known."""


def check(subject: Subject, heard: Heard) -> Iterator[Finding]:
    """What stands out of order in letter or page."""
    spoken, starts = _letters(heard)
    if found := out_of_order(_texts(subject), spoken):
        words, before, at = found
        element = next((element for start, element in reversed(starts) if start <= at), heard.document.body)
        yield _finding(words, before, subject.place_of(heard.document, element), heard.document.name)


def check_text(subject: Subject) -> Iterator[Finding]:
    """What stands out of order in the plain text."""
    if subject.text is None:
        return
    if found := out_of_order(_texts(subject), _folded(subject.text)):
        words, before, _ = found
        file = subject.theme.workspace.template("text/letter.txt.j2")
        place = Place(subject.theme.workspace.shown(file) if file else "templates/text/letter.txt.j2")
        yield _finding(words, before, place, "newsletter.txt")


def _finding(words: str, before: str, place: Place, artefact: str) -> Finding:
    message = f"'{words[:60]}' stands before '{before[:60]}', in the source after it"
    return ORDER.finding(message, place, artefact=artefact)


def out_of_order(texts: Iterable[str], spoken: str) -> tuple[str, str, int] | None:
    """
    The first of *texts* that comes too early in *spoken*, the one that should come before it, and where it begins.

    Both are compared by their letters alone; *spoken* is given as such. As few as possible are held to be misplaced.
    """
    keys = [(_folded(text)[:_MOST], text) for text in texts]
    counts = Counter(key for key, _ in keys)
    known = [
        (at, text)
        for key, text in keys
        if len(key) >= _FEWEST and counts[key] == 1 and (at := spoken.find(key)) >= 0 and spoken.find(key, at + 1) < 0
    ]
    kept = set(_longest_rise([at for at, _ in known]))
    if len(kept) == len(known):
        return None
    index = next(index for index in range(len(known)) if index not in kept)
    at, text = known[index]
    later = [other for other, (where, _) in enumerate(known) if other < index and where > at]
    if later:
        return text, known[later[0]][1], at
    earlier = next(other for other, (where, _) in enumerate(known) if other > index and where < at)
    return known[earlier][1], text, known[index][0]


def _longest_rise(numbers: list[int]) -> list[int]:
    """The positions of a longest subsequence of *numbers* that rises."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for index, number in enumerate(numbers):
        at = bisect_left(tails, number)
        before.append(ends[at - 1] if at else -1)
        tails[at : at + 1] = [number]
        ends[at : at + 1] = [index]
    chain = []
    index = ends[-1] if ends else -1
    while index >= 0:
        chain.append(index)
        index = before[index]
    return chain[::-1]


def _folded(text: str) -> str:
    """Letters alone: digits may be numbers of links and notes."""
    return "".join(char.casefold() for char in text if char.isalpha())


def _letters(heard: Heard) -> tuple[str, list[tuple[int, etree._Element]]]:
    """All that is spoken, as letters, and where each element's own text begins."""
    pieces: list[str] = []
    starts: list[tuple[int, etree._Element]] = []
    length = 0
    body = heard.document.body
    for event, element in etree.iterwalk(body, events=("start", "end")):
        if not isinstance(element.tag, str):
            continue
        is_start = event == "start"
        if is_start and element not in heard.hidden:
            starts.append((length, element))
            text = element.text
        elif is_start or element is body:
            text = None
        else:
            parent = element.getparent()
            text = None if parent is not None and parent in heard.hidden else element.tail
        if text:
            pieces.append(_folded(text))
            length += len(pieces[-1])
    return "".join(pieces), starts


def _texts(subject: Subject) -> Iterator[str]:
    """What the source says, in its order."""
    edition = subject.edition
    yield edition.title
    yield plain(edition.standfirst)
    for chapter in edition.chapters:
        yield chapter.title
        for part in chapter.parts:
            yield from _of_nodes(part.nodes) if isinstance(part, Prose) else _of_block(part.block)
    for note in edition.notes:
        yield from _of_nodes(note.children)


def _of_nodes(nodes: Iterable[Node]) -> Iterator[str]:
    for node in nodes:
        match node:
            case Paragraph() | Heading():
                yield plain(node.children)
            case ItemList():
                for item in node.items:
                    yield from _of_nodes(item.children)
            case BlockQuote():
                yield from _of_nodes(node.children)
            case Table():
                yield from (plain(row[0]) for row in node.rows if row)
            case _:
                pass


def _of_block(block: object) -> Iterator[str]:
    for item in getattr(block, "items", None) or (block,):
        for name in ("headline", "title", "question", "standfirst", "text"):
            value = getattr(item, name, "")
            if isinstance(value, str):
                yield value
            elif value and isinstance(value[0], Node):
                yield from _of_nodes(value)
            elif value:
                yield plain(value)
