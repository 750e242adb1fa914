"""Styles as they are worked out here, and as Chromium works them out."""

import colorsys
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from PIL import ImageColor

from publish.check.document import Document
from publish.check.html import Colour, Medium, Style, cascade, styles
from publish.check.html.colours import colour, from_hex, is_colour
from publish.check.html.lengths import Measure, length
from publish.check.html.lightness import lightness, mirrored
from publish.check.html.queries import holds
from publish.check.html.tokens import read
from tests import made
from tests.check.corpus import clean
from tests.judges import axe

judged = pytest.mark.skipif(bool(axe.missing()), reason=axe.missing())

_COMPUTED = """() => [...document.querySelectorAll('*')].map(e => {
  const s = getComputedStyle(e);
  return {tag: e.localName, color: s.color, ground: s.backgroundColor, size: parseFloat(s.fontSize), display: s.display,
    weight: parseInt(s.fontWeight), leading: s.lineHeight, direction: s.direction, float: s.float,
    position: s.position, opacity: parseFloat(s.opacity), visibility: s.visibility, order: parseFloat(s.order),
    top: parseFloat(s.paddingTop), left: parseFloat(s.paddingLeft), align: s.textAlign.replace('-webkit-', '')};
})"""
_HARD_RULES = """
@layer base, theme;
@layer theme { .layered { color: rgb(1 2 3); padding-left: 7px !important } }
@layer base { .layered { color: red; padding-left: 3px !important } }
:root { --a: 10px; --b: var(--a); --loop: var(--pool); --pool: var(--loop); --space: calc(var(--a) * 2); --c: #123456; --list: 1px 2px 3px 4px; font-size: 18px }
.v1 { padding: var(--b) } .v2 { color: var(--loop, teal) } .v3 { color: green; color: var(--missing) } .v4 { padding-left: var(--space); margin: var(--list) }
.v5 { --c: hsl(120 50% 40% / .5); background: var(--c) } .v6 { background: no-repeat url(x.png) 0 0 / 10px, rebeccapurple } .v7 { background: linear-gradient(red, blue) }
.em { font-size: 1.5em; padding: 1em 2rem; line-height: 1.5 } .em span { font-size: .5em } .pc { font-size: 150%; line-height: 120% } .pc b { font-size: 10px }
.kw { font-size: x-large } .kw i { font-size: smaller } .cl { font-size: clamp(1rem, 4vw, 2rem) } .mn { font-size: min(10vw, 30px); padding-top: max(2em, 10px) } .ca { font-size: calc(1rem + 1vw); padding-left: calc((1em + 2px) * 2 - 4px / 2) }
.bad { color: green; color: nocolour; color: rgb(1,2); display: flex; display: flexx; font-size: 20px; font-size: big }
.imp { color: blue !important } #imp { color: red }
.spec.spec { color: maroon } div.spec { color: lime } .spec { color: red }
:where(#imp) .w { color: olive } .w { color: navy } :is(.q, #zz) .r { color: purple } .q .r { color: red }
.fl { float: left } .ab { position: absolute; float: right } .gr { display: grid } .gr > span { color: currentColor } .fx { display: inline-flex; flex-flow: column-reverse wrap }
@media (min-width: 400px) { .m1 { color: red } } @media (400px <= width < 1300px) { .m2 { color: red } } @media not screen { .m3 { color: red } } @media not (min-width: 400px) { .m4 { color: red } }
@media print, (prefers-color-scheme: dark) { .m5 { color: lime } } @media only screen and (max-width: 30em) { .m6 { color: red } } @media (min-width: 400px) or (prefers-color-scheme: dark) { .m7 { color: red } } @media (unknown-thing: 3) { .m8 { color: red } } @media not (unknown-thing: 3) { .m9 { color: red } }
@media (min-width: 100px) { @media (max-width: 500px) { .m10 { color: fuchsia } } } @media (orientation: portrait) { .m11 { color: teal } } @media (hover) and (pointer: fine) { .m12 { color: teal } } @media (width >= calc(10em + 10px)) { .m13 { color: teal } }
.ld { color: light-dark(#111, #eee); background: color-mix(in srgb, red 25%, blue) } .dk { color-scheme: dark } .lt { color-scheme: only light }
.sys { color: canvastext; background: canvas } .lab { color: lab(50% 40 30); background: oklch(0.7 0.1 200) } .hw { color: hwb(200 20% 30%); background: #12345678 }
.lg { padding-inline: 5px 9px; margin-block-start: 4px; padding-block: 1px } .ov { padding-inline-start: 5px; padding-left: 8px } .ov2 { padding-left: 8px; padding-inline-start: 5px }
.inh { color: inherit; padding: inherit; display: inherit } .ini { color: initial; font-size: initial } .uns { color: unset; padding-top: unset } .rev { display: revert }
.par { color: #0a0; padding: 6px; & .kid { color: #a0a } > .kid2 { color: #0aa } &.self { color: #a00 } }
@supports (display: grid) { .sup { color: #0a0 } } @supports not (display: grid) { .sup { color: #a00 } }
.bo { border: 2px solid #f0f; border-left: none; font: italic bold 20px/2 serif } .o5 { opacity: 50%; order: 3; visibility: hidden } .ta { text-align: center } .hasp:has(> .needle) { color: #0af } li:nth-child(2n+1) { color: #fa0 } a[href^="x"] { color: #0fa } .n:not(.x, .y) { color: #a5a }
"""
_HARD_BODY = """
<p class=layered>t</p><p class=v1>t</p><p class=v2>t</p><p class=v3>t</p><p class=v4>t</p><p class=v5>t</p><p class=v6>t</p><p class=v7>t</p>
<div class=em>t<span>t</span></div><div class=pc>t<b>t</b></div><div class=kw>t<i>t</i></div><p class=cl>t</p><p class=mn>t</p><p class=ca>t</p><p class=bad>t</p><p class=imp id=imp style="color: orange">t</p><p style="color: orange !important" class=imp>t</p>
<div class=spec>t</div><p class=w>t</p><div class=q><p class=r>t</p></div><span class=fl>t</span><span class=ab>t</span><div class=gr><span>t</span></div><div class=fx><span>t</span></div>
<p class=m1>t</p><p class=m2>t</p><p class=m3>t</p><p class=m4>t</p><p class=m5>t</p><p class=m6>t</p><p class=m7>t</p><p class=m8>t</p><p class=m9>t</p><p class=m10>t</p><p class=m11>t</p><p class=m12>t</p><p class=m13>t</p>
<p class=ld>t</p><div class=dk>t<a href=x>t</a><p class=ld>t</p></div><div class=lt>t<p class=ld>t</p></div><p class=sys>t</p><p class=lab>t</p><p class=hw>t</p><p class=lg>t</p><div dir=rtl>t<p class=lg>t</p></div><p class=ov>t</p><p class=ov2>t</p>
<div class=par>t<p class=inh>t</p><p class=ini>t</p><p class=uns>t</p><span class=rev>t</span><b class=kid>t</b><i class=kid2>t</i></div><div class="par self">t</div><p class=sup>t</p><p class=bo>t</p><p class=o5>t</p>
<div class=ta>t<p>t</p><table><tbody><tr><td bgcolor="0b3454" align=right width=50>t</td><th>t</th></tr></tbody></table></div><div class=hasp>t<b class=needle>t</b></div><ul><li>t<li>t<li>t</ul><a href="xyz">t</a> <a href="y">t</a> <a>t</a><p class=n>t</p><p class="n y">t</p>
<font color=red size=5>t</font><h1>t</h1><h3>t</h3><small>t<small>t</small></small><mark>t</mark><button>t</button><center>t</center><u>t</u><sup>t</sup><b>t<b>t</b></b><article>t</article><p hidden>t</p><blockquote>t</blockquote><dl><dt>t<dd>t</dl>
<table bgcolor=red><caption>t</caption><tbody><tr bgcolor=#0f0><td>t</td></tr></tbody></table><fieldset>t</fieldset><p align=center>t</p><address>t</address><em>t</em><details open>t</details>
"""
MEDIA = [Medium(width=width, dark=dark, still=True) for width in (375.0, 1280.0) for dark in (False, True)]
in_every_medium = pytest.mark.parametrize("medium", MEDIA, ids=str)


