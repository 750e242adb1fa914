"""YAML into models: what was typed stays, and every complaint has its place."""

from typing import Any

import pytest
import yaml as pyyaml
from pydantic import BaseModel, RootModel, field_validator

from publish.blocks import Fields, Line, Mistake, Prose, Reading, refuse
from publish.source import tree
from publish.source.yaml import load

CONTEXT = Reading("sv")


class Anything(RootModel[Any]):
    """A model that takes all there is."""


class Inner(Fields):
    """Fields below fields."""

    name: str
    size: int = 0


class Sheet(Fields):
    """A model like that of a settings file."""

    title: str = ""
    inner: Inner | None = None
    many: tuple[Inner, ...] = ()
    text: Prose = ()
    line: Line = ()
    on: bool = False
    share: float = 0.0
    two_words: str = ""

    @field_validator("many")
    @classmethod
    def _differently_named(cls, many: tuple[Inner, ...]) -> tuple[Inner, ...]:
        refuse(*(Mistake("E999", "the same", at=(n, "name")) for n, each in enumerate(many) if each in many[:n]))
        return many


def told(text: str, model: type[BaseModel] = Sheet, **where: Any) -> list[str]:
    _, problems = load(model, text, path="x.yaml", context=CONTEXT, **where)
    return [f"{p.place.line}:{p.place.column} {p.code} {p.message}" for p in problems]


TYPED = [
    "no",
    "yes",
    "on",
    "null",
    "~",
    "10:30",
    "1.10",
    "08",
    "0x1F",
    "1e3",
    "1_000",
    "2021-03-30",
    "+46",
    ".5",
    "=",
    "<",
]


@pytest.mark.parametrize("typed", TYPED)
def test_a_value_stays_what_was_typed(typed: str) -> None:
    value, problems = load(Anything, f"field: {typed}\nlist:\n- {typed}\n{typed}: key\n", path="x.yaml")

    assert value is not None
    assert (value.root, problems) == ({"field": typed, "list": [typed], typed: "key"}, ())


def test_numbers_and_switches_are_typed_by_the_model() -> None:
    value, problems = load(Sheet, "inner: {name: 7, size: 12}\non: yes\nshare: 0.5", path="x.yaml")

    assert (value, problems) == (Sheet(inner=Inner(name="7", size=12), on=True, share=0.5), ())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "inner: {name: a, size: many}", "1:24 E114 expected a whole number, found the text 'many'", id="int"
        ),
        pytest.param("on: maybe", "1:5 E114 expected `yes` or `no`, found the text 'maybe'", id="bool"),
        pytest.param("share: half", "1:8 E114 expected a number, found the text 'half'", id="float"),
        pytest.param("inner: {name: [a]}", "1:15 E111 expected text, found a list", id="text"),
        pytest.param("many: {name: a}", "1:7 E111 expected a list, found fields", id="list"),
        pytest.param("many:\n- name: a\n- name: a", "3:9 E999 the same", id="mistake with a way"),
        pytest.param("two_words: a", "1:1 E104 unknown field `two_words`", id="Python's spelling"),
        pytest.param("inner:\n  size: 1", "2:3 E105 the field `name` is missing", id="missing below"),
        pytest.param("inner:\n  nmae: x", "2:3 E104 unknown field `nmae`", id="misspelt, not missing too"),
        pytest.param("- a", "1:1 E111 expected fields, found a list", id="root"),
        pytest.param("title: a\n---\ntitle: b", "2:1 E108 a second YAML document begins here", id="two documents"),
        pytest.param("😀: x", "1:1 E104 unknown field `😀`", id="wide character"),
        pytest.param("'a\tb': x", "1:1 E104 unknown field `a b`", id="tab in a name"),
    ],
)
def test_complaints_of_the_model_have_place_and_words(text: str, expected: str) -> None:
    assert told(text) == [expected]


def test_an_explicit_start_of_the_document_is_fine() -> None:
    assert load(Sheet, "# comment\n---\ntitle: a\n...\n", path="x.yaml") == (Sheet(title="a"), ())


def test_an_empty_text_is_an_empty_model() -> None:
    assert load(Sheet, "# nothing\n", path="x.yaml") == (Sheet(), ())


