"""What becomes of a list: told first, nothing replaced silently, nobody lost and nobody brought back."""

import datetime as dt
import hmac
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from publish.database import FILE, is_there, open_database, secret
from publish.database.tables import consent, member, segment
from publish.members.arrival import Note, Wish
from publish.members.finding import asked
from publish.members.forget import forget
from publish.members.importing import take_in
from publish.members.listing import listed
from publish.members.people import Fallback
from publish.members.received import Refused
from publish.members.seen import Seen
from publish.members.suppression import Reason, suppress
from publish.members.writing import writing
from publish.problems import MemberError
from tests.members.making import ANNA, NOW, looked, taken, write_list

HEAD = "E-post;Namn;Företag;Språk;Grupp\r\n"


def people(root: Path) -> list[tuple[str, str, str, str, tuple[str, ...]]]:
    with open_database(root).connect() as connection:
        return [(one.address, one.name, one.company, one.language, one.segments) for one in listed(connection)]


def consents(root: Path) -> list[tuple[str, str, str, str]]:
    wanted = select(consent.c.action, consent.c.basis, consent.c.source, consent.c.given).order_by(consent.c.number)
    with open_database(root).connect() as connection:
        return [tuple(row) for row in connection.execute(wanted)]


def verdicts(counter: Counter[str]) -> dict[str, int]:
    return {str(name): count for name, count in counter.items()}


def refused(told: list[Refused | Note]) -> list[tuple[int, str]]:
    return [(one.line, one.code) for one in told if isinstance(one, Refused)]


def test_looking_writes_nothing_and_makes_no_database(workspace: Path) -> None:
    report, _ = looked(workspace, f"{HEAD}{ANNA};Anna;;;\r\n")

    assert verdicts(report.verdicts) == {"new": 1}
    assert not is_there(workspace)
    assert not (workspace / FILE).parent.exists()


def test_looking_tells_what_taking_in_does(workspace: Path) -> None:
    taken(workspace, f"{HEAD}{ANNA};Anna;;;\r\n")
    text = f"{HEAD}{ANNA};Anna Ek;Ek;;x\r\nbo@ek.example;Bo;;sv;\r\nfel;;;;\r\n\r\nBO@ek.example;;;;\r\n"

    before, told_before = looked(workspace, text)
    after, told_after = taken(workspace, text)

    assert before == after
    assert told_before == told_after
    assert verdicts(after.verdicts) == {"changed": 1, "new": 1, "refused": 2}
    assert (after.rows, after.blank) == (4, 1)


def test_a_second_import_changes_nothing(workspace: Path) -> None:
    text = f"{HEAD}{ANNA};Anna;Ek;svenska;a, b\r\nåsa@ek.example;Åsa;;;\r\n"
    taken(workspace, text)

    report, told = taken(workspace, text)

    assert verdicts(report.verdicts) == {"unchanged": 2}
    assert told == []
    assert len(consents(workspace)) == 2


def test_nothing_is_replaced_unless_it_is_asked_for(workspace: Path) -> None:
    taken(workspace, f"{HEAD}{ANNA};Anna;Ek;sv;\r\n")
    text = f"{HEAD}ANNA@ek.example;Anna Ny;;en;\r\n"

    kept, told = taken(workspace, text)
    between = people(workspace)
    updated, _ = taken(workspace, text, update=True)

    assert verdicts(kept.verdicts) == {"kept": 1}
    assert dict(kept.kept) == {"address": 1, "name": 1, "language": 1}
    assert [one.text for one in told if isinstance(one, Note)] == ["address, name, language differ and stay"]
    assert between == [(ANNA, "Anna", "Ek", "sv", ())]
    assert verdicts(updated.verdicts) == {"changed": 1}
    assert people(workspace) == [("ANNA@ek.example", "Anna Ny", "Ek", "en", ())]


