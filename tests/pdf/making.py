"""Small pages in the project's own fonts, for the tests of the PDF engine."""

import io
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path

from PIL import Image

from publish.formats.pdf import Pdf, accessible_pdf

ASSETS = Path(__file__).parents[2] / "assets"
CREATED, MODIFIED = date(2021, 3, 30), date(2024, 7, 9)

FACES = """
@font-face { font-family: "Hanken"; src: url(publish:///fonts/hanken-grotesk/HankenGrotesk-400.ttf) }
@font-face { font-family: "Hanken"; font-weight: 700;
             src: url(publish:///fonts/hanken-grotesk/HankenGrotesk-700.ttf) }
@font-face { font-family: "Arabic"; src: url(publish:///fonts/noto-sans-arabic/NotoSansArabic-400.ttf) }
@font-face { font-family: "Emoji"; src: url(publish:///fonts/noto-emoji/NotoEmoji-400.ttf) }
html, code { font-family: Hanken, Arabic, Emoji }
body { margin: 0 }
"""

SVG = b"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20" width="40" height="20">
<rect width="40" height="20" fill="#247"/><circle cx="20" cy="10" r="8" fill="#fc0" opacity=".5"/></svg>"""


def page(body: str, *, css: str = "", lang: str = "sv", title: str = "Ett prov", head: str = "") -> str:
    """A whole HTML document round *body*."""
    return (
        f'<!doctype html><html lang="{lang}"><head><meta charset="utf-8"><title>{title}</title>{head}'
        f"<style>{FACES}{css}</style></head><body>{body}</body></html>"
    )


_COLOURS: dict[str, float | tuple[float, ...]] = {
    "RGB": (20, 110, 60),
    "RGBA": (200, 40, 40, 120),
    "CMYK": (20, 200, 30, 10),
    "P": 3,
}


@cache
def picture(kind: str, mode: str = "RGB", size: tuple[int, int] = (40, 30)) -> bytes:
    """A small picture in that format."""
    output = io.BytesIO()
    Image.new(mode, size, _COLOURS[mode]).save(output, kind)
    return output.getvalue()


FILES: Mapping[str, bytes] = {
    "a.svg": SVG,
    "a.png": picture("PNG"),
    "alpha.png": picture("PNG", "RGBA"),
    "a.jpg": picture("JPEG"),
    "a.webp": picture("WEBP"),
    "a.gif": picture("GIF", "P"),
    "cmyk.jpg": picture("JPEG", "CMYK"),
}


def files(name: str) -> bytes:
    """What a page may show: the pictures above and the project's fonts."""
    return FILES[name] if name in FILES else (ASSETS / name).read_bytes()


def make(body: str, *, css: str = "", lang: str = "sv", title: str = "Ett prov", head: str = "") -> Pdf:
    """The PDF of *body*."""
    html = page(body, css=css, lang=lang, title=title, head=head)
    return accessible_pdf(html, files=files, created=CREATED, modified=MODIFIED)
