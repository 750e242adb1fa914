"""Colours, sizes and order: what is told, what is not, and whether axe says the same."""

import io
from functools import cache
from pathlib import Path
from typing import Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from playwright.sync_api import Page

from publish.check import Finding, Subject
from publish.check.accessibility import look
from publish.check.accessibility.look import inversion, views
from publish.check.accessibility.look.contrast import faint
from publish.check.accessibility.look.ground import pair
from publish.check.accessibility.look.views import DESK, PHONE
from publish.check.document import Document
from publish.check.html import Medium
from publish.formats import FORMATS
from publish.source import read_edition
from publish.theme import Theme
from publish.workspace import contrast
from tests import made
from tests.check.corpus import Case, clean, workspace_of
from tests.check.corpus.look import CASES
from tests.judges import axe

judged = pytest.mark.skipif(bool(axe.missing()), reason=axe.missing())

LONG = "Huvudstadsregionen har det som krävs för att resa sig igen efter pandemin. Men det sker inte av sig självt, säger vi. "
NIGHT = "@media (prefers-color-scheme: dark)"
ROOT = ":root { color-scheme: light dark }"


def html(rules: str, body: str, head: str = "") -> str:
    return (
        f"<!doctype html><html lang=sv><head><title>t</title>{head}<style>{rules}</style></head>"
        f"<body><main><h1>En rubrik</h1>{body}</main></body></html>"
    )


def page(rules: str, body: str, head: str = "", files: dict[str, bytes] | None = None) -> Subject:
    data = html(rules, body, head).encode()
    return replace_files(clean(made.FIRST, "sv", ("web",)), {"web": {"index.html": data, **(files or {})}})


def letter(rules: str, body: str, files: dict[str, bytes] | None = None) -> Subject:
    data = html(rules, body).encode()
    files = {"newsletter.html": data, **(files or {})}
    return replace_files(clean(made.FIRST, "sv", ("newsletter",)), {"newsletter": files})


def replace_files(subject: Subject, files: dict[str, dict[str, bytes]]) -> Subject:
    return Subject(subject.edition, subject.theme, files, subject.options)


def found(subject: Subject) -> list[Finding]:
    return list(look.check(subject))


def codes(subject: Subject) -> set[str]:
    return {finding.code for finding in found(subject)}


# axe's word

RULES = {
    "C350": "color-contrast",
    "C351": "color-contrast",
    "C355": "link-in-text-block",
    "C357": "target-size",
    "C362": "meta-viewport",
    "C366": "tabindex",
}
MENU = "<nav><ul>" + "".join(f"<li><a href=/{n}>Sida {n}</a></li>" for n in range(4)) + "</ul></nav>"
SENTENCE = "<p>En mening med en <a href=/x>länk i sig</a> och mycket mer efter den.</p>"
BUTTON = "<p><a href=/x class=b>Anmäl dig</a></p>"
ROWS = {
    "black on white": ("", "<p>ord</p>", ""),
    "grey on white": ("p { color: #999 }", "<p>ord</p>", "C350"),
    "just enough": ("p { color: #767676 }", "<p>ord</p>", ""),
    "just too little": ("p { color: #777777 }", "<p>ord</p>", "C350"),
    "large and grey": ("p { color: #949494; font-size: 24px }", "<p>ord</p>", ""),
    "bold and grey": ("p { color: #949494; font-size: 19px; font-weight: 700 }", "<p>ord</p>", ""),
    "not quite large": ("p { color: #949494; font-size: 19px }", "<p>ord</p>", "C350"),
    "half clear": ("p { color: rgb(0 0 0 / 0.5) }", "<p>ord</p>", "C350"),
    "faded": ("div { opacity: 0.4 }", "<div><p>ord</p></div>", "C350"),
    "faded panel": ("div { opacity: 0.9; background: #0b3454; color: #fff }", "<div><p>ord</p></div>", ""),
    "panel in panel": ("div { background: #0b3454 } p { color: #fff; background: rgb(255 255 255 / .7) }", "<div><p>ord</p></div>", "C350"),
    "hidden and grey": ("p { color: #ccc; display: none }", "<p>ord</p><p hidden>ord</p>", ""),
    "unseen and grey": ("p { color: #ccc; visibility: hidden }", "<p>ord</p>", ""),
    "dark mode by the browser": (ROOT, "<p>ord</p>", ""),
    "black on the browser's night": (f"{ROOT} body {{ background: canvas }} p {{ color: #444 }}", "<p>ord</p>", "C351"),
    "white panel at night": (f"{ROOT} div {{ background: #ffffe0 }}", "<div><p>ord</p></div>", "C351"),
    "both changed": (f"div {{ background: #fff; color: #000 }} {NIGHT} {{ div {{ background: #000; color: #fff }} }}", "<div><p>ord</p></div>", ""),
    "one changed": (f"div {{ background: #fff; color: #000 }} {NIGHT} {{ div {{ background: #111 }} }}", "<div><p>ord</p></div>", "C351"),
    "variables": (":root { --ink: #bbb } p { color: var(--ink) }", "<p>ord</p>", "C350"),
    "underlined link": ("a { color: #06c }", SENTENCE, ""),
    "link without a line": ("a { color: #333; text-decoration: none }", SENTENCE, "C355"),
    "bold link without a line": ("a { color: #333; text-decoration: none; font-weight: 700 }", SENTENCE, ""),
    "link of quite another colour": ("p { color: #000 } a { color: #767676; text-decoration: none }", SENTENCE, ""),
    "close menu": ("ul { list-style: none; padding: 0 } li { font-size: 14px; line-height: 1.1 }", MENU, "C357"),
    "menu with room": ("ul { list-style: none; padding: 0 } li { font-size: 14px; padding: 6px 0 }", MENU, ""),
    "menu of tall lines": ("ul { list-style: none; padding: 0 } li { line-height: 30px }", MENU, ""),
    "button": (".b { display: inline-block; padding: 16px; background: #0b3454; color: #fff }", BUTTON, ""),
    "pale button": (".b { display: inline-block; padding: 16px; background: #8cc2e8; color: #fff }", BUTTON, "C350"),
    "jumping focus": ("", "<p><a href=/x tabindex=3>ord</a></p>", "C366"),
    "focus in its place": ("", "<p><a href=/x tabindex=0>ord</a> <b tabindex=-1>x</b></p>", ""),
}  # fmt: skip