def test_an_empty_cell_erases_nothing_and_an_empty_field_is_filled(workspace: Path) -> None:
    taken(workspace, f"{HEAD}{ANNA};Anna;;;a\r\n")

    report, _ = taken(workspace, f"{HEAD}{ANNA};;Ek;;b\r\n", update=True)

    assert dict(report.fields) == {"company": 1, "segments": 1}
    assert people(workspace) == [(ANNA, "Anna", "Ek", "", ("a", "b"))]


def test_every_refused_row_has_its_line_column_and_reason(workspace: Path) -> None:
    text = (
        "Namn;E-post;Språk;Samtycke;Datum\r\n"
        "A;fel;;;\r\n"
        f"B;{'b' * 65}@ek.example;;;\r\n"
        "C;аnna@ek.example;;;\r\n"
        "D;d@ek.example;klingonska;;\r\n"
        "E;e@ek.example;;kanske;\r\n"
        "F;f@ek.example;;ja;i våras\r\n"
        "G;g@ek.example;;ja;2031-01-01\r\n"
        f"{'H' * 201};h@ek.example;;;\r\n"
        "I\x07;i@ek.example;;;\r\n"
        "J;a@ek.example;;ja;2024-01-01\r\n"
        "K;A@EK.example;;ja;2024-01-01\r\n"
        "L;l@ek.example;ja\r\n"
    )

    _, told = taken(workspace, text, fallback=Fallback(source="a form"))

    assert [(one.line, one.column, one.code) for one in told if isinstance(one, Refused)] == [
        (2, 2, "E812"),
        (3, 2, "E812"),
        (4, 2, "E813"),
        (5, 3, "E818"),
        (6, 4, "E818"),
        (7, 5, "E818"),
        (8, 5, "E818"),
        (9, 1, "E817"),
        (10, 1, "E817"),
        (12, 2, "E814"),
        (13, 0, "E811"),
    ]
    assert [one[0] for one in people(workspace)] == ["a@ek.example"]


def test_a_suppressed_person_stays_suppressed(workspace: Path) -> None:
    taken(workspace, f"{HEAD}{ANNA};Anna;;;\r\n")
    with writing(open_database(workspace)) as connection:
        suppress(connection, 1, Reason.UNSUBSCRIBED, "one-click", 1)

    report, _ = taken(workspace, f"{HEAD}{ANNA};Annika;;;x\r\n", update=True, now=NOW + dt.timedelta(days=400))

    assert verdicts(report.verdicts) == {"suppressed": 1}
    with open_database(workspace).connect() as connection:
        assert [(one.name, one.standing) for one in listed(connection)] == [("Anna", "unsubscribed")]


def test_a_forgotten_person_is_not_brought_back(workspace: Path) -> None:
    taken(workspace, f"{HEAD}{ANNA};Anna;;;\r\n")
    forget(workspace, open_database(workspace), asked(workspace, ANNA), 1)

    report, told = taken(workspace, f"{HEAD} Anna@EK.example ;Anna;;;\r\n", update=True)

    assert verdicts(report.verdicts) == {"refused": 1}
    assert refused(told) == [(2, "E815")]
    assert people(workspace) == []


def test_consent_is_recorded_as_the_list_has_it(workspace: Path) -> None:
    text = (
        "E-post;Samtycke;Källa;Datum\r\n"
        "a@ek.example;Ja;webben;2024-05-17\r\n"
        "b@ek.example;medlem;;20240518\r\n"
        "c@ek.example;Nej;;\r\n"
        "d@ek.example;;;\r\n"
        "e@ek.example;kund;butiken;2024-05-19 10:30\r\n"
    )

    report, _ = taken(workspace, text, fallback=Fallback(source="registret"))

    assert verdicts(report.verdicts) == {"new": 5}
    assert report.without_consent == 2
    assert consents(workspace) == [
        ("given", "consent", "webben", "2024-05-17"),
        ("given", "membership", "registret", "2024-05-18"),
        ("given", "soft-opt-in", "butiken", "2024-05-19T10:30:00"),
    ]


