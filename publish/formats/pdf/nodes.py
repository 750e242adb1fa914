"""The structure of a PDF while it is made: elements, and the pieces of page that belong to them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
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
        case Node(type="P", element=None) if kid.kids and all(_is_figure(inner) for inner in kid.kids):
            return kid.kids
        case Node() if not kid.kids and kid.type not in {"TD", "TH"}:
            return []
    return [kid]


def _is_figure(kid: Kid) -> bool:
    return isinstance(kid, Node) and kid.type == "Figure"
