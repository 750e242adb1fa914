"""What was made elsewhere on the site: at home at its own address, among the others, and unable to act."""

import datetime as dt
import json
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import feedparser
import pytest
from lxml import etree, html
from playwright.sync_api import Page

from publish.archive.bring import Old, bring
from publish.archive.manifest import About
from publish.archive.seal import FOLDER, Wish, seal
from publish.archive.site import write_site
from publish.archive.site.machines import ORIGINAL_POLICY, POLICY, SANDBOX, policy_of
from publish.archive.texts import page_text, pdf_texts
from tests import made
from tests.archive.bring.old_files import page, pdf, written
from tests.archive.making import EDITION, NOW, write_edition
from tests.archive.site.conftest import Shown, served
from tests.archive.site.crawling import crawl
from tests.archive.site.test_browser import Visit
from tests.archive.site.writing import OLD_PAGE, OLD_PDF
from tests.judges import axe


def _page(site: Shown, path: str) -> Any:
    return crawl(site, path)[f"{site.base}/{path}"].page


def _links(site: Shown, path: str) -> list[str]:
    return [str(href) for href in _page(site, path).xpath("//main//a/@href")]


def test_a_pdf_has_a_page_at_its_permanent_address(site: Shown) -> None:
    found = _page(site, f"{OLD_PDF}/sv/")
    text = " ".join(found.text_content().split())

    assert found.xpath("string(//h1)") == "Vårbrevet 2015"
    assert found.xpath("string(//main//time/@datetime)") == "2015-04-01"
    for words in (
        "Körsbär & annat.",
        "gjord på annat håll",
        "Tillgängligheten är inte granskad",
        "PDF, 2 sidor, 1\u00a0kB",
    ):
        assert " ".join(words.split()) in text
    assert f"../../{OLD_PDF}/sv/brochure.pdf" in _links(site, f"{OLD_PDF}/sv/")


def test_the_picture_has_the_shape_of_its_page(site: Shown) -> None:
    sizes = {
        language: _page(site, f"{OLD_PDF}/{language}/").xpath("//main//img")[0].attrib for language in ("sv", "en")
    }

    assert (sizes["sv"]["width"], sizes["sv"]["height"]) == ("640", "906")
    assert (sizes["en"]["width"], sizes["en"]["height"]) == ("640", "360")


def test_a_web_page_is_shown_as_it_came_beside_a_page_of_ours(site: Shown) -> None:
    original = crawl(site, f"{OLD_PAGE}/sv/original/")[f"{site.base}/{OLD_PAGE}/sv/original/"]

    assert original.data == (site.root / "old" / "brev.html").read_bytes()
    assert f"../../{OLD_PAGE}/sv/original/" in _links(site, f"{OLD_PAGE}/sv/")
    assert "1/sv/original/index.html" not in _links(site, f"{OLD_PAGE}/"), "one version is not listed"


def test_social_media_are_shown_only_what_is_there(site: Shown) -> None:
    """No card was made for it: the first page stands for a PDF, and nothing for a page."""
    image = "string(//meta[@property='og:image']/@content)"

    assert _page(site, f"{OLD_PDF}/").xpath(image) == f"{site.base}/{OLD_PDF}/sv/first-page.webp"
    assert _page(site, f"{OLD_PAGE}/").xpath(image) == ""
    assert not (site.folder / OLD_PAGE / "sv" / "card.png").exists()


@pytest.mark.parametrize("name", ["feed.atom", "feed.rss", "feed.json"])
def test_every_feed_tells_of_it_on_its_own_day(site: Shown, name: str) -> None:
    data = (site.folder / "sv" / name).read_bytes()
    if name == "feed.json":
        entries = {one["id"]: one for one in json.loads(data)["items"]}
        days = {key: one["date_published"][:10] for key, one in entries.items()}
        sizes = {key: one["attachments"][0]["size_in_bytes"] for key, one in entries.items() if "attachments" in one}
        assert all(one["content_text"] for one in entries.values())
    else:
        found = feedparser.parse(data).entries
        days = {one.link: dt.date(*one.published_parsed[:3]).isoformat() for one in found}
        sizes = {one.link: int(one.enclosures[0].length) for one in found if one.enclosures}

    pdf_address, page_address = f"{site.base}/{OLD_PDF}/sv/", f"{site.base}/{OLD_PAGE}/sv/"
    assert (days[pdf_address], days[page_address]) == ("2015-04-01", "2014-03-05")
    assert sizes[pdf_address] == (site.folder / OLD_PDF / "sv" / "brochure.pdf").stat().st_size
    assert page_address not in sizes


