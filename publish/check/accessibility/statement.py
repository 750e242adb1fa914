"""
The accessibility statement (tillgänglighetsredogörelse): what was found, told to readers, in Markdown.

It follows the model of Commission Implementing Decision (EU) 2018/1523 and promises no more than machines have
seen. With its front matter it is a text like that of an edition, so it can be published by the same means.
"""

import datetime as dt
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Annotated, TypeAlias

from pydantic import BaseModel, ConfigDict, Field, RootModel

from publish.check.finding import Finding, Severity
from publish.workspace import Publisher

_FILE = Path(__file__).with_suffix(".yml")
_CRITERIA_OF_WCAG = 55
"""Success criteria at levels A and AA in WCAG 2.2: the 50 of 2.1 without 4.1.1, and six new ones."""
_WCAG = re.compile(r"WCAG 2\.2, ([0-9]+\.[0-9]+\.[0-9]+) (.*) \(A{1,3}\)")
_EN = re.compile(r"EN 301 549 V3\.2\.1, ([0-9.]+)")
_FORMATS = (("newsletter", r"newsletter\."), ("web", r"index\.html$"), ("brochure", r"brochure.*\.pdf$"))
_NO_BREAK = "\u00a0"

Text: TypeAlias = Annotated[str, Field(min_length=1)]


class _Number(BaseModel):
    one: Text
    many: Text


class Texts(BaseModel):
    """What the statement says, in one language. `{…}` is filled in."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, alias_generator=lambda name: name.rstrip("_").replace("_", "-")
    )

    locale: Text
    title: Text
    category: Text
    standfirst: Text
    and_: Text
    note: str
    """For readers whose language the statement has not been written in."""
    covers: Text
    covers_text: Text
    covers_nothing: Text
    status: Text
    fully: Text
    partly: Text
    not_: Text
    limits: Text
    shortcomings: Text
    where: Text
    where_no_clause: Text
    places: _Number
    in_edition: Text
    newsletter: Text
    web: Text
    brochure: Text
    source: Text
    accepted: Text
    accepted_text: Text
    reason: Text
    unchecked: Text
    unchecked_text: Text
    unchecked_list: tuple[Text, ...]
    tested: Text
    tested_text: Text
    tested_none: Text
    report: Text
    report_text: Text
    email: Text
    phone: Text
    supervision: Text
    supervision_text: Text
    about: Text
    about_text: Text
    criteria: dict[str, tuple[Text, Text]]
    """By number: what it is called in plain words, and what a reader notices."""


class _File(RootModel[dict[str, Texts]]):
    """All of statement.yml."""


@cache
def texts() -> dict[str, Texts]:
    """The statement's own words by language: `sv` and `en`."""
    from publish.source import yaml

    read, problems = yaml.load(_File, _FILE.read_text(encoding="utf-8"), path=_FILE.name)
    if read is None:
        raise ValueError("; ".join(str(problem) for problem in problems))
    return read.root


def statement(  # noqa: PLR0913  # each is a part of what a statement has to say
    *,
    publisher: Publisher,
    language: str,
    editions: Sequence[str],
    findings: Sequence[Finding],
    accepted: Sequence[tuple[Finding, str]],
    today: dt.date,
) -> str:
    """
    The statement as Markdown with front matter, in *language*; in English with a note, if that is not written yet.

    *editions* are named as readers know them. Of *findings*, those are shortcomings that cite WCAG and cost a reader
    more than polish; *accepted* are others like them, each with the reason given and how long it holds.
    """
    known = texts()
    found = known.get(language) or known.get(language.partition("-")[0])
    return _Writer(found or known["en"], publisher, today, is_foreign=found is None).write(
        editions, _shortcomings(findings), [(finding, why) for finding, why in accepted if _is_shortcoming(finding)]
    )


