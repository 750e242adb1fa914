"""
The finisher: what the engine calls when a file is painted and not yet written.

It builds the structure tree, writes it, and sets what the catalog of an accessible file says. All of it works on the
engine's own objects, before they become bytes.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from publish.formats.pdf import links, roles
from publish.formats.pdf.content import Drawn, Places, groups, meaning, place
from publish.formats.pdf.lines import Words, mend
from publish.formats.pdf.lost import lost_text
from publish.formats.pdf.nodes import Annotation, Mark, Node, Pydyf, tidy
from publish.formats.pdf.roles import Element
from publish.formats.pdf.tree import Tree
from publish.formats.pdf.xmp import Metadata


@dataclass
class Finisher:
    """Watches the painting of one document and finishes it."""

    root: Element
    metadata: Metadata
    media_types: Mapping[str, str]
    """Of the attached files, by name."""
    words: Words = field(default_factory=Words)
    drawn: list[Drawn] = field(default_factory=list)
    trees: list[Tree] = field(default_factory=list)

    def prepare(self, document: Any, *, style: str) -> tuple[str, ...]:
        """Mend the lines, before they are painted, and give the text that is in none of them."""
        from weasyprint.formatting_structure import boxes

        pages = [page._page_box for page in document.pages]  # noqa: SLF001
        lost = tuple(lost_text(self.root, pages, boxes, style=style))
        self.words = mend(pages, boxes)
        return lost

    def before(self, _number: int, _page: Any, stream: Pydyf) -> None:
        """Make the engine number what it paints."""
        stream._tags = {}  # noqa: SLF001

    def after(self, _number: int, _page: Any, stream: Pydyf) -> None:
        """Keep the numbers."""
        self.drawn.append(Drawn(stream, {mark["mcid"]: box for box, mark in stream._tags.items()}))  # noqa: SLF001
        for font in stream._fonts.values():  # noqa: SLF001
            for glyph, letter in font.to_unicode.items():
                font.to_unicode[glyph] = meaning(letter)

    def __call__(self, document: Any, pdf: Pydyf) -> None:
        """Finish *pdf*."""
        pages = [pdf.objects[int(reference.split()[0])] for reference in pdf.page_references]
        areas = links.areas(document.pages, self.root)
        tree = Tree(self.root, [page._page_box for page in document.pages], areas)  # noqa: SLF001
        places = Places(tree.marks, tree.artifacts, self.words, _letters(document.fonts))
        writer = _Writer(pdf, pages)
        for number, drawn in enumerate(self.drawn):
            writer.content(number, drawn, places)
        root = tidy(tree.document)
        writer.tree(root)
        kept = _annotations(root)
        for page in pages:
            links.keep(page, kept)
        _set_catalog(pdf, root, self.metadata)
        _set_information(pdf, self.metadata)
        _set_right(pdf)
        _set_media_types(pdf, self.media_types)


def _letters(fonts: dict[Any, Any]) -> dict[bytes, dict[bytes, str]]:
    found: dict[bytes, dict[bytes, str]] = {}
    for font in fonts.values():
        letters = found.setdefault(font.hash.encode(), {})
        letters.update({b"%04x" % glyph: letter for glyph, letter in font.to_unicode.items()})
    return found


def _annotations(root: Node) -> dict[int, Annotation]:
    found = (kid for node in root.nodes() for kid in node.kids if isinstance(kid, Annotation))
    return {annotation.pdf.number: annotation for annotation in found}


class _Writer:
    """Writes the structure tree as PDF objects."""

    def __init__(self, pdf: Pydyf, pages: Sequence[Pydyf]) -> None:
        self._pdf = pdf
        self._pages = pages
        self._parents: dict[int, Any] = {}
        """What the parent tree says, by number: the marks of a page, or an annotation."""
        self._owners: dict[Any, Pydyf] = {}
        self._elements: dict[Node, Pydyf] = {}
        self._next = len(pages)

    def content(self, number: int, drawn: Drawn, places: Places) -> None:
        """Rewrite a page's content, and the parts of it that are drawn as forms."""
        page = self._pages[number]
        page["Tabs"], page["StructParents"] = "/S", number
        found = list(groups(drawn.stream, page["Resources"], self._pdf.objects))
        self._parents[number] = place(drawn.stream, drawn.boxes, places)
        for form in dict.fromkeys(found):
            if marks := place(form, drawn.boxes, places):
                form.extra["StructParents"] = self._next
                self._parents[self._next] = marks
                self._next += 1
                for mark in marks:
                    mark.stream = form

    def tree(self, root: Node) -> None:
        """Write everything below *root*."""
        import pydyf

        top = self._add({"Type": "/StructTreeRoot"})
        top["RoleMap"] = pydyf.Dictionary({name: f"/{kin}" for name, kin in roles.ROLE_MAP.items()})
        document = self._element(root, top, language=root.language)
        top["K"] = pydyf.Array([document.reference])
        self._refer(root)
        named = sorted((node.id, element.number, element) for node, element in self._elements.items() if node.id)
        if named:
            names = [part for name, _, element in named for part in (pydyf.String(name), element.reference)]
            top["IDTree"] = self._add({"Names": pydyf.Array(names)}).reference
        numbers = pydyf.Array()
        for number, owned in sorted(self._parents.items()):
            numbers.extend((number, self._owned(owned)))
        top["ParentTree"] = self._add({"Nums": numbers}).reference
        top["ParentTreeNextKey"] = self._next
        self._pdf.catalog["StructTreeRoot"] = top.reference

    def _owned(self, owned: Any) -> Any:
        import pydyf

        if isinstance(owned, list):
            return pydyf.Array([self._owners[mark].reference for mark in owned])
        return owned.reference

    def _element(self, node: Node, parent: Pydyf, *, language: str) -> Pydyf:
        import pydyf

        element = self._add({"Type": "/StructElem", "S": f"/{node.type}", "P": parent.reference})
        self._elements[node] = element
        page = next((kid.page for kid in node.kids if not isinstance(kid, Node)), None)
        if page is not None:
            element["Pg"] = self._pdf.page_references[page]
        if node.language != language:
            element["Lang"] = pydyf.String(node.language)
        if node.alternative:
            element["Alt"] = pydyf.String(node.alternative)
        if node.id:
            element["ID"] = pydyf.String(node.id)
        if node.attributes:
            element["A"] = _attributes(node)
        element["K"] = pydyf.Array(self._kids(node, element, page))
        return element

    def _kids(self, node: Node, element: Pydyf, page: int | None) -> Iterator[Any]:
        for kid in node.kids:
            if isinstance(kid, Node):
                yield self._element(kid, element, language=node.language).reference
            elif isinstance(kid, Annotation):
                yield self._object_reference(kid, element)
            else:
                self._owners[kid] = element
                yield self._mark(kid, page)

    def _mark(self, mark: Mark, page: int | None) -> Any:
        import pydyf

        if mark.page == page and mark.stream is None:
            return mark.number
        values = {"Type": "/MCR", "Pg": self._pdf.page_references[mark.page], "MCID": mark.number}
        if mark.stream is not None:
            values["Stm"] = mark.stream.reference
        return pydyf.Dictionary(values)

    def _object_reference(self, annotation: Annotation, element: Pydyf) -> Pydyf:
        import pydyf

        annotation.pdf["StructParent"] = self._next
        self._parents[self._next] = element
        self._next += 1
        page = self._pdf.page_references[annotation.page]
        return pydyf.Dictionary({"Type": "/OBJR", "Pg": page, "Obj": annotation.pdf.reference})

    def _refer(self, root: Node) -> None:
        import pydyf

        for node in root.nodes():
            known = [self._elements[other].reference for other in node.refers_to if other in self._elements]
            if known:
                self._elements[node]["Ref"] = pydyf.Array(known)

    def _add(self, values: dict[str, Any]) -> Pydyf:
        import pydyf

        added = pydyf.Dictionary(values)
        self._pdf.add_object(added)
        return added


