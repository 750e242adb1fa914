"""The page in Chromium: axe's judgement, narrow and wide windows, light and dark, paper, and whom it calls."""

import io
from pathlib import Path
from statistics import median
from typing import Literal

import pypdfium2
import pytest
from playwright.sync_api import Browser, Page

from publish.edition import Edition
from tests import identity, made
from tests.judges import axe

CASES = [
    pytest.param(folder, language, id=f"{folder.name}-{language}")
    for folder in made.EDITIONS
    for language in made.LANGUAGES
]
every_page = pytest.mark.parametrize(("folder", "language"), CASES)
Scheme = Literal["light", "dark"]
MM = 72 / 25.4

_TOO_WIDE = """() => [...document.querySelectorAll('body, body *')]
  .filter(e => e.getBoundingClientRect().right > innerWidth + 0.5 && !e.closest('.table'))
  .map(e => e.outerHTML.slice(0, 80))"""
_LINES = """() => [...document.querySelectorAll('.chapter > .prose > p')].flatMap(p => {
  const range = document.createRange();
  const lines = {};
  const walk = document.createTreeWalker(p, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) for (let i = 0; i < walk.currentNode.length; i++) {
    range.setStart(walk.currentNode, i);
    range.setEnd(walk.currentNode, i + 1);
    const line = Math.round(range.getBoundingClientRect().bottom / 8);
    lines[line] = (lines[line] || 0) + 1;
  }
  return Object.values(lines).slice(0, -1);
})"""


def _address(site: str, folder: Path, language: str) -> str:
    return f"{site}/{folder.name}/{language}/"


def _open(browser: Browser, address: str, *, width: int = 1280, height: int = 900, scheme: Scheme = "light") -> Page:
    page = browser.new_page(viewport={"width": width, "height": height}, color_scheme=scheme)
    page.goto(address)
    return page


@every_page
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [375, 1280])
def test_everybody_can_use_the_page(  # noqa: PLR0917 - two fixtures and what varies
    browser: Browser, site: str, folder: Path, language: str, width: int, scheme: Scheme
) -> None:
    page = _open(browser, _address(site, folder, language))

    found = axe.violations(page, width=width, scheme=scheme)
    page.close()

    assert found == []


def test_the_judge_does_see_faults(browser: Browser) -> None:
    page = browser.new_page()
    page.set_content("<title>x</title><main><img src=x.png><p style='color:#999'>pale</p></main>")

    rules = {found.partition(":")[0] for found in axe.violations(page, rules_off=("page-has-heading-one",))}
    page.close()

    assert rules == {"color-contrast", "html-has-lang", "image-alt"}


@every_page
@pytest.mark.parametrize("width", [320, 375, 768, 1600])
def test_nobody_scrolls_sideways(browser: Browser, site: str, folder: Path, language: str, width: int) -> None:
    page = _open(browser, _address(site, folder, language), width=width)

    wide = page.evaluate("document.documentElement.scrollWidth"), page.evaluate(_TOO_WIDE)
    page.close()

    assert wide == (width, [])


@every_page
def test_a_page_calls_nobody_and_misses_nothing(browser: Browser, site: str, folder: Path, language: str) -> None:
    asked: list[str] = []
    failed: list[str] = []
    said: list[str] = []
    page = browser.new_page()
    page.on("request", lambda request: asked.append(request.url))
    page.on("requestfailed", lambda request: failed.append(request.url))
    page.on("console", lambda message: said.append(message.text))

    page.goto(_address(site, folder, language), wait_until="networkidle")
    page.keyboard.press("End")
    page.wait_for_load_state("networkidle")
    page.close()

    home = _address(site, folder, language)
    assert [url for url in asked if not url.startswith(home)] == []
    assert (failed, said) == ([], [])


