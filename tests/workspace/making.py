"""Workspaces made of the real settings and the real brand, with what a test changes in them."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from publish.problems import Problem, SourceError
from publish.workspace import Workspace, open_workspace, stock

SETTINGS = Path("publish.yaml")
BRAND = Path("assets/brand.yml")
Changes = Mapping[str, str]
"""What stands in the file, and what is put in its place."""


def make_workspace(root: Path, *, settings: Changes | None = None, brand: Changes | None = None) -> Path:
    """A workspace in *root*: publish.yaml, and a brand.yml of its own if *brand* changes it."""
    root.mkdir(parents=True, exist_ok=True)
    (root / SETTINGS).write_text(_changed(stock() / SETTINGS, settings or {}), encoding="utf-8")
    if brand is not None:
        (root / BRAND).parent.mkdir(exist_ok=True)
        (root / BRAND).write_text(_changed(stock() / BRAND, brand), encoding="utf-8")
    return root


def opened(root: Path, *, settings: Changes | None = None, brand: Changes | None = None) -> Workspace:
    """The same, opened."""
    return open_workspace(make_workspace(root, settings=settings, brand=brand))


def problems(root: Path, *, settings: Changes | None = None, brand: Changes | None = None) -> list[str]:
    """What opening it tells."""
    return [str(problem) for problem in refused(make_workspace(root, settings=settings, brand=brand))]


def refused(root: Path) -> tuple[Problem, ...]:
    """The problems for which the workspace in *root* cannot be opened."""
    with pytest.raises(SourceError) as caught:
        open_workspace(root)
    return caught.value.problems


def line_of(file: Path, text: str) -> int:
    """The number of the one line in which *text* stands."""
    found = [number for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1) if text in line]
    assert len(found) == 1, (text, found)
    return found[0]


def _changed(file: Path, changes: Changes) -> str:
    text = file.read_text(encoding="utf-8")
    for old, new in changes.items():
        assert text.count(old) == 1, (old, text.count(old))
        text = text.replace(old, new)
    return text