@cache
def _judge() -> Page:
    return axe.chromium().new_page()


@judged
@pytest.mark.parametrize("name", ROWS)
def test_axe_says_the_same(name: str) -> None:
    rules, body, expected = ROWS[name]
    shown = _judge()
    shown.set_content(html(f"{rules} * {{ transition: none }}", body))
    theirs = {
        found.partition(":")[0]
        for scheme in ("light", "dark")
        for found in axe.violations(shown, width=375, scheme=scheme)
    }

    ours = codes(page(rules, body)) & RULES.keys()

    assert ours == ({expected} if expected else set())
    assert theirs & set(RULES.values()) == {RULES[code] for code in ours}


def _artefact(case: Case) -> str:
    with workspace_of(case) as workspace:
        folder = workspace.folder(made.FIRST.name)
        edition = read_edition(folder, "sv", root=workspace.root, icons=workspace.icons)
        files = FORMATS[case.formats[0]].render(edition, Theme(workspace))
        return next(file.data.decode() for file in files if file.name in {"index.html", "newsletter.html"})


def _violations(text: str) -> set[str]:
    shown = _judge()
    shown.route("**/*", lambda route: route.abort())
    shown.set_content(text, wait_until="domcontentloaded")
    schemes: tuple[Literal["light", "dark"], ...] = ("light", "dark")
    return {
        found.partition(":")[0] for scheme in schemes for found in axe.violations(shown, width=375, scheme=scheme)
    } & set(RULES.values())


@judged
@pytest.mark.parametrize("case", [case for case in CASES if case.code in RULES and "blocked" not in case.name], ids=str)
def test_axe_finds_the_faults_of_the_corpus_too(case: Case) -> None:
    assert RULES[case.code] in _violations(_artefact(case))


@judged
@pytest.mark.parametrize("folder", made.EDITIONS, ids=lambda folder: folder.name)
@pytest.mark.parametrize("language", made.LANGUAGES)
def test_axe_finds_nothing_in_what_is_clean(folder: Path, language: str) -> None:
    for document in clean(folder, language, ("newsletter", "web")).documents:
        assert _violations(document.html) == set()


# Colours


def test_one_cause_is_told_once_with_a_count() -> None:
    told = found(page("p { color: #999 }", "<p>ett</p><p>två</p><p>tre</p>"))

    assert [(f.code, f.message) for f in told] == [
        ("C350", "'ett' and 2 more: #999999 on #ffffff has a contrast of 2.84:1 in light mode, expected at least 4.5:1")
    ]
    assert told[0].hint == "the nearest colour of text that would do is `#757575`"


@pytest.mark.parametrize(("colour", "severity"), [("#999999", "breaks"), ("#808080", "degrades")])
def test_only_what_has_to_be_guessed_breaks(colour: str, severity: str) -> None:
    assert [f.severity for f in found(page(f"p {{ color: {colour} }}", "<p>ord</p>"))] == [severity]