def test_all_problems_are_told_at_once() -> None:
    text = "titel: a\ntitle: &x b\nmany:\n- nam: a\n- name: *x\n  size: big\ninner: text\non: ja\non: nej\n"

    assert told(text) == [
        "1:1 E104 unknown field `titel`",
        "2:8 E108 '&x' names a value for later, which is not known here",
        "4:3 E104 unknown field `nam`",
        "5:9 E108 '*x' refers to another value, which is not known here",
        "6:9 E114 expected a whole number, found the text 'big'",
        "7:8 E111 expected fields, found the text 'text'",
        "8:5 E114 expected `yes` or `no`, found the text 'ja'",
        "9:1 E107 the field `on` stands here for the second time",
    ]


FTP = "expected an address with http, https, mailto or tel, found 'ftp://x'"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("line: se [staden](ftp://x)", "1:19", id="plain"),
        pytest.param("line: se\n  [staden](ftp://x)", "2:12", id="plain, second line"),
        pytest.param("line: 'se ''nu'' [staden](ftp://x)'", "1:27", id="single quotes"),
        pytest.param('line: "se \\"nu\\" [staden](ftp://x)"', "1:27", id="double quotes"),
        pytest.param('line: "se \\\n  nu [staden](ftp://x)"', "2:15", id="continued line"),
        pytest.param('line: "\\u00e5\\t\\x20\\U0001F600 [staden](ftp://x)"', "1:40", id="escapes"),
        pytest.param("text: |\n  ett\n\n  [staden](ftp://x)", "4:12", id="literal"),
        pytest.param("text: |2\n    ett\n\n  [staden](ftp://x)", "4:12", id="literal, indentation told"),
        pytest.param("text: |- # comment\n  ett\n\n  [staden](ftp://x)", "4:12", id="literal with comment"),
        pytest.param("text: >\n  ett\n  [staden](ftp://x)\n  två", "3:12", id="folded"),
        pytest.param("many:\n  []\ntext: >-\n\n\n   ett\n\n   [staden](ftp://x)", "8:13", id="folded, blank lines"),
        pytest.param("text: |\n  å😀ö [staden](ftp://x)", "2:16", id="wide characters"),
    ],
)
def test_a_fault_inside_a_text_is_told_where_it_stands(text: str, expected: str) -> None:
    assert told(text) == [f"{expected} E151 {FTP}"]


def test_places_are_those_of_the_whole_file() -> None:
    assert told("titel: x\ntext: |\n  [staden](ftp://x)\n", first_line=11, indent=2) == [
        "11:3 E104 unknown field `titel`",
        f"13:14 E151 {FTP}",
    ]


SYNTAX = [
    "a: b: c", "a\nb: c", "a: 'x", 'a: "x', "a: [1, 2", "a: {b: c", "a: @x", "a: `x", "a: %x", "a: b\n  c: d", "a:\n\tb: c",
    "\ta: b", "a: *", "a: &", "- a\nb: c", "a: b\n- c", 'a: "\\q"', "a: |x\n  b", "a: - b", "a: ? b", "a: , b", "a: ]",
    "a: 'b' c", "a:\n  - b\n  -c", "{a: 1]", "a: [b: c: d]", "%YAML 3.0\n---\na: b", "%foo", "a: |\n\tb", "a: !<x",
    "a: !foo!bar x", 'a: "\n---\n"', ": a\n: b",
]  # fmt: skip


@pytest.mark.parametrize("loader", [pyyaml.BaseLoader, tree.LOADER], ids=["Python", "C"])
@pytest.mark.parametrize("text", SYNTAX)
def test_a_fault_of_spelling_is_told_in_our_words(text: str, loader: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tree, "LOADER", loader)

    _, problems = load(Anything, text, path="x.yaml")

    assert [(p.code, bool(p.hint)) for p in problems] == [("E110", True)]
    for libraries in ("scalar", "token", "mapping", "sequence", "block", "stream", "while", "context", "node"):
        assert libraries not in problems[0].message


def test_deep_nesting_is_refused_and_not_followed() -> None:
    assert told("a: " + "[" * 19 + "b" + "]" * 19, Anything) == []
    assert told("[" * 100_000, Anything) == ["1:21 E109 lists and fields stand in each other more than 20 levels deep"]
    assert told("- " * 100_000, Anything) == ["1:41 E109 lists and fields stand in each other more than 20 levels deep"]


def test_a_thousand_aliases_do_not_multiply() -> None:
    bomb = "a: &a [x, x]\n" + "".join(f"{n}: &{n} [*{p}, *{p}]\n" for p, n in zip("abcdefgh", "bcdefghi", strict=True))

    assert {line.split()[1] for line in told(bomb, Anything)} == {"E108"}
