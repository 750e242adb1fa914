"""
Seals an edition that was made elsewhere: a PDF, a web page, or both, in one language or several.

The files are kept byte for byte, `<language>/brochure.pdf` and `<language>/original/index.html` with what lies beside
it. Nothing is fetched, and what would load, run or send something is refused: a kept edition asks nobody for anything.
What is not known of it, such as how it was made, the manifest does not say.

    taking                           the files that were given, and everything that is wrong with them
    trial                            a PDF, opened as the site will
    tags, pages, drawings, sheets    what a page, an SVG or a style sheet needs, and what cannot be kept
    found                            what they find
    apart                            how all of them are read: in a process of their own
    beside                           the files that lie beside a page
    known                            what a file says of itself, to be offered and never believed
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import publish
from publish.archive import aliases, durable
from publish.archive.bring.taking import Old, take
from publish.archive.manifest import IMPORTED, About, Manifest
from publish.archive.seal import FOLDER, archive_of
from publish.archive.steps import Wish, begun, packed, refuse, refuse_the_same
from publish.archive.store import Sealed
from publish.build import Nobody, Watcher
from publish.build.lock import only_one
from publish.problems import ArchiveError, Problem, in_order
from publish.workspace import open_workspace

__all__ = ["Brought", "Old", "bring"]


@dataclass(frozen=True, slots=True)
class Brought:
    """What came of it."""

    sealed: Sealed
    silent: tuple[str, ...]
    """The PDFs, as they were given, in which no text can be read: the search knows nothing but their titles."""


def bring(
    root: Path, wish: Wish, olds: Sequence[Old], languages: Mapping[str, About], *, watcher: Watcher | None = None
) -> Brought:
    """
    Seal *olds* as one edition that says of itself what *languages* says.

    Raises:
        PublishError: with everything that keeps it from being sealed: a file that cannot be kept, a seal that is there
            already, the disk. Then nothing was sealed, and nothing that was is changed.
    """
    wish = replace(wish, folder=FOLDER.as_posix())
    taken = take(olds)
    archive = archive_of(root)
    with only_one(root, "archive.lock", (watcher or Nobody()).waiting):
        durable.remove_unfinished(archive.folder)
        seals = archive.seals()
        manifest = begun(wish, seals, languages, {"publish": publish.__version__, IMPORTED: "yes"})
        if problems := (*taken.problems, *_refusals(root, wish, manifest, seals)):
            raise ArchiveError(*in_order(problems))
        contents, manifest = packed(replace(manifest, ingredients=taken.names), taken.files, taken.pages, wish.key)
        refuse_the_same(wish, manifest, seals)
        folder = archive.folder / wish.edition / str(manifest.version)
        durable.settle(contents, folder, inside=root)
    return Brought(archive.read(folder), taken.silent)


def _refusals(root: Path, wish: Wish, manifest: Manifest, seals: Sequence[Sealed]) -> Iterator[Problem]:
    """Why there is no place for it in the archive."""
    try:
        refuse(wish, seals)
    except ArchiveError as error:
        yield from error.problems
        return
    yield from aliases.problems(manifest, seals, open_workspace(root).settings.languages, root)
    versions = [sealed for sealed in seals if sealed.head.edition == wish.edition]
    if versions and not versions[-1].manifest.is_imported:
        hint = "mend its text, and seal it: `publish archive seal EDITION --correct WHAT`"
        yield Problem("E737", "the edition was made here, so nothing from elsewhere corrects it", wish.place, hint)
