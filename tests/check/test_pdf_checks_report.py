"""What a finished PDF says is read as other readers read it, and no file is too odd to be refused."""

import io
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from publish.formats.pdf import report
from tests import made
from tests.check.corpus import clean
from tests.check.corpus.conformance import metadata, rewritten
from tests.pdf import reading
from tests.pdf.making import make


def brochure(folder: Path = made.FIRST, language: str = "sv") -> bytes:
    return clean(folder, language, ("brochure",)).files["brochure"]["brochure.pdf"]


def changed(change: Callable[[Any], None]) -> bytes:
    files = {"brochure.pdf": brochure()}
    rewritten(change)(files)
    return files["brochure.pdf"]


@pytest.mark.parametrize("folder", made.EDITIONS, ids=lambda folder: folder.name)
@pytest.mark.parametrize("language", made.LANGUAGES)
def test_chrome_reads_the_same_words(folder: Path, language: str) -> None:
    data = brochure(folder, language)
    heard = set(re.findall(r"\w{3,}", " ".join(token.text for token in report.read(data).tokens)))
    shown = set(re.findall(r"\w{3,}", reading.text_by_pdfium(data)))

    assert len(heard) > 100
    assert len(heard - shown) < len(heard) / 50, "but for words that a bold or italic part divides"


@pytest.mark.parametrize("folder", made.EDITIONS, ids=lambda folder: folder.name)
def test_the_tree_has_the_parts_that_it_has(folder: Path) -> None:
    data = brochure(folder)
    kinds = [line.split()[0] for line in reading.structure(data).splitlines() if re.match(r"\s*[A-Z]\w*\b", line)]
    names = [element.name.split()[0] for element in report.read(data).elements]

    assert names == [kind.rstrip(":") for kind in kinds]


def test_words_pictures_and_languages_are_read() -> None:
    data = make('<h1>Rubrik</h1><p>Ett <i lang="en">word</i> till</p><img src="publish:///a.png" alt="En bild">').data
    said = {element.kind: element for element in report.read(data).elements}

    assert said["H1"].words == "Rubrik"
    assert said["P"].words == "Ett word till"
    assert said["P"].language == "sv"
    assert said["Span"].language == "en"
    assert said["Figure"].alt == "En bild"


def test_a_broken_word_is_read_whole() -> None:
    css = "p { width: 3em; hyphens: auto; hyphenate-limit-chars: 5 2 2 }"
    data = make("<h1>A</h1><p>kompetensförsörjning</p>", css=css).data

    assert report.read(data).elements[-1].words == "kompetensförsörjning"


@pytest.mark.parametrize(("style", "size"), [
    ("font-size: 6pt", 6.0),
    ("font-size: 6pt; transform: scale(2)", 12.0),
    ("font-size: 12pt; transform: rotate(90deg)", 12.0),
    ("font-size: 12pt; opacity: .9", 12.0),
])  # fmt: skip
def test_the_size_is_that_on_paper(style: str, size: float) -> None:
    pieces = report.read(make(f'<h1>A</h1><p style="{style}">liten text</p>').data).pieces

    assert [piece.size for piece in pieces if "liten" in piece.text] == [size]


_RED, _BLUE, _WHITE, _BLACK = (1.0, 0.0, 0.0), (0.0, 0.0, 1.0), (1.0, 1.0, 1.0), (0.0, 0.0, 0.0)
_PICTURE = '<img src="publish:///a.png" alt="x" style="position: absolute; top: 0; left: 0; width: 100%; height: 100%">'
GROUNDS: dict[str, tuple[str, str, object]] = {
    "paper": ("", "<p>ord</p>", _WHITE),
    "a page": ("@page { background: #00f }", "<p>ord</p>", _BLUE),
    "a box": ("div { background: #f00 }", "<div><p>ord</p></div>", _RED),
    "a box in a box": ("div { background: #f00; padding: 9pt } p { background: #00f }", "<div><p>ord</p></div>", _BLUE),
    "beside a box": ("div { background: #f00; width: 9pt }", "<div>&nbsp;</div><p>ord</p>", _WHITE),
    "inside a border": ("p { border: 3pt solid #f00; padding: 9pt }", "<p>ord</p>", _WHITE),
    "inside a dashed border": ("p { border: 3pt dashed #f00; padding: 9pt }", "<p>ord</p>", _WHITE),
    "below a rule": ("p { border-top: 1pt solid #f00 }", "<p>ord</p>", _WHITE),
    "underlined": ("p { text-decoration: underline; background: #00f }", "<p>ord</p>", _BLUE),
    "a cut box": ("div { overflow: hidden; height: 40pt } p { background: #00f }", "<div><p>ord</p></div>", _BLUE),
    "a scaled box": ("p { background: #00f; transform: scale(.5) }", "<p>ord</p>", _BLUE),
    "a gradient": ("p { background: linear-gradient(#f00, #00f) }", "<p>ord</p>", None),
    "round corners": ("p { background: #00f; border-radius: 4pt }", "<p>ord</p>", None),
    "translucent": ("p { background: rgba(0, 0, 255, .5) }", "<p>ord</p>", None),
    "a faded box": ("p { background: #00f; opacity: .5 }", "<p>ord</p>", None),
    "a picture": ("div { position: relative } p { position: relative }", f"<div>{_PICTURE}<p>ord</p></div>", None),
    "sure again": (
        "div { position: relative } p { position: relative; background: #00f }",
        f"<div>{_PICTURE}<p>ord</p></div>",
        _BLUE,
    ),
}