def document(rules: str, body: str, head: str = "") -> Document:
    html = f"<!doctype html><html lang=en><head>{head}<style>{rules}</style></head><body>{body}</body></html>"
    return Document("index.html", "web", html)


def style(rules: str, body: str, medium: Medium | None = None) -> Style:
    """Of the first element in the body."""
    page = document(rules, body)
    return styles(page, medium or Medium())[page.body[0]]


# Chromium's word


@judged
@in_every_medium
@pytest.mark.parametrize("folder", made.EDITIONS, ids=lambda folder: folder.name)
@pytest.mark.parametrize("language", made.LANGUAGES)
def test_page_and_letter_are_styled_as_chromium_styles_them(folder: Any, language: str, medium: Medium) -> None:
    for shown in clean(folder, language, ("newsletter", "web")).documents:
        ours, theirs = _both(shown, medium)

        assert len(ours) > 40
        assert ours == theirs


@judged
@in_every_medium
def test_what_is_hard_in_css_is_styled_as_chromium_styles_it(medium: Medium) -> None:
    head = '<meta name="color-scheme" content="light dark">'

    ours, theirs = _both(document(_HARD_RULES, _HARD_BODY, head), medium)

    assert len(ours) > 90
    assert ours == theirs


def _both(shown: Document, medium: Medium) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """What we and what Chromium know of every element that shows words."""
    page = axe.chromium().new_page(viewport={"width": int(medium.width), "height": int(medium.height)})
    page.emulate_media(color_scheme="dark" if medium.dark else "light", reduced_motion="reduce")
    page.route("**/*", lambda route: route.abort())  # its pictures are nowhere yet
    page.set_content(shown.html, wait_until="domcontentloaded")
    computed = page.evaluate(_COMPUTED)
    page.close()

    assert [theirs["tag"] for theirs in computed] == [element.tag for element in shown.elements]
    known = styles(shown, medium)
    pairs = [(known[element], theirs) for element, theirs in zip(shown.elements, computed, strict=True)]
    with_words = [(ours, theirs) for ours, theirs in pairs if _has_words(ours.element)]
    return [_ours(ours) for ours, _ in with_words], [_theirs(ours, theirs) for ours, theirs in with_words]