def _attributes(node: Node) -> Any:
    import pydyf

    owned = []
    for owner, values in node.attributes.items():
        written = {"O": f"/{owner}"}
        for name, value in values.items():
            written[name] = _value(value)
        owned.append(pydyf.Dictionary(written))
    return owned[0] if len(owned) == 1 else pydyf.Array(owned)


def _value(value: object) -> Any:
    import pydyf

    if isinstance(value, list):
        return pydyf.Array([pydyf.String(part) if isinstance(part, str) else part for part in value])
    return f"/{value}" if isinstance(value, str) else value


def _set_catalog(pdf: Pydyf, root: Node, metadata: Metadata) -> None:
    import pydyf

    preferences = {"DisplayDocTitle": "true"}
    if root.element.get("dir") == "rtl":
        preferences["Direction"] = "/R2L"
    pdf.catalog["ViewerPreferences"] = pydyf.Dictionary(preferences)
    pdf.catalog["MarkInfo"] = pydyf.Dictionary({"Marked": "true"})
    if metadata.language:
        pdf.catalog["Lang"] = pydyf.String(metadata.language)
    if "Outlines" in pdf.catalog:
        pdf.catalog["PageMode"] = "/UseOutlines"


def _set_information(pdf: Pydyf, metadata: Metadata) -> None:
    import pydyf

    for name, text in metadata.information().items():
        pdf.info[name] = pydyf.String(text)
    packet = pydyf.Stream([metadata.packet()], {"Type": "/Metadata", "Subtype": "/XML"})
    pdf.add_object(packet)
    pdf.catalog["Metadata"] = packet.reference


def _set_media_types(pdf: Pydyf, media_types: Mapping[str, str]) -> None:
    """Say what the attached files are; the engine only guesses."""
    import pydyf

    for found in pdf.objects:
        if isinstance(found, dict) and found.get("Type") == "/Filespec":
            file = pdf.objects[int(found["EF"]["F"].split()[0])]
            if media_type := media_types.get(found["UF"].string):
                file.extra["Subtype"] = pydyf.name(media_type)


def _set_right(pdf: Pydyf) -> None:
    """Take away what PDF/A forbids and nobody misses: smoothing of pictures, and umlauts in the names of fonts."""
    for found in pdf.objects:
        getattr(found, "extra", {}).pop("Interpolate", None)
        if isinstance(found, dict):
            for key in ("BaseFont", "FontName"):
                if key in found:
                    found[key] = re.sub(rb"[^!-~]", b"_", found[key])
