"""
The table of what was made: file, pages, size, time, fresh or unchanged.

On a terminal the files stand below their folder; where a program reads, every line has the whole path.
Of many editions one line each is shown.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import click

from publish.build import Report, Result
from publish.cli.terminal import is_terminal, paint

_MANY = 4
"""Up to so many folders every file is listed."""


@dataclass(frozen=True, slots=True)
class _Row:
    folder: str
    name: str
    pages: int
    size: int
    seconds: float
    fresh: bool

    @property
    def cells(self) -> tuple[str, str, str, str]:
        pages = f"{self.pages} page{'s' * (self.pages > 1)}" if self.pages else ""
        time = f"{self.seconds:.2f} s" if self.fresh and self.seconds else ""
        return pages, _size(self.size), time, "fresh" if self.fresh else "unchanged"


def table(report: Report) -> None:
    """Print what stands in dist/ now."""
    folders = dict.fromkeys(_folder(result) for result in report.results)
    rows = list(_files(report.results) if len(folders) <= _MANY else _folders(report.results))
    grouped = is_terminal() and len(folders) <= _MANY
    shown = [row.name if grouped else f"{row.folder}/{row.name}" for row in rows]
    widths = [max(map(len, column), default=0) for column in zip(*(row.cells for row in rows), strict=True)]
    width, folder = max(map(len, shown), default=0), ""
    for row, name in zip(rows, shown, strict=True):
        if grouped and row.folder != folder:
            folder = row.folder
            click.echo(paint(f"{folder}/", "bold"))
        pages, size, time, state = (cell.rjust(w) for cell, w in zip(row.cells, widths, strict=True))
        state = paint(state.strip(), "green" if row.fresh else "dim")
        click.echo(f"{'  ' * grouped}{name.ljust(width)}  {pages}  {size}  {time}  {state}")


def summary(report: Report, seconds: float) -> None:
    """One closing line for people."""
    fresh = sum(len(result.made.outputs) for result in report.results if result.fresh)
    same = sum(len(result.made.outputs) for result in report.results if not result.fresh)
    parts = [f"{_count(fresh, 'file')} made"] * bool(fresh) + [f"{_count(same, 'file')} unchanged"] * bool(same)
    parts += [_count(len(report.problems), "problem")] * bool(report.problems)
    click.echo(f"{', '.join(parts) or 'nothing to build'} in {seconds:.1f} s", err=True)
    if degrades := sum(result.made.degrades for result in report.results):
        click.echo(f"{_count(degrades, 'thing')} could be better: `publish check` tells", err=True)


def files(report: Report) -> list[dict[str, Any]]:
    """Every file, for machines."""
    return [
        {
            "edition": result.target.edition,
            "language": result.target.language,
            "format": result.target.format,
            "path": f"{_folder(result)}/{name}",
            "pages": output.pages,
            "size": output.size,
            "sha256": output.digest,
            "seconds": round(result.made.seconds, 3),
            "state": "fresh" if result.fresh else "unchanged",
        }
        for result in report.results
        for name, output in sorted(result.made.outputs.items())
    ]


def _files(results: Iterable[Result]) -> Iterator[_Row]:
    """A row for each file; folders of fonts and pictures are one row. The time stands at a format's first."""
    for result in results:
        rows: dict[str, list[int]] = {}
        for name, output in result.made.outputs.items():
            top, _, below = name.partition("/")
            rows.setdefault(f"{top}/" if below else top, [0, 0, 0])
            for index, number in enumerate((1, output.pages, output.size)):
                rows[f"{top}/" if below else top][index] += number
        seconds = result.made.seconds
        for name, (count, pages, size) in sorted(rows.items(), key=lambda item: item[0].endswith("/")):
            shown = f"{name} ({_count(count, 'file')})" if name.endswith("/") else name
            yield _Row(_folder(result), shown, pages, size, seconds, result.fresh)
            seconds = 0


def _folders(results: Iterable[Result]) -> Iterator[_Row]:
    """A row for each edition in each language."""
    together: dict[str, list[Result]] = {}
    for result in results:
        together.setdefault(_folder(result), []).append(result)
    for folder, some in together.items():
        outputs = [output for result in some for output in result.made.outputs.values()]
        seconds = sum(result.made.seconds for result in some if result.fresh)
        size = sum(output.size for output in outputs)
        fresh = any(result.fresh for result in some)
        yield _Row(folder, f" ({_count(len(outputs), 'file')})", 0, size, seconds, fresh)


def _folder(result: Result) -> str:
    return f"dist/{result.target.edition}/{result.target.language}"


def _size(number: int) -> str:
    if number < 1000:
        return f"{number} B"
    return f"{number / 1000:.0f} kB" if number < 999_500 else f"{number / 1_000_000:.1f} MB"


def _count(number: int, thing: str) -> str:
    return f"{number} {thing}{'s' * (number != 1)}"
