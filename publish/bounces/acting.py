"""
What follows from a mail that came back, with its evidence.

    hard                     never written to again
    soft                     counted; after a run of them, over two sends or more, never written to again
    complaint, unsubscribe   never written to again, and the consent is withdrawn
    delivered                ends a run of soft ones
    about us, delayed, auto-reply   nothing
    unknown, or about nobody that can be proven   nothing, and the mail is left where it is
"""

from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import Connection, insert, select

from publish.bounces.runs import is_run
from publish.bounces.verdict import Kind, Verdict
from publish.bounces.whom import Keys, Person, person
from publish.database.tables import bounce
from publish.mail.transport.words import printable
from publish.members.suppression import Reason, suppress

_AT_ONCE = {
    Kind.HARD: Reason.BOUNCED,
    Kind.COMPLAINT: Reason.COMPLAINED,
    Kind.UNSUBSCRIBE: Reason.UNSUBSCRIBED,
}
_ABOUT_NOBODY = (Kind.AUTO_REPLY,)
"""Nothing follows from them for anybody, so nobody needs to be known."""


class Action(StrEnum):
    """What followed."""

    SUPPRESSED = "suppressed"
    ALREADY = "already"
    """They were suppressed for this or a stronger reason before."""
    COUNTED = "counted"
    NOTHING = "nothing"
    LEFT = "left"
    """Nobody can be told, or nothing: a person has to look."""
    BEFORE = "before"
    """This mail was dealt with earlier."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What is needed to act."""

    keys: Keys
    soft: int
    """So many soft ones in a row, and a member is not written to any more."""
    now: int


@dataclass(frozen=True, slots=True)
class Done:
    """What was done about one mail."""

    verdict: Verdict
    action: Action
    member: int = 0
    name: str = ""
    reason: str = ""
    evidence: str = ""
    place: str = ""
    """Where the mail lay."""

    @property
    def is_left(self) -> bool:
        """Whether the mail stays where it is, for a person to look at."""
        return self.action is Action.LEFT


def act(connection: Connection, verdict: Verdict, digest: bytes, rules: Rules) -> Done:
    """Do what follows from the mail with this *digest*, once. The caller holds the lock and commits."""
    if connection.execute(select(bounce.c.number).where(bounce.c.digest == digest)).first():
        return Done(verdict, Action.BEFORE)
    if verdict.kind in _ABOUT_NOBODY:
        connection.execute(insert(bounce), [_row(verdict, digest, rules, Action.NOTHING)])
        return Done(verdict, Action.NOTHING)
    found = None if verdict.kind is Kind.UNKNOWN else person(connection, verdict.who, rules.keys)
    if not found:
        return Done(verdict, Action.LEFT)
    words = printable(verdict.words, found.address)
    at = f"send {found.send}, " if found.send else ""
    evidence = f"{at}{' '.join(filter(None, (verdict.status, words)))} (mail {digest.hex()[:16]})"
    action, reason = _follow(connection, verdict, found, evidence, rules)
    about = {"member": found.number, "send": found.send, "evidence": words}
    connection.execute(insert(bounce), [_row(verdict, digest, rules, action) | about])
    return Done(verdict, action, found.number, found.name, reason, evidence)


def _follow(connection: Connection, verdict: Verdict, about: Person, evidence: str, rules: Rules) -> tuple[Action, str]:
    """What is done, and the reason for which they are not written to any more."""
    reason = _AT_ONCE.get(verdict.kind)
    if verdict.kind is Kind.SOFT:
        if not is_run(connection, about.number, about.send, rules.soft):
            return Action.COUNTED, ""
        reason = Reason.BOUNCED
    if reason is None:
        return Action.NOTHING, ""
    done = suppress(connection, about.number, reason, evidence, rules.now)
    return (Action.SUPPRESSED if done else Action.ALREADY), reason.value


def _row(verdict: Verdict, digest: bytes, rules: Rules, action: Action) -> dict[str, object]:
    return {"digest": digest, "kind": verdict.kind.value, "status": verdict.status, "action": action.value,
            "since": rules.now}  # fmt: skip
