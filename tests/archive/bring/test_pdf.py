"""A PDF from elsewhere: what acts, hides or is broken is refused with a reason; all else is kept."""

import datetime as dt
import io
import zlib
from typing import Any

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name, Stream

from publish.archive.bring.taking import Old, take
from publish.archive.bring.trial import tried
from publish.formats.pdf.received import Received, receive
from publish.problems import ArchiveError, RenderError
from tests.archive.bring.old_files import acting, acting_deep, attached, pdf, written


def _refused(data: bytes) -> list[tuple[str, str]]:
    """Why it is refused."""
    with pytest.raises(RenderError) as caught:
        receive(data, "old.pdf")
    assert {str(problem.place) for problem in caught.value.problems} == {"old.pdf"}
    return [(problem.code, problem.message) for problem in caught.value.problems]


def test_a_plain_one_says_what_it_is() -> None:
    def change(document: Any) -> None:
        document.docinfo["/CreationDate"] = "D:20140305120000+01'00'"
        document.docinfo["/Title"] = "Nyhetsbrev  mars"
        document.Root.Lang = "sv-SE"

    data = pdf("One", "Two", change=change)

    assert receive(data, "old.pdf") == Received(2, dt.date(2014, 3, 5), "Nyhetsbrev mars", "sv-SE")


def test_a_link_does_no_harm() -> None:
    def change(document: Any) -> None:
        action = Dictionary(S=Name.URI, URI="https://www.example.org/")
        note = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 9, 9], A=action)
        document.pages[0].Annots = Array([note])

    assert receive(pdf(change=change), "old.pdf").pages == 1


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        pytest.param(acting(S=Name.JavaScript, JS="app.alert(1)"), "holds a script", id="script"),
        pytest.param(acting(S=Name.Launch, F="calc.exe"), "starts a program", id="program"),
        pytest.param(acting(S=Name.SubmitForm, F="https://x.example"), "sends what people fill in", id="form"),
        pytest.param(acting(S=Name.ImportData, F="x.fdf"), "loads data from a file", id="data"),
        pytest.param(acting(S=Name.Rendition, JS="app.alert(1)"), "holds a script", id="script by the way"),
        pytest.param(acting_deep, "holds a script", id="script deep inside"),
        pytest.param(attached, "carries files inside it", id="attachment"),
        pytest.param(
            lambda document: setattr(document.Root, "AcroForm", Dictionary(XFA="<xdp/>")), "is a form that", id="XFA"
        ),
    ],
)
def test_what_acts_or_carries_something_is_refused(change: Any, reason: str) -> None:
    (code, message), *_ = _refused(pdf(change=change))

    assert code == "E732"
    assert message.startswith(f"the PDF {reason}")


def test_all_that_it_does_is_told() -> None:
    def change(document: Any) -> None:
        attached(document)
        acting_deep(document)

    assert [code for code, _ in _refused(pdf(change=change))] == ["E732", "E732"]


@pytest.mark.parametrize("user", ["", "secret"])
def test_a_locked_one_is_refused(user: str) -> None:
    data = pdf(encryption=pikepdf.Encryption(owner="owner", user=user))

    assert _refused(data) == [("E730", "the PDF is locked with a password or rights")]


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
def test_a_cut_off_one_is_refused(share: float) -> None:
    data = pdf("A", "B", "C")

    (code, message), *_ = _refused(data[: int(len(data) * share)])

    assert code == "E730"
    assert "damaged" in message


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "this is no PDF"),
        (b"PK\x03\x04" + b"\0" * 2000 + b"%PDF-1.4", "this is no PDF"),
        (b"<html>", "this is no PDF"),
        (b"%PDF-1.7\n", "the PDF is damaged"),
    ],
)
def test_what_is_no_pdf_is_refused(data: bytes, message: str) -> None:
    (code, found), *_ = _refused(data)

    assert (code, found.startswith(message)) == ("E730", True)


def test_one_without_a_page_is_refused() -> None:
    assert _refused(pdf("x", change=lambda document: document.pages.__delitem__(0))) == [
        ("E730", "the PDF has no page")
    ]


def test_a_picture_that_would_fill_the_memory_is_refused() -> None:
    def change(document: Any) -> None:
        data = zlib.compress(b"\0" * 100)
        picture = Stream(document, data, Type=Name.XObject, Subtype=Name.Image, Width=30_000, Height=30_000)
        document.pages[0].Resources.XObject = Dictionary(Im0=document.make_indirect(picture))

    assert _refused(pdf(change=change)) == [("E731", "a picture in the PDF has 900 million pixels")]


@pytest.mark.parametrize("size", [(3, 14_000), (14_000, 3), (100, 500)])
def test_a_page_like_a_thread_is_refused_before_it_is_painted(tmp_path: Any, size: tuple[float, float]) -> None:
    taken = take([Old(written(tmp_path, "thread.pdf", pdf(size=size)), "sv")])

    assert [problem.code for problem in taken.problems] == ["E730"]
    assert "which nobody can look at" in taken.problems[0].message


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(at=st.integers(0, 900), junk=st.binary(min_size=1, max_size=40))
def test_no_damage_breaks_the_reader(at: int, junk: bytes) -> None:
    """It is read, or it is a problem; it is never anything else."""
    whole = pdf("A page")
    data = whole[:at] + junk + whole[at + len(junk) :]

    try:
        assert receive(data, "old.pdf").pages >= 0
    except RenderError as error:
        assert error.problems  # noqa: PT017


def test_a_pdf_that_asks_for_hours_is_given_up() -> None:
    lines = b"0 0 m 9 9 l S\n" * 4_000_000

    def change(document: Any) -> None:
        document.pages[0].Contents = Stream(document, lines)

    data = pdf(change=change, compress_streams=True)
    assert len(data) < 1_000_000

    with pytest.raises(ArchiveError) as caught:
        tried(data, "old.pdf", seconds=1)

    assert [problem.code for problem in caught.value.problems] == ["E731"]


def test_objects_that_hold_each_other_end() -> None:
    def change(document: Any) -> None:
        first, second = document.make_indirect(Dictionary()), document.make_indirect(Dictionary())
        first.Next, second.Next = second, first
        document.Root.Around = first

    assert receive(pdf(change=change), "old.pdf").pages == 1


def test_parts_in_each_other_without_end_are_refused() -> None:
    deep: Any = Array([])
    for _ in range(300):
        deep = Array([deep])
    stream = io.BytesIO(pdf(change=lambda document: setattr(document.Root, "Deep", deep)))

    assert [code for code, _ in _refused(stream.getvalue())] == ["E730"]
