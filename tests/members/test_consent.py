"""What was agreed to can be proven, and who tampers with it is found out."""

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine, text

from publish.database import open_database
from publish.members.bases import Action, Basis, read_basis, read_date
from publish.members.consent import Verified, verify
from publish.members.finding import asked
from publish.members.prove import prove
from publish.members.suppression import Reason, is_suppressed, suppress, suppress_address
from publish.members.writing import writing
from tests.members.making import ANNA, BO, taken


@pytest.fixture
def engine(workspace: Path) -> Engine:
    """Five members with a consent each; one has unsubscribed."""
    rows = "".join(f"{name}@ek.example\r\n" for name in ("anna", "bo", "ceci", "dan", "eva"))
    taken(workspace, f"E-post\r\n{rows}")
    engine = open_database(workspace)
    with writing(engine) as connection:
        suppress(connection, 2, Reason.UNSUBSCRIBED, "one-click", 1_790_000_000)
    return engine


_TWICE = (
    "insert into consent select 7, member, action, basis, source, given, shown, recorded, salt, digest, chain "
    "from consent where number = 6"
)


def verified(engine: Engine) -> Verified:
    with engine.connect() as connection:
        return verify(connection)


def test_a_whole_chain_is_whole(engine: Engine) -> None:
    found = verified(engine)

    assert (found.rows, found.erased, found.broken) == (6, 0, ())
    assert len(found.head) == 64


@pytest.mark.parametrize(
    ("statement", "broken"),
    [
        ("update consent set given = '2023-01-01' where number = 3", (3,)),
        ("update consent set source = 'elsewhere' where number = 1", (1,)),
        ("update consent set basis = 'membership' where number = 6", (6,)),
        ("update consent set action = 'given' where number = 6", (6,)),
        ("update consent set recorded = recorded + 1 where number = 2", (2,)),
        ("update consent set member = 5 where number = 4", (4,)),
        ("update consent set shown = 'x' where number = 5", (5,)),
        ("update consent set salt = null where number = 5", (5,)),
        ("update consent set digest = randomblob(32) where number = 4", (4,)),
        ("update consent set chain = randomblob(32) where number = 4", (4, 5)),
        ("delete from consent where number = 3", (4,)),
        ("delete from consent where number = 1", (2,)),
        ("update consent set number = 7 where number = 6", (7,)),
        (_TWICE, (7,)),
    ],
)
def test_a_row_that_was_changed_taken_out_or_put_in_is_found(
    engine: Engine, statement: str, broken: tuple[int, ...]
) -> None:
    with engine.begin() as connection:
        connection.execute(text(statement))

    assert verified(engine).broken == broken


def test_a_row_that_was_cut_off_shows_in_the_head(engine: Engine) -> None:
    before = verified(engine)
    with engine.begin() as connection:
        connection.execute(text("delete from consent where number = 6"))

    after = verified(engine)

    assert after.broken == ()
    assert (after.rows, after.head) != (before.rows, before.head)


def test_the_history_of_a_person_is_told_in_order(workspace: Path, engine: Engine) -> None:
    with engine.connect() as connection:
        proof = prove(connection, asked(workspace, BO).key)

    assert [(row.number, row.action, row.basis, row.source, row.given) for row in proof.history] == [
        (2, "given", "consent", "a form", "2024-05-17"),
        (6, "withdrawn", "consent", "unsubscribed", "2026-09-21T14:13:20+00:00"),
    ]
    assert proof.out == ("unsubscribed", "one-click", 1_790_000_000)
    assert proof.is_member


def test_a_bounce_withdraws_nothing_and_is_outranked_by_the_persons_word(engine: Engine) -> None:
    with writing(engine) as connection:
        assert suppress(connection, 1, Reason.BOUNCED, "550 5.1.1", 1)
        assert not suppress(connection, 1, Reason.BOUNCED, "again", 2)
        rows = verify(connection).rows
        assert suppress(connection, 1, Reason.UNSUBSCRIBED, "one-click", 3)
        assert not suppress(connection, 1, Reason.BOUNCED, "late", 4)
        after = verify(connection).rows

    assert (rows, after) == (6, 7)


def test_an_address_is_suppressed_before_anybody_has_it(workspace: Path, engine: Engine) -> None:
    key = asked(workspace, "fia@ek.example").key
    with writing(engine) as connection:
        suppress_address(connection, key, Reason.MANUAL, "phoned", 1)

    report, _ = taken(workspace, "E-post\r\nfia@ek.example\r\n")

    assert report.verdicts == {"suppressed": 1}
    with engine.connect() as connection:
        assert is_suppressed(connection, key) is Reason.MANUAL
        assert is_suppressed(connection, asked(workspace, ANNA).key) is None


def test_who_left_in_between_can_leave_inside_anybodys_transaction(engine: Engine) -> None:
    """As a service does, that has a connection of its own."""
    with engine.begin() as connection:
        suppress(connection, 3, Reason.COMPLAINED, "", 1)

    assert (verified(engine).rows, verified(engine).broken) == (7, ())


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("Ja", (Action.GIVEN, Basis.CONSENT)),
        ("SAMTYCKE", (Action.GIVEN, Basis.CONSENT)),
        ("soft opt-in", (Action.GIVEN, Basis.SOFT_OPT_IN)),
        ("Kund", (Action.GIVEN, Basis.SOFT_OPT_IN)),
        ("medlem", (Action.GIVEN, Basis.MEMBERSHIP)),
        ("juridisk person", (Action.GIVEN, Basis.LEGAL_PERSON)),
        ("Nej", (Action.WITHDRAWN, Basis.CONSENT)),
        ("återkallat", (Action.WITHDRAWN, Basis.CONSENT)),
        ("kanske", None),
        ("", None),
    ],
)
def test_grounds_are_read_as_people_write_them(cell: str, expected: object) -> None:
    assert read_basis(cell) == expected
    assert all(read_basis(basis) == (Action.GIVEN, basis) for basis in Basis)


TODAY = dt.date(2026, 11, 24)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("2024-05-17", "2024-05-17"),
        ("20240517", "2024-05-17"),
        ("2024/05/17", "2024-05-17"),
        (" 2024.05.17 ", "2024-05-17"),
        ("2024-05-17 10:22", "2024-05-17T10:22:00"),
        ("2024-05-17T10:22:30Z", "2024-05-17T10:22:30Z"),
        ("2024-05-17T10:22:30.123+02:00", "2024-05-17T10:22:30+02:00"),
        ("2024-02-30", ""),
        ("2024-05-17 25:00", ""),
        ("17/5/2024", ""),
        ("05/06/2024", ""),
        ("45429", ""),
        ("2027-01-01", ""),
        ("1899-12-31", ""),
        ("٢٠٢٤-٠٥-١٧", ""),
        ("", ""),
    ],
)
def test_days_are_read_only_where_they_mean_one_thing(cell: str, expected: str) -> None:
    assert read_date(cell, TODAY) == expected


@given(st.dates(dt.date(1900, 1, 1), TODAY))
def test_every_day_that_has_been_is_read(day: dt.date) -> None:
    assert read_date(day.isoformat(), TODAY) == day.isoformat()
