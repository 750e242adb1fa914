"""
The corpus of broken editions: one fault each, with the code and the line that a check must give.

A case edits the first edition, a template or a setting as a person would, and says where. Its finding is
expected at the line that was edited. `CASES` of all families are collected by `tests/check/test_corpus.py`.
"""

import datetime as dt
import re
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from publish.check import FAMILIES, Finding, Options, Subject, findings
from publish.edition import Edition
from publish.formats import FORMATS
from publish.problems import PublishError
from publish.source import read_edition
from publish.theme import Theme
from publish.workspace import Workspace, open_workspace
from tests import made

TODAY = dt.date(2026, 11, 23)
EDITION = f"content/{made.FIRST.name}"


@dataclass(frozen=True)
class Edit:
    """A change in one file: *old*, which stands there once, becomes *new*. With no *old*, *new* is the whole file."""

    path: str
    """`sv.md` or `en.md` of the edition, or from the workspace's root: `templates/web/page.html.j2`, `publish.yaml`."""
    old: str
    new: str


@dataclass(frozen=True)
class Case:
    """One fault."""

    name: str
    code: str
    edits: tuple[Edit, ...]
    formats: tuple[str, ...] = ()
    """What has to be rendered for it to show; nothing, for faults of the text itself."""
    at: str = ""
    """`path` or `path:line`, if it is not the line where the first edit's *new* begins."""
    also: tuple[str, ...] = ()
    """Codes of what cannot be wrong without something else being wrong too."""
    language: str = "sv"
    options: Options = field(default_factory=lambda: Options(TODAY))
    files: Mapping[str, bytes] = field(default_factory=dict)
    """More files of the workspace, by path from its root."""

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


@contextmanager
def workspace_of(case: Case) -> Iterator[Workspace]:
    """A copy of this repository's workspace with the case's faults in it."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder).resolve()
        shutil.copytree(made.FIRST, root / EDITION)
        shutil.copyfile(made.ROOT / "publish.yaml", root / "publish.yaml")
        for path, data in case.files.items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_bytes(data)
        for edit in case.edits:
            _edit(root, edit)
        yield open_workspace(root)


def _edit(root: Path, edit: Edit) -> None:
    file = root / path_of(edit)
    file.parent.mkdir(parents=True, exist_ok=True)
    if edit.old:
        stock = made.ROOT / edit.path
        before = (file if file.exists() else stock).read_text(encoding="utf-8")
        assert before.count(edit.old) == 1, f"{edit.old!r} stands {before.count(edit.old)} times in {edit.path}"
        file.write_text(before.replace(edit.old, edit.new), encoding="utf-8")
    else:
        file.write_text(edit.new, encoding="utf-8")


def path_of(edit: Edit) -> str:
    """The path of the edited file from the workspace's root."""
    return f"{EDITION}/{edit.path}" if re.fullmatch(r"[a-z-]+\.(md|svg|png|jpg)", edit.path) else edit.path


def place_of(case: Case) -> str:
    """`path:line` (or the path alone) at which the finding is expected."""
    first = case.edits[0]
    if case.at:
        return case.at if "/" in case.at or case.at.startswith("publish.yaml") else f"{EDITION}/{case.at}"
    original = made.ROOT / path_of(first)
    line = original.read_text(encoding="utf-8").split(first.old)[0].count("\n") + 1 if first.old else 1
    return f"{path_of(first)}:{line + len(first.new) - len(first.new.lstrip(chr(10)))}"


def found_in(case: Case) -> tuple[Finding, ...]:
    """What the family of the case's code finds in it; problems of other stages count as findings too."""
    with workspace_of(case) as workspace:
        theme = Theme(workspace)
        try:
            editions = {
                language: read_edition(
                    workspace.folder(made.FIRST.name), language, root=workspace.root, icons=workspace.icons
                )
                for language in workspace.languages(made.FIRST.name)
            }
            edition = editions.pop(case.language)
            subject = subject_of(edition, theme, case.formats, editions, case.options)
            return findings(subject, [family for family in FAMILIES.values() if case.code.startswith(family.first)])
        except PublishError as error:
            return tuple(of_problem(problem) for problem in error.problems)


def subject_of(
    edition: Edition,
    theme: Theme,
    formats: tuple[str, ...],
    translations: Mapping[str, Edition],
    options: Options,
) -> Subject:
    """An edition with its formats rendered."""
    files = {name: {made.name: made.data for made in FORMATS[name].render(edition, theme)} for name in formats}
    return Subject(edition, theme, files, options, translations)


def of_problem(problem: object) -> Finding:
    """A problem of reading or rendering as the finding that `publish check` makes of it."""
    from publish.check import Severity
    from publish.problems import Problem

    assert isinstance(problem, Problem)
    return Finding(problem.code, Severity.BREAKS, problem.message, problem.place, problem.hint)


@cache
def clean(folder: Path, language: str, formats: tuple[str, ...] = tuple(FORMATS)) -> Subject:
    """An edition of the tests in which nothing is wrong."""
    others = {other: made.edition(folder, other) for other in made.LANGUAGES if other != language}
    files = {name: made.files(folder, language, name) for name in formats}
    return Subject(made.edition(folder, language), made.theme(), files, Options(TODAY), others)
