"""The newsletter: a letter that mail programs show as it is meant, and that says what is wrong with its templates."""

import re
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, Page

from publish.blocks import KINDS
from publish.edition import Chapter, Cover, Prose
from publish.formats import newsletter
from publish.formats.mjml import UNSUBSCRIBE
from publish.formats.mjml.finish import LARGEST, MOST_STYLE
from publish.problems import RenderError
from publish.prose import Illustration
from publish.theme import Theme
from publish.theme.direction import is_leftward
from publish.workspace import open_workspace
from tests import made
from tests.factories import FRONT_MATTER, make_block, make_chapter, make_edition, make_picture, png, read
from tests.judges import axe
from tests.mail.letters import parsed
from tests.workspace.making import make_workspace

LETTERS = [
    pytest.param(folder, language, id=f"{folder.name}-{language}")
    for folder in made.EDITIONS
    for language in made.LANGUAGES
]
SCREENS: list[tuple[int, Literal["light", "dark"]]] = [
    (width, scheme) for width in (375, 1280) for scheme in ("light", "dark")
]
EVERYTHING = {
    "figures": [
        {"value": "40 %", "text": "av *allt*"},
        {"value": "1 240 000", "text": "resor"},
        {"value": "3", "text": "x"},
    ],
    "focus-areas": [
        {"title": "Bygga", "question": "Hur?", "text": "Så.", "icon": "building"},
        {"title": "Bo", "question": "Var?"},
    ],
    "partners": ["Ericsson", {"name": "JM", "link": "https://jm.example/"}],
    "quote": {"text": "Stay *put*.", "by": "Ada", "role": "ordförande", "lang": "en"},
    "image": {"picture": "bild.png", "alt": "En bild", "caption": "Vid *vatten*", "credit": "Bo"},
    "call-to-action": {"label": "Anmäl dig", "link": "https://a.example/?a=1&b=2", "text": "Kom."},
    "articles": [
        {
            "headline": "En bro",
            "byline": "Ada",
            "standfirst": "Av trä.",
            "text": "Lång.\n\n- a\n- b",
            "picture": "bild.png",
            "alt": "Bron",
            "link": "https://b.example/",
            "link-text": "Ritningarna",
        }
    ],
    "events": [
        {
            "title": "Frukost",
            "date": "2021-04-01",
            "end": "2021-04-02",
            "time": "08.30",
            "place": "Utö",
            "text": "Med *smör*.",
            "link": "https://c.example/",
            "link-text": "Anmälan",
        }
    ],
    "contact": {
        "name": "Ada",
        "role": "redaktör",
        "address": "Storgatan 1",
        "email": "ada@a.example",
        "phone": "+46 8 123 456 78",
        "website": "https://a.example/",
    },
}


@pytest.fixture(scope="module")
def theme() -> Theme:
    return made.theme()


def html(folder: Path, language: str) -> str:
    return made.files(folder, language, "newsletter")["newsletter.html"].decode()


def rendered(theme: Theme, **changes: object) -> Any:
    """The letter of an edition of the factories."""
    files = {artefact.name: artefact.data for artefact in newsletter.render(make_edition(**changes), theme)}
    return parsed(files["newsletter.html"].decode())


def words_of(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())


# -- what mail programs ask for -------------------------------------------------------------


@pytest.mark.parametrize(("folder", "language"), LETTERS)
def test_a_letter_is_html_that_no_browser_has_to_mend(folder: Path, language: str) -> None:
    assert parsed(html(folder, language)).tag == "html"


@pytest.mark.parametrize(("folder", "language"), LETTERS)
def test_a_letter_is_small_enough_for_gmail(folder: Path, language: str) -> None:
    letter = html(folder, language)

    assert len(letter.encode()) < LARGEST
    assert sum(len(rules) for rules in re.findall(r"<style[^>]*>(.*?)</style>", letter, re.DOTALL)) < MOST_STYLE / 2


@pytest.mark.parametrize(("folder", "language"), LETTERS)
def test_the_language_stands_where_programs_that_cut_the_head_off_find_it(folder: Path, language: str) -> None:
    page = parsed(html(folder, language))

    article = page.xpath("//body/div[@role='article']")[0]
    assert (page.get("lang"), page.get("dir")) == (language, "ltr")
    assert (article.get("lang"), article.get("dir")) == (language, "ltr")
    assert article.get("aria-roledescription") == "email"
    assert article.get("aria-label") == page.findtext("head/title") == made.edition(folder, language).subject