@pytest.mark.parametrize(
    "rules",
    [
        "div { background: url(x.png) #0b3454 } p { color: #fff }",
        "div { background: linear-gradient(#000, #333) #111; color: #fff }",
        "div { background: url(x.png) } p { background: #0b3454; color: #fff }",
        "div { background: color-mix(in oklab, red, blue); color: #800080 }",
        "p { color: color(display-p3 0.5 0.5 0.5) }",
    ],
)
def test_what_nobody_can_tell_is_not_told(rules: str) -> None:
    assert codes(page(rules, "<div><p>ord</p></div>")) == set()


def test_white_words_on_a_photo_are_lost_until_it_loads() -> None:
    rules = "div { background: url(x.png) } p { color: #fff }"

    assert codes(page(rules, "<div><p>ord</p></div>")) == {"C353"}
    assert codes(letter(rules, "<div><p>ord</p></div>")) == {"C352", "C353"}


@given(st.integers(0, 255), st.integers(0, 255), st.integers(0, 255), st.integers(0, 255))
@settings(max_examples=60, deadline=None)
def test_what_can_be_read_survives_being_turned(light: int, tint: int, dark: int, shade: int) -> None:
    """Mirrored lightness keeps two flat colours apart: only pictures and half-set pairs are hazards."""
    ink, ground = f"#{dark:02x}{shade:02x}{dark:02x}", f"#{light:02x}{light:02x}{tint:02x}"
    words = letter(f"p {{ color: {ink}; background: {ground} }}", "<p>ord</p>").letter
    assert words is not None

    lost = [one for program in inversion.PROGRAMS for one in inversion.unreadable(words, program)]

    assert not (contrast.ratio(ink, ground) >= 7 and lost)


def test_a_rule_for_outlook_that_sets_one_colour_of_two_is_told() -> None:
    rules = "p { color: #000; background: #fff }"
    both = "[data-ogsc] p { color: #fff !important } [data-ogsb] p { background: #000 !important }"

    assert codes(letter(f"{rules} {both}", "<p>ord</p>")) == set()
    assert codes(letter(f"{rules} [data-ogsc] p {{ color: #222 !important }}", "<p>ord</p>")) == {"C352"}


def _picture(ink: tuple[int, int, int], ground: int) -> bytes:
    drawn = Image.new("RGBA", (40, 40), (255, 255, 255, ground))
    drawn.paste((*ink, 255), (10, 10, 30, 30))
    file = io.BytesIO()
    drawn.save(file, "PNG")
    return file.getvalue()


@pytest.mark.parametrize(
    ("ink", "ground", "style", "expected"),
    [
        ((10, 10, 10), 0, "", {"C356"}),
        ((10, 10, 10), 255, "", set()),
        ((10, 10, 10), 0, "background: #fff", {"C356"}),
        ((200, 60, 40), 0, "", set()),
        ((255, 255, 255), 0, "", set()),
    ],
    ids=[
        "dark on nothing",
        "dark on white of its own",
        "white below, which is turned",
        "a colour of its own",
        "white on nothing",
    ],
)
def test_dark_pictures_on_nothing_are_lost_in_dark_mode(
    ink: tuple[int, int, int], ground: int, style: str, expected: set[str]
) -> None:
    body = f'<img src="https://example.org/logo.png" alt="Märke" style="{style}">'

    assert codes(letter("", body, {"logo.png": _picture(ink, ground)})) == expected


@pytest.mark.parametrize("data", [b"", b"\x89PNG\r\n\x1a\n", b"GIF89a", _picture((0, 0, 0), 0)[:60]])
def test_pictures_that_are_none_are_passed_over(data: bytes) -> None:
    assert codes(letter("", '<img src="https://example.org/logo.png" alt="Märke">', {"logo.png": data})) == set()


# The focus


@pytest.mark.parametrize(
    ("rules", "expected"),
    [
        ("", set()),
        ("a:focus { outline: none }", {"C368"}),
        ("* { outline: 0 }", {"C368"}),
        ("a:focus { outline: none; box-shadow: 0 0 0 3px #000 }", set()),
        ("* { outline: none } :focus-visible { outline: 2px solid #000 }", set()),
        ("a:focus:not(:focus-visible) { outline: none }", set()),
        (":focus-visible { outline: 2px solid #ddd }", {"C354"}),
        (":focus-visible { outline: 2px solid currentcolor }", set()),
        (":focus-visible { outline: 2px solid #000 } .dark { background: #111; color: #fff }", {"C354"}),
    ],
)
def test_the_focus_shows(rules: str, expected: set[str]) -> None:
    body = (
        "<p><a href=/x>Läs hela berättelsen här</a></p><div class=dark><a href=/y style='color: inherit'>Mer</a></div>"
    )

    assert codes(page(rules, body)) == expected


