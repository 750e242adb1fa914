"""What holds for every template: colours, fonts and words come from the brand and from words.yml alone."""

import re
from pathlib import Path

import pytest

from publish.workspace import open_workspace, stock

TEMPLATES = stock() / "templates"
FILES = sorted(TEMPLATES.rglob("*.j2"))
NAMES = [file.relative_to(TEMPLATES).as_posix() for file in FILES]

JINJA = re.compile(r"\{#.*?#\}|\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
COMMENT = re.compile(r"\{#.*?#\}", re.DOTALL)
HEX = re.compile(r"(?<![&\w])#(?:[0-9a-fA-F]{8}|[0-9a-fA-F]{6}|[0-9a-fA-F]{3,4})(?![\w-])")
FUNCTION = re.compile(r"\b(?:rgba?|hsla?|hwb|lab|lch|oklab|oklch|color|device-cmyk)\(")
NAMED = re.compile(
    r"(?:color|background|fill|stroke|border[\w-]*|outline)\s*[:=]\s*[\"']?(?:[\w.]+\s+)*?"
    r"(white|black|gr[ae]y|red|blue|green|navy|yellow|orange|silver|gold|purple|teal)\b"
)
LANGUAGE_WORDS = re.compile(r">\s*[A-ZÅÄÖ]?[a-zåäöé]{2,}[^<>{}]*<")


def _text(name: str) -> str:
    return (TEMPLATES / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", NAMES)
def test_a_template_has_no_colour_of_its_own(name: str) -> None:
    bare = JINJA.sub("", _text(name))

    assert not [found[0] for pattern in (HEX, FUNCTION, NAMED) for found in pattern.finditer(bare)]


@pytest.fixture(scope="module")
def families() -> set[str]:
    brand = open_workspace(stock()).brand
    stacks = f"{brand.headings.web}, {brand.base.web}, {brand.headings.print}"
    return {family.strip() for family in stacks.split(",")} - {"serif", "sans-serif"}


@pytest.mark.parametrize("name", NAMES)
def test_a_template_has_no_font_of_its_own(name: str, families: set[str]) -> None:
    text = COMMENT.sub("", _text(name))

    assert not [family for family in families if family in text]


@pytest.mark.parametrize("name", NAMES)
def test_a_template_marks_nothing_safe(name: str) -> None:
    assert not re.search(r"\|\s*safe\b|\{%-?\s*autoescape|Markup", _text(name))


@pytest.mark.parametrize("name", [name for name in NAMES if name.endswith((".html.j2", ".mjml.j2", ".svg.j2"))])
def test_a_template_speaks_no_language(name: str) -> None:
    """Words that a reader sees stand in words.yml, not between tags."""
    assert not LANGUAGE_WORDS.findall(JINJA.sub("", _text(name)))


def test_the_guard_sees_what_it_guards_against() -> None:
    for colour in ("color: #fff;", 'fill="#0b3454"', "border: 1px solid #0b345480"):
        assert HEX.search(colour)
    for fine in ('href="#content"', "&#160;", "&#8203;", "url(#a)", "#note-1"):
        assert not HEX.search(fine)
    assert NAMED.search("border: 1px solid white")
    assert NAMED.search('fill="black"')
    assert not NAMED.search("white-space: nowrap")
    assert LANGUAGE_WORDS.search("<p>Läs mer</p>")


def test_there_are_templates() -> None:
    assert len(FILES) > 20
    assert Path(TEMPLATES / "words.yml").is_file()
