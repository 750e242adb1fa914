"""Faults of colours, sizes and order: every one as somebody would make it in a style sheet or a template."""

import io

from PIL import Image

from tests.check.corpus import EDITION, Case, Edit

_PAGE = "templates/web"
_LETTER = "templates/newsletter"
_BASE, _FRAME, _BLOCKS, _PROSE = (f"{_PAGE}/_{name}.css.j2" for name in ("base", "frame", "blocks", "prose"))
_INLINE, _DARK, _OUTLOOK = (f"{_LETTER}/_{name}.css.j2" for name in ("inline", "dark", "outlook"))
_LOOK = f"{_LETTER}/_look.mjml.j2"


def _logo() -> bytes:
    """Dark letters on nothing."""
    logo = Image.new("RGBA", (64, 64), (0, 0, 0, 0))
    logo.paste((7, 24, 37, 255), (8, 24, 56, 40))
    file = io.BytesIO()
    logo.save(file, "PNG")
    return file.getvalue()


def _page(code: str, name: str, path: str, old: str, new: str, *also: str) -> Case:
    return Case(f"page: {name}", code, (Edit(path, old, new),), ("web",), also=also)


def _letter(code: str, name: str, path: str, old: str, new: str, *also: str) -> Case:
    return Case(f"letter: {name}", code, (Edit(path, old, new),), ("newsletter",), also=also)


_MUTED = "{{ brand.light.muted }}"
_MORE = f".more {{ margin: 12px 0 0; color: {_MUTED}; }}"
_DATES = ".dates { margin-block-start: 1.5rem; color: var(--muted);"
_PANEL = "  background: var(--surface);\n}"
_LINKED = Edit("sv.md", "medlemsorganisation för företag", "medlemsorganisation för [företag](https://www.scb.se/)")
_LOGO = {f"{EDITION}/logo.png": _logo()}
_SHOWN = Edit(
    "sv.md",
    "## Fyra områden",
    "```image\npicture: logo.png\nalt: Handelskammarens märke\n```\n\n## Fyra områden",
)

