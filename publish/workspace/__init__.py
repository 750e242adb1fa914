"""
The workspace: the folder with `publish.yaml` in which editions are written, and the brand they wear.

    find        the root, from any folder below it
    open_workspace  settings and brand, checked and frozen; or all their problems
    stock       the templates and assets that come with the package

The readers of the two files are imported only when a workspace is opened, so that a command which
only asks where things are starts at once.
"""

from dataclasses import dataclass
from pathlib import Path

from publish.problems import SourceError, in_order
from publish.workspace import folders
from publish.workspace.brand import Brand, Colours, Face, Scale, Size, Typeface
from publish.workspace.folders import CONTENT, SETTINGS, find, stock
from publish.workspace.sending import Dkim, Sending
from publish.workspace.settings import Mail, Publisher, Settings

__all__ = [
    "CONTENT",
    "SETTINGS",
    "Brand",
    "Colours",
    "Dkim",
    "Face",
    "Mail",
    "Publisher",
    "Scale",
    "Sending",
    "Settings",
    "Size",
    "Typeface",
    "Workspace",
    "find",
    "open_workspace",
    "stock",
]


@dataclass(frozen=True)
class Workspace:
    """A workspace whose settings and brand are in order."""

    root: Path
    settings: Settings
    brand: Brand
    templates: tuple[Path, ...]
    """Folders in which templates are looked for, the workspace's own first."""
    assets: tuple[Path, ...]
    """The same for assets."""
    icons: frozenset[str]
    """Names of the icons in assets/icons."""

    def editions(self) -> tuple[str, ...]:
        """
        The id of every edition, sorted.

        Raises:
            SourceError: if a folder in content/ is not an edition.
        """
        return folders.editions(self.root, self.settings.languages)

    def languages(self, edition_id: str) -> tuple[str, ...]:
        """The languages an edition is written in, the main one first; none if there is no such edition."""
        return folders.written_in(self.folder(edition_id), self.settings.languages)

    def folder(self, edition_id: str) -> Path:
        """Where an edition's text and pictures are."""
        return self.root / CONTENT / edition_id

    def template(self, name: str) -> Path | None:
        """The file of a template like `web/page.html.j2`; None if there is none."""
        return folders.lookup(self.templates, name)

    def asset(self, name: str) -> Path | None:
        """The file of an asset like `icons/home.svg`; None if there is none."""
        return folders.lookup(self.assets, name)

    def shown(self, file: Path | str) -> str:
        """A file as problems name it: from the root if it is below it."""
        return folders.shown(Path(file), self.root)


def open_workspace(root: Path) -> Workspace:
    """
    Read settings and brand.

    Raises:
        SourceError: with everything that is wrong in `publish.yaml` and `assets/brand.yml`.
    """
    from publish.workspace.brandfile import read_brand
    from publish.workspace.settingsfile import read_settings

    assets = folders.sources(root, "assets")
    settings, settings_problems = read_settings(root / SETTINGS, SETTINGS)
    file = folders.lookup(assets, "brand.yml") or assets[0] / "brand.yml"
    brand, brand_problems = read_brand(file, folders.shown(file, root), lambda name: folders.lookup(assets, name))
    if settings is None or brand is None:
        raise SourceError(*in_order((*settings_problems, *brand_problems)))
    return Workspace(
        root=root,
        settings=settings,
        brand=brand,
        templates=folders.sources(root, "templates"),
        assets=assets,
        icons=folders.icons(assets),
    )