class _Writer:
    """Fills in the words of one language."""

    def __init__(self, texts: Texts, publisher: Publisher, today: dt.date, *, is_foreign: bool) -> None:
        from publish.theme.dates import day

        self._texts, self._publisher, self._is_foreign = texts, publisher, is_foreign
        self._today = today
        self._facts = {"publisher": plain(publisher.name), "date": day(today, texts.locale)}

    def write(
        self, editions: Sequence[str], findings: Sequence[Finding], accepted: Sequence[tuple[Finding, str]]
    ) -> str:
        text = self._texts
        chapters = [
            (text.covers, self._covers(editions)),
            (text.status, self._status(editions, findings, [finding for finding, _ in accepted])),
            (text.shortcomings, self._shortcomings(findings)),
            (text.accepted, self._accepted(accepted)),
            (text.unchecked, [text.unchecked_text, _list(text.unchecked_list)]),
            (text.tested, self._tested(editions)),
            (text.report, self._report()),
            (text.supervision, [self._fill(text.supervision_text)]),
            (text.about, [self._fill(text.about_text)]),
        ]
        body = [part for title, parts in chapters if parts for part in (f"## {title}", *parts)]
        note = [text.note] if self._is_foreign else []
        return "\n\n".join((self._front_matter(), *note, *body)) + "\n"

    def _fill(self, text: str, **more: object) -> str:
        return text.format(**self._facts, **more)

    def _front_matter(self) -> str:
        text = self._texts
        fields = {
            "title": text.title,
            "category": text.category,
            "standfirst": self._fill(text.standfirst),
        }
        lines = [f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in fields.items()]
        return "\n".join(("---", lines[0], f"date: {self._today.isoformat()}", *lines[1:], "---"))

    def _covers(self, editions: Sequence[str]) -> list[str]:
        if not editions:
            return [self._texts.covers_nothing]
        return [self._texts.covers_text, _list(plain(edition) for edition in editions)]

    def _status(self, editions: Sequence[str], findings: Sequence[Finding], accepted: Sequence[Finding]) -> list[str]:
        if not editions:
            return []
        checked = checked_criteria()
        failed = {number for finding in (*findings, *accepted) for number in _numbers(finding)}
        text = self._texts
        status = text.fully if not failed else text.not_ if 2 * len(failed) > len(checked) else text.partly
        return [self._fill(status), self._fill(text.limits, checked=len(checked), all=_CRITERIA_OF_WCAG)]

    def _shortcomings(self, findings: Sequence[Finding]) -> list[str]:
        numbers = sorted({number for finding in findings for number in _numbers(finding)}, key=_in_order)
        return [
            part
            for number in numbers
            for part in self._criterion(number, [finding for finding in findings if number in _numbers(finding)])
        ]

    def _criterion(self, number: str, findings: Sequence[Finding]) -> Iterator[str]:
        name, explained = self._named(number, findings[0])
        yield f"### {number} {name}"
        yield f"{explained} {self._where(number, findings)}".strip()
        counts = Counter((finding.edition, finding.language) for finding in findings)
        yield _list(self._count(edition, language, count) for (edition, language), count in sorted(counts.items()))

    def _named(self, number: str, finding: Finding) -> tuple[str, str]:
        """The words for a criterion; those of the standard, where we have none of our own."""
        of_standard = next(match[2] for match in _matches(finding) if match[1] == number)
        return self._texts.criteria.get(number) or (plain(of_standard), "")

    def _where(self, number: str, findings: Sequence[Finding]) -> str:
        artefacts = self._artefacts(findings)
        clauses = sorted(
            {clause for finding in findings for clause in _clauses(finding) if clause.endswith(f".{number}")},
            key=_in_order,
        )
        if not clauses:
            return self._texts.where_no_clause.format(artefacts=artefacts)
        return self._texts.where.format(artefacts=artefacts, clauses=f"EN 301 549 {self._all(clauses)}")

    def _artefacts(self, findings: Iterable[Finding]) -> str:
        text = self._texts
        names = {"newsletter": text.newsletter, "web": text.web, "brochure": text.brochure, "": text.source}
        shown = {_format(finding.artefact) for finding in findings}
        return self._all([name for format_, name in names.items() if format_ in shown])

    def _all(self, words: Sequence[str]) -> str:
        """Words in a row, with *and* before the last."""
        return f" {self._texts.and_} ".join(part for part in (", ".join(words[:-1]), *words[-1:]) if part)

    def _count(self, edition: str, language: str, count: int) -> str:
        places = self._texts.places
        number = places.one if count == 1 else places.many.format(count=count)
        where = self._texts.in_edition.format(edition=plain(edition), language=plain(language))
        return f"{number}: {where}" if edition else number

    def _accepted(self, accepted: Sequence[tuple[Finding, str]]) -> list[str]:
        if not accepted:
            return []
        items = dict.fromkeys(self._one_accepted(finding, reason) for finding, reason in accepted)
        return [self._fill(self._texts.accepted_text), _list(items)]

    def _one_accepted(self, finding: Finding, reason: str) -> str:
        why = self._texts.reason.format(reason=plain(reason).rstrip(".") or "–")
        told = (part for number in _numbers(finding) for part in self._one_criterion(number, finding))
        return " ".join((*told, f"{why}."))

    def _one_criterion(self, number: str, finding: Finding) -> Iterator[str]:
        name, explained = self._named(number, finding)
        yield f"{number} {name}."
        if explained:
            yield explained
        yield self._where(number, [finding])

    def _tested(self, editions: Sequence[str]) -> list[str]:
        from publish import __version__
        from publish.check import rules

        if not editions:
            return [self._texts.tested_none]
        count = sum(1 for rule in rules().values() if rule.criteria)
        return [self._fill(self._texts.tested_text, rules=count, version=__version__)]

    def _report(self) -> list[str]:
        text, publisher = self._texts, self._publisher
        ways = [text.email.format(email=_link("mailto", publisher.email, publisher.email))]
        if publisher.phone:
            dialled = "".join(char for char in publisher.phone if char.isdigit() or char == "+")
            ways.append(text.phone.format(phone=_link("tel", dialled, publisher.phone.replace(" ", _NO_BREAK))))
        return [self._fill(text.report_text), _list(ways)]


