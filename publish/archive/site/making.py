"""What every sort of leaf is made from."""

from dataclasses import dataclass, field

from publish.archive.site.leaves import fingerprint
from publish.archive.site.model import Kept, Site
from publish.build.digests import Digests
from publish.build.inputs import Shared
from publish.formats import Format
from publish.theme import Theme
from publish.workspace import Workspace, stock

TEMPLATES = Format("archive", "publish.archive.site", ("archive", "web"))


@dataclass(frozen=True)
class Making:
    """The site, and what it wears."""

    site: Site
    workspace: Workspace
    theme: Theme
    look: str
    """Fingerprint of everything but the seals: settings, brand, words, templates, and our own code."""
    notes: list[str] = field(default_factory=list)
    """What somebody should know, and what does not keep the site from being written."""

    def word(self, *editions: Kept, more: str = "") -> str:
        """Fingerprint of a leaf that shows *editions* and *more*."""
        seals = (sealed.sha256 for kept in editions for sealed in kept.versions)
        return fingerprint(self.look, more, *seals)


def making(site: Site, workspace: Workspace) -> Making:
    """What the leaves of *site* are made from."""
    look = Shared(workspace.root, stock(), Digests({})).of(TEMPLATES)
    return Making(site, workspace, Theme(workspace), look)
