"""Markdown with blocks into chapters, and all that is wrong with it."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from publish import markdown
from publish.blocks import KINDS, Mistake, Reading, alt_mistakes, link_mistakes
from publish.edition import Chapter, Part, Placed, Prose
from publish.markdown import ChapterHeading, Fence
from publish.problems import Place, Problem, did_you_mean
from publish.prose import (
    BlockQuote,
    CodeBlock,
    Heading,
    Illustration,
    Inline,
    ItemList,
    Node,
    Note,
    inlines,
    links,
    plain,
)
from publish.source.listings import is_code
from publish.source.yaml import load

_INDENTED = re.compile(r"(?:```|~~~)[`~]*([a-z-]+)")
_Part = Node | Fence | ChapterHeading


@dataclass(frozen=True, slots=True)
class Body:
    """What stands below the front matter."""

    chapters: tuple[Chapter, ...]
    notes: tuple[Note, ...]
    targets: frozenset[str]
    """The ids that a link inside the edition can lead to."""
    problems: tuple[Problem, ...]


def read_body(text: str, path: str, reading: Reading) -> Body:
    """Read the Markdown of an edition. Its lines are the file's: the front matter is blank lines."""
    body = markdown.read_body(text, reading.language)
    targets = frozenset(_ids(body.parts))
    reader = _Reader(text.split("\n"), path, replace(reading, targets=targets))
    reader.problems += [Problem(f.code, f.message, Place(path, f.line, f.column), f.hint) for f in body.faults]
    chapters = tuple(reader.chapters(body.parts))
    for note in body.notes:
        reader.look_at(note.children, note.line)
    return Body(chapters, body.notes, targets, tuple(reader.problems))


def _ids(parts: Sequence[_Part]) -> Iterator[str]:
    for part in parts:
        if isinstance(part, ChapterHeading):
            yield part.id
        elif not isinstance(part, Fence):
            yield from (node.id for node in _all((part,)) if isinstance(node, Heading))


