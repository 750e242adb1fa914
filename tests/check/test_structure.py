"""What the rules of structure say of small files, and when they stay silent."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from publish.check import Finding, Severity, Subject
from publish.check.accessibility import structure
from publish.check.accessibility.structure.heard import Heard
from publish.check.accessibility.structure.languages import is_language
from publish.check.accessibility.structure.links import is_vague
from publish.check.accessibility.structure.order import out_of_order
from publish.check.document import Document
from publish.formats import FORMATS
from publish.source import read_edition
from tests import made
from tests.check.corpus import clean, found_in
from tests.check.corpus import structure as cases

_PAGE = """<!doctype html><html lang="sv"><head><title>Partnerskap för Stockholm – Stockholms Handelskammare</title>
{head}</head><body><a href="#m">Hoppa till innehållet</a><header>Stockholms Handelskammare</header>
<main id="m"><h1>Partnerskap för Stockholm</h1>{body}</main><footer>Stockholm</footer></body></html>"""
_LETTER = """<!doctype html><html lang="sv" dir="ltr"><head>
<title>Partnerskap för Stockholm: nu startar vi om huvudstadsregionen</title></head><body>
<div role="article" aria-roledescription="email" aria-label="Brevet" lang="sv" dir="ltr">
<h1>Partnerskap för Stockholm</h1>{body}</div></body></html>"""


def _subject(files: dict[str, dict[str, bytes]], **changes: object) -> Subject:
    stock = clean(made.FIRST, "sv", ("web",))
    edition = replace(stock.edition, **changes)  # type: ignore[arg-type]
    return Subject(edition, stock.theme, files, stock.options)


def on_page(body: str, head: str = "") -> list[Finding]:
    """What is found on a page with *body* in its main part."""
    html = _PAGE.format(body=body, head=head)
    return list(structure.check(_subject({"web": {"index.html": html.encode()}})))


def in_letter(body: str) -> list[Finding]:
    """What is found in a letter with *body* below its title."""
    html = _LETTER.format(body=body)
    return list(structure.check(_subject({"newsletter": {"newsletter.html": html.encode()}})))


def codes(found: list[Finding]) -> set[str]:
    return {finding.code for finding in found}


# -- silence --------------------------------------------------------------------------------


def test_without_letter_and_page_there_is_nothing_to_say() -> None:
    assert list(structure.check(_subject({}))) == []


def test_a_bare_page_and_a_bare_letter_in_which_nothing_is_wrong() -> None:
    assert on_page("<p>Hej.</p>") == []
    assert in_letter("<p>Hej.</p>") == []


@pytest.mark.parametrize("folder", made.EDITIONS, ids=lambda folder: folder.name)
@pytest.mark.parametrize("language", made.LANGUAGES)
def test_the_stock_templates_give_not_even_a_cosmetic_finding(folder: Path, language: str) -> None:
    subject = clean(folder, language, ("newsletter", "web"))

    assert list(structure.check(subject)) == []


GOOD = {
    "a heading that is hidden": '<h2 hidden></h2><h2 aria-hidden="true"></h2>',
    "levels may go up at will": "<h2>A1</h2><h3>B1</h3><h4>C1</h4><h2>D1</h2>",
    "a decorative picture": '<img src="a.png" alt="">',
    "a drawing with a title": "<svg role='img'><title>En karta</title><path d='M0 0'/></svg>",
    "a hidden drawing": '<svg aria-hidden="true"><path d="M0 0"/></svg>',
    "a linked picture with words": '<a href="https://a.example/"><img src="a.png" alt="Programmet"></a>',
    "a link named by another element": '<p id="n">Programmet</p><a href="/p" aria-labelledby="n"><img src="a" alt=""></a>',
    "a longer name than what is seen": '<a href="/p" aria-label="Programmet för våren">Programmet</a>',
    "same words, same place": '<a href="/p">Programmet</a> <a href="/p/">Programmet</a>',
    "an address that is short": '<a href="https://www.example.org/sv">www.example.org/sv</a>',
    "a new window that says so": '<a href="/p" target="_blank">Programmet (öppnas i nytt fönster)</a>',
    "an anchor without an address": '<a id="x"></a>',
    "calls and returns of notes": '<sup><a id="c" href="#n" role="doc-noteref">1</a></sup><p id="n">Not</p>',
    "a data table": "<h2>Resor</h2><table><tr><th scope='col'>År</th><th scope='col'>Antal</th></tr>"
    "<tr><td>2024</td><td>512</td></tr></table>",
    "a data table with a caption": "<table><caption>Resor</caption><tr><th scope='row'>Buss</th><td>2</td></tr></table>",
    "a layout table": '<table role="presentation"><tr><td>Ord</td></tr></table>',
    "a Swedish conversation": "<p>– Ja, sade hon.</p><p>– Nej, sade han.</p><p>– Då så!</p>",
    "two dashes": "<p>– först</p><p>– sedan</p>",
    "one dot in a sentence": "<p>Bild • Redaktionen</p>",
    "a list": "<ul><li>ett</li><li>två</li></ul>",
    "years at the beginning of lines": "<p>2024. Ett gott år.</p><p>2025. Ett till.</p>",
    "initials at the beginning of lines": "<p>A. Lind skrev.</p><p>B. Ek svarade.</p>",
    "a line of code": "<pre>if a   b</pre>",
    "bold in a sentence": "<p><b>Obs</b> att dörren är stängd.</p><p>Ring.</p>",
    "a sentence in bold": "<p><b>Dörren är stängd.</b></p><p>Ring.</p>",
    "a name in bold": "<p><b>Stockholms Handelskammare</b></p><p>Partnerskap för Stockholm</p>",
    "an item in bold": "<ul><li><p><b>Kort</b></p><ul><li>en sida</li></ul></li></ul>",
    "the last line in bold": "<p>Hej</p><div><p><b>Redaktionen</b></p></div>",
    "one line break": "<p>Storgatan 1<br>111 11 Stockholm</p>",
    "names in capitals": "<p>ABB, SSAB, SKF, NCC, JM, MTR, LKAB och andra.</p>",
    "a few capitals": "<p>OBS! Läs detta.</p>",
    "one emoji": "<p>Grattis 🎉</p>",
    "a frame with a title": '<iframe src="https://a.example" title="Film om bron"></iframe>',
    "a field with a label": '<label for="e">E-post</label><input id="e" type="email">',
    "a field in its label": '<label>E-post <input type="email"></label>',
    "a hidden field": '<input type="hidden" name="x">',
    "a hidden link that cannot be reached": '<div aria-hidden="true"><a href="/p" tabindex="-1">P</a></div>',
    "roles of documents": '<section role="doc-endnotes"><ol><li>Not</li></ol></section>',
    "a list by role": '<div role="list"><p role="listitem">Ett</p></div>',
    "a list of pairs": "<dl><div><dt>40 %</dt><dd>av tillväxten</dd></div></dl>",
    "a script in a list": "<ul><li>ett</li><script>1</script></ul>",
}


@pytest.mark.parametrize("body", GOOD.values(), ids=GOOD)
def test_what_is_right_is_left_alone(body: str) -> None:
    assert on_page(body) == []


BAD = {
    "C303": '<p lang="swe_SE">Hej</p>',
    "C307": "<main>En till</main>",
    "C310": "<h1>En till</h1>",
    "C311": "<h4>Djupt</h4>",
    "C312": "<h2> </h2>",
    "C314": "<p><b>Så gör vi</b></p><ul><li>ett</li></ul>",
    "C315": "<p>• ett</p><p>• två</p>",
    "C316": "<pre>Buss\t398\nTåg\t194\nBåt\t12</pre>",
    "C317": "<p>Hej<br><br>där</p>",
    "C318": "<p>NU HAR VI ÖPPET ALLA DAGAR</p>",
    "C319": "<p>👍👍👍</p>",
    "C320": '<img src="a.png">',
    "C321": '<img src="a.png" alt="DSC_0042">',
    "C322": '<img src="a.png" alt="Foto av en bro">',
    "C323": '<figure><img src="a.png" alt="En bro i dimma"><figcaption>En bro i dimma.</figcaption></figure>',
    "C325": '<svg><path d="M0 0"/></svg>',
    "C326": '<img src="a.png" role="none" alt="En bro">',
    "C330": '<a href="/p"><span></span></a>',
    "C331": '<p>Mer finns, <a href="/p">klicka här</a>.</p>',
    "C332": '<p><a href="/1">Programmet</a></p><p><a href="/2">Programmet</a></p>',
    "C333": '<a href="/p"><img src="a.png" alt="En bro"></a><a href="/p">Bygget</a>',
    "C334": '<a href="/p">https://www.example.org/en/mycket/lang/adress</a>',
    "C335": '<a href="/p" target="_blank">Programmet</a>',
    "C336": '<a href="/p" title="Programmet"></a>',
    "C337": '<a href="/p" aria-label="Anmälan till mötet">Programmet</a>',
    "C340": "<table><tr><td><p>Ord</p></td></tr></table>",
    "C341": "<table><tr><td>Buss</td><td>1</td></tr><tr><td>Tåg</td><td>2</td></tr></table>",
    "C342": '<table role="none"><tr><th scope="col">År</th></tr><tr><td>2024</td></tr></table>',
    "C343": "<h2>Resor</h2><table><tr><th scope='col'></th><th scope='col'>År</th></tr><tr><td>Buss</td><td>1</td></tr></table>",
    "C344": "<p>Ett</p><p>Två</p><table><tr><th scope='col'>År</th><th scope='col'>Antal</th></tr><tr><td>2024</td><td>1</td></tr></table>",
    "C345": '<p id="a">A</p><p id="a">B</p><section aria-labelledby="a"><p>C</p></section>',
    "C346": '<section aria-labelledby="b"><p>B</p></section>',
    "C347": '<p aria-hidden="true"><a href="/p">Programmet</a></p>',
    "C348": "<textarea></textarea>",
    "C349": '<p role="butto">Tryck</p>',
}


@pytest.mark.parametrize("code", BAD)
def test_one_fault_gives_one_finding(code: str) -> None:
    found = on_page(BAD[code])

    assert [finding.code for finding in found] == [code]
    assert found[0].place.path


def test_the_same_faults_are_found_in_a_letter() -> None:
    only_on_pages = {"C307", "C335"}

    assert {code for code, body in BAD.items() if codes(in_letter(body)) != {code}} == only_on_pages


def test_many_of_one_kind_are_one_finding() -> None:
    found = on_page('<img src="a.png">' * 30 + "<h2></h2>" * 30 + '<a href="/p"></a>' * 30)

    assert len(found) == 3
    assert all("30" in finding.message for finding in found)


# -- single rules ---------------------------------------------------------------------------


def test_an_arabic_page_has_to_say_that_it_is_read_from_the_right() -> None:
    html = _PAGE.format(body="", head="").replace('lang="sv"', 'lang="ar"').encode()
    found = list(structure.check(_subject({"web": {"index.html": html}}, language="ar")))

    assert [finding.severity for finding in found if finding.code == "C301"] == [Severity.DEGRADES]


def test_a_letter_says_its_language_inside_the_body_too() -> None:
    html = _LETTER.format(body="").replace('aria-label="Brevet" lang="sv"', 'aria-label="Brevet"')
    (finding,) = structure.check(_subject({"newsletter": {"newsletter.html": html.encode()}}))

    assert finding.code == "C300"
    assert "inside <body>" in finding.message


_FOREIGN = """---
title: Språk
date: 2026-10-01
category: Brev
standfirst: Vi säger [good morning]{lang=en} till alla.
---

