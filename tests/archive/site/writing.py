"""Short editions for a site: three years of them."""

import datetime as dt
from collections.abc import Mapping
from pathlib import Path

from publish.archive.bring import Old, bring
from publish.archive.manifest import About
from publish.archive.steps import Wish
from tests import made
from tests.archive.bring.old_files import PICTURE, page, pdf, written

OLD = "2024-02-20-the-old-one"
LONG = "2024-11-05-a-long-title"
ALIASES = "2025-09-16-the-autumn-letter"
ENGLISH_ALONE = "2025-12-02-for-visitors"
CORRECTED = "2026-08-25-after-the-summer"
OLD_PDF = "2015-04-01-the-old-brochure"
"""Made elsewhere: a PDF in each language, that in English a slide and a scan."""
OLD_PAGE = "2014-03-05-the-old-letter"
"""Made elsewhere: a web page in Swedish."""


def write_short(
    root: Path,
    edition: str,
    *,
    title: str = "",
    languages: tuple[str, ...] = ("sv", "en"),
    aliases: Mapping[str, tuple[str, ...]] | None = None,
    body: str = "",
) -> str:
    """Write an edition of a few lines, or write it anew; its id."""
    folder = root / "content" / edition
    folder.mkdir(parents=True, exist_ok=True)
    for language in languages:
        text = _TEXTS[language]
        name = title or f"{text[0]} {edition[11:].replace('-', ' ')}"
        old = "".join(f"\n  - {alias}" for alias in (aliases or {}).get(language, ()))
        head = f"---\ntitle: {name}\ndate: {edition[:10]}\ncategory: {text[1]}\nstandfirst: {text[2]}\n"
        more = f"aliases:{old}\n" if old else ""
        (folder / f"{language}.md").write_text(f"{head}{more}---\n\n{body or text[3]}\n", encoding="utf-8")
    return edition


def bring_old(root: Path, now: dt.datetime) -> None:
    """Seal two editions that were made elsewhere."""
    folder = root / "old"
    brochure = written(folder, "var.pdf", pdf("Kungstradgarden", "Blomsterfesten"))
    slide = written(folder, "spring.pdf", pdf("", size=(960, 540)))
    languages = {"sv": About("Vårbrevet 2015", "Körsbär & annat."), "en": About("The spring letter of 2015")}
    bring(root, Wish(OLD_PDF, now), [Old(brochure, "sv"), Old(slide, "en")], languages)
    written(folder, "files/top.png", PICTURE)
    written(folder, "report.pdf", pdf("A report"))
    written(folder, "files/old.ttf", (made.ROOT / "assets/fonts/hanken-grotesk/HankenGrotesk-400.ttf").read_bytes())
    sheet = b"""@font-face { font-family: Old; src: url(files/old.ttf) }
body { font-family: Old, Georgia, serif; background: url(files/top.png) }"""
    written(folder, "style.css", sheet)
    body = """<link rel="stylesheet" href="style.css"><style>h1 { color: rgb(1, 2, 3) }</style>
<h1 style="font-size: 30px">Slussen byggs om</h1><img src="files/top.png" alt="">
<p>Frukostmötet om <a href="report.pdf">rapporten</a> är <a href="https://www.example.org/">på torsdag</a>.</p>"""
    letter = written(folder, "brev.html", page(body))
    bring(root, Wish(OLD_PAGE, now), [Old(letter, "sv")], {"sv": About("Nyhetsbrev, mars 2014")})


_TEXTS = {
    "sv": ("Brevet", "Nyheter", "Vad det handlar om, i korthet.", "Vi ses på måndag i stadshuset."),
    "en": ("The letter", "News", "What it is about, in short.", "We meet on Monday in the city hall."),
}
