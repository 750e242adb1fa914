"""Pictures of pages, drawings and photographs."""

import io
from typing import Any

import pytest
from PIL import Image, ImageCms

from publish.edition import Picture
from publish.formats import raster
from publish.problems import RenderError
from tests.pdf.making import FACES, files, page

TWO_HALVES = b"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20" width="40" height="20">
<rect width="20" height="20" fill="#ff0000"/><rect x="20" width="20" height="20" fill="#0000ff"/></svg>"""
RED, BLUE, CLEAR = (255, 0, 0, 255), (0, 0, 255, 255), (0, 0, 0, 0)


def opened(data: bytes) -> Any:
    image = Image.open(io.BytesIO(data))
    image.load()
    return image


def saved(image: Image.Image, kind: str, **options: Any) -> bytes:
    output = io.BytesIO()
    image.save(output, kind, **options)
    return output.getvalue()


def photo(kind: str = "JPEG", size: tuple[int, int] = (80, 60), mode: str = "RGB", **options: Any) -> Picture:
    """A picture whose left half is red and right half blue."""
    image = Image.new("RGB", size, (255, 0, 0))
    image.paste((0, 0, 255), (size[0] // 2, 0, *size))
    data = saved(image.convert(mode), kind, **options)
    return Picture(f"a.{kind.lower()}", data, f"image/{kind.lower()}", *size)


def test_a_page_becomes_a_picture_of_just_that_size() -> None:
    html = page("<h1>Hej å</h1>", css="body { background: #00f }")

    image = opened(raster.png_of_html(html, files=files, width=121, height=63))

    assert (image.format, image.mode, image.size) == ("PNG", "RGB", (121, 63))
    assert image.getpixel((120, 62)) == (0, 0, 255)


def test_a_page_may_be_painted_larger_and_without_paper() -> None:
    html = page('<div style="width:10px;height:10px;background:#f00"></div>')

    image = opened(raster.png_of_html(html, files=files, width=20, height=20, scale=2.5, transparent=True))

    assert (image.mode, image.size) == ("RGBA", (50, 50))
    assert [image.getpixel(point) for point in ((5, 5), (40, 40))] == [RED, CLEAR]


def test_a_page_that_does_not_fit_is_a_problem() -> None:
    with pytest.raises(RenderError) as caught:
        raster.png_of_html(page("<h1>Hej</h1>" * 9), files=files, width=100, height=50)

    assert [problem.code for problem in caught.value.problems] == ["E508"]


def test_a_page_in_a_font_of_the_machine_is_a_problem() -> None:
    html = page("<p>Hej</p>", css=FACES + "p { font-family: DejaVu Sans }")

    with pytest.raises(RenderError) as caught:
        raster.png_of_html(html, files=files, width=100, height=100)

    assert [problem.code for problem in caught.value.problems] == ["E505"]


@pytest.mark.parametrize(
    ("fit", "corners"),
    [("cover", [RED, BLUE, RED, BLUE]), ("contain", [CLEAR, CLEAR, CLEAR, CLEAR])],
)
def test_a_drawing_covers_a_square_or_is_contained_in_it(fit: Any, corners: list[tuple[int, ...]]) -> None:
    image = opened(raster.png_of_svg(TWO_HALVES, width=30, height=30, fit=fit, scale=2))

    assert image.size == (60, 60)
    assert [image.getpixel(point) for point in ((2, 2), (57, 2), (2, 57), (57, 57))] == corners
    assert [image.getpixel(point) for point in ((20, 30), (40, 30))] == [RED, BLUE]


def test_a_broken_drawing_is_a_problem() -> None:
    with pytest.raises(RenderError) as caught:
        raster.png_of_svg(b"<svg", width=10, height=10)

    assert {problem.code for problem in caught.value.problems} == {"E504"}


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF"])
def test_a_picture_is_made_smaller_in_its_own_format(kind: str) -> None:
    image = opened(raster.fit(photo(kind), 40, None))

    assert (image.format, image.size) == (kind, (40, 30))


def test_a_picture_is_never_made_larger() -> None:
    assert opened(raster.fit(photo(), 400, None)).size == (80, 60)
    assert opened(raster.fit(photo(), 160, 60)).size == (80, 30)


def test_a_picture_is_cut_round_its_middle() -> None:
    image = opened(raster.fit(photo("PNG"), 20, 30))

    assert image.size == (20, 30)
    assert [image.getpixel(point) for point in ((2, 15), (17, 15))] == [RED[:3], BLUE[:3]]


def test_a_picture_that_a_camera_turned_stands_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6

    image = opened(raster.fit(photo("JPEG", (80, 60), exif=exif), 60, None))

    assert image.size == (60, 80)
    assert dict(image.getexif()) == {}


def test_nothing_that_a_camera_wrote_is_kept() -> None:
    exif = Image.Exif()
    exif[0x010E] = "hemligt"
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    picture = photo("JPEG", exif=exif, icc_profile=profile, comment=b"hemligt")

    data = raster.fit(picture, 40, None)

    assert b"hemligt" in picture.data
    assert b"hemligt" not in data
    assert "icc_profile" not in opened(data).info


@pytest.mark.parametrize("mode", ["L", "CMYK", "RGB"])
def test_every_picture_ends_in_colours_for_screens(mode: str) -> None:
    image = opened(raster.fit(photo("JPEG", mode=mode), 40, None))

    assert image.mode == "RGB"


def test_what_shines_through_stays_so() -> None:
    clear = Image.new("RGBA", (40, 40), (255, 0, 0, 0))

    image = opened(raster.fit(Picture("a.png", saved(clear, "PNG"), "image/png", 40, 40), 20, None))

    assert image.getpixel((5, 5))[3] == 0


def test_a_drawing_stays_as_it_is() -> None:
    assert raster.fit(Picture("a.svg", TWO_HALVES, "image/svg+xml", 40, 20), 10, 10) == TWO_HALVES


def test_what_is_no_picture_is_a_problem() -> None:
    with pytest.raises(RenderError) as caught:
        raster.fit(Picture("a.jpg", b"nothing", "image/jpeg", 1, 1), 10, None)

    assert [problem.code for problem in caught.value.problems] == ["E507"]


def test_the_same_picture_gives_the_same_bytes() -> None:
    html = page("<h1>Hej å</h1>")

    assert raster.png_of_html(html, files=files, width=90, height=90) == raster.png_of_html(
        html, files=files, width=90, height=90
    )
    assert raster.png_of_svg(TWO_HALVES, width=9, height=9) == raster.png_of_svg(TWO_HALVES, width=9, height=9)
    assert raster.fit(photo(), 40, None) == raster.fit(photo(), 40, None)
