"""How heavy the letter's pictures are, how large, and how long they move."""

import io
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from publish.check import Subject
from publish.check.delivery import pictures
from publish.check.delivery.gif import Film, film
from publish.check.delivery.measure import width
from tests import made
from tests.check.corpus import clean

COVER = "mail/cover/skyline-wide.svg.png"


def gif(*delays: int, loop: int | None = None) -> bytes:
    """A film with a frame for each of *delays*, in hundredths of a second."""
    frames = [Image.new("RGB", (8, 8), (40 * number % 256, 90, 160)).convert("P") for number in range(len(delays))]
    again = {} if loop is None else {"loop": loop}
    output = io.BytesIO()
    frames[0].save(
        output, "GIF", save_all=True, append_images=frames[1:], duration=[10 * delay for delay in delays], **again
    )
    return output.getvalue()


def showing(data: bytes, *, name: str = COVER, width: str = "600") -> Subject:
    """The clean letter with another file behind one of its pictures."""
    whole = clean(made.FIRST, "sv", ("newsletter",))
    files = dict(whole.files["newsletter"])
    files[name] = data
    html = files["newsletter.html"].decode()
    files["newsletter.html"] = html.replace('width="600"', f'width="{width}"').encode()
    return replace(whole, files={"newsletter": files})


@settings(max_examples=30, deadline=None)
@given(st.integers(1, 3000), st.sampled_from(["PNG", "GIF", "JPEG"]), st.booleans(), st.integers(0, 400))
def test_a_picture_is_measured_as_a_program_that_draws_it_would(
    across: int, kind: str, progressive: bool, cut: int
) -> None:
    output = io.BytesIO()
    more = {"progressive": progressive, "exif": b"Exif\0\0" + bytes(90)} if kind == "JPEG" else {}
    Image.new("RGB", (across, 2)).save(output, kind, **more)
    data = output.getvalue()

    assert width(data) == across
    assert width(data[:cut]) in range(across + 1)


@given(st.binary(max_size=200))
def test_noise_is_measured_without_harm(noise: bytes) -> None:
    assert width(noise) == 0
    assert width(b"\xff\xd8\xff" + noise) >= 0


def told(subject: Subject) -> list[tuple[str, str]]:
    return [(finding.code, finding.severity) for finding in pictures.check(subject)]


@settings(max_examples=30, deadline=None)
@given(st.lists(st.integers(2, 300), min_size=2, max_size=6), st.sampled_from([None, 0, 1, 3]))
def test_a_film_is_as_long_as_its_frames(delays: list[int], loop: int | None) -> None:
    rounds = 1 if loop is None else loop + 1 if loop else 0

    assert film(gif(*delays, loop=loop)) == Film(len(delays), sum(delays) / 100, rounds)


@given(st.binary(max_size=300), st.integers(0, 200))
def test_no_file_is_too_odd_to_be_read(noise: bytes, cut: int) -> None:
    whole = gif(10, 10, 10)

    assert film(noise) is None
    for data in (whole[:cut], whole[:cut] + noise, b"GIF89a" + noise):
        found = film(data)
        assert found is None or found.frames > 1


def test_a_still_gif_is_no_film() -> None:
    assert film(gif(100)) is None


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (gif(100, 100, loop=None), []),
        (gif(100, 100, loop=1), []),
        (gif(100, 100, loop=2), [("C214", "degrades")]),
        (gif(10, 10, loop=0), [("C214", "degrades")]),
        (gif(300, 300), [("C214", "degrades")]),
    ],
    ids=["two seconds", "twice two", "three times two", "without end", "six seconds"],
)
def test_what_moves_for_five_seconds_is_calm_enough(data: bytes, expected: list[tuple[str, str]]) -> None:
    assert told(showing(data)) == expected


@pytest.mark.parametrize(
    ("octets", "expected"),
    [(200_000, []), (200_001, [("C210", "cosmetic")]), (400_001, [("C210", "degrades")])],
)
def test_a_cover_may_weigh_two_hundred_kilobytes(octets: int, expected: list[tuple[str, str]]) -> None:
    assert told(showing(b"\xff\xd8" + bytes(octets - 2))) == expected


def test_an_icon_may_weigh_one_hundred() -> None:
    assert told(showing(bytes(100_001), name="mail/icons/chip.png")) == [("C210", "cosmetic")]


def test_a_picture_that_is_not_shown_weighs_nothing() -> None:
    assert told(showing(bytes(3_000_000), name="mail/left-over.jpg")) == []


def test_all_pictures_together_are_told_with_the_heaviest() -> None:
    found = [finding for finding in pictures.check(showing(bytes(1_000_001))) if finding.code == "C211"]

    assert len(found) == 1
    assert found[0].evidence[0] == "skyline-wide.svg: 1,000 kB"
    assert str(found[0].place).startswith("content/2021-03-30-partnerskap-for-stockholm/sv.md:14")


@pytest.mark.parametrize(
    ("width", "expected"),
    [
        ("600", []),
        ("480", []),
        ("479", [("C212", "cosmetic")]),
        ("", [("C213", "degrades")]),
        ("auto", [("C213", "degrades")]),
    ],
)
def test_the_width_of_a_place_fits_the_file(width: str, expected: list[tuple[str, str]]) -> None:
    whole = clean(made.FIRST, "sv", ("newsletter",))

    assert told(showing(whole.files["newsletter"][COVER], width=width)) == expected


@pytest.mark.parametrize("width", ["100%", "600.0", "600px"])
def test_a_width_may_be_written_in_other_ways(width: str) -> None:
    assert told(showing(b"", width=width)) == []
