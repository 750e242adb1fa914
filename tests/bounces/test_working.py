"""What follows from mails: once, with its evidence, and never without a proof."""

import datetime as dt
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import Engine, func, select, text

from publish.bounces.acting import Action, Done, Rules
from publish.bounces.mailbox import Mail, Maildir
from publish.bounces.verdict import Kind
from publish.bounces.working import look, work
from publish.database import keyed, open_database, tables
from publish.members import consent
from publish.members.consent import Entry
from publish.members.finding import Asked
from publish.members.forget import forget
from publish.members.suppression import lift
from publish.members.writing import writing
from tests.bounces.corpus import ADDRESS, CASES, CODE, OTHER, POSTFIX, TOKEN, Case, filled, report
from tests.bounces.making import KEYS, NOW, evidence, made, maildir, mbox, outcome, sent, standing, worked

ROOT = Path(__file__).parents[2]
BY_NAME = {case.name: case for case in CASES}
SOFT = BY_NAME["postfix-quota"].text
MAY_SUPPRESS = {Kind.HARD: "bounced", Kind.COMPLAINT: "complained", Kind.UNSUBSCRIBE: "unsubscribed"}


def _soft(send: int, number: int = 1) -> bytes:
    return filled(f"X-Number: {number}\n{SOFT}", send=send)


def _rows(engine: Engine) -> int:
    with engine.connect() as connection:
        return connection.execute(select(func.count()).select_from(tables.bounce)).scalar() or 0


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_only_what_is_proven_has_consequences(tmp_path: Path, case: Case) -> None:
    engine = made(tmp_path)
    is_proven = case.is_signed or case.name == "known-by-the-message-id-alone"

    worked(engine, maildir(tmp_path, case.octets))

    assert standing(engine) == (MAY_SUPPRESS.get(case.kind, "") if is_proven else "")
    assert standing(engine, "member2@two.example") == ""


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_what_another_workspace_signed_has_none(tmp_path: Path, case: Case) -> None:
    engine = made(tmp_path)

    worked(engine, maildir(tmp_path, filled(case.text.replace("«id»", "a" * 26), key=OTHER)))

    assert standing(engine) == ""


def test_a_hard_bounce_keeps_its_evidence_without_the_address(tmp_path: Path) -> None:
    engine = made(tmp_path)
    box = maildir(tmp_path, BY_NAME["postfix-unknown"].octets)
    mail = next(one for one in box.mails() if isinstance(one, Mail))

    _, told = worked(engine, box)

    expected = (
        "send 1, 5.1.1 550 5.1.1 <…>: Recipient address rejected: User unknown"
        f" (mail {mail.digest.hex()[:16]})"
    )  # fmt: skip
    assert [(done.action, done.member, done.reason, done.evidence) for done in told] == [
        (Action.SUPPRESSED, 1, "bounced", expected)
    ]
    assert evidence(engine) == [expected]


@pytest.mark.parametrize("name", ["complaint", "leaves-by-mail"])
def test_who_complains_or_leaves_also_withdraws_the_consent(tmp_path: Path, name: str) -> None:
    engine = made(tmp_path)
    given_ = Entry(1, CODE, "given", "consent", "a form", dt.date(2021, 1, 1).isoformat())
    with writing(engine) as connection:
        consent.append(connection, [given_], 1)

    worked(engine, maildir(tmp_path, BY_NAME[name].octets))

    with engine.connect() as connection:
        actions = connection.execute(select(tables.consent.c.action).order_by(tables.consent.c.number)).scalars()
        assert list(actions) == ["given", "withdrawn"]


def test_three_soft_ones_in_a_row_are_enough_and_two_are_not(tmp_path: Path) -> None:
    engine = made(tmp_path, sends=3)

    _, first = worked(engine, maildir(tmp_path, _soft(1), _soft(2)))
    before = standing(engine)
    _, then = worked(engine, maildir(tmp_path, _soft(3)))

    assert [done.action for done in first + then] == [Action.COUNTED, Action.COUNTED, Action.SUPPRESSED]
    assert (before, standing(engine)) == ("", "bounced")


def test_however_many_come_of_one_send_they_are_no_run(tmp_path: Path) -> None:
    engine = made(tmp_path, sends=2)

    worked(engine, maildir(tmp_path, *(_soft(2, number) for number in range(5))))

    assert standing(engine) == ""


def test_a_letter_that_arrived_in_between_ends_the_run(tmp_path: Path) -> None:
    engine = made(tmp_path, sends=4)

    worked(engine, maildir(tmp_path, _soft(1), _soft(2), _soft(4)))

    assert standing(engine) == ""