# Sizes


@pytest.mark.parametrize(
    ("rules", "expected"),
    [
        ("p { font-size: 14px }", set()),
        ("p { font-size: 13.9px }", {"C359"}),
        ("p { font-size: 0 }", set()),
        ("p { line-height: 1.2 }", set()),
        ("p { line-height: 1.15 }", {"C360"}),
        ("p { line-height: 15px }", {"C360"}),
        ("p { text-align: justify }", {"C364"}),
        ("p { font-size: 6vw }", {"C363"}),
        ("p { font-size: calc(1rem + 1vw) }", set()),
        ("p { width: 300px }", set()),
        ("p { width: 400px }", {"C361"}),
        ("p { width: 400px; max-width: 100% }", set()),
        ("p { min-width: 400px; max-width: 100% }", {"C361"}),
        ("@media (min-width: 600px) { p { width: 500px } }", set()),
        ("main { overflow-x: auto } p { width: 900px }", set()),
        ("p { height: 40px }", set()),
        ("p { height: 40px; overflow: hidden }", {"C372"}),
        ("p { min-height: 40px; overflow: hidden }", set()),
    ],
)
def test_sizes_of_words_and_boxes_in_a_letter(rules: str, expected: set[str]) -> None:
    assert codes(letter(rules, f"<p>{LONG}</p>")) == expected


def test_what_is_hidden_by_hand_is_not_judged() -> None:
    tricks = (
        "max-height: 0; overflow: hidden",
        "position: absolute; left: -9999px",
        "position: absolute; width: 1px; height: 1px; overflow: hidden",
        "position: absolute; clip-path: inset(50%)",
        "opacity: 0",
    )

    for trick in tricks:
        assert codes(letter("", f"<p style='color: #fff; font-size: 8px; {trick}'>För den som lyssnar</p>")) == set()


def test_what_is_said_of_a_blocked_picture_can_be_read() -> None:
    picture = "<img src=https://example.org/x.jpg alt='En bild av staden'>"

    assert codes(letter("img { color: #ddd }", picture)) == {"C350"}
    assert codes(page("img { color: #ddd }", picture)) == set()


def test_signs_of_notes_may_be_small() -> None:
    assert codes(letter("sup { font-size: 60% }", f"<p>{LONG}<sup><a href=#n1>1</a></sup></p>")) == set()


def test_tables_make_their_cells_narrower() -> None:
    assert codes(letter("", '<table><tbody><tr><td width="600">ord och ord</td></tr></tbody></table>')) == set()
    assert codes(letter("", '<table width="600"><tbody><tr><td>ord och ord</td></tr></tbody></table>')) == {"C361"}


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("width=device-width, initial-scale=1", set()),
        ("width=device-width, maximum-scale=5", set()),
        ("width=device-width, maximum-scale=1", {"C362"}),
        ("width=device-width, user-scalable = no", {"C362"}),
        ("user-scalable=yes, maximum-scale=many", set()),
    ],
)
def test_readers_may_enlarge(content: str, expected: set[str]) -> None:
    assert codes(page("", "<p>ord</p>", f'<meta name="viewport" content="{content}">')) == expected


# Order


@pytest.mark.parametrize(
    ("rules", "expected"),
    [
        (".x { display: flex }", set()),
        (".x { display: flex; flex-direction: row-reverse }", {"C365"}),
        (".x { flex-direction: row-reverse }", set()),
        (".x { display: grid } .x p { grid-row: 2 } .x p + p { grid-row: 1 }", {"C365"}),
        (".x { display: grid } .x p { grid-row: 1 } .x p + p { grid-row: 2 }", set()),
        (".x { display: flex } .x p + p { order: -1 }", {"C365"}),
        (".x { display: flex } .x p + p { order: 1 }", set()),
        (".x p { float: right } .x p + p { float: left }", {"C365"}),
        (".x p { float: left }", set()),
        (".x { direction: rtl } .x p { display: inline-block }", {"C365"}),
        (".x { direction: rtl }", set()),
        (f"{NIGHT} {{ .x {{ display: flex; flex-flow: column-reverse }} }}", set()),
    ],
)
def test_what_is_seen_first_is_read_first(rules: str, expected: set[str]) -> None:
    assert codes(page(rules, "<div class=x><p>Frågan</p><p>Svaret</p></div>")) == expected


