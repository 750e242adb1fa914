"""brand.yml: everything that is wrong with it is told, and what is right reaches the templates."""

from pathlib import Path

import pytest

from publish.workspace import Brand, Size, open_workspace, stock
from publish.workspace.contrast import GROUNDS, ratio
from tests.workspace.making import BRAND, line_of, make_workspace, opened, problems, refused

ASSETS = stock() / "assets"


@pytest.fixture(scope="module")
def brand(tmp_path_factory: pytest.TempPathFactory) -> Brand:
    return opened(tmp_path_factory.mktemp("ws")).brand


# -- what is right --------------------------------------------------------------------------


@pytest.mark.parametrize("mode", ["light", "dark", "print"])
@pytest.mark.parametrize("role", GROUNDS)
def test_every_pair_of_our_brand_can_be_read(brand: Brand, mode: str, role: str) -> None:
    colours = getattr(brand, mode)
    least, grounds = GROUNDS[role]

    assert all(ratio(getattr(colours, role), getattr(colours, ground)) >= least for ground in grounds)


def test_dark_mode_is_a_design_of_its_own(brand: Brand) -> None:
    light, dark = dict(brand.light.properties), dict(brand.dark.properties)

    kept = {name for name in light if light[name] == dark[name]}
    assert kept == {"line", "on-deep", "on-deep-muted", "on-deep-accent"}


def test_paper_is_white_and_otherwise_as_light_mode(brand: Brand) -> None:
    light, paper = dict(brand.light.properties), dict(brand.print.properties)

    assert {name: colour for name, colour in paper.items() if light[name] != colour} == {"background": "#ffffff"}


def test_names_of_colours_reach_css_with_hyphens(brand: Brand) -> None:
    assert ("on-primary", "#ffffff") in brand.light.properties


def test_a_short_colour_is_written_out(tmp_path: Path) -> None:
    workspace = opened(tmp_path, brand={'snow: "#ffffff"': 'snow: "#FfF"'})

    assert workspace.brand.palette["snow"] == workspace.brand.light.on_primary == "#ffffff"


def test_one_colour_serves_both_modes(tmp_path: Path) -> None:
    workspace = opened(tmp_path, brand={"line: {light: cobble, dark: cobble}": "line: cobble"})

    assert workspace.brand.light.line == workspace.brand.dark.line == "#71808c"


def test_colours_nobody_uses_are_fine(tmp_path: Path) -> None:
    workspace = opened(tmp_path, brand={'snow: "#ffffff"': 'snow: "#ffffff"\n    heather: "#8a6d9b"'})

    assert workspace.brand.palette["heather"] == "#8a6d9b"


def test_other_tools_may_have_their_own_in_the_file(tmp_path: Path) -> None:
    changes = {
        "defaults:\n": "defaults:\n  quarto: {format: html}\n",
        "  link: {light: strait": "  danger: brick\n  link: {light: strait",
        "  name:\n": "  link: https://www.example.org\n  name:\n",
    }

    assert opened(tmp_path, brand=changes).brand.name == "Stockholms Handelskammare"


def test_every_font_is_there_whole_for_print_and_small_for_the_web(brand: Brand) -> None:
    assert {(face.family, face.weight, face.style) for face in brand.faces_for("print")} == {
        ("Newsreader", 500, "normal"),
        ("Newsreader", 400, "italic"),
        ("Hanken Grotesk", 400, "normal"),
        ("Hanken Grotesk", 400, "italic"),
        ("Hanken Grotesk", 600, "normal"),
        ("Hanken Grotesk", 700, "normal"),
        ("Noto Sans Arabic", 400, "normal"),
        ("Noto Sans Arabic", 700, "normal"),
        ("Noto Emoji", 400, "normal"),
    }
    assert all(face.unicode_range == "" for face in brand.faces_for("print"))
    assert {face.family for face in brand.faces_for("web")} == {"Newsreader", "Hanken Grotesk"}
    assert all(face.unicode_range.startswith("U+0") for face in brand.faces_for("web"))


def test_the_files_of_the_web_have_names_of_their_own(brand: Brand) -> None:
    names = [face.file for face in brand.faces]

    assert len(set(names)) == len(names)


def test_all_fonts_together_stay_small() -> None:
    assert sum(file.stat().st_size for file in (ASSETS / "fonts").rglob("*") if file.is_file()) < 2_500_000


def test_print_never_asks_for_a_font_of_the_system(brand: Brand) -> None:
    families = {face.family for face in brand.faces_for("print")}

    for typeface in (brand.headings, brand.base):
        *bundled, generic = typeface.print.split(", ")
        assert set(bundled) <= families
        assert generic in {"serif", "sans-serif"}