def test_a_letter_that_was_refused_in_between_does_not(tmp_path: Path) -> None:
    engine = made(tmp_path, sends=4)
    outcome(engine, 3, "rejected")

    worked(engine, maildir(tmp_path, _soft(1), _soft(2), _soft(4)))

    assert standing(engine) == "bounced"


def test_a_report_that_it_arrived_ends_the_run(tmp_path: Path) -> None:
    engine = made(tmp_path, sends=3)

    worked(engine, maildir(tmp_path, _soft(1), _soft(2), filled(BY_NAME["success"].text, send=2), _soft(3)))

    assert standing(engine) == ""


def test_a_send_of_which_nothing_came_back_yet_does_not(tmp_path: Path) -> None:
    engine = made(tmp_path, sends=4)

    worked(engine, maildir(tmp_path, _soft(1), _soft(2), _soft(3)))

    assert standing(engine) == "bounced"


@pytest.mark.parametrize(("soft", "expected"), [(1, "bounced"), (2, ""), (5, "")])
def test_how_many_are_enough_can_be_said(tmp_path: Path, soft: int, expected: str) -> None:
    engine = made(tmp_path, sends=3)

    worked(engine, maildir(tmp_path, _soft(1)), soft=soft)

    assert standing(engine) == expected


def test_who_is_written_to_again_begins_anew(tmp_path: Path) -> None:
    engine = made(tmp_path, sends=3)
    worked(engine, maildir(tmp_path, _soft(1), _soft(2), _soft(3)))
    with writing(engine) as connection:
        key = connection.execute(select(tables.member.c.key).where(tables.member.c.number == 1)).scalar_one()
        lift(connection, key)
    sent(engine, 4)

    _, told = worked(engine, maildir(tmp_path, _soft(4)))

    assert [done.action for done in told] == [Action.COUNTED]
    assert standing(engine) == ""


def test_soft_ones_that_name_no_send_count_for_the_latest(tmp_path: Path) -> None:
    engine = made(tmp_path, sends=2)
    letter = f"List-Unsubscribe: <https://handel.example/u/{TOKEN}>\n"
    lines = "Final-Recipient: rfc822; a@b.example\nAction: failed\nStatus: 5.2.2\n"
    octets = filled(report(POSTFIX, "no", lines, to="studs@handel.example", returned=letter))

    worked(engine, maildir(tmp_path, _soft(1), _soft(1, 2), octets))

    assert standing(engine) == "bounced"


def test_a_second_time_nothing_follows(tmp_path: Path) -> None:
    engine = made(tmp_path, sends=3)
    mails = [case.octets for case in CASES]
    first, _ = worked(engine, mbox(tmp_path, *mails))
    rows = _rows(engine)

    again, told = worked(engine, mbox(tmp_path, *mails))

    left = first.actions[Action.LEFT]
    assert again.actions == {Action.BEFORE: sum(first.actions.values()) - left, Action.LEFT: left}
    assert {done.action for done in told} == {Action.BEFORE, Action.LEFT}
    assert _rows(engine) == rows


class _Killed(Maildir):
    """Dies after the commit, before the mail is put away."""

    def put_away(self, mail: Mail) -> None:
        raise KeyboardInterrupt(mail.name)


def test_killed_before_a_mail_is_put_away_nothing_is_lost_and_nothing_done_twice(tmp_path: Path) -> None:
    engine = made(tmp_path, sends=3)
    box = maildir(tmp_path, _soft(1), _soft(2))

    with pytest.raises(KeyboardInterrupt):
        worked(engine, _Killed(box.folder))
    there = len(list((box.folder / "new").iterdir()))
    total, told = worked(engine, box)

    assert there == 2
    assert [done.action for done in told] == [Action.BEFORE, Action.COUNTED]
    assert total.kinds == {Kind.SOFT: 1}
    assert _rows(engine) == 2
    assert list((box.folder / "new").iterdir()) == []
    assert len(list((box.folder / ".done" / "cur").iterdir())) == 2


_PROGRAM = """
import os, signal, sys
from pathlib import Path
from publish.bounces.acting import Rules
from publish.bounces.mailbox import Maildir
from publish.bounces.working import keys_of, work
from publish.database import open_database

class Dying(Maildir):
    def put_away(self, mail):
        os.kill(os.getpid(), signal.SIGKILL)

root = Path(sys.argv[1])
work(open_database(root), Dying(root / "mail"), Rules(keys_of(root), 3, 1), print)
"""


