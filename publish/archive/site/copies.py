"""
The editions at their public addresses: what was sealed last, and whatever earlier letters refer to beside it.

The letter stands there as it was sent, but for its marks: it names no reader, and where a member left the list, a
visitor is led to the edition's page. Its message is no page, so it stays in the seal.
"""

from collections.abc import Iterator
from html import escape

from publish.archive.manifest import BROCHURE
from publish.archive.site.leaves import Leaf, fingerprint
from publish.archive.site.making import Making
from publish.archive.site.model import LETTER, Kept
from publish.archive.store import Sealed
from publish.formats import raster
from publish.formats.marks import for_anybody

FIRST_PAGE = "first-page.webp"
LETTER_PAGE = "letter/index.html"
_NOT_PAGES = frozenset({LETTER, "newsletter.txt", "newsletter.eml"})
FIRST_PAGE_WIDTH = 640
"""Pixels of the picture of a brochure's first page."""


def leaves(made: Making) -> Iterator[Leaf]:
    """One for each edition: all its files."""
    for kept in made.site.editions:
        word = fingerprint(made.site.base, *(sealed.sha256 for sealed in kept.versions))
        yield Leaf(f"copies of {kept.id}", word, lambda kept=kept: _copies(made, kept))  # type: ignore[misc]


def _copies(made: Making, kept: Kept) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    for sealed in kept.versions:
        for language in sealed.head.languages:
            found |= {f"{kept.id}/{language}/{name}": data for name, data in _public(sealed, language).items()}
    for language, then in kept.in_each_language.items():
        found |= {f"{kept.id}/{language}/{name}": data for name, data in _made(made, then, language).items()}
    return found


def _public(sealed: Sealed, language: str) -> dict[str, bytes]:
    """The files of one version in one language that anybody may open."""
    names = (path.removeprefix(f"{language}/") for path in _paths(sealed) if path.startswith(f"{language}/"))
    return {name: (sealed.folder / language / name).read_bytes() for name in names if name not in _NOT_PAGES}


def _paths(sealed: Sealed) -> list[str]:
    return [file.path for file in sealed.manifest.files]


def _made(made: Making, kept: Kept, language: str) -> dict[str, bytes]:
    """What is made from the last version: the letter as a page, and a picture of the brochure."""
    found: dict[str, bytes] = {}
    folder = kept.last.folder / language
    if kept.file(language, LETTER):
        address = escape(f"{made.site.base}/{kept.id}/")
        found[LETTER_PAGE] = for_anybody((folder / LETTER).read_bytes().decode(), address).encode()
    if kept.file(language, BROCHURE):
        found[FIRST_PAGE] = raster.first_page((folder / BROCHURE).read_bytes(), FIRST_PAGE_WIDTH)
    return found
