"""The tree of `prose` as HTML: semantic for pages and PDF, with style attributes for mail."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from html import escape
from typing import Any, TypeAlias, cast

from publish import prose

Hooks: TypeAlias = Mapping[type, Callable[[Any, str], str]]
"""For a kind of node, what is written instead: (the node, its usual HTML) -> HTML."""

Tree: TypeAlias = tuple[prose.Node | prose.Inline, ...]


def html(tree: Tree, *, hooks: Hooks | None = None) -> str:
    """
    Semantic HTML5 of nodes or of inline text, everything escaped.

    A footnote's call is a link to `#note-N` with the id `call-N`; whoever shows the notes gives them
    these ids. A picture's address is its bare name unless a hook for `prose.Illustration` says otherwise.
    """
    return _Writer(hooks=hooks or {}).write(tree)


def mail_html(tree: Tree, styles: Mapping[str, str], *, hooks: Hooks | None = None) -> str:
    """
    HTML as mail clients bear it: each element has the style that *styles* holds for its name, elements are
    written as XHTML, and no line break stands between inline elements. Calls of footnotes are no links.
    """
    return _Writer(styles=styles, hooks=hooks or {}, mail=True).write(tree)


@dataclass
class _Writer:
    hooks: Hooks
    styles: Mapping[str, str] = field(default_factory=dict)
    mail: bool = False

    def write(self, tree: Tree) -> str:
        return "".join(self._node(part) for part in tree)

    def _open(self, tag: str, attributes: str = "", *, language: str = "") -> str:
        style = f' style="{escape(self.styles[tag])}"' if tag in self.styles else ""
        lang = f' lang="{escape(language)}"' if language else ""
        return f"<{tag}{attributes}{lang}{style}>"

    def _element(self, tag: str, inside: str, attributes: str = "", *, language: str = "") -> str:
        return f"{self._open(tag, attributes, language=language)}{inside}</{tag}>"

    def _void(self, tag: str, attributes: str = "") -> str:
        return self._open(tag, attributes).removesuffix(">") + (" />" if self.mail else ">")

    def _node(self, node: prose.Node | prose.Inline) -> str:
        # A dict of bound methods is looked up by the node's class; every class has its method here.
        write = cast("Callable[[Any], str]", getattr(self, f"_{type(node).__name__.lower()}"))
        usual = write(node)
        hook = self.hooks.get(type(node))
        return hook(node, usual) if hook else usual

    # -- inline -----------------------------------------------------------------------------

    def _text(self, node: prose.Text) -> str:
        return escape(node.text, quote=False)

    def _emphasis(self, node: prose.Emphasis) -> str:
        return self._element("em", self.write(node.children))

    def _strong(self, node: prose.Strong) -> str:
        return self._element("strong", self.write(node.children))

    def _code(self, node: prose.Code) -> str:
        return self._element("code", escape(node.text, quote=False))

    def _link(self, node: prose.Link) -> str:
        return self._element("a", self.write(node.children), f' href="{escape(node.href)}"')

    def _span(self, node: prose.Span) -> str:
        return self._element("span", self.write(node.children), language=node.language)

    def _break(self, _: prose.Break) -> str:
        return self._void("br")

    def _notemark(self, node: prose.NoteMark) -> str:
        if self.mail:
            return self._element("sup", str(node.number))
        link = f'<a id="call-{node.number}" href="#note-{node.number}" role="doc-noteref">{node.number}</a>'
        return self._element("sup", link)

    # -- blocks -----------------------------------------------------------------------------

    def _paragraph(self, node: prose.Paragraph) -> str:
        return self._element("p", self.write(node.children), language=node.language)

    def _heading(self, node: prose.Heading) -> str:
        identity = "" if self.mail else f' id="{escape(node.id)}"'
        return self._element(f"h{node.level}", self.write(node.children), identity, language=node.language)

    def _itemlist(self, node: prose.ItemList) -> str:
        items = "".join(self._element("li", self._item(item)) for item in node.items)
        if node.start is None:
            return self._element("ul", items, language=node.language)
        start = f' start="{node.start}"' if node.start != 1 else ""
        return self._element("ol", items, start, language=node.language)

    def _item(self, item: prose.Item) -> str:
        """A lone paragraph needs no `p` of its own."""
        if len(item.children) == 1 and isinstance(only := item.children[0], prose.Paragraph) and not only.language:
            return self.write(only.children)
        return self.write(item.children)

    def _blockquote(self, node: prose.BlockQuote) -> str:
        return self._element("blockquote", self.write(node.children), language=node.language)

    def _codeblock(self, node: prose.CodeBlock) -> str:
        return self._element("pre", self._element("code", escape(node.text, quote=False)))

    def _rule(self, _: prose.Rule) -> str:
        return self._void("hr")

    def _table(self, node: prose.Table) -> str:
        head = "".join(
            self._cell("th", cell, side, ' scope="col"') for cell, side in zip(node.head, node.alignments, strict=True)
        )
        rows = "".join(
            self._element(
                "tr",
                "".join(self._cell("td", cell, side) for cell, side in zip(row, node.alignments, strict=True)),
            )
            for row in node.rows
        )
        body = self._element("tbody", rows) if rows else ""
        inside = self._element("thead", self._element("tr", head)) + body
        return self._element("table", inside, language=node.language)

    def _cell(self, tag: str, children: tuple[prose.Inline, ...], side: str, attributes: str = "") -> str:
        align = f' align="{side}"' if self.mail and side else f' class="{side}"' if side else ""
        return self._element(tag, self.write(children), attributes + align)

    def _illustration(self, node: prose.Illustration) -> str:
        picture = self._void("img", f' src="{escape(node.picture)}" alt="{escape(node.alt)}"')
        caption = self._element("figcaption", self.write(node.caption)) if node.caption else ""
        return self._element("figure", picture + caption)
