"""
How findings are shown to people: what was found where, what to do, who says so.

What is found in several languages or editions at the same place, a line of a template mostly, is told once. On a
terminal lines are wrapped and a blank line parts what was found; where a program reads, each begins a line of its own.
"""

import re
import shutil
import textwrap
from collections.abc import Iterable
from dataclasses import dataclass, replace

import click

from publish.build.check import Checked
from publish.check import Finding, Severity
from publish.check.wishes import Acceptance
from publish.cli.terminal import is_terminal, paint
from publish.problems import Place, Problem

_STYLES = {"error": "red", "breaks": "red", "degrades": "yellow", "cosmetic": "blue"}
_WIDEST = 120
"""Columns on a terminal; longer lines are hard to read."""
_LONGEST = 240
"""Characters of evidence in one line where a program reads."""
_OBEYED = re.compile(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""Controls, what turns the direction of writing, and what no text can hold."""


@dataclass(frozen=True, slots=True)
class Told:
    """A finding as it is told: once for all editions and languages in which it is the same."""

    finding: Finding
    editions: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Where it was found: editions with their languages; none for what belongs to no edition."""
    acceptance: Acceptance | None = None

    @property
    def languages(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(language for _, languages in self.editions for language in languages))


def told_once(checked: Checked) -> tuple[Told, ...]:
    """All findings, each once; those that are accepted come last."""
    pairs = [*((finding, None) for finding in checked.findings), *checked.accepted]
    together: dict[tuple[object, ...], list[tuple[Finding, Acceptance | None]]] = {}
    for finding, acceptance in pairs:
        key = (finding.code, finding.severity, finding.place, finding.message, finding.hint, finding.artefact)
        together.setdefault((*key, acceptance), []).append((finding, acceptance))
    return tuple(Told(some[0][0], _editions(f for f, _ in some), some[0][1]) for some in together.values())


def _editions(findings: Iterable[Finding]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    found: dict[str, dict[str, None]] = {}
    for finding in findings:
        if finding.edition:
            found.setdefault(finding.edition, {})[finding.language] = None
    return tuple((edition, tuple(languages)) for edition, languages in found.items())


@dataclass(frozen=True, slots=True)
class _Entry:
    """What is printed of a problem or a finding."""

    place: Place
    label: str
    code: str
    message: str
    hint: str
    more: tuple[str, ...] = ()

    @property
    def head(self) -> str:
        return f"{self.place}: {self.label}[{self.code}]:"


def show(problems: Iterable[Problem], told: Iterable[Told]) -> None:
    """Print problems and what counts of the findings to stdout, those of a file together, the worst file first."""
    entries = [_entry(_as_finding(problem), "error", "") for problem in problems]
    entries += [_entry(one.finding, one.finding.severity, _where(one)) for one in told if one.acceptance is None]
    ranks: dict[str, int] = {}
    for entry in entries:
        ranks[entry.place.path] = min(_rank(entry), ranks.get(entry.place.path, 9))
    entries.sort(key=lambda e: (ranks[e.place.path], e.place.path, _rank(e), e.place, e.code, e.message))
    width = min(shutil.get_terminal_size().columns, _WIDEST) if is_terminal() else 0
    is_wide = all(len(entry.head) + 1 + len(entry.message) <= width for entry in entries)
    for number, entry in enumerate(entries):
        if number and width:
            click.echo()
        _print(entry, width, is_wide=is_wide)


def _rank(entry: _Entry) -> int:
    return 0 if entry.label == "error" else 1 + Severity(entry.label).rank


def _as_finding(problem: Problem) -> Finding:
    return Finding(problem.code, Severity.BREAKS, problem.message, problem.place, problem.hint)


def _entry(finding: Finding, label: str, where: str) -> _Entry:
    more = filter(None, (f"{finding.artefact} {where}".strip(), *finding.evidence))
    place = replace(finding.place, path=_shown(finding.place.path))
    return _Entry(place, label, finding.code, _shown(finding.message), _shown(finding.hint), tuple(map(_shown, more)))


def _shown(text: str) -> str:
    """*text* without what a terminal would obey."""
    return _OBEYED.sub("\ufffd", text)


def _where(told: Told) -> str:
    """Languages, if there are several; editions, if there are several."""
    languages = f"({', '.join(told.languages)})" if len(told.languages) > 1 else ""
    return f"{languages} in {len(told.editions)} editions".strip() if len(told.editions) > 1 else languages


def _print(entry: _Entry, width: int, *, is_wide: bool) -> None:
    """Print *entry*, wrapped to *width* columns; 0: not wrapped, for programs."""
    place, label = paint(str(entry.place), "bold"), paint(f"{entry.label}[{entry.code}]", _STYLES[entry.label])
    if is_wide or not width:
        click.echo(f"{place}: {label}: {entry.message}")
    else:
        click.echo(f"{place}: {label}:")
        _print_lines(_wrapped(entry.message, width, 2), "  ", "  ")
    if entry.hint:
        _print_lines(_wrapped(entry.hint, width, 8), f"  {paint('hint:', 'cyan')} ", " " * 8)
    for line in _evidence(entry.more, width):
        click.echo(paint(f"  {line}", "dim"))


def _print_lines(lines: Iterable[str], first: str, rest: str) -> None:
    for number, line in enumerate(lines):
        click.echo(f"{rest if number else first}{line}")


def _wrapped(text: str, width: int, indent: int) -> list[str]:
    if not width:
        return [text]
    return textwrap.wrap(text, max(width - indent, 20), break_long_words=False, break_on_hyphens=False)


def _evidence(pieces: tuple[str, ...], width: int) -> list[str]:
    """As many of *pieces* as two lines can hold, and how many more there are."""
    for count in range(len(pieces), 0, -1):
        left = len(pieces) - count
        lines = _wrapped(" · ".join((*pieces[:count], *([f"and {left} more"] * bool(left)))), width, 2)
        if count == 1 or (len(lines) <= 2 and len(lines[0]) <= _LONGEST):
            return lines
    return []


def summary(checked: Checked, told: Iterable[Told]) -> None:
    """Say in a few lines to stderr what was checked, what came of it, and what was left out."""
    counts = counted(told)
    some = {name: number for name, number in counts.items() if number}
    problems = [_number(len(checked.problems), "problem")] * bool(checked.problems)
    found = [] if set(some) <= {"accepted"} else [f"{counts['breaks']} break{'s' * (counts['breaks'] == 1)}"]
    found += [f"{counts['degrades']} degrade{'s' * (counts['degrades'] == 1)}"] * ("degrades" in some)
    found += [f"{counts['cosmetic']} cosmetic"] * ("cosmetic" in some)
    accepted = f"; {some['accepted']} accepted" if "accepted" in some else ""
    editions = _number(len(checked.editions), "edition")
    if (problems or found) and is_terminal() and is_terminal(err=True):
        click.echo(err=True)
    click.echo(f"{editions} checked: {', '.join((*problems, *found)) or 'no problems'}{accepted}", err=True)
    if checked.gaps:
        _aside(f"not checked: {', '.join(f'{gap.what} ({gap.remedy})' for gap in checked.gaps)}")
    if found:
        _aside("more about each: publish explain CODE")


def counted(told: Iterable[Told]) -> dict[str, int]:
    """How many findings there are of each severity, and how many are accepted."""
    counts = dict.fromkeys([*(severity.value for severity in Severity), "accepted"], 0)
    for one in told:
        counts["accepted" if one.acceptance else one.finding.severity.value] += 1
    return counts


def _number(number: int, thing: str) -> str:
    return f"{number} {thing}{'s' * (number != 1)}"


def _aside(text: str) -> None:
    width = min(shutil.get_terminal_size().columns, _WIDEST) if is_terminal(err=True) else 0
    for line in textwrap.wrap(text, width, subsequent_indent="  ", break_on_hyphens=False) if width else [text]:
        click.echo(paint(line, "dim", err=True), err=True)