def test_a_process_that_is_killed_after_the_commit_is_gone_on_with(tmp_path: Path) -> None:
    engine = made(tmp_path, sends=3)
    box = maildir(tmp_path, BY_NAME["postfix-unknown"].octets, _soft(2))

    died = subprocess.run([sys.executable, "-c", _PROGRAM, str(tmp_path)], cwd=ROOT, check=False)
    between = (standing(engine), len(list((box.folder / "new").iterdir())))
    _, told = worked(engine, box)

    assert died.returncode == -signal.SIGKILL
    assert between == ("bounced", 2)
    assert [done.action for done in told] == [Action.BEFORE, Action.COUNTED]
    assert list((box.folder / "new").iterdir()) == []


def test_an_older_database_gets_the_table_and_keeps_its_members(tmp_path: Path) -> None:
    engine = made(tmp_path)
    with engine.begin() as connection:
        connection.execute(text("drop table bounce"))
        connection.execute(text("update alembic_version set version_num = '0001'"))
    engine.dispose()

    engine = open_database(tmp_path)
    worked(engine, maildir(tmp_path, BY_NAME["postfix-unknown"].octets))

    assert standing(engine) == "bounced"


def test_killed_before_the_commit_the_mail_is_still_there(tmp_path: Path) -> None:
    engine = made(tmp_path)
    box = maildir(tmp_path, BY_NAME["postfix-unknown"].octets)

    def killed(_: Done) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        look(engine, box, Rules(KEYS, 3, NOW), killed)
    before = standing(engine)
    worked(engine, box)

    assert (before, standing(engine)) == ("", "bounced")


def test_a_rehearsal_tells_the_same_and_changes_nothing(tmp_path: Path) -> None:
    engine = made(tmp_path, sends=3)
    box = maildir(tmp_path, _soft(1), _soft(2), _soft(3), *(case.octets for case in CASES))
    told: list[Done] = []

    total = look(engine, box, Rules(KEYS, 3, NOW), told.append)
    rows, files = _rows(engine), len(list((box.folder / "new").iterdir()))
    really, then = worked(engine, box)

    assert (rows, files) == (0, 3 + len(CASES))
    assert (total, told) == (really, then)


def test_a_member_who_was_forgotten_stays_so(tmp_path: Path) -> None:
    from publish.members.suppression import Reason, suppress

    engine = made(tmp_path)
    with writing(engine) as connection:
        suppress(connection, 1, Reason.FORGOTTEN, "", 1)

    _, told = worked(engine, maildir(tmp_path, BY_NAME["postfix-unknown"].octets))

    assert [done.action for done in told] == [Action.ALREADY]
    assert standing(engine) == "forgotten"


def test_after_a_bounce_a_member_can_be_forgotten_without_a_trace(tmp_path: Path) -> None:
    engine = made(tmp_path)
    mails = (BY_NAME[name].octets for name in ("postfix-unknown", "yahoo-unknown", "icloud-full", "complaint", "qmail"))
    worked(engine, maildir(tmp_path, *mails))

    done = forget(tmp_path, engine, Asked(ADDRESS, keyed(KEYS.address, ADDRESS)), NOW)

    assert done.is_searched
    assert standing(engine) == "forgotten"


def test_a_signature_for_nobody_is_left_for_a_person(tmp_path: Path) -> None:
    engine = made(tmp_path)
    octets = filled(BY_NAME["postfix-unknown"].text, code=b"nobody..")

    total, _ = worked(engine, maildir(tmp_path, octets))

    assert total.actions == {Action.LEFT: 1}


@pytest.mark.parametrize("stops", [(1,), (3, 1, 2), (0, 0, 9)], ids=str)
def test_however_often_it_is_killed_the_end_is_the_same(tmp_path: Path, stops: tuple[int, ...]) -> None:
    """Stopped at any mail and begun again, as if it had never stopped."""
    mails = [_soft(1), *(case.octets for case in CASES[::4]), _soft(2), _soft(3)]
    rows = []
    for kills in ((), stops):
        root = tmp_path / str(len(kills))
        engine, box = made(root, sends=3), maildir(root, *mails)
        for stop in kills:
            with pytest.raises(KeyboardInterrupt):
                work(engine, box, Rules(KEYS, 3, NOW), _stopping(stop))
        worked(engine, box)
        with engine.connect() as connection:
            query = select(tables.bounce.c.digest, tables.bounce.c.action).order_by(tables.bounce.c.number)
            rows.append([tuple(row) for row in connection.execute(query)])

    assert rows[0] == rows[1]


def _stopping(after: int) -> Callable[[Done], None]:
    seen: list[Done] = []

    def tell(done: Done) -> None:
        seen.append(done)
        if len(seen) > after:
            raise KeyboardInterrupt

    return tell
