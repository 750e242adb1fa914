"""A picture is measured as it will be seen; what no output could show, or should, is refused."""

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from publish.edition import Picture
from publish.problems import SourceError
from publish.source.pictures import Pictures
from tests.factories import FRONT_MATTER, png, read, svg


def pixels(kind: str, width: int = 40, height: int = 30, *, mode: str = "RGB", turned: bool = False) -> bytes:
    """A picture of any kind that Pillow writes; *turned* as by a camera that was held upright."""
    exif = Image.Exif()
    if turned:
        exif[0x0112] = 6
    out = BytesIO()
    Image.new(mode, (width, height)).save(out, kind, exif=exif) if turned else Image.new(mode, (width, height)).save(
        out, kind
    )
    return out.getvalue()


def look(folder: Path, name: str, data: bytes | None = None) -> Picture | list[str]:
    """The picture, or what is wrong with it."""
    if data is not None:
        (folder / name).write_bytes(data)
    pictures = Pictures(folder, folder)
    mistakes = pictures.look(name)
    return pictures.found[name] if name in pictures.found else [f"{m.code} {m.message}" for m in mistakes]


@pytest.mark.parametrize(
    ("name", "kind", "media_type"),
    [
        ("a.png", "PNG", "image/png"),
        ("a.PNG", "PNG", "image/png"),
        ("a.jpg", "JPEG", "image/jpeg"),
        ("a.jpeg", "JPEG", "image/jpeg"),
        ("a.jpg", "MPO", "image/jpeg"),
        ("a.gif", "GIF", "image/gif"),
        ("a.webp", "WEBP", "image/webp"),
    ],
)
def test_a_picture_is_opened_and_measured(tmp_path: Path, name: str, kind: str, media_type: str) -> None:
    data = pixels(kind)

    assert look(tmp_path, name, data) == Picture(name, data, media_type, 40, 30)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_picture_has_the_size_in_which_it_is_seen(tmp_path: Path, kind: str) -> None:
    suffix = {"JPEG": "jpg"}.get(kind, kind.lower())

    picture = look(tmp_path, f"a.{suffix}", pixels(kind, 40, 30, turned=True))

    assert isinstance(picture, Picture)
    assert (picture.width, picture.height) == (30, 40)


def test_a_picture_for_print_in_four_colours_is_a_picture(tmp_path: Path) -> None:
    assert isinstance(look(tmp_path, "a.jpg", pixels("JPEG", mode="CMYK")), Picture)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "WEBP"])
def test_a_picture_that_is_cut_off_is_refused(tmp_path: Path, kind: str) -> None:
    suffix = {"JPEG": "jpg"}.get(kind, kind.lower())
    noise = Image.effect_noise((200, 200), 90).convert("RGB")
    out = BytesIO()
    noise.save(out, kind)
    data = out.getvalue()

    assert look(tmp_path, f"a.{suffix}", data[: len(data) // 2]) == [
        f"E143 the picture 'a.{suffix}' is damaged or cut off"
    ]


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("../a.png", "E141 '../a.png' leads to another folder, expected the name of a file beside the text"),
        ("sub/a.png", "E141 'sub/a.png' leads to another folder, expected the name of a file beside the text"),
        ("..\\a.png", "E141 '..\\a.png' leads to another folder, expected the name of a file beside the text"),
        ("file:a.png", "E141 'file:a.png' is an address, expected the name of a file beside the text"),
        ("//x.se/a.png", "E141 '//x.se/a.png' is an address, expected the name of a file beside the text"),
        ("..", "E143 '..' is not a picture that all outputs can show"),
        ("a.pdf", "E143 'a.pdf' is not a picture that all outputs can show"),
        ("-a.png", "E141 the name '-a.png' cannot stand in every address"),
        ("x" * 200 + ".png", f"E141 the name '{'x' * 200}.png' cannot stand in every address"),
        ("a?.png", "E141 the name 'a?.png' cannot stand in every address"),
    ],
)
def test_a_name_that_not_every_output_can_carry_is_refused(tmp_path: Path, name: str, message: str) -> None:
    assert look(tmp_path, name) == [message]


def test_a_link_to_a_file_outside_is_not_followed(tmp_path: Path) -> None:
    folder = tmp_path / "edition"
    folder.mkdir()
    (tmp_path / "secret.png").write_bytes(png())
    (folder / "a.png").symlink_to(tmp_path / "secret.png")
    (folder / "b.png").symlink_to(folder / "b.png")

    assert look(folder, "a.png") == ["E141 the picture 'a.png' is a link to a file outside the workspace"]
    assert look(folder, "b.png") == ["E140 there is no picture 'b.png' beside the text"]


def test_a_picture_is_read_once_however_often_it_stands_in_the_text(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(png())
    pictures = Pictures(tmp_path, tmp_path)
    pictures.look("a.png")
    (tmp_path / "a.png").unlink()

    assert pictures.look("a.png") == ()


def test_an_edition_holds_the_pictures_that_it_shows_and_no_others() -> None:
    front = FRONT_MATTER.replace("---", "---\ncover: {picture: a.svg, alt: En bro}", 1)
    source = f"""{front}
![En båt](b.png)

```image
picture: c.svg
alt: Ett torn
```
"""
    files = {name: svg() if name.endswith("svg") else png() for name in ("a.svg", "b.png", "c.svg", "unused.png")}

    edition = read(source, files=files)

    assert sorted(edition.pictures) == ["a.svg", "b.png", "c.svg"]
    assert edition.cover is not None
    assert edition.cover.wide == "a.svg"


def test_what_is_wrong_in_a_drawing_is_told_in_the_drawing() -> None:
    with pytest.raises(SourceError) as caught:
        read(f"{FRONT_MATTER}![En bro](a.svg)\n", files={"a.svg": svg("<script/>\n  <a/>")})

    assert [f"{p.place} {p.code} {p.message}" for p in caught.value.problems] == [
        "content/2021-03-30-ett-exempel/a.svg:2:1 E144 a drawing cannot hold a script: `script`",
        "content/2021-03-30-ett-exempel/a.svg:3:3 E144 a drawing cannot hold a link: `a`",
    ]
