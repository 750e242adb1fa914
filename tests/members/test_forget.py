"""Who is forgotten is in no file any more, and comes back with no list."""

import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import insert, select

from publish.database import FILE, open_database
from publish.database.tables import consent, delivery, edition, member, segment, send, suppression
from publish.members.bases import Basis
from publish.members.consent import verify
from publish.members.finding import asked
from publish.members.forget import forget
from publish.members.listing import forgotten
from publish.members.people import Fallback
from publish.members.prove import prove
from publish.members.suppression import Reason, lift, suppress
from publish.members.writing import writing
from publish.problems import MemberError
from tests.members.making import ANNA, taken

NEEDLES = (
    "anna.hemlig@ek.example",
    "Annalisa Hemligsson",
    "Hemliga Bolaget",
    "HEMLIGT-4711",
    "hemlig mässa",
    "hemliga ord",
)
LIST = (
    "E-post;Namn;Förnamn;Företag;Medlemsnummer;Samtycke;Källa;Datum;Samtyckestext\r\n"
    "Anna.Hemlig@ek.example;Annalisa Hemligsson;Annalisa;Hemliga Bolaget;HEMLIGT-4711;ja;hemlig mässa;2024-05-17;hemliga ord\r\n"
)


def found(root: Path, *needles: str) -> list[tuple[str, str]]:
    """Which of *needles* stand in which file of the database, in any case."""
    return [
        (file.name, needle)
        for file in sorted((root / ".publish").rglob("*"))
        if file.is_file()
        for needle in needles
        if needle.lower().encode() in file.read_bytes().lower()
        or needle.encode() in file.read_bytes()
        or needle.lower().encode("utf-16-le") in file.read_bytes().lower()
    ]


def sent(root: Path, number: int) -> None:
    """A letter to a member, in the ledger."""
    with open_database(root).begin() as connection:
        connection.execute(insert(edition).values(number=1, name="2026-11-24-autumn"))
        connection.execute(
            insert(send).values(number=1, edition=1, version=1, seal="", frozen=1, starts=1, excluded="{}", template="")
        )
        fields = (member.c.address, member.c.name, member.c.first_name, member.c.company)
        person = connection.execute(select(*fields).where(member.c.number == number)).one()
        row = {"send": 1, "member": number, "edition": 1, "state": "accepted", "changed": 1, "language": "sv"}
        connection.execute(insert(delivery).values({**row, **person._mapping}))


def test_nothing_of_a_forgotten_person_is_in_any_file(workspace: Path) -> None:
    others = "".join(f"b{number}@ek.example;B;B;Ek;{number};ja;form;2024-01-01;x\r\n" for number in range(300))
    taken(workspace, LIST + others)
    sent(workspace, 1)
    assert {needle for _, needle in found(workspace, *NEEDLES)} == set(NEEDLES)

    done = forget(workspace, open_database(workspace), asked(workspace, "ANNA.hemlig@ek.example"), 1)

    assert (done.was_member, done.deliveries, done.is_searched) == (True, 1, True)
    assert found(workspace, *NEEDLES) == []


def test_what_another_program_left_in_unused_pages_is_overwritten_as_well(workspace: Path) -> None:
    """Only our own connections overwrite what they delete; so all is written anew."""
    taken(workspace, LIST)
    with sqlite3.connect(workspace / FILE) as other:
        other.execute("pragma secure_delete=off")
        other.execute("create table copy as select * from member")
        other.execute("drop table copy")
    other.execute("pragma wal_checkpoint(truncate)")
    other.close()
    assert ("publish.db", NEEDLES[0]) in found(workspace, *NEEDLES)

    forget(workspace, open_database(workspace), asked(workspace, "anna.hemlig@ek.example"), 1)

    assert found(workspace, *NEEDLES) == []


def test_what_stays_says_nothing_but_that_somebody_is_out(workspace: Path) -> None:
    taken(workspace, LIST)
    sent(workspace, 1)
    who = asked(workspace, "anna.hemlig@ek.example")

    forget(workspace, open_database(workspace), who, 7)

    with open_database(workspace).connect() as connection:
        row = connection.execute(select(member)).one()
        out = connection.execute(select(suppression)).all()
        letters = connection.execute(select(delivery.c.state, delivery.c.address, delivery.c.name)).all()
        assert connection.execute(select(segment)).all() == []
        assert forgotten(connection) == 1
    assert (row.address, row.name, row.first_name, row.company, row.language, row.external_id) == (None, *[""] * 5)
    assert out == [(who.key, "forgotten", "", 7)]
    assert letters == [("accepted", None, "")]


def test_the_chain_of_consents_holds_and_shows_who_was_erased(workspace: Path) -> None:
    taken(workspace, LIST)
    taken(workspace, f"E-post\r\n{ANNA}\r\n")
    who = asked(workspace, "anna.hemlig@ek.example")

    forget(workspace, open_database(workspace), who, 7)

    with open_database(workspace).connect() as connection:
        proof = prove(connection, who.key)
    assert (proof.chain.rows, proof.chain.erased, proof.chain.broken) == (3, 1, ())
    assert [(row.action, row.source, row.shown) for row in proof.history] == [
        ("given", "", ""),
        ("withdrawn", "forgotten", ""),
    ]
    assert proof.out
    assert proof.out.reason == "forgotten"
    assert not proof.is_member


