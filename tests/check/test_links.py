"""Which links of letter and page lead nowhere, and about which nothing is said."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from publish import prose
from publish.check import Finding, Subject
from publish.check.document import Document
from publish.check.links import brochure, check, ours, within, written
from publish.check.links.addresses import links
from publish.check.links.ours import Target, target
from publish.check.links.written import fault_of
from tests import made
from tests.check.corpus import clean

SITE = "https://www.stockholmshandelskammare.example/utgavor"
HERE = f"{SITE}/2021-03-30-partnerskap-for-stockholm"


def page(change: Callable[[str], str], *formats: str) -> Subject:
    """The clean page with other HTML."""
    return _changed("web", "index.html", change, formats or ("web",))


def letter(change: Callable[[str], str], *formats: str) -> Subject:
    """The clean letter with other HTML."""
    return _changed("newsletter", "newsletter.html", change, formats or ("newsletter",))


def _changed(format_: str, name: str, change: Callable[[str], str], formats: tuple[str, ...]) -> Subject:
    whole = clean(made.FIRST, "sv", formats)
    files = {format_: dict(files) for format_, files in whole.files.items()}
    files[format_][name] = change(files[format_][name].decode()).encode()
    return replace(whole, files=files)


def with_link(href: str, *formats: str) -> Subject:
    """The page with one more link."""
    return page(lambda html: html.replace("</body>", f'<a href="{href}">dit</a></body>'), *formats)


def both(subject: Subject) -> tuple[Subject, tuple[Document, ...]]:
    """A subject, and what of it is looked at."""
    return subject, subject.documents


def codes(found: object) -> list[str]:
    return [finding.code for finding in found if isinstance(finding, Finding)]  # type: ignore[attr-defined]


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200))
def test_no_address_is_too_odd_to_be_judged(text: str) -> None:
    odd = page(lambda _: f'<a id="{text}" href="{text}">{text}</a><img srcset="{text}"><style>a{{{text}}}</style>')

    assert all(isinstance(finding, Finding) for finding in check(odd))


def test_nothing_is_said_of_what_was_not_made() -> None:
    assert codes(check(replace(clean(made.FIRST, "sv", ("web",)), files={}))) == []


def test_every_place_that_an_address_can_stand_in_is_looked_at() -> None:
    html = (
        '<a href="a1"></a><area href="a2"><link href="a3"><img src="a4" srcset="a5 1x, a6 2x"><script src="a7"></script>'
        '<iframe src="a8"></iframe><video src="a9" poster="a10"></video><style>b{background:url("a11")}</style>'
        "<p style=\"background:url( 'a12' )\"></p><img src='data:image/png;base64,AA'><a href='%%unsubscribe_url%%'></a>"
        '<script type="application/ld+json">{"url": "https:\\/\\/a.se\\/13"}</script>'
    )
    document = page(lambda _: f"<html><body>{html}</body></html>").page

    assert document is not None
    found = [link.address.replace("https://a.se/", "a") for link in links(document)]
    assert sorted(found, key=lambda address: int(address[1:])) == [f"a{number}" for number in range(1, 14)]


# -- within a file ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "href",
    [
        "#the_article",
        "#top",
        "#:~:text=Stockholm",
        "#var%2Dmed",
        "index.html#var-med",
        f"{HERE}/sv/#var-med",
        f"{HERE}/en/#get-involved-perhaps",
        "https://www.stockholm.se/#no-idea",
        "mailto:a@handelskammaren.se?subject=#1",
    ],
)
def test_a_place_that_is_there_or_elsewhere_is_right(href: str) -> None:
    assert codes(within.check(with_link(href))) == []


@pytest.mark.parametrize("href", ["#Var-med", "index.html#borta", f"{HERE}/sv/#borta", f"{HERE}/sv/index.html#borta"])
def test_a_place_that_is_not_there_is_told_once(href: str) -> None:
    twice = page(lambda html: html.replace("</body>", f'<a href="{href}">a</a><a href="{href}">b</a></body>'))

    assert codes(within.check(twice)) == ["C701"]


def test_the_nearest_place_is_suggested() -> None:
    found = next(within.check(with_link("#var-mad")))

    assert found.hint == "did you mean `var-med`?"


def test_a_link_in_the_letter_to_a_place_on_the_page_is_followed() -> None:
    subject = letter(
        lambda html: html.replace("</body>", f'<a href="{HERE}/sv/#borta">dit</a></body>'), "newsletter", "web"
    )

    assert codes(within.check(subject)) == ["C701"]


def test_without_the_page_nobody_knows_its_places() -> None:
    subject = letter(lambda html: html.replace("</body>", f'<a href="{HERE}/sv/#borta">dit</a></body>'))

    assert codes(within.check(subject)) == []


def test_an_anchor_without_an_address_is_no_link() -> None:
    assert codes(within.check(page(lambda html: html.replace("</body>", "<a>ord</a><a name='x'></a></body>")))) == []


def test_empty_links_are_one_finding() -> None:
    found = list(
        within.check(letter(lambda html: html.replace("</body>", '<a href="">a</a><a href=" #">b</a></body>')))
    )

    assert codes(found) == ["C706"]
    assert found[0].message.startswith("2 link(s)")


# -- ours ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        (f"{SITE}/2026-05-12-varbrevet/sv/", Target("2026-05-12-varbrevet", "sv", "index.html")),
        (f"{SITE}/2026-05-12-varbrevet/sv/mail/b%C3%A5t.jpg?x#y", Target("2026-05-12-varbrevet", "sv", "mail/båt.jpg")),
        (f"{SITE}/2026-05-12-varbrevet", Target("2026-05-12-varbrevet", "", "index.html")),
        (f"{SITE}/feed.xml", None),
        (f"{SITE}", None),
        (f"{SITE}x/2026-05-12-varbrevet/sv/", None),
        ("https://www.stockholm.se/", None),
    ],
)
def test_an_address_of_ours_is_taken_apart(address: str, expected: Target | None) -> None:
    assert target(address, SITE) == expected


@pytest.mark.parametrize(
    "href",
    [
        "brochure.pdf",
        "./",
        "../en/",
        "../en/index.html",
        "card.png",
        "newsletter.html",
        f"{HERE}/en/brochure.pdf",
        f"{SITE}/feed.xml",
        f"{SITE}/",
        f"{HERE}/",
        "",
        "https://[::1",
    ],
)
def test_what_is_made_or_would_be_is_right(href: str) -> None:
    assert codes(ours.check(*both(with_link(href)))) == []


@pytest.mark.parametrize(
    ("href", "expected"),
    [
        ("Brochure.pdf", ["C702"]),
        ("pictures/bro.jpg", ["C702"]),
        ("/utgavor/2021-03-30-partnerskap-for-stockholm/sv/bro.jpg", ["C702"]),
        ("../fi/", ["C702"]),
        ("../../2026-05-13-varbrevet/sv/", ["C703"]),
    ],
)
def test_what_is_not_made_is_told(href: str, expected: list[str]) -> None:
    assert codes(ours.check(*both(with_link(href)))) == expected


def test_a_format_that_was_made_is_no_longer_taken_on_trust() -> None:
    assert codes(ours.check(*both(with_link("mail/bro.jpg", "web")))) == []
    assert codes(ours.check(*both(with_link("mail/bro.jpg", "web", "newsletter")))) == ["C702"]


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("bro.jpg", ["C709"]),
        ("//www.handelskammaren.se/bro.jpg", ["C709"]),
        ("#var-med", []),
        ("https://www.handelskammaren.se/", []),
        ("mailto:a@handelskammaren.se", []),
        ("", []),
    ],
)
def test_a_letter_knows_whole_addresses_only(address: str, expected: list[str]) -> None:
    subject = letter(lambda html: html.replace("</body>", f'<a href="{address}">dit</a></body>'))

    assert codes(ours.check(*both(subject))) == expected


def test_a_head_that_names_nothing_is_told_for_each_address() -> None:
    bare = page(lambda html: html[: html.index("<head>")] + html[html.index("</head>") :])

    found = [finding for finding in ours.check(*both(bare)) if finding.code == "C704"]

    assert [finding.message.split(" is missing")[0] for finding in found] == [
        "the canonical address",
        "og:url",
        "og:image",
        "alternate in 'en'",
        "alternate in 'sv'",
    ]


# -- how addresses are written ------------------------------------------------------------------


@pytest.mark.parametrize(
    "address",
    [
        "https://www.stockholm.se/budget?ar=2026&del=2#start",
        "https://räksmörgås.se/å",
        "http://localhost:8000/",
        "https://[2001:db8::1]/",
        "mailto:anna@handelskammaren.se",
        "mailto:anna@handelskammaren.se,bo@handelskammaren.se?subject=Hej%20hej",
        "mailto:o'neil+x@handelskammaren.se",
        "mailto:åsa@handelskammaren.se",
        "tel:+46855510000",
        "tel:08-555-100-00",
        "tel:+46855510000;ext=12",
        "sms:+46855510000",
        "brochure.pdf",
        "../en/index.html",
        "#var-med",
        "",
        "http-statistik.html",
        "https.html",
    ],
)
def test_a_right_address_is_left_alone(address: str) -> None:
    assert fault_of(address) is None


@pytest.mark.parametrize(
    ("address", "hint"),
    [
        ("htps://www.stockholm.se/a", "did you mean https://www.stockholm.se/a?"),
        ("ttps://www.stockholm.se/a", "did you mean https://www.stockholm.se/a?"),
        ("https//www.stockholm.se/a", "did you mean https://www.stockholm.se/a?"),
        ("https;//www.stockholm.se/a", "did you mean https://www.stockholm.se/a?"),
        ("www.stockholm.se/a", "did you mean https://www.stockholm.se/a?"),
        ("anna@handelskammaren.se", "write mailto:anna@handelskammaren.se"),
        ("https:/www.stockholm.se/a", "write it like https://www.example.org/"),
        ("https://", "write it like https://www.example.org/"),
        ("https://stockholm/", "write it like https://www.example.org/"),
        ("https://www.stockholm.se:port/", "copy it from the browser"),
        ("https://www.stockholm.se/en sida", "copy it from the browser"),
        ("mailto:", "write it like mailto:name@example.org"),
        ("mailto://anna@handelskammaren.se", "write it like mailto:name@example.org"),
        ("mailto:anna@handelskammaren", "write it like mailto:name@example.org"),
        ("mailto:anna@a.se;bo@a.se", "write it like mailto:name@example.org"),
        ("tel:växeln", "figures alone, like +4685550100"),
    ],
)
def test_a_slip_is_told_with_what_was_meant(address: str, hint: str) -> None:
    fault = fault_of(address)

    assert fault is not None
    assert fault[1] == hint


@given(st.text(max_size=200), st.sampled_from(["", "https:", "https://", "mailto:", "tel:", "www.", "htps://"]))
def test_an_address_is_judged_whatever_stands_in_it(text: str, begin: str) -> None:
    fault = fault_of(begin + text)

    assert fault is None or all(fault)


def test_one_slip_in_letter_and_page_is_told_once() -> None:
    whole = clean(made.FIRST, "sv", ("newsletter", "web"))
    files = {name: dict(files) for name, files in whole.files.items()}
    for name, file in (("newsletter", "newsletter.html"), ("web", "index.html")):
        files[name][file] = files[name][file].replace(b"</body>", b'<a href="https://a">a</a></body>')

    assert codes(written.check(*both(replace(whole, files=files)))) == ["C707"]


# -- the brochure -------------------------------------------------------------------------------


def addresses_of(pdf: bytes) -> list[str]:
    return [str(link.get("href")) for link in brochure.of(pdf).all("a")]


@pytest.mark.parametrize("folder", made.EDITIONS, ids=lambda folder: folder.name)
def test_the_links_of_the_brochure_are_those_of_its_text(folder: Path) -> None:
    subject = clean(folder, "sv", ("brochure",))
    runs = [run for nodes in subject.edition.nodes() for run in prose.inlines(nodes)]
    written_there = {link.href for run in runs for link in prose.links(run)}

    found = addresses_of(subject.brochure or b"")

    assert written_there <= set(found)
    assert len(found) == len(set(found))
    assert subject.theme.address(subject.edition).page in found


@given(st.binary(max_size=200))
def test_what_is_no_pdf_has_no_links(data: bytes) -> None:
    assert addresses_of(data) == addresses_of(b"%PDF-1.7\n" + data) == []


def test_a_clean_brochure_leads_nowhere_wrong() -> None:
    assert codes(check(clean(made.FIRST, "sv", ("brochure",)))) == []
