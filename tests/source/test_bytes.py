"""What a file may be made of: what is taken in silence, and what is told with its place."""

from pathlib import Path

import pytest

from publish.edition import Prose
from publish.problems import SourceError
from publish.prose import Paragraph, Text
from publish.source import read_edition
from tests.factories import BODY, FRONT_MATTER, ID, read_bytes

GOOD = FRONT_MATTER + BODY


def told(data: bytes) -> list[str]:
    with pytest.raises(SourceError) as caught:
        read_bytes(data)
    return [f"{p.place.line}:{p.place.column} {p.code} {p.message}" for p in caught.value.problems]


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"\xef\xbb\xbf" + GOOD.encode(), id="byte order mark"),
        pytest.param(GOOD.replace("\n", "\r\n").encode(), id="Windows line ends"),
        pytest.param(GOOD.replace("\n", "\r").encode(), id="line ends of old Macs"),
        pytest.param(GOOD.replace("---\n", "---  \n").encode(), id="blanks after the hyphens"),
        pytest.param(GOOD.removesuffix("\n").encode(), id="no line end at the end"),
    ],
)
def test_how_a_file_was_saved_changes_nothing_that_is_read(data: bytes) -> None:
    found, expected = read_bytes(data), read_bytes(GOOD.encode())

    assert (found.title, found.standfirst, found.chapters) == (expected.title, expected.standfirst, expected.chapters)


def test_the_source_is_kept_to_the_byte() -> None:
    data = b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode()

    assert read_bytes(data).source == data


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        pytest.param(b"", "0:0 E106 the file is empty", id="empty"),
        pytest.param(b" \n\t\n", "0:0 E106 the file is empty", id="blank"),
        pytest.param(b"\xef\xbb\xbf\n", "0:0 E106 the file is empty", id="a mark alone"),
        pytest.param(GOOD.encode("utf-16"), "1:1 E101 the file is UTF-16, expected UTF-8", id="UTF-16"),
        pytest.param(GOOD.encode("utf-16-be"), "1:1 E101 the file is UTF-16, expected UTF-8", id="UTF-16 without mark"),
        pytest.param(
            GOOD.encode("latin-1"), "5:29 E101 the byte 0xe4 is not UTF-8 (in Windows-1252 it is 'ä')", id="Latin-1"
        ),
        pytest.param(
            "---\r\nå: ".encode() + b"\xff",
            "2:4 E101 the byte 0xff is not UTF-8 (in Windows-1252 it is 'ÿ')",
            id="mixed",
        ),
        pytest.param(FRONT_MATTER.encode() + b"en\0 text", "7:3 E102 found NUL (U+0000)", id="NUL"),
        pytest.param(
            FRONT_MATTER.encode() + b"\n\x1b[31mr\xc3\xb6d", "8:1 E102 found a control character (U+001B)", id="escape"
        ),
        pytest.param(
            f"{FRONT_MATTER}å\u2028b".encode(), "7:2 E102 found a line separator (U+2028)", id="from InDesign"
        ),
        pytest.param(
            f"{FRONT_MATTER}a\ufeffb".encode(),
            "7:2 E102 found a byte order mark inside the text (U+FEFF)",
            id="mark inside",
        ),
        pytest.param(
            f"{FRONT_MATTER}a\ufffd".encode(), "7:2 E102 found the mark of a lost character (U+FFFD)", id="lost"
        ),
        pytest.param(
            f"{FRONT_MATTER}\uf0b7 a".encode(), "7:1 E102 found a private character (U+F0B7)", id="Word's bullet"
        ),
        pytest.param(
            b"---\n" + b"x" * 1_000_000, "0:0 E103 the file has 1.0 MB, expected at most 1 MB", id="too large"
        ),
    ],
)
def test_bytes_that_are_no_text_are_told_with_their_place(data: bytes, expected: str) -> None:
    assert told(data) == [expected]


def test_every_hidden_character_is_told_and_not_a_thousand_of_them() -> None:
    assert told(FRONT_MATTER.encode() + b"a\x07\nb\x08") == [
        "7:2 E102 found a control character (U+0007)",
        "8:2 E102 found a control character (U+0008)",
    ]
    assert len(told(FRONT_MATTER.encode() + b"\x07" * 5000)) == 10


def test_letters_of_all_scripts_emoji_and_soft_hyphens_are_text() -> None:
    words = "Åäö العربية 日本語 👩‍🚀 håll\u00adbar"

    (part,) = read_bytes(f"{FRONT_MATTER}{words}\n".encode()).chapters[0].parts

    assert part == Prose((Paragraph((Text(words),)),), 7)


def test_letters_typed_in_two_parts_are_read_as_one() -> None:
    edition = read_bytes(f"{FRONT_MATTER}Ma\u030alet\n".encode())

    assert edition.chapters[0].parts == (Prose((Paragraph((Text("Målet"),)),), 7),)


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    folder = tmp_path / "content" / ID
    (folder / "sv.md").mkdir(parents=True)

    for language, message in (("en", "there is no such file"), ("sv", "this is a folder or a device, expected a file")):
        with pytest.raises(SourceError) as caught:
            read_edition(folder, language, root=tmp_path, icons=frozenset())
        assert str(caught.value) == f"content/{ID}/{language}.md: error[E100]: {message}"


def test_a_text_that_is_a_link_to_outside_is_not_followed(tmp_path: Path) -> None:
    folder = tmp_path / "work" / "content" / ID
    folder.mkdir(parents=True)
    (tmp_path / "secret.md").write_text(GOOD, encoding="utf-8")
    (folder / "sv.md").symlink_to(tmp_path / "secret.md")

    with pytest.raises(SourceError, match=r"E100.*outside the workspace"):
        read_edition(folder, "sv", root=tmp_path / "work", icons=frozenset())
