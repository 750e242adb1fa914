"""
The public site of an archive: plain files for any host, made of nothing but the seals.

    model      what there is to show, and where
    pages      the pages a reader opens, from `templates/archive/`
    copies     the edition itself at its public address: page, brochure, letter, pictures
    feeds      Atom (RFC 4287, RFC 5005), RSS 2.0, JSON Feed 1.1
    machines   sitemap, robots, the list of seals, headers for the host, old addresses
    search     an index over pages and brochures
    leaves     writes what changed, and only that
"""

from pathlib import Path

from publish.archive.seal import FOLDER, archive_of
from publish.archive.site import copies, feeds, machines, pages, search
from publish.archive.site.leaves import Written, write_leaves
from publish.archive.site.making import Making, making
from publish.archive.site.model import site_of
from publish.build import Nobody, Watcher
from publish.build.lock import only_one
from publish.workspace import open_workspace

__all__ = ["Making", "Written", "write_site"]


def write_site(root: Path, *, watcher: Watcher | None = None) -> Written:
    """
    Write the site of the workspace's archive: the files that changed, and no others.

    Raises:
        PublishError: if the workspace, a template or a seal does not allow it, or the disk.
    """
    with only_one(root, "archive.lock", (watcher or Nobody()).waiting):
        workspace = open_workspace(root)
        made = making(site_of(archive_of(root).seals(), workspace.settings), workspace)
        sorts = (pages.leaves, copies.leaves, feeds.leaves, machines.leaves, search.leaves)
        leaves = [leaf for sort in sorts for leaf in sort(made)]
        written = write_leaves(leaves, root / FOLDER, root / ".publish" / "cache" / "site.json", inside=root)
        written.notes += made.notes
        return written
