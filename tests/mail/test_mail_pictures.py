"""Pictures in a letter are of a kind, a size and a weight that mail programs bear."""

import io

import pytest
from PIL import Image

from publish.edition import Chapter, Cover, Picture, Prose
from publish.formats import mail_pictures
from publish.formats.mail_pictures import ICON, SHARP
from publish.prose import Illustration
from tests import made
from tests.factories import make_block, make_chapter, make_edition, svg


def saved(kind: str, size: tuple[int, int] = (1600, 900)) -> bytes:
    """A picture of two colours in any format."""
    image = Image.new("RGB", size, (0, 61, 165))
    image.paste((255, 205, 0), (0, 0, size[0] // 2, size[1]))
    output = io.BytesIO()
    image.save(output, kind)
    return output.getvalue()


def picture(name: str, kind: str) -> Picture:
    media_type = "image/svg+xml" if kind == "SVG" else f"image/{kind.lower()}"
    data = svg(width=1600, height=900) if kind == "SVG" else saved(kind)
    return Picture(name, data, media_type, 1600, 900)


@pytest.mark.parametrize(
    ("name", "kind", "file", "made_of", "width"),
    [
        ("a.svg", "SVG", "mail/a.svg.png", "PNG", 1040),
        ("a.png", "PNG", "mail/a.png", "PNG", 1040),
        ("a.jpg", "JPEG", "mail/a.jpg", "JPEG", 1040),
        ("a.webp", "WEBP", "mail/a.webp.png", "PNG", 1040),
        ("a.gif", "GIF", "mail/a.gif", "GIF", 1600),
    ],
)
def test_pictures_become_what_mail_programs_draw(name: str, kind: str, file: str, made_of: str, width: int) -> None:
    edition = make_edition(
        pictures={name: picture(name, kind)},
        cover=None,
        chapters=(Chapter((), "", (Prose((Illustration(name, "x"),), 1),), 1),),
    )

    shown = mail_pictures.of(edition, made.theme()).in_text[name]

    artefact = shown.artefact()
    with Image.open(io.BytesIO(artefact.data)) as image:
        assert (artefact.name, image.format, image.width) == (file, made_of, width)
    assert (shown.width, shown.address) == (520, made.theme().address(edition).file(file))


def test_the_cover_goes_from_edge_to_edge() -> None:
    edition = make_edition(cover=Cover("bild.svg", "bild.svg", "En bro"))

    cover = mail_pictures.of(edition, made.theme()).cover

    assert cover is not None
    with Image.open(io.BytesIO(cover.artefact().data)) as image:
        assert (cover.width, image.size) == (600, (1200, 900))


def test_an_icon_has_its_own_ground_so_that_it_is_seen_at_night() -> None:
    area = {"title": "Bo", "question": "Var?", "icon": "building"}
    edition = make_edition(chapters=(make_chapter(make_block("focus-areas", [area])),))
    brand = made.theme().brand.light

    icons = mail_pictures.of(edition, made.theme()).icons

    assert list(icons) == ["building"]
    with Image.open(io.BytesIO(icons["building"].artefact().data)) as image:
        colours = image.convert("RGBA")
    size = ICON * SHARP
    assert colours.size == (size, size)
    assert colours.getpixel((0, 0))[3] == 0  # type: ignore[index]
    assert colours.getpixel((size // 2, size // 8))[:3] == tuple(bytes.fromhex(brand.deep[1:]))  # type: ignore[index]
    painted = {colour[:3] for _, colour in colours.getcolors(10_000) or []}  # type: ignore[index]
    accent = bytes.fromhex(brand.on_deep_accent[1:])
    assert min(max(abs(a - b) for a, b in zip(colour, accent, strict=True)) for colour in painted) <= 4


def test_a_flat_drawing_is_kept_with_few_colours_and_a_rich_one_as_it_is() -> None:
    flat = '<circle cx="200" cy="150" r="100" fill="#de9c36"/>'
    squares = "".join(
        f'<rect x="{x * 8}" y="{y * 8}" width="8" height="8" fill="#{x * 5:02x}{y * 6:02x}{(x * y * 7) % 256:02x}"/>'
        for x in range(50)
        for y in range(38)
    )
    modes = {}
    for name, inside in {"flat.svg": flat, "rich.svg": squares}.items():
        data = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 300">{inside}</svg>'
        drawing = Picture(name, data.encode(), "image/svg+xml", 400, 300)
        edition = make_edition(pictures={name: drawing}, cover=None)
        artefact = mail_pictures.of(edition, made.theme()).in_text[name].artefact()
        with Image.open(io.BytesIO(artefact.data)) as image:
            modes[name] = image.mode

    assert modes == {"flat.svg": "P", "rich.svg": "RGBA"}


def test_the_same_picture_is_the_same_file_in_every_language() -> None:
    swedish, english = (made.files(made.FIRST, language, "newsletter") for language in made.LANGUAGES)

    pictures = {name for name in swedish if name.startswith("mail/")}
    assert pictures == {name for name in english if name.startswith("mail/")}
    assert all(swedish[name] == english[name] for name in pictures)
