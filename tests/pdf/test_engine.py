"""What the engine may fetch, what it may not pass over, and what the machine must have."""

import hashlib
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from publish.formats.pdf import accessible_pdf, engine_problems
from publish.problems import Place, Problem, RenderError
from tests.pdf.making import FACES, files, make, page


def problems(body: str, *, css: str = "", head: str = "") -> list[str]:
    """What keeps a page from being made, as `code message`."""
    with pytest.raises(RenderError) as caught:
        make(f"<h1>R</h1>{body}", css=css, head=head)
    assert {problem.place for problem in caught.value.problems} == {Place("document.pdf")}
    return [f"{problem.code} {problem.message}" for problem in caught.value.problems]


SVG = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='9' height='9'%3E{}%3C/svg%3E"
REFUSED = {
    "a_file": ('<img src="file:///etc/passwd" alt="x">', "file:///etc/passwd"),
    "the_web": ('<img src="https://example.org/a.png" alt="x">', "https://example.org/a.png"),
    "a_host_of_ours": ('<img src="publish://host/a.png" alt="x">', "publish://host/a.png"),
    "a_way_up": ('<img src="publish:///../secret.png" alt="x">', "publish:///../secret.png"),
    "a_hidden_way_up": ('<img src="publish:///a/%2e%2e/b.png" alt="x">', "publish:///a/%2e%2e/b.png"),
    "a_question": ('<img src="publish:///a.png?x=1" alt="x">', "publish:///a.png?x=1"),
    "a_style_sheet": ("<style>@import url(https://example.org/a.css);</style>", "https://example.org/a.css"),
    "a_background": ('<p style="background:url(ftp://example.org/a.png)">A</p>', "ftp://example.org/a.png"),
    "a_font": (
        "<style>@font-face{font-family:X;src:url(https://example.org/a.ttf)}</style>",
        "https://example.org/a.ttf",
    ),
    "an_attachment": ('<link rel="attachment" href="file:///etc/passwd">', "file:///etc/passwd"),
    "an_attached_link": ('<p><a rel="attachment" href="file:///etc/passwd">x</a></p>', "file:///etc/passwd"),
    "a_picture_in_a_drawing": (
        f'<img alt="x" src="{SVG.format("%3Cimage href=%27file:///etc/passwd%27 width=%279%27 height=%279%27/%3E")}">',
        "file:///etc/passwd",
    ),
}


@pytest.mark.parametrize(("body", "url"), REFUSED.values(), ids=REFUSED.keys())
def test_nothing_is_fetched_from_elsewhere(body: str, url: str) -> None:
    assert problems(body) == [f"E502 {url} is not fetched"]


def test_a_file_that_is_not_there_is_a_problem_once() -> None:
    body = '<img src="publish:///b.png" alt="x"><img src="publish:///b.png" alt="y">'

    with pytest.raises(RenderError) as caught:
        accessible_pdf(page(body, css=""), files=_fonts_only, created=date(2021, 3, 30), modified=date(2021, 3, 30))

    assert caught.value.problems == (Problem("E503", "there is no file b.png", Place("document.pdf")),)


def _fonts_only(name: str) -> bytes:
    if name.startswith("fonts/"):
        return files(name)
    raise KeyError(name)


def test_what_the_files_say_is_told_as_it_is() -> None:
    mine = Problem("E301", "picture ü.png is too large", Place("sv.md", 3))

    def read(name: str) -> bytes:
        if name == "bilder/ü.png":
            raise RenderError(mine)
        return files(name)

    html = page('<h1>R</h1><img src="publish:///bilder/ü.png" alt="x">')
    with pytest.raises(RenderError) as caught:
        accessible_pdf(html, files=read, created=date(2021, 3, 30), modified=date(2021, 3, 30))

    assert caught.value.problems == (mine,)


def test_all_problems_come_at_once() -> None:
    body = '<img src="file:///a" alt="x"><p style="colour:red">A</p><a href="#nowhere">B</a>'

    assert problems(body) == [
        "E502 file:///a is not fetched",
        "E504 the engine says: Ignored `colour:red` at 1:1, unknown property.",
        "E504 the engine says: No anchor #nowhere for internal URI reference",
    ]


WARNINGS = {
    "unknown_property": ('<p style="aspect-ratio:1">A</p>', "Ignored `aspect-ratio:1` at 1:1, unknown property."),
    "bad_value": ('<p style="color:blu">A</p>', "Ignored `color:blu` at 1:1, invalid value."),
    "broken_picture": (
        '<img src="data:image/png;base64,AAAA" alt="x">',
        "Failed to load image at 'data:image/png;base64,AAAA':",
    ),
    "a_name_given_twice": ('<p id="a">A</p><p id="a">B</p>', "Anchor defined twice: 'a'"),
    "broken_drawing": ('<img src="data:image/svg+xml,%3Csvg" alt="x">', "Failed to load image at"),
}


@pytest.mark.parametrize(("body", "message"), WARNINGS.values(), ids=WARNINGS.keys())
def test_a_complaint_of_the_engine_is_a_problem(body: str, message: str) -> None:
    (problem,) = problems(body)

    assert problem.startswith(f"E504 the engine says: {message}")


def test_letters_that_no_bundled_font_has_are_a_problem() -> None:
    assert problems("<p>A 漢</p>")[0].startswith("E50")


LOST = {
    "floating": '<div style="float:right;width:30mm">{}</div>',
    "positioned": '<div style="position:absolute;top:3mm;width:30mm">{}</div>',
    "cut_off": '<div style="height:9mm;overflow:hidden">{}</div>',
    "a_grid_in_what_floats": '<div style="float:right;width:30mm"><div style="display:grid"><p>{}</p></div></div>',
}


