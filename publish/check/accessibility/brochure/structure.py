"""What the parts of the brochure are to a screen reader, and in which order: headings, lists, tables, texts."""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from publish.check.accessibility.brochure import source
from publish.check.accessibility.brochure.heard import Heard, level_of
from publish.check.accessibility.brochure.origins import Origins
from publish.check.finding import Finding, Rule, Severity
from publish.check.places import letters_of
from publish.check.subject import Subject
from publish.formats.pdf.report import Element
from publish.problems import Place

HEADINGS = Rule(
    "C384",
    Severity.DEGRADES,
    "What heads a part is a heading in the brochure",
    "A screen reader lists headings and jumps from one to the next. What only looks like one, or stands on the level "
    "of its own chapter, is not found there. Write `h1` to `h6` in the template, and let the style do the rest.",
    ("1.3.1", "2.4.6"),
    ("ISO 14289-1, 7.4",),
)
ORDER = Rule(
    "C385",
    Severity.DEGRADES,
    "The brochure is heard in the order in which it was written",
    "Who listens, and who lets a phone reflow the page, gets the text in the order of the tags. If style moves parts "
    "about, a question comes after its answer. Write parts in the order of reading, and keep off `order` and "
    "`row-reverse` in the style.",
    ("1.3.2",),
    ("ISO 14289-1, 7.1",),
)
UNHEARD = Rule(
    "C386",
    Severity.BREAKS,
    "Every text of the edition is heard in the brochure",
    "Text that the template hides from screen readers (`aria-hidden`) is printed, and nobody who listens knows that "
    "it is there. Hide only what says nothing that is not said elsewhere.",
    ("1.3.1",),
    ("ISO 14289-1, 7.1",),
)
TABLES = Rule(
    "C387",
    Severity.DEGRADES,
    "Every table in the brochure has headings",
    "A screen reader says with each cell what its column and row are called. A table without heading cells is a heap "
    "of numbers, or a layout that should be made by style. Write `th` for headings; lay out with grid.",
    ("1.3.1",),
    ("ISO 14289-1, 7.5",),
)
LISTS = Rule(
    "C388",
    Severity.DEGRADES,
    "What is a list in the text is one in the brochure",
    "A screen reader says how many items a list has, and lets one skip it. Seventeen names in seventeen paragraphs "
    "have to be heard out. Write `ul` or `ol` with `li` in the template; `list-style: none` takes the dots away.",
    ("1.3.1",),
    ("ISO 14289-1, 7.6",),
)
RUNNING = Rule(
    "C389",
    Severity.DEGRADES,
    "Running heads and feet are not heard on every page",
    "What stands at the edge of every page interrupts who listens in the middle of a sentence, every time. Put it in "
    "the margin boxes of `@page`, which are set aside for the eye.",
    (),
    ("ISO 14289-1, 7.8", "PDF14 of the WCAG techniques"),
)
RULES = (HEADINGS, ORDER, UNHEARD, TABLES, LISTS, RUNNING)

_NAME = "brochure.pdf"
_SURE = 12
"""Letters; runs of text that are shorter may stand in several places by chance."""
_FEW = 3
"""Letters; what has no more says too little to be told from a number."""
_OFTEN = 3
"""Pages."""


def check(subject: Subject, heard: Heard, origins: Origins) -> Iterator[Finding]:
    """What of it is wrong."""
    yield from _headings(subject, heard, origins)
    yield from _order(subject, heard, origins)
    yield from _unheard(subject, heard, origins)
    yield from _tables(heard, origins)
    yield from _lists(subject, heard, origins)
    yield from _running(subject, heard, origins)


def _headings(subject: Subject, heard: Heard, origins: Origins) -> Iterator[Finding]:
    left = list(heard.headings)
    chapter = 0
    faults: defaultdict[str, list[tuple[source.Head, str]]] = defaultdict(list)
    for head in source.heads(subject.edition):
        element = next((one for one in left if letters_of(one.words) == letters_of(head.words)), None)
        level = level_of(element) if element else 0
        if element:
            left.remove(element)
        elif kind := _heard_as(heard, head.words):
            faults[head.what].append((head, f"is heard as {kind}, not as a heading"))
        if not head.is_below:
            chapter = level
        elif 0 < level <= chapter:
            faults[head.what].append((head, f"is a heading of level {level}, and its chapter one of level {chapter}"))
    for what, found in faults.items():
        head, fault = found[0]
        more = f"; {len(found) - 1} more like it" if len(found) > 1 else ""
        message = f"{what}, '{_short(head.words)}', {fault}{more}"
        hint = "write it as a heading one level below what it stands under"
        yield HEADINGS.finding(message, origins.words(head.words), hint=hint, artefact=_NAME)


def _heard_as(heard: Heard, words: str) -> str:
    """What an element is called that says *words* and nothing else; nothing if there is none."""
    needle = letters_of(words)
    leaves = (element for element in heard.leaves if not level_of(element))
    found = next((element for element in leaves if letters_of(element.words) == needle), None)
    return _KINDS.get(found.kind, found.kind) if found and needle else ""