def test_mail_asks_for_no_font_of_ours(brand: Brand) -> None:
    families = {face.family for face in brand.faces}

    assert not families & set(f"{brand.mail_headings}, {brand.mail_base}".split(", "))


def test_sizes_grow_with_the_screen_between_their_ends() -> None:
    assert Size(px=48, phone=34, pt=30, leading=1.1).fluid == "clamp(2.125rem, 1.7624rem + 1.547vw, 3rem)"
    assert Size(px=14, phone=14, pt=8, leading=1.4).fluid == "0.875rem"


def test_text_is_large_enough_to_read(brand: Brand) -> None:
    assert min(brand.scale.base.px, brand.scale.base.phone) >= 16
    assert 9.5 <= brand.scale.base.pt <= 11


def test_the_scale_ascends(brand: Brand) -> None:
    for unit in ("px", "phone", "pt"):
        sizes = [getattr(size, unit) for _, size in brand.scale.steps]
        assert sizes == sorted(sizes)


# -- colours --------------------------------------------------------------------------------


def test_an_unknown_colour_is_told_where_it_stands(tmp_path: Path) -> None:
    found = problems(tmp_path, brand={"primary: {light: harbour,": "primary: {light: harbor,"})

    line = line_of(tmp_path / BRAND, "light: harbor,")
    assert found == [
        f"assets/brand.yml:{line}:20: error[E211]: the palette has no colour `harbor`\n  hint: did you mean `harbour`?"
    ]


@pytest.mark.parametrize("written", ["#12345", "#1234567", "#gggggg", "harbour-blue", "rgb(0 0 0)", "#ffffff80"])
def test_a_colour_of_another_form_is_told(tmp_path: Path, written: str) -> None:
    (found,) = problems(tmp_path, brand={'verdigris: "#4c8c7d"': f'verdigris: "{written}"'})

    line = line_of(tmp_path / BRAND, "verdigris:")
    assert found == (
        f"assets/brand.yml:{line}:16: error[E212]: expected a colour like `#0b3454`, found '{written}'\n"
        "  hint: write three or six hexadecimal digits after `#`"
    )


def test_a_colour_without_quotation_marks_is_told(tmp_path: Path) -> None:
    (found,) = problems(tmp_path, brand={'verdigris: "#4c8c7d"': "verdigris: #4c8c7d"})

    line = line_of(tmp_path / BRAND, "verdigris:")
    assert found.startswith(f"assets/brand.yml:{line}:")
    assert "quotation marks" in found


def test_a_wrong_colour_in_the_palette_is_told_once_however_often_it_is_used(tmp_path: Path) -> None:
    found = problems(tmp_path, brand={'harbour: "#0b3454"': 'harbour: "#0b345"'})

    assert [line.split(": error")[1][:6] for line in found] == ["[E212]"]


def test_text_that_cannot_be_read_is_told_with_both_colours_and_a_remedy(tmp_path: Path) -> None:
    found = problems(tmp_path, brand={"muted: {light: granite,": "muted: {light: pebble,"})

    line = line_of(tmp_path / BRAND, "light: pebble,")
    assert found == [
        (
            f"assets/brand.yml:{line}:22: error[E213]: `muted` (#a9b8c4) on `surface` (#e6eff5) has a contrast of 1.74:1"
            " in light mode, expected at least 4.5:1\n"
            "  hint: the nearest that would do is `#586f81`, and of the palette `granite`"
        )
    ]


@pytest.mark.parametrize("role", GROUNDS)
@pytest.mark.parametrize("mode", ["light", "dark"])
def test_no_pair_escapes_the_measure(tmp_path: Path, role: str, mode: str) -> None:
    """The colour of the ground itself, put in place of each colour that is set on it."""
    name = role.replace("_", "-")
    ground = GROUNDS[role][1][0].replace("_", "-")
    text = (stock() / BRAND).read_text(encoding="utf-8")
    (line,) = [row for row in text.splitlines() if row.strip().startswith(f"{name}: {{")]
    (ground_line,) = [row for row in text.splitlines() if row.strip().startswith(f"{ground}: {{")]

    found = problems(
        tmp_path,
        brand={
            line: line.replace(_in(line, mode), _in(ground_line, mode), 1)
            if mode == "light"
            else _last(line, _in(line, mode), _in(ground_line, mode))
        },
    )

    assert any(f"[E213]: `{name}`" in problem and f"in {mode} mode" in problem for problem in found)


