"""The tree of `prose` as plain text: for the text part of a letter, at most *width* columns wide."""

import unicodedata
from dataclasses import dataclass, field

from publish import prose


@dataclass
class LinkList:
    """Addresses in the order they are met; the same address keeps its number."""

    addresses: list[str] = field(default_factory=list)

    def number(self, href: str) -> int:
        """The number of *href*, counting from 1."""
        if href not in self.addresses:
            self.addresses.append(href)
        return self.addresses.index(href) + 1


def display_width(text: str) -> int:
    """Columns that *text* takes on a terminal (UAX 11): wide characters two, combining ones none."""
    width = 0
    for char in text:
        if unicodedata.combining(char) or unicodedata.category(char) in ("Mn", "Me", "Cf"):
            continue
        width += 2 if unicodedata.east_asian_width(char) in ("W", "F") else 1
    return width


def wrap(text: str, width: int, *, first: str = "", rest: str = "") -> list[str]:
    """Break *text* at plain blanks into lines of at most *width* columns; a longer word stands alone."""
    lines: list[str] = []
    for run in text.split("\n"):
        line = first if not lines else rest
        start = line
        for word in run.split(" "):
            if not word:
                continue
            wider = line + word if line == start else f"{line} {word}"
            if line != start and display_width(wider) > width:
                lines.append(line)
                line = start = rest
                wider = line + word
            line = wider
        lines.append(line.rstrip() if line == start else line)
    return lines


def line_of(children: tuple[prose.Inline, ...], links: LinkList) -> str:
    """Inline text: links carry their number, emphasis its stars, a break is a new line."""
    out: list[str] = []
    for child in children:
        match child:
            case prose.Text() | prose.Code():
                out.append(child.text)
            case prose.Break():
                out.append("\n")
            case prose.NoteMark():
                out.append(f"({child.number})")
            case prose.Link():
                out.append(_link(child, links))
            case prose.Span() | prose.Emphasis() | prose.Strong():
                out.append(line_of(child.children, links))
    return "".join(out)


def _link(link: prose.Link, links: LinkList) -> str:
    words = line_of(link.children, links)
    bare = link.href.removeprefix("mailto:").removeprefix("tel:")
    if link.href.startswith("#") or words in (link.href, bare):
        return words
    return f"{words}\u00a0[{links.number(link.href)}]"


def text(nodes: tuple[prose.Node, ...], links: LinkList, *, width: int = 72, indent: str = "") -> str:
    """Paragraphs, lists, tables and the rest, a blank line between them; addresses go into *links*."""
    return "\n\n".join("\n".join(_lines(node, links, width, indent)) for node in nodes)


def _lines(node: prose.Node, links: LinkList, width: int, indent: str) -> list[str]:  # noqa: PLR0911 - one a node
    match node:
        case prose.Paragraph():
            return wrap(line_of(node.children, links), width, first=indent, rest=indent)
        case prose.Heading():
            return _heading(node, links, width, indent)
        case prose.ItemList():
            return _items(node, links, width, indent)
        case prose.BlockQuote():
            inside = text(node.children, links, width=width - 2, indent="").split("\n")
            return [f"{indent}> {line}".rstrip() for line in inside]
        case prose.CodeBlock():
            return [f"{indent}    {line}".rstrip() for line in node.text.rstrip("\n").split("\n")]
        case prose.Table():
            return _table(node, links, width, indent)
        case prose.Rule():
            return [f"{indent}* * *"]
        case prose.Illustration():
            return _picture(node, links, width, indent)


def _heading(node: prose.Heading, links: LinkList, width: int, indent: str) -> list[str]:
    lines = wrap(line_of(node.children, links), width, first=indent, rest=indent)
    longest = max(display_width(line) for line in lines) - len(indent)
    return [*lines, indent + ("-" if node.level == 3 else ".") * longest]


def _items(node: prose.ItemList, links: LinkList, width: int, indent: str) -> list[str]:
    lines: list[str] = []
    loose = any(len(item.children) > 1 for item in node.items)
    for position, item in enumerate(node.items):
        mark = "- " if node.start is None else f"{node.start + position}. "
        inside = text(item.children, links, width=width, indent=indent + " " * len(mark)).split("\n")
        inside[0] = indent + mark + inside[0].removeprefix(indent + " " * len(mark))
        lines += ["", *inside] if loose and lines else inside
    return lines


def _picture(node: prose.Illustration, links: LinkList, width: int, indent: str) -> list[str]:
    lines = wrap(f"[{node.alt}]", width, first=indent, rest=indent)
    if node.caption:
        lines += wrap(line_of(node.caption, links), width, first=indent, rest=indent)
    return lines


def _table(node: prose.Table, links: LinkList, width: int, indent: str) -> list[str]:
    """Columns side by side if they fit, else one line a cell with its column's name before it."""
    head = [line_of(cell, links) for cell in node.head]
    rows = [[line_of(cell, links) for cell in row] for row in node.rows]
    widths = [max(display_width(row[column]) for row in [head, *rows]) for column in range(len(head))]
    plain_cells = not any("\n" in cell for row in rows for cell in row)
    if plain_cells and sum(widths) + 2 * (len(widths) - 1) + len(indent) <= width:
        rule = ["-" * size for size in widths]
        return [indent + _row(row, widths, node.alignments) for row in [head, rule, *rows]]
    lines: list[str] = []
    for row in rows:
        lines += [""] if lines else []
        for name, cell in zip(head, row, strict=True):
            lines += wrap(f"{name}: {cell}" if name else cell, width, first=indent, rest=indent + "  ")
    return lines or wrap("  ".join(head), width, first=indent, rest=indent)


def _row(cells: list[str], widths: list[int], alignments: tuple[prose.Alignment, ...]) -> str:
    out = []
    for cell, width, side in zip(cells, widths, alignments, strict=True):
        gap = " " * (width - display_width(cell))
        out.append(gap + cell if side == "right" else cell + gap)
    return "  ".join(out).rstrip()
