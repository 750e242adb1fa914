"""The brand in a browser: an outside judge finds that it can be read, in light and dark, on a phone and on a desk."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from publish.workspace import open_workspace, stock
from tests.judges import axe
from tests.workspace import specimen

pytestmark = pytest.mark.skipif(bool(axe.missing()), reason=axe.missing())


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    drawn = specimen.draw(tmp_path_factory.mktemp("specimen"))
    with axe.opened(drawn.as_uri()) as opened:
        yield opened


@pytest.mark.parametrize("width", [375, 1280])
@pytest.mark.parametrize("scheme", specimen.SCHEMES)
def test_everything_can_be_read(page: Page, scheme: specimen.Scheme, width: int) -> None:
    assert axe.violations(page, scheme=scheme, width=width) == []
    assert page.evaluate("document.documentElement.scrollWidth") == width


@pytest.mark.parametrize("scheme", specimen.SCHEMES)
def test_css_says_the_colours_of_the_brand(page: Page, scheme: specimen.Scheme) -> None:
    page.emulate_media(color_scheme=scheme)
    expected = dict(getattr(open_workspace(stock()).brand, scheme).properties)

    style = "getComputedStyle(document.documentElement)"
    found = page.evaluate(
        f"names => Object.fromEntries(names.map(n => [n, {style}.getPropertyValue('--' + n)]))", list(expected)
    )

    assert found == expected


def test_paper_is_light_even_at_night(page: Page) -> None:
    page.emulate_media(media="print", color_scheme="dark")

    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    page.emulate_media(media="screen")


def test_every_font_of_the_web_is_used_and_none_is_missing(page: Page) -> None:
    page.evaluate("document.fonts.ready")
    states = page.evaluate("[...document.fonts].map(f => [f.family, f.weight, f.style, f.status])")

    faces = {(face.family, str(face.weight), face.style) for face in open_workspace(stock()).brand.faces_for("web")}
    assert {tuple(state[:3]) for state in states} == faces
    assert {tuple(state[:3]) for state in states if state[3] == "loaded"} >= faces - {
        ("Hanken Grotesk", "700", "normal")
    }
    assert not [state for state in states if state[3] == "error"]