@pytest.mark.parametrize("name", GROUNDS)
def test_the_ground_is_what_was_painted_there_last_if_that_is_sure(name: str) -> None:
    css, body, ground = GROUNDS[name]
    pieces = report.read(make(f"<h1>A</h1>{body}", css=css).data).pieces

    assert [piece.ground for piece in pieces if piece.text == "ord"] == [ground]


@pytest.mark.parametrize(("style", "ink"), [
    ("", _BLACK),
    ("color: #f00", _RED),
    ("color: rgb(0 0 255)", _BLUE),
    ("color: rgba(0, 0, 255, .4)", None),
    ("opacity: .4", None),
])  # fmt: skip
def test_the_ink_is_told_if_it_is_sure(style: str, ink: object) -> None:
    pieces = report.read(make(f'<h1>A</h1><p style="{style}">ord</p>').data).pieces

    assert [piece.ink for piece in pieces if piece.text == "ord"] == [ink]


def test_what_nobody_hears_is_told_apart() -> None:
    css = '@page { @bottom-center { content: "foten" } }'
    pieces = report.read(make('<h1>A</h1><p aria-hidden="true">tyst</p><p>hörs</p>', css=css).data).pieces
    sorts = {piece.text: piece.artifact for piece in pieces}

    assert sorts == {"A": "", "tyst": "Layout", "hörs": "", "foten": "Footer"}


def test_bookmarks_are_read_with_level_and_page() -> None:
    body = '<h1>A</h1><h2>B</h2><h3>C</h3><h2 style="break-before: page">D</h2>'
    marks = report.read(make(body).data).bookmarks

    assert [(mark.title, mark.level, mark.page) for mark in marks] == [
        ("A", 1, 1),
        ("B", 2, 1),
        ("C", 3, 1),
        ("D", 2, 2),
    ]


def test_links_are_read_with_their_names() -> None:
    body = '<h1 id="a">A</h1><p><a href="https://example.org/">en länk</a> <a href="#a">upp</a></p>'
    links = report.read(make(body).data).links

    assert [(link.label, link.words, link.target) for link in links] == [
        ("en länk", "en länk", "https://example.org/"),
        ("upp", "upp", "#a"),
    ]


def test_claims_are_read_in_both_forms() -> None:
    def as_attribute(pdf: Any) -> None:
        metadata(b"<pdfaid:part>3</pdfaid:part>", b"")(pdf)
        metadata(b'<rdf:Description rdf:about="">', b'<rdf:Description rdf:about="" pdfaid:part="3">')(pdf)

    assert report.read(brochure()).claims == {"PDF/UA-1", "PDF/A-3A"}
    assert report.read(changed(as_attribute)).claims == {"PDF/UA-1", "PDF/A-3A"}


def test_the_later_version_counts() -> None:
    assert report.read(changed(lambda pdf: pdf.Root.__setitem__("/Version", Name("/2.0")))).version == "2.0"
    assert report.read(changed(lambda pdf: pdf.Root.__setitem__("/Version", Name("/1.4")))).version == "1.7"


def _circle(pdf: Any) -> None:
    pdf.Root.Outlines.First.Next = pdf.Root.Outlines.First


def _shared(pdf: Any) -> None:
    kids = pdf.Root.StructTreeRoot.K[0].K
    kids.append(kids[0])


def _forms(pdf: Any) -> None:
    """Each of twenty forms draws the next one three times."""
    inner = pdf.make_stream(b"", Type=Name.XObject, Subtype=Name.Form)
    for _ in range(20):
        resources = Dictionary(XObject=Dictionary(A=inner))
        inner = pdf.make_stream(b"/A Do /A Do /A Do", Type=Name.XObject, Subtype=Name.Form, Resources=resources)
    page = pdf.pages[0].obj
    page.Resources = Dictionary(XObject=Dictionary(A=inner))
    page.Contents = pdf.make_stream(b"/A Do")


ODD: dict[str, Callable[[Any], None]] = {
    "an outline that runs in a circle": _circle,
    "a part that stands in two places": _shared,
    "forms without end": _forms,
    "numbers for dictionaries": lambda pdf: setattr(pdf.Root, "StructTreeRoot", 7),
    "a number for a bookmark": lambda pdf: setattr(pdf.Root.Outlines, "First", 7),
    "an operator without operands": lambda pdf: setattr(
        pdf.pages[0].obj, "Contents", pdf.make_stream(b"BT Tf (x) Tj ET")
    ),
}


@pytest.mark.parametrize("name", ODD)
def test_a_file_that_is_tied_in_knots_is_refused(name: str) -> None:
    with pytest.raises(report.UnreadableError):
        report.read(changed(ODD[name]))


def test_a_bare_file_is_read() -> None:
    output = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.Root.Names = Dictionary(Dests=Dictionary(Names=Array([])))
        pdf.save(output)

    bare = report.read(output.getvalue())

    assert bare.pages == 1
    assert (bare.claims, bare.elements, bare.bookmarks, bare.links, bare.title) == (frozenset(), (), (), (), "")
