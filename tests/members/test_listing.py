"""Members as they are listed, put into segments, written to a file and read back."""

import csv
import io
import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from publish.database import open_database
from publish.members import export, segments
from publish.members.cells import bare, guarded
from publish.members.finding import asked, number_of
from publish.members.listing import listed
from publish.members.people import Fallback
from publish.members.private import private_file
from publish.members.suppression import Reason, suppress
from publish.members.writing import writing
from publish.problems import MemberError
from tests.members.making import ANNA, BO, taken

LIST = (
    "E-post;Namn;Förnamn;Företag;Språk;Segment;Medlemsnummer\r\n"
    "anna@ek.example;Anna Ek;Anna;Ek & Ö AB;sv;styrelsen, vår;17\r\n"
    "bo@ek.example;Bo 100% Ek;;;;;\r\n"
    "+46@ek.example;=HYPERLINK(1);@SUM;-1;en;+a;'18\r\n"
)


def codes(error: pytest.ExceptionInfo[MemberError]) -> list[str]:
    return [problem.code for problem in error.value.problems]


def exported(root: Path) -> str:
    stream = io.StringIO(newline="")
    with open_database(root).connect() as connection:
        export.write(listed(connection), stream)
    return stream.getvalue()


def test_members_are_found_by_segment_and_by_words_in_any_case(workspace: Path) -> None:
    taken(workspace, LIST)
    with open_database(workspace).connect() as connection:
        in_segment = [one.address for one in listed(connection, segment_name="vår")]
        by_word = [one.address for one in listed(connection, search="EK & ")]
        by_sign = [one.address for one in listed(connection, search="100%")]

    assert (in_segment, by_word, by_sign) == ([ANNA], [ANNA], [BO])


def test_an_export_calculates_nothing(workspace: Path) -> None:
    taken(workspace, LIST)

    rows = list(csv.reader(io.StringIO(exported(workspace)), delimiter=";"))

    assert rows[3] == [
        "'+46@ek.example", "'=HYPERLINK(1)", "'@SUM", "'-1", "en", "'+a", "'18", "consent", "a form", "2024-05-17", "",
    ]  # fmt: skip
    assert not any(cell[:1] in set("=+-@\t\r") for row in rows for cell in row)


def test_an_export_is_read_back_without_a_change(workspace: Path, tmp_path: Path) -> None:
    taken(workspace, LIST)
    with writing(open_database(workspace)) as connection:
        suppress(connection, 2, Reason.UNSUBSCRIBED, "", 1)
    text = exported(workspace)

    report, _ = taken(workspace, text, fallback=Fallback(), update=True)

    assert report.verdicts == {"unchanged": 2, "suppressed": 1}


_TEXTS = st.text(st.sampled_from("'=+-@aå 1"), max_size=8)


@given(_TEXTS)
def test_the_guard_against_formulas_is_taken_off_again(text: str) -> None:
    assert bare(guarded(text)) == text
    assert guarded(text)[:1] not in set("=+-@")


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(st.tuples(_TEXTS, _TEXTS, _TEXTS), min_size=1, max_size=5))
def test_whatever_members_are_called_the_export_is_read_back(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, str, str]]
) -> None:
    root = tmp_path_factory.mktemp("members")
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, delimiter=";")
    writer.writerow(("E-post", "Namn", "Företag", "Segment"))
    writer.writerows((f"a{number}@ek.example", *row) for number, row in enumerate(rows))
    taken(root, stream.getvalue())

    report, _ = taken(root, exported(root), fallback=Fallback(), update=True)

    assert report.verdicts == {"unchanged": len(rows)}


def test_a_file_with_peoples_data_is_for_its_owner_and_new(workspace: Path, tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        with private_file(tmp_path / "members.csv", workspace) as stream:
            stream.write("Å")
    finally:
        os.umask(before)

    assert (tmp_path / "members.csv").stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "members.csv").read_bytes() == b"\xef\xbb\xbf\xc3\x85"
    with pytest.raises(MemberError) as error, private_file(tmp_path / "members.csv", workspace):
        pass
    assert codes(error) == ["E826"]


@pytest.mark.parametrize("name", ["members.csv", "content/members.csv", "away/members.csv", "nowhere/members.csv"])
def test_a_file_with_peoples_data_does_not_lie_where_git_finds_it(workspace: Path, tmp_path: Path, name: str) -> None:
    (workspace / "away").symlink_to(workspace / "content")

    with pytest.raises(MemberError) as error, private_file(workspace / name, workspace):
        pass

    assert codes(error) == ["E826"]
    assert not (workspace / name).exists()


def test_members_are_put_into_segments_and_taken_out(workspace: Path) -> None:
    taken(workspace, LIST)
    with writing(open_database(workspace)) as connection:
        number = number_of(connection, asked(workspace, "BO@ek.example"))
        assert segments.add(connection, "styrelsen", number)
        assert not segments.add(connection, "styrelsen", number)
        assert segments.segments(connection) == {"+a": 1, "styrelsen": 2, "vår": 1}
        assert segments.remove(connection, "styrelsen", number)
        assert not segments.remove(connection, "styrelsen", number)
        assert segments.segments(connection)["styrelsen"] == 1


@pytest.mark.parametrize("name", ["", "a, b", "a;b", "a|b", "x" * 65, "a\nb", "a\x07", " a"])
def test_a_segment_has_a_name_that_a_list_can_hold(workspace: Path, name: str) -> None:
    taken(workspace, LIST)

    with pytest.raises(MemberError) as error, writing(open_database(workspace)) as connection:
        segments.add(connection, name, 1)

    assert codes(error) == ["E825"]


def test_a_segment_that_nobody_belongs_to_gets_a_hint(workspace: Path) -> None:
    taken(workspace, LIST)

    with pytest.raises(MemberError) as error, open_database(workspace).connect() as connection:
        segments.check(connection, "styrelse")

    assert error.value.problems[0].hint == "did you mean `styrelsen`?"


def test_who_is_asked_for_must_be_there_and_be_an_address(workspace: Path) -> None:
    taken(workspace, LIST)
    with open_database(workspace).connect() as connection:
        with pytest.raises(MemberError) as unknown:
            number_of(connection, asked(workspace, "ceci@ek.example"))
        with pytest.raises(MemberError) as none:
            asked(workspace, "ceci")

    assert (codes(unknown), codes(none)) == (["E820"], ["E812"])
