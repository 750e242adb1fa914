"""What the page is made of, and what it never holds. Read back by html5lib in its strict mode."""

import re
from collections import Counter
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from publish import markdown
from publish.blocks import KINDS
from publish.edition import Cover, Picture, Prose
from publish.formats import web
from publish.prose import Note, NoteMark, Paragraph, Text
from publish.workspace import stock
from tests import made
from tests.factories import make_block, make_chapter, make_edition, make_picture
from tests.web.reading import Page, page_of, read, rendered

CASES = [
    pytest.param(folder, language, id=f"{folder.name}-{language}")
    for folder in made.EDITIONS
    for language in made.LANGUAGES
]
every_page = pytest.mark.parametrize(("folder", "language"), CASES)


def _page(folder: Path, language: str) -> Page:
    return read(made.files(folder, language, "web")["index.html"])


@every_page
def test_a_page_is_html_without_a_fault(folder: Path, language: str) -> None:
    page = _page(folder, language)

    assert page.tree.get("lang") == language


@every_page
def test_a_page_has_one_title_and_skips_no_level(folder: Path, language: str) -> None:
    levels = _page(folder, language).headings()

    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(below - above <= 1 for above, below in pairwise(levels))


@every_page
def test_a_page_has_its_landmarks(folder: Path, language: str) -> None:
    page = _page(folder, language)

    assert [len(page.all(path)) for path in ("body/header", "body/header/nav", "body/main", "body/footer")] == [1] * 4


@every_page
def test_a_page_runs_no_script_and_styles_nothing_in_place(folder: Path, language: str) -> None:
    page = _page(folder, language)

    assert [script.get("type") for script in page.all(".//script")] == ["application/ld+json"]
    assert len(page.all(".//style")) == 1
    assert not [name for e in page.tree.iter() for name in e.attrib if name == "style" or str(name).startswith("on")]


@every_page
def test_every_id_stands_once_and_every_link_within_the_page_leads_somewhere(folder: Path, language: str) -> None:
    page = _page(folder, language)

    ids = Counter(e.get("id") for e in page.tree.iter() if e.get("id"))
    targets = {a.get("href", "")[1:] for a in page.all(".//a") if a.get("href", "").startswith("#")}

    assert [name for name, times in ids.items() if times > 1] == []
    assert targets <= set(ids)


@every_page
def test_every_file_that_a_page_shows_lies_beside_it(folder: Path, language: str) -> None:
    files = made.files(folder, language, "web")

    fonts = re.findall(r"url\(([^)]+)\)", files["index.html"].decode())
    shown = {*_page(folder, language).addresses(), *fonts}

    assert shown <= set(files)
    assert {name for name in files if name.startswith(("pictures/", "fonts/"))} <= shown


@every_page
def test_every_picture_keeps_its_room_before_it_arrives(folder: Path, language: str) -> None:
    images = _page(folder, language).all(".//img")

    assert all(i.get("width", "0") > "0" and i.get("height", "0") > "0" and "alt" in i.attrib for i in images)
    assert [i.get("loading") for i in images if not i.get("fetchpriority")] == ["lazy"] * sum(
        not i.get("fetchpriority") for i in images
    )


@pytest.mark.parametrize("folder", made.EDITIONS, ids=lambda folder: folder.name)
def test_languages_point_at_each_other_and_the_first_language_is_for_everybody_else(folder: Path) -> None:
    links = {
        language: {link.get("hreflang"): link.get("href") for link in _page(folder, language).all(".//link[@hreflang]")}
        for language in made.LANGUAGES
    }

    base = f"https://www.stockholmshandelskammare.example/utgavor/{folder.name}"
    assert links["sv"] == links["en"] == {"sv": f"{base}/sv/", "en": f"{base}/en/", "x-default": f"{base}/sv/"}


