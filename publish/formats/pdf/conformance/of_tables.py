"""Tables, lists and tables of contents: what may stand in what."""

from collections.abc import Iterator

from publish.formats.pdf.conformance.reading import Element, Reading
from publish.formats.pdf.conformance.rule import UA, Finding, Rule

_INSIDE = {
    "Table": {"TR", "THead", "TBody", "TFoot", "Caption"},
    "THead": {"TR"},
    "TBody": {"TR"},
    "TFoot": {"TR"},
    "TR": {"TH", "TD"},
    "L": {"L", "LI", "Caption"},
    "LI": {"Lbl", "LBody"},
    "TOC": {"TOC", "TOCI", "Caption"},
    "TOCI": {"Lbl", "Reference", "NonStruct", "P", "TOC"},
}
_AROUND = {
    "TR": {"Table", "THead", "TBody", "TFoot"},
    **{part: {"Table"} for part in ("THead", "TBody", "TFoot")},
    **{cell: {"TR"} for cell in ("TH", "TD")},
    "LI": {"L"},
    "LBody": {"LI"},
    "TOCI": {"TOC"},
}
_SPANS = ("/ColSpan", "/RowSpan")


def _at(element: Element, message: str) -> Finding:
    return Finding(message, element.page, element.name)


def _nesting(reading: Reading) -> Iterator[Finding]:
    for element in reading.elements:
        for kid in element.kids:
            if element.kind in _INSIDE and kid.kind not in _INSIDE[element.kind]:
                yield _at(kid, f"{kid.type} stands in {element.type}")
        if element.kind in _INSIDE and element.kind != "TOCI" and element.marks:
            yield _at(element, f"text stands straight in {element.type}")
        around = element.parent.kind if element.parent else ""
        if element.kind in _AROUND and around not in _AROUND[element.kind]:
            yield _at(element, f"{element.type} stands outside {' and '.join(sorted(_AROUND[element.kind]))}")


def _captions(reading: Reading) -> Iterator[Finding]:
    for element in reading.of("Table", "L", "TOC"):
        places = [at for at, kid in enumerate(element.kids) if kid.kind == "Caption"]
        allowed = [[], [0], [len(element.kids) - 1]] if element.kind == "Table" else [[], [0]]
        if places not in allowed:
            yield _at(element, "its caption is neither first nor last, or there are two")


def _groups(reading: Reading) -> Iterator[Finding]:
    for table in reading.of("Table"):
        kinds = [kid.kind for kid in table.kids]
        if kinds.count("THead") > 1 or kinds.count("TFoot") > 1:
            yield _at(table, "a table has two heads or two feet")
        if ("THead" in kinds or "TFoot" in kinds) and "TBody" not in kinds:
            yield _at(table, "a table has a head or a foot and no body")


def rows(table: Element) -> list[Element]:
    """The rows of a table in order."""
    found = []
    for kid in table.kids:
        found += [kid] if kid.kind == "TR" else [row for row in kid.kids if row.kind == "TR"]
    return found


def _span(cell: Element, key: str) -> int:
    value = cell.attribute("/Table", key)
    return int(value) if value is not None else 1


def _is_regular(reading: Reading) -> Iterator[Finding]:
    """Every row fills the same number of columns, once the cells that reach over several are counted."""
    for table in reading.of("Table"):
        widths: set[int] = set()
        filled: set[tuple[int, int]] = set()
        lines = rows(table)
        for down, row in enumerate(lines):
            across = 0
            for cell in row.kids:
                while (down, across) in filled:
                    across += 1
                wide, high = (_span(cell, key) for key in _SPANS)
                places = {(down + y, across + x) for y in range(high) for x in range(wide)}
                if places & filled:
                    yield _at(cell, "a cell lies over another")
                filled |= places
                across += wide
        for down in range(len(lines)):
            widths.add(sum(1 for place in filled if place[0] == down))
        if len(widths) > 1 or any(down >= len(lines) for down, _ in filled):
            yield _at(table, "the rows of a table are not of one length")


def _headings(reading: Reading) -> Iterator[Finding]:
    for cell in reading.of("TH"):
        scope = cell.attribute("/Table", "/Scope")
        if str(scope) not in {"/Column", "/Row", "/Both"}:
            yield _at(cell, "a heading cell does not say whether it is for its row or its column")


def _list_marks(reading: Reading) -> Iterator[Finding]:
    for element in reading.of("L"):
        labelled = any(part.kind == "Lbl" and part.marks for item in element.kids for part in item.kids)
        numbering = element.attribute("/List", "/ListNumbering")
        if labelled and numbering is None:
            yield _at(element, "a list does not say how it is numbered")


RULES = (
    Rule("E550", (f"{UA}, 7.2",), "has rows in tables, items in lists, and nothing else there", _nesting,
         "put text into cells and items, and cells and items into tables and lists"),
    Rule("E551", (f"{UA}, 7.2",), "has captions at the edge of what they belong to", _captions),
    Rule("E552", (f"{UA}, 7.2",), "has tables of one head, bodies and one foot", _groups),
    Rule("E553", (f"{UA}, 7.2",), "has tables whose rows have one length", _is_regular,
         "give every row a cell for every column, empty where there is nothing to say"),
    Rule("E554", (f"{UA}, 7.5",), "has heading cells that say what they are for", _headings, 'write <th scope="col">'),
    Rule("E555", (f"{UA}, 7.6",), "says how its lists are numbered", _list_marks),
)  # fmt: skip
