"""Texts as rows of letters: what was written is found again, whole, and nothing else is."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from publish.check.document import Document
from publish.check.identity.hidden import hidden
from publish.check.identity.letters import HTML, PDF, PLAIN, Alphabet, Ledger, run_of
from publish.check.identity.markup import mangled
from publish.check.identity.outputs import of_document, of_text
from publish.formats.pdf.said import said
from tests import made

ALPHABETS = [HTML, PLAIN, PDF]
LETTERS = st.text("abcåäöé0123456789", min_size=1, max_size=8)


@settings(deadline=None)
@given(st.lists(st.lists(LETTERS, min_size=1, max_size=4), min_size=1, max_size=6), st.sampled_from(ALPHABETS))
def test_every_text_is_found_where_it_was_put(texts: list[list[str]], alphabet: Alphabet) -> None:
    run = run_of([(f" {' '.join(words)} ", None) for words in texts], alphabet)
    ledger = Ledger(run)

    for words in sorted(texts, key=lambda words: -len("".join(words))):
        needle = alphabet.needle("\u00a0".join(words))
        at = next(ledger.free(needle))
        assert run.letters[at : at + len(needle.letters)] == needle.letters
        assert run.shown(at, at + len(needle.letters)) == " ".join(words).casefold()


@given(LETTERS, LETTERS)
def test_a_word_within_a_longer_one_is_not_found(word: str, more: str) -> None:
    run = run_of([(f"{word}{more} {more}{word}{more}", None)], HTML)

    assert list(Ledger(run).free(HTML.needle(word))) == [] or word in (f"{word}{more}", f"{more}{word}{more}")


@given(LETTERS, LETTERS)
def test_two_cells_are_not_one_word(one: str, other: str) -> None:
    run = run_of([(one, 1), (" ", None), (other, 2)], HTML)

    assert list(Ledger(run).free(HTML.needle(one + other))) == []
    assert run.origin(len(HTML.needle(one).letters)) == 2


def test_what_was_taken_is_not_found_again() -> None:
    ledger = Ledger(run_of([("JM NCC JM", None)], HTML))
    needle = HTML.needle("JM")

    for at in list(ledger.free(needle)):
        ledger.take(at, 2)

    assert list(ledger.free(needle)) == []
    assert [ledger.run.shown(*span) for span in ledger.left()] == ["ncc"]


@given(st.text(max_size=80), st.sampled_from(ALPHABETS))
def test_any_text_can_be_folded(text: str, alphabet: Alphabet) -> None:
    run = run_of([(text, None), (text, None)], alphabet)

    assert len(run.letters) == len(run.gaps)
    assert list(Ledger(run).left()) == [] or run.letters


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>a</p><p>b</p>", "a b"),
        ("a<br>b", "a b"),
        ("<b>a</b>b", "ab"),
        ("a@<wbr>b.example", "a@b.example"),
        ("<table><tr><td>1</td><td>2</td></tr></table>", "1 2"),
        ("a<sup>1</sup> b", "a b"),
        ("m<sup>2</sup>o<sub>x</sub>", "m ox"),
        ("x<sup>e</sup>", "xe"),
        ("<p>a<!-- no -->b</p>", "ab"),
        ("<p>a</p><p hidden>no</p><script>no</script><style>no</style>b", "a b"),
        ("soft\u00adhyphen", "softhyphen"),
    ],
)
def test_what_a_page_says(html: str, text: str) -> None:
    run = of_document(Document("index.html", "web", f"<html><body>{html}</body></html>")).run

    assert run.shown(0, len(run.letters)) == text


def test_what_a_letter_in_plain_text_says() -> None:
    run = of_text("> Citat\u00a0[1],\n> mer.(2)\n\n1. ett | två\n").run

    assert run.shown(0, len(run.letters)) == "citat, mer. 1. ett två"


HIDES = [
    (".x { display: none }", True),
    (".x{color:red;display:none}", True),
    ("@media screen { .x { display: none } }", True),
    ("@media print { .x { display: none } }", False),
    ("@media (max-width: 30em) { .x { display: none } }", False),
    ("@supports (display: grid) { @media (min-width: 1px) { .x { display: none } } }", False),
    ("/* .x { display: none } */", False),
    (".y { display: none } .x { color: red }", False),
    (".x { display: none", False),
    ("}}}{{{ .x:::{ display: none }", False),
]  # fmt: skip


@pytest.mark.parametrize(("css", "is_hidden"), HIDES)
def test_what_a_style_sheet_hides(css: str, *, is_hidden: bool) -> None:
    document = Document(
        "index.html", "web", f"<html><head><style>{css}</style></head><body><p class=x>a</p></body></html>"
    )

    assert bool(hidden(document)) is is_hidden


@given(st.text("{}@;:.x/* adisplnoe", max_size=120))
def test_any_style_sheet_can_be_read(css: str) -> None:
    document = Document("index.html", "web", f"<html><head><style>{css}display:none</style></head><body></body></html>")

    assert isinstance(hidden(document), frozenset)


@pytest.mark.parametrize(
    "text",
    ["**fet** text", "[ord](https://a.example)", "&nbsp;", "&#8211;", "{{ title }}", "{% if %}", "Ã¥r", "â€“ så", "None",
     "rad\\u00a0", "<b>fet</b>", "## Rubrik", "\ufffd", "(Text(text='x'),)", "<object object at 0x7f00>"],
)  # fmt: skip
def test_what_readers_should_not_see_is_seen(text: str) -> None:
    assert mangled(text)


@pytest.mark.parametrize(
    "text",
    ["a < b && c > d", "40 % & mer", "2 * 3 * 4", "f(x)[1]", "[1] (2)", "Nr #1", "snake_case_name", "None of them", "AT&T;",
     "São Paulo, Ängelholm", "C:\\mapp", "1 < 2 > 1", "", "**", "Grön: {a, b}", "https://a.example/?a=1&b=2"],
)  # fmt: skip
def test_what_only_looks_like_it_is_not(text: str) -> None:
    assert mangled(text) is None


def test_what_a_brochure_says() -> None:
    found = said(made.files(made.SECOND, "sv", "brochure")["brochure.pdf"])

    assert found
    assert found.title.startswith("Vårbrevet")
    assert ("https://www.handelskammaren.example/bro", "Ritningarna till träbron") in found.links
    assert "En bågbro av ljust trä över stilla vatten" in found.alts
    assert any("1 240 000" in " ".join(page.split()) for page in found.pages)


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", b"no"])
def test_what_is_no_pdf_says_nothing(data: bytes) -> None:
    assert said(data) is None
