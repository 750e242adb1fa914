"""From the front page one reaches everything, in both languages, and nothing that is not there."""

import re
import shutil
import subprocess
from pathlib import Path
from urllib.parse import urldefrag, urljoin

import html5lib
import pytest
from lxml import etree

from publish.formats.mjml import UNSUBSCRIBE
from tests.archive.site.conftest import Shown
from tests.archive.site.crawling import Answer, crawl
from tests.archive.site.writing import ALIASES, CORRECTED, ENGLISH_ALONE, OLD_PAGE, OLD_PDF
from tests.made import FIRST

JAR = Path(__file__).parents[2] / "judges" / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
TYPES = {"pdf": "application/pdf", "png": "image/png", "webp": "image/webp", "jpg": "image/jpeg", "css": "text/css",
         "svg": "image/svg+xml", "woff2": "font/woff2", "ttf": "font/ttf", "js": "text/javascript", "atom": "application/atom+xml",
         "rss": "application/rss+xml", "xml": "application/xml", "txt": "text/plain", "html": "text/html"}  # fmt: skip
SEAL = re.compile(r"/\d{4}-\d{2}-\d{2}-[a-z0-9-]+/\d+/")


@pytest.fixture(scope="session")
def answers(site: Shown) -> dict[str, Answer]:
    """Everything that the front page and robots.txt lead to, by public address."""
    return crawl(site, "", "robots.txt")


@pytest.fixture(scope="session")
def pages(site: Shown, answers: dict[str, Answer]) -> dict[str, Answer]:
    """The site's own pages: not what was sealed, nor its copies."""
    copies = re.compile(r"/\d{4}-\d{2}-\d{2}-[^/]+/..*")
    own = {f"{site.base}/{path}/" for path in (f"{OLD_PDF}/sv", f"{OLD_PDF}/en", f"{OLD_PAGE}/sv")}
    return {
        address: answer
        for address, answer in answers.items()
        if answer.type == "text/html" and (address in own or not copies.search(address))
    }


def test_no_link_is_dead(answers: dict[str, Answer]) -> None:
    assert [address for address, answer in answers.items() if answer.status != 200] == []
    assert len(answers) > 200


def test_everything_is_what_its_name_says(site: Shown, answers: dict[str, Answer]) -> None:
    wrong = []
    for address, answer in answers.items():
        name = address.removeprefix(site.base).rpartition("/")[2]
        if name == "feed.json":
            expected = "application/feed+json"
        elif name.endswith(".json"):
            expected = "application/json"
        else:
            expected = TYPES[name.rpartition(".")[2]] if "." in name else "text/html"
        if answer.type != expected:
            wrong.append((address, answer.type))

    assert wrong == []


def test_every_fragment_is_there(site: Shown, answers: dict[str, Answer]) -> None:
    """In pages; what comes behind the # of a PDF is its page, and the search's own tests look at that."""
    wrong = []
    for address, answer in answers.items():
        for one in answer.references:
            target, fragment = urldefrag(one.address)
            if fragment and site.is_own(target) and answers[target].type == "text/html":
                found = answers[target].page.xpath("//*[@id=$name]", name=fragment)
                wrong += [] if found else [(address, one.address)]

    assert wrong == []


def test_nothing_is_fetched_from_elsewhere(site: Shown, answers: dict[str, Answer]) -> None:
    fetched = [one for answer in answers.values() for one in answer.references if one.is_fetched]

    assert len(fetched) > 100
    assert [one for one in fetched if not site.is_own(one.address)] == []


def test_every_file_is_led_to(site: Shown, answers: dict[str, Answer]) -> None:
    """But what hosts and the search's script ask for by themselves, and old addresses, to which others lead."""
    led_to = {address.removeprefix(f"{site.base}/") for address in answers}
    by_itself = re.compile(
        r"_headers|seals\.json|404\.html|pagefind/.*|nyhetsbrev/2025-9\.html|gamla/hosten/.*|old/autumn/.*"
    )
    files = (file.relative_to(site.folder).as_posix() for file in site.folder.rglob("*") if file.is_file())
    own = [path for path in files if not SEAL.match(f"/{path}") and not by_itself.fullmatch(path)]

    lost = [path for path in own if not {path, path.removesuffix("index.html")} & led_to]

    assert len(own) > 100
    assert lost == []


def test_every_seal_is_led_to(site: Shown, answers: dict[str, Answer]) -> None:
    manifests = {
        f"{site.base}/{file.relative_to(site.folder).as_posix()}" for file in site.folder.glob("*/*/manifest.json")
    }

    assert len(manifests) == 10
    assert manifests <= set(crawl(site, "seals.json"))


def test_every_page_names_itself_and_its_other_languages(site: Shown, answers: dict[str, Answer]) -> None:
    """Both ways: what one names as its other language names it as its own."""
    count = 0
    for address, answer in answers.items():
        if answer.type != "text/html" or SEAL.search(address):
            continue
        for link in answer.links("alternate"):
            language = link.get("hreflang", "x-default")
            if language != "x-default":
                count += 1
                other = answers[urldefrag(urljoin(address, link.get("href")))[0]]
                back = {
                    urljoin(urljoin(address, link.get("href")), one.get("href")): one.get("hreflang")
                    for one in other.links("alternate")
                    if one.get("hreflang") not in {None, "x-default"}
                }
                own = answer.page.get("lang")
                assert other.page.get("lang") == language
                assert back.get(_canonical(answer, address)) == own, address

    assert count >= 20


