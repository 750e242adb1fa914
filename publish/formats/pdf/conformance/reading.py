"""A finished PDF, read once for all rules: pages, structure, content."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from publish.formats.pdf.conformance.kinds import PdfObject, has_entries, is_array, listed
from publish.formats.pdf.conformance.streams import Content, Key, read_content

STANDARD_TYPES = frozenset({
    *("Document", "Part", "Art", "Sect", "Div", "BlockQuote", "Caption", "TOC", "TOCI", "Index", "NonStruct"),
    "Private",
    *("P", "H", "H1", "H2", "H3", "H4", "H5", "H6", "L", "LI", "Lbl", "LBody"),
    *("Table", "TR", "TH", "TD", "THead", "TBody", "TFoot"),
    *("Span", "Quote", "Note", "Reference", "BibEntry", "Code", "Link", "Annot", "Ruby", "RB", "RT", "RP"),
    *("Warichu", "WT", "WP", "Figure", "Formula", "Form"),
})  # fmt: skip
"""The structure types of ISO 32000-1, 14.8.4."""


@dataclass(eq=False, slots=True)
class Element:
    """A structure element."""

    pdf: PdfObject
    type: str
    kind: str
    """The standard type that it is or is mapped to; nothing if it is neither."""
    parent: "Element | None"
    page: int
    number: int
    """Counts the elements of its type, from 1."""
    kids: "list[Element]" = field(default_factory=list)
    marks: list[tuple[Key, int]] = field(default_factory=list)
    """Pieces of content: the stream and the number in it."""
    annotations: list[PdfObject] = field(default_factory=list)

    @property
    def name(self) -> str:
        """What a problem calls it."""
        return f"{self.type} {self.number}"

    def says(self, key: str) -> str:
        """Give one of its texts, or nothing."""
        return str(self.pdf.get(key, "")).strip()

    def attribute(self, owner: str, key: str) -> PdfObject:
        """Give the value of an attribute, or None."""
        found = self.pdf.get("/A")
        for attributes in listed(found):
            if attributes.get("/O") == owner and key in attributes:
                return attributes[key]
        return None

    @property
    def language(self) -> str:
        """Its own language or that of the nearest element around it."""
        return self.says("/Lang") or (self.parent.language if self.parent else "")

    def around(self) -> "Iterator[Element]":
        """The elements that it is in, nearest first."""
        if self.parent:
            yield self.parent
            yield from self.parent.around()


class Reading:
    """What rules look at."""

    def __init__(self, pdf: PdfObject, data: bytes) -> None:
        """Of *pdf* as it is in memory; *data* is what it was read from."""
        self.pdf = pdf
        self.data = data
        self.root = pdf.Root
        self.pages: list[PdfObject] = [page.obj for page in pdf.pages]
        self.number = {page.objgen: number for number, page in enumerate(self.pages, start=1)}

    @cached_property
    def role_map(self) -> dict[str, str]:
        """Which type stands for which."""
        tree = self.root.get("/StructTreeRoot", {})
        return {str(name)[1:]: str(kin)[1:] for name, kin in tree.get("/RoleMap", {}).items()}

    @cached_property
    def elements(self) -> tuple[Element, ...]:
        """All structure elements in reading order."""
        found: list[Element] = []
        counts: Counter[str] = Counter()
        tree = self.root.get("/StructTreeRoot", {})
        for top in listed(tree.get("/K")):
            self._read_element(top, None, found, counts)
        return tuple(found)

    def _read_element(self, pdf: PdfObject, parent: Element | None, found: list[Element], counts: Counter[str]) -> None:
        type_ = str(pdf.get("/S", "/"))[1:]
        counts[type_] += 1
        own = pdf.get("/Pg")
        page = self.number.get(own.objgen, 0) if own is not None else 0
        element = Element(pdf, type_, self.kind(type_), parent, page, counts[type_])
        found.append(element)
        if parent:
            parent.kids.append(element)
        for kid in listed(pdf.get("/K")):
            if isinstance(kid, int):
                element.marks.append((own.objgen if own is not None else (0, 0), kid))
            elif "/S" in kid:
                self._read_element(kid, element, found, counts)
            elif "/MCID" in kid:
                home = kid.get("/Stm", kid.get("/Pg", own))
                element.marks.append((home.objgen, int(kid.MCID)))
            elif "/Obj" in kid:
                element.annotations.append(kid.Obj)
        element.page = page or next((kid.page for kid in element.kids if kid.page), 0)

    def kind(self, type_: str) -> str:
        """Give the standard type that *type_* is or is mapped to."""
        seen: set[str] = set()
        while type_ not in STANDARD_TYPES and type_ not in seen:
            seen.add(type_)
            type_ = self.role_map.get(type_, "")
        return type_ if type_ in STANDARD_TYPES else ""

    def of(self, *kinds: str) -> Iterator[Element]:
        """All elements of these standard types."""
        return (element for element in self.elements if element.kind in kinds)

    @cached_property
    def content(self) -> Content:
        """What the pages draw."""
        return read_content(self.pages)

    @cached_property
    def objects(self) -> tuple[PdfObject, ...]:
        """Every object of the file that is a dictionary or a stream."""
        return tuple(found for found in self.pdf.objects if has_entries(found))

    def annotations(self) -> Iterator[tuple[int, PdfObject]]:
        """All annotations, with their pages."""
        for number, page in enumerate(self.pages, start=1):
            for annotation in page.get("/Annots", ()):
                yield number, annotation

    @cached_property
    def parent_tree(self) -> dict[int, PdfObject]:
        """What the parent tree says, by number: one element, or a list of them."""
        tree = self.root.get("/StructTreeRoot", {}).get("/ParentTree", {})
        return {number: list(said) if is_array(said) else said for number, said in _numbers(tree)}


def _numbers(tree: PdfObject) -> Iterator[tuple[int, PdfObject]]:
    nums = list(tree.get("/Nums", ()))
    yield from zip(map(int, nums[::2]), nums[1::2], strict=False)
    for kid in tree.get("/Kids", ()):
        yield from _numbers(kid)