def test_the_head_says_what_those_who_share_a_link_need() -> None:
    meta = _page(made.FIRST, "sv").meta()

    folder = "https://www.stockholmshandelskammare.example/utgavor/2021-03-30-partnerskap-for-stockholm/sv/"
    said = {name: meta[name] for name in meta if name.startswith(("og:", "article:", "twitter:"))}
    edition = made.edition(made.FIRST, "sv")
    assert edition.cover is not None
    assert said == {
        "og:type": "article",
        "og:title": "Partnerskap för Stockholm",
        "og:description": meta["description"],
        "og:url": folder,
        "og:site_name": "Stockholms Handelskammare",
        "og:locale": "sv_SE",
        "og:locale:alternate": "en_GB",
        "og:image": f"{folder}card.png",
        "og:image:type": "image/png",
        "og:image:width": "1200",
        "og:image:height": "630",
        "og:image:alt": f"Partnerskap för Stockholm. Stockholms Handelskammare. {edition.cover.alt}",
        "article:published_time": "2021-03-30",
        "article:modified_time": "2024-07-09",
        "article:section": "Bostadsmarknad",
        "twitter:card": "summary_large_image",
    }


def test_search_engines_are_told_that_it_is_news_and_a_translation() -> None:
    article = _page(made.FIRST, "en").article()

    base = "https://www.stockholmshandelskammare.example/utgavor/2021-03-30-partnerskap-for-stockholm"
    publisher = {
        "@type": "Organization",
        "name": "Stockholm Chamber of Commerce",
        "url": "https://www.stockholmshandelskammare.example/en/",
    }
    assert article == {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "@id": f"{base}/en/",
        "mainEntityOfPage": f"{base}/en/",
        "headline": "Partnership for Stockholm",
        "description": article["description"],
        "articleSection": "Housing market",
        "inLanguage": "en",
        "datePublished": "2021-03-30",
        "dateModified": "2024-07-09",
        "image": {"@type": "ImageObject", "url": f"{base}/en/card.png", "width": 1200, "height": 630},
        "publisher": publisher,
        "author": publisher,
        "translationOfWork": {"@type": "NewsArticle", "@id": f"{base}/sv/", "inLanguage": "sv"},
        "encoding": {
            "@type": "MediaObject",
            "encodingFormat": "application/pdf",
            "contentUrl": f"{base}/en/brochure.pdf",
        },
        "isAccessibleForFree": True,
    }


def test_the_original_names_its_translations_and_the_events_in_it() -> None:
    article = _page(made.SECOND, "sv").article()

    assert [work["inLanguage"] for work in article["workTranslation"]] == ["en"]
    assert article["mentions"][1] == {
        "@type": "Event",
        "name": "Skärgårdsdagarna",
        "startDate": "2026-06-04",
        "endDate": "2026-06-06",
        "location": {"@type": "Place", "name": "Utö"},
    }


def test_no_text_can_leave_its_place() -> None:
    nasty = '</script><b>"it\'s" & <!-- ]]> {{ 7*7 }}'

    page = page_of(make_edition(title=nasty, category=nasty, standfirst="En *ingress*"))

    assert page.article()["headline"] == nasty
    assert page.text(".//h1") == nasty
    assert page.meta()["og:title"] == nasty
    assert page.all(".//b") == []


def test_days_can_be_read_by_machines() -> None:
    page = _page(made.SECOND, "sv")

    times = {time.get("datetime"): "".join(time.itertext()) for time in page.all(".//time")}

    assert times["2026-06-04"] == "4\u00a0juni\u00a02026"
    assert {"2026-05-12", "2026-05-20", "2026-06-06", "2026-06-11", "2026-09-01"} <= set(times)


def test_words_in_another_language_say_so() -> None:
    page = _page(made.SECOND, "sv")

    assert [quote.get("lang") for quote in page.all(".//blockquote")] == ["en", "en"]


