"""A drawing holds shapes, text and styles, and nothing that runs, moves or comes from elsewhere."""

import pytest

from publish.source.svg import read_svg
from tests.factories import svg

NS = 'xmlns="http://www.w3.org/2000/svg"'


def told(data: bytes) -> list[str]:
    _, mistakes = read_svg(data, "a.svg")
    return [f"{m.place.line if m.place else '?'} {m.code} {m.message}" for m in mistakes]


@pytest.mark.parametrize(
    ("attributes", "size"),
    [
        ('viewBox="0 0 400 300"', (400, 300)),
        ('viewBox="0,0,400.4,299.6"', (400, 300)),
        ('width="40" height="30px"', (40, 30)),
        ('width="1in" height="25.4mm"', (96, 96)),
        ('width="3pc" height="3.6e1pt"', (48, 48)),
        ('width="200" viewBox="0 0 400 300"', (200, 150)),
        ('height="150" viewBox="0 0 400 300"', (200, 150)),
        ('width="100%" height="100%" viewBox="0 0 400 300"', (400, 300)),
        ('width="40" height="30" viewBox="0 0 400 300"', (40, 30)),
    ],
)
def test_a_drawing_has_the_size_that_it_declares(attributes: str, size: tuple[int, int]) -> None:
    assert read_svg(f"<svg {NS} {attributes}/>".encode(), "a.svg") == (size, ())


@pytest.mark.parametrize(
    "attributes",
    [
        "",
        'width="100%"',
        'width="wide" height="30"',
        'viewBox="0 0 400"',
        'width="1e999" height="30"',
        'width="0" height="0"',
        'viewBox="0 0 -4 3"',
        'width="30000" height="30"',
        'height="9" viewBox="0 0 9 1e-300"',
    ],
)
def test_a_drawing_without_a_size_is_refused(attributes: str) -> None:
    (message,) = told(f"<svg {NS} {attributes}/>".encode())

    assert message.startswith("1 E146 the drawing ")


GOOD = [
    "<g id='a'><path d='M0 0'/></g><use href='#a'/><use xlink:href='#a'/>",
    "<linearGradient id='a'/><rect fill='url(#a)' style='stroke: url(\"#a\")'/>",
    "<style>.a { fill: url(#b); font: 1px serif }</style>",
    "<text x='1'>Stockholm <tspan>2021</tspan></text><title>En bro</title>",
    "<image href='data:image/png;base64,AAAA'/>",
    "<x:note xmlns:x='https://draw.example' x:path='C:\\drawings' href='#x'/>",
    "<!-- a comment --><?program data?>",
    "<g transform='rotate(3)' aria-label='url(x)'/>",
]


@pytest.mark.parametrize("inside", GOOD)
def test_shapes_styles_and_texts_are_fine(inside: str) -> None:
    assert told(svg(inside)) == []


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        ("<script>alert()</script>", "2 E144 a drawing cannot hold a script: `script`"),
        ("\n<g onclick='x()'/>", "3 E144 a drawing cannot hold a script: `onclick`"),
        ("<g ONLOAD='x()'/>", "2 E144 a drawing cannot hold a script: `ONLOAD`"),
        ("<foreignObject/>", "2 E144 a drawing cannot hold HTML: `foreignObject`"),
        ("<p xmlns='http://www.w3.org/1999/xhtml'/>", "2 E144 a drawing cannot hold HTML: `p`"),
        ("<animate/>", "2 E144 a drawing cannot hold a movement: `animate`"),
        ("<set attributeName='href'/>", "2 E144 a drawing cannot hold a movement: `set`"),
        ("<a href='#b'/>", "2 E144 a drawing cannot hold a link: `a`"),
        ("<image href='b.png'/>", "2 E144 the drawing refers to something outside itself: 'b.png'"),
        (
            "<image xlink:href='http://x/b.png'/>",
            "2 E144 the drawing refers to something outside itself: 'http://x/b.png'",
        ),
        ("<use href='b.svg#c'/>", "2 E144 the drawing refers to something outside itself: 'b.svg#c'"),
        ("<use href='javascript:x()'/>", "2 E144 the drawing refers to something outside itself: 'javascript:x()'"),
        (
            "<image href='data:image/svg+xml;base64,AA'/>",
            "2 E144 the drawing refers to something outside itself: 'data:image/svg+xml;base64,AA'",
        ),
        ("<rect fill='url(b.svg#c)'/>", "2 E144 the drawing refers to something outside itself: 'b.svg#c'"),
        ("<g style='fill: URL( \"//x/\" )'/>", "2 E144 the drawing refers to something outside itself: '//x/'"),
        ("<g style='fill:u\\72l(//x)'/>", "2 E144 a style in the drawing holds the escape '\\'"),
        ("<style>@import 'b.css';</style>", "2 E144 the drawing refers to something outside itself: ''b.css''"),
        ("<style>a{src:url(b.woff)}</style>", "2 E144 the drawing refers to something outside itself: 'b.woff'"),
        ("<g>" * 101 + "</g>" * 101, "2 E144 the drawing has groups in groups, more than 100 levels deep"),
        ("<use id='a' href='#a'/>", "1 E144 the drawing repeats its parts more than 10000 times, or in a circle"),
        (
            "".join(f"<g id='a{n}'><use href='#a{n + 1}'/><use href='#a{n + 1}'/></g>" for n in range(15)),
            "1 E144 the drawing repeats its parts more than 10000 times, or in a circle",
        ),
    ],
)
def test_what_runs_moves_or_comes_from_elsewhere_is_refused(inside: str, expected: str) -> None:
    assert told(svg(inside)) == [expected]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (
            b"<!DOCTYPE svg [<!ENTITY a 'b'>]>" + svg(),
            "1 E144 a drawing cannot hold a DOCTYPE, which may define entities",
        ),
        (b"<?xml-stylesheet href='a.css'?>" + svg(), "1 E144 the drawing takes its style from another file"),
        (b"<?xml version='1.0' encoding='utf-7'?>" + svg(), "1 E143 the drawing names an encoding that is not known"),
        (b"<html/>", "1 E143 the file holds no drawing but `html`"),
        (b"<svg/>", "1 E143 the file holds no drawing but `svg`"),
        (b"hej", "1 E143 the drawing is not well-formed XML: syntax error"),
        (b"", "1 E143 the drawing is not well-formed XML: no element found"),
        (svg("<g>"), "2 E143 the drawing is not well-formed XML: mismatched tag"),
        (svg("&a;"), "2 E143 the drawing is not well-formed XML: undefined entity"),
        (svg(" " * 2_000_000), "0 E142 the drawing has 2.0 MB, expected at most 2 MB"),
    ],
    ids=lambda value: value[:20] if isinstance(value, str) else "",
)
def test_what_is_no_drawing_is_refused(data: bytes, expected: str) -> None:
    assert told(data) == [expected]


def test_a_drawing_may_be_in_any_encoding_that_it_names() -> None:
    text = "<text>Gröna Lund</text>"

    assert told(b"<?xml version='1.0' encoding='iso-8859-1'?>" + svg(text).decode().encode("latin-1")) == []
    assert told(svg(text).decode().encode("utf-16")) == []
