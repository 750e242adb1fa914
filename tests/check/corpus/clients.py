"""Faults that a mail client would punish."""

from io import BytesIO

from PIL import Image

from tests.check.corpus import EDITION, Case, Edit

CSS = "templates/newsletter/_inline.css.j2"
DARK = "templates/newsletter/_dark.css.j2"
PHONE = "templates/newsletter/_phone.css.j2"
LOOK = "templates/newsletter/_look.mjml.j2"
MASTHEAD = "templates/newsletter/_masthead.mjml.j2"
PARTNERS = "templates/newsletter/_partners.mjml.j2"
ONWARD = "templates/newsletter/_onward.mjml.j2"
_MEASURE = ".measure { margin: 12px 0 0; }"
_PUBLISHER = '      <p class="publisher">{{ publisher.name }}</p>'
_BROCHURE = '      <p><a href="{{ address.brochure }}">'
_NAME = ".name { padding-bottom: 4px !important; }"
_PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="


def _case(name: str, code: str, path: str, old: str, new: str, *, also: tuple[str, ...] = (), at: str = "") -> Case:
    return Case(name, code, (Edit(path, old, new),), formats=("newsletter",), also=also, at=at)


def _measured(name: str, code: str, declarations: str, *, also: tuple[str, ...] = ()) -> Case:
    """A declaration more for the text under a figure."""
    return _case(name, code, CSS, _MEASURE, f".measure {{ margin: 12px 0 0; {declarations} }}", also=also)


def _beside(name: str, code: str, html: str, *, also: tuple[str, ...] = ()) -> Case:
    """An element more under the publisher's name."""
    return _case(name, code, MASTHEAD, _PUBLISHER, f"{html}\n{_PUBLISHER}", also=also)


def _moving() -> bytes:
    """A GIF of two frames."""
    frames = [Image.new("L", (600, 200), shade) for shade in (0, 255)]
    file = BytesIO()
    frames[0].save(file, "GIF", save_all=True, append_images=frames[1:], duration=500)
    return file.getvalue()