def _in(line: str, mode: str) -> str:
    return f"{mode}: " + line.split(f"{mode}: ")[1].split(",", maxsplit=1)[0].split("}", maxsplit=1)[0]


def _last(line: str, old: str, new: str) -> str:
    before, _, after = line.rpartition(old)
    return before + new + after


def test_a_colour_that_only_paper_makes_unreadable_is_told_at_print(tmp_path: Path) -> None:
    (found,) = problems(tmp_path, brand={"      background: snow": "      background: snow\n      muted: pebble"})

    line = line_of(tmp_path / BRAND, "      muted: pebble")
    assert found.startswith(f"assets/brand.yml:{line}:14: error[E213]: `muted` (#a9b8c4) on `surface`")
    assert "in print mode" in found


def test_a_ground_that_only_paper_has_is_told_at_print(tmp_path: Path) -> None:
    found = problems(tmp_path, brand={"      background: snow": "      background: granite"})

    line = line_of(tmp_path / BRAND, "      background: granite")
    assert found
    assert all(problem.startswith(f"assets/brand.yml:{line}:19: error[E213]") for problem in found)


def test_print_knows_no_other_purposes(tmp_path: Path) -> None:
    (found,) = problems(tmp_path, brand={"      background: snow": "      backgrund: snow"})

    assert found.endswith("[E211]: no colour has the purpose `backgrund`\n  hint: did you mean `background`?")


def test_a_hairline_needs_no_contrast(tmp_path: Path) -> None:
    assert (
        opened(tmp_path, brand={"hairline: {light: hail,": "hairline: {light: ice,"}).brand.light.hairline == "#f6fafc"
    )


# -- fonts ----------------------------------------------------------------------------------


def test_a_missing_font_file_is_told(tmp_path: Path) -> None:
    found = problems(tmp_path, brand={"newsreader/Newsreader-500.ttf": "newsreader/Newsreader-900.ttf"})

    line = line_of(tmp_path / BRAND, "Newsreader-900.ttf")
    path = "fonts/newsreader/Newsreader-900.ttf"
    assert found == [f"assets/brand.yml:{line}:18: error[E214]: there is no font file 'assets/{path}'"]


def _own_font(root: Path, *, licence: str | None, data: bytes = b"") -> Path:
    folder = make_workspace(root, brand={"noto-emoji/NotoEmoji-400.ttf": "own/Own.ttf"}) / "assets/fonts/own"
    folder.mkdir(parents=True)
    source = ASSETS / "fonts/noto-sans-arabic/NotoSansArabic-400.ttf"
    (folder / "Own.ttf").write_bytes(data or source.read_bytes())
    if licence is not None:
        (folder / "OFL.txt").write_text(licence, encoding="utf-8")
    return root


def test_a_font_of_ones_own_with_its_licence_is_fine(tmp_path: Path) -> None:
    licence = (ASSETS / "fonts/newsreader/OFL.txt").read_text(encoding="utf-8")

    brand = open_workspace(_own_font(tmp_path, licence=licence)).brand

    assert "fonts/own/Own.ttf" in {face.path for face in brand.faces}


def test_a_font_without_its_licence_is_told(tmp_path: Path) -> None:
    (problem,) = refused(_own_font(tmp_path, licence=None))

    assert (problem.code, problem.message) == ("E215", "the font's licence 'assets/fonts/own/OFL.txt' is missing")


def test_a_font_under_another_licence_is_told(tmp_path: Path) -> None:
    (problem,) = refused(_own_font(tmp_path, licence="All rights reserved."))

    assert problem.code == "E215"
    assert problem.message == "'assets/fonts/own/OFL.txt' is not the SIL Open Font License, Version 1.1"


def test_a_file_that_is_no_font_is_told(tmp_path: Path) -> None:
    licence = (ASSETS / "fonts/newsreader/OFL.txt").read_text(encoding="utf-8")

    (problem,) = refused(_own_font(tmp_path, licence=licence, data=b"<html>404</html>"))

    assert (problem.code, problem.message) == ("E216", "'assets/fonts/own/Own.ttf' does not begin like a .ttf file")


