"""What a declaration uses, what a style sheet says, and where a template wrote it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publish.check.clients.fonts import families
from publish.check.clients.matching import Matching
from publish.check.clients.sheets import sheets
from publish.check.clients.values import Declaration, declarations, features_of, flat, lengths, picture_feature
from publish.check.clients.written import written_in
from publish.check.document import Document


def features(css: str) -> set[str]:
    return {slug.removeprefix("css-") for one in declarations(css) for slug in features_of(one)}


def document(html: str) -> Document:
    return Document("newsletter.html", "newsletter", html)


@pytest.mark.parametrize(
    ("css", "slugs"),
    [
        ("margin-left: 4px", {"margin", "unit-px"}),
        ("MARGIN-LEFT: 4PX", {"margin", "unit-px"}),
        ("margin-inline: 4px", {"margin-inline-block", "unit-px"}),
        ("margin-block-start: 4px", {"margin-block-start-end", "unit-px"}),
        ("border-top-left-radius: 1rem", {"border-radius", "unit-rem"}),
        ("border-start-end-radius: 0", {"border-radius-logical"}),
        ("border-top-color: red", {"border"}),
        ("overflow-x: hidden", {"overflow"}),
        ("top: 0", {"left-right-top-bottom"}),
        ("row-gap: 1vw", {"gap", "unit-vw"}),
        ("rotate: 4deg", {"transform"}),
        ("display: inline-flex", {"display-flex"}),
        ("display: none", {"display-none"}),
        ("display: inline-block", {"display"}),
        ("width: calc(100% - 2rem)", {"width", "unit-calc", "unit-percent", "unit-rem"}),
        ("width: clamp(1px, 2vw, 3ch)", {"width", "function-clamp", "unit-px", "unit-vw", "unit-ch"}),
        ("color: var(--rem)", {"variables"}),
        ("color: #1e2e3e", set()),
        ("color: rgba(1, 2, 3, .5)", {"rgba"}),
        ("color: oklch(50% 0.1 90)", {"modern-color", "unit-percent"}),
        ("color: red !important", {"important"}),
        ("width: min-content", {"width", "intrinsic-size"}),
        ("width: initial", {"width", "unit-initial"}),
        ("background: url(4rem.webp)", {"background", "image-webp"}),
        ("background-image: url(data:image/png;base64,4rem)", {"background-image", "image-base64"}),
        ("background: repeating-linear-gradient(red, blue)", {"background", "linear-gradient"}),
        ("font-family: system-ui, 'calc(1rem)'", {"sytem-ui"}),
        ("mso-padding-alt: 1rem; -webkit-hyphens: auto", {"unit-rem"}),
        ("no declaration", set()),
    ],
)
def test_a_declaration_uses_its_property_and_what_is_in_its_value(css: str, slugs: set[str]) -> None:
    assert {slug.removeprefix("image-") for slug in features(css)} == {slug.removeprefix("image-") for slug in slugs}


@pytest.mark.parametrize(
    ("address", "slug"),
    [
        ("https://example.org/a.webp", "image-webp"),
        ("https://example.org/a.JPEG?w=1", "image-jpg"),
        ("a.heic", "image-heif"),
        ("data:image/svg+xml,<svg>", "image-base64"),
        ("https://example.org/a.gif", ""),
        ("https://example.org/picture", ""),
        ("", ""),
    ],
)
def test_an_address_tells_the_format(address: str, slug: str) -> None:
    assert picture_feature(address) == slug


def test_numbers_are_those_outside_of_addresses() -> None:
    assert lengths("-4px auto .5em url(9.png) '8'") == [-4, 0.5]
    assert flat("linear-gradient(rgb(1, 2, 3), red), #102030").split() == [",", "#102030"]
    assert families("'Segoe  UI', Arial,, \"serif\"") == ("segoe ui", "arial", "serif")


@given(st.text(max_size=200))
def test_no_value_is_too_odd(text: str) -> None:
    for one in declarations(text):
        features_of(one)
        lengths(one.value)
        flat(one.value)
    families(text)
    picture_feature(text)


class TestSheets:
    def test_rules_keep_what_stands_round_them(self) -> None:
        css = "p { color: red } @media screen { @supports (color: red) { b { color: blue } } }"
        (sheet,) = sheets(document(f"<style media='print'>{css}</style><p>a</p>"))

        assert [(rule.selector, rule.conditions) for rule in sheet.rules] == [
            ("p", ("@media print",)),
            ("b", ("@media print", "@media screen", "@supports (color: red)")),
        ]
        assert sheet.rules[0].declarations == (Declaration("color", "red"),)

    @pytest.mark.parametrize(
        ("selector", "found"),
        [
            ("p", set()),
            (".a .b", set()),
            (".a > b", {"css-selector-child"}),
            ("a:hover", {"css-pseudo-class-hover"}),
            ("a::before, b:after", {"css-pseudo-element-before", "css-pseudo-element-after", "css-pseudo-class-after"}),
            ("[x='>']", {"css-selector-attribute"}),
            (".a.b ~ *", {"css-selector-chaining", "css-selector-general-sibling", "css-selector-universal"}),
        ],
    )
    def test_selectors_use_features_too(self, selector: str, found: set[str]) -> None:
        (sheet,) = sheets(document(f"<style>{selector} {{ color: red }}</style>"))

        assert set(sheet.rules[0].selector_features) == found - {"css-pseudo-class-after"}

    def test_elements_are_found_as_a_browser_finds_them(self) -> None:
        matching = Matching(document("<body><p class='a b'><b id='c'>x</b></p><p>y</p>"))

        assert [one.tag for one in matching.elements("b, p.a")] == ["p", "b"]
        assert [one.tag for one in matching.elements("p:hover > #c")] == ["b"]
        assert matching.elements("::nonsense(") == ()


class TestWritten:
    CSS = (
        "{# p { top: 9px } #}\n/* p { left: 9px } */\n"
        "@media print {\n.a, .b { margin: 0 {{ x | int }}px !important; color: {{ c }}; }\n}\n"
        "{% if y %}\np { padding: 4px }\n{% endif %}"
    )

    def test_declarations_keep_their_rule_and_their_line(self) -> None:
        found = [
            (one.selector, one.name, one.value, self.CSS.count("\n", 0, one.offset) + 1) for one in written_in(self.CSS)
        ]

        assert found == [
            (".a, .b", "margin", "0?px", 4),
            (".a, .b", "color", "?", 4),
            ("p", "padding", "4px", 7),
        ]

    @given(st.text(alphabet="ab:;{}%# \n/*-", max_size=120))
    def test_a_declaration_stands_where_it_is_said_to(self, css: str) -> None:
        for one in written_in(css):
            assert css[one.offset :].lower().startswith(one.name)