def test_consent_without_a_day_or_a_place_is_no_proof(workspace: Path) -> None:
    _, told = taken(workspace, "E-post;Samtycke\r\na@ek.example;ja\r\n", fallback=Fallback())
    _, again = taken(workspace, "E-post;Samtycke;Datum\r\na@ek.example;ja;2024-01-01\r\n", fallback=Fallback())

    assert [one.reason for one in (*told, *again) if isinstance(one, Refused)] == [
        "nothing says when the consent was given",
        "nothing says where the consent was given",
    ]


def test_a_list_older_than_a_withdrawal_undoes_nothing(workspace: Path) -> None:
    head = "E-post;Samtycke;Källa;Datum\r\n"
    taken(workspace, f"{head}{ANNA};ja;webben;2024-05-17\r\n")
    withdrawn, _ = taken(workspace, f"{head}{ANNA};nej;telefon;2024-06-01\r\n")

    older, _ = taken(workspace, f"{head}{ANNA};ja;en gammal lista;2024-05-30\r\n")
    newer, _ = taken(workspace, f"{head}{ANNA};ja;webben;2024-07-01\r\n")

    assert verdicts(withdrawn.consents) == {"withdrawn": 1}
    assert verdicts(older.verdicts) == {"unchanged": 1}
    assert older.without_consent == 1
    assert verdicts(newer.consents) == {"given": 1}
    assert [row[0] for row in consents(workspace)] == ["given", "withdrawn", "given"]


def test_a_no_counts_from_its_own_day_or_from_today(workspace: Path) -> None:
    head = "E-post;Samtycke;Datum\r\n"
    taken(workspace, f"{head}{ANNA};ja;2024-05-17\r\n")

    older, _ = taken(workspace, f"{head}{ANNA};nej;2023-01-01\r\n")
    today, _ = taken(workspace, f"{head}{ANNA};nej;\r\n")

    assert (older.verdicts, older.without_consent) == ({"unchanged": 1}, 0)
    assert (today.verdicts, today.without_consent) == ({"changed": 1}, 1)
    assert consents(workspace)[-1] == ("withdrawn", "consent", "a form", "2026-11-24")


def test_invisible_signs_and_spaces_are_taken_out_of_names(workspace: Path) -> None:
    taken(workspace, f"{HEAD}{ANNA};  Anna\u200b \u00a0 A\u030akesson\u00ad ;'=Ek;;a ,, b,a\r\n")

    assert people(workspace) == [(ANNA, "Anna Åkesson", "=Ek", "", ("a", "b"))]


def test_what_is_likely_a_slip_is_told_and_taken_in(workspace: Path) -> None:
    text = (
        "E-post;Namn;Medlemsnummer\r\nanna@gmial.com;Anna;1\r\nåsa@ek.example;Åsa;2\r\nbo@ek.example;BjÃ¶rn;3\r\n"
        "ceci@ek.example;Ceci;4\r\n"
    )
    taken(workspace, "E-post;Medlemsnummer\r\nold@ek.example;4\r\n")

    report, told = taken(workspace, text)

    assert verdicts(report.verdicts) == {"new": 4}
    assert sorted((one.line, one.hint) for one in told if isinstance(one, Note)) == [
        (2, "was gmail.com meant?"),
        (3, "few servers take them; is it right?"),
        (4, "export the list anew"),
        (5, "a new address? then `members forget` or `suppress` the old one"),
    ]


def test_a_domain_that_takes_no_mail_is_refused(workspace: Path) -> None:
    told: list[Refused | Note] = []
    wish = Wish(NOW, undeliverable={"dead.example": "says that it takes no mail (RFC 7505)"})

    with write_list(workspace, "E-post\r\na@DEAD.example\r\nb@ek.example\r\n").opened() as list_:
        take_in(workspace, list_, wish, told.append)

    assert refused(told) == [(2, "E816")]


def test_what_changed_after_the_report_is_not_taken_in(workspace: Path) -> None:
    report, _ = looked(workspace, f"{HEAD}{ANNA};Anna;;;\r\n")
    source = write_list(workspace, f"{HEAD}{ANNA};Anne;;;\r\n")

    with source.opened() as list_, pytest.raises(MemberError) as error:
        take_in(workspace, list_, Wish(NOW), lambda _: None, expected=report)

    assert error.value.problems[0].code == "E822"
    assert people(workspace) == []


