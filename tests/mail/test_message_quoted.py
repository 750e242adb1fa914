"""Bodies arrive as they were written, whatever stands in them, in lines that every server takes."""

import re
from quopri import decodestring

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from publish.mail.message.quoted import Cutter, value
from tests.mail.reading import quoted_printable

ANYTHING = st.text(st.characters(exclude_categories=["Cs"]), max_size=300)
TROUBLE = st.lists(
    st.sampled_from(["\n", " ", ".", "\t", "From ", "=", "å", "👩", "x" * 70, "\0", "\u2028", "-", "a"])
).map("".join)


def constant(text: str) -> bytes:
    cutter = Cutter()
    cutter.text(text)
    return cutter.done().fill(())


def around(before: str, filled: str, after: str) -> str:
    cutter = Cutter()
    cutter.text(before)
    cutter.slot(0)
    cutter.text(after)
    return cutter.done().fill((value(filled),)).decode("ascii")


@settings(deadline=None)
@given(ANYTHING | TROUBLE)
@example(".\n.")
@example("From me\nFrom ")
@example("a \nb\t")
def test_a_text_arrives(text: str) -> None:
    made = constant(text)

    assert quoted_printable(made.decode("ascii")) == text.replace("\n", "\r\n").encode()
    assert decodestring(made) == text.replace("\n", "\r\n").encode()


@settings(deadline=None)
@given(ANYTHING | TROUBLE, ANYTHING | TROUBLE, ANYTHING | TROUBLE)
@example("", ".", "")
@example("a", "", "b")
@example("Hej ", "From ", "\n.")
def test_a_value_arrives_and_what_stands_around_it(before: str, filled: str, after: str) -> None:
    expected = before.replace("\n", "\r\n").encode() + filled.encode() + after.replace("\n", "\r\n").encode()

    assert quoted_printable(around(before, filled, after)) == expected


@settings(deadline=None)
@given(ANYTHING | TROUBLE | st.text("x.=å \n", min_size=60, max_size=400))
def test_a_value_has_no_white_space_but_soft_breaks_and_no_line_with_a_dot_in_front(filled: str) -> None:
    lines = value(filled).decode("ascii").split("=\r\n")

    assert all(re.fullmatch(r"[!-<>-~]*|(?:[!-<>-~]|=[0-9A-F]{2})*", line) for line in lines)
    assert max(map(len, lines)) <= 75
    assert not any(line.startswith(".") for line in lines)


def test_a_character_of_a_constant_is_never_cut() -> None:
    for line in constant("å" * 200).decode("ascii").split("=\r\n"):
        quoted_printable(line).decode("utf-8")


@pytest.mark.parametrize("column", range(50))
def test_a_slot_of_known_width_stands_within_its_line_if_there_is_room(column: int) -> None:
    cutter = Cutter()
    cutter.text("x" * column)
    cutter.slot(0, width=32)
    cutter.text("y" * 10)
    made = cutter.done().fill((b"t" * 32,)).decode("ascii")

    assert quoted_printable(made) == b"x" * column + b"t" * 32 + b"y" * 10
    assert ("t" * 32) in made
    assert made.startswith("x" * column + "t") == (column <= 43)


@pytest.mark.parametrize("filled", ["å." * 40, "x" * 75, "x" * 74 + "å", ""])
def test_slots_may_stand_side_by_side(filled: str) -> None:
    cutter = Cutter()
    cutter.slot(0)
    cutter.slot(1, width=3)
    cutter.slot(0)
    made = cutter.done().fill((value(filled), b"abc")).decode("ascii")

    assert quoted_printable(made).decode() == f"{filled}abc{filled}"