def test_what_there_is_in_two_languages_says_so(site: Shown, answers: dict[str, Answer]) -> None:
    for path in ("/", "/2015/", "/2021/", "/2024/", "/2025/", "/2026/", "/search/"):
        for language, other in (("sv", "en"), ("en", "sv")):
            answer = answers.get(f"{site.base}/{language}{path}")
            assert answer, (language, path)
            named = [link.get("hreflang") for link in answer.links("alternate") if link.get("hreflang")]
            assert other in named, (language, path)


def test_what_is_written_in_one_language_claims_no_other(site: Shown, answers: dict[str, Answer]) -> None:
    page = answers[f"{site.base}/{ENGLISH_ALONE}/en/"]

    assert {link.get("hreflang") for link in page.links("alternate")} <= {None, "en", "x-default"}
    assert answers[f"{site.base}/{ENGLISH_ALONE}/"].page.get("lang") == "en"


def test_every_canonical_address_is_one_that_says_so_itself(site: Shown, answers: dict[str, Answer]) -> None:
    named = {address: _canonical(answer, "") for address, answer in answers.items() if answer.type == "text/html"}
    named = {address: canonical for address, canonical in named.items() if canonical}

    assert [address for address, canonical in named.items() if named.get(canonical) != canonical] == []
    assert named[f"{site.base}/"] == f"{site.base}/sv/"
    assert len(set(named.values())) > 20


def test_the_sitemap_lists_every_page_and_its_languages_both_ways(site: Shown, answers: dict[str, Answer]) -> None:
    names = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
    tree = etree.fromstring(answers[f"{site.base}/sitemap.xml"].data)
    listed = {
        url.findtext("s:loc", "", names): {
            link.get("hreflang", ""): link.get("href", "") for link in url.iterfind("x:link", names)
        }
        for url in tree.iterfind("s:url", names)
    }
    canonical = {
        _canonical(answer, "")
        for address, answer in answers.items()
        if answer.type == "text/html" and not SEAL.search(address)
    }

    assert {address for address in canonical if address and not address.endswith("/search/")} == set(listed)
    for address, others in listed.items():
        assert not others or address in others.values()
        assert all(listed[other] == others for other in others.values())


def test_the_sites_own_pages_are_strict_html(pages: dict[str, Answer]) -> None:
    assert len(pages) > 15
    for address, answer in pages.items():
        try:
            html5lib.HTMLParser(strict=True).parse(answer.data, transport_encoding="utf-8")
        except html5lib.html5parser.ParseError as error:
            pytest.fail(f"{address}: {error}")


def test_the_sites_own_pages_have_no_style_or_script_in_them(pages: dict[str, Answer]) -> None:
    for address, answer in pages.items():
        assert not answer.page.xpath("//style | //*[@style] | //script[not(@src)] | //@*[starts-with(name(), 'on')]"), (
            address
        )
        assert "default-src 'none'" in answer.page.xpath(
            "string(//meta[@http-equiv='Content-Security-Policy']/@content)"
        )


def test_the_checker_of_the_w3c_finds_nothing(site: Shown, pages: dict[str, Answer]) -> None:
    """The Nu Html Checker: no error and no warning, in the content or against its policy."""
    if not (JAR.is_file() and shutil.which("java")):
        pytest.skip("no Nu Html Checker: npm ci in tests/judges, and Java")
    paths = [*pages, f"{site.base}/404.html", f"{site.base}/nyhetsbrev/2025-9.html"]
    ours = "-Dnu.validator.servlet.allow-forbidden-hosts=true"  # this computer
    command = ["java", ours, "-jar", str(JAR), *map(site.here, paths)]

    done = subprocess.run(command, capture_output=True, text=True, check=False)

    assert (done.returncode, done.stderr) == (0, "")


def test_a_letter_stands_as_it_was_sent_without_anybodys_mark(site: Shown, answers: dict[str, Answer]) -> None:
    sent = (site.folder / FIRST.name / "1" / "sv" / "newsletter.html").read_bytes()
    shown = answers[f"{site.base}/{FIRST.name}/sv/letter/"].data

    assert UNSUBSCRIBE.encode() in sent
    assert shown == sent.replace(UNSUBSCRIBE.encode(), f"{site.base}/{FIRST.name}/".encode())


def test_a_corrected_edition_shows_both_versions_and_what_was_wrong(site: Shown, answers: dict[str, Answer]) -> None:
    answer = answers[f"{site.base}/{CORRECTED}/"]
    linked = {one.address for one in answer.references}

    assert "The meeting begins at ten, not at nine." in answer.page.text_content()
    assert {
        f"{site.base}/{CORRECTED}/{version}" for version in ("1/sv/index.html", "2/sv/index.html", "2/en/index.html")
    } <= linked
    assert f"{site.base}/{CORRECTED}/1/en/index.html" not in linked, "the first version was in Swedish alone"


def test_old_addresses_lead_on_without_a_script(site: Shown) -> None:
    expected = {"nyhetsbrev/2025-9.html": "sv", "gamla/hosten": "sv", "gamla/hosten/": "sv", "old/autumn/": "en"}
    for path, language in expected.items():
        answer = crawl(site, path)[f"{site.base}/{path}"]
        target = f"{site.base}/{ALIASES}/{language}/"
        assert answer.status == 200
        assert _canonical(answer, "") == target
        assert answer.page.xpath("string(//meta[@http-equiv='refresh']/@content)") == f"0; url={target}"
        assert answer.page.xpath("//a/@href") == [target]


def _canonical(answer: Answer, otherwise: str) -> str:
    links = answer.links("canonical")
    return links[0].get("href") if links else otherwise
