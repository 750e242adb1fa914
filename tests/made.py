"""The two editions of the tests, rendered once a run in both languages and all formats."""

from functools import cache
from pathlib import Path

from publish.edition import Edition
from publish.formats import FORMATS
from publish.source import read_edition
from publish.theme import Theme
from publish.workspace import open_workspace

ROOT = Path(__file__).parent.parent
FIRST = ROOT / "content" / "2021-03-30-partnerskap-for-stockholm"
SECOND = ROOT / "tests" / "editions" / "2026-05-12-varbrevet"
EDITIONS = (FIRST, SECOND)
LANGUAGES = ("sv", "en")


@cache
def theme() -> Theme:
    """The theme of this repository, which is a workspace too."""
    return Theme(open_workspace(ROOT))


@cache
def edition(folder: Path, language: str) -> Edition:
    """An edition as it is read."""
    return read_edition(folder, language, root=ROOT, icons=theme().workspace.icons)


@cache
def files(folder: Path, language: str, kind: str) -> dict[str, bytes]:
    """Every file of one format (*kind*) that is made of an edition, by name."""
    return {made.name: made.data for made in FORMATS[kind].render(edition(folder, language), theme())}
