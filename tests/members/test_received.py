"""Lists as Excel and others write them: the same rows come out, and what is no row is told with its line."""

import codecs
import csv
import io
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from publish.members.importing import Source
from publish.members.received import Refused, Row
from publish.problems import MemberError

HEADINGS = ("E-post", "Namn", "Företag")
ROWS: list[tuple[str, ...]] = [("anna@ek.example", "Åsa Ek", "Ek & Ö AB"), ("bo@ek.example", "Bo", "")]
ENCODINGS = {
    "utf-8": b"",
    "utf-8-sig": b"",
    "utf-16-le": codecs.BOM_UTF16_LE,
    "utf-16-be": codecs.BOM_UTF16_BE,
    "cp1252": b"",
}


def written(
    rows: list[tuple[str, ...]], delimiter: str = ";", quoting: int = csv.QUOTE_MINIMAL, end: str = "\r\n"
) -> str:
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, delimiter=delimiter, quoting=quoting, lineterminator=end)  # type: ignore[arg-type]
    writer.writerows([HEADINGS, *rows])
    return stream.getvalue()


def read(
    folder: Path, data: bytes, maps: dict[str, str] | None = None, encoding: str = ""
) -> list[Row | Refused | None]:
    file = folder / "members.csv"
    file.write_bytes(data)
    with Source(file, maps or {}, encoding).opened() as list_:
        return list(list_.rows())


def cells(rows: list[Row | Refused | None]) -> list[tuple[str, ...]]:
    return [tuple(row.cells) for row in rows if isinstance(row, Row)]


def refusal(folder: Path, data: bytes, maps: dict[str, str] | None = None) -> tuple[str, int, str]:
    with pytest.raises(MemberError) as error:
        read(folder, data, maps)
    problem = error.value.problems[0]
    return problem.code, problem.place.line, problem.message


_CELL = st.text(st.characters(codec="cp1252", exclude_characters="\0\r\n\x0b\x0c\x1c\x1d\x1e\x85"), max_size=12)
_PLAIN = _CELL.filter(lambda text: not text.startswith("\ufeff"))
_ROWS = st.lists(st.tuples(_PLAIN, _PLAIN, _PLAIN).filter(any), max_size=6)


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    rows=_ROWS,
    delimiter=st.sampled_from(";,\t"),
    quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL, csv.QUOTE_NONNUMERIC]),
    end=st.sampled_from(["\r\n", "\n"]),
    encoding=st.sampled_from(list(ENCODINGS)),
)
@example(rows=[("a;b", 'c"d', "e,f\tg")], delimiter=";", quoting=csv.QUOTE_MINIMAL, end="\r\n", encoding="cp1252")
def test_what_is_written_is_read(
    tmp_path: Path, *, rows: list[tuple[str, ...]], delimiter: str, quoting: int, end: str, encoding: str
) -> None:
    data = ENCODINGS[encoding] + written(rows, delimiter, quoting, end).encode(encoding)
    if encoding == "cp1252":
        assume(not _is_utf8(data))

    assert cells(read(tmp_path, data)) == rows


def _is_utf8(data: bytes) -> bool:
    """Some words of Windows are words of UTF-8 as well: `Ã¥` is `å`, and nobody can tell."""
    try:
        return not data.decode().isascii()
    except UnicodeDecodeError:
        return False


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.binary(max_size=200) | st.binary(max_size=100).map(lambda data: b"E-post;Namn\r\n" + data))
def test_whatever_a_file_holds_it_is_rows_or_a_problem(tmp_path: Path, data: bytes) -> None:
    try:
        rows = read(tmp_path, data)
    except MemberError as error:
        codes = {problem.code for problem in error.problems}
    else:
        codes = {row.code for row in rows if isinstance(row, Refused)}
    assert codes <= {"E807", "E808", "E809", "E810", "E811"}


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", list(ENCODINGS))
@pytest.mark.parametrize("above", ["", "sep={}\r\n", "\r\n\r\n"], ids=["plain", "sep", "blank"])
def test_every_way_in_which_excel_saves_is_understood(
    tmp_path: Path, delimiter: str, encoding: str, above: str
) -> None:
    text = above.format(delimiter) + written(ROWS, delimiter)

    assert cells(read(tmp_path, ENCODINGS[encoding] + text.encode(encoding))) == ROWS


def test_a_list_of_a_mac_has_carriage_returns(tmp_path: Path) -> None:
    assert cells(read(tmp_path, written(ROWS, end="\r").encode())) == ROWS


def test_utf_16_without_a_mark_is_recognised(tmp_path: Path) -> None:
    assert cells(read(tmp_path, written(ROWS).encode("utf-16-le"))) == ROWS
    assert cells(read(tmp_path, written(ROWS).encode("utf-16-be"))) == ROWS


def test_marks_in_the_middle_of_a_file_are_no_text(tmp_path: Path) -> None:
    first = codecs.BOM_UTF8 * 2 + written(ROWS[:1]).encode()

    assert cells(read(tmp_path, first + codecs.BOM_UTF8 + b"bo@ek.example;Bo;\r\n")) == ROWS