def _has_words(element: etree._Element) -> bool:
    texts = [element.text, *(child.tail for child in element)]
    return element.tag not in {"style", "title", "script"} and any((text or "").strip() for text in texts)


def _ours(known: Style) -> dict[str, Any]:
    return {
        "tag": known.element.tag,
        "color": _shown(known.color),
        "ground": _shown(known.background),
        "size": _rounded(known.font_size),
        "display": known.display,
        "weight": known.font_weight,
        "leading": _rounded(known.line_height),
        "direction": known.direction,
        "float": known.float,
        "position": known.position,
        "opacity": known.number("opacity"),
        "visibility": known.word("visibility"),
        "order": known.number("order"),
        "top": _rounded(known.length("padding-top")),
        "left": _rounded(known.length("padding-left")),
        "align": known.word("text-align"),
    }


def _theirs(known: Style, computed: Mapping[str, Any]) -> dict[str, Any]:
    leading = computed["leading"]
    sizes = {name: _rounded(computed[name]) for name in ("size", "top", "left")}
    colours = {name: _shown(colour(read(computed[name]))) for name in ("color", "ground")}
    # A colour or size that we say we cannot tell is no difference; there are none in our own outputs.
    return {**computed, **sizes, **colours, "leading": None if leading == "normal" else _rounded(float(leading[:-2]))}


def _shown(found: Colour | None) -> tuple[str, float] | None:
    return None if found is None else (found.hexadecimal if found.alpha else "clear", round(found.alpha, 2))


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 1)


# What is promised


def test_gmail_without_style_blocks_keeps_what_stands_in_attributes() -> None:
    body = '<p style="font-size: 17px" bgcolor="0b3454">words</p>'

    found = style("p { color: red; font-size: 30px !important }", body, Medium(keeps_rules=False))

    assert (found.color, found.font_size, _shown(found.background)) == (Colour(0, 0, 0), 17, ("#0b3454", 1))


def test_who_said_it_is_told_also_of_what_is_inherited() -> None:
    page = document("p { color: red } b { font-weight: 700 }", "<p>one <b>two</b></p>")
    bold = page.all("b")[0]

    said = styles(page, Medium())[bold].declaration("color")

    assert said is not None
    assert (said[0].tag, said[1].text) == ("p", "color: red")


def test_nobody_says_what_only_starts_so() -> None:
    found = style("", "<div>words</div>")

    assert found.declaration("color") is None
    assert (found.says("color"), found.is_asked("display"), found.says("display")) == (False, False, True)


