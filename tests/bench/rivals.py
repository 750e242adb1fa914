"""What `publish` is measured against: the engine alone, and the tools that one would otherwise tie together."""

import io
import re
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any

from PIL import Image

from publish.edition import Edition
from publish.formats import card, mail_pictures, newsletter, raster
from publish.formats import mjml as compiler
from publish.formats.pdf import accessible_pdfs
from publish.source import read_edition
from publish.theme import Theme
from publish.workspace import open_workspace

_DOT = io.BytesIO()
Image.new("RGBA", (1, 1)).save(_DOT, "PNG")
_BLANK = _DOT.getvalue()

brochure = import_module("publish.formats.brochure.render")
_URL = re.compile(r"publish:///([^\"')\s]+)")

_ALONE = """\
import weasyprint
for language in {languages!r}:
    page = weasyprint.HTML(f"{{language}}/brochure.html")
    page.write_pdf(f"{{language}}/brochure.pdf", pdf_variant="pdf/ua-1")
"""

_MAKEFILE = """\
LANGUAGES = {languages}
NAMES = brochure.pdf newsletter.html newsletter.txt index.html card.png
all: $(foreach l,$(LANGUAGES),$(addprefix $(l)/,$(NAMES))) {pictures}
%/brochure.pdf: %/brochure.html
\t{weasyprint} --pdf-variant pdf/ua-1 $< $@
%/newsletter.html: %/newsletter.mjml
\t{mjml} $< -o $@
%/newsletter.txt: %/text.md
\tpandoc -f markdown -t plain --columns 72 $< -o $@
%/index.html: %/text.md
\tpandoc -s -f markdown -t html5 $< -o $@
%/card.png: %/card.html
\t{weasyprint} $< $*/card.pdf
\tpdftoppm -singlefile -png -r 96 $*/card.pdf $*/card
%.png: %.svg
\trsvg-convert $< -o $@
"""


def alone(root: Path, edition: str, folder: Path) -> Path:
    """A program that renders the edition's brochures, as we write them, with the engine and nothing else."""
    languages = _brochures(root, edition, folder)
    script = folder / "alone.py"
    script.write_text(_ALONE.format(languages=languages), encoding="utf-8")
    return script


def makefile(root: Path, edition: str, folder: Path, judges: Path) -> Path | None:
    """A folder with a Makefile that makes the same files with the usual tools; None if one is missing."""
    mjml = judges / "node_modules" / ".bin" / "mjml"
    weasyprint = Path(sys.executable).with_name("weasyprint")
    tools = ("pandoc", "make", "rsvg-convert", "pdftoppm", str(mjml), str(weasyprint))
    if not all(shutil.which(tool) for tool in tools):
        return None
    languages = _brochures(root, edition, folder)
    theme, pictures = _theme(root), list[str]()
    for text in _texts(root, edition):
        place = folder / text.language
        (place / "newsletter.mjml").write_text(_mjml(text, theme), encoding="utf-8")
        (place / "text.md").write_bytes(text.source)
        _catch_card(text, theme, place)
        pictures += _catch_drawings(text, theme, place)
    found = {"languages": " ".join(languages), "pictures": " ".join(pictures)}
    (folder / "Makefile").write_text(_MAKEFILE.format(weasyprint=weasyprint, mjml=mjml, **found), encoding="utf-8")
    return folder


def _catch_card(text: Edition, theme: Theme, place: Path) -> None:
    """The page of the social card, as we have it painted."""
    original = raster.png_of_html

    def listen(html: str, *, files: Any, **more: Any) -> bytes:
        (place / "card.html").write_text(_unfold(html, files, place), encoding="utf-8")
        return original(html, files=files, **more)

    with _instead(raster, "png_of_html", listen):
        card.render(text, theme)


def _catch_drawings(text: Edition, theme: Theme, place: Path) -> list[str]:
    """The drawings of the letter, which mail programs need as PNG; the names of these."""
    found: list[str] = []

    def listen(svg: bytes, **_more: Any) -> bytes:
        file = place / f"mail-{len(found)}.svg"
        file.write_bytes(svg)
        found.append(f"{text.language}/{file.stem}.png")
        return _BLANK

    mail_pictures._painted.cache_clear()
    with _instead(raster, "png_of_svg", listen):
        newsletter.render(text, theme)
    mail_pictures._painted.cache_clear()
    return found


@contextmanager
def _instead(module: Any, name: str, listener: Any) -> Iterator[None]:
    original = getattr(module, name)
    setattr(module, name, listener)
    try:
        yield
    finally:
        setattr(module, name, original)


def _brochures(root: Path, edition: str, folder: Path) -> list[str]:
    """Write each language's brochure as HTML, with the files it names beside it."""
    theme, found = _theme(root), []
    for text in _texts(root, edition):
        place = folder / text.language
        place.mkdir(parents=True)
        _catch(text, theme, place)
        found.append(text.language)
    return found


def _catch(text: Edition, theme: Theme, place: Path) -> None:
    """Listen to what the renderer hands to the engine."""

    def listen(html: str, *variants: Any, files: Any, **more: Any) -> Any:
        (place / "brochure.html").write_text(_unfold(html, files, place), encoding="utf-8")
        return accessible_pdfs(html, *variants, files=files, **more)

    with _instead(brochure, "accessible_pdfs", listen):
        brochure.render(text, theme)


def _unfold(text: str, files: Any, place: Path) -> str:
    """*text* with its files as files."""
    for name in set(_URL.findall(text)):
        target = place / name
        if not target.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            data = files(name)
            target.write_bytes(_unfold(data.decode(), files, place).encode() if name.endswith(".css") else data)
    return _URL.sub(lambda match: (place / match[1]).as_uri(), text)


def _mjml(text: Edition, theme: Theme) -> str:
    """The MJML that our templates write."""
    caught: list[str] = []
    original = compiler.to_html

    def listen(source: str) -> Any:
        caught.append(source)
        return original(source)

    with _instead(compiler, "to_html", listen):
        newsletter.render(text, theme)
    return caught[0]


def _theme(root: Path) -> Theme:
    return Theme(open_workspace(root))


def _texts(root: Path, edition: str) -> list[Edition]:
    workspace = open_workspace(root)
    return [
        read_edition(workspace.folder(edition), language, root=root, icons=workspace.icons)
        for language in workspace.languages(edition)
    ]
