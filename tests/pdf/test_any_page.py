"""Pages that nobody would think of: every word is said once, in order, and veraPDF finds nothing."""

import re
from itertools import count

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.pdf.conftest import Judge
from tests.pdf.making import make
from tests.pdf.reading import structure

CSS = """@page { size: A6; margin: 10mm; @top-left { content: "Sida " counter(page) } }
p, li, td, div { hyphens: auto } ul { list-style: disc } q::before, q::after { content: "" }
.half { opacity: .5 } .turned { transform: rotate(3deg) } .cut { overflow: hidden } .line { display: block }"""
INLINE = ("b", "em", "small", "q", "code", "u", "sup", "span lang=en", "span class=line", "span class=half")
BLOCKS = ("div", "section", "article", "aside", "blockquote", "div lang=en", "div class=half", "div class=turned",
          "div class=cut")  # fmt: skip


def element(tag: str, inner: str) -> str:
    return f"<{tag}>{inner}</{tag.split(maxsplit=1)[0]}>"


def joined(parts: st.SearchStrategy[str], *, least: int = 1, most: int = 3) -> st.SearchStrategy[str]:
    return st.lists(parts, min_size=least, max_size=most).map(" ".join)


def table(cells: list[list[str]], head: bool) -> str:
    width = min(len(row) for row in cells)
    rows = [element("tr", "".join(element("td", cell) for cell in row[:width])) for row in cells]
    first = element("thead", element("tr", element("th", "§") * width)) if head else ""
    return element("table", first + element("tbody", "".join(rows)))


WORDS = st.sampled_from(["§", "§ §", "över§ e-§", "§ för- och §", "§/§", "räddningstjänst§", "§<br>§"])
LINKS = WORDS.map(lambda words: element("a href=#r", words))
LINES = st.recursive(
    st.one_of(WORDS, LINKS), lambda inner: st.builds(element, st.sampled_from(INLINE), joined(inner)), max_leaves=6
)
TEXT = joined(LINES)
PARAGRAPHS = st.one_of(
    TEXT.map(lambda text: element("p", text)), TEXT.map(lambda text: element("p", f"{text} " * 12)), TEXT
)
CELLS = st.lists(st.lists(TEXT, min_size=2, max_size=2), min_size=1, max_size=9)
FLOW = st.recursive(
    PARAGRAPHS,
    lambda inner: st.one_of(
        st.builds(element, st.sampled_from(BLOCKS), joined(inner)),
        st.builds(lambda tag, items: element(tag, "".join(element("li", item) for item in items)),
                  st.sampled_from(["ul", "ol"]), st.lists(inner, min_size=1, max_size=5)),
        st.lists(inner, min_size=1, max_size=3).map(lambda items: element("dl", "".join(f"<dt>§</dt><dd>{item}</dd>" for item in items))),
        st.builds(table, CELLS, st.booleans()),
    ),
    max_leaves=8,
)  # fmt: skip


def numbered(body: str) -> str:
    numbers = count(1)
    return re.sub("§", lambda _: f"ord{next(numbers)}x", body)


@settings(max_examples=12, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(body=joined(FLOW, most=4))
def test_every_word_is_said_once_and_in_order(judge: Judge, body: str) -> None:
    body = numbered(body)

    data = make(f"<h1 id=r>R</h1>{body}", css=CSS).data

    said = re.sub(r"(?m)^ *->.*$", "", structure(data))
    assert re.findall(r"\d+x", said) == re.findall(r"\d+x", body)
    assert judge(data) == []
