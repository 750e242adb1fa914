"""Tables: those that hold data have headings, those that only place things say so."""

from collections.abc import Iterator

from lxml import etree

from publish.check.accessibility.structure import written
from publish.check.accessibility.structure.heard import Heard, is_decoration
from publish.check.document import words
from publish.check.finding import Finding, Rule, Severity
from publish.check.subject import Subject

RULES = (
    LAYOUT := Rule(
        "C340",
        Severity.DEGRADES,
        "A table that only places things says so",
        "Letters are built of tables. A screen reader takes each for data and reads out its rows and columns, again and"
        " again, unless it says `role=presentation`. Write it on every table that holds no data.",
        ("1.3.1",),
    ),
    HEADLESS := Rule(
        "C341",
        Severity.DEGRADES,
        "A table of data has headings, each with its scope",
        "With `<th scope=col>` and `<th scope=row>` a screen reader says “Bus, 2025: 398 000” instead of a bare number."
        " Without headings a table is a heap of numbers. Mark the first row or column.",
        ("1.3.1",),
    ),
    UNMARKED := Rule(
        "C342",
        Severity.BREAKS,
        "A table of data is not marked as layout",
        "`role=presentation` takes the table away from those who listen: what stood in rows and columns becomes one"
        " long string of words and numbers. Delete the role.",
        ("1.3.1",),
    ),
    EMPTY := Rule(
        "C343",
        Severity.COSMETIC,
        "Every heading of a table has words",
        "The heading of a column or row is spoken with each of its cells. If it is empty, listeners hear a cell without"
        " knowing what it is about. Write what stands below: “Year”, “Mode of travel”.",
        ("1.3.1",),
    ),
    NAMELESS := Rule(
        "C344",
        Severity.COSMETIC,
        "A table of data has a name",
        "In a list of tables, or when jumping from one to the next, a table is known by its caption or label. A heading"
        " close above it does as well. Write a heading, or a `<caption>`.",
        ("1.3.1",),
    ),
)

_SMALLEST = 4
"""Cells of a table that may be one of data although nothing in it says so: two by two."""
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


def check(subject: Subject, heard: Heard) -> Iterator[Finding]:
    """What is wrong with the tables of one file."""
    tables = heard.all("table")
    own = _own_cells(heard)
    layout = []
    for table in tables:
        cells = own.get(table, [])
        is_data = any(cell.tag == "th" or cell.get("scope") or cell.get("headers") for cell in cells)
        is_data = is_data or any(child.tag in ("caption", "thead", "tfoot") for child in table)
        if is_decoration(table):
            yield from _unmarked(subject, heard, table, is_data=is_data)
        elif is_data or _looks_like_data(cells):
            yield from _data(subject, heard, table, cells)
        else:
            layout.append(table)
    yield from _layout(subject, heard, layout)


def _own_cells(heard: Heard) -> dict[etree._Element, list[etree._Element]]:
    """The cells of each table, without those of tables in it; looked at once, for tables may be nested deeply."""
    holder: dict[etree._Element, etree._Element] = {}
    cells: dict[etree._Element, list[etree._Element]] = {}
    for element in heard.elements:
        parent = element.getparent()
        inherited = holder.get(parent) if parent is not None else None
        around = element if element.tag == "table" else inherited
        if around is not None:
            holder[element] = around
        if element.tag in ("td", "th") and inherited is not None:
            cells.setdefault(inherited, []).append(element)
    return cells


def _looks_like_data(cells: list[etree._Element]) -> bool:
    """Whether a table without headings has rows and columns of short words, and nothing but words."""
    rows: dict[etree._Element | None, int] = {}
    for cell in cells:
        rows[cell.getparent()] = rows.get(cell.getparent(), 0) + 1
    widths = set(rows.values())
    if len(cells) < _SMALLEST or len(rows) < 2 or len(widths) != 1 or min(widths) < 2:
        return False
    texts = [words(cell) for cell in cells]
    plain = not any(child.tag in ("table", "img", "p", "div", *_HEADINGS) for cell in cells for child in cell)
    return plain and all(len(text) <= 60 for text in texts) and sum(map(bool, texts)) > len(texts) // 2


def _unmarked(subject: Subject, heard: Heard, table: etree._Element, *, is_data: bool) -> Iterator[Finding]:
    if is_data:
        message = "a table with headings is marked as layout (role=presentation)"
        place = subject.place_of(heard.document, table)
        yield UNMARKED.finding(message, place, hint="delete the role", artefact=heard.document.name)


def _data(subject: Subject, heard: Heard, table: etree._Element, cells: list[etree._Element]) -> Iterator[Finding]:
    document = heard.document
    heads = [cell for cell in cells if cell.tag == "th"]
    if not heads:
        message = f"a table of data has no headings, beginning with '{_first(cells)}'"
        place = subject.place_of(document, table)
        hint = 'write the first row as `<th scope="col">`'
        yield HEADLESS.finding(message, place, hint=hint, artefact=document.name)
        return
    if bare := [head for head in heads if not head.get("scope") and not head.get("id")]:
        message = f"{len(bare)} of {len(heads)} headings of a table have no scope, the first '{heard.words(bare[0])}'"
        hint = 'write scope="col" or scope="row"'
        yield HEADLESS.finding(message, subject.place_of(document, bare[0]), hint=hint, artefact=document.name)
    if empty := [head for head in heads if not heard.name(head)]:
        filled = next((heard.words(head) for head in heads if heard.words(head)), "")
        beside = f", beside '{filled}'" if filled else ""
        message = f"{len(empty)} of {len(heads)} headings of a table have no words{beside}"
        place = written.paragraph(subject, document, empty[0], _row(heard, heads))
        yield EMPTY.finding(message, place, hint="write what stands in that column or row", artefact=document.name)
    if not _is_named(heard, table):
        message = f"a table has neither caption, label nor a heading above it, beginning with '{_first(cells)}'"
        place = written.paragraph(subject, document, table, _row(heard, heads))
        yield NAMELESS.finding(message, place, hint="write a heading above it", artefact=document.name)


def _row(heard: Heard, heads: list[etree._Element]) -> str:
    """The headings in a row, as they are written in Markdown."""
    return " ".join(heard.words(head) for head in heads)


def _first(cells: list[etree._Element]) -> str:
    return next(filter(None, map(words, cells)), "")[:60]


def _is_named(heard: Heard, table: etree._Element) -> bool:
    """Whether a caption, a label of its own or around it, or the heading close above names *table*."""
    if any(child.tag == "caption" and heard.words(child) for child in table):
        return True
    around = table.getparent()
    alone = around is not None and len(around) == 1
    holders = [table, around] if alone and around is not None else [table]
    if any(one.get("aria-label") or one.get("aria-labelledby") for one in holders):
        return True
    before = list(holders[-1].itersiblings(preceding=True))[:2]
    return any(one.tag in _HEADINGS for one in before)


def _layout(subject: Subject, heard: Heard, tables: list[etree._Element]) -> Iterator[Finding]:
    places: dict[object, list[etree._Element]] = {}
    for table in tables:
        places.setdefault(subject.place_of(heard.document, table), []).append(table)
    for same in places.values():
        message = "a table does not say that it only places things"
        if len(same) > 1:
            message = f"{len(same)} tables do not say that they only place things"
        place = subject.place_of(heard.document, same[0])
        yield LAYOUT.finding(message, place, hint='write role="presentation"', artefact=heard.document.name)
