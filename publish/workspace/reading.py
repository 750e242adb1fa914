"""A settings file read into its schema."""

from pathlib import Path
from typing import Any, NoReturn, TypeVar

from pydantic import BaseModel

from publish.blocks import Mistake, refuse
from publish.problems import Problem
from publish.source import text, yaml

Model = TypeVar("Model", bound=BaseModel)


def read(model: type[Model], file: Path, path: str, context: Any = None) -> tuple[Model | None, tuple[Problem, ...]]:
    """The YAML in *file* as *model*, None if it cannot be used; and all problems. *path* is its name in them."""
    data, missing = text.read_bytes(file, path)
    if missing:
        return None, missing
    written, unreadable = text.read_text(data, path)
    if unreadable:
        return None, unreadable
    return yaml.load(model, written, path=path, context=context)


def typed(value: Any) -> str:
    """A value that must be text, with its blanks in order."""
    if not isinstance(value, str):
        unexpected("E111", "text", "a list or fields")
    return " ".join(value.split())


def unexpected(code: str, expected: str, found: str, hint: str = "") -> NoReturn:
    """Refuse a value: say what is expected and what was found."""
    refuse(Mistake(code, f"expected {expected}, found {found}" if found else f"expected {expected}", hint))
    raise AssertionError  # refuse() has raised
