"""An edition as a row of units that a translation must have too: chapters, paragraphs, blocks, notes."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from publish import prose
from publish.check.identity.facts import Fact, facts_of_head, facts_of_part
from publish.edition import Edition, Placed

_NAMES: dict[type, str] = {
    prose.Paragraph: "paragraph",
    prose.Heading: "heading",
    prose.ItemList: "list",
    prose.BlockQuote: "quotation",
    prose.CodeBlock: "code",
    prose.Table: "table",
    prose.Rule: "line",
    prose.Illustration: "picture",
}
_MARK = re.compile(r"(?<=[^\W_] )[A-ZÅÄÖ]\w+|\d[\d.,\u00a0]*")


@dataclass(frozen=True, eq=False)
class Unit:
    """One thing that stands in both languages, or in one of them."""

    kind: str
    line: int
    facts: tuple[Fact, ...]
    count: int = 0
    """Of its items or rows, if it has any."""

    @cached_property
    def words(self) -> str:
        """Everything it says."""
        return "\n".join(fact.words for fact in self.facts if fact.role in ("text", "alt"))

    @cached_property
    def marks(self) -> frozenset[str]:
        """What looks the same in every language: numbers, names within sentences, addresses."""
        found = {re.sub(r"\W", "", mark) for mark in _MARK.findall(self.words)}
        return frozenset(found | {fact.words for fact in self.facts if fact.role in ("link", "date", "picture")})

    @property
    def name(self) -> str:
        """For messages."""
        known = self.kind in _NAMES.values() or self.kind in ("chapter", "note")
        return f"the {self.kind}" if known else f"the block `{self.kind}`"

    def shown(self) -> str:
        """How it begins, in quotation marks; nothing for what has no words."""
        words = " ".join(next((fact.words for fact in self.facts if fact.role in ("text", "alt")), "").split())
        cut = words if len(words) <= 50 else f"{words[:50].rpartition(' ')[0] or words[:50]} …"
        return f" '{cut}'" if cut else ""


def head_of(edition: Edition) -> Unit:
    """The front matter."""
    return Unit("head", 0, facts_of_head(edition, edition.language))


def units_of(edition: Edition) -> tuple[Unit, ...]:
    """The body, in its order."""
    return tuple(_units(edition))


def _units(edition: Edition) -> Iterator[Unit]:
    language = edition.language
    for chapter in edition.chapters:
        if chapter.heading:
            heading = prose.Heading(2, chapter.id, chapter.heading, chapter.line)
            yield Unit("chapter", chapter.line, facts_of_part(heading, language, line=chapter.line))
        for part in chapter.parts:
            if isinstance(part, Placed):
                items = getattr(part.block, "items", ())
                yield Unit(part.kind, part.line, facts_of_part(part, language), len(items))
                continue
            for node in part.nodes:
                yield _of_node(node, language)
    for note in edition.notes:
        facts = tuple(fact for node in note.children for fact in facts_of_part(node, language, line=note.line))
        yield Unit("note", note.line, facts)


def _of_node(node: prose.Node, language: str) -> Unit:
    count = len(node.items) if isinstance(node, prose.ItemList) else 0
    if isinstance(node, prose.Table):
        count = len(node.rows)
    return Unit(_NAMES[type(node)], node.line, facts_of_part(node, language, line=node.line), count)