def test_a_note_that_is_called_twice_has_one_way_back() -> None:
    nodes, _ = markdown.read_nodes("Text.", "sv")
    call = NoteMark(1)
    prose = Prose((Paragraph((Text("Ett"), call, Text(" och två"), call)),), 1)
    chapter = replace(make_chapter(), parts=(prose,))

    page = page_of(make_edition(chapters=(chapter,), notes=(Note(1, nodes),)))

    assert len(page.all(".//sup/a[@href='#note-1']")) == 2
    assert len(page.all(".//*[@id='call-1']")) == 1


def test_a_chapter_may_be_called_what_it_likes() -> None:
    chapters = tuple(make_chapter("Text.", heading=name) for name in ("The article", "The notes", "Content"))

    page = page_of(make_edition(chapters=chapters, notes=(Note(1, markdown.read_nodes("En not.", "sv")[0]),)))

    ids = Counter(e.get("id") for e in page.tree.iter() if e.get("id"))
    assert set(ids.values()) == {1}


def test_without_a_chapter_heading_a_block_speaks_one_level_louder() -> None:
    block = make_block("focus-areas", [{"title": "Bo", "question": "Hur?"}])

    alone = page_of(make_edition(chapters=(make_chapter(block),)))
    below = page_of(make_edition(chapters=(make_chapter(block, heading="Frågor"),)))

    assert alone.headings() == [1, 2, 2]
    assert below.headings() == [1, 2, 3, 2]


def test_every_kind_of_block_has_its_partial() -> None:
    folder = stock() / "templates" / "web"

    assert [kind for kind in KINDS if not (folder / f"_{kind}.html.j2").is_file()] == []


def test_an_edition_in_one_language_without_picture_or_notes_makes_a_page() -> None:
    page = page_of(make_edition(languages=("sv",), cover=None, pictures={}, updated=None))

    assert page.all(".//img") == []
    assert page.all(".//a[@hreflang]") == []
    assert page.article()["dateModified"] == "2021-03-30"


def test_a_workspace_says_which_language_is_the_original() -> None:
    english = page_of(make_edition(language="en", languages=("en",)))

    assert "translationOfWork" not in english.article()


@pytest.mark.parametrize(
    ("values", "size"),
    [(["40 %", "80 %"], "few"), (["1", "2", "3"], "many"), (["1 240 000"], "long")],
    ids=["two figures have room", "three share it", "a long figure needs it"],
)
def test_figures_are_set_as_large_as_they_fit(values: list[str], size: str) -> None:
    block = make_block("figures", [{"value": value, "text": "av allt"} for value in values])

    page = page_of(make_edition(chapters=(make_chapter(block),)))

    assert [figures.get("class") for figures in page.all(".//dl")] == [f"figures wide {size}"]


def test_a_photograph_has_copies_for_smaller_screens_and_is_never_blown_up() -> None:
    large = web.WebPicture(make_picture("stor.png", 3000, 1500))
    small = web.WebPicture(make_picture("liten.png", 300, 150))

    assert large.srcset == "pictures/640/stor.png 640w, pictures/1280/stor.png 1280w, pictures/stor.png 2000w"
    assert (large.width, large.height) == (2000, 1000)
    assert (small.srcset, small.width, small.height) == ("", 300, 150)
    assert [artefact.name for artefact in small.artefacts()] == ["pictures/liten.png"]


def test_a_drawing_stays_what_it_is() -> None:
    edition = make_edition()

    assert rendered(edition)["pictures/bild.svg"] == edition.pictures["bild.svg"].data


def test_a_phone_gets_the_upright_picture_only_if_there_is_one() -> None:
    both = {name: Picture(name, b"<svg/>", "image/svg+xml", 20, 10) for name in ("hog.svg", "bred.svg")}
    two = page_of(make_edition(cover=Cover("hog.svg", "bred.svg", "En bro"), pictures=both))
    one = page_of(make_edition())

    assert [source.get("srcset") for source in two.all(".//picture/source")] == ["pictures/hog.svg"]
    assert one.all(".//picture/source") == []


def test_the_same_edition_gives_the_same_bytes() -> None:
    edition = make_edition()

    assert rendered(edition) == rendered(edition)
