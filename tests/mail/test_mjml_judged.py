"""npm's mjml judges our table of its elements, our checker and what our compiler makes."""

import json
import random
import re
from collections.abc import Iterator
from difflib import unified_diff

import mjml
import pytest

from publish.formats.mjml import to_html
from publish.formats.mjml.check import check
from publish.formats.mjml.merge import merge
from publish.formats.mjml.prepare import prepare
from publish.formats.mjml.schema import IDLE, UNUSED, schema
from publish.formats.mjml.tree import read
from publish.formats.newsletter import marked_mjml
from publish.theme.marks import unmark
from tests import made
from tests.judges import mjml as judge
from tests.judges.structure import outline, words
from tests.mail.letters import letter

pytestmark = pytest.mark.skipif(bool(judge.missing()), reason=judge.missing())

LETTERS = [(folder, language) for folder in made.EDITIONS for language in made.LANGUAGES]


@pytest.fixture(scope="module")
def sources() -> list[str]:
    """The MJML of all letters of the tests."""
    return [unmark(marked_mjml(made.edition(*which), made.theme()))[0] for which in LETTERS]


def test_our_table_of_elements_is_theirs() -> None:
    theirs = json.loads(judge.schema())
    ours = json.loads((made.ROOT / "publish/formats/mjml/schema.json").read_text(encoding="utf-8"))

    assert {**ours, "taken": ""} == {**theirs, "taken": ""}


def test_it_has_nothing_against_our_letters(sources: list[str]) -> None:
    assert [answer.errors for answer in judge.ask(sources)] == [()] * len(LETTERS)


# -- the same letter ------------------------------------------------------------------------


def _comparable(source: str) -> tuple[str, str]:
    """What both compilers get: theirs with classes in the order of MJML, for ours reads them backwards."""
    ours = prepare(merge(read(source))).mjml
    theirs = re.sub(r'mj-class="([^"]*)"', lambda found: f'mj-class="{" ".join(reversed(found[1].split()))}"', ours)
    return ours, theirs


def _known(line: str) -> str:
    """A line without what we know to be different."""
    line = line.replace(' vertical-align="middle"', "")
    if line.startswith(("<body ", '<div aria-label="')):
        line = re.sub(r' class="ground"|;word-spacing:normal', "", line)
    return line


def test_our_compiler_makes_the_letters_that_theirs_makes(sources: list[str]) -> None:
    pairs = [_comparable(source) for source in sources]

    for (ours, _), theirs in zip(pairs, judge.ask([pair[1] for pair in pairs]), strict=True):
        mine = outline(mjml.mjml2html(ours, fonts={}))
        assert list(unified_diff([_known(x) for x in outline(theirs.html)], [_known(x) for x in mine], n=0)) == []


def test_finishing_a_letter_loses_no_word_of_it(sources: list[str]) -> None:
    for source, theirs in zip(sources, judge.ask(sources), strict=True):
        assert words(to_html(source)).split() == words(theirs.html).split()


def test_a_difference_would_be_noticed() -> None:
    html = '<table width="600"><tr><td style="color: red;width:1px">a<!-- x -->b</td></tr></table>'

    assert outline(html) == [
        '<table width="600">',
        "<tr>",
        '<td style="color:red;width:1px">',
        "text a b",
        "</td>",
        "</tr>",
        "</table>",
    ]
    assert outline("<!--[if mso]><td><![endif]-->") == ["[mso] <td>"]
    assert outline("<style>@media (a:b){ p , q { c : d } }</style>") == ["rule  @media (a:b) p,q{c:d}"]


# -- the same verdict -----------------------------------------------------------------------

VALUES = {
    "unit": ["10px", "0", "10%", "10", "-2px", "1.5em", "auto", "1px 2px 3px 4px", "1px 2px 3px 4px 5px", ""],
    "unitWithNegative": ["10px", "-1px", "0.1em", "10%", "x"],
    "color": ["#fff", "#0b3454", "#0b34", "red", "rgb(1,2,3)", "rgba(1, 2, 3, 0.5)", "bluish"],
    "enum": ["left", "top", "ltr", "repeat", "auto", "presentation", "horizontal", "sideways"],
    "boolean": ["true", "false", "maybe"],
    "integer": ["0", "12", "x"],
    "string": ["x", ""],
}