@pytest.mark.parametrize("body", LOST.values(), ids=LOST.keys())
def test_text_that_the_layout_drops_is_a_problem(body: str) -> None:
    text = "Ord som inte får plats på sidan. " * 60

    assert problems(body.format(text), css="@page { size: A6 }") == [f"E509 the layout lost the text '{text[:60]}'"]


NOT_LOST = {
    "over_pages": "<p>{}</p>",
    "in_cells_over_pages": "<table><tr><td>{0}</td><td>{0}</td></tr></table>",
    "in_columns": '<div style="columns:2">{}</div>',
    "in_a_row": '<div style="display:flex"><p>{0}</p><p>{0}</p></div>',
    "hidden": "<p hidden>{}</p>",
    "hidden_by_style": '<p style="display:none">{}</p>',
    "in_the_page_head": "<style>p{{position:running(h)}} @page{{@top-left{{content:element(h)}}}}</style><p>Kort</p>",
    "in_capitals": '<p style="text-transform:uppercase">straße {}</p>',
    "with_an_initial": "<style>p::first-letter{{font-size:2em}}</style><p>{}</p>",
}


@pytest.mark.parametrize("body", NOT_LOST.values(), ids=NOT_LOST.keys())
def test_text_that_is_there_or_hidden_on_purpose_is_no_problem(body: str) -> None:
    text = "Ord som får plats på någon sida, om än bruten. " * 30

    assert make("<h1>R</h1>" + body.format(text), css="@page { size: A6 } p, td { hyphens: auto }").pages


def test_a_file_attached_in_the_page_is_a_problem() -> None:
    assert problems("", head='<link rel="attachment" href="publish:///a.png">') == [
        "E506 the page attaches a file by <link rel=attachment>"
    ]


def test_a_font_of_this_machine_is_a_problem() -> None:
    css = "p { font-family: DejaVu Sans }"

    assert problems("<p>Hej</p>", css=css) == ["E505 set in DejaVu Sans, a font of this machine: H e j"]


def test_a_breakdown_of_the_engine_is_a_problem() -> None:
    ink = "linear-gradient(device-cmyk(0% 0% 0% 0%), device-cmyk(0% 0% 0% 100%))"

    (problem,) = problems(f'<p style="background:{ink}">A</p>')

    assert problem.startswith("E504 the engine broke down: NotImplementedError")


def test_what_is_missing_is_told_rather_than_what_it_led_to() -> None:
    ink = "linear-gradient(device-cmyk(0% 0% 0% 0%), device-cmyk(0% 0% 0% 100%))"

    found = problems(f'<p style="background:{ink}">A</p><img src="publish:///b.css" alt="x">', head="")

    assert not any("broke down" in problem for problem in found)


def test_a_relative_address_of_a_picture_is_a_problem() -> None:
    assert problems('<img src="a.png" alt="x">') == [
        "E504 the engine says: Relative URI reference without a base URI: a.png",
    ]  # fmt: skip


def test_the_same_page_gives_the_same_bytes_in_every_process() -> None:
    code = (
        "import hashlib; from tests.pdf.making import make;"
        'print(hashlib.sha256(make(\'<h1>Å</h1><p>a <b>b</b> <a href="https://example.org/">c</a></p>'
        '<img src="publish:///alpha.png" alt="x">\').data).hexdigest())'
    )
    seen = set()
    for seed, zone in (("1", "UTC"), ("2", "Asia/Tokyo")):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone}
        run = [sys.executable, "-W", "ignore", "-c", code]
        seen.add(subprocess.run(run, env=environment, capture_output=True, text=True, check=True).stdout)

    assert len(seen) == 1


def test_the_same_page_gives_the_same_bytes_twice_in_one_process() -> None:
    body = '<h1>R</h1><p>A</p><img src="publish:///a.svg" alt="x">'

    first, second = (hashlib.sha256(make(body).data).hexdigest() for _ in range(2))

    assert first == second


def test_this_machine_has_what_is_needed() -> None:
    assert engine_problems() == ()


LIBRARIES = {
    "pango": ("libpango-1.0.so.0", "E500 a library that sets text is missing: "),
    "harfbuzz_subset": (
        "libharfbuzz-subset.so.0",
        "E501 HarfBuzz-subset, the library that shortens fonts, is missing",
    ),
}


@pytest.mark.parametrize(("library", "message"), LIBRARIES.values(), ids=LIBRARIES.keys())
def test_a_missing_library_is_named_with_the_command_that_installs_it(
    library: str, message: str, tmp_path: Path
) -> None:
    (tmp_path / library).write_bytes(b"")
    code = (
        "from publish.formats.pdf import engine_problems\n"
        "for problem in engine_problems(): print(problem.code, problem.message, '|', problem.hint)"
    )

    found = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "LD_LIBRARY_PATH": str(tmp_path)}, capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip

    assert found.startswith(message)
    assert found.endswith("| apt-get install -y libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0\n")
    assert found.count("\n") == 1


def test_looking_at_the_package_does_not_load_the_engine() -> None:
    code = "import sys, publish.formats.pdf, publish.formats.raster; print({'weasyprint', 'pikepdf', 'PIL'} & set(sys.modules))"

    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout

    assert found == "set()\n"


def test_a_web_font_does_not_count_as_bundled() -> None:
    css = FACES + (
        "@font-face { font-family: W; src: url(publish:///fonts/hanken-grotesk/HankenGrotesk-400-latin.woff2) }"
        " p { font-family: W }"
    )  # fmt: skip

    assert problems("<p>Hej</p>", css=css) == ["E505 set in W, a font of this machine: H e j"]
