"""
Who gets an edition, and why the others do not.

Everybody is counted once, by the first reason that holds:

1. `forgotten`    the address is gone
2. `segment`      not in the segment that was asked for
3. `unsubscribed`, `bounced`, `complained`, `manual`   suppressed
4. `no consent`   nothing is recorded, or the last that was is a withdrawal
5. `has it`       a row of the ledger for this edition is there already
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, case, exists, func, literal, select

from publish.database.tables import consent, delivery, member, segment, suppression
from publish.members.bases import Action

REASONS = ("forgotten", "segment", "unsubscribed", "bounced", "complained", "manual", "no consent", "has it")
"""In the order in which they are looked for."""
_NONE = ""


@dataclass(frozen=True, slots=True)
class Audience:
    """Who may get an edition, counted and ready to be selected."""

    count: int
    excluded: tuple[tuple[str, int], ...]
    """How many do not get it, by reason in the order of `REASONS`; only reasons that somebody has."""
    languages: tuple[tuple[str, int], ...]
    """How many get it in each language, in the order of the edition's."""
    people: Select[Any]
    """number, address, name, first_name, company, language: fit for `insert().from_select()`."""

    @property
    def members(self) -> int:
        """All members: `count` and the excluded together."""
        return self.count + sum(number for _, number in self.excluded)


def counts(connection: Connection, languages: Sequence[str], segment_name: str, edition: int) -> Audience:
    """
    The audience of the edition whose row is number *edition* (0 if it has none yet), written in *languages*.

    The first of *languages* is for everybody who reads none of them. An empty *segment_name* means all members.
    """
    reason, language = standing(segment_name, edition), _language(languages)
    judged = select(reason.label("reason"), language.label("language")).subquery()
    rows = connection.execute(
        select(judged.c.reason, judged.c.language, func.count()).group_by(judged.c.reason, judged.c.language)
    ).all()
    excluded = {name: sum(count for found, _, count in rows if found == name) for name in REASONS}
    chosen = {name: count for found, name, count in rows if found == _NONE}
    return Audience(
        sum(chosen.values()),
        tuple((name, count) for name, count in excluded.items() if count),
        tuple((name, chosen.get(name, 0)) for name in languages),
        _people(reason, language),
    )


def standing(segment_name: str = "", edition: int = 0) -> ColumnElement[str]:
    """Why a member is not written to, for a select from `member`; empty if they are."""
    suppressed = (
        select(suppression.c.reason).where(suppression.c.key == member.c.key).correlate(member).scalar_subquery()
    )
    last = (
        select(consent.c.action)
        .where(consent.c.member == member.c.number)
        .order_by(consent.c.number.desc())
        .limit(1)
        .correlate(member)
        .scalar_subquery()
    )
    has_it = exists().where(and_(delivery.c.edition == edition, delivery.c.member == member.c.number))
    in_segment = exists().where(and_(segment.c.member == member.c.number, segment.c.name == segment_name))
    checks: list[tuple[ColumnElement[bool], Any]] = [(member.c.address.is_(None), literal("forgotten"))]
    if segment_name:
        checks.append((~in_segment, literal("segment")))
    checks += [
        (suppressed.is_not(None), suppressed),
        (func.coalesce(last, "") != Action.GIVEN.value, literal("no consent")),
        (has_it, literal("has it")),
    ]
    return case(*checks, else_=literal(_NONE))


def _people(reason: ColumnElement[str], language: ColumnElement[str]) -> Select[Any]:
    fields = (member.c.number, member.c.address, member.c.name, member.c.first_name, member.c.company)
    return select(*fields, language.label("language")).where(reason == _NONE).order_by(member.c.number)


def _language(languages: Sequence[str]) -> ColumnElement[str]:
    return case((member.c.language.in_(languages), member.c.language), else_=literal(languages[0]))