CASES: tuple[Case, ...] = (
    _measured("text set by flex", "C101", "display: flex;"),
    _case("partners in a grid", "C101", PARTNERS, '<div role="list">', '<div role="list" style="display: grid">'),
    _measured("a box like a table cell", "C101", "display: table-cell;"),
    _case("a negative margin", "C102", CSS, ".value { margin: 20px 0 0;", ".value { margin: 20px 0 0 -8px;"),
    _measured("centred by margin", "C102", "width: 100%; margin-left: auto; margin-right: auto;"),
    _measured("a wide padding off the cell", "C103", "padding: 0 0 0 32px;"),
    _case(
        *("a button made of a link", "C103", ONWARD),
        *(_BROCHURE, '      <p><a style="padding: 14px 28px" href="{{ address.brochure }}">'),
    ),
    _measured("a box kept narrow by max-width", "C104", "max-width: 160px;"),
    _case(
        *("a list with a width of its own", "C104", PARTNERS),
        *('<div role="list">', '<div role="list" style="width: 120px">'),
    ),
    _measured("text placed by position", "C105", "position: absolute;"),
    _case(
        *("an icon that floats", "C105", CSS),
        *(".card .icon { margin: 20px 0 0; }", ".card .icon { margin: 20px 0 0; float: left; }"),
    ),
    _measured("a badge that is turned", "C105", "transform: rotate(-8deg);"),
    _beside("a logo in WebP", "C106", '      <p><img src="https://example.org/logo.webp" width="80" alt="Logo" /></p>'),
    _beside(
        "a picture in AVIF", "C106", '      <p><img src="https://example.org/a.avif?v=2" width="80" alt="A" /></p>'
    ),
    Case(
        "a picture that moves",
        "C106",
        (Edit("sv.md", "## Fyra områden", "```image\npicture: wave.gif\nalt: En våg.\n```\n\n## Fyra områden"),),
        formats=("newsletter",),
        at="sv.md:42",
        files={f"{EDITION}/wave.gif": _moving()},
    ),
    _beside(
        *("a picture written into the letter", "C107"),
        f'      <p><img src="data:image/png;base64,{_PIXEL}" width="80" alt="Logo" /></p>',
    ),
    _measured("a size in rem", "C108", "font-size: 1.2rem;"),
    _case(
        *("a calculation for phones", "C108", PHONE),
        *(_NAME, ".name { padding-bottom: calc(4px + 1%) !important; }"),
    ),
    _measured("a background picture alone", "C109", "background-image: url(https://example.org/water.png);"),
    _case(
        *("a gradient on a colour", "C109", CSS),
        *(".ruled {", ".ruled { background-color: #0b3454; background-image: linear-gradient(#0b3454, #1d5d8c);"),
    ),
    _beside(
        "a logo as a drawing", "C110", '      <p><img src="https://example.org/logo.svg" width="80" alt="Logo" /></p>'
    ),
    _beside(
        *("a drawing in the letter", "C110"),
        '      <p><svg width="20" height="20"><circle cx="10" cy="10" r="9"></circle></svg></p>',
    ),
    _beside("a film", "C111", '      <p><video src="https://example.org/a.mp4"></video></p>'),
    _beside(
        *("a form", "C111"),
        '      <form action="https://example.org/"><p><input type="text" name="q" /><button>Svara</button></p></form>',
    ),
    _beside("a frame", "C111", '      <p><iframe src="https://example.org/"></iframe></p>'),
    _measured("a variable", "C112", "color: var(--ink);"),
    _measured("a colour without commas", "C112", "color: rgb(11 52 84);"),
    _measured("a side that turns with the language", "C112", "margin-inline-start: 16px;"),
    _measured("fonts without an end", "C113", "font-family: Skyline, Inter;"),
    Case(
        "a web font that Word takes for Times",
        "C113",
        (
            Edit(CSS, _MEASURE, ".measure { margin: 12px 0 0; font-family: Skyline, Arial, sans-serif; }"),
            Edit(
                LOOK,
                '<mj-style>{% include "newsletter/_phone.css.j2" %}</mj-style>',
                "<mj-raw><style>@font-face { font-family: Skyline; src: url(https://example.org/s.woff2); }"
                '</style></mj-raw>\n<mj-style>{% include "newsletter/_phone.css.j2" %}</mj-style>',
            ),
        ),
        formats=("newsletter",),
    ),
    _beside("words that are hidden", "C114", '      <p style="display: none">Inte till alla</p>'),
    _measured("a figure's text made invisible", "C114", "visibility: hidden;"),
    _beside("the attribute hidden", "C114", '      <p hidden="hidden">Inte till alla</p>'),
    _case(
        *("words from a style sheet", "C115", DARK),
        *(":root { color-scheme", '.measure::before { content: "Nytt: "; }\n:root { color-scheme'),
    ),
    _case(
        *("the first of its kind", "C115", PHONE),
        *(_NAME, f".ruled p:first-child {{ letter-spacing: 0px !important; }}\n{_NAME}"),
    ),
    _case("a brace too few", "C116", PHONE, _NAME, ".name { padding-bottom: 4px !important;", at=f"{PHONE}:2"),
    _case(
        *("a style sheet from elsewhere", "C116", LOOK, '<mj-raw><style>{% include "newsletter/_dark.css.j2" %}'),
        '<mj-raw><style>@import url("https://example.org/letter.css"); {% include "newsletter/_dark.css.j2" %}',
    ),
    _beside("a style sheet in the body", "C116", "      <style>.publisher a { color: #ffffff; }</style>"),
    _case(
        *("a colour for some only", "C117", DARK),
        *(":root { color-scheme", ".icon { text-align: right; }\n:root { color-scheme"),
    ),
    _case(
        *("a link within the letter", "C118", MASTHEAD),
        *(_PUBLISHER, f'      <p><a href="#top">Upp</a><a id="top"></a></p>\n{_PUBLISHER}'),
    ),
    _measured("capitals taken away", "C119", "text-transform: lowercase;"),
)