@pytest.mark.parametrize(
    "rule",
    [
        "p { font-size: 3ch; padding-left: 10%; color: color(display-p3 1 0 0) }",
        "p { font-size: calc(1ch + 2px); padding-left: calc(1% + 2px); color: color-mix(in oklab, red, blue) }",
    ],
)
def test_what_nobody_can_tell_is_not_guessed(rule: str) -> None:
    found = style(rule, "<p>words</p>")

    assert (found.font_size, found.length("padding-left"), found.color) == (None, None, None)


def test_variables_that_double_one_another_end() -> None:
    doubling = "".join(f"--v{at}: var(--v{at - 1}) var(--v{at - 1});" for at in range(1, 40))

    found = style(f":root {{ --v0: 1px; {doubling} }} p {{ margin: var(--v39); color: green }}", "<p>words</p>")

    assert (found.length("margin-top"), found.color) == (0, from_hex("#008000"))


def test_selectors_that_nobody_can_read_drop_their_rule_alone() -> None:
    found = style("p:unheard-of, p { color: red } p { color: blue } } p { font-size: 20px }", "<p>words</p>")

    assert (found.color, found.font_size) == (Colour(0, 0, 1), 16)


def test_a_style_block_for_paper_is_not_for_the_screen() -> None:
    page = Document("x", "web", "<style media=print>p { color: red }</style><p>words</p>")
    words = page.all("p")[0]

    shown = [styles(page, Medium(kind=kind))[words].color for kind in ("screen", "print")]

    assert shown == [Colour(0, 0, 0), Colour(1, 0, 0)]


def test_boxes_in_boxes_without_end_are_borne() -> None:
    page = document(".a .a .a .b { color: red } .a { margin: 1em }", "<div class=a>x" * 3000)

    found = styles(page, Medium())

    assert {known.font_size for known in found.values()} == {16}


def test_a_selector_that_would_be_sought_for_hours_is_left_out() -> None:
    long = " ".join(["div"] * 12)
    page = document(f".nowhere {long} p {{ color: red }} div p {{ color: blue }}", "<div>" * 100 + "<p>words</p>")

    assert styles(page, Medium())[page.all("p")[0]].color == Colour(0, 0, 1)


def test_the_same_document_is_worked_out_once() -> None:
    page = document("p { color: red }", "<p>words</p>")

    assert cascade(page) is cascade(page)
    assert styles(page, Medium()) is styles(page, Medium())


@given(st.text(max_size=80), st.text(max_size=80))
def test_nothing_that_people_write_stops_it(rules: str, attribute: str) -> None:
    page = document(f"p {{ {rules} }} {rules}", "<p>words</p>".replace("<p", "<p id=x"))
    page.elements[-1].set("style", "".join(char for char in attribute if char.isprintable()))

    for found in styles(page, Medium()).values():
        assert found.display
        assert found.color is None or 0 <= found.color.alpha <= 1


# Media queries

pixels = st.integers(0, 2000)


@given(pixels, pixels, pixels)
def test_widths_are_compared_however_they_are_written(least: int, most: int, width: int) -> None:
    medium = Medium(width=float(width))
    expected = least <= width <= most

    for query in (
        f"(min-width: {least}px) and (max-width: {most}px)",
        f"({least}px <= width <= {most}px)",
        f"({most}px >= width >= {least}px)",
        f"only screen and (width >= {least}px) and (width<={most}px)",
        f"(not (width < {least}px)) and (not (width > {most}px))",
        f"not all and (max-width: {least - 1}px), print"
        if least <= width > most
        else f"(min-width: {least / 16}em) and (width <= {most}px)",
    ):
        assert holds(query, medium) == expected or query.startswith("not all")


@given(pixels, pixels, st.booleans())
def test_either_is_enough_where_or_or_a_comma_stands(least: int, width: int, dark: bool) -> None:
    medium = Medium(width=float(width), dark=dark)
    expected = width >= least or dark

    assert holds(f"(min-width: {least}px) or (prefers-color-scheme: dark)", medium) == expected
    assert holds(f"(min-width: {least}px), (prefers-color-scheme: dark)", medium) == expected


@pytest.mark.parametrize(
    "query",
    [
        "(unheard-of: 1)",
        "not (unheard-of: 1)",
        "screen and",
        "and screen",
        "(min-width)",
        "(width < 1px < 2px)",
        "not",
        "@",
        "(",
        "(a) and (b) or (c)",
    ],
)
def test_what_is_not_understood_does_not_hold(query: str) -> None:
    assert not holds(query, Medium())


