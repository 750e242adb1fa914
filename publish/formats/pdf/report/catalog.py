"""What a PDF says of itself as a whole: what it claims to be, its bookmarks and its links."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from publish.formats.pdf.conformance.kinds import has_entries, is_array
from publish.formats.pdf.report.structure import Element


@dataclass(frozen=True, slots=True)
class Bookmark:
    """An entry of the outline."""

    title: str
    level: int
    """1 for the outermost."""
    page: int
    """That it leads to, from 1; 0 if it leads nowhere."""


@dataclass(frozen=True, slots=True)
class Link:
    """One place to click on."""

    page: int
    label: str
    """What a reader hears."""
    target: str
    """An address, or `#name` of a place in the file."""
    words: str
    """What stands there to read."""


def version_of(pdf: Any) -> str:
    """The version of the format: the later of the two places that tell it."""
    said = str(pdf.Root.get("/Version", "/"))[1:]
    return max(str(pdf.pdf_version), said, key=_numbers)


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split(".") if part.isdigit())


def claims(pdf: Any) -> frozenset[str]:
    """The standards that the metadata says the file conforms to."""
    found = set()
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
        if part := str(metadata.get("pdfuaid:part", "")).strip():
            found.add(f"PDF/UA-{part}")
        if part := str(metadata.get("pdfaid:part", "")).strip():
            level = str(metadata.get("pdfaid:conformance", "")).strip().upper()
            found.add(f"PDF/A-{part}{level}")
    return frozenset(found)


def title_of(pdf: Any) -> str:
    """The title that windows show."""
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
        return " ".join(str(metadata.get("dc:title", "")).split())


def bookmarks(pdf: Any) -> Iterator[Bookmark]:
    """All entries of the outline, from top to bottom."""
    pages = {page.objgen: number for number, page in enumerate((page.obj for page in pdf.pages), start=1)}
    names = _names(pdf.Root.get("/Names", {}).get("/Dests", {}), set())
    first = pdf.Root.get("/Outlines", {}).get("/First")
    todo = [(first, 1)] if first is not None else []
    seen = set()
    while todo:
        item, level = todo.pop()
        if item.objgen in seen:
            raise ValueError("the outline runs in a circle")
        if item.is_indirect:
            seen.add(item.objgen)
        target = item.get("/Dest", item.get("/A", {}).get("/D"))
        if target is not None and not is_array(target):
            target = names.get(str(target))
        page = pages.get(target[0].objgen, 0) if target is not None and len(target) else 0
        yield Bookmark(" ".join(str(item.get("/Title", "")).split()), level, page)
        todo += [(item[key], deeper) for key, deeper in (("/Next", level), ("/First", level + 1)) if key in item]


def _names(tree: Any, seen: set[tuple[int, int]]) -> dict[str, Any]:
    entries = list(tree.get("/Names", ()))
    found = {str(name): target for name, target in zip(entries[::2], entries[1::2], strict=False)}
    for kid in tree.get("/Kids", ()):
        if kid.objgen not in seen:
            seen.add(kid.objgen)
            found |= _names(kid, seen)
    return {name: target.get("/D") if has_entries(target) else target for name, target in found.items()}


def links(pdf: Any, elements: Sequence[Element]) -> Iterator[Link]:
    """All links, page by page."""
    words = {area: element.words for element in elements if element.kind == "Link" for area in element.annotations}
    for number, page in enumerate(pdf.pages, start=1):
        for area in page.obj.get("/Annots", ()):
            if area.get("/Subtype") == "/Link":
                action = area.get("/A", {})
                target = str(action.get("/URI", "")) or f"#{area.get('/Dest', '')}"
                label = " ".join(str(area.get("/Contents", "")).split())
                yield Link(number, label, target, words.get(area.objgen, ""))
