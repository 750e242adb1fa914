"""
The areas of links.

The engine makes one for each box inside an `a`, one within the other. One is enough for each line, and each says
what the link says.
"""

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

from publish.formats.pdf import roles
from publish.formats.pdf.nodes import Annotation, Pydyf
from publish.formats.pdf.roles import Element
from publish.formats.pdf.tree import Box


def areas(pages: Sequence[Any], root: Element) -> dict[Box, Annotation]:
    """Choose the boxes that carry a link's area, and widen the area to what lies half inside it."""
    parents = {child: parent for parent in root.iter() for child in parent}
    kept: dict[Box, Annotation] = {}
    for number, page in enumerate(pages):
        boxes = [link[3] for link in page.links if link[3].link_annotation]
        owners = {box: _owner(box.element, parents) for box in boxes}
        for _, group in groupby(boxes, key=lambda box: id(owners[box])):
            for box in _widest(list(group)):
                box.link_annotation["Contents"] = _string(_label(owners[box], box))
                kept[box] = Annotation(number, box.link_annotation)
    return kept


def keep(page: Pydyf, annotations: Mapping[int, Annotation]) -> None:
    """Leave on a page the annotations that are in its structure, by object number."""
    import pydyf

    if "Annots" in page:
        page["Annots"] = pydyf.Array(ref for ref in page["Annots"] if int(ref.split()[0]) in annotations)
        if not page["Annots"]:
            del page["Annots"]


def _owner(element: Element, parents: Mapping[Element, Element]) -> Element:
    while element is not None and not (element.tag == "a" and element.get("href")):
        element = parents.get(element)
    return element


def _label(owner: Element, box: Box) -> str:
    label = roles.label(owner) if owner is not None else ""
    return label or str(box.link_annotation.get("Contents", ""))


def _widest(boxes: Sequence[Box]) -> list[Box]:
    """Keep the largest of the areas that lie mostly in one another."""
    kept: list[Box] = []
    for box in sorted(boxes, key=lambda box: -_size(box.link_annotation["Rect"])):
        rect = box.link_annotation["Rect"]
        around = next((k for k in kept if _shared(k.link_annotation["Rect"], rect) > _size(rect) / 2), None)
        if around is None:
            kept.append(box)
        else:
            around.link_annotation["Rect"] = _union(around.link_annotation["Rect"], rect)
    return kept


def _edges(rect: Sequence[float]) -> tuple[float, float, float, float]:
    (left, right), (low, high) = sorted((rect[0], rect[2])), sorted((rect[1], rect[3]))
    return left, low, right, high


def _size(rect: Sequence[float]) -> float:
    left, low, right, high = _edges(rect)
    return (right - left) * (high - low)


def _shared(one: Sequence[float], other: Sequence[float]) -> float:
    a, b = _edges(one), _edges(other)
    return max(0.0, min(a[2], b[2]) - max(a[0], b[0])) * max(0.0, min(a[3], b[3]) - max(a[1], b[1]))


def _union(one: Sequence[float], other: Sequence[float]) -> Pydyf:
    import pydyf

    a, b = _edges(one), _edges(other)
    return pydyf.Array([min(a[0], b[0]), min(a[1], b[1]), max(a[2], b[2]), max(a[3], b[3])])


def _string(words: str) -> Pydyf:
    import pydyf

    return pydyf.String(words)
