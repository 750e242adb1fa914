"""What an SVG file needs, and what in it cannot be kept: it can be opened by itself, so the rules for pages hold."""

from typing import Any

from lxml import etree

from publish.archive.bring.found import Found
from publish.archive.bring.sheets import read_sheet
from publish.archive.bring.tags import read_tag


def read_drawing(data: bytes, found: Found) -> None:
    """Note in *found* what the drawing needs."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        found.refuse(f"the drawing cannot be read: {error}", 0)
        return
    tree = root.getroottree()
    dtd: Any = tree.docinfo.internalDTD
    if dtd is not None and any(True for _ in dtd.iterentities()):
        found.refuse("the drawing defines words of its own (`<!ENTITY`)", 1, "save it anew as plain SVG")
    for node in (*root.itersiblings(preceding=True), *root.itersiblings(), *root.iter()):
        if isinstance(node, etree._ProcessingInstruction):  # noqa: SLF001  # the only name it has
            if node.target == "xml-stylesheet":
                found.refuse("`<?xml-stylesheet?>` loads something", _line(node), "remove it")
        elif isinstance(node.tag, str):
            _read(node, found)


def _read(element: etree._Element, found: Found) -> None:
    name = _small(element.tag)
    attributes = {_small(key): str(value) for key, value in element.attrib.items()}
    read_tag(name, attributes, _line(element), found)
    if name == "style":
        start = _line(element)
        read_sheet("".join(map(str, element.itertext())), found, lambda line: start + line - 1)


def _small(name: str | bytes) -> str:
    """The name without its namespace: what stands in another one is judged as if it stood in this."""
    text = name.decode() if isinstance(name, bytes) else name
    if text.startswith("{http://www.w3.org/XML/1998/namespace}"):
        return f"xml:{text.rpartition('}')[2].lower()}"
    return text.rpartition("}")[2].lower()


def _line(element: etree._Element) -> int:
    return int(str(element.sourceline or 0))
