"""A settings file read into its schema, and what is found wrong with it afterwards put in its place."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel

from publish.problems import Place, Problem
from publish.source import text, tree, yaml

Model = TypeVar("Model", bound=BaseModel)
Step = str | int


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong with a value that is well-formed by itself."""

    code: str
    message: str
    field: tuple[Step, ...]
    """The way to the value: names of fields, numbers of list items from 0."""
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """A file's text and its name in problems."""

    path: str
    text: str

    def problems(self, findings: Iterable[Finding]) -> tuple[Problem, ...]:
        """Each finding at the line and column of its value, or of what would hold it."""
        root, _ = tree.compose(self.text, tree.Origin(self.path))
        return tuple(
            Problem(found.code, found.message, _place(root, found.field, Place(self.path)), found.hint)
            for found in findings
        )


def read(model: type[Model], file: Path, path: str) -> tuple[Source, Model | None, tuple[Problem, ...]]:
    """The file as *model* (None if it cannot be) and all its problems."""
    data, missing = text.read_bytes(file, path)
    if missing:
        return Source(path, ""), None, missing
    words, unreadable = text.read_text(data, path)
    if unreadable:
        return Source(path, ""), None, unreadable
    written, problems = yaml.load(model, words, path=path)
    return Source(path, words), written, problems


def _place(node: tree.Tree | None, steps: tuple[Step, ...], fallback: Place) -> Place:
    for step in steps:
        match node:
            case tree.Mapping() if step in node.values:
                fallback = node.keys[str(step)].place
                node = node.values[str(step)]
            case tree.Listing() if isinstance(step, int) and step < len(node.items):
                node = node.items[step]
                fallback = node.place
            case _:
                return fallback
    return node.place if node else fallback