def test_a_list_that_breaks_off_leaves_nothing_behind(workspace: Path) -> None:
    rows = "".join(f"a{number}@ek.example;A;;;\r\n" for number in range(5000))
    source = write_list(workspace, f'{HEAD}{rows}b@ek.example;"{"x" * 140_000}')

    with source.opened() as list_, pytest.raises(MemberError) as error:
        take_in(workspace, list_, Wish(NOW), lambda _: None)

    assert [(problem.code, problem.place.line) for problem in error.value.problems] == [("E810", 5002)]
    assert people(workspace) == []


def test_somebody_else_who_writes_is_waited_for_and_then_told(workspace: Path) -> None:
    engine = open_database(workspace)
    with engine.connect() as other, engine.connect() as second:
        other.exec_driver_sql("BEGIN IMMEDIATE")
        second.exec_driver_sql("PRAGMA busy_timeout=1")
        second.close()
        with pytest.raises(MemberError) as error, writing(engine):
            pass

    assert error.value.problems[0].code == "E821"


_CELLS = st.sampled_from(["", "Anna", "Ek AB", "sv", "svenska", "a, b", "=1+1", "Åsa", "x" * 300, "ja", "2024-01-01"])
_ADDRESSES = st.sampled_from([ANNA, "ANNA@ek.example", "bo@ek.example", "fel", "", "åsa@räksmörgås.example"])


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    lists=st.lists(st.lists(st.tuples(_ADDRESSES, _CELLS, _CELLS, _CELLS, _CELLS), max_size=6), min_size=1, max_size=3)
)
def test_every_row_is_exactly_one_thing_and_looking_tells_which(
    tmp_path_factory: pytest.TempPathFactory, lists: list[list[tuple[str, ...]]]
) -> None:
    root = tmp_path_factory.mktemp("members")
    for rows in lists:
        text = HEAD + "".join(";".join(row) + "\r\n" for row in rows)
        before = people(root) if is_there(root) else []
        foreseen, _ = looked(root, text)
        report, _ = taken(root, text)
        after = people(root)

        assert foreseen == report
        assert report.rows + report.blank == len(rows)
        assert sum(report.verdicts.values()) == report.rows
        assert len(after) - len(before) == report.verdicts["new"]
        assert {one[0] for one in before} <= {one[0] for one in after}
        assert looked(root, text)[0].verdicts["new"] == 0


def test_a_person_is_the_same_by_the_key_of_the_workspace_alone(workspace: Path) -> None:
    taken(workspace, f"{HEAD}{ANNA};Anna;;;x\r\n")

    with open_database(workspace).connect() as connection:
        row = connection.execute(select(member)).one()
        groups = connection.execute(select(segment)).all()

    assert row.key == hmac.digest(secret(workspace, "address"), ANNA.encode(), "sha256")
    assert len(row.code) == 8
    assert groups == [(1, "x")]


@given(st.lists(st.binary(min_size=32, max_size=32), max_size=30))
def test_a_key_is_met_first_on_one_line(keys: list[bytes]) -> None:
    seen, lines = Seen(), dict[bytes, int]()

    for line, key in enumerate((*keys, *keys), start=2):
        assert seen.first(key, line) == lines.get(key, 0)
        lines.setdefault(key, line)


def test_keys_that_overlap_in_memory_are_told_apart() -> None:
    """The end of one entry and the beginning of the next can spell a third key."""
    head = bytes(2)
    one, other = head + bytes(range(1, 11)) + bytes(20), head + bytes(range(11, 21)) + bytes(20)
    line = 0x01020304
    between = head + bytes(range(5, 11)) + line.to_bytes(4, "big") + bytes(20)
    seen = Seen()

    assert [seen.first(one, line), seen.first(other, 3), seen.first(between, 4)] == [0, 0, 0]
    assert seen.first(between, 5) == 4