Ordet [city planning]{lang=en} är engelskt.

{lang=de}
Die ganze Stadt gehört allen.

{lang=fr}
- La ville
- La campagne

{lang=en}
> The city is a place to be lived in.

{lang=en}
| Mode | Trips |
|---|---|
| Bus | 12 |

## Vad andra säger

{lang=en}
### What others say

```quote
text: Good cities are made by people.
lang: en
```

```focus-areas
- title: Bo
  question: Vad är [affordable housing]{lang=en}?
```

Texten har en not.[^1]

[^1]: Se [the whole report]{lang=en}.
"""


@pytest.mark.parametrize("format_", ["newsletter", "web"])
def test_every_language_that_is_marked_in_the_source_has_to_reach_the_output(format_: str, tmp_path: Path) -> None:
    folder = tmp_path / "2026-10-01-sprak"
    folder.mkdir()
    (folder / "sv.md").write_text(_FOREIGN, encoding="utf-8")
    edition = read_edition(folder, "sv", root=tmp_path, icons=frozenset())
    files = {one.name: one.data for one in FORMATS[format_].render(edition, made.theme())}
    name = "newsletter.html" if format_ == "newsletter" else "index.html"
    bare = re.sub(rb' lang="(en|de|fr)"', b"", files[name])

    def lost(html: bytes) -> list[str]:
        subject = Subject(edition, made.theme(), {format_: {name: html}}, clean(made.FIRST, "sv", ("web",)).options)
        return [finding.message for finding in structure.check(subject) if finding.code == "C302"]

    assert lost(files[name]) == []
    assert len(lost(bare)) == _FOREIGN.count("lang=") + _FOREIGN.count("lang:")


def test_two_links_with_the_same_words_are_told_apart_by_what_stands_beside_them() -> None:
    (alone,) = on_page('<p><a href="/1">Programmet</a></p><p><a href="/2">Programmet</a></p>')
    (beside,) = on_page('<p>Våren: <a href="/1">Programmet</a></p><p>Hösten: <a href="/2">Programmet</a></p>')

    assert (alone.severity, beside.severity) == ("degrades", "cosmetic")


def test_an_id_that_names_nothing_is_no_matter_of_names() -> None:
    assert on_page('<p id="a">A</p><p id="a">B</p>') == []


def test_capitals_in_the_text_itself_are_left_to_the_advice_on_language() -> None:
    found = on_page("<p>NU HAR VI ÖPPET ALLA DAGAR</p>")
    source = clean(made.FIRST, "sv", ("web",)).edition.source + "\n\nNU HAR VI ÖPPET ALLA DAGAR".encode()
    html = _PAGE.format(body="<p>NU HAR VI ÖPPET ALLA DAGAR</p>", head="").encode()

    assert codes(found) == {"C318"}
    assert list(structure.check(_subject({"web": {"index.html": html}}, source=source))) == []


def test_what_only_outlook_gets_is_looked_at_and_says_so() -> None:
    (finding,) = in_letter("<!--[if mso]><table><tr><td>Ord</td></tr></table><![endif]-->")

    assert finding.code == "C340"
    assert finding.evidence[0] == "Classic Outlook for Windows"


def test_findings_cite_the_standard_for_what_they_were_found_in() -> None:
    (page,), (letter,) = on_page(BAD["C320"]), in_letter(BAD["C320"])

    assert "WCAG 2.2, 1.1.1 Non-text Content (A)" in page.evidence
    assert "EN 301 549 V3.2.1, 9.1.1.1" in page.evidence
    assert "EN 301 549 V3.2.1, 10.1.1.1" in letter.evidence


def test_one_fault_of_the_text_is_one_finding_although_it_shows_in_letter_and_page() -> None:
    case = next(case for case in cases.CASES if case.name == "a heading is written in bold")
    (found,) = (finding for finding in found_in(case) if finding.code == "C314")

    assert found.artefact == ""
    assert {"EN 301 549 V3.2.1, 9.1.3.1", "EN 301 549 V3.2.1, 10.1.3.1"} <= set(found.evidence)


# -- the parts ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words",
    [
        "Läs mer",
        "läs mer →",
        "Klicka här!",
        "Read more…",
        "» Här",
        "Den här länken",
        "Läs hela artikeln",
        "Download",
        "PDF",
    ],
)
def test_words_that_say_nothing(words: str) -> None:
    assert is_vague(words)


@pytest.mark.parametrize(
    "words",
    ["Programmet", "Läs mer om bron", "Visa i webbläsaren", "Sidan 2", "Here be dragons", "→", "", "Hit och dit AB"],
)
def test_words_that_say_something(words: str) -> None:
    assert not is_vague(words)


@pytest.mark.parametrize("tag", ["sv", "en-GB", "sr-Latn", "zh-Hant-TW", "de-CH-1996", "x-klingon", "EN", "es-419"])
def test_languages(tag: str) -> None:
    assert is_language(tag)


@pytest.mark.parametrize("tag", ["", "s", "engelska", "sv_SE", "und", "sv-", "-sv", "sv SE", "12", "xx"])
def test_what_is_no_language(tag: str) -> None:
    assert not is_language(tag)


NAMES = {
    '<a href="/p">Ett <b>två</b> tre</a>': "Ett två tre",
    '<a href="/p"><img alt="En bro"> i dimma</a>': "En bro i dimma",
    '<a href="/p" aria-label=" Bron ">Ett</a>': "Bron",
    '<a href="/p">Ett<span hidden> två</span><span aria-hidden="true"> tre</span></a>': "Ett",
    '<a href="/p"><span aria-label="Bron">x</span> och mer</a>': "Bron och mer",
    '<a href="/p" title="Tips"></a>': "",
    '<a href="/p" aria-labelledby="a b">x</a><i id="a">Ett</i><i id="b">två</i>': "Ett två",
    '<a href="/p" aria-labelledby="nowhere">Ett</a>': "Ett",
    '<a href="/p"><svg><title>En pil</title><path d="M0 0"/></svg></a>': "En pil",
    '<a href="/p"><span style="display: none">bort</span>kvar</a>': "kvar",
}


@pytest.mark.parametrize("html", NAMES)
def test_the_name_of_a_link(html: str) -> None:
    document = Document("index.html", "web", f"<html><body><p>{html}</p></body></html>")
    heard = Heard(document)

    assert heard.name(heard.all("a")[0]) == NAMES[html]


TEXTS = ("Alla kan läsa detta", "Många vill skriva mera", "Några får tala fritt", "Ingen ska tiga stilla")


def _letters(texts: tuple[str, ...] | list[str]) -> str:
    return "".join(char for char in "".join(texts).casefold() if char.isalpha())


def test_the_first_that_comes_too_early_is_named() -> None:
    one, two, three, four = TEXTS

    found = out_of_order(TEXTS, _letters([one, three, two, four]))

    assert found is not None
    assert found[:2] == (three, two)


@given(st.permutations(TEXTS))
def test_every_other_order_is_found_and_the_own_is_not(order: list[str]) -> None:
    assert (out_of_order(TEXTS, _letters(order)) is None) == (tuple(order) == TEXTS)


@given(st.permutations(TEXTS))
def test_what_is_said_twice_or_not_at_all_is_no_matter_of_order(order: list[str]) -> None:
    first = order[0]
    spoken = _letters([first, *(text for text in TEXTS if text != first), first])

    assert out_of_order(TEXTS, spoken) is None
    assert out_of_order(TEXTS, "") is None


# -- hostile input --------------------------------------------------------------------------

_PIECES = """<p> </p> <a\u00a0href="/p"> </a> <table> <tr> <td> <th> </table> <ul> <li> <h2> <h9> </h2> <img> <img\u00a0alt=""> <br>
        <b> </b> <svg> <title> </svg> <iframe> <div\u00a0aria-hidden="true"> <div\u00a0id="a"\u00a0aria-labelledby="a"> </div>
        <pre> </pre> <dl> <dd> <marquee> • – 1) AAAA <!--[if\u00a0mso]> <![endif]--> <![CDATA[ ]]> &#0; &nbsp; \x0c 🚀 ord
        <span\u00a0role="heading"\u00a0aria-level="x"> <input> <select> <a\u00a0href="#"> <main> <body> <html> <head>"""
_MARKUP = st.lists(st.sampled_from(_PIECES.split(" ")), max_size=40).map(
    lambda parts: " ".join(part.replace("\u00a0", " ") for part in parts)
)


@settings(max_examples=60, deadline=None)
@given(_MARKUP)
def test_nothing_that_is_hardly_html_is_too_much(body: str) -> None:
    for finding in (*on_page(body), *in_letter(body)):
        assert finding.place.path
        assert "\n" not in finding.message


def _endless() -> Iterator[tuple[str, str]]:
    yield "deep", "<div>" * 2000 + "ord" + "</div>" * 2000
    yield "deep tables", "<table><tr><td>" * 600
    yield "deep and broken", "<div>a<br><br>" * 700
    yield "capitals", f"<p>{'A' * 200_000}</p><p>{'AA ' * 60_000}</p>"
    yield "blanks", f"<pre>a{' ' * 200_000}</pre><p>a{'&nbsp; ' * 50_000}</p>"
    yield "bullets", "<p>• a</p>" * 5000
    yield "links", '<a href="/p">Programmet</a>' * 3000
    yield "style", f'<p style="{"; " * 50_000}">a</p>'
    yield "emoji", f"<p>{'🚀 ' * 50_000}</p>"
    yield "pointers", f'<p aria-labelledby="{"a " * 20_000}">a</p>'


@pytest.mark.parametrize("body", [body for _, body in _endless()], ids=[name for name, _ in _endless()])
def test_large_pages_take_no_minutes(body: str) -> None:
    import time

    start = time.process_time()
    on_page(body)

    assert time.process_time() - start < 4
