"""The structure tree: what the parts of the text are, and that they hold together."""

from collections import Counter
from collections.abc import Iterator

from publish.formats.pdf.conformance.reading import STANDARD_TYPES, Element, Reading
from publish.formats.pdf.conformance.rule import PDF, UA, A, Finding, Rule

_GROUPING = ("Document", "Part", "Art", "Sect", "Div", "BlockQuote")
_PRIVATE = range(0xE000, 0xF900)


def _at(element: Element, message: str) -> Finding:
    return Finding(message, element.page, element.name)


def _has_tree(reading: Reading) -> Iterator[Finding]:
    if not reading.elements:
        yield Finding("the file has no structure")
    elif [element.type for element in reading.elements if element.parent is None] != ["Document"]:
        yield Finding("the structure does not begin with one Document")


def _types(reading: Reading) -> Iterator[Finding]:
    for name in reading.role_map:
        if name in STANDARD_TYPES:
            yield Finding(f"{name} is a standard type and is mapped to another")
    for type_ in sorted({element.type for element in reading.elements if not element.kind}):
        yield Finding(f"nothing says what {type_} is like")


def _parents(reading: Reading) -> Iterator[Finding]:
    tree = reading.root.get("/StructTreeRoot")
    for element in reading.elements:
        above = element.parent.pdf if element.parent else tree
        said = element.pdf.get("/P")
        if said is None or said.objgen != above.objgen:
            yield _at(element, "it does not know the element that it is in")


def _marks_are_known(reading: Reading) -> Iterator[Finding]:
    """Every tagged piece of content is in an element, and every element's pieces are there."""
    owned = Counter(mark for element in reading.elements for mark in element.marks)
    drawn = Counter((key, number) for key, numbers in reading.content.marks.items() for number in numbers)
    for key, number in drawn - owned:
        yield Finding(f"tagged content {number} is in no element", reading.content.pages[key])
    for element in reading.elements:
        if any(mark not in drawn for mark in element.marks):
            yield _at(element, "it holds content that is not there")
    for (key, number), times in drawn.items():
        if times > 1 or owned[key, number] > 1:
            yield Finding(f"tagged content {number} is there twice", reading.content.pages[key])


def _parent_tree(reading: Reading) -> Iterator[Finding]:
    """From a piece of content the way leads to its element."""
    tree = reading.parent_tree
    keys = {page.objgen: page.get("/StructParents") for page in reading.pages}
    for element in reading.elements:
        for key, number in element.marks:
            place = keys.get(key)
            if place is None:
                place = reading.pdf.get_object(key).get("/StructParents", -1) if key != (0, 0) else -1
            owners = tree.get(int(place))
            owner = owners[number] if isinstance(owners, list) and number < len(owners) else None
            if owner is None or owner.objgen != element.pdf.objgen:
                yield _at(element, f"the way from its content {number} does not lead back to it")


def _headings_in_order(reading: Reading) -> Iterator[Finding]:
    before = 0
    for element in reading.of("H1", "H2", "H3", "H4", "H5", "H6"):
        level = int(element.kind[1])
        if level > before + 1:
            wanted = f"H{before + 1}" if before else "H1, the first heading"
            yield _at(element, f"a heading of level {level} stands where {wanted} would come")
        before = level


def _one_kind_of_heading(reading: Reading) -> Iterator[Finding]:
    for element in reading.of("H"):
        yield _at(element, "a heading has no level")


def _pictures_have_words(reading: Reading) -> Iterator[Finding]:
    for element in reading.of("Figure", "Formula"):
        if not element.says("/Alt") and not element.says("/ActualText"):
            yield _at(element, "a picture has no words that stand for it")


def _pictures_have_places(reading: Reading) -> Iterator[Finding]:
    for element in reading.of("Figure"):
        box = element.attribute("/Layout", "/BBox")
        page = reading.pages[element.page - 1] if element.page else None
        if box is None or page is None:
            yield _at(element, "a picture does not say where it is")
        elif not _lies_in([float(n) for n in box], [float(n) for n in page.MediaBox]):
            yield _at(element, "a picture says that it is outside its page")


