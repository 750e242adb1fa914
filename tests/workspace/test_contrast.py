"""Contrast is measured as WCAG 2 does it."""

import re

import pytest

from publish.workspace import contrast
from publish.workspace.contrast import GROUNDS, faint, ratio, remedy


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#ffffff", "#ffffff", 1.0),
        ("#777777", "#ffffff", 4.48),  # the grey that just fails, known from WCAG's own examples
        ("#767676", "#ffffff", 4.54),
        ("#0000ff", "#ffffff", 8.59),
        ("#ff0000", "#ffffff", 4.0),
    ],
)
def test_the_ratio_is_the_one_that_checkers_show(one: str, other: str, expected: float) -> None:
    assert ratio(one, other) == pytest.approx(expected, abs=0.005)
    assert ratio(other, one) == ratio(one, other)


def test_text_just_below_the_limit_is_told_with_its_worst_ground() -> None:
    colours = {"background": "#ffffff", "surface": "#eeeeee", "muted": "#777777"}

    (found,) = faint(colours)

    assert (found.role, found.ground, found.least) == ("muted", "surface", 4.5)
    assert found.ratio == ratio("#777777", "#eeeeee") < 4.5


def test_text_just_above_the_limit_is_fine() -> None:
    assert not list(faint({"background": "#ffffff", "muted": "#767676"}))


def test_large_text_needs_less() -> None:
    assert not list(faint({"background": "#ffffff", "tertiary": "#949494"}))
    assert [found.role for found in faint({"background": "#ffffff", "tertiary": "#959595"})] == ["tertiary"]


def test_the_remedy_passes_and_no_colour_nearer_in_lightness_does() -> None:
    found = remedy("#999999", ["#ffffff", "#eeeeee"], 4.5)

    level = int(found[1:3], 16)
    assert found == f"#{level:02x}{level:02x}{level:02x}"
    assert ratio(found, "#eeeeee") >= 4.5 > ratio(f"#{level + 2:02x}{level + 2:02x}{level + 2:02x}", "#eeeeee")


def test_the_remedy_keeps_the_hue() -> None:
    red, green, blue = bytes.fromhex(remedy("#e8b860", ["#ffffff"], 4.5)[1:])

    assert red > green > blue


def test_there_is_no_remedy_between_black_and_white() -> None:
    assert remedy("#888888", ["#000000", "#ffffff"], 4.6) == ""


def test_every_pair_asks_for_a_ratio_of_the_standard() -> None:
    assert {least for least, _ in GROUNDS.values()} == {contrast.TEXT, contrast.LARGE} == {4.5, 3.0}


def test_a_colour_is_nearest_to_itself() -> None:
    palette = ["#0b3454", "#b36c14", "#f6fafc"]

    assert min(palette, key=lambda other: contrast.distance("#b36c14", other)) == "#b36c14"
    assert re.fullmatch("#[0-9a-f]{6}", remedy("#777777", ["#ffffff"], 4.5))