def test_a_font_that_is_a_link_out_of_the_workspace_is_told(tmp_path: Path) -> None:
    root = _own_font(tmp_path / "ws", licence=(ASSETS / "fonts/newsreader/OFL.txt").read_text(encoding="utf-8"))
    font = root / "assets/fonts/own/Own.ttf"
    font.unlink()
    font.symlink_to(ASSETS / "fonts/newsreader/Newsreader-500.ttf")

    (problem,) = refused(root)

    line = line_of(root / BRAND, "own/Own.ttf")
    assert str(problem).startswith(f"assets/brand.yml:{line}:18: error[E207]: the link leads out of assets/")


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        pytest.param(
            {"base: {family: Hanken Grotesk,": "base: {family: Hanken Grotesque,"},
            "[E217]: `typography: fonts:` has no family `Hanken Grotesque`\n  hint: did you mean `Hanken Grotesk`?",
            id="family",
        ),
        pytest.param(
            {"headings: {family: Newsreader, weight: 500}": "headings: {family: Newsreader, weight: 700}"},
            "[E217]: `Newsreader` has no upright file of weight 700 for print and web\n  hint: there is `500`",
            id="weight",
        ),
        pytest.param(
            {"fallbacks: [Noto Sans Arabic, Noto Emoji]": "fallbacks: [Noto Sans Arabic, Noto Emoij]"},
            "[E217]: `typography: fonts:` has no family `Noto Emoij`\n  hint: did you mean `Noto Emoji`?",
            id="fallback",
        ),
        pytest.param(
            {"Newsreader-500-latin.woff2, weight: 500, style: normal, unicode-range: latin": "Newsreader-500-latin.woff2, weight: 500, style: normal, unicode-range: latn"},
            "[E217]: `unicode-ranges` has no `latn`\n  hint: did you mean `latin`?",
            id="range",
        ),
        pytest.param(
            {"base: Segoe UI, Helvetica Neue, Arial, sans-serif": "base: Segoe UI, Helvetica Neue, Arial"},
            "[E218]: expected a generic family at the end: serif, sans-serif, monospace, system-ui, found 'Arial'",
            id="stack",
        ),
        pytest.param(
            {"    - family: Noto Emoji": '    - family: "Noto Emöji"'},
            "[E218]: expected the name of a font family, found 'Noto Emöji'",
            id="name",
        ),
        pytest.param(
            {"fonts/noto-emoji/NotoEmoji-400.ttf": "../NotoEmoji-400.ttf"},
            "[E218]: expected a file below assets/ that ends in .ttf, .otf or .woff2, found '../NotoEmoji-400.ttf'",
            id="outside",
        ),
        pytest.param({'latin: "U+0000': 'latin: "0000'}, "[E218]: expected ranges like U+0000-00FF, U+20AC, found ", id="ranges"),
        pytest.param({"    snow:": "    Snow White:"}, "[E218]: expected a name in small letters, digits and hyphens", id="palette"),
        pytest.param({"px: 68": "px: big"}, "[E114]: expected a number, found the text 'big'", id="size"),
        pytest.param({"      headings: Georgia": "      headngs: Georgia"}, "[E104]: unknown field `headngs`", id="field"),
        pytest.param({"    - family: Noto Emoji\n      source: file": "    - family: Noto Emoji\n      source: google"}, "[E114]: expected `file`, found the text 'google'", id="google"),
    ],
)  # fmt: skip
def test_what_is_wrong_in_the_file_is_told(tmp_path: Path, changes: dict[str, str], expected: str) -> None:
    found = problems(tmp_path, brand=changes)

    assert any(expected in problem for problem in found), found
    assert all(problem.startswith("assets/brand.yml:") for problem in found)


def test_all_that_is_wrong_is_told_in_one_run(tmp_path: Path) -> None:
    changes = {
        "primary: {light: harbour,": "primary: {light: harbor,",
        "muted: {light: granite,": "muted: {light: pebble,",
        "newsreader/Newsreader-500.ttf": "newsreader/Newsreader-900.ttf",
        "base: {family: Hanken Grotesk,": "base: {family: Hanken,",
    }

    found = problems(tmp_path, brand=changes, settings={"base-url: https": "base-url: http"})

    assert [problem.split("[")[1][:4] for problem in found] == ["E211", "E214", "E217", "E213", "E202"]


def test_a_brand_that_is_no_yaml_is_told_and_not_a_crash(tmp_path: Path) -> None:
    make_workspace(tmp_path, brand={})
    (tmp_path / BRAND).write_bytes(b"\xff\xfe\x00")

    (problem,) = refused(tmp_path)

    assert problem.place.path == "assets/brand.yml"


def test_the_brand_of_the_workspace_wins_over_the_stock_one(tmp_path: Path) -> None:
    own = opened(tmp_path, brand={"full: Stockholms Handelskammare": "full: Tyresö Handel"})

    assert own.brand.name == "Tyresö Handel"
    assert own.asset("brand.yml") == tmp_path / BRAND
