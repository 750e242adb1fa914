"""
Neighbouring sections that look like nothing become one: each costs a letter more than a kilobyte.

A section is plain when neither it nor its one column says anything of itself. Templates can then give
every thing a section of its own, which reads well, and Gmail's limit is kept all the same.
"""

from dataclasses import replace

from publish.formats.mjml.tree import Comment, Element, Node, Text


def merge(root: Element) -> Element:
    """The same letter with plain sections joined; as it was, if sections or columns have defaults that show."""
    return _merged(root) if _are_plain_by_default(root) else root


def _are_plain_by_default(root: Element) -> bool:
    """Sections must have no padding of their own, else two would have it twice."""
    sections, columns = _defaults(root, "mj-section"), _defaults(root, "mj-column")
    padding = sections.pop("padding", "")
    return set(padding.split()) <= {"0", "0px"} and bool(padding) and not sections and not columns


def _defaults(root: Element, name: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for head in root.elements():
        for attributes in head.elements():
            for element in attributes.elements() if attributes.name == "mj-attributes" else ():
                if element.name in (name, "mj-all"):
                    found |= {key: value for key, value in element.attributes.items() if key != "font-family"}
    return found


def _merged(element: Element) -> Element:
    if element.name not in ("mjml", "mj-body", "mj-wrapper"):
        return element
    children: list[Node] = []
    for child in element.children:
        if isinstance(child, Text) and not child.text.strip():
            continue
        last = children[-1] if children else None
        if isinstance(child, Element) and isinstance(last, Element) and _is_plain(child) and _is_plain(last):
            children[-1] = _joined(last, child)
        else:
            children.append(_merged(child) if isinstance(child, Element) else child)
    return replace(element, children=tuple(children))


def _is_plain(section: Element) -> bool:
    if section.name != "mj-section" or section.attributes or any(isinstance(c, Comment) for c in section.children):
        return False
    columns = tuple(section.elements())
    return len(columns) == 1 and columns[0].name == "mj-column" and not columns[0].attributes


def _joined(first: Element, second: Element) -> Element:
    """One section, its column holding what stood in both."""
    column = next(first.elements())
    more = next(second.elements())
    return replace(first, children=(replace(column, children=(*column.children, *more.children)),))
