"""Which rules are for which elements of a document, and what wins."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import takewhile
from typing import NamedTuple, TypeAlias

import cssselect2
from lxml import etree

from publish.check.document import Document
from publish.check.html import declarations, sheet
from publish.check.html.declarations import Block
from publish.check.html.defaults import of_attributes, of_browser
from publish.check.html.medium import Medium
from publish.check.html.sheet import Rule, Sheet
from publish.check.html.style import Said, Style
from publish.check.html.tokens import Token

_UNLAYERED = 1 << 20
_DEEP = 60
"""Levels; more are found in no page of ours, and would be too many to ask upwards through."""
_MOST = 10**9
"""Ways up from an element that a selector may have to try. What might be sought for hours is left out."""
_ATTRIBUTE = 1 << 21
"""A style attribute wins over every rule."""


class _Match(NamedTuple):
    """A rule that is for an element, and how much it weighs; a style attribute has no rule."""

    layer: int
    specificity: tuple[int, int, int]
    order: int
    block: Block
    rule: Rule | None


_Asked: TypeAlias = tuple[tuple[Block, ...], tuple[_Match, ...]]


@dataclass(frozen=True, eq=False)
class Cascade:
    """The styles of one document, in any medium."""

    document: Document
    _styles: dict[Medium, "Styles"] = field(default_factory=dict)
    _known: dict[etree._Element, _Asked] = field(default_factory=dict)

    def styles(self, medium: Medium) -> "Styles":
        """The computed style of every element."""
        if medium not in self._styles:
            rules = (rule for one in self.sheets for rule in one.rules)
            holding = frozenset(rule for rule in rules if medium.keeps_rules and rule.holds(medium))
            self._styles[medium] = Styles(self.document, medium, holding, self._asked, self._scheme)
        return self._styles[medium]

    @cached_property
    def sheets(self) -> tuple[Sheet, ...]:
        """What stands in `<style>`, in order; linked sheets are not read."""
        return tuple(
            _conditional(sheet.read("".join(str(text) for text in element.itertext())), element.get("media", ""))
            for element in self.document.all("style")
            if element.get("type", "text/css").strip().lower() in {"", "text/css"}
        )

    def _asked(self, element: etree._Element) -> _Asked:
        """What a browser does unasked, and what is asked of *element*, weakest first, conditions aside."""
        if element not in self._known:
            found = self._matcher.match(self._wrappers[element]) if element in self._wrappers else []
            matches = [payload for *_, pseudo, payload in found if pseudo is None]
            if style := element.get("style"):
                matches.append(_Match(_ATTRIBUTE, (0, 0, 0), 0, declarations.read(style), None))
            own = (*of_browser(element), of_attributes(element))
            self._known[element] = own, tuple(sorted(matches, key=lambda match: match[:3]))
        return self._known[element]

    def is_for(self, rule: Rule, element: etree._Element, pseudo: tuple[str | None, ...] = (None,)) -> bool:
        """Whether a selector of *rule*, of whatever sheet, is for *element*, or for its `::before` and the like."""
        wrapper = self._wrappers.get(element)
        return wrapper is not None and any(
            matcher.pseudo_element in pseudo and matcher.test(wrapper) for matcher in rule.matchers
        )

    @cached_property
    def _wrappers(self) -> dict[etree._Element, Token]:
        """What cssselect2 knows elements by."""
        root = cssselect2.ElementWrapper.from_html_root(self.document.root)
        return {wrapper.etree_element: wrapper for wrapper in root.iter_subtree()}

    @cached_property
    def _matcher(self) -> Token:
        matcher = cssselect2.Matcher()
        layers = list(dict.fromkeys(layer for one in self.sheets for layer in one.layers))
        rules = [rule for one in self.sheets for rule in one.rules]
        for order, rule in enumerate(rules):
            layer = layers.index(rule.layer) if rule.layer in layers else _UNLAYERED
            for selector in rule.matchers if self._deepest**rule.reach < _MOST else ():
                matcher.add_selector(selector, _Match(layer, selector.specificity, order, rule.block, rule))
        return matcher

    @cached_property
    def _deepest(self) -> int:
        """How many elements the innermost stands in."""
        depths: dict[etree._Element | None, int] = {None: 0}
        for element in self.document.elements:
            depths[element] = depths.get(element.getparent(), 0) + 1
        return max(depths.values())

    @cached_property
    def _scheme(self) -> str:
        metas = (meta for meta in self.document.all("meta") if meta.get("name", "").lower() == "color-scheme")
        return next((meta.get("content", "") for meta in metas), "")


@dataclass(frozen=True, eq=False)
class Styles(Mapping[etree._Element, Style]):  # noqa: SLF001 - lxml has no other name for it
    """The styles of a document in one medium, each worked out when it is asked for."""

    document: Document
    medium: Medium
    holding: frozenset[Rule]
    """The rules that hold in the medium."""
    asked: Callable[[etree._Element], _Asked]
    scheme: str
    _made: dict[etree._Element, Style] = field(default_factory=dict)

    def __getitem__(self, element: etree._Element) -> Style:
        if element not in self._made:
            above = takewhile(lambda one: one not in self._made, element.iterancestors())
            for one in (*reversed(list(above)), element):
                self._make(one)
        return self._made[element]

    def __iter__(self) -> Iterator[etree._Element]:
        return iter(self.document.elements)

    def __len__(self) -> int:
        return len(self.document.elements)

    def _make(self, element: etree._Element) -> None:
        around = element.getparent()
        parent = None if around is None else self._made[around]
        own, matches = self.asked(element)
        counting = tuple(match for match in matches if match.rule is None or match.rule in self.holding)
        said = _winners(own, counting, parent.direction if parent else "ltr")
        found = self._made[element] = Style(element, parent, said, self.medium, self.scheme)
        if found.depth > _DEEP:
            found.settle()


@lru_cache(maxsize=4096)
def _winners(own: tuple[Block, ...], matches: tuple[_Match, ...], around: str) -> Said:
    """What wins of what a browser does on its *own* and of what is asked of it; *around* is a direction."""
    blocks = [*own, *(match.block for match in matches)]
    direction = _direction(blocks) or around
    winners: dict[str, tuple[declarations.Declaration, tuple[Token, ...] | None]] = {}
    for block in blocks:
        winners.update(block.longhands(direction, important=False))
    for match in _by_importance(matches):
        winners.update(match.block.longhands(direction, important=True))
    return winners


def _by_importance(matches: tuple[_Match, ...]) -> Iterator[_Match]:
    """Among what is important, earlier layers win over later ones."""
    layered = [match for match in matches if match.layer < _UNLAYERED]
    yield from (match for match in matches if match.layer == _UNLAYERED)
    yield from sorted(layered, key=lambda match: -match.layer)
    yield from (match for match in matches if match.layer == _ATTRIBUTE)


def _direction(blocks: list[Block]) -> str:
    found = ""
    for important in (False, True):
        for block in blocks:
            said = block.longhands("ltr", important=important).get("direction")
            if said and said[1]:
                found = str(getattr(said[1][0], "lower_value", ""))
    return found if found in {"ltr", "rtl"} else ""


def _conditional(found: Sheet, media: str) -> Sheet:
    """A sheet under the condition of its `media` attribute."""
    if not media.strip():
        return found
    rules = tuple(
        Rule(rule.selector, rule.matchers, rule.block, (media, *rule.media), rule.layer, rule.line)
        for rule in found.rules
    )
    return Sheet(rules, found.layers)


@lru_cache(maxsize=8)
def cascade(document: Document) -> Cascade:
    """The styles of *document*, worked out once."""
    return Cascade(document)


def styles(document: Document, medium: Medium) -> Styles:
    """The computed style of every element of *document* in *medium*, worked out once."""
    return cascade(document).styles(medium)
