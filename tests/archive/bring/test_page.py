"""A web page from elsewhere: what it needs is taken along, what acts or leads elsewhere is refused at its line."""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from publish.archive.bring.found import Found
from publish.archive.bring.pages import read_page
from publish.archive.bring.taking import Old, Taken, take
from tests.archive.bring.old_files import HEAD, PICTURE, page, pdf, written

DRAWING = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><circle r="4"/></svg>'


def took(folder: Path, body: str, *, head: str = HEAD) -> Taken:
    """What comes of a page in *folder*."""
    return take([Old(written(folder, "old.html", page(body, head=head)), "sv")])


def wrong(folder: Path, body: str, *, head: str = HEAD) -> list[tuple[str, int, str]]:
    """Codes, lines and messages; places are in the page or beside it."""
    problems = took(folder, body, head=head).problems
    assert all(problem.place.path.startswith(str(folder)) for problem in problems)
    return [(problem.code, problem.place.line, problem.message) for problem in problems]


def codes(folder: Path, body: str) -> list[str]:
    """Codes alone."""
    return [code for code, _, _ in wrong(folder, body)]


def needed(taken: Taken) -> set[str]:
    """What was taken along, from the page's folder."""
    assert taken.problems == ()
    return {path.removeprefix("sv/original/") for path in taken.files} - {"index.html"}


def test_what_a_page_shows_is_taken_along(tmp_path: Path) -> None:
    for name in ("a.png", "b/c d.jpg", "å.gif", "bg.webp", "deep/er/e.png", "f.png", "g.png"):
        written(tmp_path, name, PICTURE)
    written(tmp_path, "font.woff2", b"wOF2")
    written(tmp_path, "report.pdf", pdf())
    written(tmp_path, "d.svg", DRAWING)
    written(tmp_path, "not-mentioned.png", PICTURE)
    written(tmp_path, "deep/s.css", b'@import "er/t.css"; p { background: url(../bg.webp) }')
    written(
        tmp_path,
        "deep/er/t.css",
        b"@font-face { font-family: F; src: url('../../font.woff2') } b { background: url(e.png) }",
    )
    body = """<link rel=stylesheet href=deep/s.css><img src="a.png?v=2"><img srcset="b/c%20d.jpg 1x, %C3%A5.gif 2x">
<a href="report.pdf#page=2">Report</a><a href="#top">Up</a><a href="https://www.example.org/">Elsewhere</a>
<a href="mailto:a@b.example">Mail</a><table background="f.png"></table><p style="background: url(./x/../g.png)"></p>
<img src="d.svg"><img src="data:image/png;base64,AAAA">"""

    assert needed(took(tmp_path, body)) == {
        "a.png", "b/c d.jpg", "å.gif", "bg.webp", "deep/er/e.png", "f.png", "g.png", "font.woff2", "report.pdf",
        "d.svg", "deep/s.css", "deep/er/t.css",
    }  # fmt: skip


@pytest.mark.parametrize(
    "body",
    [
        "<script>alert(1)</script>",
        "<SCRIPT SRC=a.js></SCRIPT>",
        "<p onclick=alert(1)>",
        "<body onload='x()'>",
        "<svg/onload=x()>",
        '<svg><script href="a.js"/></svg>',
        '<svg><a><animate attributeName=href values="javascript:x()"/></a></svg>',
        '<svg><set attributeName="href" to="javascript:x()"/></svg>',
        "<math><style><img src=x onerror=x()></style></math>",
        "<iframe src=a.html></iframe>",
        "<iframe srcdoc='<script>x()</script>'></iframe>",
        "<object data=a.swf></object>",
        "<embed src=a.swf>",
        "<form action=/login><input></form>",
        "<button formaction=/x>",
        "<base href=https://x.example/>",
        "<meta http-equiv=refresh content='0;url=https://x.example'>",
        "<meta http-equiv=' Refresh ' content='0'>",
        "<video src=a.mp4></video>",
        "<noscript><p title='</noscript><script>x()</script>'></noscript>",
        "<template><script>x()</script></template>",
        "<textarea></textarea><script>x()</script>",
        "<title></title><script>x()</script>",
        "<!-- a --!><script>x()</script> -->",
        "<table><tr><td><script>x()</script>",
        "<select><script>x()</script></select>",
        "<frameset><frame src=a></frameset>",
        "<link rel=preload as=script href=a.js>",
        "<link rel='dns-prefetch' href='//x.example'>",
        "<a ping=https://x.example/ href=https://x.example/>",
        "<p style='width: expression(x())'>",
        "<svg><foreignObject><iframe></iframe></foreignObject></svg>",
        "<math><![CDATA[<math><picture><source srcset='//x.example/a'><img></picture>",
    ],
)
def test_what_acts_is_refused(tmp_path: Path, body: str) -> None:
    found = wrong(tmp_path, body)

    assert "E733" in {code for code, _, _ in found}, found
    assert {line for _, line, _ in found} == {5}


