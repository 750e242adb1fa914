"""The picture that a shared link is shown with."""

import io
from hashlib import shake_256
from pathlib import Path

import pytest
from PIL import Image

from publish.edition import Cover, Edition, Picture
from publish.formats import card
from tests import made
from tests.factories import make_edition, make_picture

WORDS = (
    "Kompetensförsörjningsfrågorna och näringslivsutvecklingsprogrammet i hela huvudstadsregionen, "
    "från skärgården till city, åren 2026 till 2030"
)


def _painted(edition: Edition) -> Image.Image:
    return Image.open(io.BytesIO(card.render(edition, made.theme()))).convert("RGB")


def _red_below(title: str) -> Edition:
    """An edition whose picture is one red field, so that one sees where the words end."""
    drawing = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 3"><path fill="#f00" d="M0 0h4v3H0z"/></svg>'
    red = Picture("rod.svg", drawing, "image/svg+xml", 400, 300)
    return make_edition(title=title, cover=Cover("rod.svg", "rod.svg", "Rött"), pictures={"rod.svg": red})


@pytest.mark.parametrize("folder", made.EDITIONS, ids=lambda folder: folder.name)
@pytest.mark.parametrize("language", made.LANGUAGES)
def test_a_card_has_the_size_that_is_asked_for_and_is_light(folder: Path, language: str) -> None:
    data = made.files(folder, language, "web")["card.png"]

    assert Image.open(io.BytesIO(data)).size == (1200, 630)
    assert len(data) < 300_000


@pytest.mark.parametrize("length", [10, 26, 27, 48, 49, 84, 85, 140])
def test_a_title_of_any_length_leaves_room_for_the_picture(length: int) -> None:
    edition = _red_below(WORDS[:length].strip())

    painted = _painted(edition)

    assert painted.getpixel((600, 560)) == (255, 0, 0)


@pytest.mark.parametrize("length", [10, 48, 84, 140])
def test_a_title_without_a_picture_keeps_clear_of_the_publisher(length: int) -> None:
    edition = make_edition(title=WORDS[:length].strip(), cover=None, pictures={})

    band = _painted(edition).crop((64, 100, 500, 130))

    assert len(band.getcolors(1000) or []) <= 3


def test_a_title_of_one_endless_word_stays_on_the_card() -> None:
    edition = _red_below("W" * 140)

    edge = _painted(edition).crop((1180, 0, 1200, 200))

    assert len(edge.getcolors(1000) or []) == 1


def test_the_heaviest_photograph_makes_a_light_card() -> None:
    noise = io.BytesIO()
    Image.frombytes("RGB", (1300, 700), shake_256().digest(1300 * 700 * 3)).save(noise, "JPEG", quality=95)
    photo = Picture("brus.jpg", noise.getvalue(), "image/jpeg", 1300, 700)
    edition = make_edition(cover=Cover("brus.jpg", "brus.jpg", "Brus"), pictures={"brus.jpg": photo})

    data = card.render(edition, made.theme())

    assert len(data) < 300_000
    assert Image.open(io.BytesIO(data)).size == (1200, 630)


@pytest.mark.parametrize(("width", "height"), [(40, 30), (90, 1600), (2400, 100)])
def test_a_cover_of_any_shape_fills_its_place(width: int, height: int) -> None:
    picture = make_picture("bild.png", width, height)
    edition = make_edition(cover=Cover("bild.png", "bild.png", "Blått"), pictures={"bild.png": picture})

    painted = _painted(edition)

    assert {painted.getpixel(place) for place in [(2, 600), (1197, 600), (600, 420), (600, 627)]} == {(0, 61, 165)}


def test_what_a_drawing_leaves_free_is_the_ground_of_the_brand() -> None:
    empty = Picture("tom.svg", b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 3"/>', "image/svg+xml", 4, 3)
    edition = make_edition(cover=Cover("tom.svg", "tom.svg", "Inget"), pictures={"tom.svg": empty})

    painted = _painted(edition)

    assert painted.getpixel((600, 620)) == tuple(bytes.fromhex(made.theme().brand.print.deep[1:]))


def test_the_same_edition_gives_the_same_card() -> None:
    edition = make_edition()

    assert card.render(edition, made.theme()) == card.render(edition, made.theme())