@pytest.mark.parametrize(("folder", "language"), LETTERS)
def test_tables_of_the_layout_say_so_and_tables_of_data_do_not(folder: Path, language: str) -> None:
    page = parsed(html(folder, language))
    tables = page.xpath("//table")

    data = [table for table in tables if table.xpath("./thead")]
    assert [table.get("role") for table in data] == [None] * len(data)
    assert {table.get("role") for table in tables if table not in data} == {"presentation"}
    assert all(cell.get("scope") == "col" for table in data for cell in table.xpath(".//th"))


@pytest.mark.parametrize(("folder", "language"), LETTERS)
def test_every_picture_has_words_a_width_and_an_address(folder: Path, language: str) -> None:
    base = made.theme().address(made.edition(folder, language)).folder
    files = made.files(folder, language, "newsletter")

    for picture in parsed(html(folder, language)).xpath("//img"):
        assert picture.get("alt") is not None
        assert 0 < int(picture.get("width")) <= 600
        assert picture.get("src").startswith(base)
        assert picture.get("src").removeprefix(base) in files
        assert "font-family" in picture.get("style")


@pytest.mark.parametrize(("folder", "language"), LETTERS)
def test_no_picture_is_made_that_is_not_shown(folder: Path, language: str) -> None:
    letter = html(folder, language)

    for name in made.files(folder, language, "newsletter"):
        assert not name.startswith("mail/") or name in letter


@pytest.mark.parametrize(("folder", "language"), LETTERS)
def test_headings_skip_no_level(folder: Path, language: str) -> None:
    levels = [
        int(heading.tag[1])
        for heading in parsed(html(folder, language)).xpath("//*[self::h1 or self::h2 or self::h3 or self::h4]")
    ]

    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


@pytest.mark.parametrize(("folder", "language"), LETTERS)
def test_links_lead_somewhere_and_say_where(folder: Path, language: str) -> None:
    links = parsed(html(folder, language)).xpath("//a")

    assert all(
        link.get("href").startswith(("https://", "mailto:", "tel:")) or link.get("href") == UNSUBSCRIBE
        for link in links
    )
    assert all(len(words_of(link)) > 3 for link in links)
    assert all("underline" in link.get("style") or link.get("target") == "_blank" for link in links)


@pytest.mark.parametrize(("folder", "language"), LETTERS)
def test_nothing_is_fetched_from_strangers_and_nothing_is_a_tooltip(folder: Path, language: str) -> None:
    letter = html(folder, language)

    assert not re.search(r"url\(|@import|@font-face|<link|<script|<iframe|<form", letter)
    assert not parsed(letter).xpath("//*[@title]")


@pytest.mark.parametrize(("folder", "language"), LETTERS)
def test_words_are_large_enough_to_be_read(folder: Path, language: str) -> None:
    sizes = {float(size) for size in re.findall(r"font-size:\s*([\d.]+)px", html(folder, language))}
    body = made.theme().brand.scale.base.px

    assert body >= 16
    # 0 closes the gaps between columns; 1 is the preheader.
    assert {size for size in sizes if size < 14} <= {0.0, 1.0, 13.0}


@pytest.mark.parametrize(("folder", "language"), LETTERS)
def test_the_preheader_comes_first_and_is_dark_where_programs_show_it(folder: Path, language: str) -> None:
    article = parsed(html(folder, language)).xpath("//div[@role='article']")[0]

    first = article[0]
    assert words_of(first) == " ".join(made.edition(folder, language).preheader.split())
    style = first.get("style")
    assert {"display:none", "max-height:0", "opacity:0", "mso-hide:all"} <= set(style.split(";"))
    assert f"color:{made.theme().brand.light.foreground}" in style


def test_dark_colours_reach_apple_and_outlook() -> None:
    letter = html(*LETTERS[0].values)  # type: ignore[arg-type]
    dark = made.theme().brand.dark

    assert '<meta name="color-scheme" content="light dark">' in letter.replace("\n", " ")
    assert f"[data-ogsb] .sheet > table {{ background-color: {dark.background} !important; }}" in letter.replace(
        "\n", " "
    )
    # A rule that a program does not know may void its whole block, so each has its own.
    blocks = re.findall(r"<style[^>]*>(.*?)</style>", letter, re.DOTALL)
    assert [sum(word in block for block in blocks) for word in ("data-ogsc", "prefers-color-scheme")] == [1, 1]


# -- what it says ---------------------------------------------------------------------------


def test_there_is_something_of_every_kind_of_block() -> None:
    assert set(EVERYTHING) == set(KINDS)