@pytest.mark.parametrize(
    "body",
    [
        "<script",
        "<!-- <script> -->",
        "<p title='<script>'>",
        "<style><script></style>",
        "&lt;script>",
        "<xscript>",
        "<style>/*<![CDATA[*/ p { color: red } /*]]>*/</style>",
        "<![CDATA[ x ]]>",
    ],
)
def test_what_no_browser_takes_for_a_script_is_kept(tmp_path: Path, body: str) -> None:
    assert wrong(tmp_path, body) == []


@pytest.mark.parametrize(
    "body",
    [
        "<img src=https://x.example/p.gif>",
        "<img src=//x.example/p.gif>",
        "<img src='\\\\x.example\\p.gif'>",
        "<img src=' h\nttps://x.example/p.gif'>",
        "<img srcset='a.png 1x, https://x.example/b.png 2x'>",
        "<picture><source srcset=//x.example/a.avif></picture>",
        "<input type=image src=//x.example/a.png>",
        "<td background=https://x.example/a.png>",
        "<p style='background: url(//x.example/a.png)'>",
        "<p style='background: u\\72l(//x.example/a.png)'>",
        "<p style='background: image-set(\"//x.example/a.png\" 1x)'>",
        "<style>@import '//x.example/a.css';</style>",
        "<style>@\\69mport url(//x.example/a.css);</style>",
        "<link rel=stylesheet href=https://x.example/a.css>",
        "<link rel=icon href=//x.example/a.ico>",
        "<svg><use href=https://x.example/a.svg#b /></svg>",
        "<svg><image xlink:href=https://x.example/a.png /></svg>",
        "<svg><rect fill='url(//x.example/a.svg#b)'/></svg>",
        "<a href='javascript:x()'>",
        "<a href='java\tscript:x()'>",
        "<a href='&#106;avascript:x()'>",
        "<a href=' \x01javascript:x()'>",
        "<a href='data:text/html,<script>x()</script>'>",
        "<a href='file:///etc/passwd'>",
        "<a href='vbscript:x'>",
        "<a href='other.html'>",
        "<a href='/contact'>",
        "<img src=../secret.png>",
        "<img src=%2e%2e/secret.png>",
        "<img src='x/../../secret.png'>",
        "<img src=/etc/passwd>",
        "<img src=/a.png>",
        "<img src=gone.png>",
        "<img src=%ff.png>",
        "<img src=a%00.png>",
        "<img src=folder.png>",
        "<img src=old.html>",
        "<img src='data:text/html,x'>",
    ],
)
def test_what_leads_elsewhere_or_nowhere_is_refused(tmp_path: Path, body: str) -> None:
    folder = tmp_path / "web"
    (folder / "folder.png").mkdir(parents=True)
    written(folder, "a.png", PICTURE)
    written(tmp_path, "secret.png", PICTURE)

    assert set(codes(folder, body)) == {"E734"}
    assert took(folder, body).files == {}


def test_a_link_behind_which_something_else_lies_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "web"
    written(tmp_path, "secret/a.png", PICTURE)
    folder.mkdir()
    (folder / "a.png").symlink_to(tmp_path / "secret" / "a.png")
    (folder / "out").symlink_to(tmp_path / "secret")

    found = wrong(folder, '<img src="a.png">\n<img src="out/a.png">')

    assert sorted((code, line) for code, line, _ in found) == [("E734", 5), ("E734", 6)]
    assert all("is a link or lies behind one" in message for _, _, message in found)


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.png")

    assert codes(tmp_path, "<img src=a.png>") == ["E734"]


@pytest.mark.parametrize(
    ("name", "data", "expected"),
    [
        ("a.svg", b'<svg xmlns="http://www.w3.org/2000/svg"><script>x()</script></svg>', "E733"),
        ("a.svg", b'<svg xmlns="http://www.w3.org/2000/svg" onload="x()"/>', "E733"),
        ("a.svg", b'<s:svg xmlns:s="http://www.w3.org/2000/svg"><s:script>x()</s:script></s:svg>', "E733"),
        ("a.svg", b'<!DOCTYPE svg [<!ENTITY a "b">]><svg xmlns="http://www.w3.org/2000/svg">&a;</svg>', "E733"),
        ("a.svg", b'<!DOCTYPE svg [<!ENTITY a SYSTEM "/etc/passwd">]><svg>&a;</svg>', "E733"),
        ("a.svg", b'<?xml-stylesheet href="//x.example/a.css"?><svg xmlns="http://www.w3.org/2000/svg"/>', "E733"),
        ("a.svg", b'<svg xmlns="http://www.w3.org/2000/svg"><image href="https://x.example/a.png"/></svg>', "E734"),
        ("a.svg", b'<svg xmlns="http://www.w3.org/2000/svg"><style>@import "//x.example/a"</style></svg>', "E734"),
        ("a.svg", b'<svg xmlns="http://www.w3.org/2000/svg"><a href="javascript:x()"/></svg>', "E734"),
        ("a.svg", b"<svg", "E733"),
        ("a.svg", b"\x1f\x8b\x08", "E733"),
        ("a.css", b"p { background: url(//x.example/a.png) }", "E734"),
        ("a.css", b"p { background: url(../../../etc/passwd) }", "E734"),
        ("a.css", "p::before { content: 'å' }".encode("latin-1"), "E735"),
        ("a.css", b'@charset "utf-16"; p { color: red }', "E735"),
        ("a.pdf", b"no pdf", "E730"),
    ],
)
def test_what_lies_beside_is_looked_at_too(tmp_path: Path, name: str, data: bytes, expected: str) -> None:
    written(tmp_path, name, data)
    body = {"svg": f"<img src={name}>", "css": f"<link rel=stylesheet href={name}>", "pdf": f"<a href={name}>x</a>"}

    assert codes(tmp_path, body[name[-3:]]) == [expected]