@dataclass
class _Reader:
    """Walks the parts of a body; gathers problems as it goes."""

    lines: list[str]
    path: str
    reading: Reading
    problems: list[Problem] = field(default_factory=list)

    def chapters(self, parts: Sequence[_Part]) -> Iterator[Chapter]:
        """The parts, divided at the headings of level 2."""
        if not parts:
            self._tell(
                Mistake("E133", "nothing stands below the front matter", "write the text there"), len(self.lines) - 1
            )
        starts = [at for at, part in enumerate(parts) if isinstance(part, ChapterHeading)]
        for start, end in pairwise(sorted({0, *starts, len(parts)})):
            yield self._chapter(parts[start:end])

    def _chapter(self, parts: Sequence[_Part]) -> Chapter:
        head, rest = parts[0], parts
        if not isinstance(head, ChapterHeading):
            return Chapter((), "", tuple(self._parts(rest)), head.line)
        if len(parts) == 1:
            self._tell(
                Mistake(
                    "E133", f"the chapter '{plain(head.children)}' is empty", "write its text, or delete the heading"
                ),
                head.line,
            )
        self._links((head.children,), head.line)
        self._underlined(head)
        return Chapter(head.children, head.id, tuple(self._parts(parts[1:])), head.line)

    def _underlined(self, head: ChapterHeading) -> None:
        if not self.lines[head.line - 1].lstrip().startswith("#"):
            hint = "write the heading as `## …`; leave a blank line above `---` if a rule was meant"
            self._tell(Mistake("E138", "the line of hyphens below makes this text a heading", hint), head.line)

    def _parts(self, parts: Sequence[_Part]) -> Iterator[Part]:
        """Blocks, and runs of prose between them."""
        run: list[Node] = []
        for part in parts:
            if isinstance(part, Fence) and not is_code(_name(part)):
                if run:
                    yield Prose(tuple(run), run[0].line)
                    run = []
                yield from self._block(part)
            elif not isinstance(part, ChapterHeading):
                run.append(self._node(part))
        if run:
            yield Prose(tuple(run), run[0].line)

    def _node(self, part: Node | Fence) -> Node:
        if isinstance(part, Fence):
            self._closed(part)
            return CodeBlock(part.text, part.info, part.line)
        self.look_at((part,), part.line)
        return part

    def _block(self, fence: Fence) -> Iterator[Placed]:
        name = _name(fence)
        if not self._closed(fence):
            return
        if not (kind := KINDS.get(name)):
            self._tell(_unknown(name), fence.line, name)
            return
        if more := fence.info.removeprefix(name).strip():
            self._tell(
                Mistake("E130", f"expected nothing after `{name}`, found '{more}'", "fields stand below, one a line"),
                fence.line,
                more,
            )
        opening = self.lines[fence.line - 1]
        block, problems = load(
            kind,
            fence.text,
            path=self.path,
            first_line=fence.line + 1,
            indent=len(opening) - len(opening.lstrip()),
            context=self.reading,
        )
        self.problems += problems
        if block:
            yield Placed(block, fence.line)

    def _closed(self, fence: Fence) -> bool:
        if not fence.closed:
            what = f"the block `{_name(fence)}`" if _name(fence) else "the listing"
            self._tell(
                Mistake("E131", f"{what} that begins here is never closed", "write ``` on a line of its own below it"),
                fence.line,
            )
        return fence.closed

    def look_at(self, nodes: Sequence[Node], line: int) -> None:
        """Check links, pictures and listings in *nodes*, which begin at *line*."""
        self._links(inlines(tuple(nodes)), line)
        for node in _all(nodes):
            if isinstance(node, Illustration):
                self._picture(node, node.line or line)
            elif isinstance(node, CodeBlock):
                self._nested(node, node.line or line)

    def _links(self, runs: Iterable[tuple[Inline, ...]], line: int) -> None:
        for link in (link for run in runs for link in links(run)):
            for mistake in link_mistakes(plain(link.children), link.href, self.reading):
                self._tell(mistake, line, link.href)

    def _picture(self, node: Illustration, line: int) -> None:
        for mistake in (*self.reading.look(node.picture), *alt_mistakes(node.alt, node.picture)):
            self._tell(mistake, line, node.picture)

    def _nested(self, node: CodeBlock, line: int) -> None:
        # Four blanks in front of a fence make it a listing of its own spelling.
        indented = _INDENTED.match(node.text) if not node.info else None
        name = indented[1] if indented else (node.info.split() or [""])[0]
        if name in KINDS:
            hint = "write it at the margin, with blank lines around it"
            self._tell(
                Mistake("E132", f"the block `{name}` stands inside a list or a quotation, or too far in", hint),
                line,
                name,
            )
        elif not is_code(name):
            self._tell(_unknown(name), line, name)

    def _tell(self, mistake: Mistake, line: int, near: str = "") -> None:
        """Note a problem, at *near* if that stands on *line* or below."""
        place = mistake.place or self._find(line, near)
        self.problems.append(Problem(mistake.code, mistake.message, place, mistake.hint))

    def _find(self, line: int, near: str) -> Place:
        for number, content in enumerate(self.lines[line - 1 : line + 199], start=line):
            column = content.find(near or content.strip())
            if column >= 0:
                return Place(self.path, number, column + 1)
        return Place(self.path, line)


def _name(fence: Fence) -> str:
    return (fence.info.split() or [""])[0]


def _unknown(name: str) -> Mistake:
    hint = did_you_mean(name, KINDS)
    if not hint.startswith("did"):
        hint += "; a listing of code or plain text begins with ```text"
    return Mistake("E130", f"'{name}' is neither a kind of block nor a computer language", hint)


def _all(nodes: Sequence[Node]) -> Iterator[Node]:
    for node in nodes:
        yield node
        if isinstance(node, BlockQuote):
            yield from _all(node.children)
        elif isinstance(node, ItemList):
            for item in node.items:
                yield from _all(item.children)