@pytest.mark.parametrize("kind", EVERYTHING)
@pytest.mark.parametrize("heading", ["", "Ett kapitel"])
def test_every_kind_of_block_stands_in_a_letter_by_itself(theme: Theme, kind: str, heading: str) -> None:
    page = rendered(theme, chapters=(make_chapter(make_block(kind, EVERYTHING[kind]), heading=heading),), cover=None)

    levels = [int(element.tag[1]) for element in page.xpath("//*[self::h1 or self::h2 or self::h3]")]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_every_kind_of_prose_stands_in_a_letter(theme: Theme) -> None:
    text = (
        "Ett *stycke* med **vikt**, `kod`, [programmet](https://a.example/ö?b=1&c=2) och [words]{lang=en}.\\\nNy rad.\n\n"
        "### Tre\n\n#### Fyra\n\n##### Fem\n\n###### Sex\n\n- a\n  - b\n\n3. c\n4. d\n\n> Sagt.\n\n"
        '```\nx  <y>\n\n  z\n```\n\n| a | b |\n|:--|--:|\n| 1 | 2 |\n\n---\n\n![En bild](bild.png "Med *text*")'
    )

    edition = read(f"{FRONT_MATTER}\n## Prosa\n\n{text}\n", files={"bild.png": png()})
    page = parsed(newsletter.render(edition, theme)[0].data.decode())

    assert page.xpath("//a[@href='https://a.example/%C3%B6?b=1&c=2']")
    assert page.xpath("//span[@lang='en']/text()") == ["words"]
    assert "".join(page.xpath("//pre//text()")) == "x  <y>\n\n  z\n"
    assert [cell.get("align") for cell in page.xpath("//tbody/tr/td[text()='1' or text()='2']")] == ["left", "right"]
    assert page.xpath("//p[@class='caption']/em/text()") == ["text"]
    assert page.xpath("//ol/@start") == ["3"]
    assert [element.tag for element in page.xpath("//h3|//h4|//h5|//h6")] == ["h3", "h4", "h5", "h6"]


def test_an_edition_without_cover_updates_or_other_languages_has_none(theme: Theme) -> None:
    page = rendered(theme, cover=None, updated=None, languages=("sv",))

    assert not page.xpath("//img")
    assert "Uppdaterad" not in words_of(page)
    assert not page.xpath("//a[@hreflang]")


def test_the_other_language_is_one_link_away(theme: Theme) -> None:
    link = rendered(theme).xpath("//a[@hreflang='en']")[0]

    assert (words_of(link), link.get("lang")) == ("Read in English", "en")
    assert link.get("href").endswith("/en/")


def test_there_is_one_button_in_the_colour_that_asks(theme: Theme) -> None:
    signal = theme.brand.light.signal
    call = make_chapter(make_block("call-to-action", EVERYTHING["call-to-action"]))

    with_call, without = (rendered(theme, chapters=chapters) for chapters in ((call,), ()))

    def asking(page: Any) -> list[str]:
        return [words_of(cell) for cell in page.xpath(f"//td[@bgcolor='{signal}']")]

    assert asking(with_call) == ["Anmäl dig"]
    assert asking(without) == ["Läs webbutgåvan"]


@pytest.mark.parametrize(
    ("values", "size"),
    [
        (["40 %"], "figure-size"),
        (["40 %", "3,5 %"], "display-size"),
        (["1 240 000"], "h1-size"),
        (["2 miljarder kronor"], "h2-size"),
    ],
)
def test_figures_are_as_large_as_the_longest_allows(theme: Theme, values: list[str], size: str) -> None:
    block = make_block("figures", [{"value": value, "text": "x"} for value in values])

    page = rendered(theme, chapters=(make_chapter(block),))

    assert {p.get("class").split()[1] for p in page.xpath("//p[contains(@class, 'value')]")} == {size}


def test_a_language_written_from_the_right_is_set_from_the_right() -> None:
    assert newsletter.marked_mjml.__doc__
    source = newsletter.marked_mjml(make_edition(), made.theme())

    assert 'dir="ltr"' in source
    assert is_leftward("ar-EG")
    assert not is_leftward("sv")


# -- pictures -------------------------------------------------------------------------------


def test_pictures_are_sharp_and_no_larger_than_they_are(theme: Theme) -> None:
    pictures = {"stor.png": make_picture("stor.png", 1600, 900), "liten.png": make_picture("liten.png", 40, 30)}
    shown = Prose(tuple(Illustration(name, "x") for name in pictures), 1)
    chapters = (Chapter((), "", (shown,), 1),)

    artefacts = newsletter.render(
        make_edition(chapters=chapters, pictures=pictures, cover=Cover("stor.png", "stor.png", "x")), theme
    )

    files = {artefact.name: artefact.data for artefact in artefacts}
    page = parsed(files["newsletter.html"].decode())
    assert page.xpath("//img/@width") == ["600", "520", "40"]
    assert [_png_width(files[name]) for name in ("mail/cover/stor.png", "mail/stor.png", "mail/liten.png")] == [
        1200,
        1040,
        40,
    ]