def test_a_laughing_drawing_ends(tmp_path: Path) -> None:
    laughs = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10 if n else "ha"}">' for n in range(10))
    written(tmp_path, "a.svg", f'<!DOCTYPE svg [{laughs}]><svg xmlns="http://www.w3.org/2000/svg">&a9;</svg>'.encode())

    assert set(codes(tmp_path, "<img src=a.svg>")) == {"E733"}


def test_sheets_that_import_each_other_end(tmp_path: Path) -> None:
    written(tmp_path, "a.css", b'@import "b.css";')
    written(tmp_path, "b.css", b'@import "a.css";')

    assert needed(took(tmp_path, "<link rel=stylesheet href=a.css>")) == {"a.css", "b.css"}


@pytest.mark.parametrize(
    "data",
    [
        "<!doctype html><p>å".encode("latin-1"),
        '<!doctype html><meta charset="iso-8859-1"><p>å'.encode(),
        "<!doctype html><p>å, and no word of an encoding".encode(),
        "<!doctype html><meta charset=utf-8><p>å".encode("utf-16"),
        b"<!doctype html><meta charset=utf-8>\0",
    ],
)
def test_what_is_not_utf_8_is_refused(tmp_path: Path, data: bytes) -> None:
    taken = take([Old(written(tmp_path, "old.html", data), "sv")])

    assert [problem.code for problem in taken.problems] == ["E735"]


@pytest.mark.parametrize(
    "data",
    [
        b"<!doctype html><p>plain",
        b'<!doctype html><meta http-equiv=content-type content="text/html; charset=iso-8859-1"><p>plain &aring;',
        "\ufeff<!doctype html><p>å".encode(),
    ],
)
def test_what_is_the_same_in_utf_8_is_taken(tmp_path: Path, data: bytes) -> None:
    assert take([Old(written(tmp_path, "old.html", data), "sv")]).problems == ()


def test_a_huge_page_is_refused_unread(tmp_path: Path) -> None:
    file = tmp_path / "old.html"
    with file.open("wb") as stream:
        stream.truncate(10_000_000_000)

    assert [problem.code for problem in take([Old(file, "sv")]).problems] == ["E731"]


def test_a_huge_pdf_or_picture_is_refused_unread(tmp_path: Path) -> None:
    for name in ("old.pdf", "a.png"):
        with (tmp_path / name).open("wb") as stream:
            stream.truncate(10_000_000_000)

    assert [problem.code for problem in take([Old(tmp_path / "old.pdf", "sv")]).problems] == ["E731"]
    assert codes(tmp_path, "<img src=a.png>") == ["E731"]


def test_more_files_than_anybody_has_are_refused(tmp_path: Path) -> None:
    names = [f"{number}.png" for number in range(2_001)]
    for name in names:
        (tmp_path / name).write_bytes(PICTURE)

    assert codes(tmp_path, "".join(f"<img src={name}>" for name in names)) == ["E731"]


@pytest.mark.parametrize("body", ["<b>" * 30_000, "&#" + "9" * 5_000 + ";", "<" * 100_000, "<!--" * 50_000])
def test_a_page_that_no_hand_wrote_ends(tmp_path: Path, body: str) -> None:
    assert set(codes(tmp_path, body)) <= {"E733"}


_WORDS = st.sampled_from(
    ["<", ">", "</", "<!--", "-->", "<svg>", "<math>", "<table>", "<style>", "</style>", "<title>", "<p ", "a=", "'", '"',
     "<![CDATA[", "]]>", "<select>", "<template>", "</p>", "&", "&#x", ";", "å", "\n", "<td>", "<frameset>", "<plaintext>"]
)  # fmt: skip


@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.one_of(_WORDS, st.text(max_size=5)), max_size=40).map("".join))
@example("<svg><title><svg></title><p>")
@example("<table><select><math><mi><p>")
def test_no_text_breaks_the_reader(text: str) -> None:
    data = f"<meta charset=utf-8>{text}".encode(errors="ignore")

    read_page(data, Found("old.html"))


@settings(deadline=None, max_examples=100, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(_WORDS, max_size=12).map("".join))
def test_a_script_is_seen_wherever_a_browser_would_see_it(before: str) -> None:
    """Judged by another reader of HTML, which had no part in ours."""
    import html5lib

    text = f"<meta charset=utf-8>{before}<script>x()</script>"
    tree = html5lib.parse(text, namespaceHTMLElements=False)
    found = Found("old.html")

    read_page(text.encode(), found)

    if any(str(element.tag).rpartition("}")[2] == "script" for element in tree.iter() if isinstance(element.tag, str)):
        assert found.problems
