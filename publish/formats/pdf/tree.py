"""
From the engine's boxes to a structure tree.

A box knows the HTML element that it was made of, and one element has a box on every page, column and line that it
reaches. So the tree follows the elements: whatever the layout tore apart is one node again. What no reader should
hear (page headers and footers, leaders, a table head said twice, `aria-hidden`) is set aside as an artifact.
"""

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

from publish.formats.pdf import roles
from publish.formats.pdf.nodes import Annotation, ArtifactKind, Mark, Node, described, put_behind
from publish.formats.pdf.roles import Element

Box: TypeAlias = Any
"""A box of `weasyprint.formatting_structure.boxes`."""
Matrix: TypeAlias = Any
"""A transformation as the engine writes it."""

_MARKERS = frozenset({"marker", "footnote-marker", "note-marker"})
_CALLS = frozenset({"footnote-call", "note-call"})
_PX = 0.75
"""Points."""


class Tree:
    """The structure of a laid out document, and what stands outside it."""

    def __init__(self, root: Element, pages: Sequence[Box], links: Mapping[Box, Annotation]) -> None:
        """Build it. *root* is the `html` element; *pages* are page boxes; *links* are the boxes to click on."""
        from weasyprint.css import AnonymousStyle
        from weasyprint.formatting_structure import boxes

        self._kinds, self._anonymous = boxes, AnonymousStyle
        self._parents = {child: parent for parent in root.iter() for child in parent}
        self._links = links
        self._pages = pages
        self._page = 0
        self._nodes: dict[Element, Node] = {}
        """The node that holds an element's content."""
        self._items: dict[Element, Node] = {}
        self._labels: dict[Element, Node] = {}
        self._calls: dict[Element, Node] = {}
        self._paragraphs: dict[Element, Node] = {}
        self._around: dict[Node, Node] = {}
        """What a paragraph of loose text stands in."""
        self._first: dict[Element, object] = {}
        self._targets: dict[str, Node] = {}
        self._references: list[tuple[Node, str]] = []
        self.marks: dict[Box, Mark] = {}
        """Text and pictures that belong to the document."""
        self.artifacts: dict[Box, ArtifactKind] = {}
        """The others."""
        self.document = Node("Document", root.get("lang", ""), root)
        for self._page, page in enumerate(pages):
            for box in page.children:
                self._walk(box, self.document, None)
        self._resolve()

    def _walk(self, box: Box, node: Node, matrix: Matrix) -> None:
        box = getattr(box, "_box", box)
        if box.transformation_matrix:
            matrix = box.transformation_matrix @ matrix if matrix else box.transformation_matrix
        if kind := self._artifact_kind(box):
            self._set_aside(box, kind)
        elif isinstance(box, self._kinds.TextBox):
            self._mark(box, node)
        elif isinstance(box, self._kinds.ReplacedBox):
            figure = node.add(self._figure(box, matrix))
            self._link(box, figure)
            self._mark(box, figure)
        else:
            node = self._target(box, node)
            self._link(box, node)
            for child in box.children:
                self._walk(child, node, matrix)

    def _mark(self, box: Box, node: Node) -> None:
        self.marks[box] = Mark(self._page)
        node.kids.append(self.marks[box])

    # Artifacts

    def _set_aside(self, box: Box, kind: ArtifactKind) -> None:
        for placed in box.descendants(placeholders=True):
            inner = getattr(placed, "_box", placed)
            if isinstance(inner, self._kinds.TextBox | self._kinds.ReplacedBox):
                self.artifacts[inner] = kind

    def _artifact_kind(self, box: Box) -> ArtifactKind | None:
        if isinstance(box, self._kinds.MarginBox):
            return "Header" if box.at_keyword.startswith("@top") else "Footer"
        if box.element is None:
            return None
        if box.is_leader or roles.is_hidden(box.element):
            return "Layout"
        if "::" in box.element_tag:
            # A picture that CSS put there says nothing that HTML did not.
            return "Layout" if isinstance(box, self._kinds.ReplacedBox) else None
        return "Pagination" if self._is_repeated(box) else None

    def _is_repeated(self, box: Box) -> bool:
        """Whether the layout says again what it has said: a table's head on its next page, a fixed box."""
        if isinstance(box, self._kinds.TableRowGroupBox) and (box.is_header or box.is_footer):
            return self._first.setdefault(box.element, box) is not box
        if box.style["position"] == "fixed":
            return self._first.setdefault(box.element, self._page) != self._page
        return False

    # Nodes

    def _target(self, box: Box, node: Node) -> Node:
        """Find or make the node that the children of *box* belong to."""
        if box.element is None:
            return node
        _, _, pseudo = box.element_tag.partition("::")
        if pseudo in _MARKERS:
            return self._label(box.element, node)
        if pseudo in _CALLS:
            return self._call(box.element, node)
        if not pseudo and not self._is_filling(box):
            node = self._nodes.get(box.element) or self._create(box, self._inline_around(box.element, node))
        if node.type in roles.WRAPPING and self._has_lines(box):
            return self._paragraph(box, node)
        return node

    def _create(self, box: Box, parent: Node) -> Node:
        element = box.element
        if roles.is_block(element):
            # A box that floats in loose text is no part of the paragraph that the text becomes.
            parent = self._around.get(parent, parent)
        type_ = roles.structure_type(element, parent.type) or self._type_for_language(box, parent)
        if not type_:
            return parent
        node = Node(type_, self._language(element), element)
        if type_ in roles.INLINE:
            parent = self._in_line(node, parent)
        self._nodes[element] = self._place(node, box, parent)
        self._targets.setdefault(element.get("id", ""), self._nodes[element])
        return self._nodes[element]

    def _inline_around(self, element: Element, node: Node) -> Node:
        """Find the inline element that a block was torn out of, because only lines may stand in its box."""
        above = self._parents.get(element)
        while above is not None and above is not node.element:
            if found := self._nodes.get(above):
                return found if found.type in roles.INLINE else node
            above = self._parents.get(above)
        return node

    def _place(self, node: Node, box: Box, parent: Node) -> Node:
        """Put a new node where it belongs, and give the one that holds its content."""
        match node.type:
            case "LI":
                return self._list_item(node, parent)
            case "Lbl" | "LBody":
                return described(parent, starts=node.type == "Lbl").add(node)
            case "TH" | "TD":
                self._describe_cell(node, box)
            case "L":
                style = roles.numbering(box.style["list_style_type"], node.element.tag)
                node.attributes["List"] = {"ListNumbering": style}
            case "Note":
                node.id = self._note_id(node.element)
        return parent.add(node)

    def _list_item(self, node: Node, parent: Node) -> Node:
        self._items[node.element] = parent.add(node)
        body = node.add(Node("LBody", node.language))
        if roles.is_note(node.element):
            return body.add(Node("Note", node.language, id=self._note_id(node.element)))
        return body

    def _describe_cell(self, node: Node, box: Box) -> None:
        table: dict[str, object] = {}
        if node.type == "TH":
            table["Scope"] = roles.scope(node.element, self._parents[node.element])
            node.id = node.element.get("id", "")
        if box.colspan != 1:
            table["ColSpan"] = box.colspan
        if box.rowspan != 1:
            table["RowSpan"] = box.rowspan
        if headers := node.element.get("headers", "").split():
            table["Headers"] = headers
        if table:
            node.attributes["Table"] = table

    def _in_line(self, node: Node, parent: Node) -> Node:
        """Find or make what an inline element may stand in."""
        if node.type == "Link" and (parent.type == "TOCI" or node.element.get("role") == "doc-noteref"):
            wrapper = Node("Reference", parent.language)
            self._references.append((wrapper, node.element.get("href")))
            return self._in_paragraph(node, parent).add(wrapper)
        return self._in_paragraph(node, parent)

    @staticmethod
    def _in_paragraph(node: Node, parent: Node) -> Node:
        if parent.type in roles.WRAPPING and not roles.holds_blocks(node.element):
            return parent.add(Node("P", parent.language))
        return parent

    def _paragraph(self, box: Box, parent: Node) -> Node:
        """Find or begin the P for lines that stand straight inside a container."""
        known = self._paragraphs.get(box.element)
        if known is None or not self._goes_on(known, box, parent):
            known = self._paragraphs[box.element] = parent.add(Node("P", self._language(box.element)))
            self._around[known] = parent
        return known

    def _goes_on(self, known: Node, box: Box, parent: Node) -> bool:
        """Whether *box* carries on the paragraph, as a box of the element itself does, or one on a new page."""
        if box.is_column or not self._is_filling(box):
            return True
        return parent.kids[-1] is known and max((mark.page for mark in known.marks()), default=-1) != self._page

    def _label(self, element: Element, node: Node) -> Node:
        """Find or make the Lbl for the marker of a list item or the number of a note."""
        if element not in self._labels:
            home = self._items.get(element) or self._nodes.get(element, node)
            self._labels[element] = Node("Lbl", self._language(element))
            home.kids.insert(0, self._labels[element])
        return self._labels[element]

    def _call(self, element: Element, node: Node) -> Node:
        """Find or make the Reference for the call of a footnote, and its Note behind the paragraph."""
        if element not in self._calls:
            note = Node("Note", self._language(element), element, id=self._note_id(element))
            self._calls[element] = node.add(Node("Reference", node.language, refers_to=[note]))
            self._nodes[element] = note
            put_behind(self.document, node, note)
        return self._calls[element]

    def _figure(self, box: Box, matrix: Matrix) -> Node:
        figure = Node("Figure", self._language(box.element), box.element)
        figure.alternative = roles.alternative(box.element)
        placement = "Block" if isinstance(box, self._kinds.BlockLevelBox) else "Inline"
        figure.attributes["Layout"] = {"BBox": self._place_on_page(box, matrix), "Placement": placement}
        return figure

    def _place_on_page(self, box: Box, matrix: Matrix) -> list[float]:
        """Give the rectangle of a picture in points from the page's lower left corner, cut at its edges."""
        x, y = box.content_box_x(), box.content_box_y()
        corners = [(x, y), (x + box.width, y), (x, y + box.height), (x + box.width, y + box.height)]
        if matrix:
            corners = [matrix.transform_point(*corner) for corner in corners]
        page = self._pages[self._page]
        width, height = page.margin_width(), page.margin_height()
        across = sorted(min(max(x, 0.0), width) for x, _ in corners)
        down = sorted(min(max(height - y, 0.0), height) for _, y in corners)
        return [round(n * _PX, 2) for n in (across[0], down[0], across[-1], down[-1])]

    # Links

    def _link(self, box: Box, node: Node) -> None:
        if annotation := self._links.get(box):
            self._link_around(box.element, node).kids.append(annotation)

    def _link_around(self, element: Element, node: Node) -> Node:
        while element is not None:
            found = self._nodes.get(element)
            if found is not None and found.type == "Link":
                return found
            element = self._parents.get(element)
        return node

    def _resolve(self) -> None:
        """Let references to notes point at them."""
        for wrapper, href in self._references:
            note = self._targets.get(href.removeprefix("#"))
            if note is not None and note.type == "Note":
                wrapper.refers_to.append(note)

    # Words

    def _language(self, element: Element) -> str:
        while element is not None:
            if language := element.get("lang"):
                return str(language)
            element = self._parents.get(element)
        return ""

    def _type_for_language(self, box: Box, parent: Node) -> str:
        """Give a node to what would have none, so that it can say its language. Lines get a P anyway."""
        if not box.element.get("lang") or box.element.get("lang") == parent.language:
            return ""
        if isinstance(box, self._kinds.InlineBox):
            return "Span"
        return "" if self._has_lines(box) and parent.type in roles.WRAPPING else "Div"

    def _is_filling(self, box: Box) -> bool:
        """Whether it is no element's own box: a line, or a box round loose text."""
        return isinstance(box.style, self._anonymous) and not box.is_table_wrapper

    def _has_lines(self, box: Box) -> bool:
        return any(isinstance(child, self._kinds.LineBox) for child in box.children)

    def _note_id(self, element: Element) -> str:
        return element.get("id") or f"note-{len(self._nodes)}"