def test_forgetting_twice_is_as_good_as_once(workspace: Path) -> None:
    taken(workspace, LIST)
    engine, who = open_database(workspace), asked(workspace, "anna.hemlig@ek.example")

    first = forget(workspace, engine, who, 1)
    second = forget(workspace, engine, who, 2)

    assert (first.was_member, second.was_member) == (True, False)
    with engine.connect() as connection:
        assert connection.execute(select(suppression.c.since)).all() == [(1,)]
        assert verify(connection).rows == 2


def test_an_address_that_nobody_has_stays_out_as_well(workspace: Path) -> None:
    done = forget(workspace, open_database(workspace), asked(workspace, ANNA), 1)

    report, _ = taken(workspace, f"E-post\r\n{ANNA}\r\n")

    assert not done.was_member
    assert report.verdicts == {"refused": 1}


def test_who_unsubscribed_can_be_forgotten_and_the_evidence_goes(workspace: Path) -> None:
    taken(workspace, LIST)
    engine = open_database(workspace)
    with writing(engine) as connection:
        suppress(connection, 1, Reason.UNSUBSCRIBED, "hemliga ord", 1)

    forget(workspace, engine, asked(workspace, "anna.hemlig@ek.example"), 2)

    assert found(workspace, *NEEDLES) == []
    with engine.connect() as connection:
        assert connection.execute(select(suppression.c.reason, suppression.c.evidence)).all() == [("forgotten", "")]


def test_somebody_whose_address_is_a_part_of_anothers_is_forgotten_all_the_same(workspace: Path) -> None:
    taken(workspace, "E-post\r\nanna@ek.example\r\njoanna@ek.example\r\n")

    assert forget(workspace, open_database(workspace), asked(workspace, ANNA), 1).was_member


def test_it_is_told_when_the_files_could_not_be_cleaned(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    taken(workspace, LIST)
    engine = open_database(workspace)
    monkeypatch.setattr("publish.database.opening._SETTINGS", ("busy_timeout=1",))
    with sqlite3.connect(workspace / FILE) as reader:
        reader.execute("begin")
        reader.execute("select count(*) from member").fetchone()
        quick = open_database(workspace)
        with pytest.raises(MemberError) as error:
            forget(workspace, quick, asked(workspace, "anna.hemlig@ek.example"), 1)
        reader.rollback()
    reader.close()

    assert [problem.code for problem in error.value.problems] == ["E824"]
    assert not forget(workspace, engine, asked(workspace, "anna.hemlig@ek.example"), 1).was_member
    assert found(workspace, *NEEDLES) == []


def test_who_asks_to_come_back_must_be_let_in_and_agree_anew(workspace: Path) -> None:
    taken(workspace, LIST)
    engine, who = open_database(workspace), asked(workspace, "anna.hemlig@ek.example")
    forget(workspace, engine, who, 1_770_000_000)

    with writing(engine) as connection:
        assert lift(connection, who.key) is Reason.FORGOTTEN
    old, _ = taken(workspace, LIST)
    new, _ = taken(workspace, LIST, fallback=Fallback(Basis.CONSENT, "form", "2026-11-01"))

    assert old.without_consent == 1
    assert new.without_consent == 1  # the list's own day goes before the fallback's
    again, _ = taken(workspace, LIST.replace("2024-05-17", "2026-11-01"))
    assert again.without_consent == 0
    with engine.connect() as connection:
        assert connection.execute(select(consent.c.action).order_by(consent.c.number)).scalars().all() == [
            "given",
            "withdrawn",
            "given",
        ]
        assert verify(connection).broken == ()


def test_letters_to_a_forgotten_person_go_from_the_outbox_and_the_samples_and_others_stay(workspace: Path) -> None:
    taken(workspace, LIST)
    for folder, name, head in (
        ("outbox", "1.eml", "To: Anna <ANNA.hemlig@ek.example>"),
        ("outbox", "1.envelope", "MAIL FROM:<news@ek.example>\r\nRCPT TO:<anna.hemlig@ek.example>"),
        ("rehearsal", "spring.sv.eml", "To: anna.hemlig@ek.example"),
        ("outbox", "2.eml", "To: Bo <bo@ek.example>"),
    ):
        (workspace / ".publish" / folder).mkdir(exist_ok=True)
        (workspace / ".publish" / folder / name).write_bytes(f"{head}\r\n\r\nDear Anna\r\n".encode())

    done = forget(workspace, open_database(workspace), asked(workspace, "anna.hemlig@ek.example"), 1)

    left = sorted(file.name for file in (workspace / ".publish").glob("*/*.e*"))
    assert (done.letters, left) == (3, ["2.eml"])