def test_the_sitemap_has_its_languages(site: Shown) -> None:
    tree = etree.fromstring((site.folder / "sitemap.xml").read_bytes())
    listed = {url.findtext("{*}loc"): len(url.findall("{*}link")) for url in tree}

    assert listed[f"{site.base}/{OLD_PDF}/sv/"] == listed[f"{site.base}/{OLD_PDF}/en/"] == 2
    assert listed[f"{site.base}/{OLD_PAGE}/sv/"] == 0


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (f"{OLD_PAGE}/sv/original/", [POLICY, ORIGINAL_POLICY, SANDBOX]),
        (f"{OLD_PAGE}/sv/original/index.html", [POLICY, ORIGINAL_POLICY, SANDBOX]),
        (f"{OLD_PAGE}/1/sv/original/index.html", [POLICY, ORIGINAL_POLICY, SANDBOX]),
        (f"{OLD_PAGE}/sv/original/report.pdf", [POLICY, ORIGINAL_POLICY]),
        (f"{OLD_PAGE}/sv/original/files/top.png", [POLICY, ORIGINAL_POLICY]),
        (f"{OLD_PAGE}//sv/x/../original//index.html", [POLICY, ORIGINAL_POLICY, SANDBOX]),
        (f"{OLD_PAGE}/%73v/orig%69nal/", [POLICY, ORIGINAL_POLICY, SANDBOX]),
        (f"{OLD_PAGE}/sv/", [POLICY]),
        (f"{OLD_PAGE}/", [POLICY]),
        ("", [POLICY]),
    ],
)
def test_this_computer_sends_what_a_host_would_send(site: Shown, path: str, expected: list[str]) -> None:
    with urlopen(f"{site.address}{path}") as response:  # noqa: S310  # our own server
        assert response.headers["Content-Security-Policy"] == ", ".join(expected)


def test_the_headers_for_hosts_say_the_same(site: Shown) -> None:
    """Each rule of `_headers` whose pattern fits a path sends its line, as hosts that read the file do."""
    rules: dict[str, str] = {}
    for line in (site.folder / "_headers").read_text(encoding="utf-8").splitlines():
        if line.startswith("/"):
            pattern = line
        elif line.startswith("  Content-Security-Policy: "):
            rules[pattern] = line.removeprefix("  Content-Security-Policy: ")

    def fits(pattern: str, path: str) -> bool:
        steps, given = pattern.split("/"), path.split("/")
        if steps[-1] == "*":
            steps, given = steps[:-1], given[: len(steps) - 1]
        return len(steps) == len(given) and all(
            s == g or (s.startswith(":") and g) for s, g in zip(steps, given, strict=True)
        )

    for path in ("/", f"/{OLD_PAGE}/sv/", *(f"/{OLD_PAGE}/{one}" for one in (
        "sv/original/", "1/sv/original/", "sv/original/index.html", "sv/original/a/b.svg", "12/en/original/index.html"
    ))):  # fmt: skip
        sent = [rule for pattern, rule in rules.items() if fits(pattern, path)]
        assert ", ".join(sent) == policy_of(path), path


def test_the_guide_has_the_same_headers() -> None:
    guide = (made.ROOT / "docs" / "archive.md").read_text(encoding="utf-8")

    assert f"\nContent-Security-Policy: {ORIGINAL_POLICY}\nContent-Security-Policy: {SANDBOX}\n" in guide


def test_an_original_may_not_run_load_or_send_anything() -> None:
    parts = dict(part.split(" ", 1) for part in ORIGINAL_POLICY.split("; "))

    assert {parts[name] for name in ("default-src", "script-src", "connect-src", "form-action", "base-uri")} == {
        "'none'"
    }
    assert "allow-scripts" not in SANDBOX


@pytest.fixture
def tampered(workspace: Path) -> Iterator[Page]:
    """A browser at an original into which a script came after all."""
    if reason := axe.missing():
        pytest.skip(reason)
    file = written(workspace, "old.html", page("<h1>Old</h1>"))
    bring(workspace, Wish("2014-03-05-old", NOW), [Old(file, "en")], {"en": About("Old")})
    write_site(workspace)
    acting = page("<h1>Old</h1><script>document.title = 'ran'</script><img src=x onerror=\"document.title = 'ran'\">")
    (workspace / FOLDER / "2014-03-05-old" / "en" / "original" / "index.html").write_bytes(acting)
    with served(workspace) as address, closing(axe.chromium().new_page()) as visit:
        visit.goto(f"{address}2014-03-05-old/en/original/", wait_until="load")
        yield visit


def test_a_script_in_an_original_would_not_run(tampered: Page) -> None:
    assert tampered.title() == "Nyhetsbrev, mars 2014"


@pytest.fixture
def visit(site: Shown) -> Iterator[Visit]:
    if reason := axe.missing():
        pytest.skip(reason)
    with closing(axe.chromium().new_page()) as page_:
        yield Visit(page_, site)
        page_.unroute_all(behavior="wait")


def test_an_original_wears_its_own_styles_under_the_policy(visit: Visit) -> None:
    shown = visit.to(f"{OLD_PAGE}/sv/original/")

    style = "name => getComputedStyle(document.querySelector('h1'))[name]"
    assert shown.evaluate(style, "color") == "rgb(1, 2, 3)"
    assert shown.evaluate(style, "fontSize") == "30px"
    assert shown.evaluate(style, "fontFamily") == "Old, Georgia, serif"
    assert shown.evaluate("document.fonts.ready.then(all => [...all].map(font => font.status))") == ["loaded"]
    assert visit.complaints == []