def test_an_encoding_can_be_named(tmp_path: Path) -> None:
    data = written([("anna@ek.example", "Åsa", "Öl")]).encode("mac-roman")

    assert refusal(tmp_path, data)[:2] == ("E807", 2)
    assert cells(read(tmp_path, data, encoding="mac-roman")) == [("anna@ek.example", "Åsa", "Öl")]


def test_two_lists_in_one_file_are_told_with_the_line(tmp_path: Path) -> None:
    data = written(ROWS).encode() + "ceci@ek.example;Cecilia Öst;\r\n".encode("cp1252")

    code, line, message = refusal(tmp_path, data)

    assert (code, line) == ("E807", 4)
    assert "two lists" in message


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "E808"),
        (b"\r\n\r\n", "E808"),
        (codecs.BOM_UTF8, "E808"),
        (b"sep=;\r\n", "E808"),
        (b"PK\x03\x04 a workbook", "E808"),
        (b"\xd0\xcf\x11\xe0 an old workbook", "E808"),
        (b"Namn;F\xc3\xb6retag\r\nAnna;Ek\r\n", "E809"),
        (b"anna@ek.example;Anna\r\n", "E809"),
        (b"E-post;Mail\r\na@ek.example;b@ek.example\r\n", "E809"),
        (b"E-post;" + b"x;" * 1001 + b"\r\n", "E808"),
        (b"E-post;Namn\r\n" + b"x" * 1_100_000, "E810"),
        (b'E-post;Namn\r\na@ek.example;"' + b"x\r\n" * 100_000, "E810"),
        ("E-post\r\na@ek.example".encode("utf-16") + b"x", "E807"),
    ],
)
def test_what_is_no_list_is_told_as_a_whole(tmp_path: Path, data: bytes, code: str) -> None:
    assert refusal(tmp_path, data)[0] == code


def test_a_row_of_another_length_is_refused_with_its_line(tmp_path: Path) -> None:
    text = "E-post;Namn;Företag\r\n\r\na@ek.example;A\r\nb@ek.example;B;C;D\r\nc@ek.example;C;D;;\r\n;;;;\r\n"

    rows = read(tmp_path, text.encode())

    assert [(row.line, row.code) for row in rows if isinstance(row, Refused)] == [(3, "E811"), (4, "E811")]
    assert cells(rows) == [("c@ek.example", "C", "D")]
    assert rows.count(None) == 2


def test_a_quotation_mark_that_swallows_rows_is_found(tmp_path: Path) -> None:
    text = 'E-post;Namn\r\na@ek.example;"A\r\nb@ek.example;B\r\nc@ek.example;C"\r\nd@ek.example;D\r\n'

    rows = read(tmp_path, text.encode())

    (refused,) = (row for row in rows if isinstance(row, Refused))
    assert (refused.line, refused.code, refused.reason) == (2, "E811", "one cell takes in the rows up to line 4")
    assert cells(rows) == [("d@ek.example", "D")]


def test_a_cell_of_two_lines_is_a_cell(tmp_path: Path) -> None:
    rows = read(tmp_path, b'E-post;Namn\r\na@ek.example;"A\nB"\r\nb@ek.example;B\r\n')

    assert [(row.line, row.cells) for row in rows if isinstance(row, Row)] == [
        (2, ["a@ek.example", "A\nB"]),
        (4, ["b@ek.example", "B"]),
    ]


@pytest.mark.parametrize("heading", ["E-postadress", "EPOST", "e-mail", "Email Address", "Mejl", "E\u2011post", "mail"])
def test_the_column_of_addresses_has_many_names(tmp_path: Path, heading: str) -> None:
    assert len(cells(read(tmp_path, f"{heading},Anteckning\nanna@ek.example,x\n".encode()))) == 1


def test_columns_are_named_by_hand_where_nobody_knows_them(tmp_path: Path) -> None:
    file = tmp_path / "members.csv"
    file.write_bytes("Adr 1;Mail;Ansvarig;Fo\u0308retag\r\na@ek.example;gammal;A;Ek\r\n".encode())

    with Source(file, {"adr 1": "address", "Ansvarig": "name"}).opened() as list_:
        found = list_.columns

    assert found.places == {"address": 0, "name": 2, "company": 3}
    assert found.ignored == ("Mail",)


def test_a_mapped_column_that_is_not_there_is_told(tmp_path: Path) -> None:
    assert refusal(tmp_path, b"E-post;Namn\r\n", maps={"Nam": "name"})[0] == "E809"


@pytest.mark.parametrize("name", ["/dev/zero", "/nowhere/members.csv", "/"])
def test_what_is_no_file_is_not_read(name: str) -> None:
    with pytest.raises(MemberError) as error, Source(Path(name)).opened():
        pass

    assert error.value.problems[0].code == "E807"


def test_a_hostile_heading_does_nothing_to_the_terminal(tmp_path: Path) -> None:
    assert "\x1b" not in refusal(tmp_path, b"\x1b[31mNamn;x\r\n")[2]
