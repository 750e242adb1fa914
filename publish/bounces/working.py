"""
One mail after the other: read it, do what follows, commit, and only then put it away.

Killed between commit and putting away, the next run finds the mail done already, and only puts it away.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

from sqlalchemy import Engine

from publish.bounces.acting import Action, Done, Rules, act
from publish.bounces.mailbox import Mailbox
from publish.bounces.reading import read
from publish.bounces.verdict import Kind
from publish.bounces.whom import Keys
from publish.database import secret
from publish.members.writing import lock, writing
from publish.problems import Problem


@dataclass(slots=True)
class Sum:
    """What was found in a mailbox."""

    kinds: Counter[Kind] = field(default_factory=Counter)
    """Of mails that had not been dealt with before."""
    actions: Counter[Action] = field(default_factory=Counter)
    problems: list[Problem] = field(default_factory=list)

    def add(self, done: Done) -> None:
        """Count one."""
        self.actions[done.action] += 1
        if done.action is not Action.BEFORE:
            self.kinds[done.verdict.kind] += 1


def keys_of(root: Path) -> Keys:
    """The workspace's keys."""
    return Keys(secret(root, "token"), secret(root, "message"), secret(root, "address"))


def work(engine: Engine, box: Mailbox, rules: Rules, tell: Callable[[Done], None]) -> Sum:
    """
    Deal with all of *box*; each mail is committed by itself.

    Raises:
        MemberError: if the mailbox or the database does not allow it. What was told is done.
    """
    total = Sum()
    for mail in box.mails():
        if isinstance(mail, Problem):
            total.problems.append(mail)
            continue
        verdict = read(mail.octets, rules.keys.token)
        with writing(engine) as connection:
            done = replace(act(connection, verdict, mail.digest, rules), place=mail.name)
        total.add(done)
        tell(done)
        if not done.is_left:
            box.put_away(mail)
    return total


def look(engine: Engine, box: Mailbox, rules: Rules, tell: Callable[[Done], None]) -> Sum:
    """The same as a whole, and then nothing of it: a rehearsal."""
    total = Sum()
    with engine.connect() as connection:
        lock(connection)
        for mail in box.mails():
            if isinstance(mail, Problem):
                total.problems.append(mail)
                continue
            verdict = read(mail.octets, rules.keys.token)
            done = replace(act(connection, verdict, mail.digest, rules), place=mail.name)
            total.add(done)
            tell(done)
        connection.rollback()
    return total
