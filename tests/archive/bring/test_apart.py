"""Files from elsewhere are read where they can do no harm: whatever way the reader ends, ours goes on."""

import os
import signal
import sys
from collections.abc import Callable
from typing import Any

import pytest

from publish.archive.bring.apart import apart, read_apart
from publish.archive.bring.found import Found, Use
from publish.archive.bring.pages import read_page


def test_what_it_says_comes_back_whole() -> None:
    assert apart(lambda: b"x" * 10_000_000) == b"x" * 10_000_000


@pytest.mark.parametrize(
    "end",
    [
        pytest.param(lambda: os.kill(os.getpid(), signal.SIGKILL), id="killed"),
        pytest.param(lambda: sys.exit(3), id="left"),
        pytest.param(lambda: os._exit(0), id="vanished"),
        pytest.param(lambda: bytes(10**11), id="out of memory"),
    ],
)
def test_a_reader_that_breaks_does_not_break_ours(end: Callable[[], Any]) -> None:
    assert apart(end) is None


def test_a_reader_without_end_is_given_up() -> None:
    def never() -> bytes:
        while True:
            pass

    assert apart(never, seconds=0.2) is None


def test_what_was_found_apart_is_what_would_be_found_here() -> None:
    data = b"<meta charset=utf-8>\n<img src=a.png><script></script><link rel=stylesheet href=b.css><a href=/x>"
    here, there = Found("old.html", "in/"), Found("old.html", "in/")

    read_page(data, here)
    read_apart(lambda own: read_page(data, own), there)

    assert there == here
    assert {one.use for one in there.references} == {Use.PICTURE, Use.STYLE}


def test_a_page_that_asks_for_hours_is_given_up() -> None:
    """A browser reads it at once; the parser compares each attribute with all before it."""
    data = b"<meta charset=utf-8><p " + b" ".join(b"a%d" % number for number in range(100_000))
    found = Found("old.html")

    read_apart(lambda own: read_page(data, own), found, seconds=1)

    assert [(one.code, str(one.place)) for one in found.problems] == [("E731", "old.html")]
