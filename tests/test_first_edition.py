"""The first edition says what its brief says, the same in both languages, and is drawn in the brand's colours."""

import re
from datetime import date
from pathlib import Path
from typing import TypeVar

import pytest
from lxml import etree

from publish.blocks import Block, CallToAction, Contact, Figures, FocusAreas, Partners, Quote
from publish.edition import Edition
from publish.prose import Span, plain
from publish.source import read_edition
from publish.workspace import open_workspace
from tests.identity import Facts, facts_of, numbers

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "content" / "2021-03-30-partnerskap-for-stockholm"
WORKSPACE = open_workspace(ROOT)
EDITIONS = {language: read_edition(FOLDER, language, root=ROOT, icons=WORKSPACE.icons) for language in ("sv", "en")}
SV, EN = EDITIONS["sv"], EDITIONS["en"]
BOTH = pytest.mark.parametrize("edition", EDITIONS.values(), ids=EDITIONS)
K = TypeVar("K", bound=Block)

PICTURES = sorted(FOLDER.glob("*.svg"))
ICONS = sorted((ROOT / "assets" / "icons").glob("*.svg"))

PARTNERS = [
    "Ericsson", "JM", "The Absolut Company", "Vasakronan", "Skanska", "Kungsleden", "Nobina", "White arkitekter",
    "Newsec", "MTR", "Mannheimer Swartling", "NCC", "Electrolux", "Parks and Resorts", "Schneider Electric",
    "Wallenstam", "Tele2",
]  # fmt: skip

SAID = {
    "sv": [
        "efter pandemin", "smartare, vackrare och mer hållbart", "under hela 2021", "Stockholms Handelskammare",
        "Partnerskap för Stockholm", "medlemsorganisation för företag", "stadens kraft", "hur vi handlar nu",
        "strategiska partner", "akademin", "civilsamhället", "nära och förtroendefullt", "övervintra",
        "ekonomins hjul", "det nya normala", "Europas bästa huvudstad", "ingen tid att förlora", "hårt drabbade",
        "gå samman, ställa om, inventera och pröva nytt", "attraktionskraft", "självförtroende",
        "utveckling, tillväxt och kreativitet", "tappa mark", "17 företag", "fyra fokusområden",
    ],
    "en": [
        "after the pandemic", "smarter, more beautiful and more sustainable", "throughout 2021",
        "Stockholm Chamber of Commerce", "Partnership for Stockholm", "member organisation of companies",
        "power of the city", "how we act now", "strategic partners", "academia", "civil society",
        "close and trusting", "getting through the winter", "wheels of the economy", "the new normal",
        "Europe’s best capital", "no time to lose", "badly hit", "join forces, adjust, take stock and try new things",
        "attraction", "confidence", "development, growth and creativity", "lose ground", "17 companies",
        "four focus areas",
    ],
}  # fmt: skip

ASKED = {
    "sv": [
        ("Så bygger och förändrar vi staden", ["utformningen", "rum och funktioner", "attraktiv huvudstad"]),
        ("Det våras för staden", ["gatuliv", "kultur", "stadslivet", "framtiden"]),
        ("Den smarta staden", ["AI, robotik och IoT", "resurser, byggnader och transportmedel", "intelligent"]),
        ("Staden och omlandet", ["Digitalisering, pendling, distansarbete, handel och besöksnäring", "konkurrenskraftig"]),
    ],
    "en": [
        ("How we build and change the city", ["design", "spaces and functions", "attractive capital"]),
        ("Spring comes to the city", ["streets", "culture", "city life", "future"]),
        ("The smart city", ["AI, robotics and the IoT", "resources, buildings and means of transport", "intelligent"]),
        ("The city and its surroundings", ["Digitalisation, commuting, remote work, trade and the visitor industry", "competitive"]),
    ],
}  # fmt: skip


def block(edition: Edition, kind: type[K]) -> K:
    """The only block of that kind."""
    (found,) = [each for each in edition.blocks if isinstance(each, kind)]
    return found


