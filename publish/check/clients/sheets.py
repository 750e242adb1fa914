"""The style sheets of a letter: its rules, what stands round them, and which elements they are for."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from lxml import etree

from publish.check.clients.facts import facts
from publish.check.clients.values import Declaration, declarations
from publish.check.document import Document

STATES = re.compile(r":(?:hover|focus(?:-visible|-within)?|active|visited|link|target|checked|default)(?![\w(-])")
_MOST_NESTED = 8
_SPEAKING = {">": "child", "+": "adjacent-sibling", "~": "general-sibling"}


@dataclass(frozen=True, slots=True)
class Rule:
    """A selector and its declarations."""

    selector: str
    declarations: tuple[Declaration, ...]
    conditions: tuple[str, ...] = ()
    """The at-rules round it, the outermost first."""

    @property
    def is_for_a_state(self) -> bool:
        """Whether it waits for something to be done, like pointing: what it says is a nicety."""
        return bool(STATES.search(self.selector))

    @property
    def selector_features(self) -> tuple[str, ...]:
        """What its selector uses beyond names of elements, classes and ids."""
        return _in_selector(self.selector)


@dataclass(frozen=True)
class Sheet:
    """One `<style>`."""

    element: etree._Element
    text: str
    outer: tuple[str, ...] = ()

    @cached_property
    def rules(self) -> tuple[Rule, ...]:
        return tuple(Rule(rule.selector, rule.declarations, self.outer + rule.conditions) for rule in self._read[0])

    @property
    def faults(self) -> tuple[str, ...]:
        """What is no CSS in it, each as it is written."""
        return self._read[1]

    @property
    def at_rules(self) -> tuple[tuple[str, tuple[str, ...], str], ...]:
        """Name, what stands round it, and text after the name of each at-rule."""
        return self._read[2]

    @property
    def fonts(self) -> tuple[tuple[Declaration, ...], ...]:
        """What each `@font-face` declares."""
        return tuple(declarations(text) for name, _, text in self.at_rules if name == "font-face")

    @cached_property
    def _read(self) -> "_Read":
        return _read(self.text)


def sheets(document: Document) -> tuple[Sheet, ...]:
    """All style sheets of a letter."""
    found = (element for element in document.all("style"))
    return tuple(Sheet(element, "".join(map(str, element.itertext())), _media(element)) for element in found)


def _media(element: etree._Element) -> tuple[str, ...]:
    media = element.get("media", "").strip().lower()
    return (f"@media {media}",) if media and media != "all" else ()


_Read = tuple[tuple[Rule, ...], tuple[str, ...], tuple[tuple[str, tuple[str, ...], str], ...]]


@lru_cache(maxsize=64)
def _read(text: str) -> _Read:
    """Rules, faults and at-rules of a style sheet."""
    import tinycss2

    rules: list[Rule] = []
    faults: list[str] = []
    at_rules: list[tuple[str, tuple[str, ...], str]] = []
    try:
        nodes = tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True)
        _walk(nodes, (), rules, faults, at_rules)
    except (RecursionError, ValueError):  # brackets in brackets, a thousand deep; numbers of thousands of digits
        faults.append("nobody can read it")
    plain = re.sub(r"""/\*.{0,5000}?\*/|"[^"\n]*"|'[^'\n]*'""", "", text, flags=re.DOTALL)
    if plain.count("{") != plain.count("}"):
        faults.append("{" if plain.count("{") > plain.count("}") else "}")
    return tuple(rules), tuple(dict.fromkeys(faults)), tuple(at_rules)


def _walk(
    nodes: list[Any],
    conditions: tuple[str, ...],
    rules: list[Rule],
    faults: list[str],
    at_rules: list[tuple[str, tuple[str, ...], str]],
) -> None:
    import tinycss2

    for node in nodes:
        if node.type == "qualified-rule":
            selector = " ".join(tinycss2.serialize(node.prelude).split())
            rules.append(Rule(selector, declarations(tinycss2.serialize(node.content)), conditions))
            faults.extend(_faults(node.content))
        elif node.type == "at-rule":
            prelude = " ".join(tinycss2.serialize(node.prelude).lower().split())
            is_group = node.lower_at_keyword in {"media", "supports", "layer", "container"}
            content = node.content if node.content is not None else []
            said = prelude if is_group or node.content is None else tinycss2.serialize(content)
            at_rules.append((node.lower_at_keyword, conditions, said))
            if is_group and len(conditions) < _MOST_NESTED:
                inner = tinycss2.parse_rule_list(content, skip_comments=True, skip_whitespace=True)
                _walk(inner, (*conditions, f"@{node.lower_at_keyword} {prelude}"), rules, faults, at_rules)
        elif node.type == "error":
            faults.append(node.message)


def _faults(content: list[Any]) -> Iterator[str]:
    """What stands between a rule's braces and is no declaration."""
    import tinycss2

    for part in tinycss2.parse_blocks_contents(content, skip_comments=True, skip_whitespace=True):
        if part.type == "error":
            yield part.message
        elif part.type == "qualified-rule":
            yield "nested"


@lru_cache(maxsize=512)
def _in_selector(selector: str) -> tuple[str, ...]:
    plain = re.sub(r"\[[^\]]*\]", "[]", selector)
    found = {f"css-pseudo-element-{name}": None for name in re.findall(r"::([a-z-]+)", plain)}
    found |= {f"css-pseudo-element-{name}": None for name in re.findall(r"(?<!:):(before|after)\b", plain)}
    found |= {f"css-pseudo-class-{name}": None for name in re.findall(r"(?<!:):([a-z-]+)", plain)}
    found |= {f"css-selector-{name}": None for sign, name in _SPEAKING.items() if sign in plain}
    if "[" in plain:
        found["css-selector-attribute"] = None
    if "*" in plain:
        found["css-selector-universal"] = None
    if re.search(r"[.#][\w-]+[.#]", plain):
        found["css-selector-chaining"] = None
    return tuple(slug for slug in found if slug in facts().features)