def _lies_in(inner: list[float], outer: list[float]) -> bool:
    left, low, right, high = inner
    return outer[0] - 1 <= left <= right <= outer[2] + 1 and outer[1] - 1 <= low <= high <= outer[3] + 1


def _notes_have_names(reading: Reading) -> Iterator[Finding]:
    seen: set[str] = set()
    for element in reading.elements:
        name = element.says("/ID")
        if element.kind == "Note" and not name:
            yield _at(element, "a note has no name")
        if name and name in seen:
            yield _at(element, f"'{name}' names two elements")
        seen.add(name)


def _names_are_listed(reading: Reading) -> Iterator[Finding]:
    tree = reading.root.get("/StructTreeRoot", {}).get("/IDTree", {})
    names = [str(name) for name in list(tree.get("/Names", ()))[::2]]
    for element in reading.elements:
        if (name := element.says("/ID")) and name not in names:
            yield _at(element, f"its name '{name}' is not in the list of names")


def _words_have_language(reading: Reading) -> Iterator[Finding]:
    if str(reading.root.get("/Lang", "")):
        return
    for element in reading.elements:
        if any(element.says(key) for key in ("/Alt", "/ActualText", "/E")) and not element.language:
            yield _at(element, "its words are in no language")


def _words_are_letters(reading: Reading) -> Iterator[Finding]:
    """No word is written in characters that mean something only in one font."""
    said = [
        (element.page, element.name, element.says(key))
        for element in reading.elements
        for key in ("/Alt", "/ActualText", "/E")
    ]
    said += [(page, "", text) for page, _, text in reading.content.actual]
    for page, name, text in said:
        if any(ord(letter) in _PRIVATE for letter in text):
            yield Finding("a word is written in private characters", page, name)


def _groups_hold_elements(reading: Reading) -> Iterator[Finding]:
    for element in reading.of(*_GROUPING):
        if element.marks:
            yield _at(element, "text stands in no paragraph")


_IN_PDF = f"{PDF}, 14.7.4"

RULES = (
    Rule("E530", (f"{UA}, 7.1", f"{A}, 6.7.3.3"), "has a structure with one Document", _has_tree),
    Rule("E531", (f"{UA}, 7.1", f"{A}, 6.7.3.4"), "explains types that are not standard", _types),
    Rule("E532", (f"{UA}, 7.1", f"{PDF}, 14.7.2"), "has elements that know where they are", _parents),
    Rule("E533", (f"{UA}, 7.1", _IN_PDF), "has every tagged piece of content in one element", _marks_are_known),
    Rule("E534", (f"{UA}, 7.1", _IN_PDF), "leads from content to its element", _parent_tree),
    Rule("E535", (f"{UA}, 7.4.2",), "begins with H1 and leaves out no level of heading", _headings_in_order,
         "take the heading of the next level; its size is a matter of style"),
    Rule("E536", (f"{UA}, 7.4.4",), "has headings with levels", _one_kind_of_heading),
    Rule("E537", (f"{UA}, 7.3",), "has words for every picture", _pictures_have_words,
         'give the picture an alt text, an inline SVG a <title>, or alt="" if it only decorates'),
    Rule("E538", (f"{PDF}, 14.8.5.4.3",), "says where its pictures are", _pictures_have_places),
    Rule("E539", (f"{UA}, 7.9",), "gives each note its own name", _notes_have_names, "use each id once"),
    Rule("E540", (f"{PDF}, 14.7.2",), "lists the names of its elements", _names_are_listed),
    Rule("E541", (f"{UA}, 7.2",), "has a language for every word", _words_have_language, 'write <html lang="…">'),
    Rule("E542", (f"{A}, 6.2.11.7.3",), "is written in characters that mean something", _words_are_letters),
    Rule("E543", (f"{PDF}, 14.8.4.2",), "has its text in paragraphs, not straight in groups", _groups_hold_elements),
)  # fmt: skip
