"""Which elements of a document a selector is for. Rules are many and elements too, so they are looked up by name."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from lxml import etree

from publish.check.clients.sheets import STATES
from publish.check.document import Document

_LONGEST = 2000
"""Characters of a selector; what is longer was not written by a person."""
_DEEPEST = 20


@dataclass(frozen=True, eq=False)
class Matching:
    """The elements of one document, for many selectors."""

    document: Document

    def elements(self, selector: str) -> tuple[etree._Element, ...]:
        """Those it is for, as if each were pointed at, in document order; none, if it is no selector."""
        found = {one.etree_element: None for test in _compiled(selector) for one in self._near(test) if test.test(one)}
        number = self.document.number
        return tuple(sorted((one for one in found if one in number), key=lambda one: number[one]))

    def _near(self, test: Any) -> Iterable[Any]:
        """Few elements, among them all that the selector is for."""
        if test.id is not None:
            return self._wrapped
        if test.class_name is not None:
            return self._by_class.get(test.class_name, ())
        return self._wrapped if test.local_name is None else self._by_name.get(test.lower_local_name, ())

    @cached_property
    def _wrapped(self) -> tuple[Any, ...]:
        import cssselect2

        return tuple(cssselect2.ElementWrapper.from_html_root(self.document.root).iter_subtree())

    @cached_property
    def _by_class(self) -> dict[str, list[Any]]:
        found: dict[str, list[Any]] = defaultdict(list)
        for one in self._wrapped:
            for name in (one.etree_element.get("class") or "").split():
                found[name].append(one)
        return found

    @cached_property
    def _by_name(self) -> dict[str, list[Any]]:
        found: dict[str, list[Any]] = defaultdict(list)
        for one in self._wrapped:
            found[one.etree_element.tag].append(one)
        return found


@lru_cache(maxsize=512)
def _compiled(selector: str) -> tuple[Any, ...]:
    import cssselect2

    if (
        len(selector) > _LONGEST
        or selector.count("(") > _DEEPEST
        or any(len(one.split()) > _DEEPEST for one in selector.split(","))
    ):
        return ()
    try:
        return tuple(cssselect2.compile_selector_list(STATES.sub("", selector) or "*"))
    except (cssselect2.SelectorError, SyntaxError, RecursionError, MemoryError, ValueError):
        return ()  # Python compiles it, and has limits of its own
