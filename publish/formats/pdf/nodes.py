"""The structure of a PDF while it is made: elements, and the pieces of page that belong to them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, Literal, TypeAlias

from publish.formats.pdf.roles import Element

Pydyf: TypeAlias = Any
"""An object of pydyf, the library that writes PDF objects; it has no types."""


@dataclass(eq=False, slots=True)
class Mark:
    """A piece of a page's content: a line of text or a picture."""

    page: int
    number: int | None = None
    """Its marked-content identifier; None as long as nothing was found drawn for it."""
    stream: Pydyf = None
    """The form XObject it is drawn in, if not straight on the page."""


@dataclass(eq=False, slots=True)
class Annotation:
    """A clickable area of a link."""

    page: int
    pdf: Pydyf


@dataclass(eq=False, slots=True)
class Node:
    """A structure element. What HTML calls one element is one node, on however many pages it stands."""

    type: str
    language: str
    element: Element = None
    kids: "list[Kid]" = field(default_factory=list)
    alternative: str | None = None
    attributes: "dict[str, dict[str, object]]" = field(default_factory=dict)
    """By owner, like Layout or Table; values are numbers, lists, and text for names."""
    id: str = ""
    refers_to: "list[Node]" = field(default_factory=list)

    def add(self, kid: "Node") -> "Node":
        """Put *kid* last and give it back."""
        self.kids.append(kid)
        return kid

    def nodes(self) -> "Iterator[Node]":
        """Itself and all below, in reading order."""
        yield self
        for kid in self.kids:
            if isinstance(kid, Node):
                yield from kid.nodes()

    def marks(self) -> Iterator[Mark]:
        """Every piece of page that is in it, in reading order."""
        for node in self.nodes():
            yield from (kid for kid in node.kids if isinstance(kid, Mark))


Kid: TypeAlias = Node | Mark | Annotation

ArtifactKind: TypeAlias = Literal["Header", "Footer", "Pagination", "Layout"]


def tidy(node: Node) -> Node:
    """Take away what holds nothing, and the P round a picture that stands alone."""
    for kid in node.kids:
        if isinstance(kid, Node):
            tidy(kid)
    node.kids = [bare for kid in node.kids for bare in _bare(kid)]
    return node


def _bare(kid: Kid) -> "list[Kid]":
    match kid:
        case Mark():
            return [] if kid.number is None else [kid]
        case Node(type="P", element=None) if kid.kids and all(_is(inner, "Figure") for inner in kid.kids):
            return kid.kids
        case Node() if not kid.kids and kid.type not in {"TD", "TH"}:
            return []
    return [kid]


def described(parent: Node, *, starts: bool) -> Node:
    """Find the item of a description list for a term or a description, or begin a new one."""
    last = parent.kids[-1] if parent.kids else None
    if not isinstance(last, Node) or (starts and any(_is(kid, "LBody") for kid in last.kids)):
        return parent.add(Node("LI", parent.language))
    return last


def put_behind(root: Node, node: Node, note: Node) -> None:
    """Place *note* after the paragraph or heading that *node* lies in, behind notes that are there already."""
    trail = _trail(root, node)
    for parent, child in reversed(list(pairwise(trail))):
        if child.type == "P" or child.type.startswith("H"):
            at = parent.kids.index(child) + 1
            while at < len(parent.kids) and _is(parent.kids[at], "Note"):
                at += 1
            parent.kids.insert(at, note)
            return
    trail[-1].kids.append(note)


def _trail(root: Node, node: Node) -> list[Node]:
    """Name the nodes from *root* down to *node*."""
    if root is node:
        return [root]
    for kid in reversed(root.kids):
        if isinstance(kid, Node) and (rest := _trail(kid, node)):
            return [root, *rest]
    return []


def _is(kid: Kid, type_: str) -> bool:
    return isinstance(kid, Node) and kid.type == type_
