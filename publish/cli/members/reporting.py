"""How an import is told: counts first, then rows, then what to do next."""

import csv
import shlex
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from publish.cli.terminal import paint
from publish.members.arrival import Note, Verdict
from publish.members.cells import guarded
from publish.members.private import private_file
from publish.members.received import Received, Refused
from publish.members.visible import visible

if TYPE_CHECKING:
    from publish.members.arrival import Report

_SHOWN = 20
_MEANINGS = {
    Verdict.NEW: "nobody had the address",
    Verdict.CHANGED: "something is added or replaced{}",
    Verdict.KEPT: "the list says something else; it stays",
    Verdict.UNCHANGED: "all of it is known",
    Verdict.SUPPRESSED: "never written to again; left as they are",
    Verdict.REFUSED: "not taken in; see below",
}


@dataclass
class Telling:
    """What is told of single rows: the first ones for the terminal, all of them for a file."""

    path: str
    refused: list[Refused] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    _writer: Any = None

    def tell(self, one: Refused | Note) -> None:
        """Remember it, if there is room, and write it."""
        if isinstance(one, Refused):
            if len(self.refused) < _SHOWN:
                self.refused.append(one)
        elif one.verdict is None and len(self.notes) < _SHOWN:
            self.notes.append(one)
        if self._writer:
            self._writer.writerow(_line(one))


@contextmanager
def telling(path: str, file: Path | None, root: Path) -> Iterator[Telling]:
    """A `Telling` of the list at *path*, which writes all of it to a *file* that its owner alone can read."""
    if file is None:
        yield Telling(path)
        return
    with private_file(file, root) as stream:
        writer = csv.writer(stream, delimiter=";")
        writer.writerow(("line", "column", "result", "code", "reason", "hint", "found"))
        yield Telling(path, _writer=writer)


def show(report: "Report", list_: Received, told: Telling) -> None:
    """Print all of it."""
    click.echo(
        f"{list_.place.path}: {list_.encoding}, `{_sign(list_.delimiter)}` between cells, {report.rows} rows", err=True
    )
    if list_.columns.ignored:
        names = ", ".join(f"'{visible(name)}'" for name in list_.columns.ignored)
        click.echo(f"columns that are left out: {names}; --map 'HEADING=FIELD' takes one in", err=True)
    width = max(len(f"{report.rows:,}"), 1)
    for verdict, meaning in _MEANINGS.items():
        count = report.verdicts[verdict]
        changes = f": {_counts(report.fields)}" if report.fields else ""
        kept = f": {_counts(report.kept)}" if report.kept else ""
        what = meaning.format(changes) + (kept if verdict is Verdict.KEPT else "")
        number = f"{count:{width},}".replace(",", " ")
        line = f"{verdict:<11} {number}  {what if count else ''}".rstrip()
        click.echo(paint(line, "red") if verdict is Verdict.REFUSED and count else line)
    _show_consent(report)
    _show_rows(report, told)


def _show_consent(report: "Report") -> None:
    if report.consents:
        click.echo(f"consent     {_counts(report.consents)}")
    if report.without_consent:
        hint = "--consent, --source and --date record one"
        click.echo(f"{report.without_consent} of them cannot be written to: no consent is recorded; {hint}", err=True)


def _show_rows(report: "Report", told: Telling) -> None:
    for one in sorted(told.refused):
        place = f"{told.path}:{one.line}" + (f":{one.column}" if one.column else "")
        found = f": '{visible(one.cell)}'" if one.cell else ""
        click.echo(f"{place}: {paint(f'refused[{one.code}]', 'red', err=True)}: {one.reason}{found}", err=True)
        if one.hint:
            click.echo(f"  hint: {one.hint}", err=True)
    more = report.verdicts[Verdict.REFUSED] - len(told.refused)
    if more > 0:
        click.echo(f"and {more} more; --report FILE.csv writes all of them", err=True)
    for note in sorted(told.notes):
        hint = f"; {note.hint}" if note.hint else ""
        click.echo(f"{told.path}:{note.line}: {paint('look', 'yellow', err=True)}: {note.text}{hint}", err=True)
    if report.notes > len(told.notes):
        click.echo(f"and {report.notes - len(told.notes)} more to look at", err=True)


def is_worth_writing(report: "Report") -> bool:
    """Whether taking the list in would change anything."""
    return bool(report.verdicts[Verdict.NEW] or report.verdicts[Verdict.CHANGED])


def question(report: "Report") -> str:
    """What is asked before anything is written."""
    return f"Take in {report.verdicts[Verdict.NEW]} new and {report.verdicts[Verdict.CHANGED]} changed members?"


def done(report: "Report") -> str:
    """What was done."""
    return f"taken in: {report.verdicts[Verdict.NEW]} new, {report.verdicts[Verdict.CHANGED]} changed"


def what_next(report: "Report", arguments: Sequence[str]) -> None:
    """What to type, where nobody can be asked."""
    if is_worth_writing(report):
        click.echo(f"nothing is written yet; to take it in:\n  publish {shlex.join(arguments)} --yes", err=True)
    else:
        click.echo("there is nothing to take in", err=True)


def for_machines(report: "Report", list_: Received, told: Telling, *, written: bool) -> dict[str, Any]:
    """All of it but addresses."""
    return {
        "file": list_.place.path,
        "encoding": list_.encoding,
        "delimiter": list_.delimiter,
        "ignoredColumns": list(list_.columns.ignored),
        "written": written,
        "rows": report.rows,
        "blank": report.blank,
        **{verdict.value: report.verdicts[verdict] for verdict in Verdict},
        "changedFields": dict(report.fields),
        "keptFields": dict(report.kept),
        "consents": {str(action): count for action, count in report.consents.items()},
        "withoutConsent": report.without_consent,
        "lookTwice": report.notes,
        "reasons": dict(report.reasons),
        "firstRefused": [
            {"line": one.line, "column": one.column, "code": one.code, "reason": one.reason} for one in told.refused
        ],
    }


def _line(one: Refused | Note) -> tuple[str | int, ...]:
    if isinstance(one, Refused):
        return one.line, one.column, "refused", one.code, one.reason, one.hint, guarded(visible(one.cell))
    return one.line, one.column, str(one.verdict or "look"), "", one.text, one.hint, ""


def _sign(delimiter: str) -> str:
    return "tab" if delimiter == "\t" else delimiter


def _counts(counter: "Any") -> str:
    return ", ".join(f"{str(name).replace('_', ' ')} {count}" for name, count in counter.items())