def shown(edition: Edition) -> str:
    """All that a reader may see, with plain blanks."""
    facts = facts_of(edition)
    return " ".join((*facts.texts, *facts.alts, edition.preheader, edition.subject)).replace("\u00a0", " ")


# -- facts ----------------------------------------------------------------------------------


def test_it_carries_its_name_and_category_in_each_language() -> None:
    assert [(each.title, each.category) for each in (SV, EN)] == [
        ("Partnerskap för Stockholm", "Bostadsmarknad"),
        ("Partnership for Stockholm", "Housing market"),
    ]


@BOTH
def test_it_was_published_and_updated_on_the_days_of_the_brief(edition: Edition) -> None:
    assert (edition.date, edition.updated) == (date(2021, 3, 30), date(2024, 7, 9))


@BOTH
def test_it_can_be_read_in_swedish_and_english(edition: Edition) -> None:
    assert sorted(edition.languages) == ["en", "sv"]


@pytest.mark.parametrize(
    ("edition", "said"),
    [
        (SV, [("40\u00a0%", ["tillväxt", "tolv åren"]), ("80\u00a0%", ["alla investeringar i startupbolag"])]),
        (EN, [("40%", ["growth", "twelve years"]), ("80%", ["all investment in startups"])]),
    ],
    ids=EDITIONS,
)
def test_the_two_figures_say_what_they_measure(edition: Edition, said: list[tuple[str, list[str]]]) -> None:
    figures = block(edition, Figures)

    assert [figure.value for figure in figures.items] == [value for value, _ in said]
    for figure, (_, words) in zip(figures.items, said, strict=True):
        assert [word for word in words if word not in plain(figure.text)] == []


@BOTH
def test_the_four_areas_each_ask_their_question(edition: Edition) -> None:
    areas = block(edition, FocusAreas)

    assert [area.title for area in areas.items] == [title for title, _ in ASKED[edition.language]]
    assert [area.icon for area in areas.items] == ["building", "blossom", "chip", "archipelago"]
    assert all(plain(area.question).endswith("?") for area in areas.items)
    text = shown(edition)
    assert [word for _, words in ASKED[edition.language] for word in words if word not in text] == []


@BOTH
def test_all_seventeen_partners_stand_in_the_order_of_the_brief(edition: Edition) -> None:
    partners = block(edition, Partners)

    assert [partner.name for partner in partners.items] == PARTNERS


@BOTH
def test_every_thought_of_the_brief_is_said(edition: Edition) -> None:
    text = shown(edition)

    assert [words for words in SAID[edition.language] if words not in text] == []


@BOTH
def test_the_recipe_is_pulled_out_and_put_in_nobodys_mouth(edition: Edition) -> None:
    quote = block(edition, Quote)

    assert (quote.by, quote.role) == ("", "")
    recipe = {"sv": "nytänkande, mod och partnerskap", "en": "new thinking, courage and partnership"}
    assert recipe[edition.language] in plain(quote.text)


# -- the same in both languages -------------------------------------------------------------


def test_numbers_are_the_same_in_both_languages() -> None:
    assert numbers(facts_of(SV)) == numbers(facts_of(EN))


@BOTH
def test_no_number_is_invented(edition: Edition) -> None:
    own_digits = {"Tele2"}
    text = shown(edition)
    for name in own_digits:
        text = text.replace(name, "")

    assert set(re.findall(r"\d+", text)) == {"17", "40", "80", "2021", "30", "9", "2024"}


def test_links_are_the_same_in_both_languages() -> None:
    def links(edition: Edition) -> list[str]:
        call, contact = block(edition, CallToAction), block(edition, Contact)
        return [*facts_of(edition).links, call.link, contact.email, contact.website]

    assert links(SV) == links(EN)


@BOTH
def test_addresses_are_reserved_ones_until_the_real_are_put_in(edition: Edition) -> None:
    facts: Facts = facts_of(edition)
    addresses = [*facts.links, *(text for text in facts.texts if "@" in text)]

    assert addresses
    assert [each for each in addresses if not re.search(r"[@.]stockholmshandelskammare\.example/?$", each)] == []


