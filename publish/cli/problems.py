"""How problems are shown: to people in two lines each, to machines as JSON."""

from collections.abc import Iterable
from typing import Any

import click

from publish.cli.terminal import paint
from publish.problems import Problem


def show(problems: Iterable[Problem], *, err: bool = True) -> None:
    """Print each of *problems* with its place first, so that an editor can jump there."""
    for problem in problems:
        code = paint(f"error[{problem.code}]", "red", err=err)
        click.echo(f"{paint(str(problem.place), 'bold', err=err)}: {code}: {problem.message}", err=err)
        if problem.hint:
            click.echo(f"  {paint('hint:', 'cyan', err=err)} {problem.hint}", err=err)


def for_machines(problems: Iterable[Problem]) -> list[dict[str, Any]]:
    """The same as JSON."""
    return [
        {
            "code": problem.code,
            "message": problem.message,
            "path": problem.place.path,
            "line": problem.place.line,
            "column": problem.place.column,
            "hint": problem.hint,
        }
        for problem in problems
    ]