@given(st.text(alphabet="(): <>=,andotrprintscreenwidthmax-0123456789px ", max_size=60))
def test_any_text_may_be_asked(query: str) -> None:
    assert holds(query, Medium()) in {True, False}


def test_queries_in_queries_without_end_are_borne() -> None:
    assert not holds("(" * 500 + "min-width: 1px" + ")" * 500, Medium())


# Colours

channels = st.integers(0, 255)


@given(channels, channels, channels)
def test_a_colour_is_the_same_in_every_notation(red: int, green: int, blue: int) -> None:
    expected = f"#{red:02x}{green:02x}{blue:02x}"

    for written in (
        expected,
        f"rgb({red}, {green}, {blue})",
        f"rgb({red} {green} {blue} / 100%)",
        f"RGBA({red},{green},{blue},1)",
    ):
        found = colour(read(written))
        assert found is not None
        assert (found.hexadecimal, found.alpha) == (expected, 1)


@given(st.integers(0, 360), st.integers(0, 100), st.integers(0, 100))
def test_hsl_is_what_pillow_says(hue: int, saturation: int, light: int) -> None:
    found = colour(read(f"hsl({hue} {saturation}% {light}%)"))

    assert found is not None
    theirs = ImageColor.getrgb(f"hsl({hue}, {saturation}%, {light}%)")
    assert all(abs(ours * 255 - other) <= 1 for ours, other in zip(found[:3], theirs, strict=True))


@given(st.text(max_size=30))
def test_any_text_may_be_a_colour(written: str) -> None:
    found = colour(read(written))

    assert found is None or (is_colour(read(written)) and all(0 <= channel <= 1 for channel in found))


fractions = st.floats(0, 1)
any_colour = st.builds(Colour, fractions, fractions, fractions, fractions)


@given(any_colour, any_colour)
def test_what_lies_on_something_opaque_is_opaque_and_between_both(ink: Colour, ground: Colour) -> None:
    shown = ink.over(ground._replace(alpha=1.0))

    assert shown.alpha == pytest.approx(1)
    for ours, one, other in zip(shown[:3], ink[:3], ground[:3], strict=True):
        assert min(one, other) - 1e-9 <= ours <= max(one, other) + 1e-9


@given(fractions)
def test_a_grey_turned_twice_is_itself(grey: float) -> None:
    once = mirrored(Colour(grey, grey, grey))

    assert lightness(once) == pytest.approx(100 - lightness(Colour(grey, grey, grey)), abs=0.1)
    assert mirrored(once)[:3] == pytest.approx((grey, grey, grey), abs=0.01)


def test_white_becomes_black_and_a_hue_stays() -> None:
    blue = mirrored(from_hex("#0b3454"))

    assert mirrored(Colour(1, 1, 1)).hexadecimal == "#000000"
    assert lightness(blue) > 75
    assert colorsys.rgb_to_hls(*blue[:3])[0] == pytest.approx(
        colorsys.rgb_to_hls(*from_hex("#0b3454")[:3])[0], abs=0.05
    )


# Lengths

_SIZES = Measure(em=20, rem=16, width=1000, height=500, percent=200)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("12px", 12), ("1.5em", 30), ("2rem", 32), ("10%", 20), ("5vw", 50), ("1vmin", 5), ("1dvh", 5), ("12pt", 16), ("1in", 96), ("0", 0),
        ("calc(1em + 2px * 3)", 26), ("calc((1em + 2px) * 3 - 10px / 4)", 63.5), ("min(10vw, 3em, 70px)", 60), ("clamp(1rem, 3vw, 2rem)", 30),
        ("max(1px, calc(1px + min(3px, 1em)))", 4), ("3", None), ("1ch", None), ("calc(1px + 1)", None), ("calc(1px * 1px)", None), ("calc(1px / 0)", None), ("auto", None), ("", None),
    ],
)  # fmt: skip
def test_lengths_come_to_pixels(written: str, expected: float | None) -> None:
    assert length(read(written), _SIZES) == (None if expected is None else pytest.approx(expected))


@given(st.lists(st.tuples(st.sampled_from("+-"), st.integers(0, 99)), min_size=1, max_size=8))
def test_sums_are_added_up(terms: list[tuple[str, int]]) -> None:
    written = "0px " + " ".join(f"{mark} {value}px" for mark, value in terms)
    expected = sum(value if mark == "+" else -value for mark, value in terms)

    assert length(read(f"calc({written})"), _SIZES) == pytest.approx(expected)