def _png_width(data: bytes) -> int:
    return int.from_bytes(data[16:20], "big")


def test_a_letter_is_the_same_letter_every_time(theme: Theme) -> None:
    edition = made.edition(made.FIRST, "sv")

    assert newsletter.render(edition, theme) == newsletter.render(edition, theme)


# -- templates that are wrong ---------------------------------------------------------------


def test_a_fault_in_a_template_is_told_at_its_line(tmp_path: Path) -> None:
    root = make_workspace(tmp_path)
    own = root / "templates" / "newsletter"
    own.mkdir(parents=True)
    (own / "_prose.mjml.j2").write_text(
        "<mj-section>\n  <mj-colum>\n{% if part.nodes %}\n    <mj-text\n"
        '      colour="red">{{ part.nodes | mail({}) }}</mj-text>\n{% endif %}\n  </mj-colum>\n</mj-section>\n',
        encoding="utf-8",
    )
    (own / "_title.mjml.j2").write_text('<mj-section\n  padding="10">\n</mj-section>\n', encoding="utf-8")

    with pytest.raises(RenderError) as raised:
        newsletter.render(make_edition(), Theme(open_workspace(root)))

    assert [str(problem) for problem in raised.value.problems] == [
        'templates/newsletter/_title.mjml.j2:1: error[E405]: `padding` of `<mj-section>` should be up to four lengths in px or %, not "10"',
        "templates/newsletter/_prose.mjml.j2:2: error[E402]: unknown element `<mj-colum>`\n  hint: did you mean `mj-column`?",
    ]


def test_a_letter_that_is_too_long_is_a_problem_of_the_edition(theme: Theme) -> None:
    long = make_edition(chapters=(make_chapter("\n\n".join(["ett ord till " * 800] * 10)),))

    with pytest.raises(RenderError) as raised:
        newsletter.render(long, theme)

    assert [(problem.code, problem.place.path) for problem in raised.value.problems] == [("E412", long.path)]


# -- judges ---------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def browser() -> Browser:
    if reason := axe.missing():
        pytest.skip(reason)
    return axe.chromium()


def opened(browser: Browser, folder: Path, language: str) -> Page:
    """The letter in a browser, with its pictures."""
    base = made.theme().address(made.edition(folder, language)).folder
    files = made.files(folder, language, "newsletter")
    page = browser.new_page()
    page.route("**/*", lambda route: route.fulfill(body=files[route.request.url.removeprefix(base)]))
    page.route(
        base, lambda route: route.fulfill(body=files["newsletter.html"], content_type="text/html; charset=utf-8")
    )
    page.goto(base)
    return page


@pytest.mark.parametrize(("folder", "language"), LETTERS)
def test_axe_finds_nothing_and_nothing_sticks_out(browser: Browser, folder: Path, language: str) -> None:
    page = opened(browser, folder, language)

    for width, scheme in SCREENS:
        # Landmarks are the mail program's own.
        off = ("region", "landmark-one-main")
        assert axe.violations(page, width=width, scheme=scheme, rules_off=off) == [], (width, scheme)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.close()


@pytest.mark.parametrize(("folder", "language"), LETTERS)
def test_buttons_are_large_enough_for_a_thumb(browser: Browser, folder: Path, language: str) -> None:
    page = opened(browser, folder, language)
    page.set_viewport_size({"width": 375, "height": 900})

    heights = page.evaluate(
        "[...document.querySelectorAll('td[bgcolor] > a')].map(a => a.getBoundingClientRect().height)"
    )

    assert heights
    assert min(heights) >= 44
    page.close()


def test_cards_stand_two_by_two_and_below_each_other_on_a_phone(browser: Browser) -> None:
    page = opened(browser, made.FIRST, "sv")

    lefts = []
    for width in (1280, 375):
        page.set_viewport_size({"width": width, "height": 900})
        lefts.append(
            page.evaluate(
                "[...document.querySelectorAll('div.card')].map(c => Math.round(c.getBoundingClientRect().left))"
            )
        )

    assert [len(set(left)) for left in lefts] == [2, 1]
    page.close()


def test_the_date_is_the_editions(theme: Theme) -> None:
    assert "1 februari 2020" in words_of(rendered(theme, date=date(2020, 2, 1))).replace("\u00a0", " ")


def test_a_link_to_a_heading_leads_to_that_heading_of_the_page(theme: Theme) -> None:
    chapters = (make_chapter("Se [partnerna nedan](#partnerna).", heading="Partnerna"),)
    edition = make_edition(chapters=chapters)

    hrefs = {a.get("href") for a in rendered(theme, chapters=chapters).iter("a")}

    assert f"{theme.address(edition).page}#partnerna" in hrefs
    assert not any(href.startswith("#") for href in hrefs)