def test_its_words_are_found(visit: Visit) -> None:
    base = visit.site.base

    assert visit.search("sv", "blomsterfesten") == [("Vårbrevet 2015", f"{base}/{OLD_PDF}/sv/brochure.pdf#page=2")]
    assert visit.page.inner_text(".results .place") == "I PDF:en, sidan 2"
    assert ("Nyhetsbrev, mars 2014", f"{base}/{OLD_PAGE}/sv/original/") in visit.search("sv", "frukostmötet")
    assert visit.search("sv", "körsbär") == [("Vårbrevet 2015", f"{base}/{OLD_PDF}/sv/")]
    assert ("The spring letter of 2015", f"{base}/{OLD_PDF}/en/") in visit.search("en", "spring letter")


def _brought(root: Path, correction: str = "", **files: bytes) -> None:
    """An edition of PDFs by language, or its correction."""
    olds = [Old(written(root, f"{language}.pdf", data), language) for language, data in files.items()]
    moment = NOW + dt.timedelta(hours=1 if correction else 0)
    bring(root, Wish(EDITION, moment, correction), olds, {old.language: About("An old one") for old in olds})


def test_a_pdf_without_words_is_told_and_stops_nothing(workspace: Path) -> None:
    _brought(workspace, sv=pdf(""), en=pdf("Words"))

    report = write_site(workspace)

    assert report.notes == [
        f"{EDITION}/sv/brochure.pdf: no text can be read in it, so the search finds the edition by its title alone"
    ]
    assert (workspace / FOLDER / "pagefind" / "pagefind.js").is_file()


def test_a_language_that_a_correction_left_out_keeps_its_address(workspace: Path) -> None:
    _brought(workspace, sv=pdf("Ett"), en=pdf("One"))
    _brought(workspace, "English was the draft.", sv=pdf("Ett till"))

    write_site(workspace)

    folder = workspace / FOLDER / EDITION
    for language in ("sv", "en"):
        assert {file.name for file in (folder / language).iterdir()} == {
            "index.html",
            "brochure.pdf",
            "first-page.webp",
        }
    assert pdf_texts((folder / "sv" / "brochure.pdf").read_bytes()) == ["Ett till"]
    assert pdf_texts((folder / "en" / "brochure.pdf").read_bytes()) == ["One"]


def test_a_correction_links_to_what_each_version_has(workspace: Path) -> None:
    _brought(workspace, sv=pdf("Ett"))
    letter = written(workspace, "brev.html", page("Ett"))
    wish = Wish(EDITION, NOW + dt.timedelta(hours=1), "The web page is kept, too.")
    bring(workspace, wish, [Old(letter, "sv"), Old(workspace / "sv.pdf", "sv")], {"sv": About("An old one")})

    write_site(workspace)

    found: Any = html.document_fromstring((workspace / FOLDER / EDITION / "index.html").read_bytes())
    hrefs = {str(href) for href in found.xpath("//main//a/@href")}
    assert {"2/sv/original/index.html", "1/sv/brochure.pdf"} <= hrefs
    assert all((workspace / FOLDER / EDITION / href).exists() for href in hrefs)


def test_an_edition_that_is_made_anew_here_takes_the_address_over(workspace: Path) -> None:
    _brought(workspace, en=pdf("One"))
    write_site(workspace)
    write_edition(workspace, body="Written anew.")
    seal(workspace, Wish(EDITION, NOW + dt.timedelta(hours=1), "For everybody to read."))

    write_site(workspace)

    address = workspace / FOLDER / EDITION / "en" / "index.html"
    assert address.read_bytes() == (workspace / FOLDER / EDITION / "2" / "en" / "index.html").read_bytes()
    assert "Written anew." in page_text(address.read_bytes())


def test_the_history_alone_makes_a_site(workspace: Path) -> None:
    """Before anything was made here: the front shows the latest of what came."""
    _brought(workspace, sv=pdf("Ett"))

    write_site(workspace)

    front: Any = html.document_fromstring((workspace / FOLDER / "sv" / "index.html").read_bytes())
    assert front.xpath("//main//img/@src") == [f"../{EDITION}/sv/first-page.webp"]
    assert front.xpath("string(//meta[@property='og:image']/@content)").endswith(f"{EDITION}/sv/first-page.webp")


def test_a_damaged_pdf_has_the_words_of_its_whole_pages() -> None:
    def change(document: object) -> None:
        document.pages[1].Contents = document.make_stream(b"BT /F1 \xff( Tf")  # type: ignore[attr-defined]

    assert pdf_texts(pdf("First", "Second", "Third", change=change)) == ["First", "", "Third"]
    assert pdf_texts(b"%PDF-1.7 nothing") == []
