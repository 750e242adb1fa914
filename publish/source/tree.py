"""
YAML text into a tree of texts, lists and fields, each with its place.

Nothing is guessed: every value stays the text that was typed (`no`, `10:30`, `1.10`, `08`). What makes YAML a
programming language (anchors, aliases, tags, several documents) is refused.
"""

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NoReturn, TypeAlias

import yaml

from publish.problems import Place, Problem
from publish.source.syntax import explain
from publish.source.text import DELETE, hidden_in

if TYPE_CHECKING:
    from collections.abc import Iterator

DEPTH = 20
_COMMENT = re.compile(r"[ \t]+(#[^\s#][^\n]{0,20})")
"""A comment that was hardly meant as one: `# 1` is, `#1` is not."""
LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
"""The C scanner where there is one: the same marks, many times faster."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a piece of YAML stands in its file."""

    path: str
    line: int = 1
    """Of the piece's first line."""
    indent: int = 0
    """How far a fence stands from the margin."""

    def at(self, line: int, column: int) -> Place:
        """The place in the file of a point in the piece, both counted from 0."""
        return Place(self.path, self.line + line, column + 1 + self.indent)

    @property
    def above(self) -> Place:
        """The line that opens the piece: the fence or the `---` above it; the file itself if there is none."""
        return Place(self.path, self.line - 1)


@dataclass(frozen=True, slots=True)
class Scalar:
    """A value as it was typed."""

    text: str
    place: Place
    raw: str = ""
    """The same in YAML's spelling, from the first quotation mark to the last."""
    style: str = ""
    """`|`, `>`, `'`, `"`; empty for a plain one."""
    indent: int = 0
    """How far the lines below the first are from the margin that YAML saw."""
    known: bool = True
    """False when a problem has been told already and the value says nothing."""


@dataclass(frozen=True, slots=True)
class Listing:
    items: "tuple[Tree, ...]"
    place: Place


@dataclass(frozen=True, slots=True)
class Mapping:
    keys: dict[str, Scalar]
    values: "dict[str, Tree]"
    place: Place


Tree: TypeAlias = Scalar | Listing | Mapping


class _StopError(Exception):
    """What follows cannot be understood."""


def compose(text: str, origin: Origin) -> tuple[Tree | None, tuple[Problem, ...]]:
    """The tree of *text*, None if it holds nothing or cannot be understood; and all problems."""
    composer = _Composer(text, origin)
    try:
        return composer.document(), tuple(composer.problems)
    except _StopError:
        pass
    except yaml.YAMLError as error:
        composer.problems.append(explain(error, text, origin.at))
    return None, tuple(composer.problems)


def bare(tree: Tree) -> Any:
    """The tree without places, for the schema."""
    match tree:
        case Scalar():
            return tree.text
        case Listing():
            return [bare(item) for item in tree.items]
        case Mapping():
            return {key: bare(value) for key, value in tree.values.items()}


class _Composer:
    """Reads the parser's events, one document of them."""

    def __init__(self, text: str, origin: Origin) -> None:
        self._text = text
        self._origin = origin
        self._events: Iterator[Any] = iter(yaml.parse(text, Loader=LOADER))
        self.problems: list[Problem] = []

    def document(self) -> Tree | None:
        """The one document, None if there is none."""
        next(self._events)  # the stream's start
        start = next(self._events)
        if isinstance(start, yaml.StreamEndEvent):
            return None
        if start.version or start.tags:
            self._tell("E108", "a line with `%` at its start means something to YAML that is not needed here", start)
        root = self._tree(next(self._events), 1)
        next(self._events)  # the document's end
        after = next(self._events)
        if not isinstance(after, yaml.StreamEndEvent):
            self._stop("E108", "a second YAML document begins here", after, "delete the line `---`")
        return root

    def _tree(self, event: Any, depth: int) -> Tree:
        if depth > DEPTH and isinstance(event, yaml.CollectionStartEvent):
            self._stop("E109", f"lists and fields stand in each other more than {DEPTH} levels deep", event)
        if isinstance(event, yaml.AliasEvent):
            hint = f'write the value out; a text that begins with `*` needs quotation marks: "*{event.anchor}"'
            self._tell("E108", f"'*{event.anchor}' refers to another value, which is not known here", event, hint)
            return Scalar("", self._place(event), known=False)
        self._refuse_marks(event)
        match event:
            case yaml.SequenceStartEvent():
                return self._listing(event, depth)
            case yaml.MappingStartEvent():
                return self._mapping(event, depth)
            case _:
                return self._scalar(event)

    def _refuse_marks(self, event: Any) -> None:
        if event.anchor:
            hint = "delete it; a text that begins with `&` needs quotation marks"
            self._tell("E108", f"'&{event.anchor}' names a value for later, which is not known here", event, hint)
        if event.tag:
            hint = "delete it; a text that begins with `!` needs quotation marks"
            self._tell("E108", f"'{_short(event.tag)}' gives a value a type, which is not known here", event, hint)

    def _listing(self, start: Any, depth: int) -> Listing:
        items = []
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            items.append(self._tree(event, depth + 1))
        return Listing(tuple(items), self._place(start))

    def _mapping(self, start: Any, depth: int) -> Mapping:
        keys: dict[str, Scalar] = {}
        values: dict[str, Tree] = {}
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            key = self._tree(event, depth + 1)
            value = self._tree(next(self._events), depth + 1)
            if isinstance(key, Scalar) and self._is_new_field(key, keys):
                keys[key.text], values[key.text] = key, value
            elif not isinstance(key, Scalar):
                hint = "begin with a name, like `title: …`"
                self._add("E108", "expected the name of a field, found a list or fields", key.place, hint)
        return Mapping(keys, values, self._place(start))

    def _is_new_field(self, key: Scalar, keys: dict[str, Scalar]) -> bool:
        if key.text == "<<":
            message = "`<<` takes over the fields of another value, which is not known here"
            self._add("E108", message, key.place, "write the fields out")
        elif key.text in keys:
            hint = f"the first is on line {keys[key.text].place.line}; keep one of them"
            self._add("E107", f"the field `{key.text}` stands here for the second time", key.place, hint)
        else:
            return key.known
        return False

    def _scalar(self, event: Any) -> Scalar:
        raw = self._text[event.start_mark.index : event.end_mark.index]
        style = event.style or ""
        if style == '"' and (name := hidden_in(event.value)):
            self._tell("E102", f"found {name}, written as an escape", event, DELETE)
            return Scalar("", self._place(event), known=False)
        if not style and (lost := _COMMENT.match(self._text, event.end_mark.index)):
            message = f"the text ends before '{lost[1]}', because a blank and `#` begin a comment"
            hint = "put the text in quotation marks: '…'; a comment is written with a blank: `# …`"
            self._tell("E117", message, event, hint)
            return Scalar("", self._place(event), known=False)
        return Scalar(event.value, self._place(event), raw, style, self._origin.indent)

    def _place(self, event: Any) -> Place:
        return self._origin.at(event.start_mark.line, event.start_mark.column)

    def _tell(self, code: str, message: str, event: Any, hint: str = "") -> None:
        self._add(code, message, self._place(event), hint)

    def _add(self, code: str, message: str, place: Place, hint: str = "") -> None:
        self.problems.append(Problem(code, message, place, hint))

    def _stop(self, code: str, message: str, event: Any, hint: str = "") -> NoReturn:
        self._tell(code, message, event, hint)
        raise _StopError


def _short(tag: str) -> str:
    return tag.replace("tag:yaml.org,2002:", "!!")