def test_chapters_and_blocks_follow_the_same_order_in_both_languages() -> None:
    def order(edition: Edition) -> list[list[str]]:
        return [[part.kind for part in chapter.parts] for chapter in edition.chapters]

    assert order(SV) == order(EN)


def test_the_swedish_name_is_marked_as_swedish_in_the_english_text() -> None:
    spans = [
        child
        for nodes in EN.nodes()
        for node in nodes
        for child in getattr(node, "children", ())
        if isinstance(child, Span)
    ]

    assert [(span.language, plain(span.children)) for span in spans] == [("sv", "Partnerskap för Stockholm")]


# -- the writing ----------------------------------------------------------------------------


@BOTH
def test_typography_is_that_of_a_printed_page(edition: Edition) -> None:
    text = " ".join((*facts_of(edition).texts, *facts_of(edition).alts, edition.preheader, edition.subject))
    faults = {
        "straight quotation mark or apostrophe": r"[\"']",
        "two blanks": r"[ \u00a0]{2}",
        "hyphen for a dash": r"\s-\s|--",
        "blank before a mark": r"\s[.,;:?!]",
        "three full stops": r"\.\.\.",
        "a number that may leave its unit": r"\d +%",
    }

    assert [name for name, pattern in faults.items() if re.search(pattern, text)] == []


@BOTH
def test_the_head_is_short_enough_to_be_read(edition: Edition) -> None:
    assert len(plain(edition.standfirst).split()) <= 45
    assert 40 <= len(edition.preheader) <= 90
    assert len(edition.subject) <= 65


@BOTH
def test_the_cover_is_described_in_words(edition: Edition) -> None:
    assert edition.cover
    assert (edition.cover.picture, edition.cover.wide) == ("skyline.svg", "skyline-wide.svg")
    assert 80 <= len(edition.cover.alt) <= 200


# -- the drawing ----------------------------------------------------------------------------


def elements(picture: Path) -> list[etree._Element]:
    return list(etree.fromstring(picture.read_bytes()).iter())


@pytest.mark.parametrize("picture", PICTURES, ids=lambda path: path.name)
def test_the_illustration_is_drawn_in_the_brands_colours_only(picture: Path) -> None:
    palette = {colour.lower() for colour in WORKSPACE.brand.palette.values()}
    used = {each.get(name, "none").lower() for each in elements(picture) for name in ("fill", "stroke")} - {"none"}

    assert used - palette == set()


@pytest.mark.parametrize("picture", [*PICTURES, *ICONS], ids=lambda path: path.name)
def test_drawings_use_only_what_print_mail_and_browsers_all_draw(picture: Path) -> None:
    names = {etree.QName(each).localname for each in elements(picture)}
    attributes = {str(name) for each in elements(picture) for name in each.attrib}

    assert names <= {"svg", "g", "path", "rect", "circle", "ellipse", "polygon", "line"}
    assert attributes <= {
        "viewBox", "width", "height", "fill", "stroke", "stroke-width", "stroke-linecap", "stroke-linejoin",
        "d", "x", "y", "cx", "cy", "r",
    }  # fmt: skip


@pytest.mark.parametrize(("name", "size"), [("skyline.svg", "0 0 2160 3036"), ("skyline-wide.svg", "0 0 2400 1200")])
def test_the_illustration_comes_upright_and_wide_and_is_light_to_carry(name: str, size: str) -> None:
    data = (FOLDER / name).read_bytes()

    assert elements(FOLDER / name)[0].get("viewBox") == size
    assert len(data) < 60_000


@pytest.mark.parametrize("icon", ICONS, ids=lambda path: path.name)
def test_icons_are_of_one_family_and_take_the_colour_of_the_text(icon: Path) -> None:
    head, *parts = elements(icon)
    colours = {each.get(name, "none") for each in [head, *parts] for name in ("fill", "stroke")}

    assert (head.get("viewBox"), head.get("stroke-width")) == ("0 0 48 48", "2")
    assert (head.get("stroke-linecap"), head.get("stroke-linejoin")) == ("round", "round")
    assert colours == {"none", "currentColor"}
    assert all(each.get("stroke-width") is None for each in parts)