CASES: tuple[Case, ...] = (
    _letter(
        "C350",
        "what is said of the cover where pictures are blocked",
        _INLINE,
        ".cover img { background-color: {{ brand.light.deep }}; color: {{ brand.light.on_deep }}; }",
        ".cover img { background-color: {{ brand.light.deep }}; color: {{ brand.light.primary }}; }",
    ),
    _page("C350", "pale dates", _FRAME, _DATES, ".dates { margin-block-start: 1.5rem; color: #a9b8c4;"),
    _page("C350", "a panel of another grey", _BLOCKS, _PANEL, _PANEL.replace("var(--surface)", "#5f7482"), "C354"),
    _page(
        "C350",
        "words that shine through",
        _BLOCKS,
        ".focus-areas .prose { margin-block-start: 0.75rem; color: var(--muted); }",
        ".focus-areas .prose { margin-block-start: 0.75rem; color: var(--muted); opacity: 0.5; }",
    ),
    _letter("C350", "pale words in a card", _INLINE, _MORE, _MORE.replace(_MUTED, "#9aa7b1")),
    _letter("C350", "pale small print", _LOOK, 'color="{{ brand.light.muted }}" />', 'color="#8f9ba6" />'),
    _page("C351", "a panel that stays white", _BLOCKS, _PANEL, _PANEL.replace("var(--surface)", "#fff"), "C354"),
    _letter(
        "C351",
        "questions in blue, also at night",
        _INLINE,
        ".question {",
        ".question { color: {{ brand.light.primary }};",
    ),
    _letter(
        "C352",
        "white words on a photo",
        f"{_LETTER}/_masthead.mjml.j2",
        '<mj-section mj-class="deep" css-class="deep">',
        '<mj-section mj-class="deep" css-class="deep" background-url="https://www.example.org/water.jpg">',
    ),
    _letter(
        "C352",
        "headings that stay blue in Outlook",
        _OUTLOOK,
        "[data-ogsc] .call p { color: {{ brand.dark.primary }}",
        "[data-ogsc] .call p { color: {{ brand.light.primary }}",
    ),
    _letter(
        "C353",
        "a photo and no colour behind it",
        _INLINE,
        _MORE,
        ".more { margin: 12px 0 0; color: #ffffff; background-image: url(https://www.example.org/water.jpg); }",
        "C352",
    ),
    _page("C353", "a photo and no colour behind it", _FRAME, _DATES, ".dates { color: #fff; background: url(sea.jpg);"),
    _page(
        "C354",
        "a pale ring around links",
        _BASE,
        ":focus-visible { outline: 3px solid var(--focus, var(--link));",
        ":focus-visible { outline: 3px solid var(--focus, #c9d4dc);",
    ),
    Case(
        "page: links without a line",
        "C355",
        (Edit(_BASE, "text-decoration-line: underline;", "text-decoration-line: none;"), _LINKED),
        ("web",),
    ),
    Case(
        "letter: links without a line",
        "C355",
        (Edit(_INLINE, "text-decoration: underline; }", "text-decoration: none; }"), _LINKED),
        ("newsletter",),
    ),
    _page("C357", "contacts line on line", _FRAME, "  line-height: 1.8;\n", "  line-height: 1.3;\n"),
    _letter(
        "C357", "contacts line on line", f"{_LETTER}/_imprint.mjml.j2", 'pad imprint">', 'pad imprint" line-height="1">'
    ),
    _page("C358", "a low button", _BLOCKS, "  padding: 0.85rem 1.75rem;", "  padding: 0.4rem 1rem;"),
    _letter("C358", "a low button", _LOOK, 'inner-padding="15px 28px"', 'inner-padding="6px 20px"'),
    _letter(
        "C359", "small words in a card", _INLINE, _MORE, _MORE.replace("margin: 12px 0 0", "margin: 0; font-size: 12px")
    ),
    _letter(
        "C359",
        "small print for nobody",
        _INLINE,
        ".imprint p { margin: 0 0 6px; }",
        ".imprint p { margin: 0 0 16px; font-size: 8px; }",
    ),
    _page("C359", "dates in 11 pixels", _FRAME, _DATES, ".dates { font-size: 11px !important;"),
    _letter(
        "C360",
        "lines that are close",
        _LOOK,
        'line-height="{{ brand.scale.base.leading }}" />',
        'line-height="1.1" />',
        "C357",
    ),
    _page("C360", "lines that touch", _PROSE, ".prose { max-width: var(--measure); }", ".prose { line-height: 0.95; }"),
    _page("C361", "a wide list", _BLOCKS, ".partners { hyphens: auto;", ".partners { min-width: 640px;"),
    _letter(
        "C361",
        "a wide quotation",
        _INLINE,
        ".quote blockquote { margin: 0;",
        ".quote blockquote { width: 560px; margin: 0;",
    ),
    _page("C362", "no zoom", f"{_PAGE}/_head.html.j2", 'initial-scale=1">', 'initial-scale=1, user-scalable=no">'),
    _page(
        "C362", "hardly any zoom", f"{_PAGE}/_head.html.j2", 'initial-scale=1">', 'initial-scale=1, maximum-scale=1.0">'
    ),
    _page(
        "C363", "a title as wide as the window", _BASE, "h1 { font-size: var(--size-display);", "h1 { font-size: 9vw;"
    ),
    _page("C364", "straight on both sides", _PROSE, ".prose { max-width", ".prose { text-align: justify; max-width"),
    _letter("C364", "straight on both sides", _INLINE, ".prose p { margin", ".prose p { text-align: justify; margin"),
    _page(
        "C365",
        "the button before its question",
        _BLOCKS,
        "  flex-wrap: wrap;\n  align",
        "  flex-flow: row-reverse wrap;\n  align",
    ),
    _page("C365", "the publisher last", _FRAME, ".masthead .publisher {", ".masthead .publisher { order: 1;"),
    _letter(
        "C365",
        "columns the wrong way round",
        f"{_LETTER}/_focus-areas.mjml.j2",
        "<mj-section>\n  {% for",
        '<mj-section direction="rtl">\n  {% for',
    ),
    _page(
        "C366",
        "the brochure first",
        f"{_PAGE}/_masthead.html.j2",
        '<li><a href="brochure.pdf"',
        '<li><a tabindex="1" href="brochure.pdf"',
    ),
    _page("C367", "dates in the corner", _FRAME, _DATES, f"{_DATES} position: absolute; right: 0;"),
    _letter("C367", "a question in the corner", _INLINE, ".question {", ".question { position: absolute;"),
    _page(
        "C368",
        "no ring at all",
        _BASE,
        ":focus-visible { outline: 3px solid var(--focus, var(--link));",
        ":focus-visible { outline: none;",
    ),
    _page("C368", "no ring for links", _BASE, "a:hover {", "a:focus { outline: 0; }\na:hover {"),
    _page("C369", "a title that drifts", _FRAME, ".headline h1 {", ".headline h1 { animation: drift 8s infinite;"),
    _page("C370", "questions for nobody", _BLOCKS, ".question {\n", ".question { display: none;\n"),
    _letter("C370", "words for nobody", _INLINE, _MORE, _MORE.replace("margin", "display: none; margin")),
    _letter(
        "C370",
        "not on a phone",
        f"{_LETTER}/_phone.css.j2",
        ".event {",
        ".question { display: none !important; }\n.event {",
    ),
    _page(
        "C371",
        "a word in the style sheet",
        _BLOCKS,
        ".focus-areas .prose {",
        '.question::before { content: "Fråga: "; }\n.focus-areas .prose {',
    ),
    _page("C372", "a standfirst in a box", _FRAME, "  max-width: 26em;\n", "  height: 60px; overflow: hidden;\n"),
    Case(
        "page: a dark logo on nothing",
        "C356",
        (Edit(f"{_PAGE}/_picture.html.j2", 'loading="lazy"', 'loading="lazy" style="background: none"'), _SHOWN),
        ("web",),
        files=_LOGO,
    ),
    Case(
        "letter: a dark logo on nothing",
        "C356",
        (Edit(f"{_LETTER}/_image.mjml.j2", '<mj-image css-class="pad picture"', '<mj-image css-class="pad"'), _SHOWN),
        ("newsletter",),
        also=("C351",),
        files=_LOGO,
    ),
)
