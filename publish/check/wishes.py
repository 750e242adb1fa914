"""
What a workspace asks of its checks (`checks.yml`): who its readers are, and which findings are accepted, until when.

An acceptance has a reason and an end. Until then the findings that it fits are only counted; after it they count
again, with a word about it. What an acceptance is no longer good for is told at its own line. Problems (`E…`) are
never accepted: they keep something from being made at all.
"""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from fnmatch import fnmatchcase
from pathlib import Path

from publish.check.finding import Finding, Rule, Severity
from publish.problems import Place, Problem, SourceError
from publish.workspace import stock

FILE = "checks.yml"
LONGEST = dt.timedelta(days=731)
"""Two years. What is to be accepted for longer is looked at again."""

_PAST, _UNUSED, _UNKNOWN, _TOO_LONG = RULES = (
    Rule(
        "C001",
        Severity.COSMETIC,
        "No acceptance is past",
        "The day to which something was accepted has gone by, and what it was accepted for counts again. Mend what"
        " was found; or, if the reason still holds, set a new day. If it was mended long ago, delete the acceptance.",
    ),
    Rule(
        "C002",
        Severity.COSMETIC,
        "Every acceptance fits something that was found",
        "Nothing was found that this acceptance is for: it was mended, or the acceptance names another file or other"
        " words than it means. One that stays behind would hide the same fault when somebody makes it anew: delete it.",
    ),
    Rule(
        "C003",
        Severity.COSMETIC,
        "Every acceptance names a code that there is",
        "No check has this code, so the acceptance does nothing. `publish explain` lists all codes.",
    ),
    Rule(
        "C004",
        Severity.COSMETIC,
        "Nothing is accepted for longer than two years",
        "An acceptance is a promise to look again. With its end further away than two years it does nothing; set a"
        " day by which somebody will have mended it or has thought about it anew.",
    ),
)


@dataclass(frozen=True, slots=True)
class Acceptance:
    """Findings that somebody has decided to live with for a while."""

    code: str
    reason: str
    until: dt.date
    """The last day on which it holds."""
    place: Place
    at: str = ""
    """The files it is for, like `content/2021-*/sv.md`; empty: all."""
    says: str = ""
    """A part of the finding's message; empty: whatever it says."""

    def fits(self, finding: Finding) -> bool:
        """Whether *finding* is one of those it is for, whatever the day."""
        return (
            self.code == finding.code
            and (not self.at or _is_at(finding.place.path, self.at))
            and self.says.casefold() in finding.message.casefold()
        )

    def holds(self, today: dt.date) -> bool:
        return not self.is_past(today) and not self.is_too_long(today)

    def is_past(self, today: dt.date) -> bool:
        return self.until < today

    def is_too_long(self, today: dt.date) -> bool:
        return self.until - today > LONGEST


@dataclass(frozen=True)
class Wishes:
    """All that `checks.yml` says; empty if there is no such file."""

    audience: Mapping[str, float] = field(default_factory=dict)
    """Share of mail clients among the readers, in per cent."""
    acceptances: tuple[Acceptance, ...] = ()

    def divide(
        self, findings: Iterable[Finding], today: dt.date
    ) -> tuple[tuple[Finding, ...], tuple[tuple[Finding, Acceptance], ...]]:
        """The *findings* that count, and those that are accepted *today*, each with its acceptance; in their order."""
        counting, accepted = [], []
        for finding in findings:
            fitting = [acceptance for acceptance in self.acceptances if acceptance.fits(finding)]
            holding = next((acceptance for acceptance in fitting if acceptance.holds(today)), None)
            if holding:
                accepted.append((finding, holding))
            else:
                counting.append(_reminded(finding, fitting, today))
        return tuple(counting), tuple(accepted)

    def remarks(
        self, findings: Collection[Finding], today: dt.date, *, known: Collection[str], judged: Collection[str]
    ) -> tuple[Finding, ...]:
        """
        What is wrong with acceptances themselves.

        *findings* are all of a run, accepted or not; *known* all codes of findings, and *judged* those of which a run
        would have found everything, so that nothing found means nothing there.
        """
        found = (_remark(one, findings, today, known, judged) for one in self.acceptances)
        return tuple(finding for finding in found if finding)


def read_wishes(root: Path) -> Wishes:
    """
    What the workspace in *root* asks of its checks.

    Raises:
        SourceError: with everything that is wrong in `checks.yml`.
    """
    file = root / FILE
    if not file.exists():
        _refuse_misnamed(root)
        return Wishes()
    from publish.check.wishes_file import read

    audience, acceptances, problems = read(file, FILE)
    if problems:
        raise SourceError(*problems)
    return Wishes(audience, acceptances)


def _refuse_misnamed(root: Path) -> None:
    for name in ("checks.yaml", "check.yml", "check.yaml"):
        if (root / name).exists():
            raise SourceError(Problem("E224", f"nothing reads `{name}`", Place(name), f"name it `{FILE}`"))


def _is_at(path: str, pattern: str) -> bool:
    """Whether *pattern* fits a file or a folder above it. Files that come with the package have their short names."""
    home = f"{stock()}/"
    short = path.removeprefix(home)
    return fnmatchcase(short, pattern) or fnmatchcase(short, f"{pattern.rstrip('/')}/*")


def _reminded(finding: Finding, fitting: list[Acceptance], today: dt.date) -> Finding:
    """*finding*, with a word about an acceptance that does not hold."""
    if not fitting:
        return finding
    last = max(fitting, key=lambda acceptance: (acceptance.is_past(today), acceptance.until))
    reason = f"{last.until.isoformat()} in {last.place}: {last.reason}"
    word = f"was accepted until {reason}" if last.is_past(today) else f"accepted for too long, until {reason}"
    return replace(finding, hint=f"{finding.hint} ({word})".lstrip())


def _remark(
    one: Acceptance, findings: Collection[Finding], today: dt.date, known: Collection[str], judged: Collection[str]
) -> Finding | None:
    if one.code not in known:
        near = get_close_matches(one.code, sorted(known), n=1, cutoff=0.7)
        hint = f"did you mean `{near[0]}`?" if near else "`publish explain` lists all codes"
        return _UNKNOWN.finding(f"there is no code `{one.code}`", one.place, hint=hint)
    if one.is_past(today):
        message = f"`{one.code}` was accepted until {one.until.isoformat()}: {one.reason}"
        return _PAST.finding(message, one.place, hint="mend what was found, set a new day, or delete this")
    if one.is_too_long(today):
        message = f"`{one.code}` is accepted until {one.until.isoformat()}, more than two years ahead"
        return _TOO_LONG.finding(message, one.place, hint=f"set a day before {(today + LONGEST).isoformat()}")
    if one.code in judged and not any(one.fits(finding) for finding in findings):
        message = f"no `{one.code}` was found that this accepts"
        return _UNUSED.finding(
            message, one.place, hint="delete it, or see whether `at` and `says` are as they are meant"
        )
    return None
