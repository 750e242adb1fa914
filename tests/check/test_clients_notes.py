"""Every note that can be judged is judged: when it matters, and when it does not."""

import pytest

from publish.check.clients import losses, meanings, when
from publish.check.clients.meanings import meaning
from publish.check.clients.uses import Styled
from publish.check.document import Document


def matters(slug: str, number: str, body: str) -> bool:
    """Whether the note says something against this letter."""
    styled = Styled(Document("newsletter.html", "newsletter", f"<html><head></head><body>{body}</body></html>"))
    note = meaning(slug, number)
    assert note
    assert slug in styled.uses, f"{body} does not use {slug}"
    return any(note.applies(use, one) for use in styled.uses[slug] for one in use.elements)


def p(css: str, inner: str = "a") -> str:
    return f'<p style="{css}">{inner}</p>'


def td(css: str) -> str:
    return f'<table><tr><td style="{css}">a</td></tr></table>'


def rule(selector: str, css: str = "color:red") -> str:
    return f'<style>{selector} {{ {css} }}</style><div><p class="a b" id="c"><b class="d">x</b><b class="e">y</b></p></div>'


# the notes, a letter that they hit, a letter that they do not
NOTES = (
    ("css-display-flex#2", p("display:inline-flex"), p("display:flex")),
    ("css-display#1 css-display#2", p("display:contents"), p("display:inline-block")),
    ("css-display#3 css-display#7", p("display:inline flow-root"), p("display:block")),
    ("css-display#6", p("display:flow-root"), p("display:inline-block")),
    ("css-gap#1 css-gap#2", p("display:grid;gap:4px"), p("display:flex;gap:4px")),
    ("css-margin#1", p("margin:0 -4px"), p("margin:0 4px")),
    ("css-text-indent#1 css-text-indent#2", p("text-indent:-4px"), p("text-indent:4px")),
    ("css-margin#2", '<span style="margin:4px">a</span>', p("margin:4px")),
    ("css-margin#3", p("margin:4px;background-color:#102030"), p("margin:4px")),
    ("css-margin#3", p("margin:4px;background:#102030"), p("margin:0;background:#102030")),
    ("css-margin#4", p("margin:0 auto"), p("margin:0 4px")),
    ("css-margin#4", p("margin-left:auto"), '<table align="center" style="margin:0 auto"></table>'),
    ("css-padding#1", p("padding:4px"), td("padding:4px")),
    (
        "css-padding#2",
        '<table><tr><td style="padding:4px">a</td><td style="padding:9px">a</td></tr></table>',
        '<table><tr><td style="padding:4px 1px">a</td><td style="padding:4px 9px">a</td></tr></table>',
    ),
    ("css-max-width#1", p("max-width:40px"), '<table style="max-width:40px"></table>'),
    ("css-max-width#2", '<table style="max-width:40px"></table>', p("max-width:40px")),
    ("css-width#1", p("width:40px"), td("width:40px")),
    ("css-height#2", p("height:40px"), td("height:40px")),
    ("css-intrinsic-size#1", p("width:max-content"), p("width:fit-content")),
    ("css-intrinsic-size#2", p("width:min-content"), p("width:fit-content")),
    ("html-width#1", '<img width="50%" src="a.png">', '<img width="50" src="a.png">'),
    ("html-width#1", '<img width="50%" src="a.png">', '<table width="50%"></table>'),
    ("css-position#1", p("position:fixed"), p("position:absolute")),
    ("css-position#2", p("position:absolute"), p("position:sticky")),
    ("css-position#3", p("position:sticky"), p("position:relative")),
    ("css-position#4", p("position:absolute"), p("position:sticky")),
    ("css-position#5 css-position#6", p("position:fixed"), p("position:absolute")),
    ("css-left-right-top-bottom#1", p("left:4px"), p("right:4px")),
    ("css-left-right-top-bottom#2", p("left:4%"), p("left:4px")),
    ("css-float#2", p("float:inline-start"), p("float:left")),
    ("css-rgb#1 css-rgb#3", p("color:rgb(1 2 3)"), p("color:rgb(1,2,3)")),
    ("css-rgba#1 css-rgba#2", p("color:rgba(1 2 3 / 1)"), p("color:rgba(1,2,3,1)")),
    ("css-rgb#2", p("color:rgb(1,2,3,0.5)"), p("color:rgb(1,2,3)")),
    ("css-background-image#3", p("background-image:url(a.png),url(b.png)"), p("background-image:url(a.png)")),
    ("css-background#1 css-background#5", p("background:url(a.png),url(b.png)"), p("background:rgb(1,2,3)")),
    ("css-background#2 css-background#6", p("background:url(a/b.png) 0 0/cover"), p("background:url(a/b.png)")),
    ("css-background#3", p("background:url(a.png)"), p("background:#102030")),
    (
        "css-linear-gradient#3",
        p("background-image:linear-gradient(red,blue)"),
        p("background:linear-gradient(red,blue)"),
    ),
    (
        "css-radial-gradient#2",
        p("background-image:radial-gradient(red,blue)"),
        p("background:radial-gradient(red,blue)"),
    ),
    ("html-background#2", '<table background="a.png"></table>', None),
    ("image-base64#1", '<img src="data:image/gif;base64,R0">', '<img src="data:image/png;base64,iV">'),
    ("image-base64#3", '<img src="data:image/gif;base64,R0">', '<img src="data:image/png;base64,iV">'),
    ("html-video#5 html-video#11", "<video></video>", "<video controls></video>"),
    ("html-object#1", '<object type="video/mp4"></object>', '<object type="application/pdf"></object>'),
    ("html-object#2", '<object type="application/pdf"></object>', '<object type="video/mp4"></object>'),
    (
        "css-pseudo-element-before#3",
        rule(".a::before", 'content:"x"'),
        rule("p::before", 'content:"x"'),
    ),
    ("css-pseudo-element-after#3", rule(".a::after", 'content:"x"'), rule("p::after", 'content:"x"')),
    ("css-pseudo-class-checked#1", rule(".a:checked"), rule("p:checked")),
    ("css-pseudo-class-first-child#1", rule(".d:first-child"), rule("b:first-child")),
    ("css-pseudo-class-first-of-type#1", rule(".d:first-of-type"), rule("b:first-of-type")),
    ("css-pseudo-class-last-child#1", rule(".e:last-child"), rule("b:last-child")),
    ("css-pseudo-class-last-of-type#1", rule(".e:last-of-type"), rule("b:last-of-type")),
    ("css-pseudo-class-only-child#1", rule(".a:only-child"), rule("p:only-child")),
    ("css-pseudo-class-only-of-type#1", rule(".a:only-of-type"), rule("p:only-of-type")),
    ("css-selector-adjacent-sibling#2", rule("b + b"), rule(".d + .e")),
    ("css-selector-chaining#5", None, rule(".a.b")),
    ("css-selector-attribute#1", rule(".a[id]"), rule("[id]")),
    ("css-selector-attribute#2", rule("[id^=c]"), rule("[id=c]")),
    ("css-selector-attribute#3", rule("[class=d]"), rule("[style]")),
    ("css-selector-attribute#4", rule("[class~=a]"), rule("[id=c]")),
    ("css-selector-attribute#5", rule("[id=c]"), rule("[class~=a]")),
    ("html-anchor-links#7", '<a href="#a">x</a><p id="a">y</p>', '<a href="#a">x</a><a name="a"></a>'),
    ("html-mailto-links#1", '<a href="mailto:a@b.c?cc=d@b.c">x</a>', '<a href="mailto:a@b.c?subject=d">x</a>'),
    ("html-mailto-links#3", '<a href="mailto:a@b.c?bcc=d@b.c">x</a>', '<a href="mailto:a@b.c?cc=d@b.c">x</a>'),
    ("css-display-none#1", '<div style="display:none"><table></table></div>', '<div style="display:none">a</div>'),
    ("css-display-none#2", '<img style="display:none" src="a.png">', p("display:none")),
    ("css-filter#1", p("filter:blur(1px) invert(1)"), p("filter:blur(1px)")),
    ("css-clip-path#1", p("clip-path:path('M0')"), p("clip-path:circle(4px)")),
    ("css-clip-path#2", p("clip-path:url(#a)"), p("clip-path:circle(4px)")),
    ("css-text-transform#1", p("text-transform:lowercase"), p("text-transform:uppercase")),
    ("css-line-height#1", p("line-height:20px"), p("line-height:1.5")),
    ("css-line-height#1", p("line-height:2em"), p("line-height:20px;mso-line-height-rule:exactly")),
    ("css-line-height#2", p("line-height:normal"), p("line-height:1.5")),
    ("css-font-size#2", p("font-size:smaller"), p("font-size:16px")),
    ("css-border#1", p("border:9px solid #000000"), p("border:8px solid #000000")),
    ("css-border#2", p("border-top:5px solid #000000"), td("border-top:5px solid #000000")),
    ("css-border#2", p("border:5px solid #000000"), p("border:1px solid #000000")),
    ("css-letter-spacing#1", p("letter-spacing:-9px"), p("letter-spacing:-1px")),
    ("css-letter-spacing#2", p("letter-spacing:0.1em"), p("letter-spacing:1px")),
    (
        "css-text-decoration#2 css-text-decoration#4 css-text-decoration#5",
        p("text-decoration:underline dotted"),
        p("text-decoration:underline"),
    ),
    ("css-text-decoration#3", p("text-decoration:overline"), p("text-decoration:underline")),
    ("html-lists#1", "<ol reversed><li>a</ol>", None),
)
ROWS = [(key, hit, not_hit) for keys, hit, not_hit in NOTES for key in keys.split()]


