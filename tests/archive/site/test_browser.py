"""The site in a real browser, with the headers that a host should send: for everybody, on any screen, without a script."""

from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import urljoin

import pypdfium2
import pytest
from playwright.sync_api import ConsoleMessage, Error, Page, Request, Route

from tests.archive.site.conftest import Shown
from tests.archive.site.writing import ALIASES, CORRECTED, ENGLISH_ALONE, LONG, OLD_PAGE, OLD_PDF
from tests.judges import axe
from tests.made import FIRST, SECOND

OWN = {
    "front": "",
    "English front": "en/",
    "year": "sv/2024/",
    "edition": f"{FIRST.name}/",
    "corrected": f"{CORRECTED}/",
    "in English alone": f"{ENGLISH_ALONE}/",
    "long title": f"{LONG}/",
    "PDF from elsewhere": f"{OLD_PDF}/sv/",
    "page from elsewhere": f"{OLD_PAGE}/sv/",
    "edition from elsewhere": f"{OLD_PDF}/",
    "search": "sv/search/?q=huvudstad",
    "nothing there": "nowhere/at/all",
}
SEALED = {
    "web page": f"{FIRST.name}/sv/",
    "letter": f"{SECOND.name}/en/letter/",
    "seal": f"{CORRECTED}/1/sv/index.html",
    "original": f"{OLD_PAGE}/sv/original/",
}


@pytest.fixture(autouse=True)
def _with_a_browser() -> None:
    if reason := axe.missing():
        pytest.skip(reason)


@dataclass
class Visit:
    """A page, what its browser holds against it, and what it asked others for. It stands at its public address."""

    page: Page
    site: Shown
    complaints: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("dialog", lambda dialog: self.complaints.append(dialog.message))
        self.page.on("request", self._see)
        self.page.route(f"{self.site.base}/**", self._answer)

    def _answer(self, route: Route) -> None:
        """The site as it is served on this computer, with its headers."""
        with suppress(Error):  # the page was left meanwhile
            route.fulfill(response=route.fetch(url=self.site.here(route.request.url)))

    def _hear(self, line: ConsoleMessage) -> None:
        if line.type in {"error", "warning"} and not line.location["url"].endswith("/favicon.ico"):
            self.complaints.append(line.text)

    def _see(self, asked: Request) -> None:
        if not asked.url.startswith((f"{self.site.base}/", "data:")) and not asked.url.endswith("/favicon.ico"):
            self.complaints.append(asked.url)

    def to(self, path: str) -> Page:
        """Go there, and wait until everything is there."""
        self.page.goto(f"{self.site.base}/{path}", wait_until="load")
        if "?q=" in path:
            self.page.wait_for_selector(".count:not(:empty)")
        return self.page

    def search(self, language: str, words: str) -> list[tuple[str, str]]:
        """Title and address of what is found."""
        self.to(f"{language}/search/").fill("#q", words)
        self.page.keyboard.press("Enter")
        self.page.wait_for_selector(".count:not(:empty)")
        links = self.page.query_selector_all(".results h2 a")
        return [(link.inner_text(), link.evaluate("e => e.href")) for link in links]


@pytest.fixture
def visit(site: Shown) -> Iterator[Visit]:
    """A visit with a script."""
    with closing(axe.chromium().new_page()) as page:
        yield Visit(page, site)
        page.unroute_all(behavior="wait")


@pytest.fixture
def scriptless(site: Shown) -> Iterator[Visit]:
    """A visit by somebody who lets no script run."""
    context = axe.chromium().new_context(java_script_enabled=False)
    with closing(context), closing(context.new_page()) as page:
        yield Visit(page, site)
        page.unroute_all(behavior="wait")


@pytest.mark.parametrize("name", OWN)
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [375, 1280])
def test_axe_finds_nothing(visit: Visit, name: str, scheme: Literal["light", "dark"], width: int) -> None:
    page = visit.to(OWN[name])

    assert axe.violations(page, width=width, scheme=scheme) == []


@pytest.mark.parametrize("name", OWN)
def test_nothing_is_wider_than_a_small_phone(visit: Visit, name: str) -> None:
    visit.page.set_viewport_size({"width": 320, "height": 700})

    assert visit.to(OWN[name]).evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize("name", [*OWN, *SEALED])
def test_a_page_obeys_the_policy_and_asks_nobody_else(visit: Visit, name: str) -> None:
    visit.to({**OWN, **SEALED}[name]).wait_for_timeout(200)

    answers_404 = "Failed to load resource: the server responded with a status of 404 (Not Found)"
    assert visit.complaints == ([answers_404] if name == "nothing there" else [])
    assert visit.page.context.cookies() == []


def test_the_guard_sees_a_page_that_breaks_the_policy(visit: Visit) -> None:
    visit.to("").evaluate("document.body.append(Object.assign(new Image(), {src: 'https://elsewhere.example/a.png'}))")
    visit.page.wait_for_timeout(200)

    assert any("Content Security Policy" in one for one in visit.complaints)