def checked_criteria() -> frozenset[str]:
    """The success criteria that any of our rules asks for."""
    from publish.check import rules

    return frozenset(number for rule in rules().values() for number in rule.criteria)


def plain(words: str) -> str:
    """*words* as Markdown that says just them."""
    escaped = re.sub(r"([\\`*_{}\[\]<>#|~&]|^[-+])", r"\\\1", " ".join(words.split()))
    return re.sub(r"^([0-9]{1,9})([.)])", r"\1\\\2", escaped)


def _is_shortcoming(finding: Finding) -> bool:
    return finding.severity != Severity.COSMETIC and bool(_matches(finding))


def _shortcomings(findings: Iterable[Finding]) -> list[Finding]:
    return [finding for finding in findings if _is_shortcoming(finding)]


def _matches(finding: Finding) -> list[re.Match[str]]:
    return [match for line in finding.evidence if (match := _WCAG.fullmatch(line))]


def _numbers(finding: Finding) -> list[str]:
    return [match[1] for match in _matches(finding)]


def _clauses(finding: Finding) -> Iterator[str]:
    return (match[1] for line in finding.evidence if (match := _EN.fullmatch(line)))


def _in_order(number: str) -> tuple[int, ...]:
    return tuple(int(part) for part in number.split("."))


def _format(artefact: str) -> str:
    return next((name for name, pattern in _FORMATS if re.search(pattern, artefact)), "")


def _list(items: Iterable[str]) -> str:
    return "\n".join(f"- {item}" for item in items)


def _link(scheme: str, address: str, words: str) -> str:
    return f"[{plain(words)}]({scheme}:{address})"