@pytest.mark.parametrize(
    ("key", "hit", "not_hit"), ROWS, ids=[f"{number}-{key}" for number, (key, *_) in enumerate(ROWS)]
)
def test_a_note_matters_where_it_should_and_nowhere_else(key: str, hit: str | None, not_hit: str | None) -> None:
    slug, _, number = key.partition("#")

    assert hit is None or matters(slug, number, hit)
    assert not_hit is None or not matters(slug, number, not_hit)


def test_no_note_with_a_test_goes_untried() -> None:
    tried = {key for key, *_ in ROWS}
    plain = {when.always, when.never}
    judged = {key for key, note in meanings._MEANINGS.items() if note.applies not in plain}

    # The last two are about attributes that nothing of ours writes.
    assert judged - tried == {"html-dir#2", "html-dir#3"}


def test_a_note_about_some_accounts_weighs_a_tenth() -> None:
    some, most = meaning("css-display-flex", "1"), meaning("image-svg", "1")

    assert some
    assert most
    assert (some.weight, most.weight) == (0.1, 0.9)


def test_a_note_that_is_not_in_the_table_is_unknown_only_where_it_may_matter() -> None:
    assert not meanings.is_known("css-margin", "99")
    assert meanings.is_known("css-box-shadow", "99")
    assert "css-box-shadow" not in losses.LOSSES