@pytest.mark.parametrize("name", SEALED)
def test_what_was_sealed_works_under_the_policy(visit: Visit, name: str) -> None:
    """Its styles and its pictures."""
    page = visit.to(SEALED[name])

    assert page.evaluate("[...document.images].every(image => image.complete && image.naturalWidth > 0)")
    assert not page.evaluate("getComputedStyle(document.querySelector('h1, h2')).fontFamily").startswith("Times")


def test_every_edition_can_be_reached_without_a_script(scriptless: Visit, site: Shown) -> None:
    years = [link.get_attribute("href") for link in scriptless.to("en/").query_selector_all(".years a")]
    seen: set[str] = set()
    for year in years:
        links = scriptless.to(f"en/{year}").query_selector_all(".editions h2 a")
        seen |= {urljoin(f"en/{year}", link.get_attribute("href")) for link in links}

    assert seen == {f"{folder.parent.name}/" for folder in site.folder.glob("????-??-??-*/en")}
    assert scriptless.to("en/search/").locator("noscript p").is_visible()
    assert scriptless.complaints == []


@pytest.mark.parametrize("script", [True, False])
def test_an_old_address_leads_on_at_once(visit: Visit, scriptless: Visit, script: bool) -> None:
    visit = visit if script else scriptless

    visit.to("old/autumn/").wait_for_url(f"{visit.site.base}/{ALIASES}/en/", timeout=5000)

    assert visit.complaints == []


def test_a_page_prints_on_two_sheets(visit: Visit) -> None:
    """With its words, and without navigation."""
    for name in ("front", "edition", "corrected"):
        page = visit.to(OWN[name])
        with closing(pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True))) as document:
            text = "\n".join(sheet.get_textpage().get_text_bounded() for sheet in document)
            assert len(document) <= 2, name
        assert "Sök" not in text
        assert page.inner_text("h1").split()[0] in text


def test_the_capital_is_found_in_swedish(visit: Visit) -> None:
    found = visit.search("sv", "huvudstad")

    assert ("Partnerskap för Stockholm", f"{visit.site.base}/{FIRST.name}/sv/") in found
    assert visit.page.inner_text(".count") == f"{len(found)} träffar för ”huvudstad”"
    assert visit.page.inner_text(".results mark >> nth=0").lower().startswith("huvudstad")


def test_a_word_that_stands_only_in_the_brochure_is_found_on_its_page(visit: Visit, site: Shown) -> None:
    word = "skanna"
    expected = []
    for folder in sorted(site.folder.glob("????-??-??-*/sv")):
        if folder.parent.name in {OLD_PDF, OLD_PAGE}:
            continue
        assert word not in (folder / "index.html").read_text(encoding="utf-8").lower()
        with closing(pypdfium2.PdfDocument(folder / "brochure.pdf")) as document:
            texts = [sheet.get_textpage().get_text_bounded().lower() for sheet in document]
        (number,) = [number for number, text in enumerate(texts, start=1) if word in text]
        expected.append(f"{site.base}/{folder.parent.name}/sv/brochure.pdf#page={number}")

    found = visit.search("sv", word)

    assert sorted(address for _, address in found) == expected
    assert ("Partnerskap för Stockholm", f"{site.base}/{FIRST.name}/sv/brochure.pdf#page=6") in found
    places = [place.inner_text() for place in visit.page.query_selector_all(".results .place")]
    assert places == [f"I broschyren, sidan {address.partition('#page=')[2]}" for _, address in found]


def test_each_language_has_an_index_of_its_own(visit: Visit) -> None:
    assert visit.search("en", "huvudstadsregionen") == []

    found = [href for _, href in visit.search("en", "capital")]
    assert f"{visit.site.base}/{FIRST.name}/en/" in found
    assert all("/en/" in href for href in found)


def test_nothing_found_says_so(visit: Visit) -> None:
    assert visit.search("sv", "xyzzyqwert") == []
    assert visit.page.inner_text(".count") == "Inget hittades för ”xyzzyqwert”."


@pytest.mark.parametrize(
    "words",
    [
        "<img src=x onerror=alert(1)>",
        "\"quoted\" 'and' “more”",
        "</script><script>alert(1)</script>",
        "{count} {words} $& $1 $`",
        "&lt;b&gt; %%%",
        "javascript:alert(1)",
        pytest.param("å" * 5000, id="very long"),
    ],
)
def test_a_hostile_query_is_shown_as_text(visit: Visit, words: str) -> None:
    visit.search("en", words)

    assert f"“{words}”" in (visit.page.text_content(".count") or "")
    assert visit.page.query_selector(".count *") is None
    assert visit.complaints == []
    visit.page.set_viewport_size({"width": 320, "height": 700})
    assert visit.page.evaluate("document.documentElement.scrollWidth") <= 320


def test_a_search_can_be_linked_to(visit: Visit) -> None:
    visit.search("sv", "huvudstad & bro")
    address = visit.page.url
    assert "huvudstad%20%26%20bro" in address

    visit.page.goto("about:blank")
    visit.to(address.removeprefix(f"{visit.site.base}/"))

    assert visit.page.input_value("#q") == "huvudstad & bro"
