"""Short editions for a site: three years of them."""

from collections.abc import Mapping
from pathlib import Path

OLD = "2024-02-20-the-old-one"
LONG = "2024-11-05-a-long-title"
ALIASES = "2025-09-16-the-autumn-letter"
ENGLISH_ALONE = "2025-12-02-for-visitors"
CORRECTED = "2026-08-25-after-the-summer"


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


_TEXTS = {
    "sv": ("Brevet", "Nyheter", "Vad det handlar om, i korthet.", "Vi ses på måndag i stadshuset."),
    "en": ("The letter", "News", "What it is about, in short.", "We meet on Monday in the city hall."),
}