def test_arabic_runs_from_right_to_left() -> None:
    rules = ".x p { display: inline-block }"

    assert codes(page(rules, "<div class=x dir=rtl lang=ar><p>سؤال</p><p>جواب</p></div>")) == set()


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<p style='position: absolute'>Några ord</p>", {"C367"}),
        ("<a href=#x style='position: absolute'>Hoppa till innehållet</a>", set()),
        ("<p style='position: absolute'><img src=x.png alt=''></p>", set()),
        ("<p style='position: absolute; clip: rect(0 0 0 0)'>För den som lyssnar</p>", set()),
    ],
)
def test_words_stay_in_their_place(body: str, expected: set[str]) -> None:
    assert codes(page("", body)) == expected


# What moves and what is not there


@pytest.mark.parametrize(
    ("rules", "expected"),
    [
        ("p { animation: drift 2s }", {"C369"}),
        ("p { animation: none }", set()),
        ("p { animation: drift 0s }", set()),
        ("@media (prefers-reduced-motion: no-preference) { p { animation: drift 2s infinite } }", set()),
        (
            "p { animation: drift 2s } @media (prefers-reduced-motion: reduce) { p { animation: none !important } }",
            set(),
        ),
    ],
)
def test_stillness_is_kept(rules: str, expected: set[str]) -> None:
    assert codes(page(rules, "<p>ord</p>")) == expected


def test_what_is_written_twice_may_be_hidden_once() -> None:
    words = "Stockholm ska i gång igen."

    assert codes(page(".x { display: none }", f"<p class=x>{words}</p>")) == {"C370"}
    assert codes(page(".x { display: none }", f"<p class=x>{words}</p><p>{words}</p>")) == set()
    assert (
        codes(page(".x { display: none } @media print { .x { display: block } }", f"<p class=x>{words}</p>")) == set()
    )
    assert codes(page(".x { display: none }", "<p class=x>Det här har ingen redaktör skrivit.</p>")) == set()


def test_signs_may_stand_in_a_style_sheet() -> None:
    assert codes(page("p::before { content: '→ ' }", "<p>ord</p>")) == set()
    assert codes(page("p::before { content: 'Obs: viktigt' }", "<p>ord</p>")) == {"C371"}
    assert codes(page(".nobody::before { content: 'Obs: viktigt' }", "<p>ord</p>")) == set()
    assert codes(page("@media print { p::after { content: 'Slut på texten' } }", "<p>ord</p>")) == set()


# Whatever comes


def test_nothing_is_said_of_what_is_not_there() -> None:
    assert found(replace_files(clean(made.FIRST, "sv", ()), {})) == []


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<",
        b"<style>",
        b"<p style='color:var(--'>ord",
        b"\xc3\x28",
        b"<html></html>",
        b"<table><a href=x><p>ord" * 50,
        b"<div>ord" * 2000,
    ],
    ids=["nothing", "a sign", "a style", "half a variable", "no UTF-8", "no body", "a soup", "boxes in boxes"],
)
def test_odd_files_are_borne(data: bytes) -> None:
    base = clean(made.FIRST, "sv", ())
    text = data.decode("utf-8", "replace").encode()

    for files in ({"web": {"index.html": text}}, {"newsletter": {"newsletter.html": text}}):
        assert all(finding.message for finding in look.check(replace_files(base, files)))


@given(st.text(alphabet="pa{}:;.#()<>-_ \n%0123456789emxlorgdt@!*,'\"/", max_size=120))
@settings(max_examples=40, deadline=None)
def test_any_style_sheet_is_borne(rules: str) -> None:
    assert all(finding.message for finding in look.check(page(rules, "<p>ord <a href=x>och</a></p>")))


def test_every_finding_has_one_line_and_cites_who_asks() -> None:
    for rule in look.RULES:
        assert rule.sources("index.html")
        assert rule.code[:3] in {"C35", "C36", "C37"}


@pytest.mark.parametrize("folder", made.EDITIONS, ids=lambda folder: folder.name)
def test_every_word_of_the_clean_editions_is_looked_at(folder: Path) -> None:
    for document in clean(folder, "sv", ("newsletter", "web")).documents:
        for medium in (PHONE, views.DARK, DESK):
            shown = views.view(document, medium)
            assert len(shown.texts) > 40
            assert all(pair(style) for style in shown.texts)
            assert not list(faint(shown))


def test_a_document_is_looked_at_in_a_medium_once() -> None:
    document = Document("x", "web", "<p>ord</p>")

    assert views.view(document, Medium()) is views.view(document, Medium())