_KINDS = {"P": "a paragraph", "LBody": "an item of a list", "TD": "a cell", "TH": "a cell", "Caption": "a caption"}


def _order(subject: Subject, heard: Heard, origins: Origins) -> Iterator[Finding]:
    known = [(text, heard.only_place(text)) for text in source.texts(subject.edition) if len(letters_of(text)) >= _SURE]
    placed = [(text, at) for text, at in known if at is not None]
    kept = _rising([at for _, at in placed])
    moved = [text for number, (text, _) in enumerate(placed) if number not in kept]
    if moved:
        style = origins.style(
            r"(?<![\w-])(?:order\s*:\s*-?\d|flex-direction\s*:[^;}]*reverse|flex-flow\s*:[^;}]*reverse)"
        )
        more = f", as {len(moved)} texts are" if len(moved) > 1 else ""
        message = f"'{_short(moved[0])}' is not heard where it was written{more}"
        hint = "take `order` out of the style" if style else "write the parts in the order of the text"
        yield ORDER.finding(message, style or origins.words(moved[0]), hint=hint, artefact=_NAME)


def _rising(numbers: Sequence[int]) -> set[int]:
    """Which of *numbers*, by their places, make up the longest run that rises."""
    # Of the runs of each length: the lowest number that one ends with, and its place. And who comes before whom.
    tops: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for at, number in enumerate(numbers):
        length = bisect_left(tops, number)
        before.append(ends[length - 1] if length else -1)
        if length == len(tops):
            tops.append(number)
            ends.append(at)
        else:
            tops[length], ends[length] = number, at
    kept, at = set(), ends[-1] if ends else -1
    while at >= 0:
        kept.add(at)
        at = before[at]
    return kept


def _unheard(subject: Subject, heard: Heard, origins: Origins) -> Iterator[Finding]:
    if not heard.unheard:
        return
    silent = [
        text
        for text in source.texts(subject.edition)
        if len(letters_of(text)) > _FEW and letters_of(text) in heard.unheard and not heard.has(text)
    ]
    for place, texts in _by_place(silent, origins):
        message = f"'{_short(texts[0])}'{_more(texts)} is printed, and no screen reader says it"
        yield UNHEARD.finding(message, place, hint='take `aria-hidden="true"` away', artefact=_NAME)


def _tables(heard: Heard, origins: Origins) -> Iterator[Finding]:
    headed = {
        around.name
        for cell in heard.report.elements
        if cell.kind == "TH" and cell.words
        for around in heard.around(cell)
        if around.kind == "Table"
    }
    bare = [table for table in heard.report.elements if table.kind == "Table" and table.name not in headed]
    for place, tables in _by_place((table.words for table in bare), origins, "table"):
        message = f"the table '{_short(tables[0])}'{_more(tables)} has no headings"
        hint = "write its headings as th, or lay it out by style and not as a table"
        yield TABLES.finding(message, place, hint=hint, artefact=_NAME)


def _lists(subject: Subject, heard: Heard, origins: Origins) -> Iterator[Finding]:
    for items in source.lists(subject.edition):
        heard_items = [item for item in items if heard.has(item) and len(letters_of(item)) > _FEW]
        loose = [item for item in heard_items if not any(_in_list(heard, found) for found in heard.elements(item))]
        if len(heard_items) > 1 and len(loose) == len(heard_items):
            message = f"a list of {len(items)} that begins '{_short(items[0])}' is not heard as a list"
            place = origins.words(loose[0])
            yield LISTS.finding(message, place, hint="write it as ul or ol with li", artefact=_NAME)


def _in_list(heard: Heard, elements: tuple[Element, ...]) -> bool:
    return bool(elements) and any(around.kind == "LI" for around in heard.around(elements[0]))


def _running(subject: Subject, heard: Heard, origins: Origins) -> Iterator[Finding]:
    """What is said first, or last, on page after page, and was not written so often."""
    written = letters_of(subject.sources.text.content)
    pages = defaultdict(list)
    for element in heard.leaves:
        if element.page:
            pages[element.page].append(element)
    for edge in (0, -1):
        said = Counter(letters_of(found[edge].words) for found in pages.values())
        for letters, times in said.items():
            if len(letters) > _FEW and times >= _OFTEN and len(pages) / 2 < times > written.count(letters):
                words = next(found[edge].words for found in pages.values() if letters_of(found[edge].words) == letters)
                message = f"'{_short(words)}' is heard on {times} pages, each time at the page's {_EDGES[edge]}"
                hint = "put it into a margin box of @page, like @bottom-left"
                yield RUNNING.finding(message, origins.words(words), hint=hint, artefact=_NAME)


_EDGES = {0: "top", -1: "foot"}


def _by_place(texts: Iterable[str], origins: Origins, *tags: str) -> Iterator[tuple[Place, list[str]]]:
    """What one line of a template wrote has one cause."""
    found = defaultdict(list)
    for text in texts:
        found[origins.words(text, *tags)].append(text)
    yield from found.items()


def _more(texts: list[str]) -> str:
    return f", with {len(texts) - 1} more like it," if len(texts) > 1 else ""


def _short(words: str) -> str:
    return words if len(words) <= 60 else f"{words[:57].rstrip()}…"
