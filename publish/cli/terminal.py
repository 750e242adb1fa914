"""Colour where it helps and is wanted; every output reads the same without."""

import os
import sys

import click

_STYLES: dict[str, dict[str, str | bool]] = {
    "red": {"fg": "red", "bold": True},
    "yellow": {"fg": "yellow", "bold": True},
    "green": {"fg": "green"},
    "blue": {"fg": "bright_blue"},
    "cyan": {"fg": "cyan"},
    "bold": {"bold": True},
    "dim": {"dim": True},
}


def paint(text: str, style: str, *, err: bool = False) -> str:
    """*text* in a *style*, if it goes to a terminal and nobody asked for NO_COLOR (no-color.org)."""
    if not is_terminal(err=err) or os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return text
    return click.style(text, **_STYLES[style])  # type: ignore[arg-type]


def is_terminal(*, err: bool = False) -> bool:
    """Whether stdout (or stderr) is read by a person."""
    return (sys.stderr if err else sys.stdout).isatty()
