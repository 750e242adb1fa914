"""The tree becomes HTML, mail HTML and plain text, and says the same in each."""

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from publish import prose
from publish.markdown import LinkList, display_width, html, mail_html, read_nodes, text, wrap

SAMPLE = """Ett *ord*, **två**, `tre < 4` och [en länk](https://a.example/?a=1&b=2).

### Rubrik

- ett
- två

3. tre

> citat

| Namn | Antal |
|------|------:|
| Åsa  | 17    |

    kod & mer

---

![En bro](bro.jpg "Bron")
"""


def nodes(markdown: str) -> tuple[prose.Node, ...]:
    tree, faults = read_nodes(markdown, "sv")
    assert not faults
    return tree


def body_nodes() -> tuple[prose.Node, ...]:
    from publish.markdown import read_body

    return read_body(SAMPLE, "sv").parts  # type: ignore[return-value]


def test_semantic_html_in_full() -> None:
    assert html(body_nodes()) == (
        "<p>Ett <em>ord</em>, <strong>två</strong>, <code>tre &lt; 4</code> och "
        '<a href="https://a.example/?a=1&amp;b=2">en länk</a>.</p>'
        '<h3 id="rubrik">Rubrik</h3><ul><li>ett</li><li>två</li></ul><ol start="3"><li>tre</li></ol>'
        "<blockquote><p>citat</p></blockquote>"
        '<table><thead><tr><th scope="col">Namn</th><th scope="col" class="right">Antal</th></tr></thead>'
        '<tbody><tr><td>Åsa</td><td class="right">17</td></tr></tbody></table>'
        "<pre><code>kod &amp; mer\n</code></pre><hr>"
        '<figure><img src="bro.jpg" alt="En bro"><figcaption>Bron</figcaption></figure>'
    )


def test_mail_html_carries_its_styles_and_is_xhtml() -> None:
    tree = nodes("ett  \n*två*[^x]".replace("[^x]", ""))

    assert mail_html(tree, {"p": "margin:0", "em": 'font-family:"A"'}) == (
        '<p style="margin:0">ett<br /><em style="font-family:&quot;A&quot;">två</em></p>'
    )


def test_a_hook_may_write_a_node_in_its_own_way() -> None:
    picture = prose.Illustration("bro.jpg", "En bro")

    assert (
        html((picture,), hooks={prose.Illustration: lambda node, usual: f"[{node.alt}|{len(usual)}]"}) == "[En bro|49]"
    )


def test_plain_text_in_full() -> None:
    links = LinkList()

    written = text(body_nodes(), links)

    assert links.addresses == ["https://a.example/?a=1&b=2"]
    assert written == (
        "Ett ord, två, tre < 4 och en länk\u00a0[1].\n\n"
        "Rubrik\n------\n\n"
        "- ett\n- två\n\n"
        "3. tre\n\n"
        "> citat\n\n"
        "Namn  Antal\n----  -----\nÅsa      17\n\n"
        "    kod & mer\n\n"
        "* * *\n\n"
        "[En bro]\nBron"
    )


def test_a_wide_table_becomes_lines_that_name_their_column() -> None:
    long = "x" * 60
    tree = nodes(f"| Namn | Text |\n|--|--|\n| Åsa | {long} |\n| Bo | {long} |")

    assert text(tree, LinkList(), width=40).split("\n")[0] == "Namn: Åsa"


def test_an_address_that_is_its_own_text_is_not_numbered() -> None:
    links = LinkList()

    assert (
        text(nodes("<https://a.example> [a@b.example](mailto:a@b.example)"), links) == "https://a.example a@b.example"
    )
    assert links.addresses == []


@pytest.mark.parametrize(("word", "columns"), [("Åre", 3), ("e\u0301", 1), ("日本", 4), ("a\u200db", 2)])
def test_width_is_counted_in_columns(word: str, columns: int) -> None:
    assert display_width(word) == columns


WORDS = st.lists(st.text(st.characters(categories=["L", "N", "P"]), min_size=1, max_size=20), max_size=40)


@given(WORDS, st.integers(10, 72))
def test_lines_keep_their_width_and_every_word(words: list[str], width: int) -> None:
    lines = wrap(" ".join(words), width)

    assert " ".join(lines).split() == words
    assert all(display_width(line) <= width or " " not in line for line in lines)


@given(st.text(st.characters(exclude_categories=["C"]) | st.just("\n"), max_size=300))
def test_html_of_any_text_is_valid(source: str) -> None:
    tree, _ = read_nodes(source, "sv")

    parser = html5lib.HTMLParser(strict=True)
    parser.parseFragment(html(tree))
