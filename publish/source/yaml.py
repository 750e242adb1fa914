"""
YAML into a model, or into all its problems, each at its line and column.

Used for front matter and blocks, and for `publish.yaml` and `brand.yml`. The schema (a pydantic model) says
what is expected; here every complaint of the schema gets its place and its words.
"""

from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from itertools import repeat
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, RootModel, ValidationError

from publish.blocks import At, Mistake
from publish.markdown import Fault
from publish.problems import Place, Problem, did_you_mean, in_order
from publish.source.places import points
from publish.source.tree import Listing, Mapping, Origin, Scalar, Tree, bare, compose
from publish.source.words import Complaint, in_words

M = TypeVar("M", bound=BaseModel)
_ITEMS = "begin each item with a hyphen and a blank: `- `"


def load(  # noqa: PLR0913 - they say where the text stands, and each has a default
    model: type[M],
    text: str,
    *,
    path: str,
    first_line: int = 1,
    indent: int = 0,
    context: Any = None,
    root_list_field: str = "items",
) -> tuple[M | None, tuple[Problem, ...]]:
    """
    Read *text* as *model*: the model, None if it cannot be made, and all problems.

    *first_line* and *indent* say where the text stands in the file *path*. A model with the field
    *root_list_field* is written as a list.
    """
    origin = Origin(path, first_line, indent)
    tree, problems = compose(text, origin)
    if tree is None and problems:
        return None, problems
    reader = _Reader(model, tree, origin, root_list_field)
    if wrong := reader.wrong_root():
        return None, in_order((*problems, wrong))
    try:
        value = model.model_validate(reader.data(), context=context, by_alias=True, by_name=False)
    except ValidationError as error:
        return None, in_order((*problems, *reader.problems(error.errors(include_url=False))))
    return (None if problems else value), in_order(problems)


class _Reader:
    """Gives the schema its data and each of its complaints a place."""

    def __init__(self, model: type[BaseModel], tree: Tree | None, origin: Origin, list_field: str) -> None:
        self._model = model
        self._tree = tree
        self._list_field = list_field if list_field in model.model_fields else ""
        self._start = tree.place if tree else origin.above

    def wrong_root(self) -> Problem | None:
        """The problem of a text that is not even of the right shape."""
        if self._tree is None:
            return Problem("E112", "expected a list, found nothing", self._start, _ITEMS) if self._list_field else None
        if self._list_field and not isinstance(self._tree, Listing):
            return Problem("E111", f"expected a list, found {_form(self._tree)}", self._start, _ITEMS)
        if not self._list_field and not isinstance(self._tree, Mapping):
            fields = () if issubclass(self._model, RootModel) else self._model.model_fields.items()
            first = next((field.alias or name for name, field in fields if field.is_required()), "name")
            hint = f"begin each field with its name, like `{first}: …`"
            return Problem("E111", f"expected fields, found {_form(self._tree)}", self._start, hint)
        return None

    def data(self) -> Any:
        """What the schema is to check."""
        if self._list_field:
            return {self._list_field: bare(self._tree) if self._tree else []}
        return bare(self._tree) if self._tree else {}

    def problems(self, entries: Sequence[Any]) -> Iterator[Problem]:
        """The problems that the complaints of the schema tell of."""
        misspelt = {
            name for entry in entries if entry["type"] == "extra_forbidden" for name in self._meant(entry["loc"])
        }
        for entry in entries:
            node, place = self._find(entry["loc"])
            if not _is_told_already(entry, node) and not (entry["type"] == "missing" and entry["loc"] in misspelt):
                yield from self._problems(entry, node, place)

    def _problems(self, entry: Any, node: Tree | None, place: Place) -> Iterator[Problem]:
        loc: At = entry["loc"]
        match entry["type"]:
            case "mistakes":
                yield from (self._mistake(mistake, loc) for mistake in entry["ctx"]["mistakes"])
            case "markdown":
                yield from _faults(entry["ctx"]["faults"], node, place)
            case "missing":
                yield self._missing(loc, place)
            case "extra_forbidden":
                yield self._unknown(loc)
            case kind:
                complaint = Complaint(kind, entry["msg"], entry.get("ctx", {}), _form(node))
                code, message, hint = in_words(complaint)
                yield Problem(code, message, place, hint)

    def _meant(self, loc: At) -> Iterator[At]:
        """The field that a misspelt one stands for."""
        for name in get_close_matches(str(loc[-1]), self._known(loc[:-1]), n=1):
            yield (*loc[:-1], name)

    def _mistake(self, mistake: Mistake, loc: At) -> Problem:
        place = mistake.place or self._find((*loc, *mistake.at))[1]
        return Problem(mistake.code, mistake.message, place, mistake.hint)

    def _missing(self, loc: At, place: Place) -> Problem:
        name = str(loc[-1])
        title = self._known(loc[:-1]).get(name)
        hint = f"add `{name}: …`" + (f" ({title})" if title else "")
        return Problem("E105", f"the field `{name}` is missing", place, hint)

    def _unknown(self, loc: At) -> Problem:
        parent, place = self._find(loc[:-1])
        name = str(loc[-1])
        if isinstance(parent, Mapping) and name in parent.keys:
            place = parent.keys[name].place
        return Problem("E104", f"unknown field `{name}`", place, did_you_mean(name, self._known(loc[:-1])))

    def _known(self, loc: At) -> dict[str, str]:
        """The fields that a value at *loc* may have, and their titles."""
        return {
            field.alias or name: field.title or ""
            for model in self._models(loc)
            for name, field in model.model_fields.items()
        }

    def _find(self, loc: At) -> tuple[Tree | None, Place]:
        """The deepest value on the way of *loc*, and its place; a step that the text does not have is skipped."""
        node, place = self._tree, self._start
        for part in loc[1:] if self._list_field else loc:
            if isinstance(node, Listing) and isinstance(part, int) and part < len(node.items):
                node = node.items[part]
            elif isinstance(node, Mapping) and part in node.values:
                node = node.values[str(part)]
            else:
                continue
            place = node.place
        return node, place

    def _models(self, loc: At) -> list[type[BaseModel]]:
        """The models that a value at *loc* may follow."""
        models: list[type[BaseModel]] = [self._model]
        for part in loc:
            fields = [f for m in models for n, f in m.model_fields.items() if part in (n, f.alias)]
            models = [m for f in fields for m in _models_in(f.annotation)] if fields else models
        return models


def _is_told_already(entry: Any, node: Tree | None) -> bool:
    """Whether the complaint only follows from another one."""
    if isinstance(node, Scalar) and not node.known:
        return True
    # The library counts only the items that are right.
    return entry["type"] == "too_short" and isinstance(node, Listing) and len(node.items) >= entry["ctx"]["min_length"]


def _models_in(annotation: Any) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [model for part in get_args(annotation) for model in _models_in(part)]


def _faults(faults: Sequence[Fault], node: Tree | None, place: Place) -> Iterator[Problem]:
    """The problems of a text in Markdown."""
    spots = ((fault.line, fault.column) for fault in faults)
    places = points(node, spots) if isinstance(node, Scalar) else repeat(place)
    for fault, spot in zip(faults, places, strict=False):
        yield Problem(fault.code, fault.message, spot, fault.hint)


def _form(node: Tree | None) -> str:
    match node:
        case Scalar(text=text):
            short = " ".join(text.split())
            return f"the text '{short if len(short) <= 40 else short[:39] + '…'}'" if short else "nothing"
        case Listing():
            return "a list"
        case Mapping():
            return "fields"
        case None:
            return "nothing"