@pytest.mark.parametrize(
    ("width", "height", "picture"),
    [(375, 700, "skyline.svg"), (700, 375, "skyline-wide.svg"), (1280, 900, "skyline-wide.svg")],
    ids=["phone", "phone on its side", "desk"],
)
def test_the_illustration_suits_the_window(browser: Browser, site: str, width: int, height: int, picture: str) -> None:
    page = _open(browser, _address(site, made.FIRST, "sv"), width=width, height=height)

    shown = page.evaluate("document.querySelector('.cover img').currentSrc")
    page.close()

    assert shown.endswith(f"/{picture}")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_follows_the_readers_scheme(browser: Browser, site: str, scheme: Scheme) -> None:
    page = _open(browser, _address(site, made.FIRST, "sv"), scheme=scheme)

    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.close()

    colour = getattr(made.theme().brand, scheme).background
    assert ground == "rgb({}, {}, {})".format(*bytes.fromhex(colour[1:]))


def test_it_is_set_in_the_fonts_of_the_brand(browser: Browser, site: str) -> None:
    page = _open(browser, _address(site, made.FIRST, "sv"))

    page.evaluate("document.fonts.ready")
    loaded = set(page.evaluate("[...document.fonts].filter(f => f.status === 'loaded').map(f => f.family)"))
    page.close()

    brand = made.theme().brand
    assert loaded == {brand.headings.family, brand.base.family}


@pytest.mark.parametrize("width", [375, 1280])
def test_lines_are_as_long_as_reads_well(browser: Browser, site: str, width: int) -> None:
    page = _open(browser, _address(site, made.FIRST, "sv"), width=width)

    letters = page.evaluate(_LINES)
    page.close()

    assert len(letters) > 20
    assert max(letters) <= 75
    assert median(letters) >= (35 if width < 400 else 45)


def test_the_first_key_press_offers_to_skip_to_the_article(browser: Browser, site: str) -> None:
    page = _open(browser, _address(site, made.FIRST, "sv"))

    page.keyboard.press("Tab")
    link = page.evaluate_handle("document.activeElement").as_element()
    assert link is not None
    box = link.bounding_box()
    seen = link.is_visible() and box is not None and box["y"] >= 0
    page.keyboard.press("Enter")
    place = page.evaluate("document.querySelector(location.hash).tagName")
    page.close()

    assert (seen, place) == (True, "MAIN")


@every_page
def test_paper_shows_everything_and_cuts_nothing_off(browser: Browser, site: str, folder: Path, language: str) -> None:
    page = _open(browser, _address(site, folder, language), scheme="dark")
    page.evaluate("for (const image of document.images) image.loading = 'eager'")
    data = page.pdf(prefer_css_page_size=True)
    page.close()

    text, boxes, sizes = _read_paper(data)
    assert [word for word in _words(made.edition(folder, language)) if word not in identity.squeeze(text)] == []
    assert sizes == {(210, 297)}
    assert all(left >= 18 and right <= 192 and bottom >= 6 and top <= 282 for left, bottom, right, top in boxes)


def _words(edition: Edition) -> set[str]:
    """
    Every word of the edition in letters that run from left to right.

    Addresses are written between the words of a text on paper, so texts as a whole are not looked for.
    """
    words = {word for text in identity.facts_of(edition).texts for word in text.split()}
    return {identity.squeeze(word.rstrip(".,")) for word in words if max(word) < "\u0590"}


def _read_paper(data: bytes) -> tuple[str, list[tuple[float, ...]], set[tuple[int, int]]]:
    """Its words, the box of each run of words in millimetres, and the sizes of its sheets."""
    document = pypdfium2.PdfDocument(io.BytesIO(data))
    words: list[str] = []
    boxes: list[tuple[float, ...]] = []
    sizes = set()
    for sheet in document:
        text = sheet.get_textpage()
        words.append(text.get_text_bounded())
        boxes += [tuple(side / MM for side in text.get_rect(index)) for index in range(text.count_rects())]
        sizes.add((round(sheet.get_width() / MM), round(sheet.get_height() / MM)))
    document.close()
    return "\n".join(words), boxes, sizes