def _single_attributes() -> Iterator[tuple[str, str, str]]:
    """An element, an attribute and a value: every kind of attribute of every element that we take."""
    for name, known in sorted(schema().elements.items()):
        if name in UNUSED or not _document(name, ""):
            continue
        for attribute, kind in sorted(known.attributes.items()):
            if attribute == "title" or attribute in IDLE.get(name, ()):
                continue
            for value in VALUES[kind.partition("(")[0]]:
                yield name, attribute, value


def _document(name: str, attributes: str) -> str:
    """A letter in which that element stands where it may."""
    element = f"<{name} {attributes} />"
    if name in {"mj-section", "mj-wrapper", "mj-hero"}:
        return letter(element)
    if name in {"mj-column", "mj-group"}:
        return letter(f"<mj-section>{element}</mj-section>")
    if name in schema().elements["mj-column"].children - {"mj-raw"} and name not in UNUSED:
        return letter(f"<mj-section><mj-column>{element}</mj-column></mj-section>")
    return ""


def _needs(name: str, attribute: str) -> str:
    return ' src="https://a.example/a.png"' if name == "mj-image" and attribute != "src" else ""


def test_our_verdict_on_every_attribute_is_theirs_or_stricter() -> None:
    cases = list(_single_attributes())
    documents = [_document(n, f'{a}="{v}"{_needs(n, a)}') for n, a, v in cases]

    verdicts = [
        (case, bool(check(read(document))), bool(answer.errors))
        for case, document, answer in zip(cases, documents, judge.ask(documents), strict=True)
    ]
    lenient = [case for case, ours, theirs in verdicts if theirs and not ours]
    stricter = {(attribute, value) for (_, attribute, value), ours, theirs in verdicts if ours and not theirs}

    assert len(cases) > 800
    assert lenient == []
    # What our compiler gets wrong, and a picture without a file.
    wrong = {(attribute, value) for attribute, value in stricter if "padding" in attribute and "%" in value}
    assert stricter - wrong == {("src", "")}


def _random_letter(dice: random.Random) -> str:
    """Elements anywhere, right or wrong."""
    # Raw HTML, and defaults in the body, are where we are stricter.
    others = {*UNUSED, "mjml", "mj-raw", "mj-all", "mj-class"}
    names = [name for name in schema().elements if name not in others]

    def element(parent: str, depth: int) -> str:
        right = sorted(schema().elements[parent].children - set(UNUSED) - {"mj-raw"}) or ["mj-text"]
        name = dice.choice(right if dice.random() < 0.9 else names)
        source = ' src="https://a.example/a.png"' if name in {"mj-image", "mj-social-element"} else ""
        inside = (
            ""
            if depth > 4 or schema().elements[name].text
            else "".join(element(name, depth + 1) for _ in range(dice.randint(0, 2)))
        )
        return f"<{name}{source}>{inside}</{name}>"

    return letter("".join(element("mj-body", 0) for _ in range(3)))


def test_our_verdict_on_nesting_is_theirs() -> None:
    dice = random.Random(20210330)  # noqa: S311 - the same letters every time
    documents = [_random_letter(dice) for _ in range(300)]

    ours = [bool(check(read(document))) for document in documents]
    theirs = [bool(answer.errors) for answer in judge.ask(documents)]

    assert ours == theirs
    assert 50 < sum(ours) < 250


def test_what_passes_our_checker_passes_the_compiler() -> None:
    dice = random.Random(20240709)  # noqa: S311
    documents = [document for document in (_random_letter(dice) for _ in range(500)) if not check(read(document))]

    assert len(documents) > 50
    assert all("<mj-" not in to_html(document) for document in documents)
