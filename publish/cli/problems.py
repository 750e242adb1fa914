"""How problems are shown: to people in two lines each, to machines as JSON."""

from collections.abc import Iterable
from typing import Any

import click

from publish.cli.terminal import paint
from publish.problems import Problem

_OBEYED = dict.fromkeys((*range(0x20), *range(0x7F, 0xA0)), "\N{REPLACEMENT CHARACTER}")


def show(problems: Iterable[Problem], *, err: bool = True) -> None:
    """Print each of *problems* with its place first, so that an editor can jump there."""
    for problem in problems:
        code = paint(f"error[{problem.code}]", "red", err=err)
        place, message = (_harmless(text) for text in (str(problem.place), problem.message))
        click.echo(f"{paint(place, 'bold', err=err)}: {code}: {message}", err=err)
        if problem.hint:
            click.echo(f"  {paint('hint:', 'cyan', err=err)} {_harmless(problem.hint)}", err=err)


def _harmless(text: str) -> str:
    """Without the signs that a terminal obeys: a file's name may have them."""
    return text.translate(_OBEYED)


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
