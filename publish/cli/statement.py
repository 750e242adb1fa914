"""The accessibility statement that follows from a check, in every language of the workspace."""

import datetime as dt
from pathlib import Path

import click

from publish.build.check import Checked
from publish.check import Finding
from publish.check.accessibility.statement import statement
from publish.cli.problems import show
from publish.workspace import open_workspace

_CODES = ("C3", "C4", "E5")
"""What the findings about accessibility begin with: those of letter and page, and those of the PDF."""


def show_statement(root: Path, checked: Checked, today: dt.date) -> None:
    """
    Print the statement, one language after the other; problems of editions that it leaves out go to stderr.

    Raises:
        SourceError: if the settings cannot be read.
    """
    settings = open_workspace(root).settings
    show(checked.problems)
    for number, language in enumerate(settings.languages):
        text = statement(
            publisher=settings.publisher[language],
            language=language,
            editions=[titles.get(language) or next(iter(titles.values())) for titles in checked.editions.values()],
            findings=[finding for finding in checked.findings if _is_meant(finding)],
            accepted=[(f, f"{a.reason} ({a.until.isoformat()})") for f, a in checked.accepted if _is_meant(f)],
            today=today,
        )
        click.echo(("\n" if number else "") + text.strip())


def _is_meant(finding: Finding) -> bool:
    return finding.code.startswith(_CODES)
