"""
A style sheet as rules: which elements, under which conditions, with which declarations.

A rule that a browser would drop because it cannot read a selector is not among them.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

import cssselect2
import tinycss2

from publish.check.html.declarations import Block, block
from publish.check.html.medium import Medium
from publish.check.html.queries import holds
from publish.check.html.tokens import Token, spelling, trimmed

_DEEPEST = 16


@dataclass(frozen=True, slots=True, eq=False)
class Rule:
    """One rule, out of all that it stood in."""

    selector: str
    """As it was written, blanks as one."""
    matchers: tuple[Token, ...]
    """cssselect2's, one for each selector of the list."""
    block: Block
    media: tuple[str, ...]
    """The queries around it, which must all hold."""
    layer: str | None
    line: int
    """In its sheet, where its selector begins."""

    @property
    def reach(self) -> int:
        """How many times the longest of its selectors goes up by an unknown number of elements."""
        parts = (part.split() for part in self.selector.split(","))
        return max(len(words) - 1 - 2 * sum(word in {">", "+"} for word in words) for words in parts)

    def holds(self, medium: Medium) -> bool:
        """Whether all that stands around it holds."""
        return all(holds(query, medium) for query in self.media)


@dataclass(frozen=True, slots=True)
class _Around:
    """What a rule stands in."""

    media: tuple[str, ...] = ()
    layer: str | None = None
    selector: str = ""
    """Of the rule that it is nested in."""
    depth: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class Sheet:
    """All rules in their order."""

    rules: tuple[Rule, ...]
    layers: tuple[str, ...]
    """Names in the order in which they were first heard of: later ones win."""


@lru_cache(maxsize=64)
def read(css: str) -> Sheet:
    """The rules of *css*, whatever is wrong with the rest."""
    layers: list[str] = []
    rules = tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True)
    return Sheet(tuple(_rules(rules, _Around(), layers)), tuple(layers))


def _rules(nodes: Iterable[Token], around: _Around, layers: list[str]) -> Iterator[Rule]:
    for node in nodes:
        if node.type == "qualified-rule":
            yield from _rule(node, around, layers)
        elif node.type == "at-rule" and around.depth < _DEEPEST:
            yield from _inside(node, around, layers)


def _rule(node: Token, around: _Around, layers: list[str]) -> Iterator[Rule]:
    selector = " ".join(spelling_of_selector(node.prelude).split())
    if around.selector:
        outer = f":is({around.selector})"
        selector = selector.replace("&", outer) if "&" in selector else f"{outer} {selector}"
    matchers = compiled(selector)
    content = tinycss2.parse_blocks_contents(node.content, skip_comments=True, skip_whitespace=True)
    if matchers:
        yield Rule(selector, matchers, block(content), around.media, around.layer, int(node.source_line))
    if around.depth < _DEEPEST and any(one.type != "declaration" for one in content):
        yield from _rules(content, replace(around, selector=selector, depth=around.depth + 1), layers)


def _inside(node: Token, around: _Around, layers: list[str]) -> Iterator[Rule]:
    name, prelude = node.lower_at_keyword, spelling(node.prelude)
    if name == "layer":
        found = [_layered(around, one.strip()) for one in prelude.split(",")]
        layers.extend(one for one in found if one not in layers)
        inner = replace(around, layer=found[0])
    elif name == "media":
        inner = replace(around, media=(*around.media, prelude))
    elif name == "supports" and _is_supported(prelude):
        inner = around
    else:
        return
    if node.content is not None:
        yield from _content(node, replace(inner, depth=around.depth + 1), layers)


def _content(node: Token, inner: _Around, layers: list[str]) -> Iterator[Rule]:
    if not inner.selector:
        yield from _rules(tinycss2.parse_rule_list(node.content, skip_comments=True), inner, layers)
        return
    content = tinycss2.parse_blocks_contents(node.content, skip_comments=True, skip_whitespace=True)
    yield Rule(
        inner.selector, compiled(inner.selector), block(content), inner.media, inner.layer, int(node.source_line)
    )
    yield from _rules(content, inner, layers)


def _layered(around: _Around, name: str) -> str:
    return f"{around.layer}.{name}" if around.layer else name


def _is_supported(prelude: str) -> bool:
    """A browser of today supports what people ask for; what they exclude with `not` is meant for older ones."""
    return not prelude.startswith("not")


def spelling_of_selector(prelude: Iterable[Token]) -> str:
    """A selector as it was written, comments aside."""
    return str(tinycss2.serialize(trimmed(prelude)))


@lru_cache(maxsize=4096)
def compiled(selector: str) -> tuple[Token, ...]:
    """cssselect2's matchers for a list of selectors; none, if one of them cannot be read."""
    try:
        return tuple(cssselect2.compile_selector_list(selector))
    except (cssselect2.SelectorError, NotImplementedError, ValueError, RecursionError, SyntaxError, MemoryError):
        return ()
