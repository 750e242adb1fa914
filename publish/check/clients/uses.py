"""
What a letter uses, in one of its views: each feature with the elements it is used on.

    markup    elements and attributes
    styles    declarations in style attributes, and in rules with the conditions round them

A rule's elements are looked for only when something is wrong with what it says.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache, cached_property
from itertools import takewhile
from urllib.parse import urlsplit

from lxml import etree

from publish.check.clients.matching import Matching
from publish.check.clients.sheets import Rule, Sheet, sheets
from publish.check.clients.values import Declaration, declarations, features_of, picture_feature
from publish.check.document import Document

Element = etree._Element  # noqa: SLF001  # the only name that lxml has for it


@dataclass(frozen=True, eq=False)
class Use:
    """A feature, used once: by an attribute or a tag, or by a declaration on as many elements as have it."""

    slug: str
    text: str
    """As one would write it: `display: flex`, `<video>`, `href="#notes"`."""
    find: Callable[[], tuple[Element, ...]]
    value: str = ""
    name: str = ""
    """Of the property or the attribute."""
    block: tuple[Declaration, ...] = ()
    """The declarations that stand together with this one."""
    selector: str = ""
    """Of the rule; empty for what stands in the elements themselves."""
    conditions: tuple[str, ...] = ()
    """Round the rule, like `@media (max-width:479px)`."""

    @cached_property
    def elements(self) -> tuple[Element, ...]:
        """Those it is used on, in document order."""
        return self.find()

    @property
    def is_backed(self) -> bool:
        """Whether the same property stands before it with a value that does without the feature."""
        return any(self.slug not in features_of(one) for one in self.earlier)

    @property
    def earlier(self) -> tuple[Declaration, ...]:
        """The declarations of the same property before it, which a client keeps that does not understand this one."""
        names = [one.name for one in self.block]
        if names.count(self.name) < 2:
            return ()
        before = takewhile(lambda one: (one.name, one.value) != (self.name, self.value), self.block)
        return tuple(one for one in before if one.name == self.name)


@dataclass(frozen=True, eq=False)
class Styled:
    """A view of a letter with its style sheets."""

    document: Document
    pictures: dict[str, str] = field(default_factory=dict)
    """The address of each picture of ours -> the feature of its real format."""

    @cached_property
    def sheets(self) -> tuple[Sheet, ...]:
        return sheets(self.document)

    @cached_property
    def matching(self) -> Matching:
        return Matching(self.document)

    @cached_property
    def rules(self) -> tuple[Rule, ...]:
        return tuple(rule for sheet in self.sheets for rule in sheet.rules)

    @cached_property
    def uses(self) -> dict[str, list[Use]]:
        """By feature."""
        found: dict[str, list[Use]] = defaultdict(list)
        for use in (*self._inline(), *self._by_rule(), *markup(self)):
            found[use.slug].append(use)
        return dict(found)

    def _inline(self) -> Iterator[Use]:
        holders: dict[str, list[Element]] = defaultdict(list)
        for element in self.document.elements:
            if (text := element.get("style")) and ":" not in element.tag:  # shapes of VML are Word's own
                holders[text].append(element)
        for text, elements in holders.items():
            yield from _declared(declarations(text), _given(tuple(elements)))

    def _by_rule(self) -> Iterator[Use]:
        for rule in self.rules:
            find = cache(lambda rule=rule: self.matching.elements(rule.selector))
            if not rule.is_for_a_state:
                yield from _declared(rule.declarations, find, rule)
            for slug in rule.selector_features:
                yield Use(
                    slug, rule.selector, find, rule.selector, "", rule.declarations, rule.selector, rule.conditions
                )


def _given(elements: tuple[Element, ...]) -> Callable[[], tuple[Element, ...]]:
    return lambda: elements


def _declared(
    block: tuple[Declaration, ...], find: Callable[[], tuple[Element, ...]], rule: Rule | None = None
) -> Iterator[Use]:
    selector, conditions = (rule.selector, rule.conditions) if rule else ("", ())
    for one in block:
        for slug in features_of(one):
            yield Use(slug, str(one), find, one.value, one.name, block, selector, conditions)


_TAGS = {
    **{tag: f"html-{tag}" for tag in ("audio", "base", "dialog", "form", "marquee", "meter", "object", "picture")},
    **{tag: f"html-{tag}" for tag in ("progress", "select", "svg", "textarea", "video", "blockquote", "ruby", "hr")},
    **dict.fromkeys(("article", "section", "header", "footer", "main", "nav", "aside", "figure"), "html-semantics"),
}
_ATTRIBUTES = {name: f"html-{name}" for name in ("background", "height", "hidden", "popover", "srcset", "width")}
_ATTRIBUTES |= {"usemap": "html-image-maps", "reversed": "html-lists"}


def markup(styled: Styled) -> Iterator[Use]:
    """What elements and attributes use."""
    for element in styled.document.elements:
        for slug, text, name, value in (*_of_tag(element), *_of_attributes(element), *_of_picture(element, styled)):
            yield Use(slug, text, _given((element,)), value, name)


_Found = Iterator[tuple[str, str, str, str]]


def _of_tag(element: Element) -> _Found:
    tag = element.tag
    kind = element.get("type", "submit" if tag == "button" else "text").lower()
    if tag in _TAGS:
        yield _TAGS[tag], f"<{tag}>", "", ""
    elif tag == "input":
        kind = kind if kind in {"checkbox", "hidden", "radio", "reset", "submit"} else "text"
        yield f"html-input-{kind}", f'<input type="{kind}">', "", ""
    elif tag == "button":
        yield "html-button-reset" if kind == "reset" else "html-button-submit", "<button>", "", ""
    elif tag == "link" and "stylesheet" in element.get("rel", "").lower():
        yield "html-link", f'<link href="{element.get("href", "")}">', "href", element.get("href", "")


def _of_attributes(element: Element) -> _Found:
    for name, slug in _ATTRIBUTES.items():
        if (value := element.get(name)) is not None:
            yield slug, f'{name}="{value}"' if value else name, name, value
    address = element.get("href", "") if element.tag in {"a", "area"} else ""
    if address.startswith("#") and len(address) > 1:
        yield "html-anchor-links", f'href="{address}"', "href", address
    elif address.lower().startswith("mailto:"):
        yield "html-mailto-links", f'href="{address}"', "href", address


def _of_picture(element: Element, styled: Styled) -> _Found:
    if element.tag not in {"img", "v:fill", "v:imagedata", "v:image"}:
        return
    address = (element.get("src") or "").strip()
    if slug := styled.pictures.get(address) or picture_feature(address):
        yield slug, f'src="{_short(address)}"', "src", address


def _short(address: str) -> str:
    if address.startswith("data:"):
        return re.split("[,;]", address)[0] + ";…"
    return urlsplit(address).path.rpartition("/")[2] if "://" in address else address
